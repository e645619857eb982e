"""What the program list's scripts import on use: where ZIP codes and programs are, and what listings state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from site_gen import phones
from site_gen.geo import Place, find_middles, list_zips, write_steps
from site_gen.model import Phone, Program
from site_gen.stated import Fact, tell


def write_modules(programs: Iterable[Program], table: str, facts: Iterable[Fact]) -> dict[str, str]:
    """The data by the names of its modules, all in the order of *programs*.

    `listings`: see `_row`. `zips` (see `geo.write_steps`) and `places`: not where there is no table.
    """
    listed, shown = tuple(programs), tuple(facts)
    modules = {"listings": _export("listings", [_row(program, shown) for program in listed])}
    if zips := _write_zips(table, _states_of(listed)):
        places = locate_programs(listed, table)
        modules["zips"] = zips
        modules["places"] = _export("places", [places.get(str(program.id)) for program in listed])
    return modules


def locate_programs(programs: Iterable[Program], table: str) -> dict[str, Place]:
    """Where each listing says it is, else the middle of its ZIP code, by id; without those that are in no table."""
    listed = tuple(programs)
    codes = {int(program.address.zip) for program in listed}
    middles = find_middles(table, codes, _states_of(listed))
    found = {str(program.id): _place_of(program, middles) for program in listed}
    return {one: place for one, place in found.items() if place}


def _states_of(programs: Iterable[Program]) -> frozenset[str]:
    return frozenset(str(program.address.state) for program in programs)


# A large state has many lists, and one table.
@cache
def _write_zips(table: str, states: frozenset[str]) -> str:
    zips = list_zips(table, states)
    return _export("zips", list(write_steps(zips))) if zips else ""


def _place_of(program: Program, middles: Mapping[int, Place]) -> Place | None:
    address = program.address
    if address.lat and address.lon:
        return round(float(address.lat) * 100), round(float(address.lon) * 100)
    return middles.get(int(address.zip))


# --- listings ----------------------------------------------------------------------------------------


def _row(program: Program, facts: Sequence[Fact]) -> list[object]:
    """A listing beyond its card: one character for each fact, its address, and its other numbers."""
    address = program.address
    street = ", ".join(part for part in (address.street, address.unit) if part)
    place = f"{street}, {address.city}, {address.state} {address.zip}" if street else f"{address.city}, {address.state}"
    return [tell(program, facts), place, _other_phones(program)]


def _other_phones(program: Program) -> list[list[str]]:
    main = phones.main_phone(program)
    return [_phone(phone) for phone in program.phones if phone != main]


def _phone(phone: Phone) -> list[str]:
    return [phone.type, phone.number, *([phone.extension] if phone.extension else [])]


def _export(name: str, value: object) -> str:
    return f"export const {name}={json.dumps(value, separators=(',', ':'))};\n"
