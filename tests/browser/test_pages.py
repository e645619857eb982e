"""Every kind of page in a browser: accessible, within its frame, and asking nobody else for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme: TypeAlias = Literal["light", "dark"]
WIDTHS = (320, 768, 1280)
KINDS = {
    "home": "",
    "article": "what-is-iop/",
    "needs": "is-iop-right/",
    "helplines": "get-help-now/",
    "privacy": "privacy/",
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


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def address(request: pytest.FixtureRequest, site_url: str, built_site: Path) -> str:
    """The address of one page of each kind."""
    program = min(path.name for path in (built_site / "programs").iterdir() if path.is_dir())
    path: str = request.param
    return site_url + path.format(program=program)


@pytest.mark.parametrize("scheme", get_args(Scheme))
def test_page_has_no_fault_that_axe_can_find(page: Page, address: str, scheme: Scheme) -> None:
    """WCAG 2.2 AA as far as a machine can tell, on a phone, in light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_frame(page: Page, address: str, width: int) -> None:
    """Nobody has to scroll sideways, not at 320 px either."""
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_asks_only_its_own_host_and_little(page: Page, address: str, site_url: str) -> None:
    """At most three requests for the first view, all to the site itself; no error on the console."""
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((site_url, "data:"))] == []
    assert len([url for url in requests if not url.startswith("data:")]) <= 3
    assert [error for error in errors if "404" not in error] == []


def test_a_word_leads_to_its_meaning_and_back(page: Page, site_url: str) -> None:
    """Without a script: the browser marks where it arrives, and a link leads back to the sentence."""
    page.goto(site_url + "what-is-iop/")
    page.locator("a.term", has_text="assessment").click()
    assert page.locator(".terms__one:target dt").inner_text().lower() == "assessment"
    page.locator(".terms__one:target").get_by_role("link", name="Back to the text").click()
    assert page.locator("a.term:target").inner_text() == "assessment"
