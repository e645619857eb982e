"""Results in words: what a reader is told at each leaf of the quiz, whatever the other answers were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_gen.explain import neighbours
from site_gen.model import Afterwards, Criteria, LevelOfCare, Outcome, Words
from site_gen.rules import Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSection:
    """A result in words: *do* is what to do now; *level* only where programs can be listed for it.

    *explains*: the level whose needs go with it, its own or the goal. *more*: the next step up in care;
    *more_because*: the reasons for which it is reached.
    *helplines*: in the order in which *do* names them. *only_if*: for whom, among all results.
    """

    id: str
    outcome: str
    name: str
    says: str
    because: str
    do: str
    only_if: str
    also_ask: tuple[str, ...]
    explains: str
    more: str
    more_because: tuple[str, ...]
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
    sections = []
    for number, leaf in enumerate(leaves):
        place = section_id(-number - 1)
        if leaf.outcome in outcomes:
            sections.append(_outcome_result(place, outcomes[leaf.outcome], leaf, criteria, language))
        elif leaf.outcome in levels:
            sections.append(_level_result(place, levels[leaf.outcome], leaf, criteria, language))
    return tuple(sections)


def _outcome_result(place: str, outcome: Outcome, leaf: Leaf, criteria: Criteria, language: str) -> ResultSection:
    gate = next((gate for gate in criteria.gates if gate.id == leaf.rule), None)
    variant = next((v for v in outcome.variants if v.id == leaf.variant), None)
    afterwards = outcome.afterwards
    if afterwards and afterwards.variant not in (None, leaf.variant):
        afterwards = None
    do = variant.do.in_language(language) if variant else ""
    return ResultSection(
        id=place,
        outcome=outcome.id,
        name=outcome.name.in_language(language),
        says=outcome.says.in_language(language),
        because=gate.says.in_language(language) if gate else "",
        do=do,
        only_if=say(variant.label, language) if variant else "",
        also_ask=(),
        explains=str(criteria.goal or "") if outcome.explain else "",
        more="",
        more_because=(),
        helplines=_in_order_of(do, outcome.helplines),
        if_not_possible=say(outcome.if_not_possible, language),
        afterwards=afterwards,
        article=str(outcome.article or ""),
        level="",
        is_emergency=bool(outcome.only_remedies),
    )


def _in_order_of(do: str, helplines: Iterable[str]) -> tuple[str, ...]:
    """Lines that the words name by their number come first, in the order of the words."""
    return tuple(sorted(map(str, helplines), key=lambda line: do.index(line) if line in do else len(do)))


def _level_result(place: str, level: LevelOfCare, leaf: Leaf, criteria: Criteria, language: str) -> ResultSection:
    because = next(b for b in level.because if b.id == leaf.rule)
    _, more = neighbours(criteria, level.id)
    return ResultSection(
        id=place,
        outcome=level.id,
        name=level.name.in_language(language),
        says=level.says.in_language(language),
        because=because.says.in_language(language),
        do="",
        only_if="",
        also_ask=tuple(result_name(criteria, one, language) for one in because.also_ask),
        explains=level.id,
        more=more.name.in_language(language) if more else "",
        more_because=_reasons_for(criteria, more, language) if more else (),
        helplines=(),
        if_not_possible=level.if_not_possible.in_language(language),
        afterwards=None,
        article=str(level.article or ""),
        level=str(level.listed_as or level.id),
        is_emergency=False,
    )


def _reasons_for(criteria: Criteria, result: LevelOfCare | Outcome, language: str) -> tuple[str, ...]:
    reasons = result.because if isinstance(result, LevelOfCare) else [g for g in criteria.gates if g.then == result.id]
    return tuple(reason.says.in_language(language) for reason in reasons)


def result_name(criteria: Criteria, result: str, language: str) -> str:
    """The name of an outcome or a level."""
    names = {str(r.id): r.name for results in (criteria.outcomes, criteria.levels) for r in results}
    return names[result].in_language(language)


def say(words: Words | None, language: str) -> str:
    """The words in *language*, or nothing."""
    return words.in_language(language) if words else ""
