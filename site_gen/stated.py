"""What listings state, fact by fact: yes, no, or nothing, which is no no; the same facts in the same order for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_gen import vocabulary
from site_gen.finder import OFFERS
from site_gen.known import Known, known
from site_gen.model import Program

YES, NO, UNKNOWN = "1", "0", "_"

# Facts that a list of ids does not tell; their labels are never shown, the questions about them are.
TOLD = {
    "room": "Whether they take new people",
    "hours": "Hours and sessions",
    "license": "Their state license",
    "everyone": "Whom they do not take",
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "payment": vocabulary.PAYMENT,
    "schedule": vocabulary.SCHEDULES,
    "format": vocabulary.MEETINGS,
    "offers": OFFERS,
    "language": vocabulary.LANGUAGES,
    "age": vocabulary.AGES,
    "group": vocabulary.POPULATIONS,
    "accreditation": vocabulary.ACCREDITATION,
    "told": TOLD,
}
TITLES = {
    "payment": "How to pay",
    "schedule": "Days and times",
    "format": "In person or online",
    "offers": "What it offers",
    "language": "Languages",
    "age": "Ages",
    "group": "Groups made for",
    "accreditation": "Accreditation",
    "told": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """*group*: one of LABELS, which has the label of *id*."""

    group: str
    id: str

    @property
    def label(self) -> str:
        return LABELS[self.group][self.id]


def tell(program: Program, facts: Sequence[Fact]) -> str:
    """What its listing states of each fact, a character for each: YES, NO, or UNKNOWN."""
    said = {group: _say(program, group) for group in {fact.group for fact in facts}}
    return "".join(_answer(said[fact.group], fact.id) for fact in facts)


def _answer(said: Known, one: str) -> str:
    return YES if one in said.yes else NO if one in said.no else UNKNOWN


def list_facts(programs: Iterable[Program], asked: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that some program states, and those that are *asked* whether or not one does."""
    listed, wanted = tuple(programs), frozenset(asked)
    every = (Fact(group=group, id=one) for group, labels in LABELS.items() for one in labels)
    stated = {group: _stated_in(listed, group) for group in LABELS}
    return tuple(fact for fact in every if fact in wanted or fact.id in stated[fact.group])


def _stated_in(programs: Iterable[Program], group: str) -> frozenset[str]:
    return frozenset().union(*(said.yes | said.no for said in (_say(program, group) for program in programs)))


def _say(program: Program, group: str) -> Known:
    if group == "told":
        return Known(yes=frozenset(one for one, tells in _TELLS.items() if tells(program)))
    if group == "accreditation":
        return Known(yes=frozenset(map(str, program.accreditation)))
    return known(program, group)


_TELLS: Mapping[str, Callable[[Program], bool]] = {
    "room": lambda program: program.capacity is not None,
    "hours": lambda program: all(o.hours_per_week and o.sessions for o in program.levels),
    "license": lambda program: program.license is not None and program.license.number is not None,
    "everyone": lambda program: program.serves_only is not None,
}
