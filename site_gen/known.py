"""What a listing says yes to, and what it says no to; about everything else it says nothing, which is no no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from site_gen.model import Limits, Program

EVENING_FROM = "17:00"
WEEKEND = frozenset({"sat", "sun"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Ids of one group of facts. What is in neither is not known: pages say "ask"."""

    yes: frozenset[str]
    no: frozenset[str] = frozenset()


def known(program: Program, group: str) -> Known:
    """What is known of *program* in a group of facts, one of GROUPS."""
    return GROUPS[group](program)


def takes_new(program: Program, today: date, limits: Limits) -> bool | None:
    """Whether it takes new people; None when that is not known, or was said too long ago to be believed."""
    if program.status != "active":
        return False
    until = openings_hold_until(program, limits)
    return program.capacity.accepting if program.capacity and until and today <= until else None


def openings_hold_until(program: Program, limits: Limits) -> date | None:
    """The last day on which what the listing says of openings is believed."""
    if program.capacity is None:
        return None
    said = program.capacity.as_of
    return said + timedelta(days=min(limits.openings_after, (date.max - said).days))


def _say(yes: Iterable[str], no: Iterable[str] = ()) -> Known:
    """What a listing says both of is a fault that the build has told already; here it is a yes."""
    has = frozenset(map(str, yes))
    return Known(yes=has, no=frozenset(map(str, no)) - has)


def _schedule(program: Program) -> Known:
    """Sessions tell it, and so do the offers; a schedule is not told in full, so only a plain no is one."""
    sessions = [session for offering in program.levels for session in offering.sessions]
    yes = {"evening", "weekend"} & set(map(str, program.offers))
    yes |= {"evening" for session in sessions if session.from_ >= EVENING_FROM}
    yes |= {"weekend" for session in sessions if WEEKEND & set(session.days)}
    yes |= {"day" for session in sessions if session.from_ < EVENING_FROM and not WEEKEND.issuperset(session.days)}
    return _say(yes, {"evening", "weekend"} & set(map(str, program.does_not_offer)))


def _formats(program: Program) -> Known:
    told = {str(one) for offering in program.levels for one in offering.formats}
    yes = {"in_person"} if told & {"in_person", "hybrid"} else set()
    if told & {"online", "hybrid"} or "telehealth" in program.offers:
        yes.add("telehealth")
    return _say(yes, {"telehealth"} & set(map(str, program.does_not_offer)))


GROUPS: Mapping[str, Callable[[Program], Known]] = {
    "level": lambda program: _say(offering.id for offering in program.levels),
    "schedule": _schedule,
    "format": _formats,
    "payment": lambda program: _say(program.payment, program.does_not_accept),
    "language": lambda program: _say(program.languages, program.does_not_speak),
    "offers": lambda program: _say(program.offers, program.does_not_offer),
    "age": lambda program: _say(program.ages),
    "group": lambda program: _say(program.populations),
}
