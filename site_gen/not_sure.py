"""What "I am not sure" may lead to: never to less than any sure answer would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_gen.diagnostics import Diagnostic, fault
from site_gen.model import Criteria, Criterion
from site_gen.quiz import Compiled, Flow, deciding_criteria, given_answers, pattern_of
from site_gen.rules import NOT_SURE, alternatives, close_terms, conditions_to_ask, is_read_as_another
from site_gen.walks import describe, leaves_under, walk_both


def find_undeclared_not_sure(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E508: a question that decides does not say what "not sure" means."""
    for criterion in criteria.criteria:
        has_option = any(option.id == NOT_SURE for option in criterion.options)
        if criterion.id in deciding_criteria(compiled.flow) and not has_option and criterion.not_sure is None:
            message = f'the question "{criterion.id}" does not say what being not sure means'
            yield fault(
                "E508", criterion.id, message, "add the option not_sure, or not_sure: with the option it is read as"
            )


def find_unsafe_not_sure(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E509: not being sure of what a gate asks leads to a level, or to less than a sure answer would.

    As an answer of its own it is safe when no level can follow. Read as another answer it is safe when, whatever else
    is answered, no other option has a more serious result; where several may be chosen, it would hide what is chosen
    with it, and is never safe.
    """
    asked_if = conditions_to_ask(criteria)
    gated = {c for gate in criteria.gates for group in alternatives(gate) for c in close_terms(group, asked_if)}
    for criterion in criteria.criteria:
        if criterion.id not in gated or criterion.not_sure_because:
            continue
        what = f'not being sure of "{criterion.id}", which a gate asks,'
        if not is_read_as_another(criterion):
            found = _find_reached(criteria, flow, criterion)
            hint = "add a gate for it, or say why in not_sure_because"
        else:
            found = _find_milder(criteria, flow, criterion)
            hint = "take not_sure: away and add a gate, read it as the most serious option, or use not_sure_because"
        if found:
            yield fault("E509", criterion.not_sure or criterion.id, f"{what} {found}", hint)


def _find_reached(criteria: Criteria, flow: Flow, criterion: Criterion) -> str:
    """The levels that can follow, in words; empty when there are none."""
    reached = sorted({str(level.id) for level in criteria.levels} & _after_not_sure(flow, criterion))
    return f"can lead to {', '.join(reached)}" if reached else ""


def _find_milder(criteria: Criteria, flow: Flow, criterion: Criterion) -> str:
    """For whom the option it is read as gives less than another, in words; empty when for nobody."""
    meant, ranks = str(criterion.not_sure), _rank_results(criteria)
    if criterion.multiple:
        return f'is read as "{meant}", though several answers may be chosen'
    for option in criterion.options:
        if option.id in (meant, NOT_SURE):
            continue
        for milder, other, person in walk_both(flow, criterion.id, (meant, str(option.id))):
            if ranks.get(milder.outcome, len(ranks)) < ranks.get(other.outcome, 0):
                return (
                    f'is read as "{meant}", which gives {milder.outcome} where "{option.id}" gives '
                    f"{other.outcome}, to this person: {describe(criteria, person)}"
                )
    return ""


def _rank_results(criteria: Criteria) -> dict[str, int]:
    """How serious each result is: levels from the least intensive, then the outcomes that gates lead to."""
    results = (*(level.id for level in criteria.levels), *(outcome.id for outcome in reversed(criteria.outcomes)))
    return {str(result): rank for rank, result in enumerate(results, 1)}


def _after_not_sure(flow: Flow, criterion: Criterion) -> set[str]:
    """Every result that can follow where the question is asked and the answer is, or holds, not sure."""
    unsure = [answer for answer in given_answers(criterion) if NOT_SURE in answer]
    # What no rule names shares its branch with other answers, and need not be the one that stands for it.
    tests = flow.tests.get(criterion.id, flow.branches[criterion.id])
    patterns = {pattern_of(answer, tests) for answer in unsure}
    children = [
        child
        for node in flow.nodes
        if node.criterion == criterion.id
        for answer, child in zip(flow.branches[node.criterion], node.children, strict=True)
        if pattern_of(answer, tests) in patterns
    ]
    return {leaf.outcome for child in children for leaf, _ in leaves_under(replace(flow, root=child), {})}
