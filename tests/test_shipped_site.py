"""What the site of this repository keeps to, looked at as it is published, with all its listings.

These tests stand in one file because the site is built once in each process that looks at it, and takes seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

import pytest

from tests.directory import read_directory
from tests.small_site import ROOT, build_shipped


def test_site_is_whole_in_its_languages() -> None:
    """But for articles whose originals have changed since: they are told as warnings, one by one."""
    faults = build_shipped().diagnostics
    assert [] == [one for one in faults if one.code[1:] in {"481", "483", "484"} or one.code == "E482"]


def test_privacy_page_says_what_we_cannot_do() -> None:
    """History, network, host, software that watches, and that the link to leave erases nothing."""
    page = build_shipped().outputs["privacy/index.html"].decode()
    for said in (
        "Your browser's history.",
        "Your network.",
        "The company that hosts these pages.",
        "Monitoring software.",
        "It does not erase your history",
    ):
        assert said.replace("'", "&#39;") in page or said in page, said


# --- scripts and data -----------------------------------------------------------------------------------

DATA = re.compile(r'export const \w+=(?:\[|\{|")')
FORBIDDEN = re.compile(
    r"\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|WebTransport|RTCPeer|\bWorker\b|serviceWorker|"
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|cookie|pushState|replaceState|\blocation\b|window\.name|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|document\.title|postMessage|"
    r"navigator|console|window\.open"
)
KEEPING = {"shortlist": {"localStorage", "location", "replaceState"}, "shortlist_views": {"navigator"}}
"""A list that the reader ticks to be kept, that a link can bring, and that the reader can hand to another app."""


@cache
def shipped_scripts() -> Mapping[str, str]:
    """Every published script by its name."""
    outputs = build_shipped().outputs
    return {path.split("/")[1].split(".")[0]: data.decode() for path, data in outputs.items() if path.endswith(".js")}


def test_published_script_can_neither_send_nor_keep() -> None:
    """What browsers get, not what was written: no network, no storage, no address, no title, but for one."""
    code = {name: text for name, text in shipped_scripts().items() if not DATA.match(text)}
    found = {name: set(FORBIDDEN.findall(text)) for name, text in code.items()}
    assert {"quiz", "flow", "finder", "age", "shortlist"} <= set(code)
    assert {name: words for name, words in found.items() if words} == KEEPING


def test_published_data_is_data() -> None:
    """A module of data is one JSON value and nothing that runs."""
    for text in (text for text in shipped_scripts().values() if DATA.match(text)):
        for line in text.strip().split("export const ")[1:]:
            json.loads(line.partition("=")[2].strip().removesuffix(";"))


# --- short forms ----------------------------------------------------------------------------------------

FULL_NAMES = {
    "en": {"IOP": "intensive outpatient", "PHP": "partial hospitalization"},
    "es": {"IOP": "ambulatorio intensivo", "PHP": "hospitalización parcial"},
}
GAP = r"[^\w.?!]+(?:\w+[^\w.?!]+){0,3}"  # between a short form and its full name: a few words of the same sentence
INLINE = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "time"})
EMPTY = frozenset({"br", "circle", "hr", "img", "input", "line", "link", "meta", "path", "rect", "use"})
NEVER_SEEN = frozenset({"script", "style", "svg", "template"})


class _Blocks(HTMLParser):
    """The text of the blocks in <main> that anybody can see, in the order of reading."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.blocks.append("")
        if tag not in EMPTY:
            self._open.append((tag, tag in NEVER_SEEN or "hidden" in dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.blocks.append("")
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if any(tag == "main" for tag, _ in self._open) and not any(is_hidden for _, is_hidden in self._open):
            self.blocks[-1] += data


def blocks_of(page: str) -> list[str]:
    reader = _Blocks()
    reader.feed(page[page.index("<main") : page.index("</main>") + len("</main>")])  # nothing else is looked at
    return [" ".join(block.split()) for block in reader.blocks if block.strip()]


def unexplained(page: str, language: str = "en") -> list[str]:
    """The blocks in which a short form stands first, and its full name does not stand beside it."""
    blocks, full = blocks_of(page), FULL_NAMES[language]
    firsts = {short: next((one for one in blocks if re.search(rf"\b{short}\b", one)), "") for short in full}
    return [block for short, block in firsts.items() if block and not _is_explained(short, full[short], block)]


def _is_explained(short: str, full: str, block: str) -> bool:
    until_the_first = rf"\A(?:(?!\b{short}\b).)*"
    sides = rf"\b{full}{GAP}{short}\b|\b{short}{GAP}{full}\b"
    return re.search(f"{until_the_first}(?:{sides})", block, re.IGNORECASE) is not None


@cache
def shipped_pages() -> dict[str, str]:
    """The pages of the shipped site by path, without the names that programs gave themselves."""
    outputs = build_shipped().outputs
    names = (program.name for program in read_directory(ROOT / "programs.yaml").programs)
    own = re.compile("|".join(re.escape(name) for name in names if re.search("IOP|PHP", name)) or r"\Z.")
    return {path: own.sub("", content.decode()) for path, content in outputs.items() if path.endswith(".html")}


def test_first_iop_and_php_of_every_page_are_spelled_out() -> None:
    """In the block where the short form stands first, right before it or right after it."""
    assert {} == {
        path: lacking
        for path, text in shipped_pages().items()
        if (lacking := unexplained(text, "es" if path.startswith("es/") else "en"))
    }
    assert len(shipped_pages()) > 100


@pytest.mark.parametrize(
    "block",
    [
        "An intensive outpatient program (IOP) is care.",
        "IOP is short for intensive outpatient.",
        "Day treatment (partial hospitalization, PHP)",
        "<span hidden>IOP</span> Intensive outpatient (IOP)",
        "No short form at all",
    ],
)
def test_full_name_may_stand_on_either_side(block: str) -> None:
    """With a few words between."""
    assert [] == unexplained(f"<main><p>{block}</p></main>")


@pytest.mark.parametrize(
    "block",
    [
        "Day treatment (PHP)",
        "IOP. An intensive outpatient program (IOP) is care.",
        "Ask about IOP. Later we say what an intensive outpatient program is.",
        "IOP <template>intensive outpatient</template>",
    ],
)
def test_full_name_in_another_place_does_not_explain(block: str) -> None:
    """Not in another sentence, not later on the page, not where nobody sees it."""
    assert 1 == len(unexplained(f"<main><p>{block}</p><p>Intensive outpatient (IOP)</p></main>"))
