"""Faults that come with time: listings that nobody confirms, days to come, licenses that run out."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.listing_ages import check_ages
from site_gen.loading import load_site
from tests.small_site import TODAY, Changes, edited, small_records, small_sources

DIRECTORY = "programs.yaml"
VERIFIED = "verified: {on: 2026-11-02, by: county staff, how: phone}"
CAPACITY = "capacity: {accepting: true, as_of: 2026-11-02}"
QUIET = '609-555-0211}]\n    source: {name: SAMHSA National Directory, edition: "2024"}'


def faults(changes: Changes) -> list[Diagnostic]:
    """What time has done to the listings of the small site after these changes."""
    sources = small_records(changes)
    site, found = load_site(sources)
    assert site is not None, found
    return list(check_ages(site, today=TODAY))


def codes_of(changes: Changes) -> list[str]:
    return [fault.code for fault in faults(changes)]


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        ("2026-11-23", ["E461"]),
        ("2026-11-22", []),
        ("2025-11-21", []),
        ("2024-06-05", []),
        ("2024-06-04", ["W461"]),
        ("2023-08-10", ["W461"]),
        ("2023-08-09", ["E462"]),
    ],
)
def test_a_listing_is_marked_then_told_then_refused(on: str, codes: list[str]) -> None:
    """The mark is for readers and no fault; after 900 days the build warns, after 1,200 it fails."""
    assert codes == codes_of(edited(DIRECTORY, VERIFIED, VERIFIED.replace("2026-11-02", on)))


@pytest.mark.parametrize(
    ("edition", "codes"), [("2027", ["E461"]), ("2026", []), ("2024", []), ("2023", ["W461"]), ("2022", ["E462"])]
)
def test_a_listing_that_nobody_checked_is_as_old_as_its_list(edition: str, codes: list[str]) -> None:
    """To the end of the list's year."""
    assert codes == codes_of(edited(DIRECTORY, QUIET, QUIET.replace("2024", edition)))


def test_a_year_that_is_none_is_old() -> None:
    """And no crash."""
    assert ["E462"] == codes_of(edited(DIRECTORY, QUIET, QUIET.replace("2024", "0000")))


def test_a_site_may_set_other_limits() -> None:
    """The second listing of the small site is 691 days old."""
    for limits, codes in (
        ("{hide_after: 691}", []),
        ("{hide_after: 690}", ["W461"]),
        ("{fail_after: 690}", ["E462"]),
    ):
        assert codes == codes_of(edited("content/site.yaml", "demo: false\n", f"demo: false\nlimits: {limits}\n"))


def test_a_closed_listing_grows_old_in_peace() -> None:
    """Nobody has to call it again."""
    old = QUIET.replace("2024", "2010") + "\n    status: defunct"
    assert [] == codes_of(edited(DIRECTORY, QUIET, old))


def test_openings_of_a_day_to_come_are_an_error() -> None:
    """They would never end."""
    assert ["E461"] == codes_of(edited(DIRECTORY, CAPACITY, CAPACITY.replace("2026", "2027")))


@pytest.mark.parametrize(("expires", "codes"), [("2026-11-22", []), ("2026-11-21", ["W462"])])
def test_a_license_holds_to_its_last_day(expires: str, codes: list[str]) -> None:
    """Then it is one to ask about."""
    license_ = f"{CAPACITY}\n    license: {{authority: NJ DMHAS, expires: {expires}}}"
    assert codes == codes_of(edited(DIRECTORY, CAPACITY, license_))


def test_many_old_listings_are_told_once_with_the_lines_of_all() -> None:
    """A report of hundreds would hide what else is wrong."""
    extra = "".join(
        f"  - {{id: old-{town.lower()}, name: {town} Rooms, levels: {{iop: {{}}}}, address: {{city: {town}, state: NJ, "
        f'zip: "{code}"}}, source: {{name: A list, edition: "2023"}}}}\n'
        for town, code in (("Camden", "08101"), ("Dover", "07801"), ("Edison", "08817"), ("Clifton", "07011"))
    )
    text = small_sources()[DIRECTORY].decode() + extra
    (told,) = faults({DIRECTORY: text})
    assert (27, "W461") == (told.line, told.code)
    assert told.message.endswith("behind the others; 3 more are like it (lines 28, 29, 30)")
