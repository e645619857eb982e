"""What an import changes, in words: new, gone, changed field by field, kept, and what a person has to decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from site_gen.importers.merging import Change, Plain, comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A listing of ours that the list no longer has. *why*: the reason for keeping it even with --drop-gone."""

    plain: Plain
    is_dropped: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All there is to say about one import. *standing*: fields that differ since an earlier one, kept then."""

    title: str
    read: int
    taken: int
    matched: int
    new: tuple[Plain, ...] = ()
    gone: tuple[Gone, ...] = ()
    changed: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()
    ambiguous: tuple[tuple[Plain, tuple[str, ...]], ...] = ()
    removed: tuple[Plain, ...] = ()
    elsewhere: tuple[tuple[Plain, str], ...] = ()
    standing: int = 0


def say_differences(found: Differences) -> str:
    """The whole report. Plus: new; minus: gone; ~ changed; = kept; ? to be decided."""
    return "\n".join(line for part in _parts(found) for line in part)


def _parts(found: Differences) -> Iterator[Iterable[str]]:
    yield [
        f"{found.title}: {found.read} read, {found.taken} programs taken, {found.matched} of them listed already.",
    ]
    yield _section("New", [f"+ {_one_line(plain)}" for plain in found.new])
    yield _gone(found)
    yield _section("Changed", _by_program("~", found.changed), count=_count(found.changed))
    yield _section("Kept as they are", _by_program("=", found.kept), count=_count(found.kept))
    unsure = [f"? {_one_line(plain)} may be {' or '.join(ids)}" for plain, ids in found.ambiguous]
    yield _section("Not clear which is which, left alone", unsure)
    yield _section("Taken out by hand, not brought back", [f"= {_one_line(plain)}" for plain in found.removed])
    elsewhere = [f"= {_one_line(plain)}; {source}" for plain, source in found.elsewhere]
    yield _section("Listed already from another source, left alone", elsewhere)
    if found.standing:
        yield [f"Fields that a person changed and this list has not changed since: {found.standing}; they stay."]


def _section(title: str, lines: list[str], *, count: str = "") -> Iterator[str]:
    if lines:
        yield f"{title}: {count or len(lines)}"
        yield from (f"  {line}" for line in lines)


def _gone(found: Differences) -> Iterator[str]:
    seen = {_address(plain): plain for plain in found.new}
    stay = [gone for gone in found.gone if not gone.is_dropped]
    dropped = [f"- {_one_line(gone.plain)}" for gone in found.gone if gone.is_dropped]
    lines = [
        f"- {_one_line(gone.plain)}{_same_address(seen.get(_address(gone.plain)))}{f'; {gone.why}' if gone.why else ''}"
        for gone in stay
    ]
    yield from _section("Gone from the list and dropped", dropped)
    yield from _section("Gone from the list, still in the file", lines)


def _same_address(plain: Plain | None) -> str:
    return f"; now {plain['id']} at this address?" if plain else ""


def _address(plain: Plain) -> object:
    address = plain.get("address")
    parts = address if isinstance(address, Mapping) else {}
    street = parts.get("street")
    # Without a street, two places are not taken for one.
    return (str(street).casefold(), str(parts.get("zip"))) if street else id(plain)


def _by_program(sign: str, changes: Iterable[Change]) -> list[str]:
    lines: list[str] = []
    for our_id, group in groupby(changes, key=lambda change: change.id):
        lines.append(f"{sign} {our_id}")
        lines += [f"    {_say_change(change)}" for change in group]
    return lines


def _say_change(change: Change) -> str:
    if change.why:
        return f"{change.field}: {_value(change.old)}; the list says {_value(change.new)} ({change.why})"
    old, new = _items(change.old), _items(change.new)
    if old is None or new is None or set(old) == set(new):
        return f"{change.field}: {_value(change.old)} -> {_value(change.new)}"
    changes = [*(f"+{item}" for item in new if item not in old), *(f"-{item}" for item in old if item not in new)]
    return f"{change.field}: {', '.join(changes)}"


def _items(value: object) -> list[str] | None:
    """The ids or phones in a list, none of which is an empty one; None for anything else."""
    items = [] if value is None else value
    if not isinstance(items, list) or not all(isinstance(item, str) or _is_phone(item) for item in items):
        return None
    return [_phone(item) if _is_phone(item) else str(item) for item in items]


def _is_phone(value: object) -> bool:
    return isinstance(value, Mapping) and "number" in value and value.keys() <= {"number", "extension", "type"}


def _phone(phone: Mapping[str, object]) -> str:
    extension = f" x{phone['extension']}" if "extension" in phone else ""
    kind = f" ({phone['type']})" if "type" in phone else ""
    return f"{phone['number']}{extension}{kind}"


def _value(value: object) -> str:
    items = _items(value)
    if value is None:
        return "nothing"
    return ", ".join(items) if items else json.dumps(comparable(value), ensure_ascii=False)


def _count(changes: tuple[Change, ...]) -> str:
    programs = len({change.id for change in changes})
    words = f"{programs} {'program' if programs == 1 else 'programs'}"
    return f"{words}, {len(changes)} {'field' if len(changes) == 1 else 'fields'}"


def _one_line(plain: Plain) -> str:
    address = plain.get("address")
    parts = address if isinstance(address, Mapping) else {}
    where = ", ".join(str(parts[key]) for key in ("street", "unit", "city") if parts.get(key))
    return f"{plain['id']}: {plain['name']}, {where} {parts.get('zip', '')}".rstrip()
