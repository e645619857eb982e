"""Picked programs in a browser: compare, and the call sheet."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_gen.call_questions import QUESTIONS, list_open_questions
from site_gen.model import Program
from site_gen.phones import main_phone
from tests.browser.audit import PLAIN, find_violations, wear
from tests.browser.shortlist_reader import PROGRAMS, panel, pick, picked_names, show

BY_ITSELF, WHEN_ASKED = 4 * 1024, 7 * 1024 + 512


@pytest.fixture
def finder(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}programs/")
    return page


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


def test_open_list_has_no_fault_that_axe_can_find(finder: Page) -> None:
    """Each view; nobody scrolls sideways. The page below it has a test of its own, so here it has no card."""
    pick(finder, 0, 3, 5, 9)
    finder.get_by_label("Name or town").fill("no such name")
    expect(finder.locator(".card")).to_have_count(0)
    for view in ("Compare", "Call sheet", "Share"):
        show(finder, view)
        assert find_violations(finder, within=".my-list") == []
        for width, look in PLAIN.items():
            wear(finder, look)
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
    expect(finder.locator(".card__miles")).to_have_count(len(PROGRAMS))
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


# --- weight ------------------------------------------------------------------------------------------


def test_scripts_of_the_page_fit_their_budget(built_site: Path) -> None:
    """What a list loads by itself, with the ages of a list that has been checked; and all that it loads when asked."""
    within = re.search(r"<script>(.*?)</script>", (built_site / "programs/index.html").read_text("utf-8"), re.DOTALL)
    assert within is not None
    sizes = {p.name.split(".")[0]: len(gzip.compress(p.read_bytes(), 9)) for p in (built_site / "assets").glob("*.js")}
    own = len(gzip.compress(within[1].encode(), 9)) + sizes["finder"] + sizes["shortlist"] + sizes["age"]
    assert own <= BY_ITSELF
    assert own + sizes["nearest"] + sizes["shortlist_panel"] + sizes["shortlist_views"] <= WHEN_ASKED
