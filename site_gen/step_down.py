"""What can come next after a program: lower levels there, or else at listed programs nearby."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_gen import urls
from site_gen.geo import RING_MILES, Place, miles
from site_gen.model import LevelOfCare, Program

MOST_NEARBY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A listed program that has a level. *miles*: whole ones, between the middles of ZIP codes; 0 in the same town."""

    name: str
    city: str
    address: str
    miles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A level on the way down. *nearby*: the nearest with it, where the program itself does not have it."""

    level: LevelOfCare
    is_here: bool
    nearby: tuple[Nearby, ...] = ()


def plan_step_down(
    program: Program, programs: Collection[Program], levels: Iterable[LevelOfCare], places: Mapping[str, Place]
) -> tuple[Step, ...]:
    """From the most intensive level of *program* down; nothing, where it has only the least. *places*: by id."""
    own = {str(offering.id) for offering in program.levels}
    listed = [level for level in levels if level.listed_as is None]
    top = max((place for place, level in enumerate(listed) if level.id in own), default=0)
    if top == 0:
        return ()
    return tuple(_step(program, level, programs, places) for level in reversed(listed[: top + 1]))


def _step(program: Program, level: LevelOfCare, programs: Iterable[Program], places: Mapping[str, Place]) -> Step:
    if any(offering.id == level.id for offering in program.levels):
        return Step(level=level, is_here=True)
    others = (
        other
        for other in programs
        if other.id != program.id and other.status == "active" and any(o.id == level.id for o in other.levels)
    )
    found = sorted(_nearby(program, others, places), key=lambda one: (one.miles, one.name, one.address))
    return Step(level=level, is_here=False, nearby=tuple(found[:MOST_NEARBY]))


def _nearby(program: Program, others: Iterable[Program], places: Mapping[str, Place]) -> Iterator[Nearby]:
    here = places.get(str(program.id))
    for other in others:
        there = places.get(str(other.id))
        is_in_town = (other.address.city, other.address.state) == (program.address.city, program.address.state)
        away = 0 if is_in_town else max(1, round(miles(here, there))) if here and there else RING_MILES + 1
        if away <= RING_MILES:
            address = urls.program_address(other.id)
            yield Nearby(name=other.name, city=other.address.city, address=address, miles=away)
