"""The tables of the report: gates, levels, promises, examples and the rest, each row in the words readers see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from site_gen import vocabulary
from site_gen.conditions import find_impossible_promises
from site_gen.model import Because, Criteria, Gate, Match, Need, Never
from site_gen.promises import find_broken_promises, find_lowered_levels, walk_example
from site_gen.quiz import Flow
from site_gen.results import result_name, say
from site_gen.review.words import Term, Wordings, say_condition, say_match


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """*do*: what its variant tells readers to do."""

    number: int
    id: str
    condition: Wordings
    outcome: str
    variant: str
    do: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """Who gets other words for the same outcome, and which."""

    outcome: str
    condition: tuple[Term, ...]
    variant: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """*number* counts within the level; the matrix refers to it."""

    number: int
    says: str
    condition: Wordings
    fixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    id: str
    says: str
    condition: Wordings
    also_ask: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelTable:
    id: str
    name: str
    says: str
    needs: tuple[NeedRow, ...]
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """*failure*: the person for whom it does not hold; empty when it is proved."""

    id: str
    says: str
    condition: Wordings
    only: tuple[str, ...]
    never: tuple[str, ...]
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    ask: str
    options: tuple[str, ...]
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRow:
    name: str
    answers: tuple[Term, ...]
    expected: str
    got: str
    rule: str
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRow:
    name: str
    condition: Wordings
    says: str
    fixes: tuple[str, ...]
    helpline: str
    hides: tuple[str, ...]


def list_gates(criteria: Criteria, language: str) -> tuple[GateRow, ...]:
    """The gates in the order in which they are tried."""
    return tuple(_gate_row(criteria, number, gate, language) for number, gate in enumerate(criteria.gates, 1))


def _gate_row(criteria: Criteria, number: int, gate: Gate, language: str) -> GateRow:
    variants = next(outcome.variants for outcome in criteria.outcomes if outcome.id == gate.then)
    return GateRow(
        number=number,
        id=gate.id,
        condition=say_condition(criteria, gate, language),
        outcome=result_name(criteria, gate.then, language),
        variant=gate.variant,
        do=next(v.do.in_language(language) for v in variants if v.id == gate.variant),
        says=gate.says.in_language(language),
    )


def list_other_words(criteria: Criteria, language: str) -> tuple[OtherWords, ...]:
    """The variants that some people get in place of the one their gate names."""
    return tuple(
        OtherWords(
            outcome=outcome.name.in_language(language),
            condition=say_match(criteria, variant.when, language),
            variant=variant.id,
            do=variant.do.in_language(language),
        )
        for outcome in criteria.outcomes
        for variant in outcome.variants
        if variant.when
    )


# --- levels --------------------------------------------------------------------------------------------


def list_levels(criteria: Criteria, language: str) -> tuple[LevelTable, ...]:
    """The levels in the order in which they are tried, the least intensive first."""
    return tuple(
        LevelTable(
            id=level.id,
            name=level.name.in_language(language),
            says=level.says.in_language(language),
            needs=tuple(_need_row(criteria, number, need, language) for number, need in enumerate(level.needs, 1)),
            reasons=tuple(_reason_row(criteria, because, language) for because in level.because),
        )
        for level in criteria.levels
    )


def _need_row(criteria: Criteria, number: int, need: Need, language: str) -> NeedRow:
    return NeedRow(
        number=number,
        says=need.says.in_language(language),
        condition=say_condition(criteria, need, language),
        fixes=tuple(vocabulary.FIXES[one] for one in need.fix),
    )


def _reason_row(criteria: Criteria, because: Because, language: str) -> ReasonRow:
    return ReasonRow(
        id=because.id,
        says=because.says.in_language(language),
        condition=say_condition(criteria, because, language),
        also_ask=tuple(result_name(criteria, one, language) for one in because.also_ask),
    )


# --- what is proved ------------------------------------------------------------------------------------


def list_promises(criteria: Criteria, flow: Flow, language: str) -> tuple[PromiseRow, ...]:
    """The `never` rules, each with the proof or with whom it fails."""
    return tuple(_promise_row(criteria, flow, never, language) for never in criteria.never)


def _promise_row(criteria: Criteria, flow: Flow, never: Never, language: str) -> PromiseRow:
    alone = replace(criteria, never=(never,), never_lower=Match())
    failures = chain(find_impossible_promises(alone), find_broken_promises(alone, flow))
    return PromiseRow(
        id=never.id,
        says=never.says.in_language(language),
        condition=say_condition(criteria, never, language),
        only=tuple(result_name(criteria, one, language) for one in never.only),
        never=tuple(result_name(criteria, one, language) for one in never.not_),
        failure=next((fault.message for fault in failures), ""),
    )


def list_orders(criteria: Criteria, flow: Flow, language: str) -> tuple[OrderRow, ...]:
    """The `never_lower` orders, each with the proof or with whom it fails."""
    rows = []
    for name, options in criteria.never_lower.terms:
        one = Match(terms=((name, options),))
        alone = replace(criteria, never=(), never_lower=one)
        failures = chain(find_impossible_promises(alone), find_lowered_levels(alone, flow))
        (term,) = say_match(criteria, one, language)
        rows.append(
            OrderRow(ask=term.ask, options=term.options, failure=next((fault.message for fault in failures), ""))
        )
    return tuple(rows)


def list_examples(criteria: Criteria, flow: Flow, language: str) -> tuple[ExampleRow, ...]:
    """The examples with what they get."""
    rows = []
    for example in criteria.examples.cases:
        leaf = walk_example(criteria, flow, example)
        is_right = leaf.outcome == example.expect and example.variant in (None, leaf.variant)
        rows.append(
            ExampleRow(
                name=example.name.in_language(language),
                answers=say_match(criteria, example.answers, language),
                expected=_name_result(example.expect, example.variant or ""),
                got=_name_result(leaf.outcome, leaf.variant if example.variant else ""),
                rule=leaf.rule,
                is_right=is_right,
            )
        )
    return tuple(rows)


def _name_result(outcome: str, variant: str) -> str:
    return f"{outcome} ({variant})" if variant else str(outcome)


def list_remedies(criteria: Criteria, language: str) -> tuple[RemedyRow, ...]:
    """What can help with a worry, and when it is shown."""
    names = {str(remedy.id): remedy.name.in_language(language) for remedy in criteria.remedies}
    return tuple(
        RemedyRow(
            name=remedy.name.in_language(language),
            condition=say_condition(criteria, remedy, language),
            says=say(remedy.says, language),
            fixes=tuple(vocabulary.FIXES[one] for one in remedy.fix),
            helpline=str(remedy.helpline or ""),
            hides=tuple(names[one] for one in remedy.hides),
        )
        for remedy in criteria.remedies
    )
