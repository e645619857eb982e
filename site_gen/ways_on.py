"""Past a result that comes first, without a script: the section where the questions go on.

A reader without a script has no answers, only a place on the page. Where every way to a result goes on at the
same question, or one earlier answer tells where, the result can link there.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_gen.model import Criteria
from site_gen.quiz import Flow, branch_of
from site_gen.results import section_id
from site_gen.rules import Answers


def find_ways_on(criteria: Criteria, flow: Flow, leaf: int, language: str) -> tuple[tuple[str, str], ...]:
    """Links past the leaf as (label, section), a single one without label; none where answers alone can tell."""
    assumed = _assumed(criteria, flow, leaf)
    if not assumed:
        return ()
    every = _targets(flow, leaf, assumed, {})
    if len(every) == 1:
        return (("", section_id(min(every))),)
    for criterion in criteria.criteria:
        if criterion.multiple or criterion.id not in flow.branches:
            continue
        found = [_targets(flow, leaf, assumed, {str(criterion.id): place}) for place in range(len(criterion.options))]
        if all(len(targets) <= 1 for targets in found):
            labels = (option.label.in_language(language) for option in criterion.options)
            return tuple(
                (label, section_id(min(targets))) for label, targets in zip(labels, found, strict=True) if targets
            )
    return ()


def _assumed(criteria: Criteria, flow: Flow, leaf: int) -> Answers:
    """What is taken for answered once this result is done."""
    result = flow.leaves[leaf]
    after = next((o.afterwards for o in criteria.outcomes if o.id == result.outcome), None)
    if after is None or after.variant not in (None, result.variant):
        return {}
    return {str(c): frozenset(map(str, options)) for c, options in after.assume.terms}


def _targets(flow: Flow, leaf: int, assumed: Answers, fixed: Mapping[str, int]) -> frozenset[int]:
    """Where the questions go on, over all ways to the leaf that take the *fixed* branches.

    Two readers walk side by side: one as they answered, one with what is assumed in place of it.
    """
    targets: set[int] = set()
    waiting = [(flow.root, _follow(flow, flow.root, assumed))]
    seen = set(waiting)
    while waiting:
        number, other = waiting.pop()
        if number < 0:
            targets |= {other} if number == -leaf - 1 else set()
            continue
        node = flow.nodes[number]
        for branch, child in enumerate(node.children):
            if fixed.get(node.criterion, branch) == branch:
                said = {node.criterion: flow.branches[node.criterion][branch], **assumed}
                pair = (child, _follow(flow, other, said))
                if pair not in seen:
                    seen.add(pair)
                    waiting.append(pair)
    return frozenset(targets)


def _follow(flow: Flow, number: int, answers: Answers) -> int:
    while number >= 0 and (criterion := flow.nodes[number].criterion) in answers:
        number = flow.nodes[number].children[branch_of(flow, criterion, answers[criterion])]
    return number
