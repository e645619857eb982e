"""How old a listing is, in days, months and years, and what its age makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from site_gen.ages import Age, Standing, count_age, earliest_listed, last_confirmed, standing_of
from site_gen.model import Limits
from tests.small_site import TODAY, build_site, edited, load_small

DIRECTORY = "programs.yaml"
VERIFIED = "verified: {on: 2026-11-02, by: county staff, how: phone}"
SOURCE = '609-555-0211}]\n    source: {name: SAMHSA National Directory, edition: "2024"}'


@pytest.mark.parametrize(
    ("day", "count", "unit"),
    [
        ("2026-11-22", 0, "day"),
        ("2026-11-21", 1, "day"),
        ("2026-10-23", 30, "day"),
        ("2026-10-22", 1, "month"),
        ("2025-11-23", 11, "month"),
        ("2025-11-22", 12, "month"),
        ("2024-11-23", 23, "month"),
        ("2024-11-22", 2, "year"),
        ("2016-12-01", 9, "year"),
        ("2026-11-23", 0, "day"),
    ],
)
def test_an_age_is_counted_in_whole_units(day: str, count: int, unit: str) -> None:
    """Years from two on, months from one on; a day to come is a fault elsewhere, and no age."""
    assert (count, unit) == ((age := count_age(date.fromisoformat(day), TODAY)).count, age.unit)


def test_an_age_is_never_more_than_the_time_that_has_passed() -> None:
    """On any day of two years, counted from the last day of a month."""
    days = {"day": 1, "month": 28, "year": 365}
    for passed in range(800):
        age = count_age(date(2024, 1, 31), date(2024, 1, 31) + timedelta(days=passed))
        assert age.count * days[age.unit] <= passed
    assert Age(count=1, unit="month") == count_age(date(2025, 1, 31), date(2025, 3, 3))


def test_a_list_counts_to_the_end_of_its_year_and_a_check_from_its_day() -> None:
    """Later than that the list cannot have known."""
    assert [date(2026, 11, 2), date(2024, 12, 31)] == [last_confirmed(one) for one in load_small().directory.programs]


@pytest.mark.parametrize(
    ("limits", "standing"),
    [
        (Limits(stale_after=20), Standing.FRESH),
        (Limits(stale_after=19), Standing.STALE),
        (Limits(hide_after=20), Standing.FRESH),
        (Limits(hide_after=19), Standing.APART),
        (Limits(fail_after=20), Standing.FRESH),
        (Limits(fail_after=19), Standing.TOO_OLD),
    ],
)
def test_the_day_of_a_limit_still_holds(limits: Limits, standing: Standing) -> None:
    """The first listing was checked 20 days ago."""
    assert standing == standing_of(load_small().directory.programs[0], TODAY, limits)


def test_the_listings_that_stand_apart_are_those_before_one_day() -> None:
    """The day that the heading names."""
    assert date(2026, 11, 2) == earliest_listed(TODAY, Limits(hide_after=20))
    assert date.min == earliest_listed(TODAY, Limits(hide_after=999_999))


# --- on the pages --------------------------------------------------------------------------------------


def page_of(address: str, old: str = "", new: str = "") -> str:
    """A page of the small site after an edit of its directory."""
    result = build_site(edited(DIRECTORY, old, new) if old else None)
    return result.outputs[f"{address}index.html"].decode()


def test_a_check_is_told_with_its_age() -> None:
    """In words of the build, with the day for the script to count from again."""
    page = page_of("programs/bright-path-newark/")
    told = 'Checked on November 2, 2026 by county staff, by phone: <time datetime="2026-11-02">20 days ago</time>.</p>'
    assert told in page
    assert 'Checked <time datetime="2026-11-02">20 days ago</time>' in page_of("programs/")
    today = page_of("programs/bright-path-newark/", VERIFIED, VERIFIED.replace("11-02", "11-22"))
    assert '<time datetime="2026-11-22">today</time>' in today


def test_an_old_check_and_an_old_list_are_marked_in_words() -> None:
    """On the lists and on the page of the program."""
    old = VERIFIED.replace("2026-11-02", "2025-11-21")
    assert "12 months ago</time> <i>May have changed</i>" in page_of("programs/", VERIFIED, old)
    assert "<strong>It may have changed since.</strong>" in page_of("programs/bright-path-newark/", VERIFIED, old)
    assert "<i>Not checked since 2024</i>" in page_of("levels/iop/")
    assert "<i>Not checked since" not in page_of("programs/", SOURCE, SOURCE.replace("2024", "2025"))


def test_pages_with_ages_have_the_script_and_others_do_not() -> None:
    """Every byte counts, and a list of 2024 does not grow older by the day."""
    assert "/age." in page_of("programs/")
    assert "/age." in page_of("programs/bright-path-newark/")
    assert "/age." not in page_of("programs/quiet-house-trenton/")
    assert "/age." not in page_of("what-is-iop/")


def test_what_nobody_has_confirmed_for_long_stands_apart_and_is_still_found() -> None:
    """Under a heading of its own behind all others, on every list, with its card and its page."""
    for address in ("programs/", "levels/iop/"):
        page = page_of(address, SOURCE, SOURCE.replace("2024", "2023"))
        assert 1 == page.count('<h2 id="apart">Not confirmed since June 5, 2024</h2>')
        assert page.index("Bright Path Newark</a>") < page.index('id="apart"') < page.index("Quiet House</a>")
        assert 'id="apart"' not in page_of(address)
    assert "2 programs in Small County" in page_of("programs/", SOURCE, SOURCE.replace("2024", "2023"))
    alone = page_of("programs/quiet-house-trenton/", SOURCE, SOURCE.replace("2024", "2023"))
    assert "Nobody has confirmed this listing for a long time." in alone


# --- openings and licenses -----------------------------------------------------------------------------

CAPACITY = "capacity: {accepting: true, as_of: 2026-11-02}"
NEWARK = "programs/bright-path-newark/"


def test_openings_are_told_with_their_day_and_end_by_themselves() -> None:
    """After 30 days nobody knows, and the page says to ask; the script sees to it where no build does."""
    told = '<p data-until="2026-12-02">Taking new people on November 2, 2026.</p>\n<p data-then hidden>Ask about'
    assert told in page_of(NEWARK)
    old = page_of(NEWARK, CAPACITY, CAPACITY.replace("11-02", "10-22"))
    assert "Taking new people" not in old
    assert "<p data-then>Ask about openings.</p>" in old
    assert "<p data-then>Ask about openings.</p>" in page_of("programs/quiet-house-trenton/")


def test_a_full_program_is_told_before_its_number() -> None:
    """On its page and on the lists, while that is recent."""
    full = CAPACITY.replace("true", "false")
    page, cards = page_of(NEWARK, CAPACITY, full), page_of("programs/", CAPACITY, full)
    assert page.index("Not taking new people on November 2, 2026.") < page.index('href="tel:+1-973-555-0200')
    mark = '<i data-until="2026-12-02">Not taking new people</i>'
    assert cards.index(mark) < cards.index('href="tel:+1-973-555-0200')
    assert "Not taking" not in page_of("programs/", CAPACITY, full.replace("11-02", "10-22"))


def test_a_closed_program_says_nothing_of_openings() -> None:
    """It is closed."""
    page = page_of(NEWARK, CAPACITY, f"{CAPACITY}\n    status: temporarily_closed")
    assert "Closed for now" in page
    assert "new people" not in page
    assert "openings" not in page


def test_a_license_that_has_run_out_is_one_to_ask_about() -> None:
    """On its last day it still holds, and the script has the other words at hand."""
    held = page_of(NEWARK, CAPACITY, f"{CAPACITY}\n    license: {{authority: NJ DMHAS, expires: 2026-11-22}}")
    over = page_of(NEWARK, CAPACITY, f"{CAPACITY}\n    license: {{authority: NJ DMHAS, expires: 2026-11-21}}")
    asked = "License by NJ DMHAS listed until November {}, 2026: ask</li>"
    assert 'data-until="2026-11-22">Licensed by NJ DMHAS, until November 22, 2026</li>' in held
    assert f'<li class="facts__ask" data-then hidden>{asked.format(22)}' in held
    assert "Licensed by" not in over
    assert f'<li class="facts__ask" data-then>{asked.format(21)}' in over
