"""Hours that a week can have: of the levels of care in the criteria, and of listings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_gen.diagnostics import Diagnostic, fault
from site_gen.model import LevelOfCare, Program, Site

HOURS_OF_A_WEEK = 168
_HINT = "write [lowest, highest], such as [9, 19]; one number means that many or more"


def find_impossible_hours(site: Site) -> Iterator[Diagnostic]:
    """E308: no week has these hours, or a level asks for fewer than the one before it."""
    yield from _check_levels(site.criteria.levels)
    yield from _check_listings(site.directory.programs)


def _check_levels(levels: Iterable[LevelOfCare]) -> Iterator[Diagnostic]:
    before: LevelOfCare | None = None
    for level in levels:
        wrong = [what for hours in (level.hours_per_week, level.hours_per_week_teens) if (what := _wrong(hours))]
        for what in wrong:
            yield fault("E308", level.id, f'the hours of "{level.id}" cannot be: {what}', _HINT)
        if wrong or level.listed_as is not None:
            continue
        if before is not None and level.hours_per_week[0] < before.hours_per_week[0]:
            message = f'"{level.id}" starts at fewer hours than "{before.id}" before it: '
            message += f"{level.hours_per_week[0]}, not {before.hours_per_week[0]}"
            yield fault(
                "E308", level.id, message, "levels stand from least to most care: correct the hours or the order"
            )
        before = level


def _wrong(hours: tuple[int, ...]) -> str:
    """What is wrong with the lowest and highest hours of a week; nothing where they can be."""
    if len(hours) > len(("lowest", "highest")):
        return f"{len(hours)} numbers stand there"
    if hours and hours[0] < 1:
        return "a week of no hours is no care"
    if hours and hours[0] > hours[-1]:
        return f"the lowest, {hours[0]}, is above the highest, {hours[-1]}"
    if hours and hours[-1] > HOURS_OF_A_WEEK:
        return f"a week has {HOURS_OF_A_WEEK} hours, not {hours[-1]}"
    return ""


def _check_listings(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    for offering in (offering for program in programs for offering in program.levels):
        hours = offering.hours_per_week
        if hours and (what := _wrong(range_of(hours))):
            yield fault("E308", hours, f"these hours cannot be: {what}", 'write lowest-highest, such as "9-12"')


def range_of(hours: str) -> tuple[int, ...]:
    """The lowest and highest hours of a listing; nothing where the form is wrong, which is E204."""
    return tuple(map(int, hours.split("-"))) if re.fullmatch(r"\d{1,2}(-\d{1,2})?", hours) else ()
