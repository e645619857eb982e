"""The whole decision as rows: every way through the diagram, answers with the same effect together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from site_gen.model import Criteria
from site_gen.quiz import Flow
from site_gen.review.combinations import Answers, Side, count_combinations
from site_gen.review.words import ANY, name_answers
from site_gen.rules import Leaf
from site_gen.spreadsheet import safe_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """*branches*: of each question that this way asks, those that take it; *count*: combinations of answers."""

    branches: Mapping[str, frozenset[int]]
    leaf: Leaf
    count: int


def list_rows(side: Side, answers: Answers) -> Iterator[DecisionRow]:
    """Every combination of answers belongs to exactly one of the rows."""
    for path, leaf in _list_paths(side.flow):
        within = {
            criterion: [group for group in groups if group.effects[0].branch in path.get(criterion, ALL)]
            for criterion, groups in answers.items()
        }
        yield DecisionRow(branches=path, leaf=leaf, count=count_combinations(side, within))


class _All:
    """Contains every branch."""

    def __contains__(self, branch: object) -> bool:
        return True


ALL = _All()


def _list_paths(flow: Flow) -> Iterator[tuple[Mapping[str, frozenset[int]], Leaf]]:
    waiting: list[tuple[int, dict[str, frozenset[int]]]] = [(flow.root, {})]
    while waiting:
        number, path = waiting.pop()
        if number < 0:
            yield path, flow.leaves[-number - 1]
            continue
        node = flow.nodes[number]
        ways = [(child, {**path, node.criterion: taken}) for child, taken in group_children(node.children)]
        waiting += reversed(ways)


def group_children(children: Iterable[int]) -> list[tuple[int, frozenset[int]]]:
    """Each child once, with the branches that lead there, in the order of the answers."""
    groups: dict[int, set[int]] = {}
    for branch, child in enumerate(children):
        groups.setdefault(child, set()).add(branch)
    return [(child, frozenset(branches)) for child, branches in groups.items()]


def write_table(criteria: Criteria, side: Side, rows: Iterable[DecisionRow]) -> str:
    """The rows as CSV: a column for each question that decides, then what they lead to."""
    questions = [criterion for criterion in criteria.criteria if criterion.id in side.deciding]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(safe_cell, [*(q.id for q in questions), "combinations", "outcome", "variant", "rule"]))
    for row in rows:
        cells = [name_answers(q, side.flow, row.branches[q.id]) if q.id in row.branches else ANY for q in questions]
        leaf = row.leaf
        writer.writerow(map(safe_cell, [*cells, str(row.count), leaf.outcome, leaf.variant, leaf.rule]))
    return out.getvalue()
