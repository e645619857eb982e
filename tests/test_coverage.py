"""The page about the data: its numbers are counted, and it hides nothing."""

from __future__ import annotations

import re

import pytest

from site_gen.coverage import RIGHTS, Coverage, count_coverage
from site_gen.importers.sources import RIGHTS as IMPORTED
from site_gen.verify.facts import read_page
from tests.small_site import TODAY, Changes, build_site, edited, small_sources

PAGE = "data/index.html"


def coverage_of(changes: Changes | None = None) -> Coverage:
    result = build_site(changes)
    assert () == result.diagnostics
    assert result.site is not None
    return count_coverage(result.site, today=TODAY)


def text_of_page(changes: Changes | None = None) -> str:
    """What a reader sees, on one line."""
    result = build_site(changes)
    assert () == result.diagnostics
    return " ".join(read_page(PAGE, result.outputs[PAGE]).text.split())


def test_programs_are_counted_by_level_and_by_source() -> None:
    """A program with two levels counts at both."""
    counted = coverage_of()
    assert [("iop", 2), ("php", 1)] == [(level.id, count) for level, count in counted.levels]
    assert [("SAMHSA National Directory", "2024", 2)] == [(s.name, s.edition, s.count) for s in counted.sources]
    assert (2, 0) == (counted.total, counted.closed)


def test_unknown_is_counted_apart_from_no() -> None:
    """One offers no medicine for opioid use; of the other it is not known."""
    answers = {one.label: (one.yes, one.no, one.unknown) for one in coverage_of().answers}
    assert (0, 1, 1) == answers["Medicine for opioid use"]
    assert (1, 0, 1) == answers["Evening sessions"]
    assert (0, 0, 2) == answers["Child care"]


def test_what_a_listing_tells_is_counted() -> None:
    """An empty list of exclusions is told too."""
    told = dict(coverage_of(edited("programs.yaml", "serves_only: [women]", "serves_only: []")).told)
    assert {
        "Phone number": 2,
        "Website": 1,
        "Hours a week": 1,
        "Days and times": 1,
        "If it takes new people": 1,
        "State license": 0,
        "If it serves only some groups": 1,
    } == told


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("2026-11-22", "Checked in the last six months"),
        ("2026-05-22", "Checked in the last six months"),
        ("2026-05-21", "Checked six months to a year ago"),
        ("2025-11-22", "Checked six months to a year ago"),
        ("2025-11-21", "Checked more than a year ago"),
    ],
)
def test_age_counts_from_the_check_never_from_the_edition(day: str, label: str) -> None:
    """A listing that nobody checked has no age."""
    checked = edited("programs.yaml", "verified: {on: 2026-11-02", f"verified: {{on: {day}")
    assert ((label, 1), ("Never checked", 1)) == coverage_of(checked).ages


def test_page_says_how_many_were_checked() -> None:
    """Or that nobody has checked any."""
    unchecked = edited("programs.yaml", "    verified: {on: 2026-11-02, by: county staff, how: phone}\n", "")
    assert "One of 2 listings has been checked since it was copied." in text_of_page()
    assert "Nobody has checked these listings since they were copied." in text_of_page(unchecked)


def test_page_offers_every_export_with_its_size() -> None:
    """Sizes are those of the files."""
    outputs = build_site().outputs
    found = re.findall(r'<a href="([^"]+)">[^<]+</a> <span class="small">(\d+) kB', outputs[PAGE].decode())
    sizes = {path: max(1, round(len(outputs[f"data/{path}"]) / 1000)) for path in ("programs.csv", "programs.json")}
    services = sum(len(data) for path, data in outputs.items() if path.startswith("data/hsds/"))
    assert {
        **sizes,
        "hsds/services/index.json": round(services / 1000),
        "feed.xml": round(len(outputs["data/feed.xml"]) / 1000),
    } == {path: int(size) for path, size in found}


def test_page_tells_what_may_be_done_with_each_source() -> None:
    """A list that we know nothing of has no permission."""
    other = small_sources()["programs.yaml"].replace(b"name: SAMHSA National Directory", b"name: County list")
    assert "its list is in the public domain" in text_of_page()
    assert "Ask whoever made this list what you may do with it." in text_of_page({"programs.yaml": other})


def test_every_list_that_can_be_imported_has_its_rights_on_the_page() -> None:
    """Importers and page know the same lists."""
    assert [] == [name for name in IMPORTED if not name.startswith(tuple(RIGHTS))]


def test_page_of_an_empty_directory_says_so() -> None:
    """Before the first program is listed."""
    assert "No program is listed yet." in text_of_page({"programs.yaml": "programs: []\n"})


def test_every_page_leads_there() -> None:
    """From its foot, the list of programs too."""
    outputs = build_site().outputs
    pages = {path: data for path, data in outputs.items() if path.endswith(".html")}
    assert [] == [path for path, data in pages.items() if b">About the data</a>" not in data]


def test_site_map_lists_the_page_and_no_file() -> None:
    """Files are for machines that read the page first."""
    listed = re.findall(r"<loc>([^<]+)</loc>", build_site().outputs["sitemap.xml"].decode())
    assert ["https://small.example/guide/data/"] == [one for one in listed if "/data/" in one]
