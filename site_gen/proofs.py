"""What is proved about the criteria at every build: for all combinations of answers, not a sample.

Each check walks the compiled diagram under a condition, so a proof over millions of combinations
takes milliseconds; a failure names the rule and describes a person for whom it fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.conditions import find_impossible_conditions
from site_gen.diagnostics import Diagnostic, fault
from site_gen.model import Criteria, Criterion
from site_gen.not_sure import find_undeclared_not_sure, find_unsafe_not_sure
from site_gen.promises import (
    find_broken_promises,
    find_lowered_levels,
    find_missing_promises,
    find_wrong_examples,
)
from site_gen.quiz import Compiled, can_fit, deciding_criteria, list_possible
from site_gen.rules import NOT_SURE, Condition, alternatives, is_read_as_another
from site_gen.walks import describe


def check_criteria(criteria: Criteria, compiled: Compiled) -> tuple[Diagnostic, ...]:
    """Every fault of the criteria as a whole. Their ids are known to exist by now."""
    return (
        *find_gap(criteria, compiled),
        *find_dead_rules(criteria, compiled),
        *find_impossible_conditions(criteria),
        *find_unreached_results(criteria, compiled),
        *find_broken_promises(criteria, compiled.flow),
        *find_missing_promises(criteria),
        *find_lowered_levels(criteria, compiled.flow),
        *find_wrong_examples(criteria, compiled.flow),
        *find_unused_criteria(criteria, compiled),
        *find_undeclared_not_sure(criteria, compiled),
        *find_unsafe_not_sure(criteria, compiled.flow),
        *find_unnamed_options(criteria, compiled),
    )


def find_unanswered(criteria: Criteria, compiled: Compiled) -> tuple[Diagnostic, ...]:
    """The faults that leave somebody without any result: E501, E508."""
    return (*find_gap(criteria, compiled), *find_undeclared_not_sure(criteria, compiled))


def find_gap(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E501: some answers fit no gate and no level."""
    if compiled.gap is not None:
        person = describe(criteria, compiled.gap)
        at = criteria.levels[-1].id if criteria.levels else criteria.disclaimer.at
        yield fault("E501", at, f"no rule fits this person: {person}", "widen a level's needs, or add otherwise:")


def find_dead_rules(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E502: a rule that never decides, E503: a rule that contradicts itself."""
    used = {(compiled.rules[i].leaf.rule, compiled.rules[i].leaf.outcome) for i in compiled.used}
    possible = list_possible(criteria)
    seen = set()
    for rule in compiled.rules:
        name = (rule.leaf.rule, rule.leaf.outcome)
        if name in used or name in seen:
            continue
        seen.add(name)
        rows = [r for r in compiled.rules if (r.leaf.rule, r.leaf.outcome) == name]
        if not any(can_fit(possible, row.terms) for row in rows):
            message = f'the rule "{rule.leaf.rule}" can never fit: its conditions exclude each other'
            yield fault("E503", rule.at, message, "check the options it lists, and when its questions are asked")
        else:
            message = f'the rule "{rule.leaf.rule}" never decides: rules before it take every such person'
            yield fault("E502", rule.at, message, "move it up, or remove it")


def find_unreached_results(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E502: an outcome, or a variant of its words, that nobody is ever told."""
    told = {(leaf.outcome, leaf.variant) for leaf in compiled.flow.leaves}
    for outcome in criteria.outcomes:
        for variant in outcome.variants:
            if (outcome.id, variant.id) not in told:
                message = f'nobody is ever told "{variant.id}" of the outcome "{outcome.id}": no rule leads there'
                yield fault("E502", variant.id, message, "name it in a gate, or remove it")


def find_unused_criteria(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E507: a question whose answer changes nothing."""
    used = deciding_criteria(compiled.flow) | {
        str(criterion)
        for remedy in criteria.remedies
        for group in alternatives(remedy)
        for match in group
        for criterion, _ in match.terms
    }
    for criterion in criteria.criteria:
        if criterion.id not in used and not any(option.finds for option in criterion.options):
            message = f'the question "{criterion.id}" is asked for nothing: no rule and no remedy uses it'
            yield fault("E507", criterion.id, message, "use it in a rule, or remove it")


def find_unnamed_options(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E511: an option that nothing names: rules would let it through, and no advice would follow from it."""
    by_rules = {
        (c, option) for rule in compiled.rules for c, sets in rule.terms.items() for one in sets for option in one
    }
    by_advice = by_rules | set(_list_advised(criteria))
    deciding, advising = deciding_criteria(compiled.flow), {criterion for criterion, _ in by_advice}
    for criterion in criteria.criteria:
        if criterion.id in deciding:
            yield from _find_unnamed(
                criterion, by_rules, "rule", "name it in a gate or a need, or list it under quiet:"
            )
        elif criterion.id in advising:
            hint = "name it in a remedy or under ask_there, give it finds:, or list it under quiet:"
            yield from _find_unnamed(criterion, by_advice, "rule and no remedy", hint)


def _list_advised(criteria: Criteria) -> Iterator[tuple[str, str]]:
    """The options that some advice follows from, or another question."""
    advice: tuple[Condition, ...] = (*criteria.remedies, *criteria.ask_there)
    for part in advice:
        for group in alternatives(part):
            for match in group:
                yield from match.pairs
    for criterion in criteria.criteria:
        yield from criterion.asked_if.pairs
        yield from ((str(criterion.id), str(option.id)) for option in criterion.options if option.finds)


def _find_unnamed(criterion: Criterion, named: set[tuple[str, str]], what: str, hint: str) -> Iterator[Diagnostic]:
    for option in criterion.options:
        is_answer = option.id != NOT_SURE or not is_read_as_another(criterion)
        if (criterion.id, option.id) not in named and option.id not in criterion.quiet and is_answer:
            message = f'no {what} names the option "{option.id}" of "{criterion.id}", so none looks at it'
            yield fault("E511", option.id, message, hint)
