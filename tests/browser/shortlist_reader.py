"""A reader who picks programs from the list, for browser tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.criteria import ROOT
from tests.directory import read_directory

PROGRAMS = {str(p.id): p for p in read_directory(ROOT / "programs.yaml").programs}


def pick(page: Page, *places: int) -> list[str]:
    """Add the programs at these places of the list; their ids. The list moves down when the first is shown above it."""
    for count, place in enumerate(places, 1):
        page.locator(".card").nth(place).get_by_role("button").click()
        expect(page.locator(".my-list__picked li")).to_have_count(count)
    links = [page.locator(".card").nth(place).get_by_role("link").first.get_attribute("href") for place in places]
    return [str(link).strip("./") for link in links]


def panel(page: Page) -> Locator:
    return page.locator(".my-list")


def picked_names(page: Page) -> list[str]:
    return page.locator(".my-list__picked a").all_inner_texts()


def show(page: Page, view: str) -> Locator:
    """Open one of the three views."""
    panel(page).locator(".my-list__do").first.get_by_role("button", name=view, exact=True).click()
    expect(page.locator("[data-slot=view] h3")).to_be_focused()
    return page.locator("[data-slot=view]")
