"""The example of a week: as few sessions as the hours allow, apart from each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_gen.levels import example_week
from tests.small_site import load_small


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((1, 8), [0, 0, 1, 0, 0, 0, 0]),
        ((6, 19), [0, 3, 0, 3, 0, 0, 0]),
        ((9, 19), [3, 0, 3, 0, 3, 0, 0]),
        ((15,), [4, 4, 0, 4, 3, 0, 0]),
        ((20,), [4, 4, 4, 4, 4, 0, 0]),
        ((32,), [7, 7, 6, 6, 6, 0, 0]),
    ],
)
def test_a_week_holds_the_lowest_hours_of_its_level(hours: tuple[int, ...], expected: list[int]) -> None:
    """No session is longer than four hours while five weekdays are enough, and weekends stay free."""
    site = load_small()
    week = example_week(replace(site.criteria.levels[0], hours_per_week=hours))
    assert expected == [length for _, length in week.days]
    assert (hours[0], len([length for length in expected if length])) == (week.hours, week.sessions)
