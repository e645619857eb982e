"""Whom to call this month, and what to ask."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

from site_gen.call_list import CallList, make_call_list, say_call_list, write_call_table
from site_gen.loading import load_site
from tests.small_site import TODAY, Changes, edited, small_records, small_sources

DIRECTORY = "programs.yaml"
QUIET = '609-555-0211}]\n    source: {name: SAMHSA National Directory, edition: "2024"}\n'


def calls(changes: Changes | None = None, *, limit: int | None = 10, today: date = TODAY) -> CallList:
    """The call list of the small site after these changes."""
    sources = small_records(changes)
    site, found = load_site(sources)
    assert site is not None, found
    return make_call_list(site, today=today, limit=limit)


def ids(calls: CallList) -> list[str]:
    return [str(call.program.id) for call in calls.calls]


def row_of(number: int, more: str = "") -> str:
    place = f'{{city: Town {number}, state: NJ, zip: "08{number:02}1"}}'
    rest = f'levels: {{iop: {{}}}}, address: {place}, source: {{name: A list, edition: "2024"}}'
    return f"  - {{id: p{number:02}, name: Rooms {number}, {rest}{more}}}\n"


def test_whoever_waits_longest_is_called_first() -> None:
    """A list of 2024 before a check of this month; after a check, the other way round."""
    assert ["quiet-house-trenton", "bright-path-newark"] == ids(calls())
    checked = edited(DIRECTORY, QUIET, QUIET + "    verified: {on: 2026-11-20, by: me, how: phone}\n")
    assert ["bright-path-newark", "quiet-house-trenton"] == ids(calls(checked))


def test_a_month_has_a_twelfth_of_all_listings_or_as_many_as_are_asked_for() -> None:
    """So a year goes through the whole directory; a listing that is closed for good is not called."""
    many: Changes = {DIRECTORY: small_sources()[DIRECTORY].decode() + "".join(map(row_of, range(11)))}
    assert (13, 2, 5) == (calls(many).listed, len(calls(many, limit=None).calls), len(calls(many, limit=5).calls))
    closed = edited(DIRECTORY, QUIET, QUIET + "    status: defunct\n")
    assert ["bright-path-newark"] == ids(calls(closed))


def test_a_year_of_lists_and_checks_goes_through_all_listings() -> None:
    """Every month the listings of the list are checked, and in twelve months each was one of them."""
    called: list[str] = []
    for month in range(1, 13):
        day = date(2027, month, 1)
        text = "programs:\n" + "".join(
            row_of(n, ", verified: {on: 2027-01-01, by: me, how: phone}" if f"p{n:02}" in called else "")
            for n in range(30)
        )
        called += ids(calls({DIRECTORY: text}, limit=None, today=day))
    assert {f"p{n:02}" for n in range(30)} == set(called)


def test_what_a_listing_does_not_say_is_asked() -> None:
    """Nothing is asked that it says."""
    quiet, bright = calls().calls
    assert (
        "Are you still there, with IOP?",
        "Do you have a website?",
        "Do you take new people now?",
        "IOP: how many hours a week, on which days, at what times?",
        "Do you take: Medicaid, Medicare, Private insurance, Sliding fee scale?",
        (
            "Do you have: Evening sessions, Weekend sessions, Some care by phone or video, Help with rides, "
            "Child care, Mental health and substance use together, Medicine for opioid use, Family counseling?"
        ),
        "Do you speak: Spanish, Sign language?",
        "Is there anyone you do not take?",
        "Who licenses you, under which number, until when?",
    ) == quiet.questions
    assert (
        "Are you still there, with IOP, PHP?",
        "PHP: how many hours a week, on which days, at what times?",
        "Do you take: Medicare, Sliding fee scale?",
        (
            "Do you have: Weekend sessions, Some care by phone or video, Child care, "
            "Mental health and substance use together, Family counseling?"
        ),
        "Do you speak: Sign language?",
        "Who licenses you, under which number, until when?",
    ) == bright.questions


@pytest.mark.parametrize(
    ("old", "new", "asked"),
    [
        ("2026-11-02}\n    ver", "2026-10-02}\n    ver", "Do you take new people now?"),
        ("    serves", "    license: {authority: NJ}\n    serves", "Until when is your license by NJ?"),
        (
            "    serves",
            "    license: {authority: NJ, expires: 2026-11-21}\n    serves",
            "Your license was listed until 2026-11-21: until when is it now?",
        ),
        ("    serves", "    status: temporarily_closed\n    serves", "Are you open again?"),
        ("street: 12 Broad St, ", "", "What is your address in Newark?"),
        (
            "973-555-0200",
            "888-555-0200",
            "Does 888-555-0200 ring at your place? Is there a local number?",
        ),
        (
            '    phones: [{number: 973-555-0200, extension: "12", type: intake}]\n',
            "",
            "At which number do you take calls?",
        ),
    ],
)
def test_what_is_old_or_in_doubt_is_asked_again(old: str, new: str, asked: str) -> None:
    """Openings, the license, a toll-free number, a place that was closed."""
    bright = next(call for call in calls(edited(DIRECTORY, old, new)).calls if call.program.id == "bright-path-newark")
    assert asked in bright.questions


def test_the_list_is_text_to_read_from() -> None:
    """Name, town and number first, then when it was last confirmed, then the questions."""
    lines = say_call_list(calls(limit=1)).split("\n")
    assert [
        "To call this month: 1 of 2 programs, longest unconfirmed first.",
        "",
        "1. Quiet House, Trenton, NJ: 609-555-0211",
        "   quiet-house-trenton; last confirmed: never (listed 2024)",
        "   - Are you still there, with IOP?",
    ] == lines[:5]
    assert 'After a call: python build.py verify ID --by "your name" --how phone' == lines[-1]
    bright = say_call_list(calls()).split("\n\n")[2].split("\n")
    assert "2. Bright Path Newark, Newark, NJ: 973-555-0200 ext. 12" == bright[0]
    assert "   bright-path-newark; last confirmed: 2026-11-02 by county staff" == bright[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    """A spreadsheet would run what stands in a name."""
    name = edited(DIRECTORY, "name: Quiet House", f'name: "{start}Quiet"')
    rows = list(csv.DictReader(StringIO(write_call_table(calls(name)), newline="")))
    assert [f"'{start}Quiet", "Trenton", "NJ", "08601", "609-555-0211"] == [
        rows[0][one] for one in ("name", "town", "state", "zip", "phone")
    ]
    assert ["quiet-house-trenton", "bright-path-newark"] == [row["id"] for row in rows]
