"""What is proved about the criteria at every build: for all combinations of answers, not a sample.

Each check walks the compiled diagram under a condition, so a proof over millions of combinations
takes milliseconds; a failure names the rule and describes a person for whom it fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model import Criteria, Criterion, Example, Never
from site_gen.quiz import Compiled, Flow, deciding_criteria, pattern_of, walk
from site_gen.rules import NOT_SURE, Answers, Leaf, Terms, alternatives, close_terms, conditions_to_ask, settle


def check_criteria(criteria: Criteria, compiled: Compiled) -> tuple[Diagnostic, ...]:
    """Every fault of the criteria as a whole. Their ids are known to exist by now."""
    return (
        *find_gap(criteria, compiled),
        *find_dead_rules(compiled),
        *find_unreached_results(criteria, compiled),
        *find_broken_promises(criteria, compiled.flow),
        *find_lowered_levels(criteria, compiled.flow),
        *find_wrong_examples(criteria, compiled.flow),
        *find_unused_criteria(criteria, compiled),
        *find_undeclared_not_sure(criteria, compiled),
        *find_unsafe_not_sure(criteria, compiled.flow),
        *find_unnamed_options(criteria, compiled),
    )


def find_gap(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E501: some answers fit no gate and no level."""
    if compiled.gap is not None:
        person = describe(criteria, compiled.gap)
        at = criteria.levels[-1].id if criteria.levels else criteria.disclaimer.at
        yield fault("E501", at, f"no rule fits this person: {person}", "widen a level's needs, or add otherwise:")


def find_dead_rules(compiled: Compiled) -> Iterator[Diagnostic]:
    """E502: a rule that never decides, E503: a rule that contradicts itself."""
    used = {(compiled.rules[i].leaf.rule, compiled.rules[i].leaf.outcome) for i in compiled.used}
    seen = set()
    for rule in compiled.rules:
        name = (rule.leaf.rule, rule.leaf.outcome)
        if name in used or name in seen:
            continue
        seen.add(name)
        rows = [r for r in compiled.rules if (r.leaf.rule, r.leaf.outcome) == name]
        if not any(_can_fit(compiled.flow, row.terms) for row in rows):
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


def _can_fit(flow: Flow, terms: Terms) -> bool:
    return all(
        any(all(not accepted.isdisjoint(answer) for accepted in sets) for answer in flow.branches[criterion])
        for criterion, sets in terms.items()
    )


def find_broken_promises(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E504: a `never` rule does not hold for somebody."""
    for never in criteria.never:
        for leaf, person in _promised_leaves(criteria, flow, never):
            if leaf.outcome in never.not_ or (never.only and leaf.outcome not in never.only):
                message = (
                    f'"{never.says}" does not hold: the rule "{leaf.rule}" gives {leaf.outcome} '
                    f"to this person: {describe(criteria, person)}"
                )
                yield fault("E504", never.id, message, "change the rule, or the promise if it is wrong")
                break


def _promised_leaves(criteria: Criteria, flow: Flow, never: Never) -> Iterator[tuple[Leaf, Answers]]:
    for group in alternatives(never):
        yield from leaves_under(flow, close_terms(group, conditions_to_ask(criteria)))


def leaves_under(flow: Flow, terms: Terms) -> Iterator[tuple[Leaf, Answers]]:
    """Every leaf that answers fitting *terms* can reach, each with an example of such answers."""
    seen = set()
    waiting: list[tuple[int, Answers]] = [(flow.root, {})]
    while waiting:
        number, person = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        if number < 0:
            yield flow.leaves[-number - 1], _complete(flow, person, terms)
            continue
        node = flow.nodes[number]
        for answer, child in zip(flow.branches[node.criterion], node.children, strict=True):
            if all(not accepted.isdisjoint(answer) for accepted in terms.get(node.criterion, ())):
                waiting.append((child, {**person, node.criterion: answer}))


def _complete(flow: Flow, person: Answers, terms: Terms) -> Answers:
    """The person with answers that fit *terms* also where the path did not ask."""
    added = {
        criterion: next(a for a in flow.branches[criterion] if all(not s.isdisjoint(a) for s in sets))
        for criterion, sets in terms.items()
        if criterion not in person
    }
    return {**person, **added}


def find_lowered_levels(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E505: a worse answer to one question leads to less care."""
    ranks = rank_outcomes(criteria)
    for criterion, options in criteria.never_lower.terms:
        for better, worse in pairwise(options):
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
    """Walk the diagram twice at once, the two persons differing in *criterion* only."""
    order = list(flow.branches)
    seen = set()
    waiting: list[tuple[int, int, Answers]] = [(flow.root, flow.root, {})]
    while waiting:
        better, worse, person = waiting.pop()
        if (better, worse) in seen or (better == worse and better < 0):
            continue
        seen.add((better, worse))
        asked = [flow.nodes[n].criterion for n in (better, worse) if n >= 0]
        if not asked:
            high, low = flow.leaves[-better - 1].outcome, flow.leaves[-worse - 1].outcome
            if ranks.get(low, len(ranks)) < ranks.get(high, 0):
                return high, low, person
            continue
        question = min(asked, key=order.index)
        for first, second, answer in _pairs(flow, question, criterion, options):
            step = (_step(flow, better, question, first), _step(flow, worse, question, second))
            waiting.append((*step, {**person, question: answer}))
    return None


def _pairs(
    flow: Flow, question: str, criterion: str, options: tuple[str, str]
) -> Iterator[tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    if question == criterion:
        yield frozenset({options[0]}), frozenset({options[1]}), frozenset({options[1]})
        return
    for answer in flow.branches[question]:
        yield answer, answer, answer


def _step(flow: Flow, number: int, question: str, answer: frozenset[str]) -> int:
    if number < 0 or flow.nodes[number].criterion != question:
        return number
    return flow.nodes[number].children[flow.branches[question].index(answer)]


def find_wrong_examples(criteria: Criteria, flow: Flow) -> Iterator[Diagnostic]:
    """E506: an example does not get the result it names."""
    for example in criteria.examples.cases:
        leaf = walk_example(criteria, flow, example)
        wanted = str(example.expect) + (f" ({example.variant})" if example.variant else "")
        got = leaf.outcome + (f" ({leaf.variant})" if example.variant else "")
        if got != wanted:
            message = f'the example "{example.name}" gets {got} by the rule "{leaf.rule}", not {wanted}'
            yield fault("E506", example.expect, message, "correct the rule, or the example if it is wrong")


def walk_example(criteria: Criteria, flow: Flow, example: Example) -> Leaf:
    """The result of an example: its own answers over the usual ones."""
    terms = (*criteria.examples.usual.terms, *example.answers.terms)
    answers = {str(criterion): frozenset(map(str, options)) for criterion, options in terms}
    return walk(flow, settle(criteria, answers))


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
    """E509: not being sure of what a gate asks leads to a level.

    It is safe when no level can follow, or when it is read as the most serious answer.
    """
    levels = {str(level.id) for level in criteria.levels}
    asked_if = conditions_to_ask(criteria)
    gated = {c for gate in criteria.gates for group in alternatives(gate) for c in close_terms(group, asked_if)}
    for criterion in criteria.criteria:
        serious = [str(option.id) for option in criterion.options if option.id != NOT_SURE][-1:]
        if criterion.id not in gated or criterion.not_sure_because or [criterion.not_sure] == serious:
            continue
        reached = sorted(levels & _after_not_sure(flow, criterion))
        if reached:
            message = f'not being sure of "{criterion.id}", which a gate asks, can lead to {", ".join(reached)}'
            hint = "add a gate for it, or say why in not_sure_because"
            yield fault("E509", criterion.id, message, hint)


def _after_not_sure(flow: Flow, criterion: Criterion) -> set[str]:
    """Every result that can follow where the question is asked and the answer is not sure."""
    unsure = frozenset({str(criterion.not_sure or NOT_SURE)})
    # What no rule names shares its branch with other answers, and need not be the one that stands for it.
    tests = flow.tests.get(criterion.id, flow.branches[criterion.id])
    children = [
        child
        for node in flow.nodes
        if node.criterion == criterion.id
        for answer, child in zip(flow.branches[node.criterion], node.children, strict=True)
        if pattern_of(answer, tests) == pattern_of(unsure, tests)
    ]
    return {leaf.outcome for child in children for leaf, _ in leaves_under(replace(flow, root=child), {})}


def find_unnamed_options(criteria: Criteria, compiled: Compiled) -> Iterator[Diagnostic]:
    """E511: an option that no rule names would be let through by all of them."""
    named = {(c, option) for rule in compiled.rules for c, sets in rule.terms.items() for one in sets for option in one}
    deciding = deciding_criteria(compiled.flow)
    for criterion in criteria.criteria:
        for option in criterion.options if criterion.id in deciding else ():
            is_read_as_another = option.id == NOT_SURE and criterion.not_sure is not None
            if (criterion.id, option.id) not in named and option.id not in criterion.quiet and not is_read_as_another:
                message = f'no rule names the option "{option.id}" of "{criterion.id}", so none looks at it'
                yield fault("E511", option.id, message, "name it in a gate or a need, or list it under quiet:")


def describe(criteria: Criteria, person: Answers) -> str:
    """A person in the words of the questions and the options chosen."""
    said = [_say(criterion, person[criterion.id]) for criterion in criteria.criteria if criterion.id in person]
    return "; ".join(said) or "anyone"


def _say(criterion: Criterion, chosen: frozenset[str]) -> str:
    labels: dict[str, Located] = {str(option.id): option.label.at for option in criterion.options}
    return f"{criterion.id}: " + " + ".join(f'"{labels.get(option, option)}"' for option in sorted(chosen))
