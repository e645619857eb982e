"""What a change of the criteria does: for every combination of answers, the result before and now.

Both diagrams are walked side by side, so the counts are exact; answers that only one version knows are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from site_gen.model import Criteria
from site_gen.quiz import compile_flow, given_answers
from site_gen.review.combinations import (
    Answers,
    Side,
    Tally,
    group_answers,
    list_answers,
    list_shared,
    make_side,
    tally_places,
    usual_answers,
)
from site_gen.rules import Leaf
from site_gen.signoff import split_criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGroup:
    """Everybody whom *before* decided about and *now* decides otherwise. *person*: one of them, by their answers."""

    before: Leaf
    now: Leaf
    count: int
    person: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncompared:
    """Combinations with an answer that the other version does not know, by the result they get."""

    count: int
    total: int
    results: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A place of the criteria that is not as it was; None where there was or is nothing."""

    place: str
    before: object
    now: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """*total*: combinations that both versions know, which *moved* is a share of.

    *is_comparable*: false when the versions ask questions in orders that contradict each other.
    """

    is_comparable: bool
    total: int = 0
    moved: tuple[MovedGroup, ...] = ()
    only_before: Uncompared | None = None
    only_now: Uncompared | None = None
    rules: tuple[Edit, ...]
    wording: tuple[Edit, ...]

    @property
    def moved_count(self) -> int:
        return sum(group.count for group in self.moved)


def compare(before: Criteria, now: Criteria) -> Change:
    """Everything that differs between two versions of the criteria."""
    old, new = split_criteria(before), split_criteria(now)
    rules, wording = tuple(_list_edits(old.rules, new.rules)), tuple(_list_edits(old.wording, new.wording))
    order = _find_order(before, now)
    if order is None:
        return Change(is_comparable=False, rules=rules, wording=wording)
    sides = _side_in_order(before, order), _side_in_order(now, order)
    usual = usual_answers(now)
    answers = list_answers(sides, order, usual)
    moved, total = _find_moved(sides, answers, usual)
    return Change(
        is_comparable=True,
        total=total,
        moved=moved,
        only_before=_find_uncompared(sides, sides[0], order),
        only_now=_find_uncompared(sides, sides[1], order),
        rules=rules,
        wording=wording,
    )


def _list_edits(before: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Edit]:
    for place in dict.fromkeys([*now, *before]):
        if before.get(place) != now.get(place):
            yield Edit(place=place, before=before.get(place), now=now.get(place))


def _find_order(before: Criteria, now: Criteria) -> tuple[str, ...] | None:
    """An order of all questions in which each stands after those it depends on, in both versions."""
    needs: dict[str, set[str]] = {}
    for criterion in (*now.criteria, *before.criteria):
        needs.setdefault(str(criterion.id), set()).update(str(needed) for needed, _ in criterion.asked_if.terms)
    order: list[str] = []
    while needs:
        ready = next((name for name, needed in needs.items() if needed.isdisjoint(needs)), None)
        if ready is None:
            return None
        order.append(ready)
        del needs[ready]
    return tuple(order)


def _side_in_order(criteria: Criteria, order: tuple[str, ...]) -> Side:
    ordered = replace(criteria, criteria=tuple(sorted(criteria.criteria, key=lambda one: order.index(one.id))))
    return make_side(ordered, compile_flow(ordered).flow)


def _find_moved(
    sides: tuple[Side, Side], answers: Answers, usual: Mapping[str, frozenset[str]]
) -> tuple[tuple[MovedGroup, ...], int]:
    """The groups that another outcome or variant is given, largest first, and how many combinations there are."""
    pairs: dict[tuple[Leaf, Leaf], Tally] = {}
    total = 0
    for places, tally in tally_places(sides, answers, usual).items():
        before, now = (side.flow.leaves[-number - 1] for side, (number, _) in zip(sides, places, strict=True))
        total += tally.count
        if (before.outcome, before.variant) != (now.outcome, now.variant):
            known = pairs.get((before, now))
            least = tally if known is None else min(known, tally, key=lambda one: one.unusual)
            pairs[before, now] = replace(least, count=tally.count + (known.count if known else 0))
    groups = [
        MovedGroup(before=before, now=now, count=tally.count, person=dict(tally.person))
        for (before, now), tally in pairs.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.before.rule, group.now.rule))), total


def _find_uncompared(sides: tuple[Side, Side], side: Side, order: Iterable[str]) -> Uncompared | None:
    """What the comparison left out of this version, because some answer is not in the other one."""
    names = [name for name in order if name in side.deciding]
    every = {name: group_answers((side,), name, given_answers(side.known[name]), {}) for name in names}
    shared = {name: group_answers((side,), name, list_shared(sides, name), {}) for name in names}
    results = _count_results(side, every)
    left_out = results - _count_results(side, shared)
    if not left_out:
        return None
    return Uncompared(count=left_out.total(), total=results.total(), results=tuple(left_out.most_common()))


def _count_results(side: Side, answers: Answers) -> Counter[str]:
    counts: Counter[str] = Counter()
    for ((number, _),), tally in tally_places((side,), answers, {}).items():
        counts[side.flow.leaves[-number - 1].outcome] += tally.count
    return counts
