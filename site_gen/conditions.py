"""Answers that nobody can give: a promise, a need or a remedy that fits no one would pass every proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model import Criteria, Criterion, Match
from site_gen.quiz import can_fit, list_possible
from site_gen.rules import NOT_SURE, Condition, alternatives, close_terms, conditions_to_ask, is_read_as_another


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """*is_rule*: told by `find_dead_rules` when all of it can never fit."""

    name: str
    at: Located
    condition: Condition
    is_rule: bool = False


def find_impossible_conditions(criteria: Criteria) -> Iterator[Diagnostic]:
    """E503: a condition, or one of its alternatives, that no answers fit."""
    yield from find_answers_nobody_gives(criteria, _list_matches(criteria))
    yield from _find_impossible(criteria, _list_parts(criteria))


def find_impossible_promises(criteria: Criteria) -> Iterator[Diagnostic]:
    """E503 for what is promised: it holds for nobody, so it proves nothing."""
    parts = list(_list_promises(criteria))
    matches = [match for part in parts for group in alternatives(part.condition) for match in group]
    yield from find_answers_nobody_gives(criteria, [*matches, criteria.never_lower])
    yield from _find_impossible(criteria, parts)


def find_answers_nobody_gives(criteria: Criteria, matches: list[Match]) -> Iterator[Diagnostic]:
    """E503: "not sure" is named of a question where it is read as another answer."""
    read_as = _list_read_as(criteria)
    for match in matches:
        for criterion, options in match.terms:
            for option in options:
                if option == NOT_SURE and criterion in read_as:
                    meant = read_as[criterion]
                    message = f'"{option}" is no answer to "{criterion}" by itself: its not_sure: reads it as "{meant}"'
                    yield fault("E503", option, message, f'name "{meant}" here, or take not_sure: away there')


def _list_read_as(criteria: Criteria) -> Mapping[str, str]:
    return {str(c.id): str(c.not_sure) for c in criteria.criteria if is_read_as_another(c)}


def _list_matches(criteria: Criteria) -> list[Match]:
    conditions = [part.condition for part in _list_parts(criteria)]
    return [
        *(match for condition in conditions for group in alternatives(condition) for match in group),
        *(criterion.asked_if for criterion in criteria.criteria),
        *(variant.when for outcome in criteria.outcomes for variant in outcome.variants),
        criteria.never_lower,
    ]


def _list_parts(criteria: Criteria) -> Iterator[_Part]:
    for gate in criteria.gates:
        yield _Part(name=f'the rule "{gate.id}"', at=gate.id, condition=gate, is_rule=True)
    for level in criteria.levels:
        for because in level.because:
            yield _Part(name=f'the rule "{because.id}"', at=because.id, condition=because, is_rule=True)
        for need in level.needs:
            yield _Part(name=f'a need of "{level.id}"', at=need.says.at, condition=need)
    for remedy in criteria.remedies:
        yield _Part(name=f'the remedy "{remedy.id}"', at=remedy.id, condition=remedy)
    for ask in criteria.ask_there:
        yield _Part(name=f'"{ask.id}" under ask_there', at=ask.id, condition=ask)
    yield from _list_promises(criteria)


def _list_promises(criteria: Criteria) -> Iterator[_Part]:
    for never in criteria.never:
        yield _Part(name=f'the promise "{never.id}"', at=never.id, condition=never)


def _find_impossible(criteria: Criteria, parts: Iterable[_Part]) -> Iterator[Diagnostic]:
    """Alternatives that exclude themselves; what names an answer that nobody gives is told there."""
    possible, asked_if, read_as = list_possible(criteria), conditions_to_ask(criteria), _list_read_as(criteria)
    hint = "check the options it lists, and when its questions are asked"
    for part in parts:
        groups = alternatives(part.condition)
        fitting = [can_fit(possible, close_terms(group, asked_if)) for group in groups]
        for number, (group, fits) in enumerate(zip(groups, fitting, strict=True), 1):
            is_told = any((c, NOT_SURE) in match.pairs for match in group for c in read_as)
            if not fits and not is_told and (any(fitting) or not part.is_rule):
                which = f"alternative {number} of {part.name}" if len(groups) > 1 else part.name
                yield fault("E503", part.at, f"{which} can never fit: its conditions exclude each other", hint)


def find_clashing_answers(criteria: Criteria) -> Iterator[Diagnostic]:
    """E203: an example, or what is assumed afterwards, has answers that exclude each other."""
    known = {str(criterion.id): criterion for criterion in criteria.criteria}
    assumed = [outcome.afterwards.assume for outcome in criteria.outcomes if outcome.afterwards]
    for match in (criteria.examples.usual, *(example.answers for example in criteria.examples.cases), *assumed):
        for criterion, options in match.terms:
            if criterion in known:
                yield from find_clash(known[criterion], criterion, options)


def find_clash(criterion: Criterion, at: Located, options: Sequence[Located]) -> Iterator[Diagnostic]:
    """E203: one person cannot give all of these answers at *at*."""
    alone = [option for option in options if option in criterion.alone]
    if len(options) > 1 and not criterion.multiple:
        yield fault("E203", at, f'"{at}" takes one of these answers, not {len(options)}', "keep one of them")
    elif len(options) > 1 and alone:
        message = f'"{alone[0]}" stands alone: no other answer to "{at}" goes with it'
        yield fault("E203", at, message, f'keep "{alone[0]}", or the others')
