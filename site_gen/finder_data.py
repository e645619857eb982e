"""What the finder's script imports once the reader types a ZIP code: where ZIP codes and the listed programs are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from site_gen.geo import Place, list_zips, write_steps
from site_gen.model import Program


def write_modules(programs: Iterable[Program], table: str) -> dict[str, str]:
    """The data by the names of its modules: `zips` (see `geo.write_steps`), `places` in the order of *programs*.

    Nothing, where there is no table.
    """
    listed = tuple(programs)
    states = frozenset(str(program.address.state) for program in listed)
    zips = _places_of_zips(table, states)
    found = [_place_of(program, zips) for program in listed]
    return {"zips": _write_zips(table, states), "places": _export("places", found)} if zips else {}


# A large state has many lists, and one table.
@cache
def _write_zips(table: str, states: frozenset[str]) -> str:
    return _export("zips", list(write_steps(list_zips(table, states))))


@cache
def _places_of_zips(table: str, states: frozenset[str]) -> Mapping[str, Place]:
    return {f"{code:05}": (latitude, longitude) for code, latitude, longitude in list_zips(table, states)}


def _place_of(program: Program, places: Mapping[str, Place]) -> Place | None:
    """Where the listing says it is, else the middle of its ZIP code; None where that is in no table."""
    address = program.address
    if address.lat and address.lon:
        return round(float(address.lat) * 100), round(float(address.lon) * 100)
    return places.get(str(address.zip))


def _export(name: str, value: object) -> str:
    return f"export const {name}={json.dumps(value, separators=(',', ':'))};\n"
