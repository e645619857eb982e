"""A list of lists in a browser: on a phone a plain list, on a wide screen a map as well."""

from __future__ import annotations

import mimetypes
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from site_gen.urls import output_path
from tests.browser.audit import PLAIN, find_violations, wear
from tests.test_program_lists import TWO_STATES, build_with

HOST = "https://guide.example/"
PHONE, DESK = 320, 1280


@pytest.fixture
def lists(page: Page) -> Page:
    """The list of programs of a small site that has several states, and more programs than a page holds."""
    outputs = build_with(2, *TWO_STATES).outputs

    def answer(route: Route) -> None:
        path = output_path(urlsplit(route.request.url).path.removeprefix("/"))
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        route.fulfill(body=outputs.get(path, b""), status=200 if path in outputs else 404, content_type=kind)

    page.route(f"{HOST}**", answer)
    page.set_viewport_size({"width": PHONE, "height": 640})
    page.goto(f"{HOST}programs/")
    return page


def test_list_of_lists_fits_and_has_no_fault_that_axe_can_find(lists: Page) -> None:
    """Nothing to be scrolled sideways, with the map and without."""
    assert find_violations(lists) == []
    for width, look in PLAIN.items():
        wear(lists, look)
        assert lists.evaluate("document.documentElement.scrollWidth") <= width


def test_reader_goes_down_to_a_program_and_up_again(lists: Page) -> None:
    """State, towns, program; and by its breadcrumbs back to the towns."""
    lists.get_by_role("main").get_by_role("link", name="New Jersey").click()
    lists.get_by_role("link", name="Towns N to S").click()
    expect(lists.locator("h1")).to_have_text("Find a program: New Jersey, Towns N to S")
    lists.get_by_role("link", name="Salem House").click()
    lists.get_by_role("navigation", name="You are here").get_by_role("link", name="Towns N to S").click()
    assert lists.locator(".card:visible").count() == 2


def test_map_is_shown_where_states_are_large_enough_to_point_at(lists: Page) -> None:
    """It leads where the list does; neither the keyboard nor a screen reader meets it."""
    states = lists.locator(".map")
    expect(states).to_be_hidden()
    lists.set_viewport_size({"width": DESK, "height": 800})
    expect(states).to_be_visible()
    assert lists.get_by_role("main").get_by_role("link").count() == 2
    lists.locator('.map a[href="in/new-york/"] path').click()
    expect(lists.locator("h1")).to_have_text("Find a program: New York")
