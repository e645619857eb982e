"""What exports say of a listing, in fixed words and a fixed order, and the ids that machines know it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import TypeAlias
from uuid import UUID

from site_gen import vocabulary
from site_gen.known import known
from site_gen.model import Program

# Never to be changed: every id in every export that was ever fetched hangs on it.
NAMESPACE = UUID("5b1cfc98-ce81-40db-8405-31176abee7b7")
_NAMESPACE = NAMESPACE.bytes
# Told as a schedule or a format, where sessions and formats count too.
_TOLD_ELSEWHERE = frozenset({"evening", "weekend", "telehealth"})

GROUPS: Mapping[str, Mapping[str, str]] = {
    "schedule": {
        "day": "Daytime sessions",
        "evening": vocabulary.OFFERS["evening"],
        "weekend": vocabulary.OFFERS["weekend"],
    },
    "format": {"in_person": vocabulary.FORMATS["in_person"], "telehealth": vocabulary.OFFERS["telehealth"]},
    "payment": vocabulary.PAYMENT,
    "language": vocabulary.LANGUAGES,
    "offers": {one: label for one, label in vocabulary.OFFERS.items() if one not in _TOLD_ELSEWHERE},
    "age": vocabulary.AGES,
    "group": vocabulary.POPULATIONS,
}
TITLES = {
    "level": "level of care",
    "schedule": "times of care",
    "format": "form of care",
    "payment": "payment",
    "language": "language",
    "offers": "offers",
    "age": "age",
    "group": "group with a program of its own",
    "serves_only": "serves only",
}

Fact: TypeAlias = tuple[str, str, str, bool]
"""A group, an id in it, its label, and whether the listing says yes or no to it."""


def make_id(*parts: str) -> str:
    """A UUID of version 5 that is the same in every build: made of what the thing is, and of our own ids.

    By hand, as a directory has tens of thousands: uuid.uuid5 takes three times as long.
    """
    digest = sha1(_NAMESPACE + "/".join(parts).encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def service_id(program: Program) -> str:
    """The id of a listing in HSDS and in the feed."""
    return make_id("service", program.id)


def list_facts(program: Program) -> Iterator[Fact]:
    """Everything that is known to be so or not so; of what is not known, nothing is said."""
    for group, labels in GROUPS.items():
        said = known(program, group)
        for one, label in labels.items():
            if one in said.yes:
                yield group, one, label, True
            elif one in said.no:
                yield group, one, label, False


def say_origin(program: Program) -> str:
    """Where the listing comes from, and whether anybody has checked it: what every reader of an export must see."""
    listed = f"Listed by {program.source.name}, {program.source.edition}."
    if program.verified is None:
        return f"{listed} Nobody has checked this listing since."
    how = vocabulary.VERIFIED_HOW[program.verified.how]
    return f"{listed} Checked on {program.verified.on} by {program.verified.by}, {how}."


def say_openings(program: Program) -> str:
    """Whether people can start, with the day on which that was so; nothing where it is not known."""
    if program.capacity is None:
        return ""
    said = "Taking new people" if program.capacity.accepting else "Not taking new people"
    return f"{said} on {program.capacity.as_of}."
