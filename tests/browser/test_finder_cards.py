"""Which cards the finder's script has in the document: those that the style rules show, and in their order."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.audit import find_violations
from tests.browser.shortlist_reader import PROGRAMS, pick, picked_names, show

STEPS = (1, 7, 19, 31)
# To a printer all cards go at once, so what is chosen need not be waited for.
ANSWERS = """
(choices) => choices.map((choice) => {
  const form = document.querySelector(".filters");
  const all = [...form.querySelectorAll("input[type=checkbox], option")];
  all.forEach((one, place) => (one[one.matches("option") ? "selected" : "checked"] = choice.includes(place)));
  form.dispatchEvent(new Event("input"));
  window.dispatchEvent(new Event("beforeprint"));
  const shown = [...document.querySelectorAll(".card, .ask-heading, .cards__end")]
    .map((one) => [one.querySelector("a, h2").textContent, getComputedStyle(one)])
    .filter(([, style]) => style.display !== "none");
  return shown.map(([name, { order }]) => [name, order]).sort(([, one], [, other]) => one - other);
})
"""
GROUPS = """
() => [...document.querySelectorAll(".filters .facet")].reduce((groups, facet, place) => {
  const start = groups.flat().length;
  return [...groups, [...facet.querySelectorAll("input")].map((_, at) => start + at)];
}, [[...document.querySelectorAll(".filters option")].map((_, at) => at)])
"""
IN_DOCUMENT = """
() => [...document.querySelectorAll(".cards :is(.card, .ask-heading, .cards__end)")]
  .map((one) => [one.className, Number(getComputedStyle(one).order)])
"""


@pytest.fixture
def finder(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}programs/")
    return page


def settle(page: Page) -> None:
    expect(page.locator(".cards--past")).to_have_count(0)


def choices_of(towns: list[int], *facets: list[int]) -> list[list[int]]:
    """Each option alone, two of any two groups, and four from all over."""
    groups = (towns[:5], *facets)
    every = [one for group in groups for one in group]
    pairs = [[one[-1], other[len(other) // 2]] for one, other in combinations(groups, 2)]
    fours = [[every[start * step % len(every)] for step in STEPS] for start in range(1, len(every), 2)]
    return [[], *([one] for one in every), *pairs, *fours]


def test_script_shows_what_the_style_rules_show(finder: Page, browser: Browser, site_url: str) -> None:
    """The same programs in the same groups and order, whatever is chosen."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site_url}programs/")
    choices = choices_of(*finder.evaluate(GROUPS))
    expected, answered = plain.evaluate(ANSWERS, choices), finder.evaluate(ANSWERS, choices)
    context.close()
    different = [choice for choice, *both in zip(choices, expected, answered, strict=True) if both[0] != both[1]]
    assert different == []
    assert len({str(answer) for answer in expected}) > len(choices) / 2


def test_only_what_is_shown_is_in_the_document_and_in_reading_order(finder: Page) -> None:
    """Those that fit, the heading, those to ask, the end: a screen reader comes to them as the eye does."""
    finder.locator("summary", has_text="How to pay").click()
    finder.locator("#f-payment-medicaid").check()
    settle(finder)
    stands = finder.evaluate(IN_DOCUMENT)
    orders = [order for _, order in stands]
    assert orders == sorted(orders)
    assert {order: {name for name, at in stands if at == order} for order in set(orders)} == {
        0: {"card"},
        1: {"ask-heading"},
        2: {"card"},
        3: {"cards__end"},
    }
    finder.get_by_label("Name or town").fill("no such name")
    settle(finder)
    assert [name for name, _ in finder.evaluate(IN_DOCUMENT)] == ["ask-heading", "cards__end"]


def test_screen_reader_is_told_of_the_same_list(finder: Page) -> None:
    """The script puts cards in batches, which are nothing to it."""
    cards = finder.locator(".finder .cards")
    told = cards.aria_snapshot()
    finder.evaluate("document.querySelector('[type=reset]').click()")
    settle(finder)
    expect(cards.locator(".cards__batch")).not_to_have_count(0)
    assert cards.aria_snapshot() == told
    assert find_violations(finder, within=".finder") == []


def test_later_wish_goes_first(finder: Page) -> None:
    """What was on its way for the one before does not come any more."""
    finder.evaluate("document.querySelector('#f-level-php').click(); document.querySelector('[type=reset]').click()")
    settle(finder)
    expect(finder.locator(".card")).to_have_count(len(PROGRAMS))


def test_a_printer_gets_all_that_fits(finder: Page) -> None:
    """Also when it comes while some are still on their way."""
    counts = "[document.querySelectorAll('.card').length, document.querySelectorAll('.cards--past').length]"
    finder.get_by_label("Name or town").fill("zzz")
    settle(finder)
    asked = "document.querySelector('[type=reset]').click(); window.dispatchEvent(new Event('beforeprint'));"
    assert finder.evaluate(f"() => {{ {asked} return {counts}; }}") == [len(PROGRAMS), 0]


def test_card_that_stays_keeps_the_focus(finder: Page) -> None:
    """Wherever in the list it goes."""
    link = finder.locator(".card a").last
    name = link.text_content()
    link.focus()
    finder.evaluate("document.querySelector('[type=reset]').click()")
    settle(finder)
    expect(finder.locator(":focus")).to_have_text(str(name))


def test_picked_program_that_no_longer_fits_stays_on_the_list(finder: Page) -> None:
    """It can be compared, and taken off."""
    names = [str(PROGRAMS[one].name) for one in pick(finder, 0, 3)]
    finder.get_by_label("Name or town").fill("no such name")
    expect(finder.locator(".card")).to_have_count(0)
    assert picked_names(finder) == names
    assert show(finder, "Compare").locator("thead th").all_inner_texts()[1:] == names
    finder.locator(".my-list__picked button").first.click()
    expect(finder.locator(".my-list__picked li")).to_have_count(1)
    finder.get_by_label("Name or town").fill("")
    settle(finder)
    expect(finder.locator(".card .pick", has_text="On my list")).to_have_count(1)
