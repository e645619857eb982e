"""What one day makes of listings: how long ago somebody confirmed them, and what they say that is still believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from site_gen.ages import Confirmed, describe_confirmation
from site_gen.known import openings_hold_until, takes_new
from site_gen.model import Limits, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day that ages are counted to, and the limits that they are measured by."""

    day: date
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """Whether it takes new people, as somebody was told on one day; believed *until* another."""

    accepting: bool
    on: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """A listing on one day. *takes_new*: None when it is not known. *openings*: what it says of that."""

    confirmed: Confirmed
    takes_new: bool | None
    openings: Openings | None
    license_has_expired: bool


def age_listings(programs: Iterable[Program], as_of: AsOf) -> dict[str, Aged]:
    """Each program on that day, by its id."""
    return {str(program.id): _age(program, as_of) for program in programs}


def _age(program: Program, as_of: AsOf) -> Aged:
    expires = program.license.expires if program.license else None
    return Aged(
        confirmed=describe_confirmation(program, as_of.day, as_of.limits),
        takes_new=takes_new(program, as_of.day, as_of.limits),
        openings=_describe_openings(program, as_of),
        license_has_expired=expires is not None and expires < as_of.day,
    )


def _describe_openings(program: Program, as_of: AsOf) -> Openings | None:
    """What is said of openings, while it is believed; a program that is closed says nothing of them."""
    until = openings_hold_until(program, as_of.limits)
    if program.capacity is None or until is None or program.status != "active" or as_of.day > until:
        return None
    return Openings(accepting=program.capacity.accepting, on=program.capacity.as_of, until=until)
