"""When a program meets, as a picture of its week: for each day, which part of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from site_gen import vocabulary
from site_gen.model import Session

FIRST_HOUR, LAST_HOUR = 8, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPicture:
    """Hours of the day as numbers, 18.5 for half past six. *days*: from Monday, each with its (start, length)."""

    first: int
    hours: int
    days: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


def draw_week(sessions: Collection[Session]) -> WeekPicture | None:
    """The week of *sessions*; None without any. It begins and ends with the usual day, or with what lies outside."""
    if not sessions:
        return None
    spans = [(_hour(session.from_), _end_of(session), session.days) for session in sessions]
    first = min(FIRST_HOUR, *(int(start) for start, _, _ in spans))
    last = max(LAST_HOUR, *(int(end + 0.99) for _, end, _ in spans))
    days = tuple(
        (name, tuple(sorted((start, end - start) for start, end, on in spans if day in on)))
        for day, name in vocabulary.WEEKDAYS.items()
    )
    return WeekPicture(first=first, hours=last - first, days=days)


def _hour(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) + int(minutes) / 60


def _end_of(session: Session) -> float:
    """Past midnight it goes on into the next day; the picture ends there."""
    start, end = _hour(session.from_), _hour(session.to)
    return end if end > start else 24
