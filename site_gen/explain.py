"""Why a result came out, and what would change it: the reference for what the quiz page shows.

A need is met, not met, or not known where its questions were not asked. What would have to change is
looked for only among criteria a family can work on: never a danger, never the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from site_gen import vocabulary
from site_gen.model import Ask, Criteria, Criterion, LevelOfCare, Match, Need, Outcome, Remedy
from site_gen.quiz import Flow, advance, branch_of, walk
from site_gen.rules import NOT_SURE, Answers, Condition, Leaf, alternatives, read_not_sure, settle

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

    *needs*: of the level reached, or of the goal where the result is another. *less*, *more*: the next
    less and the next more care, with the needs of *less* that are not met and the answers that would lead
    to *more*. *changes*: ways to the goal.
    *finds*: filters of the program list that answers and remedies call for.
    """

    leaf: Leaf
    asked: tuple[str, ...]
    level: LevelOfCare | None
    needs: tuple[NeedState, ...]
    less: LevelOfCare | None
    unmet_for_less: tuple[Need, ...]
    more: LevelOfCare | Outcome | None
    ways_up: tuple[Change, ...]
    changes: tuple[Change, ...]
    remedies: tuple[Remedy, ...]
    ask_there: tuple[Ask, ...]
    finds: tuple[str, ...]
    afterwards: Leaf | None


def explain(
    criteria: Criteria, flow: Flow, answers: Answers, past: Mapping[str, frozenset[str] | None] | None = None
) -> Explanation:
    """The result of *answers* (left out means not sure), explained.

    *past*: what was said before something was assumed, such as that a medical check is done, and None for what is
    only assumed. The result follows from what is assumed; needs, remedies and questions to take along still from
    what was said.
    """
    settled = settle(criteria, answers)
    number, asked = advance(flow, settled)
    leaf = flow.leaves[-number - 1]
    counting = {*asked, *(str(c.id) for c in list_more(criteria, flow))}
    said = {c: settled[c] for c in settled if answers.get(c) and c in counting}
    known = {str(c.id): c for c in criteria.criteria}
    said |= {c: read_not_sure(known[c], chosen or answers[c]) for c, chosen in (past or {}).items()}
    remedies = matching_remedies(criteria, said, leaf)
    level = _explained_level(criteria, leaf)
    less, more = neighbours(criteria, leaf.outcome)
    path = {criterion: settled[criterion] for criterion in asked}
    return Explanation(
        leaf=leaf,
        asked=asked,
        level=level,
        needs=tuple(NeedState(need=need, is_met=holds(need, said)) for need in level.needs) if level else (),
        less=less,
        unmet_for_less=tuple(need for need in less.needs if holds(need, said) is False) if less else (),
        more=more,
        ways_up=find_ways(flow, path, str(more.id), criteria.criteria) if more else (),
        changes=find_changes(criteria, flow, path, leaf.outcome),
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


def neighbours(criteria: Criteria, result: str) -> tuple[LevelOfCare | None, LevelOfCare | Outcome | None]:
    """The next less and the next more care than a level, or than the care beyond the levels.

    Levels listed as one another are the same care with another plan. Beyond the levels stands the least
    serious outcome that says how much care and is no danger.
    """
    main = [level for level in criteria.levels if level.listed_as is None]
    beyond = [outcome for outcome in criteria.outcomes if outcome.ranked and outcome.explain]
    ladder: list[LevelOfCare | Outcome] = [*main, *beyond[-1:]]
    listed_as = {str(level.id): str(level.listed_as or level.id) for level in criteria.levels}
    care = listed_as.get(result, result)
    place = next((place for place, one in enumerate(ladder) if one.id == care), None)
    if place is None:
        return None, None
    return (main[place - 1] if place else None), (ladder[place + 1] if place + 1 < len(ladder) else None)


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


def find_changes(criteria: Criteria, flow: Flow, said: Answers, result: str) -> tuple[Change, ...]:
    """What could lead to the goal, among the things a family can work on; nothing where danger comes first."""
    if not tells_way_to_goal(criteria, result):
        return ()
    return find_ways(flow, said, str(criteria.goal), [c for c in criteria.criteria if c.changeable])


def tells_way_to_goal(criteria: Criteria, result: str) -> bool:
    """Whether the result is more care than the goal, or says nothing about how much; danger is neither."""
    levels = [str(level.id) for level in criteria.levels]
    if result in levels and criteria.goal in levels:
        return levels.index(result) > levels.index(criteria.goal)
    outcome = find_outcome(criteria, result)
    return outcome is not None and outcome.explain


def find_ways(flow: Flow, said: Answers, target: str, open_to_change: Iterable[Criterion]) -> tuple[Change, ...]:
    """The ways, all with the fewest answers changed, after which the result could be *target*.

    Questions not asked yet may be answered in any way. Of several answers to the same questions the first is
    told, the least serious: nobody is advised to move to a home where others drink, only because that is
    better than none.
    """
    options = {str(c.id): tuple(str(o.id) for o in c.options if o.id != NOT_SURE) for c in open_to_change}
    search = _Search(flow=flow, said=said, target=target, options=options)
    for size in range(1, len(options) + 1):
        ways: dict[tuple[str, ...], Change] = {}
        for change in search.changes(size, flow.root):
            ways.setdefault(tuple(criterion for criterion, _ in change), change)
        if ways:
            return tuple(ways.values())
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """*options*: for each criterion that may be answered otherwise, what it may be answered."""

    flow: Flow
    said: Answers
    target: str
    options: Mapping[str, tuple[str, ...]]

    def changes(self, size: int, number: int) -> Iterator[Change]:
        """Every way from a place in the flow with *size* answers changed; changes of the first question first."""
        if number < 0:
            if size == 0 and self.flow.leaves[-number - 1].outcome == self.target:
                yield ()
            return
        node = self.flow.nodes[number]
        if node.criterion not in self.said:
            for child in node.children:
                yield from self.changes(size, child)
            return
        own = self._follow(number, self.said[node.criterion])
        for option in self.options.get(node.criterion, ()) if size else ():
            child = self._follow(number, frozenset({option}))
            if child != own:
                for rest in self.changes(size - 1, child):
                    yield ((node.criterion, option), *rest)
        yield from self.changes(size, own)

    def _follow(self, number: int, chosen: frozenset[str]) -> int:
        node = self.flow.nodes[number]
        return node.children[branch_of(self.flow, node.criterion, chosen)]


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
