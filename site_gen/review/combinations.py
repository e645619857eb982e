"""All ways to answer the questions that a result depends on: counted exactly, without listing them.

The questions are gone through once, in their order, with a tally for each place in the diagram that some answers lead
to. Two versions of the criteria can be gone through side by side; that is how their results are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from site_gen.model import Criteria, Criterion
from site_gen.quiz import Flow, branch_of, given_answers
from site_gen.rules import read_not_sure

Place: TypeAlias = tuple[int, frozenset[str]]
"""A node of the diagram, and later questions that are not asked because of the answers so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version of the criteria. *deciding*: the questions its results depend on."""

    known: Mapping[str, Criterion]
    flow: Flow
    deciding: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an answer does on one side: the branch it takes, and the questions it rules out."""

    branch: int
    rules_out: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Answers that no side can tell apart: how many, and one of them. *effects*: one for each side."""

    example: frozenset[str]
    size: int
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many combinations of answers, and the answers of one that is as usual as can be."""

    count: int
    person: tuple[tuple[str, frozenset[str]], ...] = ()
    unusual: int = 0


Answers: TypeAlias = Mapping[str, Sequence[AnswerGroup]]
Usual: TypeAlias = Mapping[str, frozenset[str]]


def make_side(criteria: Criteria, flow: Flow) -> Side:
    """The criteria with the questions that decide, and those they depend on to be asked."""
    known = {str(criterion.id): criterion for criterion in criteria.criteria}
    deciding: set[str] = set()
    waiting = [node.criterion for node in flow.nodes]
    while waiting:
        criterion = waiting.pop()
        if criterion not in deciding:
            deciding.add(criterion)
            waiting += [str(needed) for needed, _ in known[criterion].asked_if.terms]
    return Side(known=known, flow=flow, deciding=frozenset(deciding))


def usual_answers(criteria: Criteria) -> Usual:
    """The answers that examples are told apart from."""
    return {str(criterion): frozenset(map(str, options)) for criterion, options in criteria.examples.usual.terms}


def group_answers(
    sides: Sequence[Side], criterion: str, possible: Iterable[frozenset[str]], usual: Usual
) -> tuple[AnswerGroup, ...]:
    """The possible answers to one question, those together that do the same on every side."""
    groups: dict[tuple[Effect, ...], list[frozenset[str]]] = {}
    for given in possible:
        effects = tuple(_find_effect(side, criterion, given) for side in sides)
        groups.setdefault(effects, []).append(given)
    return tuple(
        AnswerGroup(example=_most_usual(given, usual.get(criterion)), size=len(given), effects=effects)
        for effects, given in groups.items()
    )


def _most_usual(given: list[frozenset[str]], usual: frozenset[str] | None) -> frozenset[str]:
    return usual if usual in given and usual is not None else given[0]


def _find_effect(side: Side, criterion: str, given: frozenset[str]) -> Effect:
    if criterion not in side.known:
        return Effect(branch=0, rules_out=frozenset())
    settled = read_not_sure(side.known[criterion], given)
    branch = branch_of(side.flow, criterion, settled) if criterion in side.deciding else 0
    return Effect(branch=branch, rules_out=_rule_out(side, criterion, settled))


def _rule_out(side: Side, criterion: str, settled: frozenset[str]) -> frozenset[str]:
    """The later questions that are not asked after this answer; none chosen rules out all that depend on it."""
    return frozenset(
        name
        for name in side.deciding
        for needed, options in side.known[name].asked_if.terms
        if needed == criterion and settled.isdisjoint(options)
    )


def list_answers(sides: Sequence[Side], order: Iterable[str], usual: Usual) -> dict[str, tuple[AnswerGroup, ...]]:
    """The answers to every question that decides on some side: only those that all sides know."""
    return {
        criterion: group_answers(sides, criterion, list_shared(sides, criterion), usual)
        for criterion in order
        if any(criterion in side.deciding for side in sides)
    }


def list_shared(sides: Iterable[Side], criterion: str) -> list[frozenset[str]]:
    """The answers that are possible on every side that has the question."""
    first, *others = [given_answers(side.known[criterion]) for side in sides if criterion in side.known]
    return [given for given in first if all(given in other for other in others)]


def count_combinations(side: Side, answers: Answers) -> int:
    """How many combinations of these answers there are, a question that is not asked having none."""
    return sum(tally.count for tally in tally_places((side,), answers, {}).values())


def tally_places(sides: Sequence[Side], answers: Answers, usual: Usual) -> dict[tuple[Place, ...], Tally]:
    """Where all combinations of the answers end. *answers* stand in the order in which they are asked."""
    tallies = {tuple((side.flow.root, frozenset[str]()) for side in sides): Tally(count=1)}
    for criterion, groups in answers.items():
        after: dict[tuple[Place, ...], Tally] = {}
        for places, tally in tallies.items():
            for next_places, moved in _answer(sides, criterion, groups, (places, tally), usual):
                after[next_places] = _add(after.get(next_places), moved)
        tallies = after
    return tallies


def _answer(
    sides: Sequence[Side],
    criterion: str,
    groups: Sequence[AnswerGroup],
    at: tuple[tuple[Place, ...], Tally],
    usual: Usual,
) -> Iterable[tuple[tuple[Place, ...], Tally]]:
    """Every way on from one place; a question that no side asks has no answer."""
    places, tally = at
    asked = [
        criterion in side.deciding and criterion not in place[1] for side, place in zip(sides, places, strict=True)
    ]
    if not any(asked):
        yield tuple(_pass_by(side, place, criterion) for side, place in zip(sides, places, strict=True)), tally
        return
    matters = any(
        n >= 0 and side.flow.nodes[n].criterion == criterion for side, (n, _) in zip(sides, places, strict=True)
    )
    is_usual = [usual.get(criterion) == group.example for group in groups]
    for group, as_usual in zip(groups, is_usual, strict=True):
        moved = tuple(
            _take(side, place, criterion, effect) if is_asked else _pass_by(side, place, criterion)
            for side, place, effect, is_asked in zip(sides, places, group.effects, asked, strict=True)
        )
        person = (*tally.person, (criterion, group.example)) if matters else tally.person
        unusual = tally.unusual + (matters and not as_usual)
        yield moved, Tally(count=tally.count * group.size, person=person, unusual=unusual)


def _take(side: Side, place: Place, criterion: str, effect: Effect) -> Place:
    number, ruled_out = place
    if number >= 0 and side.flow.nodes[number].criterion == criterion:
        number = side.flow.nodes[number].children[effect.branch]
    return number, ruled_out - {criterion} | effect.rules_out


def _pass_by(side: Side, place: Place, criterion: str) -> Place:
    """The question is not asked here, and so nothing is asked that depends on it."""
    number, ruled_out = place
    known = criterion in side.known
    return number, ruled_out - {criterion} | (_rule_out(side, criterion, frozenset()) if known else frozenset())


def _add(one: Tally | None, other: Tally) -> Tally:
    if one is None:
        return other
    better = min(one, other, key=lambda tally: tally.unusual)
    return Tally(count=one.count + other.count, person=better.person, unusual=better.unusual)
