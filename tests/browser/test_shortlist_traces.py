"""What a list of picked programs leaves behind and gives away: nothing that the reader did not choose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, Request, Route, expect

from tests.browser.shortlist_reader import PROGRAMS, panel, pick, picked_names, show

KEY = "stepdown-list"
STATE = """
async () => [
  location.search + location.hash, document.cookie, history.state, window.name,
  localStorage.length, sessionStorage.length, await caches.keys(), await indexedDB.databases(),
]
"""
NOTHING: list[object] = ["", "", None, "", 0, 0, [], []]


@pytest.fixture
def finder(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}programs/")
    return page


# --- what is kept ------------------------------------------------------------------------------------


def test_nothing_is_stored_without_the_choice(finder: Page, site_log: list[str]) -> None:
    """Picking, comparing and making a sheet fetch the same four files for everybody, and leave no trace."""
    finder.wait_for_load_state("networkidle")
    site_log.clear()
    pick(finder, 0, 3)
    for view in ("Compare", "Call sheet", "Share"):
        show(finder, view)
    fetched = sorted(line.split("/assets/")[-1].split(".")[0] for line in site_log)
    assert fetched == ["listings", "parts", "shortlist_panel", "shortlist_views"]
    assert [finder.evaluate(STATE), finder.context.cookies()] == [NOTHING, []]
    finder.reload()
    expect(finder.locator(".card .pick").first).to_contain_text("Add to my list")
    expect(panel(finder)).to_have_count(0)


def test_leaving_the_page_forgets(finder: Page, site_url: str) -> None:
    """Whether or not the browser keeps the page alive for the way back."""
    pick(finder, 0, 3)
    finder.goto(site_url)
    finder.go_back()
    expect(finder.locator(".card .pick").first).to_contain_text("Add to my list")
    expect(panel(finder)).to_have_count(0)
    pick(finder, 0, 3)
    finder.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(panel(finder)).to_have_count(0)


def test_kept_list_is_there_again_until_removed(finder: Page) -> None:
    """Only ids are stored, under one key; the box stays ticked; one button clears the page and the device."""
    ids = pick(finder, 0, 3)
    finder.get_by_label("Keep on this device").check()
    assert finder.evaluate("() => Object.entries(localStorage)") == [[KEY, ",".join(ids)]]
    finder.reload()
    expect(panel(finder).get_by_role("heading", name="My list (2)")).to_be_visible()
    expect(finder.get_by_label("Keep on this device")).to_be_checked()
    finder.get_by_role("button", name="Remove everything").click()
    expect(panel(finder).get_by_role("heading", name="My list (0)")).to_be_focused()
    assert finder.evaluate(STATE) == NOTHING
    finder.reload()
    expect(panel(finder)).to_have_count(0)


def test_unticking_takes_the_list_off_the_device(finder: Page) -> None:
    """The list stays on the page until it is left."""
    pick(finder, 0)
    finder.get_by_label("Keep on this device").check()
    finder.get_by_label("Keep on this device").uncheck()
    assert finder.evaluate(STATE) == NOTHING
    assert len(picked_names(finder)) == 1


def test_box_does_not_say_kept_where_nothing_is(browser: Browser, site_url: str) -> None:
    """A browser that stores nothing unticks it at once."""
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }")
    page = context.new_page()
    page.goto(f"{site_url}programs/")
    pick(page, 0)
    page.get_by_label("Keep on this device").click()
    expect(page.get_by_label("Keep on this device")).not_to_be_checked()
    assert len(picked_names(page)) == 1
    context.close()


def test_leave_this_site_clears_page_and_device(finder: Page) -> None:
    """At once, also while the next page is still loading."""

    def keep_waiting(route: Route, _request: Request) -> None:
        route.fulfill(status=204)

    pick(finder, 0, 3)
    finder.get_by_label("Keep on this device").check()
    finder.context.route("https://**/*", keep_waiting)
    finder.get_by_role("link", name="Leave this site", exact=True).click()
    expect(panel(finder)).to_have_count(0)
    expect(finder.locator(".my-list__pill")).to_have_count(0)
    assert finder.evaluate(STATE) == NOTHING


# --- sharing -----------------------------------------------------------------------------------------


def test_shared_text_says_what_a_family_needs(finder: Page) -> None:
    """Names, numbers, addresses, pages; and a link that has the ids behind its "#" alone."""
    programs = [PROGRAMS[one] for one in pick(finder, 0, 3)]
    view = show(finder, "Share")
    text = view.locator("textarea").input_value()
    for program in programs:
        for expected in (program.name, program.phones[0].number, program.address.street, f"/programs/{program.id}/"):
            assert str(expected) in text
    link = text.split()[-1]
    assert link == finder.url.split("#")[0] + "#p=" + ",".join(str(p.id) for p in programs)
    for name, scheme in (("Text message", "sms:?&body="), ("Email", "mailto:?subject=")):
        assert str(view.get_by_role("link", name=name).get_attribute("href")).startswith(scheme)


def test_copy_falls_back_to_a_selection(browser: Browser, site_url: str) -> None:
    """Where the browser does not let the page copy, the text is selected and the reader told."""
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(f"{site_url}programs/")
    pick(page, 0)
    view = show(page, "Share")
    view.get_by_role("button", name="Copy").click()
    expect(view.get_by_role("status")).to_have_text("The text is selected: copy it with your device.")
    assert page.evaluate("() => getSelection().toString().startsWith('Programs to call')")
    context.close()


def test_copy_and_share_use_the_device_where_it_can(browser: Browser, site_url: str) -> None:
    """The clipboard gets the text; the device's own share dialog is offered where there is one."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script("window.shared = []; navigator.share = async (what) => window.shared.push(what.text)")
    page = context.new_page()
    page.goto(f"{site_url}programs/")
    pick(page, 0)
    view = show(page, "Share")
    text = view.locator("textarea").input_value()
    view.get_by_role("button", name="Copy").click()
    expect(view.get_by_role("status")).to_have_text("Copied.")
    view.get_by_role("button", name="Share").click()
    assert page.evaluate("() => navigator.clipboard.readText()") == text
    assert page.evaluate("window.shared") == [text]
    context.close()


def test_link_opens_its_list_and_leaves_the_address(page: Page, site_url: str) -> None:
    """Ids are taken out of the address bar, no step is added to the history, and Back leads where it led."""
    ids = sorted(PROGRAMS)[:2]
    page.goto(site_url)
    before = page.evaluate("history.length")
    page.goto(f"{site_url}programs/#p={','.join(ids)},long-gone")
    expect(panel(page).get_by_role("heading", name="My list (2)")).to_be_visible()
    assert picked_names(page) == [str(PROGRAMS[one].name) for one in ids]
    expect(panel(page).get_by_text("No longer listed: 1 of the programs on this list.")).to_be_visible()
    assert page.evaluate(STATE) == NOTHING
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    assert page.url == site_url


def test_link_opened_on_the_page_joins_the_list(finder: Page, site_url: str) -> None:
    """What was picked stays; each program stands there once."""
    ids = pick(finder, 0, 3)
    other = next(one for one in PROGRAMS if one not in ids)
    finder.goto(f"{site_url}programs/#p={ids[1]},{other}")
    expect(panel(finder).get_by_role("heading", name="My list (3)")).to_be_visible()
    assert picked_names(finder) == [str(PROGRAMS[one].name) for one in (*ids, other)]
    assert finder.evaluate(STATE) == NOTHING


def test_link_leaves_no_more_on_disk_than_its_own_visit(
    tmp_path: Path, browser_type: BrowserType, browser_type_launch_args: Mapping[str, object], site_url: str
) -> None:
    """What the browser notes of the visit is the link as it was opened; the list itself is stored nowhere."""
    ids = sorted(PROGRAMS)[:2]
    context: BrowserContext = browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site_url}programs/#p={','.join(ids)}")
    expect(panel(page).get_by_role("heading", name="My list (2)")).to_be_visible()
    context.close()
    kept = {
        path.relative_to(tmp_path).parts[1]
        for path in tmp_path.rglob("*")
        if path.is_file() and len(path.relative_to(tmp_path).parts) > 1 and ids[0].encode() in path.read_bytes()
    }
    assert "History" in kept
    assert kept & {"Local Storage", "Session Storage", "IndexedDB", "Service Worker"} == set()
