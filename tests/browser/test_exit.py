"""The way out: at once, with nothing left of the page, and a plain link where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

ELSEWHERE = "https://www.weather.gov/"
KEPT = "stepdown-list"
PRESSES = """
(keys) => keys.forEach(([key, repeat]) => dispatchEvent(new KeyboardEvent("keydown", { key, repeat })))
"""


@pytest.fixture
def left(page: Page) -> list[str]:
    """Where readers were taken; the page elsewhere is a made-up one."""
    addresses: list[str] = []

    def arrive(route: Route, request: Request) -> None:
        addresses.append(request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>Weather</title><h1>Weather</h1>")

    page.context.route(f"{ELSEWHERE}**", arrive)
    return addresses


def wait_elsewhere(context: BrowserContext) -> None:
    """From now on the page elsewhere never comes, and the browser stays where it is."""
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(status=204))


def test_way_out_takes_the_place_of_the_page(page: Page, site_url: str, left: list[str]) -> None:
    """Back leads to what was open before this page, and nobody elsewhere learns where the reader was."""
    page.goto(site_url)
    page.goto(f"{site_url}privacy/")
    page.get_by_role("link", name="Leave this site", exact=True).click()
    page.wait_for_url(ELSEWHERE)
    assert page.evaluate("document.referrer") == ""
    page.go_back()
    assert page.url == site_url
    assert left == [ELSEWHERE]


def test_page_is_blank_and_nameless_while_the_next_one_loads(page: Page, site_url: str) -> None:
    """On a slow network too; and what was kept on the device is gone, from whichever page."""
    wait_elsewhere(page.context)
    page.goto(site_url)
    page.evaluate(f"localStorage.setItem('{KEPT}', 'some-program')")
    page.get_by_role("link", name="Leave this site", exact=True).click()
    expect(page.locator("body")).to_be_hidden()
    assert page.title() == "www.weather.gov"
    assert page.evaluate("localStorage.length") == 0


def test_shift_three_times_leaves_too(page: Page, site_url: str, left: list[str]) -> None:
    """From anywhere on the page."""
    page.goto(f"{site_url}quiz/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)
    assert left == [ELSEWHERE]


def test_shift_in_the_course_of_writing_leaves_nothing(page: Page, site_url: str) -> None:
    """Not twice, not with letters between, not held down."""
    wait_elsewhere(page.context)
    page.goto(site_url)
    for keys in (["Shift", "Shift", "A", "Shift", "Shift", "Tab"], [["Shift", True]] * 9):
        page.evaluate(PRESSES, [[key, False] if isinstance(key, str) else key for key in keys])
    expect(page.locator("h1")).to_be_visible()


def test_without_a_script_it_is_a_link(browser: Browser, site_url: str) -> None:
    """The same words to the same place."""
    context = browser.new_context(java_script_enabled=False)
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(status=200, content_type="text/html", body="Weather"))
    page = context.new_page()
    page.goto(site_url)
    page.get_by_role("link", name="Leave this site", exact=True).click()
    page.wait_for_url(ELSEWHERE)
    context.close()
