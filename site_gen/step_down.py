"""What can come next after a program: lower levels there, or else at listed programs nearby."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from site_gen import urls
from site_gen.geo import RING_MILES, Place, cell_of, cells_around, miles
from site_gen.model import LevelOfCare, Program
from site_gen.told_apart import group_by_name, tell_apart

MOST_NEARBY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A listed program that has a level. *miles*: whole ones, between the middles of ZIP codes; 0 in the same town.

    *place*: its town, with what else it takes to tell it from others of its name.
    """

    name: str
    place: str
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
    """The open programs of each level, by town and by cell of the map; without it, each would be held against all.

    *apart*: what tells the programs of a name apart, by their ids.
    """

    by_town: Mapping[tuple[str, str, str], Collection[Program]]
    by_cell: Mapping[tuple[str, Place], Collection[Program]]
    places: Mapping[str, Place]
    apart: Callable[[str], Mapping[str, str]]


def map_neighbors(programs: Collection[Program], places: Mapping[str, Place]) -> Neighborhood:
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
    alike = group_by_name(programs)
    apart = cache(lambda name: tell_apart(alike[name]))
    return Neighborhood(by_town=by_town, by_cell=by_cell, places=places, apart=apart)


def plan_step_down(program: Program, levels: Iterable[LevelOfCare], around: Neighborhood) -> tuple[Step, ...]:
    """From the most intensive level of *program* down; nothing, where it has only the least."""
    own = {str(offering.id) for offering in program.levels}
    listed = [level for level in levels if level.listed_as is None]
    top = max((place for place, level in enumerate(listed) if level.id in own), default=0)
    if top == 0:
        return ()
    return tuple(_step(program, level, around) for level in reversed(listed[: top + 1]))


def _step(program: Program, level: LevelOfCare, around: Neighborhood) -> Step:
    if program.has_level(level.id):
        return Step(level=level, is_here=True)
    return Step(level=level, is_here=False, nearby=find_nearby(program, level, around))


def find_nearby(program: Program, level: LevelOfCare, around: Neighborhood) -> tuple[Nearby, ...]:
    """The nearest open programs with *level*, at most MOST_NEARBY, those in the same town first."""
    found = sorted(_nearby(program, level, around), key=lambda one: (one[0], one[1].name, one[1].id))
    return tuple(_describe(*one, around) for one in found[:MOST_NEARBY])


def _nearby(program: Program, level: LevelOfCare, around: Neighborhood) -> Iterator[tuple[int, Program]]:
    """Those in its town, however far that reaches, and those that the ring holds, with the miles to each."""
    in_town = around.by_town.get((level.id, program.address.city, program.address.state), ())
    for other in in_town:
        yield 0, other
    if not (here := around.places.get(str(program.id))):
        return
    known = {other.id for other in in_town}
    for cell in cells_around(here):
        for other in around.by_cell.get((level.id, cell), ()):
            away = max(1, round(miles(here, around.places[str(other.id)])))
            if other.id not in known and away <= RING_MILES:
                yield away, other


def _describe(away: int, program: Program, around: Neighborhood) -> Nearby:
    place = around.apart(str(program.name)).get(str(program.id), program.address.city)
    return Nearby(name=program.name, place=place, address=urls.program_address(program.id), miles=away)
