"""Where ZIP codes are, for distances that readers ask for on their own device.

The table of the whole country stands in templates/assets/zips/us.txt, made by `import_zips`. A line is a state: its
code, the box around its ZIP codes (south, north, west, east), then three numbers for each ZIP code in ascending order,
each the step from the one before: the code, and the latitude and longitude of its middle. All places are in hundredths
of a degree, 0.7 miles at most.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeAlias

TABLE = "templates/assets/zips/us.txt"
RING_MILES = 25
RING_DEGREES = 100  # in hundredths: more than the ring is wide anywhere in the United States
MILES_PER_DEGREE = 69.1  # of latitude; of longitude it shrinks with the cosine of the latitude

Place: TypeAlias = tuple[int, int]
"""Latitude and longitude in hundredths of a degree."""
Zip: TypeAlias = tuple[int, int, int]
"""The code as a number, and the latitude and longitude of its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """A line of the table. *box*: south, north, west, east. *steps*: as written, since few sites ask for all states."""

    code: str
    box: tuple[int, int, int, int]
    steps: str

    @property
    def zips(self) -> Iterator[Zip]:
        return read_steps(map(int, self.steps.split()))

    def is_beside(self, other: _State) -> bool:
        (south, north, west, east), (lower, upper, left, right) = self.box, other.box
        across = west <= right + RING_DEGREES and left <= east + RING_DEGREES
        return across and south <= upper + RING_DEGREES and lower <= north + RING_DEGREES


def import_zips(rows_csv: str) -> str:
    """The table from a CSV with the columns zip, state, latitude and longitude; rows without a state are left out."""
    by_state: dict[str, list[Zip]] = {}
    for row in csv.DictReader(io.StringIO(rows_csv)):
        if row["state"]:
            one = (int(row["zip"]), _hundredths(row["latitude"]), _hundredths(row["longitude"]))
            by_state.setdefault(row["state"], []).append(one)
    return "".join(_write_line(state, zips) for state, zips in sorted(by_state.items()))


def _hundredths(degrees: str) -> int:
    return round(float(degrees) * 100)


def _write_line(state: str, zips: Collection[Zip]) -> str:
    _, latitudes, longitudes = zip(*zips, strict=True)
    box = (min(latitudes), max(latitudes), min(longitudes), max(longitudes))
    return f"{state} {' '.join(map(str, (*box, *write_steps(zips))))}\n"


def list_zips(table: str, states: frozenset[str]) -> tuple[Zip, ...]:
    """The ZIP codes of *states* and those within RING_MILES across their borders, in ascending order."""
    lines = _read_table(table)
    own = [state for state in lines if state.code in states]
    beside = [state for state in lines if state.code not in states and any(map(state.is_beside, own))]
    inside = [one for state in own for one in state.zips]
    cells: dict[Place, set[Place]] = {}
    for _, *place in inside:
        cells.setdefault(cell_of((place[0], place[1])), set()).add((place[0], place[1]))
    reached = {cell for own_cell in cells for cell in _cells_beside(own_cell)}
    others = (one for state in beside for one in state.zips if cell_of((one[1], one[2])) in reached)
    near = (one for one in others if _is_near((one[1], one[2]), cells))
    return tuple(sorted((*inside, *near)))


def find_middles(table: str, codes: AbstractSet[int], states: Collection[str]) -> dict[int, Place]:
    """The middles of those ZIP codes that are in *states* or beside them; the others are no places of theirs."""
    lines = _read_table(table)
    own = [state for state in lines if state.code in states]
    near = (state for state in lines if state.code in states or any(map(state.is_beside, own)))
    tables = (_middles_of(state.steps) for state in near)
    return {code: middles[code] for middles in tables for code in codes & middles.keys()}


# A site has many lists of programs, which ask for the same few states.
@lru_cache(maxsize=16)
def _middles_of(steps: str) -> dict[int, Place]:
    return {code: (lat, lon) for code, lat, lon in read_steps(map(int, steps.split()))}


@cache
def _read_table(table: str) -> tuple[_State, ...]:
    return tuple(_read_line(line) for line in table.splitlines() if not line.startswith("#"))


def _read_line(line: str) -> _State:
    code, south, north, west, east, steps = line.split(" ", 5)
    return _State(code=code, box=(int(south), int(north), int(west), int(east)), steps=steps)


def cell_of(place: Place) -> Place:
    """One of squares of 0.4 degrees: the ring reaches one of them up and down and two to the sides, up to 63° north."""
    return place[0] // 40, place[1] // 40


def cells_around(place: Place) -> tuple[Place, ...]:
    """Its own cell and the others that its ring reaches into, the nearest first."""
    return _cells_beside(cell_of(place))


@lru_cache(maxsize=1024)
def _cells_beside(cell: Place) -> tuple[Place, ...]:
    row, column = cell
    return tuple((row + down, column + right) for right in (0, -1, 1, -2, 2) for down in (0, -1, 1))


def _is_near(place: Place, cells: Mapping[Place, Collection[Place]]) -> bool:
    return any(miles(place, other) <= RING_MILES for cell in cells_around(place) for other in cells.get(cell, ()))


def miles(one: Place, other: Place) -> float:
    """The distance on a flat map at their latitude: within half a percent at the distances that matter here."""
    down = (one[0] - other[0]) / 100
    right = (one[1] - other[1]) / 100 * math.cos(math.radians((one[0] + other[0]) / 200))
    return MILES_PER_DEGREE * math.hypot(down, right)


def write_steps(zips: Iterable[Zip]) -> Iterator[int]:
    """Three numbers for each ZIP code, in ascending order: the steps from the one before."""
    for before, one in pairwise(((0, 0, 0), *sorted(zips))):
        yield from (here - there for here, there in zip(one, before, strict=True))


def read_steps(steps: Iterator[int]) -> Iterator[Zip]:
    """The ZIP codes that `write_steps` wrote."""
    code = latitude = longitude = 0
    for one, lat, lon in zip(steps, steps, steps, strict=True):
        code, latitude, longitude = code + one, latitude + lat, longitude + lon
        yield code, latitude, longitude
