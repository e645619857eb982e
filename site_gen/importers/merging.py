"""Three versions of one listing made into one: what was imported, what a person made of it, what the list says now."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from site_gen.importers.listings import OneLineMap
from site_gen.model import Address, Program

Plain = Mapping[str, object]
Path = tuple[str, ...]

# Their parts are fields of their own: hours added by hand to one level must not hold back another level.
NESTED = ("levels", "address")
BY_HAND, UNKNOWN = "changed by hand", "nothing is known of an earlier import"
COMMENTED, NO_LEVEL = "a comment stands there", "no level of care would be left"
KEYS = {
    "": [field.name.rstrip("_") for field in fields(Program)],
    "address": [field.name for field in fields(Address)],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field and its two values, None where it is not there. *why*: the reason for keeping *old*, if it was kept."""

    id: str
    field: str
    old: object
    new: object
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """*standing*: fields that a person has changed and the list has not, since the last import."""

    plain: Plain
    changed: tuple[Change, ...]
    kept: tuple[Change, ...]
    standing: int


def merge(base: Plain | None, current: Plain, new: Plain, *, shield: str, commented: frozenset[str]) -> Merge:
    """*current* with what has changed from *base* to *new*, but nothing that a person wrote is changed.

    With a *shield*, a reason for keeping all, nothing is.
    """
    bases, olds, news = (flatten(plain) for plain in (base or {}, current, new))
    changed: list[Change] = []
    kept: list[Change] = []
    standing = 0
    for path in dict.fromkeys((*olds, *news)):
        was, old, now = (comparable(flat.get(path)) for flat in (bases, olds, news))
        if path == ("id",) or now == old:
            continue
        if base is not None and now == was:
            standing += was is not None
            continue
        by_hand = UNKNOWN if base is None else BY_HAND if old != was else ""
        why = shield or by_hand or (COMMENTED if path[0] in commented else "")
        change = Change(id=str(current["id"]), field=".".join(path), old=olds.get(path), new=news.get(path), why=why)
        (kept if why else changed).append(change)
    _keep_a_level(olds, changed, kept)
    # In the order of the list: levels stand from the least to the most.
    merged = {path: olds.get(path) for path in (*news, *olds)}
    merged |= {tuple(change.field.split(".")): change.new for change in changed}
    return Merge(plain=unflatten(merged), changed=tuple(changed), kept=tuple(kept), standing=standing)


def _keep_a_level(olds: Mapping[Path, object], changed: list[Change], kept: list[Change]) -> None:
    """A listing without a level is none: where the list takes the last one away, a person has to decide."""
    levels = [change for change in changed if change.field.startswith("levels.")]
    gone = {change.field for change in levels if change.new is None}
    if any(change.new is not None for change in levels):
        return
    if gone and gone == {".".join(path) for path in olds if path[0] == "levels"}:
        changed[:] = [change for change in changed if change not in levels]
        kept += [Change(id=change.id, field=change.field, old=change.old, new=None, why=NO_LEVEL) for change in levels]


def flatten(plain: Plain) -> dict[Path, object]:
    """Each field under its path: ("name",), ("address", "zip"), ("levels", "iop")."""
    flat: dict[Path, object] = {}
    for key, value in plain.items():
        if key in NESTED and isinstance(value, Mapping):
            flat.update({(key, part): inner for part, inner in value.items()})
        else:
            flat[key,] = value
    return flat


def unflatten(flat: Mapping[Path, object]) -> Plain:
    """The record again, its keys in the order of the model; levels stay in their own."""
    plain: dict[str, object] = {}
    for key in KEYS[""]:
        parts = {path[1]: value for path, value in flat.items() if path[0] == key and len(path) > 1}
        order = [part for part in KEYS.get(key, parts) if parts.get(part) is not None]
        if order:
            plain[key] = OneLineMap((part, parts[part]) for part in order)
        elif flat.get((key,)) is not None:
            plain[key] = flat[key,]
    return plain


def comparable(value: object) -> object:
    """*value* as JSON gives it back: days are text, and kinds of quotes and brackets make no difference."""
    return json.loads(json.dumps(value, default=str))


def is_verified_since(plain: Plain, edition: str) -> bool:
    """Whether a person has checked the listing on or after the first day that *edition* may mean."""
    verified = plain.get("verified")
    day = str(verified.get("on", "")) if isinstance(verified, Mapping) else ""
    return bool(day) and day >= first_day(edition).isoformat()


def first_day(edition: str) -> date:
    """2024-01-01 for "2024", 2024-05-01 for "2024-05", the day itself for a day."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edition)
    year, month, day = (int(part or 1) for part in match.groups()) if match else (1, 1, 1)
    try:
        return date(year, month, day)
    except ValueError:
        return date(max(year, 1), 1, 1)
