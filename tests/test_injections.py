"""Text from contributors is text wherever it ends up: no element, attribute, address, script or style."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from io import StringIO
from typing import Annotated, TypeAlias, get_origin
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

import site_gen.model as records
from site_gen import documents, schema
from site_gen.diagnostics import Located
from site_gen.hidden import FORBIDDEN
from site_gen.loading import load_site
from site_gen.manifest import MANIFEST
from site_gen.markup import convert
from site_gen.model import kinds
from site_gen.pipeline import BuildOptions, build
from site_gen.reading import Notes, reader_of
from tests.examples import examples
from tests.injections import NOT_SHOWN, find_active, find_texts, full_sources, plant, read_injections, text_fields
from tests.small_site import TODAY

INJECTIONS = read_injections()
HARMLESS = "harmless"
# Together in one field as much as one by one: what gets out of its place changes the tree for all that follows.
GROUPS = [" ".join(INJECTIONS[start::3]) for start in range(3)]

Piece: TypeAlias = tuple[str, Mapping[str, str]]


@lru_cache(maxsize=8)
def outputs_with(text: str) -> Mapping[str, bytes]:
    """The site with *text* behind every text that readers may see."""
    planted = plant(full_sources(), lambda found: f"{found} {text} z")
    result = build(planted, BuildOptions(today=TODAY))
    assert result.outputs, result.diagnostics
    return result.outputs


@lru_cache(maxsize=128)
def pieces_of(page: bytes, text: str) -> list[Piece]:
    """What a browser makes of *page*, in order, with *text* said in a harmless way."""
    tree = html5lib.parse(page.decode(), treebuilder="etree", namespaceHTMLElements=False)
    return [read_piece(element, text) for element in tree.iter()]


def read_piece(element: Element, text: str) -> Piece:
    tag = str(element.tag)
    inner = element.text or ""
    if tag == "script" and "type" not in element.attrib:
        return tag, {"our own code": inner}
    if tag == "script" and inner:
        inner = json.dumps(said_harmlessly(json.loads(inner), text))
    told = {**element.attrib, "its text": inner, "what follows": element.tail or ""}
    return tag, {name: settled(value.replace(text, HARMLESS)) for name, value in told.items()}


def said_harmlessly(value: object, text: str) -> object:
    """Data with *text* in a harmless way in each string."""
    if isinstance(value, dict):
        return {key: said_harmlessly(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [said_harmlessly(one, text) for one in value]
    return value.replace(text, HARMLESS) if isinstance(value, str) else value


def settled(value: str) -> str:
    """*value* without digests and sizes, which texts may change."""
    return re.sub(r"[0-9a-f]{10,}|\d+(?= kB)", "N", value)


def test_every_field_that_takes_text_is_tested() -> None:
    """A field that the model gains is missed here until it holds a text."""
    site, faults = load_site(full_sources())
    kinds = {kind for kind in vars(records).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)}
    kinds -= {records.Words, records.Match}  # how text and answers are kept, not records
    every = {f"{kind.__name__}.{name}" for kind in kinds for name in text_fields(kind)}
    assert () == faults
    assert every == {name for name, _ in find_texts(site)} | NOT_SHOWN


@pytest.mark.parametrize("text", GROUPS, ids=lambda text: text[:20])
def test_text_changes_nothing_of_a_page_but_text(text: str) -> None:
    """Parsed as browsers do, a page with hostile texts has the elements and attributes of one with harmless texts."""
    harmless, hostile = outputs_with(HARMLESS), outputs_with(text)
    pages = [path for path in harmless if path.endswith(".html")]
    assert pages == [path for path in hostile if path.endswith(".html")]
    for path in pages:
        expected, found = pieces_of(harmless[path], HARMLESS), pieces_of(hostile[path], text)
        assert [] == [(path, pair) for pair in zip(expected, found, strict=True) if pair[0] != pair[1]]


# --- what is published beside the pages --------------------------------------------------------------


def data_of(path: str, content: bytes, text: str) -> object:
    """What a program reads in an export, a module or a map, with *text* said in a harmless way."""
    if path.endswith(".json"):
        return said_harmlessly(json.loads(content), text)
    if path.endswith(".csv"):
        return said_harmlessly(list(csv.reader(StringIO(content.decode()))), text)
    if path.endswith(".xml"):
        return [read_piece(element, text) for element in ET.fromstring(content).iter()]  # noqa: S314  our own feed
    written = content.decode()
    for escaped in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        written = written.replace(escaped[1:-1], HARMLESS)
    return settled(written)


@pytest.mark.parametrize("text", GROUPS, ids=lambda text: text[:20])
def test_text_changes_nothing_of_data_but_text(text: str) -> None:
    """Every export, feed and module has the same form, and the text in it is what was typed.

    The manifest has no text of theirs in it, only digests.
    """
    built = (outputs_with(one) for one in (HARMLESS, text))
    harmless, hostile = ({settled(path): (path, data) for path, data in outputs.items()} for outputs in built)
    assert harmless.keys() == hostile.keys()
    for name in (name for name in harmless if not name.endswith((".html", MANIFEST))):
        assert data_of(*harmless[name], HARMLESS) == data_of(*hostile[name], text), name


# --- articles ----------------------------------------------------------------------------------------

FORMS = (
    "{}",
    "Some words {} and more.",
    "## A heading {}",
    "- {}\n- {}",
    "> {}",
    "| a | b |\n| --- | --- |\n| {} | x |",
    "[words]({})",
    "[words](<{}>)",
    '[words](https://a.example/ "{}")',
    "[{}](https://a.example/)",
    "<{}>",
    "[[helpline {}]]",
    "[[term step|{}]]",
    "[[allow {}: {}]]",
    "::: needs {}",
    "```{}\nx\n```",
)


@pytest.mark.parametrize("form", FORMS)
def test_an_article_is_inert_or_at_fault(form: str) -> None:
    """Whatever stands in it, in whichever place: only elements and attributes that articles need."""
    for text in INJECTIONS:
        body = Located(form.replace("{}", text), path="content/en/a.md")
        content, _ = convert(body, resolve=str)
        assert [] == list(find_active("".join(part for part in content.parts if isinstance(part, str)))), text


@pytest.mark.parametrize("form", ["````{}````", "```\n{}\n```"])
def test_code_in_an_article_is_shown_to_the_letter(form: str) -> None:
    """It is the one place where such texts may stand without a fault."""
    for text in INJECTIONS:
        content, faults = convert(Located(form.replace("{}", f" {text} "), path="a.md"), resolve=str)
        shown = "".join(html5lib.parseFragment("".join(map(str, content.parts))).itertext())
        assert ((), text) == (faults, shown.strip())


def test_words_of_a_term_are_text() -> None:
    """They go from the article to a template by themselves."""
    fit = [text for text in INJECTIONS if not {*text} & {*"[]|\n"}]
    pages = []
    for texts in ([HARMLESS] * len(fit), fit):
        body = "\n".join(f"- [[term step|{text}]]" for text in texts)
        changed = {
            **full_sources(),
            "content/en/about.md": f"---\ntitle: A\nsummary: B\norder: 1\n---\n\n{body}\n".encode(),
        }
        pages.append(build(changed, BuildOptions(today=TODAY)).outputs["about/index.html"].decode())
    expected, found = (html5lib.parse(page, namespaceHTMLElements=False) for page in pages)
    assert [(one.tag, one.attrib) for one in expected.iter()] == [(one.tag, one.attrib) for one in found.iter()]
    said = {" ".join("".join(one.itertext()).split()) for one in found.iter("a")}
    assert set() == {" ".join(text.split()) for text in fit} - said


# --- fields with a form, and names of files ----------------------------------------------------------

KINDS = {name: kind for name, kind in vars(kinds).items() if get_origin(kind) is Annotated}


BEFORE = ("", "a", "2024", "973-555-0200", "a@b.example", "https://a.example")
BEHIND = ("", "a", "@b.example", ".example/")
# An odd address, mailbox or edition is no more than that.
INERT = re.compile(r"https://[a-z.]+(?:/[!#-;=?-\[\]_a-z~]*)?|[\w.-]+@[a-z.]+|2024[\w ,.;()/&'-]*", re.ASCII)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_field_with_a_form_refuses_every_injection(name: str) -> None:
    """Ids, addresses, numbers, days, choices: alone, before a value that fits, and behind one."""
    read = reader_of(KINDS[name])
    for value in (before + text + behind for text in INJECTIONS for before in BEFORE for behind in BEHIND):
        notes = Notes()
        read(Located(value, path="a.yaml"), notes)
        assert notes.faults or INERT.fullmatch(value), value


def test_the_name_of_an_article_refuses_every_injection() -> None:
    """It becomes an address."""
    for text in INJECTIONS:
        path = f"content/en/{text}.md"
        loaded = schema.load([documents.Document(path=path, root=Located("", path=path), body=Located("", path=path))])
        assert "E208" in {fault.code for fault in loaded.faults if fault.path == path}, text


# --- texts that nobody thought of --------------------------------------------------------------------

SIGNS = st.sampled_from([*"<>\"'&`=/\\ ", "<!--", "-->", "</script>", "{{", "%s", "script"])
TEXTS = st.lists(SIGNS | st.characters(exclude_categories=("Cc", "Cf", "Cs", "Nd", "Co", "Cn", "Zl", "Zp")), min_size=1)


@examples(3)
@given(TEXTS.map("".join).map(lambda text: " ".join(text.split())))
def test_no_text_changes_a_page(text: str) -> None:
    """Whatever Hypothesis makes up, through every field: some now, many in the long run.

    Marked at both ends, or a text of one sign would be looked for in our own markup too.
    """
    if text and not FORBIDDEN.search(text) and HARMLESS not in text:
        test_text_changes_nothing_of_a_page_but_text(f"qx{text}xq")
