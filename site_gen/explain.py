"""Why a result came out, and what would change it: the reference for what the quiz page shows.

A need is met, not met, or not known where its questions were not asked. What would have to change is
looked for only among criteria a family can work on, and only where the answers then decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from site_gen.model import Ask, Criteria, LevelOfCare, Match, Need, Outcome, Remedy
from site_gen.quiz import Flow, advance, deciding_criteria, walk
from site_gen.rules import NOT_SURE, Answers, Condition, Leaf, alternatives, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedState:
    """*is_met* is None where it is not known."""

    need: Need
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A result with its reasons.

    *needs*: of the level reached, or of the goal where the result is another. *less*, *more*: the
    neighbouring levels, with the needs of *less* that are not met. *changes*: criterion and option
    that, changed together, would lead to the goal.
    """

    leaf: Leaf
    asked: tuple[str, ...]
    level: LevelOfCare | None
    needs: tuple[NeedState, ...]
    less: LevelOfCare | None
    unmet_for_less: tuple[Need, ...]
    more: LevelOfCare | None
    changes: tuple[tuple[str, str], ...]
    remedies: tuple[Remedy, ...]
    ask_there: tuple[Ask, ...]
    afterwards: Leaf | None


def explain(criteria: Criteria, flow: Flow, answers: Answers) -> Explanation:
    """The result of *answers* (left out means not sure), explained."""
    settled = settle(criteria, answers)
    number, asked = advance(flow, settled)
    leaf = flow.leaves[-number - 1]
    unneeded = deciding_criteria(flow).difference(asked)
    said = {c: settled[c] for c in settled if answers.get(c) and c not in unneeded}
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
        remedies=matching_remedies(criteria, said, leaf),
        ask_there=tuple(ask for ask in criteria.ask_there if holds(ask, said)),
        afterwards=_afterwards(criteria, flow, answers, leaf),
    )


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
            if criterion not in said:
                is_known = False
            elif said[criterion].isdisjoint(options):
                return False
    return True if is_known else None


def find_changes(criteria: Criteria, flow: Flow, said: Answers, leaf: Leaf) -> tuple[tuple[str, str], ...]:
    """The fewest changes to what a family can work on that would lead to the goal; empty if there are none."""
    outcome = find_outcome(criteria, leaf.outcome)
    if leaf.outcome == criteria.goal or (outcome is not None and not outcome.explain):
        return ()
    rank = [str(level.id) for level in criteria.levels]
    if leaf.outcome in rank and rank.index(leaf.outcome) < rank.index(criteria.goal or leaf.outcome):
        return ()
    for changes in _possible_changes(criteria, said):
        if _leads_to_goal(criteria, flow, {**said, **{c: frozenset({o}) for c, o in changes}}):
            return changes
    return ()


def _possible_changes(criteria: Criteria, said: Answers) -> Iterator[tuple[tuple[str, str], ...]]:
    """Fewer changes first; then in the order of questions and options."""
    changeable = [c for c in criteria.criteria if c.changeable]
    for size in range(1, len(changeable) + 1):
        for some in combinations(changeable, size):
            options = [
                [str(o.id) for o in c.options if o.id != NOT_SURE and o.id not in said.get(c.id, ())] for c in some
            ]
            for chosen in product(*options):
                yield tuple((str(c.id), option) for c, option in zip(some, chosen, strict=True))


def _leads_to_goal(criteria: Criteria, flow: Flow, said: Answers) -> bool:
    """Whether these answers decide, and for the goal."""
    number, _ = advance(flow, said)
    return number < 0 and flow.leaves[-number - 1].outcome == criteria.goal


def matching_remedies(criteria: Criteria, said: Answers, leaf: Leaf) -> tuple[Remedy, ...]:
    """Every remedy that fits what was said, less those hidden by others and those an emergency leaves out."""
    outcome = find_outcome(criteria, leaf.outcome)
    only = outcome.only_remedies if outcome else ()
    matching = [r for r in criteria.remedies if holds(r, said) and (not only or r.id in only)]
    hidden = {one for remedy in matching for one in remedy.hides}
    return tuple(remedy for remedy in matching if remedy.id not in hidden)


def _afterwards(criteria: Criteria, flow: Flow, answers: Answers, leaf: Leaf) -> Leaf | None:
    """What the result would be once the first thing is done."""
    outcome = find_outcome(criteria, leaf.outcome)
    after = outcome.afterwards if outcome else None
    if after is None or after.variant not in (None, leaf.variant):
        return None
    assumed: Mapping[str, frozenset[str]] = {str(c): frozenset(map(str, options)) for c, options in after.assume.terms}
    return walk(flow, settle(criteria, {**answers, **assumed}))
