"""How long ago a listing was confirmed, in whole days, months or years, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Literal

from site_gen.model import Limits, Program

MONTHS_TOLD = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """So many whole days, months or years: the largest unit that says enough."""

    count: int
    unit: Literal["day", "month", "year"]


class Standing(IntEnum):
    """What its age makes of a listing."""

    FRESH = 0
    STALE = 1
    APART = 2
    TOO_OLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """*on*, *age*: when somebody checked it, and how long ago; None when nobody has. *year*: of the list it is from."""

    on: date | None
    age: Age | None
    year: str
    standing: Standing

    @property
    def is_stale(self) -> bool:
        return self.standing is not Standing.FRESH

    @property
    def is_apart(self) -> bool:
        return self.standing >= Standing.APART


def describe_confirmation(program: Program, today: date, limits: Limits) -> Confirmed:
    """When it was confirmed, for pages to say."""
    on = program.verified.on if program.verified else None
    return Confirmed(
        on=on,
        age=count_age(on, today) if on else None,
        year=str(program.source.edition)[:4],
        standing=standing_of(program, today, limits),
    )


def last_confirmed(program: Program) -> date:
    """The day somebody checked it; else the last day of the year of the list that it was copied from."""
    return program.verified.on if program.verified else date(edition_year(program), 12, 31)


def edition_year(program: Program) -> int:
    """The year of the list that it was copied from."""
    return max(date.min.year, int(program.source.edition[:4]))


def standing_of(program: Program, today: date, limits: Limits) -> Standing:
    """Each limit is the last day that still holds."""
    days = (today - last_confirmed(program)).days
    passed = [
        standing
        for standing, limit in (
            (Standing.STALE, limits.stale_after),
            (Standing.APART, limits.hide_after),
            (Standing.TOO_OLD, limits.fail_after),
        )
        if days > limit
    ]
    return max(passed, default=Standing.FRESH)


def earliest_listed(today: date, limits: Limits) -> date:
    """Listings last confirmed before this day are listed apart."""
    return today - timedelta(days=min(limits.hide_after, (today - date.min).days))


def count_age(day: date, today: date) -> Age:
    """The time from *day* to *today*; templates/components/age.js counts the same in the reader's browser."""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months >= MONTHS_TOLD:
        return Age(count=months // 12, unit="year")
    if months >= 1:
        return Age(count=months, unit="month")
    return Age(count=max(0, (today - day).days), unit="day")
