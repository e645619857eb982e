"""What the quiz leaves behind: with a script nothing, on the page, on the wire and on the disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, Request, Route, expect

from site_gen.results import section_id
from tests.browser.quiz_reader import Reader
from tests.browser.test_quiz_paths import shipped_flow
from tests.static_host import StaticHost

KINDS: Mapping[str, dict[str, str]] = {
    "Get help right now": {"emergency_now": "Yes"},
    "See a doctor or nurse before stopping (detox first)": {"heavy_days": "I am not sure"},
    "Live-in (residential) or hospital care": {"home": "No steady place to stay", "sober_living": "No"},
    "Talk to a professional first": {"age": "Under 18"},
    "Day treatment (partial hospitalization, PHP)": {
        "control": "No, use happens almost every day when no one is there",
    },
    "Intensive outpatient (IOP)": {"control": "Only with strong cravings, slips, or a lot of help"},
    "Step-down intensive outpatient (IOP with fewer hours over time)": {"stage": "In IOP now"},
    "Standard outpatient care": {},
}
STATE = """
async () => JSON.stringify([
  location.href, document.title, history.length, history.state, window.name, document.cookie, document.referrer,
  Object.keys(localStorage), Object.keys(sessionStorage), await caches.keys(), await indexedDB.databases(),
  (await navigator.serviceWorker.getRegistrations()).length,
])
"""
COLOUR_VISITED = """
() => {
  const style = document.createElement("style");
  style.textContent = "a.option:visited { color: red !important; border-color: red !important; }";
  document.head.append(style);
}
"""
CHOSEN = "() => [...document.querySelectorAll('.quiz input:checked')].map((input) => input.name)"


def test_no_kind_of_result_leaves_a_trace(page: Page, site_url: str, site_log: list[str]) -> None:
    """Every kind of result in one visit: no request is made or blocked, and the browser's own memory stays."""
    page.add_init_script(
        "window.blocked = []; addEventListener('securitypolicyviolation', (e) => blocked.push(e.blockedURI));"
    )
    page.goto(f"{site_url}quiz/")
    page.wait_for_load_state("networkidle")
    before = page.evaluate(STATE)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.context.route("**/*", lambda route: route.abort())
    site_log.clear()
    for name, other in KINDS.items():
        expect(Reader(page=page, other=other).take().locator("h2")).to_have_text(name)
        answer_more(page)
        page.get_by_role("link", name="Start again").click()
    assert page.evaluate(STATE) == before
    assert [page.evaluate("blocked"), page.context.cookies(), requests, site_log] == [[], [], [], []]


def answer_more(page: Page) -> None:
    """Open what is folded, and answer two of the questions after the result where they are asked."""
    more = page.locator("[data-quiz=more]")
    if more.is_visible():
        more.locator("summary").click()
        more.get_by_label("Medicaid").check()
        more.get_by_label("Child care").check()


@pytest.fixture
def at_result(page: Page, site_url: str) -> Page:
    """A reader with a result and more answers, in the list's address bar nothing of it."""
    page.goto(f"{site_url}quiz/")
    page.get_by_label("Me", exact=True).check()
    Reader(page=page, other=KINDS["Intensive outpatient (IOP)"]).take()
    answer_more(page)
    return page


def assert_nobody_was_here(page: Page) -> None:
    expect(page.get_by_role("link", name="Start", exact=True)).to_be_visible()
    expect(page.locator(".result, .answers li, [data-group] li")).to_have_count(0)
    assert page.evaluate(CHOSEN) == ["who"]
    expect(page.get_by_label("Someone I care about")).to_be_checked()


def test_back_from_the_program_list_shows_a_fresh_quiz(at_result: Page) -> None:
    """Whether or not the browser kept the page alive: the next person who presses Back learns nothing."""
    at_result.get_by_role("link", name="Find a program").last.click()
    expect(at_result.locator("h1")).to_have_text("Find a program")
    at_result.go_back()
    assert_nobody_was_here(at_result)


def test_page_is_empty_before_it_is_left(at_result: Page) -> None:
    """What a browser freezes or saves when the page goes is already without answers."""
    at_result.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert_nobody_was_here(at_result)


def test_page_that_comes_back_alive_is_empty(at_result: Page) -> None:
    """Likewise when it is shown again, should it not have been told that it was left."""
    at_result.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert_nobody_was_here(at_result)


def test_leave_this_site_clears_at_once(at_result: Page) -> None:
    """Also while the next page is still loading, and when the reader is then sent back."""

    def keep_waiting(route: Route, request: Request) -> None:
        assert request.url == "https://www.weather.gov/"
        route.fulfill(status=204)  # no content: the browser stays where it is

    at_result.context.route("https://**/*", keep_waiting)
    at_result.get_by_role("link", name="Leave this site", exact=True).click()
    expect(at_result.locator("body")).to_be_hidden()
    at_result.evaluate("document.documentElement.hidden = false")  # to see what is below
    assert_nobody_was_here(at_result)


def test_reload_shows_a_fresh_quiz(at_result: Page) -> None:
    """No answer is given back by the browser's own memory of forms."""
    at_result.reload()
    assert_nobody_was_here(at_result)


def test_browser_is_told_to_remember_no_answer(at_result: Page) -> None:
    """Every control stands in a form that says so, at the start, at a question and at a result."""
    forms = "() => [...document.querySelectorAll('input')].map((input) => input.form.autocomplete)"
    assert set(at_result.evaluate(forms)) == {"off"}
    at_result.get_by_role("button", name="Change").first.click()
    assert set(at_result.evaluate(forms)) == {"off"}
    assert at_result.locator("input:not([type=radio], [type=checkbox]), textarea, select").count() == 0


# --- a real profile on disk ----------------------------------------------------------------------------

ANSWERS = ("Only with strong cravings", "Mostly keeping up", "Intensive outpatient", "heavy_days", "medicaid")
KEPT_PAGES = ("cache",)
"""Folders that keep whole pages and scripts as they came: all words of the quiz are in them for everyone."""


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def profile(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    browser_type: BrowserType,
    browser_type_launch_args: Mapping[str, object],
) -> Iterator[tuple[BrowserContext, Path, bool]]:
    """A browser that keeps a profile on disk, as a family's shared computer does."""
    scripted: bool = request.param
    launch: dict[str, object] = {**browser_type_launch_args, "java_script_enabled": scripted}
    context = browser_type.launch_persistent_context(tmp_path, **launch)  # type: ignore[arg-type]
    yield context, tmp_path, scripted
    context.close()


def files_with(folder: Path, *words: str) -> set[tuple[str, str]]:
    """(file, word) for every file of the profile that holds one of the words, as bytes or as wide characters."""
    found = set()
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        if path.is_file() and not any(kept in part.lower() for part in place.parts for kept in KEPT_PAGES):
            data = path.read_bytes()
            found |= {
                (place.as_posix(), word) for word in words if word.encode() in data or word.encode("utf-16-le") in data
            }
    return found


def test_disk_keeps_no_answer(profile: tuple[BrowserContext, Path, bool], site_url: str, site_host: StaticHost) -> None:
    """With a script, nothing but the address of the quiz. Without one, places on the page too, and no word.

    The places are what the privacy page admits; here they also show that the search finds what is there.
    """
    context, folder, scripted = profile
    page = context.new_page()
    page.goto(f"{site_url}quiz/")
    Reader(page=page, other=KINDS["Intensive outpatient (IOP)"]).take()
    if scripted:
        answer_more(page)
    page.goto(f"{site_url}programs/")
    page.go_back()
    page.goto(site_url)
    context.close()
    assert files_with(folder, *ANSWERS) == set()
    assert files_with(folder, f"127.0.0.1:{site_host.server_port}/county/site/quiz/") != set()
    assert (files_with(folder, "quiz/#q", "quiz/#r") == set()) == scripted


def test_chosen_links_look_like_the_others(
    tmp_path: Path, browser_type: BrowserType, browser_type_launch_args: Mapping[str, object], site_url: str
) -> None:
    """Without a script answers are links: the next person must not see which of them were visited.

    Scripts are not told which links were visited, so pictures are compared; a style that does colour them
    (the page's own policy would refuse it) shows that they would differ.
    """
    launch = {**browser_type_launch_args, "java_script_enabled": False, "bypass_csp": True}
    context = browser_type.launch_persistent_context(tmp_path, **launch)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{site_url}quiz/#{section_id(shipped_flow().root)}")
    address, before = page.url, page.locator(".step:target").screenshot()
    page.get_by_role("link", name="Yes", exact=True).click()
    fresh = context.new_page()
    fresh.goto(address)
    after = fresh.locator(".step:target").screenshot()
    fresh.evaluate(COLOUR_VISITED)
    coloured = fresh.locator(".step:target").screenshot()
    context.close()
    assert after == before
    assert coloured != before
