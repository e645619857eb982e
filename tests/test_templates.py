"""What templates, styles and scripts may not do, whoever edits them."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from tests.small_site import ROOT

TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STYLES = sorted(TEMPLATES.rglob("*.css"))
SCRIPTS = sorted(path for path in TEMPLATES.rglob("*.js") if "dev" not in path.parts)


def ids_of(paths: list[Path]) -> list[str]:
    return [path.relative_to(TEMPLATES).as_posix() for path in paths]


def matches(pattern: str, path: Path) -> list[str]:
    return re.findall(pattern, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_leaves_escaping_to_the_engine(path: Path) -> None:
    """No filter turns text into markup, and no block turns escaping off."""
    assert matches(r"\|\s*safe|autoescape|Markup", path) == []


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_holds_no_code_and_no_inline_style(path: Path) -> None:
    """The policy of every page forbids both, so neither would work."""
    assert matches(r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|javascript:""", path) == []


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_uses_every_component_it_imports(path: Path) -> None:
    """A page carries the styles of what it imports: what is not used is weight for nothing."""
    text = path.read_text(encoding="utf-8")
    imported = re.findall(r'\{%-?\s*from "[^"]+" import (?:\w+ as )?(\w+)', text)
    assert [name for name in imported if len(re.findall(rf"\b{name}\(", text)) == 0] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=ids_of(COMPONENTS))
def test_component_is_one_macro_of_its_own_name(path: Path) -> None:
    """A newcomer finds it where it is named."""
    assert matches(r"\{%-?\s*macro (\w+)\(", path) == [path.stem]


@pytest.mark.parametrize("path", STYLES, ids=ids_of(STYLES))
def test_style_has_no_sides_that_a_language_could_turn_around(path: Path) -> None:
    """Logical properties only: start and end, not left and right."""
    sides = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|[;{\s](?:left|right|top|bottom)\s*:|float"
    assert matches(sides, path) == []


@pytest.mark.parametrize("path", STYLES, ids=ids_of(STYLES))
def test_style_loads_nothing_and_selects_no_id(path: Path) -> None:
    """No font, image or sheet from anywhere; ids are for links, classes for looks."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"url\(|@import|@font-face", text) == []
    assert re.findall(r"(?m)^[^{:]*#[a-z][\w-]*(?=[^;}]*\{)", text) == []


FORBIDDEN = (
    r"\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeer|\bStorage\b|localStorage|sessionStorage|"
    r"indexedDB|\bcaches\b|document\.cookie|pushState|replaceState|location\.|\blocation\s*=|serviceWorker|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|document\.title|console\."
)


# A list that the reader ticks to be kept; a link to a list, read and taken out of the address.
KEEPING = {"shortlist.js": {"localStorage", "location.", "replaceState"}}


@pytest.mark.parametrize("path", SCRIPTS, ids=ids_of(SCRIPTS))
def test_script_has_no_way_to_send_or_keep_anything(path: Path) -> None:
    """No network, no storage, no address, no history, no markup from text, but for what a reader asks to keep."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert set(re.findall(FORBIDDEN, text)) == KEEPING.get(path.name, set())


ENGINE = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_translates_by_call_only_what_it_says_itself(path: Path) -> None:
    """The engine takes a message for safe HTML and for a form to be filled in: what comes from data is `|say`."""
    calls = ENGINE.parse(path.read_text(encoding="utf-8")).find_all(jinja2.nodes.Call)
    messages = [call.args[0] for call in calls if getattr(call.node, "name", "") in {"_", "gettext", "ngettext"}]
    assert [] == [one.lineno for one in messages if not isinstance(one, jinja2.nodes.Const)]


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_quotes_every_attribute(path: Path) -> None:
    """Escaping is enough within double quotes only."""
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "@", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [] == re.findall(r"""[\w-]+=['@][^ >]*""", re.sub('="[^"]*"', "", text))


@pytest.mark.parametrize("path", PAGES, ids=ids_of(PAGES))
def test_template_puts_data_for_scripts_nowhere_but_into_islands(path: Path) -> None:
    """In an attribute with double quotes JSON could end it."""
    islands = matches(r"""<script type="application/(?:ld\+)?json"[^>]*>\{\{[^{}]*\|tojson \}\}</script>""", path)
    assert len(matches(r"tojson", path)) == len(islands)
