"""A program that has closed for good: no page counts, lists or names it; its own says so, and whom to ask now."""

from __future__ import annotations

import csv
import json
import re
from functools import cache

import pytest

from site_gen.phones import known_numbers
from site_gen.pipeline import BuildOptions, BuildResult, build
from site_gen.verify.facts import read_page
from tests.small_site import TODAY, Changes, edited, load_small, small_sources

RECORD = """  - id: p{number}
    name: {name}
    levels: {{{level}: {{}}}}
    address: {{street: {number} Hill St, city: {town}, state: {state}, zip: "{zip}"}}
    phones: [{{number: 973-555-02{number:02}}}]
    payment: [{payment}]
    source: {{name: A list, edition: "2024"}}
"""
CLOSED = "    status: defunct\n"
RECORDS = tuple(
    RECORD.format(number=number, name=name, level=level, town=town, state=state, zip=code, payment=payment)
    for number, (name, level, town, state, code, payment) in enumerate(
        # Two of one name in one town are told apart, as long as both are open.
        [
            ("Hill House", "iop", "Newark", "NJ", "07102", "medicaid"),
            ("Hill House", "iop", "Newark", "NJ", "07102", "private"),
            ("Day House", "php", "Newark", "NJ", "07102", "medicaid"),
            ("North House", "iop", "Troy", "NY", "12180", "medicare"),
        ]
    )
)
CLOSED_PAGE = "programs/p0/index.html"


@cache
def build_of(*records: str, most: int = 100) -> BuildResult:
    """The small site with these programs, and no more than *most* of them on a page."""
    directory: Changes = {"programs.yaml": "programs:\n" + "".join(records)}
    reported = edited("content/site.yaml", "demo:", "report_problem: help@county.example\ndemo:", directory)
    result = build(small_sources(reported), BuildOptions(today=TODAY, most_together=most))
    assert {fault.code for fault in result.diagnostics} <= {"W314"}, "two of one name may be one"
    return result


def closed(number: int) -> tuple[str, ...]:
    return tuple(record + CLOSED if place == number else record for place, record in enumerate(RECORDS))


def closed_page() -> str:
    return build_of(*closed(0)).outputs[CLOSED_PAGE].decode()


@pytest.mark.parametrize("most", [1, 100])
@pytest.mark.parametrize("number", [0, 2, 3])
def test_all_pages_are_as_if_the_program_were_not_there(number: int, most: int) -> None:
    """Lists, filters, counts, neighbors, the quiz; all but its own page and what tells of the data."""
    with_it = build_of(*closed(number), most=most).outputs
    without = build_of(*(record for place, record in enumerate(RECORDS) if place != number), most=most).outputs
    apart = re.compile(rf"programs/p{number}/index\.html|data/.*|manifest\.json")
    assert {path for path in with_it if not apart.fullmatch(path)} == {p for p in without if not apart.fullmatch(p)}
    assert [path for path in sorted(with_it) if not apart.fullmatch(path) and with_it[path] != without[path]] == []


def test_its_page_says_that_it_has_closed() -> None:
    """Who has kept its address must not hope, and not call a number that may be somebody else's by now."""
    found = read_page(CLOSED_PAGE, closed_page().encode())
    assert "This program has closed." in found.text
    assert "973-555-0200" not in found.source
    assert [one for one in found.named("a") if "tel:+1973" in one.attributes.get("href", "")] == []


def test_its_page_leads_to_the_nearest_programs_that_are_open() -> None:
    """Those with a level that it had."""
    listed = re.findall(r'<li><a href="../([^"./]*)/">([^<]*)</a>', closed_page().partition("<main")[2])
    assert listed == [("p1", "Hill House, Newark")]


def test_its_page_says_when_nothing_is_listed_nearby() -> None:
    """Rather than nothing at all; the list of the level stands there all the same."""
    page = build_of(*closed(3)).outputs["programs/p3/index.html"].decode()
    assert "None is listed nearby." in page
    assert '<a href="../../levels/iop/">' in page


def test_its_page_takes_corrections() -> None:
    """It may have been marked as closed by mistake."""
    assert re.search(r'href="[^"]*p0[^"]*"[^>]*>Report a problem with this listing</a>', closed_page())


def test_its_page_is_kept_from_search_engines() -> None:
    """It is there for who has its address; nobody should be led to it."""
    assert '<meta name="robots" content="noindex">' in closed_page()
    assert b"/programs/p0/" not in build_of(*closed(0)).outputs["sitemap.xml"]


def test_its_number_is_one_that_the_site_must_not_show() -> None:
    """Whatever page, script or text shows it is stopped."""
    gone = edited("programs.yaml", "    name: Quiet House\n", "    name: Quiet House\n" + CLOSED)
    assert known_numbers(load_small()) - known_numbers(load_small(gone)) == {"16095550211"}


def test_exports_tell_that_it_has_closed_but_not_its_number() -> None:
    """Partners take the listing off their own lists by it."""
    outputs = build_of(*closed(0)).outputs
    assert [path for path in outputs if b"973-555-0200" in outputs[path] or b"19735550200" in outputs[path]] == []
    first, *_ = json.loads(outputs["data/programs.json"])["programs"]
    assert (first["id"], first["status"]) == ("p0", "defunct")
    row, *_ = csv.DictReader(outputs["data/programs.csv"].decode("utf-8-sig").splitlines())
    assert (row["id"], row["status"]) == ("p0", "defunct")


def test_page_about_the_data_counts_it_as_closed_alone() -> None:
    """Not among the programs of its level, nor in all."""
    text = " ".join(read_page("data/index.html", build_of(*closed(0)).outputs["data/index.html"]).text.split())
    assert "3 programs are listed" in text
    assert "Closed, or closed for now: 1" in text
