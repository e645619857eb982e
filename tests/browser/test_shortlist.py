"""Picked programs in a browser: compare, call sheet, share; kept in memory unless the reader chooses otherwise."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page, Request, Route, expect

from site_gen.call_questions import QUESTIONS, list_open_questions
from site_gen.model import Program
from site_gen.phones import main_phone
from tests.criteria import ROOT
from tests.directory import read_directory

PROGRAMS = {str(p.id): p for p in read_directory(ROOT / "programs.yaml").programs}
KEY = "stepdown-list"
SCRIPT_BUDGET = 6 * 1024
STATE = """
async () => [
  location.search + location.hash, document.cookie, history.state, window.name,
  localStorage.length, sessionStorage.length, await caches.keys(), await indexedDB.databases(),
]
"""
NOTHING: list[object] = ["", "", None, "", 0, 0, [], []]
Scheme = Literal["light", "dark"]


@pytest.fixture
def finder(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}programs/")
    return page


def pick(page: Page, *places: int) -> list[str]:
    """Add the programs at these places of the list; their ids."""
    for place in places:
        page.locator(".card").nth(place).get_by_role("button").click()
    expect(page.locator(".my-list__picked li")).to_have_count(len(places))
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


# --- picking -----------------------------------------------------------------------------------------


def test_a_program_goes_on_the_list_and_off_again(finder: Page) -> None:
    """Its control says which, by the program's name, and is large enough for a thumb."""
    name = str(finder.locator(".card a").first.text_content())
    control = finder.get_by_role("button", name=f"Add to my list {name}").first
    box = control.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    control.click()
    expect(panel(finder).get_by_role("heading", name="My list (1)")).to_be_visible()
    expect(panel(finder).get_by_role("status").first).to_have_text("My list (1)")
    assert picked_names(finder) == [name]
    finder.get_by_role("button", name=f"On my list: remove {name}").click()
    expect(panel(finder).get_by_role("heading", name="My list (0)")).to_be_visible()
    expect(panel(finder).get_by_role("button", name="Compare")).to_be_hidden()
    expect(finder.get_by_role("button", name=f"Add to my list {name}").first).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(finder: Page) -> None:
    """Pick, go to the list, compare, take one off: the focus is always on something."""
    for place in (0, 1):
        finder.locator(".card").nth(place).get_by_role("button").focus()
        finder.keyboard.press("Enter")
        expect(panel(finder)).to_contain_text(f"My list ({place + 1})")
    finder.locator(".my-list__pill").focus()
    finder.keyboard.press("Enter")
    focused = finder.locator(":focus")
    expect(focused).to_have_text("My list (2)")
    for _ in range(5):
        finder.keyboard.press("Tab")
    expect(focused).to_have_text("Compare")
    finder.keyboard.press("Enter")
    expect(focused).to_have_text("Side by side")
    finder.keyboard.press("Tab")
    finder.keyboard.press("Space")
    expect(finder.get_by_label("Only differences")).to_be_checked()
    panel(finder).get_by_role("button", name="Remove", exact=False).first.focus()
    finder.keyboard.press("Enter")
    expect(panel(finder)).to_contain_text("My list (1)")
    expect(focused).to_have_text(re.compile("^Remove"))


def test_without_a_script_only_the_blank_sheet_is_offered(browser: Browser, site_url: str) -> None:
    """No control that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}programs/")
    expect(page.locator(".pick, .my-list")).to_have_count(0)
    page.get_by_role("link", name="A call sheet to print").click()
    expect(page.locator(".call-form")).to_have_count(2)
    expect(page.locator(".call-form").first.get_by_role("listitem")).to_have_count(len(QUESTIONS))
    context.close()


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("width", [320, 1280])
def test_open_list_has_no_fault_that_axe_can_find(finder: Page, width: int, scheme: Scheme) -> None:
    """Each view, on a phone and a large screen, in light and dark; nobody scrolls sideways."""
    finder.emulate_media(color_scheme=scheme)
    finder.set_viewport_size({"width": width, "height": 800})
    pick(finder, 0, 3, 5, 9)
    for view in ("Compare", "Call sheet", "Share"):
        show(finder, view)
        assert Axe().run(finder, context={"include": [".my-list"]}).response["violations"] == []
        assert finder.evaluate("document.documentElement.scrollWidth") <= width


# --- comparing ---------------------------------------------------------------------------------------


def row(view: Locator, name: str) -> list[str]:
    """What the table says of the programs in the row of this name."""
    found = view.locator("tr", has=view.page.get_by_role("rowheader", name=name, exact=True))
    return found.locator("[data-slot=said]").all_inner_texts()


def say(program: Program, offer: str) -> str:
    return "Yes" if offer in program.offers else "No" if offer in program.does_not_offer else "Ask"


def test_four_programs_stand_side_by_side(finder: Page) -> None:
    """Yes, no, or ask; a real table, whose headers name what each cell is about; the fifth waits."""
    programs = [PROGRAMS[one] for one in pick(finder, 0, 3, 5, 9, 12)][:4]
    view = show(finder, "Compare")
    assert view.locator("thead th").all_inner_texts()[1:] == [str(p.name) for p in programs]
    assert row(view, "Help with rides") == [say(p, "transport") for p in programs]
    assert row(view, "Openings") == ["Ask"] * 4
    assert row(view, "Last checked") == ["Nobody has checked this listing"] * 4
    assert [text.split("\n")[0] for text in row(view, "Phone")] == [str(p.phones[0].number) for p in programs]
    expect(view.locator("th:not([scope]), td[scope]")).to_have_count(0)
    expect(view.get_by_text("These are the first four of your list.")).to_be_visible()


def test_only_differences_leaves_out_what_all_say_alike(finder: Page) -> None:
    """And brings it back."""
    pick(finder, 0, 3)
    view = show(finder, "Compare")
    rows = view.locator("tr:visible:has(td)")
    every = rows.count()
    view.get_by_label("Only differences").check()
    shown = [set(one.locator("[data-slot=said]").all_inner_texts()) for one in rows.all()]
    assert [len(said) for said in shown] == [2] * len(shown)
    view.get_by_label("Only differences").uncheck()
    expect(rows).to_have_count(every)


def test_distance_stands_in_the_table_once_a_zip_is_typed(finder: Page) -> None:
    """The same words as on the card."""
    pick(finder, 0, 3)
    assert row(show(finder, "Compare"), "Distance") == []
    finder.get_by_label("ZIP code, to see the nearest first").fill("07102")
    expect(finder.locator(".card__miles").first).to_be_visible()
    show(finder, "Share")
    told = row(show(finder, "Compare"), "Distance")
    assert [text.startswith("about ") for text in told] == [True, True]


# --- the call sheet ----------------------------------------------------------------------------------


def test_sheet_asks_what_each_listing_leaves_open(finder: Page) -> None:
    """By the numbers of the guide, which says why to ask and what to listen for."""
    programs = [PROGRAMS[one] for one in pick(finder, 0, 3)]
    view = show(finder, "Call sheet")
    order = [question.id for question in QUESTIONS]
    for program, form in zip(programs, view.locator(".call-form").all(), strict=True):
        numbers = form.locator("ol li").evaluate_all("lines => lines.map((line) => line.value)")
        assert numbers == [order.index(one.question.id) + 1 for one in list_open_questions(program)]
        expect(form.get_by_role("heading")).to_have_text(f"Program: {program.name}")
        main = main_phone(program)
        assert main is not None
        expect(form.locator(".call-form__phones dd")).to_contain_text(str(main.number))
    expect(view.get_by_role("row")).to_have_count(len(QUESTIONS) + 1)
    expect(view).to_contain_text("Red flags")


@pytest.mark.parametrize(("places", "pages"), [((0, 3), 2), ((0, 3, 5), 3)], ids=["two", "three"])
def test_printed_sheet_has_half_a_page_for_each_program(finder: Page, places: tuple[int, ...], pages: int) -> None:
    """A page of guide, then two programs a page, with crisis numbers, the day and the address; no list of programs."""
    programs = [PROGRAMS[one] for one in pick(finder, *places)]
    show(finder, "Call sheet")
    pdf = finder.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == pages
    finder.emulate_media(media="print")
    text = finder.locator("body").inner_text()
    for expected in ("911", "988", "Printed on", "/programs/", *(str(p.name) for p in programs)):
        assert expected in text
    assert str(PROGRAMS[max(PROGRAMS)].name) not in text
    assert "Remove everything" not in text


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
    finder.get_by_role("link", name="Leave this site").click()
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


# --- weight ------------------------------------------------------------------------------------------


def test_scripts_of_the_page_fit_their_budget(built_site: Path) -> None:
    """Together, compressed one by one as they are sent."""
    scripts = [p for p in (built_site / "assets").glob("*.js") if p.name.startswith(("finder.", "shortlist"))]
    assert len(scripts) == 4
    assert sum(len(gzip.compress(one.read_bytes(), 9)) for one in scripts) <= SCRIPT_BUDGET
