"""What the finder's script imports once the reader types a ZIP code: where ZIP codes and the listed programs are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from site_gen.geo import Place, list_zips, write_steps
from site_gen.model import Program


def write_modules(programs: Iterable[Program], table: str) -> dict[str, str]:
    """The data by the names of its modules: `zips` (see `geo.write_steps`), `places` in the order of *programs*.

    Nothing, where there is no table.
    """
    listed = tuple(programs)
    zips = list_zips(table, frozenset(str(program.address.state) for program in listed))
    places = {f"{code:05}": (latitude, longitude) for code, latitude, longitude in zips}
    found = [_place_of(program, places) for program in listed]
    return {"zips": _export("zips", list(write_steps(zips))), "places": _export("places", found)} if zips else {}


def _place_of(program: Program, places: Mapping[str, Place]) -> Place | None:
    """Where the listing says it is, else the middle of its ZIP code; None where that is in no table."""
    address = program.address
    if address.lat and address.lon:
        return round(float(address.lat) * 100), round(float(address.lon) * 100)
    return places.get(str(address.zip))


def _export(name: str, value: object) -> str:
    return f"export const {name}={json.dumps(value, separators=(',', ':'))};\n"
