"""Why a result came out, and what would change it: the reference for what the quiz page shows.

A need is met, not met, or not known where its questions were not asked. What would have to change is
looked for only among criteria a family can work on: never a danger, never the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

from site_gen import vocabulary
from site_gen.model import Ask, Criteria, Criterion, LevelOfCare, Match, Need, Outcome, Remedy
from site_gen.quiz import Flow, advance, branch_of, walk
from site_gen.rules import NOT_SURE, Answers, Condition, Leaf, alternatives, settle

Change: TypeAlias = tuple[tuple[str, str], ...]
"""Criteria and the options they would have to have, all of them together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedState:
    """*is_met* is None where it is not known."""

    need: Need
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A result with its reasons.

    *needs*: of the level reached, or of the goal where the result is another. *less*, *more*: the
    neighbouring levels, with the needs of *less* that are not met. *changes*: ways to the goal.
    *finds*: filters of the program list that answers and remedies call for.
    """

    leaf: Leaf
    asked: tuple[str, ...]
    level: LevelOfCare | None
    needs: tuple[NeedState, ...]
    less: LevelOfCare | None
    unmet_for_less: tuple[Need, ...]
    more: LevelOfCare | None
    changes: tuple[Change, ...]
    remedies: tuple[Remedy, ...]
    ask_there: tuple[Ask, ...]
    finds: tuple[str, ...]
    afterwards: Leaf | None


def explain(criteria: Criteria, flow: Flow, answers: Answers) -> Explanation:
    """The result of *answers* (left out means not sure), explained."""
    settled = settle(criteria, answers)
    number, asked = advance(flow, settled)
    leaf = flow.leaves[-number - 1]
    counting = {*asked, *(str(c.id) for c in list_more(criteria, flow))}
    said = {c: settled[c] for c in settled if answers.get(c) and c in counting}
    remedies = matching_remedies(criteria, said, leaf)
    level = _explained_level(criteria, leaf)
    less, more = _neighbours(criteria, leaf)
    return Explanation(
        leaf=leaf,
        asked=asked,
        level=level,
        needs=tuple(NeedState(need=need, is_met=holds(need, said)) for need in level.needs) if level else (),
        less=less,
        unmet_for_less=tuple(need for need in less.needs if holds(need, said) is False) if less else (),
        more=more,
        changes=find_changes(criteria, flow, {c: settled[c] for c in asked}, leaf),
        remedies=remedies,
        ask_there=tuple(ask for ask in criteria.ask_there if holds(ask, said)),
        finds=list_finds(criteria, said, remedies),
        afterwards=_afterwards(criteria, flow, answers, leaf),
    )


def list_more(criteria: Criteria, flow: Flow) -> tuple[Criterion, ...]:
    """Questions for after the result: their answers are of use, and none changes which result it is."""
    conditions: tuple[Condition, ...] = (*criteria.remedies, *criteria.ask_there)
    useful = {str(c) for one in conditions for group in alternatives(one) for match in group for c, _ in match.terms}
    useful |= {str(c.id) for c in criteria.criteria if any(option.finds for option in c.options)}
    deciding = {node.criterion for node in flow.nodes if len({_end_of(flow, child) for child in node.children}) > 1}
    return tuple(c for c in criteria.criteria if c.id in useful - deciding)


def _end_of(flow: Flow, number: int) -> str | int:
    """The outcome of a leaf, whatever its words; another question stands for itself."""
    return number if number >= 0 else flow.leaves[-number - 1].outcome


def _explained_level(criteria: Criteria, leaf: Leaf) -> LevelOfCare | None:
    """The level whose needs the result tells: its own, the goal's, or none where danger comes first."""
    levels = {str(level.id): level for level in criteria.levels}
    if leaf.outcome in levels:
        return levels[leaf.outcome]
    outcome = find_outcome(criteria, leaf.outcome)
    return levels.get(criteria.goal or "") if outcome and outcome.explain else None


def find_outcome(criteria: Criteria, outcome: str) -> Outcome | None:
    """The outcome of that id; None for a level."""
    return next((one for one in criteria.outcomes if one.id == outcome), None)


def _neighbours(criteria: Criteria, leaf: Leaf) -> tuple[LevelOfCare | None, LevelOfCare | None]:
    ids = [str(level.id) for level in criteria.levels]
    if leaf.outcome not in ids:
        return None, None
    place = ids.index(leaf.outcome)
    less = criteria.levels[place - 1] if place else None
    more = criteria.levels[place + 1] if place + 1 < len(ids) else None
    return less, more


def holds(condition: Condition, said: Answers) -> bool | None:
    """Whether a condition holds for what was said; None where that cannot be told."""
    verdicts = [_group_holds(group, said) for group in alternatives(condition)]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _group_holds(group: Iterable[Match], said: Answers) -> bool | None:
    is_known = True
    for match in group:
        for criterion, options in match.terms:
            chosen = said.get(criterion, frozenset({NOT_SURE}))
            if not chosen.isdisjoint(options) and criterion in said:
                continue
            if NOT_SURE not in chosen:
                return False
            is_known = False
    return True if is_known else None


def find_changes(criteria: Criteria, flow: Flow, said: Answers, leaf: Leaf) -> tuple[Change, ...]:
    """The ways, all with the fewest changes to what a family can work on, after which the goal could fit.

    Of several answers to the same questions the first is told, the least serious: nobody is advised to
    move to a home where others drink, only because that is better than none.
    """
    if not _is_above_goal(criteria, leaf):
        return ()
    changeable = [c for c in criteria.criteria if c.changeable]
    for size in range(1, len(changeable) + 1):
        found = (_first_change(criteria, flow, some, said) for some in combinations(changeable, size))
        if ways := tuple(change for change in found if change):
            return ways
    return ()


def _first_change(criteria: Criteria, flow: Flow, some: tuple[Criterion, ...], said: Answers) -> Change:
    return next(
        (
            change
            for change in _answers_other_than(some, said)
            if _may_lead_to_goal(criteria, flow, {**said, **{c: frozenset({o}) for c, o in change}})
        ),
        (),
    )


def _is_above_goal(criteria: Criteria, leaf: Leaf) -> bool:
    """Whether the result is more care than the goal, or says nothing about how much; danger is neither."""
    levels = [str(level.id) for level in criteria.levels]
    if leaf.outcome in levels and criteria.goal in levels:
        return levels.index(leaf.outcome) > levels.index(criteria.goal)
    outcome = find_outcome(criteria, leaf.outcome)
    return outcome is not None and outcome.explain


def _answers_other_than(some: Iterable[Criterion], said: Answers) -> Iterator[Change]:
    criteria = tuple(some)
    options = [[str(o.id) for o in c.options if o.id != NOT_SURE and o.id not in said.get(c.id, ())] for c in criteria]
    for chosen in product(*options):
        yield tuple((str(c.id), option) for c, option in zip(criteria, chosen, strict=True))


def _may_lead_to_goal(criteria: Criteria, flow: Flow, said: Answers) -> bool:
    """Whether these answers can lead to the goal; questions not asked yet may be answered in any way."""
    waiting, seen = [flow.root], set()
    while waiting:
        number = waiting.pop()
        if number < 0 and flow.leaves[-number - 1].outcome == criteria.goal:
            return True
        if number < 0 or number in seen:
            continue
        seen.add(number)
        node = flow.nodes[number]
        if node.criterion in said:
            waiting.append(node.children[branch_of(flow, node.criterion, said[node.criterion])])
        else:
            waiting += node.children
    return False


def matching_remedies(criteria: Criteria, said: Answers, leaf: Leaf) -> tuple[Remedy, ...]:
    """Every remedy that fits what was said, less those hidden by others and those an emergency leaves out."""
    outcome = find_outcome(criteria, leaf.outcome)
    only = outcome.only_remedies if outcome else ()
    matching = [r for r in criteria.remedies if holds(r, said) and (not only or r.id in only)]
    hidden = {one for remedy in matching for one in remedy.hides}
    return tuple(remedy for remedy in matching if remedy.id not in hidden)


def list_finds(criteria: Criteria, said: Answers, remedies: Iterable[Remedy]) -> tuple[str, ...]:
    """The filters that remedies and answers name, in the order of the vocabulary."""
    found = {str(one) for remedy in remedies for one in remedy.fix}
    for criterion in criteria.criteria:
        chosen = said.get(criterion.id, frozenset())
        found |= {str(one) for option in criterion.options if option.id in chosen for one in option.finds}
    return tuple(one for one in vocabulary.FIXES if one in found)


def _afterwards(criteria: Criteria, flow: Flow, answers: Answers, leaf: Leaf) -> Leaf | None:
    """What the result would be once the first thing is done."""
    outcome = find_outcome(criteria, leaf.outcome)
    after = outcome.afterwards if outcome else None
    if after is None or after.variant not in (None, leaf.variant):
        return None
    assumed: Mapping[str, frozenset[str]] = {str(c): frozenset(map(str, options)) for c, options in after.assume.terms}
    return walk(flow, settle(criteria, {**answers, **assumed}))
