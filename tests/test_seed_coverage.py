"""docs/seed-coverage.md says of every statement where it went, and the places it names exist."""

from __future__ import annotations

import re
from functools import cache

from tests.small_site import ROOT, build_shipped

COVERAGE = (ROOT / "docs" / "seed-coverage.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-E]\d\d) \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)
PAGE = re.compile(r"[a-z-]+/index\.html")
HEADING = re.compile(r'<h[23] id="([^"]+)"')
STATEMENTS = {"A": 34, "B": 42, "C": 40, "D": 18, "E": 33}
LEFT_OUT = "left out"


@cache
def headings_of_the_guide() -> frozenset[str]:
    """Every heading of every page at the top of the built site, as `article#heading`."""
    pages = {path: data.decode() for path, data in build_shipped().outputs.items() if PAGE.fullmatch(path)}
    return frozenset(f"{path.split('/')[0]}#{name}" for path, text in pages.items() for name in HEADING.findall(text))


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
