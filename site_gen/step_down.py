"""What can come next after a program: lower levels there, or else at listed programs nearby."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_gen import urls
from site_gen.geo import RING_MILES, Place, cell_of, cells_around, miles
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighborhood:
    """The open programs of each level, by town and by cell of the map; without it, each would be held against all."""

    by_town: Mapping[tuple[str, str, str], Collection[Program]]
    by_cell: Mapping[tuple[str, Place], Collection[Program]]
    places: Mapping[str, Place]


def map_neighbors(programs: Iterable[Program], places: Mapping[str, Place]) -> Neighborhood:
    """Who stands near whom. *places*: where each program is, by id; one that is in none has neighbors in its town."""
    by_town: dict[tuple[str, str, str], list[Program]] = {}
    by_cell: dict[tuple[str, Place], list[Program]] = {}
    for program in programs:
        if program.status != "active":
            continue
        for offering in program.levels:
            by_town.setdefault((offering.id, program.address.city, program.address.state), []).append(program)
            if place := places.get(str(program.id)):
                by_cell.setdefault((offering.id, cell_of(place)), []).append(program)
    return Neighborhood(by_town=by_town, by_cell=by_cell, places=places)


def plan_step_down(program: Program, levels: Iterable[LevelOfCare], around: Neighborhood) -> tuple[Step, ...]:
    """From the most intensive level of *program* down; nothing, where it has only the least."""
    own = {str(offering.id) for offering in program.levels}
    listed = [level for level in levels if level.listed_as is None]
    top = max((place for place, level in enumerate(listed) if level.id in own), default=0)
    if top == 0:
        return ()
    return tuple(_step(program, level, around) for level in reversed(listed[: top + 1]))


def _step(program: Program, level: LevelOfCare, around: Neighborhood) -> Step:
    if any(offering.id == level.id for offering in program.levels):
        return Step(level=level, is_here=True)
    found = sorted(_nearby(program, level, around), key=lambda one: (one.miles, one.name, one.address))
    return Step(level=level, is_here=False, nearby=tuple(found[:MOST_NEARBY]))


def _nearby(program: Program, level: LevelOfCare, around: Neighborhood) -> Iterator[Nearby]:
    """Those in its town, however far that reaches, and those that the ring holds."""
    in_town = around.by_town.get((level.id, program.address.city, program.address.state), ())
    for other in in_town:
        yield _describe(other, 0)
    if not (here := around.places.get(str(program.id))):
        return
    known = {other.id for other in in_town}
    for cell in cells_around(here):
        for other in around.by_cell.get((level.id, cell), ()):
            away = max(1, round(miles(here, around.places[str(other.id)])))
            if other.id not in known and away <= RING_MILES:
                yield _describe(other, away)


def _describe(program: Program, away: int) -> Nearby:
    address = urls.program_address(program.id)
    return Nearby(name=program.name, city=program.address.city, address=address, miles=away)
