"""Which state a ZIP code lies in."""

from __future__ import annotations

import re

import pytest

from site_gen.zip_states import PREFIXES, states_of


@pytest.mark.parametrize(
    ("zip_code", "states"),
    [
        ("07102", {"NJ"}),
        ("00501", {"NY"}),
        ("02134", {"MA"}),
        ("05544", {"MA"}),
        ("06390", {"CT", "NY"}),
        ("20001", {"DC"}),
        ("20101", {"VA"}),
        ("00901", {"PR"}),
        ("00802", {"VI"}),
        ("83414", {"ID", "WY"}),
        ("96799", {"AS", "HI"}),
        ("99950", {"AK"}),
        ("00000", set()),
        ("99999", {"AK"}),
        ("21300", set()),
    ],
)
def test_a_zip_code_tells_its_state(zip_code: str, states: set[str]) -> None:
    """By its first three digits; where these cross a border, it may be one of two."""
    assert states == states_of(zip_code)


def test_every_state_and_territory_has_its_prefixes() -> None:
    """Fifty states and the capital, eight territories and neighbors with US mail, three of the military."""
    assert 51 + 8 + 3 == len(PREFIXES)
    assert [] == [
        ranges for ranges in PREFIXES.values() if not re.fullmatch(r"\d{3}(-\d{3})?( \d{3}(-\d{3})?)*", ranges)
    ]
