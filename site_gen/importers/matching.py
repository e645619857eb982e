"""Which listing of a new edition is which listing of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from site_gen.importers.merging import Plain

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A listing we have: as it stands now and as it was imported, for a person may have changed its name since."""

    id: str
    versions: tuple[Plain, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """*pairs*: the number of a new listing and the id of ours. *ambiguous*: a number and all ids it may be."""

    pairs: Mapping[int, str]
    ambiguous: Mapping[int, tuple[str, ...]]


def match_listings(known: Sequence[Known], new: Sequence[Plain]) -> Matches:
    """By id where the place agrees, then by name and place, then by id alone; each listing once.

    An id made from name and city goes to another place when a second branch opens, so it comes last.
    """
    ours = {listing.id: listing for listing in known}
    pairs: dict[int, str] = {}
    for number, plain in enumerate(new):
        listing = ours.get(str(plain["id"]))
        if listing and place_of(plain) in map(place_of, listing.versions):
            pairs[number] = listing.id
    for key in (unit_of, place_of):
        _pair_by_key(ours, new, key, pairs)
    ambiguous = _find_ambiguous(ours, new, pairs)
    taken = {*pairs.values(), *(our_id for ids in ambiguous.values() for our_id in ids)}
    for number, plain in enumerate(new):
        if number not in pairs and number not in ambiguous and str(plain["id"]) in ours.keys() - taken:
            pairs[number] = str(plain["id"])
    return Matches(pairs=pairs, ambiguous=ambiguous)


def place_of(plain: Plain) -> Key:
    """Name, street and ZIP code, without marks and capitals. A place without a street is known by its phone."""
    address = plain.get("address")
    address = address if isinstance(address, Mapping) else {}
    street = address.get("street") or _first_phone(plain)
    return tuple(_bare(str(text)) for text in (plain.get("name", ""), street, address.get("zip", "")))


def unit_of(plain: Plain) -> Key:
    """The same with the unit: two buildings on one street are two places."""
    address = plain.get("address")
    return (*place_of(plain), _bare(str(address.get("unit", ""))) if isinstance(address, Mapping) else "")


def _first_phone(plain: Plain) -> str:
    phones = plain.get("phones")
    return str(phones[0].get("number", "")) if isinstance(phones, list) and phones else ""


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _pair_by_key(
    ours: Mapping[str, Known], new: Sequence[Plain], key: Callable[[Plain], Key], pairs: dict[int, str]
) -> None:
    for numbers, ids in _groups(ours, new, key, pairs).values():
        if len(numbers) == len(ids) == 1 and not ids & set(pairs.values()) and not numbers & pairs.keys():
            pairs[min(numbers)] = min(ids)


def _find_ambiguous(
    ours: Mapping[str, Known], new: Sequence[Plain], pairs: Mapping[int, str]
) -> dict[int, tuple[str, ...]]:
    groups = _groups(ours, new, place_of, pairs).values()
    return {number: tuple(sorted(ids)) for numbers, ids in groups if ids for number in sorted(numbers)}


def _groups(
    ours: Mapping[str, Known], new: Sequence[Plain], key: Callable[[Plain], Key], pairs: Mapping[int, str]
) -> dict[Key, tuple[set[int], set[str]]]:
    """What is not paired yet, by its key: numbers of new listings and ids of ours."""
    groups: dict[Key, tuple[set[int], set[str]]] = {}
    for number, plain in enumerate(new):
        if number not in pairs:
            groups.setdefault(key(plain), (set(), set()))[0].add(number)
    for our_id in ours.keys() - pairs.values():
        for version in ours[our_id].versions:
            groups.setdefault(key(version), (set(), set()))[1].add(our_id)
    return groups
