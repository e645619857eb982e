"""docs/seed-coverage.md says of every statement where it went, and the places it names exist."""

from __future__ import annotations

import re

from site_gen.markup import convert
from site_gen.pipeline import load_site
from tests.small_site import ROOT, shipped_sources

COVERAGE = (ROOT / "docs" / "seed-coverage.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-E]\d\d) \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)
STATEMENTS = {"A": 34, "B": 42, "C": 40, "D": 18, "E": 33}
LEFT_OUT = "left out"


def headings_of_the_guide() -> frozenset[str]:
    """Every heading of every article that is published, as `article#heading`."""
    site, faults = load_site(shipped_sources())
    assert site is not None, faults
    articles = (one for one in site.articles if one.language == "en" and not one.front.draft)
    pages = ((one.slug, convert(one.body, resolve=str)[0]) for one in articles)
    return frozenset(f"{slug}#{heading.id}" for slug, page in pages for heading in page.headings)


def test_every_statement_stands_there_once_and_in_order() -> None:
    """Five texts, 167 statements, none lost and none told twice."""
    expected = [f"{text}{number:02}" for text, count in STATEMENTS.items() for number in range(1, count + 1)]
    assert expected == [row[0] for row in ROW.findall(COVERAGE)]
    assert len(expected) == 167


def test_every_place_is_a_heading_of_the_guide() -> None:
    """A heading that is renamed must be renamed there too."""
    places = {place for _, where, _ in ROW.findall(COVERAGE) for place in re.findall(r"`([^`]+)`", where)}
    assert set() == places - headings_of_the_guide()


def test_a_statement_has_a_place_or_a_reason_to_be_left_out() -> None:
    """Nothing is dropped without a word."""
    lacking = [
        one
        for one, where, note in ROW.findall(COVERAGE)
        if (not note.strip() if where == LEFT_OUT else re.fullmatch(r"`[^`]+`(?:, `[^`]+`)*", where) is None)
    ]
    assert [] == lacking
