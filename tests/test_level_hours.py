"""Hours that a week can have, in the criteria and in listings."""

from __future__ import annotations

import pytest

from site_gen import checks, documents, schema
from tests.small_site import Changes, edited, small_sources

CROSSED = 'the hours of "php" cannot be: the lowest, 9, is above the highest, 6'
CRITERIA, DIRECTORY = "content/criteria.yaml", "programs.yaml"


def told(changes: Changes) -> list[tuple[str, str]]:
    """The codes and messages of the faults between records."""
    read, faults = documents.parse(small_sources(changes))
    loaded = schema.load(read)
    assert () == (*faults, *loaded.faults)
    return [(fault.code, fault.message) for fault in checks.run(loaded.site, unread=loaded.unread)]


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("[20, 5]", 'the hours of "php" cannot be: the lowest, 20, is above the highest, 5'),
        ("[0, 20]", 'the hours of "php" cannot be: a week of no hours is no care'),
        ("[20, 169]", 'the hours of "php" cannot be: a week has 168 hours, not 169'),
        ("[20, 30, 40]", 'the hours of "php" cannot be: 3 numbers stand there'),
        ("[2]", '"php" starts at fewer hours than "iop" before it: 2, not 9'),
        (
            "[20]\n    hours_per_week_teens: [9, 6]",
            'the hours of "php" cannot be: the lowest, 9, is above the highest, 6',
        ),
    ],
)
def test_a_level_has_hours_that_a_week_can_have(hours: str, message: str) -> None:
    """From the lowest to the highest, and no fewer than the level before."""
    assert [("E308", message)] == told(edited(CRITERIA, "hours_per_week: [20]", f"hours_per_week: {hours}"))


@pytest.mark.parametrize("hours", ["[9]", "[20, 20]", "[12, 168]"])
def test_hours_up_to_a_whole_week_are_fine(hours: str) -> None:
    """Two levels may start at the same hours."""
    assert [] == told(edited(CRITERIA, "hours_per_week: [20]", f"hours_per_week: {hours}"))


@pytest.mark.parametrize(
    ("hours", "what"),
    [("12-9", "the lowest, 12, is above the highest, 9"), ("0", "a week of no hours is no care")],
)
def test_a_listing_has_hours_that_a_week_can_have(hours: str, what: str) -> None:
    """Then nothing is said about whether they fit the level."""
    changes = edited(DIRECTORY, 'hours_per_week: "9-12"', f'hours_per_week: "{hours}"')
    assert [("E308", f"these hours cannot be: {what}")] == told(changes)
