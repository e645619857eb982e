"""The quiz as data for the script: the diagram, and the conditions of needs, remedies and questions to take along.

The words stand in the page, in the same order. Criteria, options, results, levels, remedies and filters are numbers:
their places. `nodes` are [criterion, child, ...], a child below zero being a result; conditions are alternatives of
[criterion, [option, ...]] that must all hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from site_gen import vocabulary
from site_gen.explain import find_outcome, list_more, neighbours, tells_way_to_goal
from site_gen.model import Criteria, Criterion, LevelOfCare, Match, Remedy
from site_gen.quiz import Flow, pattern_of
from site_gen.results import ResultSection
from site_gen.rules import NOT_SURE, Condition, alternatives

Data = Mapping[str, object]


def write_quiz_data(criteria: Criteria, flow: Flow, results: Iterable[ResultSection]) -> Data:
    """Everything the script works with beside the page's sections."""
    return _QuizWriter(criteria=criteria, flow=flow).write(results)


def list_filters(criteria: Criteria) -> tuple[str, ...]:
    """Everything in the program list that an answer or a remedy can call for, in the order of the vocabulary."""
    named = {str(one) for remedy in criteria.remedies for one in remedy.fix}
    named |= {str(one) for criterion in criteria.criteria for option in criterion.options for one in option.finds}
    return tuple(one for one in vocabulary.FIXES if one in named)


@dataclass(frozen=True, kw_only=True)
class _QuizWriter:
    criteria: Criteria
    flow: Flow

    @cached_property
    def places(self) -> dict[str, int]:
        return {str(criterion.id): index for index, criterion in enumerate(self.criteria.criteria)}

    @cached_property
    def options(self) -> dict[str, list[str]]:
        return {str(c.id): [str(option.id) for option in c.options] for c in self.criteria.criteria}

    @cached_property
    def levels(self) -> list[str]:
        return [str(level.id) for level in self.criteria.levels]

    @cached_property
    def cares(self) -> list[str]:
        """The levels, and after them what else is a step up from one of them."""
        ups = (neighbours(self.criteria, level)[1] for level in self.levels)
        return list(dict.fromkeys([*self.levels, *(str(up.id) for up in ups if up)]))

    @cached_property
    def filters(self) -> tuple[str, ...]:
        return list_filters(self.criteria)

    @cached_property
    def more(self) -> frozenset[str]:
        return frozenset(str(criterion.id) for criterion in list_more(self.criteria, self.flow))

    def write(self, results: Iterable[ResultSection]) -> Data:
        goal = {"goal": self.levels.index(self.criteria.goal)} if self.criteria.goal else {}
        return {
            "criteria": [self._criterion(criterion) for criterion in self.criteria.criteria],
            "root": self.flow.root,
            "nodes": [[self.places[node.criterion], *node.children] for node in self.flow.nodes],
            "results": [self._result(result) for result in results],
            "levels": [self._needs(level) for level in self.criteria.levels],
            **goal,
            "remedies": [self._remedy(remedy) for remedy in self.criteria.remedies],
            "askThere": [self._condition(ask) for ask in self.criteria.ask_there],
        }

    def _criterion(self, criterion: Criterion) -> Data:
        data: dict[str, object] = {
            "id": str(criterion.id),
            "options": len(self.options[criterion.id]),
            "more": criterion.id in self.more,
            "changeable": criterion.changeable,
            "finds": self._finds(criterion),
            "askedIf": self._alternatives([(criterion.asked_if,)]) if criterion.asked_if else [],
        }
        several = self._several(criterion) if criterion.multiple else {}
        return {**_filled({**data, **several}), **self._not_sure(criterion)}

    def _not_sure(self, criterion: Criterion) -> Data:
        """The option of not being sure, and the one it is read as, as far as there are such."""
        options = self.options[criterion.id]
        wanted = {"unsure": NOT_SURE, "readAs": str(criterion.not_sure or "")}
        return {key: options.index(one) for key, one in wanted.items() if one in options}

    def _finds(self, criterion: Criterion) -> list[list[int]]:
        """For each option, the filters it calls for; nothing where none calls for any."""
        finds = [[self.filters.index(one) for one in option.finds] for option in criterion.options]
        return finds if any(finds) else []

    def _several(self, criterion: Criterion) -> Data:
        """How a question with several answers tells its branches apart."""
        options = self.options[criterion.id]
        tests = self.flow.tests.get(criterion.id, ())
        return {
            "multiple": True,
            "alone": [options.index(one) for one in criterion.alone],
            "tests": [sorted(options.index(one) for one in test) for test in tests],
            "branches": [
                [int(hit) for hit in pattern_of(answer, tests)] for answer in self.flow.branches[criterion.id]
            ],
        }

    def _result(self, result: ResultSection) -> Data:
        """The words stand in the page's sections; here is what the script must work out."""
        outcome = find_outcome(self.criteria, result.outcome)
        less, more = neighbours(self.criteria, result.outcome)
        care = {"level": result.outcome, "needs": result.explains, "less": less and less.id, "more": more and more.id}
        data = {
            "id": result.id,
            "toGoal": tells_way_to_goal(self.criteria, result.outcome),
            "onlyRemedies": [str(one) for one in outcome.only_remedies] if outcome else [],
            "assume": self._match(result.afterwards.assume) if result.afterwards else [],
        }
        return {**_filled(data), **{key: self.cares.index(one) for key, one in care.items() if one in self.cares}}

    def _needs(self, level: LevelOfCare) -> list[object]:
        """Their conditions; a need without any is always met."""
        return [self._condition(need) for need in level.needs]

    def _remedy(self, remedy: Remedy) -> Data:
        data = {
            "id": str(remedy.id),
            "when": self._condition(remedy),
            "hides": [str(one) for one in remedy.hides],
            "fix": [self.filters.index(one) for one in remedy.fix],
        }
        return _filled(data)

    def _condition(self, condition: Condition) -> list[list[object]]:
        return self._alternatives(alternatives(condition))

    def _alternatives(self, groups: Iterable[tuple[Match, ...]]) -> list[list[object]]:
        return [[term for match in group for term in self._match(match)] for group in groups]

    def _match(self, match: Match) -> list[object]:
        return [
            [self.places[criterion], [self.options[criterion].index(option) for option in chosen]]
            for criterion, chosen in match.terms
        ]


def _filled(data: Mapping[str, object]) -> Data:
    """Without what is empty or false: the reader's phone pays for every byte."""
    return {key: value for key, value in data.items() if value}
