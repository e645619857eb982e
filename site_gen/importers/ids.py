"""Ids proposed for records that come without one: readable, without collisions, whatever the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from site_gen.urls import slugify

MAX_LENGTH = 80
MAX_ADDITION = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the id of a program may be made of. *content* settles the order of places that are alike."""

    name: str
    city: str
    street: str
    zip: str
    content: tuple[str, ...]

    @property
    def candidates(self) -> tuple[str, ...]:
        """Ids from short to long: name and city, then with the house number, the street, the ZIP code."""
        base = _name_and_city(slug(self.name), slug(self.city))
        street = _hyphenated(self.street)
        number = "-".join(street.split("-")[:2])
        return (base, _extend(base, number), _extend(base, street), _extend(_extend(base, street), self.zip))


def slug(text: str) -> str:
    """*text* as small letters and digits with single hyphens, at most 80, cut between words."""
    return _cut(_hyphenated(text), MAX_LENGTH) or "unnamed"


def propose_ids(places: Sequence[Place]) -> tuple[str, ...]:
    """An id for each place: the shortest candidate that no other place wants, numbered if there is none."""
    depths = [0] * len(places)
    candidates = [place.candidates for place in places]
    while True:
        wanted = [choices[depth] for choices, depth in zip(candidates, depths, strict=True)]
        counts = Counter(wanted)
        crowded = [i for i, depth in enumerate(depths) if counts[wanted[i]] > 1 and depth < len(candidates[i]) - 1]
        if not crowded:
            return _numbered(places, wanted)
        for i in crowded:
            depths[i] += 1


def _hyphenated(text: str) -> str:
    return slugify(text.replace("&", " and "))


def _numbered(places: Sequence[Place], wanted: Sequence[str]) -> tuple[str, ...]:
    """*wanted*, with -2, -3 and so on after the first of those that are still alike."""
    ids: dict[int, str] = {}
    taken = set(wanted)
    seen: set[str] = set()
    for i in sorted(range(len(places)), key=lambda i: places[i].content):
        ids[i] = first_free(wanted[i], taken) if wanted[i] in seen else wanted[i]
        seen.add(wanted[i])
        taken.add(ids[i])
    return tuple(ids[i] for i in range(len(places)))


def first_free(base: str, taken: AbstractSet[str]) -> str:
    """*base* with the lowest number from 2 that is not *taken* yet."""
    number = 2
    while _extend(base, str(number)) in taken:
        number += 1
    return _extend(base, str(number))


def _name_and_city(name: str, city: str) -> str:
    """The city is added unless the name tells it already."""
    return name if f"-{city}-" in f"-{name}-" else _extend(name, city)


def _extend(base: str, addition: str) -> str:
    """*base* gives way where both are too long, for *addition* is what tells two ids apart."""
    short = _cut(addition, MAX_ADDITION)
    return f"{_cut(base, MAX_LENGTH - len(short) - 1)}-{short}" if short else base


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length + 1].rpartition("-")[0] or text[:length]
