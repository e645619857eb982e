"""The criteria's rules as one table: rows tried in order, the first that fits decides.

`decide` is the reference that the compiled diagram must agree with on every combination of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product
from typing import Protocol, TypeAlias

from site_gen.diagnostics import Located
from site_gen.model import Criteria, Criterion, Gate, LevelOfCare, Match, Outcome, Words

NOT_SURE = "not_sure"

Answers: TypeAlias = Mapping[str, frozenset[str]]
"""Criterion id to the option ids chosen; one, unless the criterion takes several."""

Terms: TypeAlias = Mapping[str, tuple[frozenset[str], ...]]
"""Criterion id to sets of options; an answer fits when it has an option of every set."""


class Condition(Protocol):
    """Anything with `when` (all of it) and `any_of` (one of them)."""

    @property
    def when(self) -> Match: ...
    @property
    def any_of(self) -> tuple[Match, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A result: outcome or level id, the variant of its words, and the rule that decided."""

    outcome: str
    variant: str = ""
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the decision table: the first row whose terms fit gives its leaf."""

    leaf: Leaf
    terms: Terms
    at: Located
    says: Words


def list_rules(criteria: Criteria) -> tuple[Rule, ...]:
    """Every gate, then every level from the least intensive, as rows without alternatives."""
    asked_if = conditions_to_ask(criteria)
    outcomes = {str(o.id): o for o in criteria.outcomes}
    rows = chain(
        chain.from_iterable(_gate_rules(gate, outcomes.get(gate.then)) for gate in criteria.gates),
        chain.from_iterable(_level_rules(level) for level in criteria.levels),
        _otherwise_rule(criteria, outcomes),
    )
    return tuple(
        Rule(leaf=leaf, terms=close_terms(matches, asked_if), at=at, says=says) for leaf, matches, at, says in rows
    )


_Row: TypeAlias = tuple[Leaf, tuple[Match, ...], Located, Words]


def _gate_rules(gate: Gate, outcome: Outcome | None) -> Iterator[_Row]:
    """The gate's variants with a condition of their own stand before the one it names."""
    variants = [v for v in outcome.variants if v.when] if outcome else []
    for alternative in alternatives(gate):
        for variant in variants:
            leaf = Leaf(outcome=gate.then, variant=variant.id, rule=gate.id)
            yield leaf, (*alternative, variant.when), gate.id, gate.says
        yield Leaf(outcome=gate.then, variant=gate.variant, rule=gate.id), alternative, gate.id, gate.says


def _level_rules(level: LevelOfCare) -> Iterator[_Row]:
    """All needs of the level must be met; its first reason that fits explains it."""
    reasons = [(b.id, b.says, alternatives(b)) for b in level.because]
    for reason, says, why in reasons:
        for parts in product(why, *(alternatives(need) for need in level.needs)):
            yield Leaf(outcome=level.id, rule=reason), tuple(chain.from_iterable(parts)), reason, says


def _otherwise_rule(criteria: Criteria, outcomes: Mapping[str, Outcome]) -> Iterator[_Row]:
    outcome = outcomes.get(criteria.otherwise or "")
    if outcome is not None and criteria.otherwise is not None:
        variant = outcome.variants[0].id if outcome.variants else ""
        yield Leaf(outcome=outcome.id, variant=variant, rule="otherwise"), (), criteria.otherwise, outcome.says


def alternatives(condition: Condition) -> tuple[tuple[Match, ...], ...]:
    """The condition as alternatives, each a group of matches that must all hold."""
    if not condition.any_of:
        return ((condition.when,),)
    return tuple((condition.when, one) for one in condition.any_of)


def conditions_to_ask(criteria: Criteria) -> dict[str, Match]:
    """What must have been answered for each criterion to be asked."""
    return {str(criterion.id): criterion.asked_if for criterion in criteria.criteria}


def close_terms(matches: Iterable[Match], asked_if: Mapping[str, Match]) -> Terms:
    """The terms of *matches*, with those that must hold for their questions to be asked at all."""
    terms: dict[str, list[frozenset[str]]] = {}
    waiting = list(matches)
    while waiting:
        for criterion, options in waiting.pop().terms:
            accepted = terms.setdefault(str(criterion), [])
            chosen = frozenset(str(option) for option in options)
            if chosen not in accepted:
                accepted.append(chosen)
                waiting.append(asked_if.get(criterion, Match()))
    return {criterion: tuple(sets) for criterion, sets in terms.items()}


def decide(criteria: Criteria, answers: Answers) -> Leaf | None:
    """The result for a person; answers not given count as not sure. None when no rule fits."""
    return first_fit(list_rules(criteria), settle(criteria, answers))


def first_fit(rules: Iterable[Rule], settled: Answers) -> Leaf | None:
    """The leaf of the first rule that fits settled answers."""
    return next((rule.leaf for rule in rules if fits(rule.terms, settled)), None)


def settle(criteria: Criteria, answers: Answers) -> dict[str, frozenset[str]]:
    """The answers that count: only questions that are asked, with "not sure" read as declared."""
    settled: dict[str, frozenset[str]] = {}
    for criterion in criteria.criteria:
        if not criterion.asked_if.terms or fits(close_terms([criterion.asked_if], {}), settled):
            chosen = answers.get(criterion.id) or frozenset({NOT_SURE})
            settled[criterion.id] = read_not_sure(criterion, chosen)
    return settled


def read_not_sure(criterion: Criterion, chosen: frozenset[str]) -> frozenset[str]:
    """Not being sure, as the option the criterion says it is read as."""
    if criterion.not_sure is None or NOT_SURE not in chosen:
        return chosen
    return chosen - {NOT_SURE} | {str(criterion.not_sure)}


def is_read_as_another(criterion: Criterion) -> bool:
    """Whether not being sure is no answer of its own."""
    return criterion.not_sure is not None and criterion.not_sure != NOT_SURE


def fits(terms: Terms, answers: Answers) -> bool:
    """Whether every criterion named has one of the options named in each of its sets."""
    return all(
        not accepted.isdisjoint(answers.get(criterion, frozenset()))
        for criterion, sets in terms.items()
        for accepted in sets
    )
