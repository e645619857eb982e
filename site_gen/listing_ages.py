"""How old listings are, and what they say of days: days to come, days gone by, licenses that have run out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from site_gen.ages import Standing, edition_year, last_confirmed, standing_of
from site_gen.diagnostics import Diagnostic, Located, fault, join_many
from site_gen.model import Limits, Program, Site


def check_ages(site: Site, *, today: date) -> Iterator[Diagnostic]:
    """Every fault of listings that comes with time."""
    programs = site.directory.listed
    yield from find_days_to_come(programs, today)
    yield from find_old_listings(programs, site.config.limits, today)
    yield from join_many(find_expired_licenses(programs, today))


def find_days_to_come(programs: Iterable[Program], today: date) -> Iterator[Diagnostic]:
    """E461: a listing was checked on a day that has not come yet."""
    for program in programs:
        if program.verified and program.verified.on > today:
            yield _day_to_come(program.verified.by, f"verified on {program.verified.on}")
        if program.capacity and program.capacity.as_of > today:
            yield _day_to_come(program.id, f"capacity as of {program.capacity.as_of}")
        if edition_year(program) > today.year:
            yield _day_to_come(program.source.edition, f"edition {program.source.edition}")


def _day_to_come(at: Located, what: str) -> Diagnostic:
    return fault("E461", at, f"{what} is a day to come", "set it to the day on which somebody looked")


def find_old_listings(programs: Iterable[Program], limits: Limits, today: date) -> Iterator[Diagnostic]:
    """E462: nobody has confirmed a listing for too long; W461: for so long that it stands apart."""
    for code, standing, what in (
        ("E462", Standing.TOO_OLD, f"more than {limits.fail_after} is too long"),
        ("W461", Standing.APART, "the lists show it apart, behind the others"),
    ):
        found = (program for program in programs if standing_of(program, today, limits) is standing)
        yield from join_many(_old_listing(code, program, today, what) for program in found)


def _old_listing(code: str, program: Program, today: date, what: str) -> Diagnostic:
    day = last_confirmed(program)
    message = f'"{program.id}" was last confirmed on {day}, {(today - day).days} days ago; {what}'
    hint = "call it, then run build.py verify with its id; build.py check --stale lists whom to call first"
    return fault(code, program.id, message, hint)


def find_expired_licenses(programs: Iterable[Program], today: date) -> Iterator[Diagnostic]:
    """W462: the license that is listed has run out."""
    for program in programs:
        expires = program.license.expires if program.license else None
        if program.license and expires and expires < today:
            message = f'the license of "{program.id}" is listed until {expires}, which is over'
            hint = "look it up with the state, then set license.expires; pages tell families to ask"
            yield fault("W462", program.license.authority, message, hint)
