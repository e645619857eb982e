"""Conditions and answers in words, for people who sign them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from site_gen.model import Criteria, Criterion, Match
from site_gen.quiz import Flow, pattern_of
from site_gen.rules import Answers, Condition, alternatives

ANY = "(any)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One question of a condition: *id* as in the file, the question, and the labels of the options that fit."""

    id: str
    ask: str
    options: tuple[str, ...]


Wordings: TypeAlias = tuple[tuple[Term, ...], ...]
"""A condition as alternatives, one of which must hold whole; an empty one always holds."""


def say_condition(criteria: Criteria, condition: Condition, language: str) -> Wordings:
    """The condition with its questions and options as readers see them."""
    known = {str(criterion.id): criterion for criterion in criteria.criteria}
    return tuple(
        tuple(term for match in group for term in _say_match(known, match, language))
        for group in alternatives(condition)
    )


def say_match(criteria: Criteria, match: Match, language: str) -> tuple[Term, ...]:
    """Answers that count, in words."""
    return _say_match({str(criterion.id): criterion for criterion in criteria.criteria}, match, language)


def _say_match(known: dict[str, Criterion], match: Match, language: str) -> tuple[Term, ...]:
    terms = []
    for name, options in match.terms:
        labels = {str(option.id): option.label.in_language(language) for option in known[name].options}
        said = tuple(labels.get(option, option) for option in options)
        terms.append(Term(id=str(name), ask=known[name].ask.in_language(language), options=said))
    return tuple(terms)


def say_person(criteria: Criteria, person: Answers, language: str) -> tuple[Term, ...]:
    """A person by their answers, in the order of the questions."""
    terms = []
    for criterion in criteria.criteria:
        chosen = person.get(criterion.id, frozenset())
        labels = tuple(option.label.in_language(language) for option in criterion.options if option.id in chosen)
        if labels:
            terms.append(Term(id=str(criterion.id), ask=criterion.ask.in_language(language), options=labels))
    return tuple(terms)


def say_id(name: str) -> str:
    """An id as words: not_sure is "not sure"."""
    return name.replace("_", " ")


# --- answers that lead the same way, by the ids of their options ---------------------------------------


def name_answers(criterion: Criterion, flow: Flow, branches: Collection[int]) -> str:
    """The answers that take one of these branches; ids, for they are short and never say two things."""
    options = [str(option.id) for option in criterion.options]
    if not criterion.multiple:
        return " | ".join(options[branch] for branch in sorted(branches))
    tests = flow.tests[criterion.id]
    possible = [pattern_of(answer, tests) for answer in flow.branches[criterion.id]]
    cubes = _cover({possible[branch] for branch in branches}, set(possible), len(tests))
    return " | ".join(_name_cube(cube, tests, options) for cube in cubes)


_Pattern: TypeAlias = tuple[bool, ...]
_Cube: TypeAlias = tuple[bool | None, ...]
"""Which option sets an answer touches; None where it does not matter."""


def _cover(wanted: set[_Pattern], possible: set[_Pattern], size: int) -> Iterable[_Cube]:
    """The wanted patterns by as few and as wide statements as fit none of the others."""
    missing = set(wanted)
    cubes = sorted(product((None, True, False), repeat=size), key=lambda cube: -cube.count(None))
    for cube in cubes:
        covered = {p for p in possible if all(c is None or c == hit for c, hit in zip(cube, p, strict=True))}
        if covered <= wanted and covered & missing:
            missing -= covered
            yield cube


def _name_cube(cube: _Cube, tests: tuple[frozenset[str], ...], options: list[str]) -> str:
    excluded = frozenset().union(*(test for test, hit in zip(tests, cube, strict=True) if hit is False))
    hits = [test - excluded for test, hit in zip(tests, cube, strict=True) if hit]
    needed = [test for test in hits if not any(other < test for other in hits)]
    if not needed:
        return "only " + " / ".join(option for option in options if option not in excluded) if excluded else ANY
    said = " + ".join(" / ".join(option for option in options if option in test) for test in needed)
    without = " / ".join(option for option in options if option in excluded)
    return f"{said}, without {without}" if without else said
