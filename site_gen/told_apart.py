"""How programs of one name are told apart where several are listed: by their town, street, or number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from site_gen.model import Program
from site_gen.phones import main_phone


def tell_apart(programs: Collection[Program]) -> Mapping[str, str]:
    """What to say behind the name of each program whose name another one has too, by its id."""
    said: dict[str, str] = {}
    for same in group_by_name(programs).values():
        if len(same) > 1:
            said |= _say_places(same)
    return said


def group_by_name(programs: Iterable[Program]) -> Mapping[str, Collection[Program]]:
    """Those that may have to be told apart."""
    alike: dict[str, list[Program]] = {}
    for program in programs:
        alike.setdefault(str(program.name), []).append(program)
    return alike


def _say_places(programs: Collection[Program]) -> Mapping[str, str]:
    """The shortest of what there is to say that differs for all; where nothing does, the whole with a number."""
    ways = [[_place(program, parts) for program in programs] for parts in range(1, 4)]
    numbered = [f"{place} ({number})" for number, place in enumerate(ways[-1], 1)]
    best = next((way for way in ways if len(set(way)) == len(way)), numbered)
    return {str(program.id): words for program, words in zip(programs, best, strict=True)}


def _place(program: Program, parts: int) -> str:
    phone = main_phone(program)
    said = (program.address.city, program.address.street, phone.number if phone else "")
    return ", ".join(str(part) for part in reversed(said[:parts]) if part)
