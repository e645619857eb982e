"""What separates a result from the next care that is less or more, and what would lead to the goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from site_gen.explain import find_ways, neighbours
from site_gen.quiz import Flow, compile_flow, walk
from site_gen.rules import NOT_SURE, Answers, settle
from tests.criteria import load_criteria
from tests.test_quiz import every_answer

SHIPPED = load_criteria("content/criteria.yaml")
SMALL = load_criteria("tests/sites/small/content/criteria.yaml")


def every_path(flow: Flow, number: int, said: Answers) -> Iterator[Answers]:
    """The answers on every way to a result; options that lead to the same place are taken once."""
    if number < 0:
        yield said
        return
    node = flow.nodes[number]
    branches = zip(node.children, flow.branches[node.criterion], strict=True)
    for child, chosen in dict(reversed([*branches])).items():
        yield from every_path(flow, child, {**said, node.criterion: chosen})


@pytest.mark.parametrize(
    ("result", "less", "more"),
    [
        ("outpatient", None, "iop"),
        ("iop_step_down", "outpatient", "php"),
        ("iop", "outpatient", "php"),
        ("php", "iop", "residential"),
        ("residential", "php", None),
        ("emergency", None, None),
        ("withdrawal_first", None, None),
        ("assessment_first", None, None),
    ],
)
def test_next_care_is_other_care(result: str, less: str | None, more: str | None) -> None:
    """Step-down IOP is IOP with another plan; beyond the levels stands live-in care; danger has no neighbours."""
    below, above = neighbours(SHIPPED, result)
    assert (below and below.id, above and above.id) == (less, more)


def test_every_need_can_be_read_about() -> None:
    """Each need of the shipped levels has its article."""
    assert [need.says for level in SHIPPED.levels for need in level.needs if need.article is None] == []


def test_one_other_answer_always_leads_to_more_care() -> None:
    """On every way to a level of the shipped criteria some single answer, put otherwise, could lead one step up."""
    flow = compile_flow(SHIPPED).flow
    found = set()
    for said in every_path(flow, flow.root, {}):
        reached = walk(flow, said).outcome
        _, more = neighbours(SHIPPED, reached)
        if more:
            found.add(reached)
            sizes = {len(change) for change in find_ways(flow, said, str(more.id), SHIPPED.criteria)}
            assert sizes == {1}, said
    assert found == {"outpatient", "iop_step_down", "iop", "php"}


def test_ways_are_those_that_trying_everything_finds() -> None:
    """For every way through the small criteria and every result: the sets of fewest answers to change are equal."""
    flow = compile_flow(SMALL).flow
    people = [settle(SMALL, answers) for answers in every_answer(SMALL)]
    for said in every_path(flow, flow.root, {}):
        for target in {"emergency", "detox", "iop", "php"} - {walk(flow, said).outcome}:
            ways = find_ways(flow, said, target, SMALL.criteria)
            changed = {frozenset(criterion for criterion, _ in change) for change in ways}
            assert changed == fewest_changes(flow, said, target, people)


def fewest_changes(flow: Flow, said: Answers, target: str, people: Sequence[Answers]) -> set[frozenset[str]]:
    """Which answers of *said* are another in those people of the result *target* who differ least."""
    changed: set[frozenset[str]] = set()
    for person in people:
        other = frozenset(c for c in said if c in person and person[c] != said[c])
        is_sure = all(NOT_SURE not in person[c] for c in other)
        if is_sure and walk(flow, person).outcome == target:
            changed.add(other)
    fewest = min(map(len, changed), default=0)
    return {one for one in changed if len(one) == fewest}
