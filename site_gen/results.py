"""Results in words: what a reader is told at each leaf of the quiz."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_gen.model import Afterwards, Criteria, Gate, LevelOfCare, Outcome, Words
from site_gen.rules import Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSection:
    """A result in words: *do* is what to do now; *level* only where programs can be listed for it."""

    id: str
    outcome: str
    name: str
    says: str
    because: str
    do: str
    also_ask: tuple[str, ...]
    helplines: tuple[str, ...]
    if_not_possible: str
    afterwards: Afterwards | None
    article: str
    level: str
    is_emergency: bool


def section_id(number: int) -> str:
    """`q` and a number for a question, `r` and a number for a result."""
    return f"q{number}" if number >= 0 else f"r{-number - 1}"


def describe_leaves(criteria: Criteria, leaves: Iterable[Leaf], language: str) -> tuple[ResultSection, ...]:
    """The words of every leaf, in the order of the leaves."""
    outcomes = {str(o.id): o for o in criteria.outcomes}
    levels = {str(level.id): level for level in criteria.levels}
    gates = {str(gate.id): gate for gate in criteria.gates}
    sections = []
    for number, leaf in enumerate(leaves):
        place = section_id(-number - 1)
        if leaf.outcome in outcomes:
            gate = gates.get(leaf.rule)
            sections.append(_outcome_result(place, outcomes[leaf.outcome], leaf, gate, language))
        elif leaf.outcome in levels:
            sections.append(_level_result(place, levels[leaf.outcome], leaf, criteria, language))
    return tuple(sections)


def _outcome_result(place: str, outcome: Outcome, leaf: Leaf, gate: Gate | None, language: str) -> ResultSection:
    variant = next((v for v in outcome.variants if v.id == leaf.variant), None)
    afterwards = outcome.afterwards
    if afterwards and afterwards.variant not in (None, leaf.variant):
        afterwards = None
    return ResultSection(
        id=place,
        outcome=outcome.id,
        name=outcome.name.in_language(language),
        says=outcome.says.in_language(language),
        because=gate.says.in_language(language) if gate else "",
        do=variant.do.in_language(language) if variant else "",
        also_ask=(),
        helplines=tuple(str(one) for one in outcome.helplines),
        if_not_possible=say(outcome.if_not_possible, language),
        afterwards=afterwards,
        article=str(outcome.article or ""),
        level="",
        is_emergency=bool(outcome.only_remedies),
    )


def _level_result(place: str, level: LevelOfCare, leaf: Leaf, criteria: Criteria, language: str) -> ResultSection:
    because = next(b for b in level.because if b.id == leaf.rule)
    return ResultSection(
        id=place,
        outcome=level.id,
        name=level.name.in_language(language),
        says=level.says.in_language(language),
        because=because.says.in_language(language),
        do="",
        also_ask=tuple(result_name(criteria, one, language) for one in because.also_ask),
        helplines=(),
        if_not_possible=level.if_not_possible.in_language(language),
        afterwards=None,
        article=str(level.article or ""),
        level=str(level.listed_as or level.id),
        is_emergency=False,
    )


def result_name(criteria: Criteria, result: str, language: str) -> str:
    """The name of an outcome or a level."""
    names = {str(r.id): r.name for results in (criteria.outcomes, criteria.levels) for r in results}
    return names[result].in_language(language)


def say(words: Words | None, language: str) -> str:
    """The words in *language*, or nothing."""
    return words.in_language(language) if words else ""
