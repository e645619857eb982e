"""Every kind of page on paper: on few sheets, nothing cut off, nothing that only a screen can use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.quiz_reader import take_at_once
from tests.browser.test_pages import KINDS
from tests.browser.test_quiz_traces import KINDS as RESULTS

# What a sheet has between its margins of 16 mm, in CSS pixels: Letter is wider, A4 narrower.
SHEETS = {"Letter": 695, "A4": 672}
MOST_SHEETS: Mapping[str, int] = {
    "call sheet": 2,
    "compare": 1,
    "level": 6,
    "not found": 1,
    "program": 2,
    "programs": 10,
    "quiz": 1,
    "quiz question": 1,
    "quiz result": 2,
    "glossary": 7,
    "outcomes in Spanish": 7,
    "programs in Spanish": 12,
}
USUAL = 6
# To press, to type in, to go on with: of no use on paper. Numbers to call are.
FOR_SCREENS = ".nav, .exit, .skip, .foot, .contents, .turn, .filters, .pick, .no-print, details:not([open])"
SEEN = """
(all) => [...document.querySelectorAll(all)].filter((one) => one.checkVisibility()).map((one) => one.className)
"""
PLACES = "() => [...document.querySelectorAll('.card')].map((one) => JSON.stringify(one.getBoundingClientRect()))"
CUT = """
(width) => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return one.checkVisibility() && !one.closest(".hush") && box.width > 1 && (box.right > width + 1 || box.left < -1);
}).map((one) => `${one.tagName}.${one.className}`)
"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page of a phone, as printers get it."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    yield page
    context.close()


def sheets_of(paper: Page, size: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper.pdf(format=size, prefer_css_page_size=True)))


@pytest.mark.parametrize("kind", KINDS)
def test_page_prints_well(paper: Page, site_url: str, built_site: Path, kind: str) -> None:
    """On so many sheets, within their margins; the numbers to call stand on the first."""
    program = min(path.name for path in (built_site / "programs").iterdir() if path.is_dir())
    paper.emulate_media(media="null")  # as a printer asks for it
    paper.goto(site_url + KINDS[kind].format(program=program))
    assert sheets_of(paper, "Letter") <= MOST_SHEETS.get(kind, USUAL)
    paper.emulate_media(media="print")
    assert paper.evaluate(SEEN, FOR_SCREENS) == []
    assert paper.locator(".crisis a[href^='tel:']").first.is_visible()
    for width in SHEETS.values():
        paper.set_viewport_size({"width": width, "height": 800})
        assert paper.evaluate(CUT, width) == []


def test_result_of_the_quiz_prints_on_one_sheet(paper: Page, site_url: str) -> None:
    """Of either size, with the day, and without what is folded."""
    paper.emulate_media(media="null")  # as a printer asks for it
    paper.goto(f"{site_url}quiz/")
    take_at_once(paper, RESULTS["Intensive outpatient (IOP)"])
    assert [sheets_of(paper, size) for size in SHEETS] == [1, 1]
    paper.emulate_media(media="print")
    assert paper.evaluate(SEEN, FOR_SCREENS) == []
    assert "Printed on" in paper.locator(".dated").inner_text()


def test_list_prints_the_same_after_a_filter(paper: Page, site_url: str) -> None:
    """The script puts cards in batches, for the screen; on paper each stands where it stood."""
    paper.goto(f"{site_url}programs/")
    paper.emulate_media(media="print")
    as_it_came = paper.evaluate(PLACES)
    paper.evaluate("document.querySelector('[type=reset]').click(); window.dispatchEvent(new Event('beforeprint'))")
    assert paper.locator(".cards__batch").count() > 1
    assert paper.evaluate(PLACES) == as_it_came
