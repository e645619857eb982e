"""Ages in a browser: counted from the reader's own day, as the build counts them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from playwright.sync_api import Browser, Page, Route, expect

from site_gen.ages import count_age
from site_gen.i18n import say_age
from tests.small_site import build_site, edited

HOST = "http://county.test/"
PROGRAM = "programs/bright-path-newark/"
CAPACITY = "capacity: {accepting: true, as_of: 2026-11-02}"
COUNT = (
    "async ([module, pairs]) => { const { ageOf } = await import(module); return pairs.map((pair) => ageOf(...pair)); }"
)
TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript"}


@cache
def outputs() -> Mapping[str, bytes]:
    """The small site, whose first program has a license until the end of January too."""
    license_ = f"{CAPACITY}\n    license: {{authority: NJ DMHAS, expires: 2027-01-31}}"
    return build_site(edited("programs.yaml", CAPACITY, license_)).outputs


def serve(route: Route) -> None:
    path = route.request.url.removeprefix(HOST)
    path = f"{path}index.html" if not path or path.endswith("/") else path
    kind = TYPES[path.rpartition(".")[2]]
    route.fulfill(body=outputs()[path], content_type=kind)


def show(page: Page, address: str, day: str = "2026-11-22") -> None:
    """Open a page of the small site on this day."""
    page.route(f"{HOST}**", serve)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(HOST + address)


def test_the_script_counts_as_the_build_does(page: Page) -> None:
    """Every day of three years, from the ends of months and from a leap day."""
    show(page, PROGRAM)
    pairs = [
        (start, start + timedelta(days=passed))
        for start in (date(2024, 1, 31), date(2024, 2, 29), date(2025, 11, 30))
        for passed in range(1100)
    ]
    module = next(path for path in outputs() if path.startswith("assets/age."))
    counted = page.evaluate(COUNT, [f"{HOST}{module}", [[str(one), str(other)] for one, other in pairs]])
    ages = [count_age(*pair) for pair in pairs]
    assert [[age.count, age.unit] for age in ages] == counted


def test_an_age_is_that_of_the_readers_day(page: Page) -> None:
    """However long ago the site was built, in the same words as the build's."""
    checked = date(2026, 11, 2)
    for day in ("2026-11-03", "2026-11-22", "2026-12-02", "2027-10-31", "2028-11-02"):
        show(page, PROGRAM, day)
        age = count_age(checked, date.fromisoformat(day))
        expect(page.locator("time")).to_have_text(say_age(age.count, age.unit, "en"))
    show(page, PROGRAM, "2026-11-02")
    expect(page.locator("time")).to_have_text("today")


def test_a_clock_that_is_wrong_changes_no_words(page: Page) -> None:
    """A check cannot lie ahead: the words of the build stand."""
    show(page, PROGRAM, "2020-01-01")
    expect(page.locator("time")).to_have_text("20 days ago")


def test_openings_and_a_license_end_on_their_day(page: Page) -> None:
    """Then the page says to ask, though nobody has built the site again."""
    told, asked = page.get_by_text("Taking new people"), page.get_by_text("Ask about openings.")
    licensed, lapsed = page.get_by_text("Licensed by NJ DMHAS"), page.get_by_text("listed until January 31, 2027: ask")
    show(page, PROGRAM, "2026-12-02")
    expect(told).to_be_visible()
    expect(asked).to_be_hidden()
    expect(licensed).to_be_visible()
    show(page, PROGRAM, "2027-02-01")
    expect(told).to_be_hidden()
    expect(asked).to_be_visible()
    expect(licensed).to_be_hidden()
    expect(lapsed).to_be_visible()


def test_a_list_is_counted_too(page: Page) -> None:
    """Each card that names a check."""
    show(page, "programs/", "2027-01-02")
    expect(page.locator(".card time")).to_have_text(["2 months ago"])


def test_without_a_script_the_words_of_the_build_stand(browser: Browser) -> None:
    """And the day itself beside them."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route(f"{HOST}**", serve)
    page.goto(HOST + PROGRAM)
    expect(page.get_by_text("Checked on November 2, 2026 by county staff, by phone: 20 days ago.")).to_be_visible()
    expect(page.get_by_text("Taking new people on November 2, 2026.")).to_be_visible()
    context.close()


def test_the_filter_of_openings_goes_by_them_until_their_day_is_over(page: Page) -> None:
    """Then whether the program takes new people is not known, and the list says to ask."""
    shown = {"2026-12-02": "Programs that fit: 1. To ask: 1.", "2026-12-03": "Programs that fit: 0. To ask: 2."}
    for day, words in shown.items():
        show(page, "programs/", day)
        page.locator("summary", has_text="Openings").click()
        page.get_by_label("Takes new people").check()
        expect(page.get_by_role("status").first).to_have_text(words)
