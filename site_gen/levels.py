"""Levels of care as pages show them: which can be listed, how they compare, what a week may look like."""

from __future__ import annotations

import math
from dataclasses import dataclass

from site_gen.model import Comparison, LevelOfCare, Outcome, Site

LONGEST_SESSION = 4
# Which days a week of so many sessions takes, of seven: the sessions lie apart where they can.
_MEETING_DAYS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A level, or an outcome that is care too, in the comparison table. Hours are (lowest, highest)."""

    id: str
    name: str
    hours: tuple[int, ...]
    hours_teens: tuple[int, ...]
    comparison: Comparison
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWeek:
    """The lowest hours of a level, spread over a week. *days*: (name, hours), 0 where there is no session."""

    level: LevelOfCare
    hours: int
    sessions: int
    days: tuple[tuple[str, int], ...]


def listed_levels(site: Site) -> tuple[LevelOfCare, ...]:
    """The levels that programs can be listed under."""
    return tuple(level for level in site.criteria.levels if level.listed_as is None)


def comparison_rows(site: Site, language: str) -> tuple[ComparisonRow, ...]:
    """Least to most care: the levels, then the other results that are care."""
    levels = [_comparison_row(level, language) for level in site.criteria.levels]
    others = [_comparison_row(outcome, language) for outcome in reversed(site.criteria.outcomes)]
    return tuple(row for row in (*levels, *others) if row is not None)


def _comparison_row(result: LevelOfCare | Outcome, language: str) -> ComparisonRow | None:
    if result.comparison is None:
        return None
    return ComparisonRow(
        id=result.id,
        name=result.name.in_language(language),
        hours=result.hours_per_week if isinstance(result, LevelOfCare) else (),
        hours_teens=result.hours_per_week_teens if isinstance(result, LevelOfCare) else (),
        comparison=result.comparison,
        article=result.article or "",
    )


def example_week(level: LevelOfCare) -> ExampleWeek:
    """A week at the lowest hours of *level*: as few sessions of four hours or less as five weekdays allow."""
    hours = level.hours_per_week[0]
    sessions = min(max(math.ceil(hours / LONGEST_SESSION), 1), max(_MEETING_DAYS))
    share, rest = divmod(hours, sessions)
    meeting = {day: share + (place < rest) for place, day in enumerate(_MEETING_DAYS[sessions])}
    days = tuple((name, meeting.get(place, 0)) for place, name in enumerate(DAYS))
    return ExampleWeek(level=level, hours=hours, sessions=sessions, days=days)
