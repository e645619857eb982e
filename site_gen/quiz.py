"""Criteria to a quiz: the diagram of questions that the rules need.

`compile_flow` turns the rules into a reduced ordered decision diagram: questions in the authors'
order, each asked only where the result can still depend on it. The diagram drives the page, the
script and the proofs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from site_gen.model import Criteria, Criterion
from site_gen.rules import (
    Answers,
    Leaf,
    Rule,
    Terms,
    alternatives,
    close_terms,
    conditions_to_ask,
    list_rules,
    read_not_sure,
)

_Branches: TypeAlias = Mapping[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionNode:
    """Ask the criterion; *children* are node numbers, one for each of its branches.

    A number below zero is a leaf: -1 the first of the flow's leaves, -2 the second.
    """

    criterion: str
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The compiled quiz. *branches*: for each criterion asked, the answers that can be told apart.

    *tests*: for a criterion with several answers, the option sets that tell its branches apart.
    """

    nodes: tuple[QuestionNode, ...]
    leaves: tuple[Leaf, ...]
    root: int
    branches: _Branches
    tests: Mapping[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """*gap*: answers that no rule fits, when there are any; then the diagram ends there in nothing."""

    flow: Flow
    rules: tuple[Rule, ...]
    used: frozenset[int]
    gap: Answers | None = None


def compile_flow(criteria: Criteria) -> Compiled:
    """The reduced ordered decision diagram of the criteria's rules."""
    rules = list_rules(criteria)
    tests = _option_tests(criteria, rules)
    branches = {str(c.id): list_branches(c, tests.get(c.id, ())) for c in criteria.criteria}
    builder = _DiagramBuilder(criteria.criteria, rules, branches)
    root = builder.build(0, (1 << len(rules)) - 1, ())
    flow = Flow(nodes=tuple(builder.nodes), leaves=tuple(builder.leaves), root=root, branches=branches, tests=tests)
    return Compiled(flow=flow, rules=rules, used=frozenset(builder.used), gap=builder.gap)


def _option_tests(criteria: Criteria, rules: Iterable[Rule]) -> dict[str, tuple[frozenset[str], ...]]:
    """For criteria with several answers: the option sets that any rule or promise asks about."""
    promises = [part for never in criteria.never for group in alternatives(never) for part in group]
    promised = close_terms(promises, conditions_to_ask(criteria))
    sets: dict[str, set[frozenset[str]]] = {str(c.id): set() for c in criteria.criteria if c.multiple}
    for terms in [promised, *(rule.terms for rule in rules)]:
        for criterion in sets.keys() & terms.keys():
            sets[criterion].update(terms[criterion])
    return {criterion: tuple(sorted(found, key=sorted)) for criterion, found in sets.items()}


def list_branches(criterion: Criterion, tests: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    """Answers that rules can tell apart: each option, or one set of options for each pattern of *tests*."""
    answers = possible_answers(criterion)
    if not criterion.multiple:
        return answers
    patterns: dict[tuple[bool, ...], frozenset[str]] = {}
    for chosen in answers:
        patterns.setdefault(pattern_of(chosen, tests), chosen)
    return tuple(patterns.values())


def possible_answers(criterion: Criterion) -> tuple[frozenset[str], ...]:
    """Every answer as rules see it: an option or a set of them, with "not sure" read as declared."""
    return tuple(read_not_sure(criterion, chosen) for chosen in given_answers(criterion))


def given_answers(criterion: Criterion) -> tuple[frozenset[str], ...]:
    """Every answer a reader can give: an option, or a set of options where several may be chosen."""
    options = [str(option.id) for option in criterion.options]
    if not criterion.multiple:
        return tuple(frozenset({option}) for option in options)
    return possible_sets(tuple(options), frozenset(str(one) for one in criterion.alone))


def list_possible(criteria: Criteria) -> _Branches:
    """The possible answers to every question."""
    return {str(criterion.id): possible_answers(criterion) for criterion in criteria.criteria}


def can_fit(possible: _Branches, terms: Terms) -> bool:
    """Whether anybody can give answers that fit *terms*, which are closed."""
    return all(
        any(all(not accepted.isdisjoint(answer) for accepted in sets) for answer in possible[criterion])
        for criterion, sets in terms.items()
    )


def pattern_of(chosen: frozenset[str], tests: tuple[frozenset[str], ...]) -> tuple[bool, ...]:
    """Which of the option sets *chosen* touches."""
    return tuple(not chosen.isdisjoint(test) for test in tests)


# Of a question with ten options a thousand, which one proof after the other asks for.
@lru_cache(maxsize=8)
def possible_sets(options: tuple[str, ...], alone: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Every set of *options* a reader can choose; those in *alone* stand by themselves."""
    together = [option for option in options if option not in alone]
    sizes = range(1, len(together) + 1)
    several = (frozenset(chosen) for size in sizes for chosen in combinations(together, size))
    return *several, *(frozenset({option}) for option in options if option in alone)


_Path: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
_Wanted: TypeAlias = tuple[frozenset[str], ...]


class _DiagramBuilder:
    """Builds top-down: the state is the next criterion and the rules that may still fit.

    A set of rules is a number with one bit for each, the first rule's the lowest.
    """

    def __init__(self, criteria: Iterable[Criterion], rules: tuple[Rule, ...], branches: _Branches) -> None:
        self.order = tuple(str(criterion.id) for criterion in criteria)
        self.rules = rules
        self.branches = branches
        self.nodes: list[QuestionNode] = []
        self.leaves: list[Leaf] = []
        self.used: set[int] = set()
        self.gap: Answers | None = None
        self.memo: dict[tuple[int, int], int] = {}
        self.known: dict[QuestionNode | Leaf, int] = {}
        naming = {c: [n for n, rule in enumerate(rules) if c in rule.terms] for c in self.order}
        self.asking = [_bits(naming[criterion]) for criterion in self.order]
        self.refusing = {c: _refusing({n: rules[n].terms[c] for n in naming[c]}, branches[c]) for c in self.order}

    def build(self, index: int, live: int, path: _Path) -> int:
        """The number of the node for criteria from *index* on; *path* is an example of how it is reached."""
        live = self._cut(index, live)
        state = (index, live)
        if state not in self.memo:
            self.memo[state] = self._build(index, live, path)
        return self.memo[state]

    def _cut(self, index: int, live: int) -> int:
        """Rules after the first that fits whatever comes can never decide."""
        open_rules = 0
        for asking in self.asking[index:]:
            open_rules |= asking
        certain = live & ~open_rules
        first = certain & -certain
        return live & (2 * first - 1) if first else live

    def _build(self, index: int, live: int, path: _Path) -> int:
        question = next((i for i in range(index, len(self.order)) if live & self.asking[i]), None)
        if question is None:
            return self._leaf(live, path)
        criterion = self.order[question]
        children = tuple(
            self.build(question + 1, live & ~refusing, (*path, (criterion, answer)))
            for answer, refusing in zip(self.branches[criterion], self.refusing[criterion], strict=True)
        )
        if len(set(children)) == 1:
            return children[0]
        node = QuestionNode(criterion=criterion, children=children)
        if node not in self.known:
            self.known[node] = len(self.nodes)
            self.nodes.append(node)
        return self.known[node]

    def _leaf(self, live: int, path: _Path) -> int:
        if not live:
            self.gap = self.gap or dict(path)
            leaf = Leaf(outcome="", rule="")
        else:
            rule = (live & -live).bit_length() - 1
            self.used.add(rule)
            leaf = self.rules[rule].leaf
        if leaf not in self.known:
            self.leaves.append(leaf)
            self.known[leaf] = -len(self.leaves)
        return self.known[leaf]


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _refusing(wanted: Mapping[int, _Wanted], answers: Iterable[frozenset[str]]) -> list[int]:
    """For each answer, the rules that refuse it, by what each of them wants; many want the same."""
    rules: dict[_Wanted, int] = {}
    for number, accepted in wanted.items():
        rules[accepted] = rules.get(accepted, 0) | 1 << number
    return [
        sum(bits for accepted, bits in rules.items() if any(one.isdisjoint(answer) for one in accepted))
        for answer in answers
    ]


def walk(flow: Flow, answers: Answers) -> Leaf:
    """The leaf that settled *answers* lead to (see `settle`)."""
    number, _ = advance(flow, answers)
    return flow.leaves[-number - 1]


def advance(flow: Flow, answers: Answers) -> tuple[int, tuple[str, ...]]:
    """As far as the answers lead: to a leaf or the first question without an answer; and those asked before."""
    number = flow.root
    asked: list[str] = []
    while number >= 0 and flow.nodes[number].criterion in answers:
        node = flow.nodes[number]
        asked.append(node.criterion)
        number = node.children[branch_of(flow, node.criterion, answers[node.criterion])]
    return number, tuple(asked)


def deciding_criteria(flow: Flow) -> frozenset[str]:
    """The criteria that the result can depend on."""
    return frozenset(node.criterion for node in flow.nodes)


def branch_of(flow: Flow, criterion: str, chosen: frozenset[str]) -> int:
    """Which branch of the criterion the chosen options belong to."""
    tests = flow.tests.get(criterion)
    branches = flow.branches[criterion]
    if tests is None or chosen in branches:
        return branches.index(chosen)
    return [pattern_of(branch, tests) for branch in branches].index(pattern_of(chosen, tests))


def longest_path(flow: Flow) -> tuple[int, ...]:
    """For every node, the most questions that can still follow, itself included."""
    longest: list[int] = []
    for node in flow.nodes:
        longest.append(1 + max(longest[child] if child >= 0 else 0 for child in node.children))
    return tuple(longest)
