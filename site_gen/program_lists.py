"""The list of programs in parts, when there are too many for one page: by state, then by county or by towns.

A part is listed on a page of its own, or has parts itself and is a page that leads to them. Whatever is split, every
program stands in exactly one list, and no town is divided. A part stands two folders below the list of programs, where
no program's own page can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from site_gen import urls
from site_gen.model import Program
from site_gen.vocabulary import STATES

MOST_TOGETHER = 500
NO_COUNTY = "County not listed"
ONE_LETTER, LETTERS = "Towns with %(first)s", "Towns %(first)s to %(last)s"
TOWNS, AS_WRITTEN = "%(first)s to %(last)s", "%(name)s"
MESSAGES = (NO_COUNTY, ONE_LETTER, LETTERS, TOWNS, AS_WRITTEN)
SHARE_WITH_COUNTY = 0.5

Programs: TypeAlias = tuple[Program, ...]
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a part is called: *label*, a message id, with *values* to be put in."""

    label: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The name in the words of the sources, which its address is made from."""
        return self.label % self.values


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part as links show it: its name, and the address of its page."""

    name: Name
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramList:
    """The directory or a part of it. *programs*: all of it, those of its *parts* too.

    *trail*: the parts that it lies in, from the largest down to itself; empty for the whole. *state*: the code, where
    it is all that there is of one state.
    """

    programs: Programs
    trail: tuple[Place, ...] = ()
    state: str = ""
    parts: tuple[ProgramList, ...] = ()

    @property
    def address(self) -> str:
        return self.trail[-1].address if self.trail else urls.PROGRAMS

    @property
    def towns(self) -> tuple[str, ...]:
        """The towns in it, in alphabetical order."""
        return tuple(sorted({str(program.address.city) for program in self.programs}))

    def walk(self) -> Iterator[ProgramList]:
        """Itself and all parts below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def split_programs(programs: Iterable[Program], *, most: int = MOST_TOGETHER) -> ProgramList:
    """The list of *programs*, in parts of no more than *most* where that can be had without dividing a town."""
    return _split(ProgramList(programs=tuple(programs)), most, (_by_state, _by_county, _by_towns))


def find_trails(whole: ProgramList) -> Mapping[str, tuple[Place, ...]]:
    """For the id of each program, the parts it stands in, from the largest down."""
    return {str(program.id): part.trail for part in whole.walk() if not part.parts for program in part.programs}


def count_in_parts(whole: ProgramList, some: Iterable[Program]) -> tuple[tuple[ProgramList, int], ...]:
    """How many of *some* stand in each of the largest parts; parts without one are left out."""
    ids = {str(program.id) for program in some}
    counts = ((part, sum(str(program.id) in ids for program in part.programs)) for part in whole.parts)
    return tuple((part, count) for part, count in counts if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: Name
    programs: Programs
    state: str = ""


_Way: TypeAlias = Callable[[Programs, int], Sequence[_Group]]
"""A way to part programs, given the most of them that one page should list."""


def _split(whole: ProgramList, most: int, ways: Sequence[_Way]) -> ProgramList:
    """*whole* with parts by the first of *ways* that makes more than one, and so on; as it is when it is short."""
    if len(whole.programs) <= most or not ways:
        return whole
    way, *others = ways
    groups = way(whole.programs, most)
    if len(groups) <= 1:
        return _split(whole, most, others)
    return replace(whole, parts=tuple(_split(part, most, others) for part in _make_parts(whole, groups)))


def _make_parts(whole: ProgramList, groups: Iterable[_Group]) -> Iterator[ProgramList]:
    folder = whole.address if whole.trail else urls.PROGRAM_LISTS
    taken: set[str] = set()
    for group in groups:
        address = f"{folder}{_free_slug(group.name.text, taken)}/"
        trail = (*whole.trail, Place(name=group.name, address=address))
        yield ProgramList(programs=group.programs, trail=trail, state=group.state)


def _free_slug(name: str, taken: set[str]) -> str:
    """Names that differ only in what an address cannot hold are numbered."""
    slug = urls.slugify(name) or "other"
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free


# --- ways to part ----------------------------------------------------------------------------------


def _by_state(programs: Programs, _most: int) -> Sequence[_Group]:
    found = _group(programs, lambda program: str(program.address.state))
    named = [_Group(name=Name(label=STATES.get(state, state)), programs=listed, state=state) for state, listed in found]
    return sorted(named, key=lambda group: group.name.text)


def _by_county(programs: Programs, _most: int) -> Sequence[_Group]:
    """No way to part them, unless most listings tell their county."""
    if sum(program.address.county is not None for program in programs) < SHARE_WITH_COUNTY * len(programs):
        return ()
    without = tuple(program for program in programs if program.address.county is None)
    told = _group([p for p in programs if p.address.county is not None], lambda program: str(program.address.county))
    counties = [_Group(name=_as_written(county), programs=listed) for county, listed in told]
    return [*counties, *([_Group(name=Name(label=NO_COUNTY), programs=without)] if without else [])]


def _by_towns(programs: Programs, most: int) -> Sequence[_Group]:
    """Neighbors in the alphabet: whole letters together as far as they fit; of a letter that is too long, towns."""
    letters: dict[str, list[_Town]] = {}
    for town in _group(programs, lambda program: str(program.address.city)):
        letters.setdefault(_order(town[0])[0][0].upper(), []).append(town)
    groups: list[_Group] = []
    for run in _fill(letters.items(), most, lambda letter: _count(letter[1])):
        towns = [town for _, of_letter in run for town in of_letter]
        if _count(towns) <= most:
            groups.append(_Group(name=_name_letters(run[0][0], run[-1][0]), programs=_join(towns)))
        else:
            runs = _fill(towns, most, lambda town: len(town[1]))
            groups += [_Group(name=_name_towns(one[0][0], one[-1][0]), programs=_join(one)) for one in runs]
    return groups


_Town: TypeAlias = tuple[str, Programs]
"""Its name, and the programs in it."""


def _group(programs: Iterable[Program], name_of: Callable[[Program], str]) -> list[tuple[str, Programs]]:
    groups: dict[str, list[Program]] = {}
    for program in programs:
        groups.setdefault(name_of(program), []).append(program)
    return [(name, tuple(groups[name])) for name in sorted(groups, key=_order)]


def _order(name: str) -> tuple[str, str]:
    """By the letters that an address can hold: accents and small letters make no difference."""
    return urls.slugify(name) or name, name


def _fill(items: Iterable[_Item], most: int, size_of: Callable[[_Item], int]) -> list[list[_Item]]:
    """Neighbors together, up to *most*; one that is larger stands alone."""
    runs: list[list[_Item]] = []
    size = 0
    for item in items:
        size += size_of(item)
        if not runs or size > most:
            runs.append([])
            size = size_of(item)
        runs[-1].append(item)
    return runs


def _count(towns: Iterable[_Town]) -> int:
    return sum(len(listed) for _, listed in towns)


def _join(towns: Iterable[_Town]) -> Programs:
    return tuple(program for _, listed in towns for program in listed)


def _name_letters(first: str, last: str) -> Name:
    if first == last:
        return Name(label=ONE_LETTER, values={"first": first})
    return Name(label=LETTERS, values={"first": first, "last": last})


def _name_towns(first: str, last: str) -> Name:
    if first == last:
        return _as_written(first)
    return Name(label=TOWNS, values={"first": first, "last": last})


def _as_written(name: str) -> Name:
    return Name(label=AS_WRITTEN, values={"name": name})
