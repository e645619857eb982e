"""What the criteria promise, and whether it holds: for all combinations of answers, and for the examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from site_gen.diagnostics import Diagnostic, fault
from site_gen.model import Criteria, Example, Never, Outcome
from site_gen.quiz import Flow, advance
from site_gen.rules import (
    NOT_SURE,
    Answers,
    Leaf,
    alternatives,
    close_terms,
    conditions_to_ask,
    is_read_as_another,
    settle,
)
from site_gen.walks import describe, leaves_under, walk_both


def find_broken_promises(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E504: a `never` rule does not hold for somebody."""
    for never in criteria.never:
        for leaf, person in _promised_leaves(criteria, flow, never):
            is_broken = leaf.outcome in never.not_ or (never.only and leaf.outcome not in never.only)
            if leaf.outcome and is_broken:
                message = (
                    f'"{never.says}" does not hold: the rule "{leaf.rule}" gives {leaf.outcome} '
                    f"to this person: {describe(criteria, person)}"
                )
                yield fault("E504", never.id, message, "change the rule, or the promise if it is wrong")
                break


def _promised_leaves(criteria: Criteria, flow: Flow, never: Never) -> Iterator[tuple[Leaf, Answers]]:
    for group in alternatives(never):
        yield from leaves_under(flow, close_terms(group, conditions_to_ask(criteria)))


def find_missing_promises(criteria: Criteria) -> Iterator[Diagnostic]:
    """E512: an outcome that stands for danger, and no promise that anybody reaches it rather than less."""
    results = [str(outcome.id) for outcome in criteria.outcomes] + [
        str(level.id) for level in reversed(criteria.levels)
    ]
    proved = {_mildest(never, results) for never in criteria.never}
    for place, outcome in enumerate(criteria.outcomes):
        if criteria.levels and is_danger(outcome) and outcome.id not in proved:
            message = f'no promise protects the outcome "{outcome.id}": nothing proves that anybody is led there'
            only = ", ".join(results[: place + 1])
            hint = f"add a line under never: that says for whom it is, with only: [{only}]"
            yield fault("E512", outcome.id, message, hint)


def _mildest(never: Never, results: list[str]) -> str:
    """The least serious of *results*, the most serious first, that the promise allows; none when it allows none."""
    allowed = [one for one in results if one not in never.not_ and (not never.only or one in never.only)]
    return allowed[-1] if allowed else ""


def is_danger(outcome: Outcome) -> bool:
    """Whether danger comes first there: such an outcome does not explain the way to a level."""
    return bool(outcome.only_remedies) or not outcome.explain


def find_lowered_levels(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E505: a worse answer to one question leads to less care."""
    ranks = rank_outcomes(criteria)
    known = {str(criterion.id): criterion for criterion in criteria.criteria}
    for criterion, options in criteria.never_lower.terms:
        given = [o for o in options if o != NOT_SURE or not is_read_as_another(known[criterion])]
        for better, worse in pairwise(given):
            found = _lowered(flow, ranks, str(criterion), (str(better), str(worse)))
            if found:
                high, low, person = found
                message = (
                    f'a worse answer lowers the care: "{worse}" gives {low}, "{better}" gives {high}, '
                    f"for this person: {describe(criteria, person)}"
                )
                yield fault("E505", worse, message, "change the rules so that a worse answer never means less care")


def rank_outcomes(criteria: Criteria) -> dict[str, int]:
    """How much care each result means; results that say nothing about it are left out."""
    ranked = [str(o.id) for o in reversed(criteria.outcomes) if o.ranked]
    return {name: rank for rank, name in enumerate([*(str(level.id) for level in criteria.levels), *ranked], 1)}


def _lowered(
    flow: Flow, ranks: Mapping[str, int], criterion: str, options: tuple[str, str]
) -> tuple[str, str, Answers] | None:
    """The two results and the person where the second, worse option leads to less care."""
    for better, worse, person in walk_both(flow, criterion, options):
        if ranks.get(worse.outcome, len(ranks)) < ranks.get(better.outcome, 0):
            return better.outcome, worse.outcome, person
    return None


def find_wrong_examples(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E506: an example does not get the result it names."""
    for example in criteria.examples.cases:
        leaf = walk_example(criteria, flow, example)
        wanted = str(example.expect) + (f" ({example.variant})" if example.variant else "")
        got = leaf.outcome + (f" ({leaf.variant})" if example.variant and leaf.variant else "")
        if got != wanted:
            told = (
                f'gets {got} by the rule "{leaf.rule}"'
                if leaf.outcome
                else "gets no result, for no rule fits its answers"
            )
            message = f'the example "{example.name}" {told}, not {wanted}'
            yield fault("E506", example.expect, message, "correct the rule, or the example if it is wrong")


def walk_example(criteria: Criteria, flow: Flow, example: Example) -> Leaf:
    """The result of an example: its own answers over the usual ones. An empty one when no rule fits them."""
    terms = (*criteria.examples.usual.terms, *example.answers.terms)
    answers = settle(criteria, {str(criterion): frozenset(map(str, options)) for criterion, options in terms})
    # An answer left out is "not sure", which a question need not have: E508 tells that.
    asked = (criterion for criterion in criteria.criteria if criterion.id in answers)
    given = {str(one.id): answers[one.id] for one in asked if answers[one.id] <= {option.id for option in one.options}}
    number, _ = advance(flow, given)
    return flow.leaves[-number - 1] if number < 0 else Leaf(outcome="", rule="")
