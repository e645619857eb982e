"""Every kind of page in a browser: for everybody, within its frame, and asking nobody else for anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.audit import DAY_AND_NIGHT, PLAIN, find_small_targets, find_violations, walk, wear

WIDTHS = (320, 768, 1280)
MOST_STOPS = 60
KINDS = {
    "home": "",
    "article": "what-is-iop/",
    "needs": "is-iop-right/",
    "helplines": "get-help-now/",
    "privacy": "privacy/",
    "accessibility": "accessibility/",
    "compare": "compare/",
    "level": "levels/php/",
    "outcomes": "outcomes/",
    "data": "data/",
    "programs": "programs/",
    "program": "programs/{program}/",
    "call sheet": "call-sheet/",
    "quiz": "quiz/",
    "quiz question": "quiz/#q0",
    "quiz result": "quiz/#r0",
    "glossary": "glossary/",
    "pictures": "day-treatment-php/",
    "steps": "step-down/",
    "not found": "no-such-page/",
    "home in Spanish": "es/",
    "article in Spanish": "es/que-es-un-programa-iop/",
    "helplines in Spanish": "es/pida-ayuda-ahora/",
    "compare in Spanish": "es/comparar/",
    "level in Spanish": "es/niveles/php/",
    "outcomes in Spanish": "es/resultados/",
    "data in Spanish": "es/datos/",
    "programs in Spanish": "es/programas/",
    "program in Spanish": "es/programas/{program}/",
    "call sheet in Spanish": "es/hoja-de-llamadas/",
    "quiz in Spanish": "es/cuestionario/",
    "quiz question in Spanish": "es/cuestionario/#q0",
    "quiz result in Spanish": "es/cuestionario/#r0",
    "glossary in Spanish": "es/glosario/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page that was opened, with what it has asked for and complained of till now. Tests share it."""

    page: Page
    requests: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """One person, who opens page after page."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="module", params=list(KINDS.values()), ids=list(KINDS))
def visit(request: pytest.FixtureRequest, reader: BrowserContext, site_url: str, built_site: Path) -> Iterator[Visit]:
    """One page of each kind, just opened."""
    program = min(path.name for path in (built_site / "programs").iterdir() if path.is_dir())
    requests: list[str] = []
    errors: list[str] = []
    page = reader.new_page()
    page.on("request", lambda one: requests.append(one.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(site_url + str(request.param).format(program=program))
    yield Visit(page=page, requests=requests, errors=errors)
    page.close()


def is_translated(page: Page) -> bool:
    return page.get_attribute("html", "lang") != "en"


def test_page_fits_its_frame(visit: Visit) -> None:
    """Nobody has to scroll sideways, not at 320 px either."""
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 640})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_fits_a_phone_with_text_of_double_size(visit: Visit) -> None:
    """Also in a language that is written from right to left."""
    visit.page.set_viewport_size({"width": 320, "height": 640})
    for direction in ("ltr", "rtl"):
        visit.page.evaluate(
            "(to) => Object.assign(document.documentElement, {dir: to}).style.fontSize = '200%'", direction
        )
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
    visit.page.evaluate("Object.assign(document.documentElement, {dir: 'ltr'}).style.fontSize = ''")


def test_page_has_no_fault_that_axe_can_find(visit: Visit) -> None:
    """WCAG 2.2 AA as far as a machine can tell. A translation has the colors of its original."""
    assert find_violations(visit.page, colors=() if is_translated(visit.page) else DAY_AND_NIGHT) == []


def test_what_is_pressed_is_large_enough(visit: Visit) -> None:
    """24 px at least, 44 px for what readers come to do; links in a line of text are as low as the line."""
    assert find_small_targets(visit.page) == []


def test_tab_key_goes_through_the_page(visit: Visit) -> None:
    """Every stop is seen and outlined, and stands after the last one, in the markup and before the eye.

    Of a translation only the first ones are looked at.
    """
    wear(visit.page, PLAIN[320])
    stops = list(walk(visit.page, 10 if is_translated(visit.page) else MOST_STOPS))
    assert [stop["name"] for stop in stops[:2]] in (
        ["Leave this site", "Skip to the main part"],
        ["Salir de este sitio", "Ir a la parte principal"],
    )
    assert [stop["name"] for stop in stops if not (stop["isSeen"] and stop["isOutlined"])] == []
    assert [one["name"] for one, other in pairwise(stops) if other["place"] <= one["place"]] == []
    assert [stop["name"] for stop in stops if not stop["isBelow"]] == []


def test_page_asks_only_its_own_host_and_little(visit: Visit, site_url: str) -> None:
    """Three requests at most, all to the site itself, and no error on the console, after all that was done above."""
    asked = [url for url in visit.requests if not url.startswith("data:")]
    assert [url for url in asked if not url.startswith(site_url)] == []
    assert len(asked) <= 3
    assert [error for error in visit.errors if "404" not in error] == []


def test_tab_key_leaves_the_page_at_its_end(page: Page, site_url: str) -> None:
    """Nothing on it holds the keyboard: after the last link of the foot comes what is outside."""
    page.goto(f"{site_url}no-such-page/")
    last = list(walk(page, 2 * MOST_STOPS))[-1]
    assert last["name"] == page.locator(".foot a").last.inner_text()


def test_a_word_leads_to_its_meaning_and_back(page: Page, site_url: str) -> None:
    """Without a script: the browser marks where it arrives, and a link leads back to the sentence."""
    page.goto(site_url + "what-is-iop/")
    page.locator("a.term", has_text="assessment").click()
    assert page.locator(".terms__one:target dt").inner_text().lower() == "assessment"
    page.locator(".terms__one:target").get_by_role("link", name="Back to the text").click()
    assert page.locator("a.term:target").inner_text() == "assessment"
