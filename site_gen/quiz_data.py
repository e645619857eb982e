"""The quiz as data for the script: the diagram and the remedies' conditions; the words stand in the page.

Criteria, options and results are numbers in it. `nodes` are [criterion, child, ...], a child below
zero being a result; conditions are alternatives of [criterion, [option, ...]] that must all hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from site_gen.model import Criteria, Criterion, Match, Remedy
from site_gen.quiz import Flow, pattern_of
from site_gen.results import ResultSection
from site_gen.rules import alternatives

Data = Mapping[str, object]


def write_quiz_data(criteria: Criteria, flow: Flow, results: Iterable[ResultSection]) -> Data:
    """Everything the script works with beside the page's sections."""
    return _QuizWriter(criteria=criteria, flow=flow).write(results)


def list_more(criteria: Criteria, flow: Flow) -> tuple[Criterion, ...]:
    """Questions for after the result: remedies use them, and no answer to them changes which result it is."""
    useful = {str(one) for r in criteria.remedies for group in alternatives(r) for m in group for one, _ in m.terms}
    deciding = {node.criterion for node in flow.nodes if len({_end_of(flow, child) for child in node.children}) > 1}
    return tuple(c for c in criteria.criteria if c.id in useful - deciding)


def _end_of(flow: Flow, number: int) -> str | int:
    """The outcome of a leaf, whatever its words; another question stands for itself."""
    return number if number >= 0 else flow.leaves[-number - 1].outcome


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
    def more(self) -> frozenset[str]:
        return frozenset(str(criterion.id) for criterion in list_more(self.criteria, self.flow))

    def write(self, results: Iterable[ResultSection]) -> Data:
        return {
            "criteria": [self._criterion(criterion) for criterion in self.criteria.criteria],
            "root": self.flow.root,
            "nodes": [[self.places[node.criterion], *node.children] for node in self.flow.nodes],
            "results": [self._result(result) for result in results],
            "remedies": [self._remedy(remedy) for remedy in self.criteria.remedies],
        }

    def _criterion(self, criterion: Criterion) -> Data:
        data: dict[str, object] = {
            "id": str(criterion.id),
            "options": self.options[criterion.id],
            "more": criterion.id in self.more,
            "askedIf": self._alternatives([(criterion.asked_if,)]) if criterion.asked_if else [],
            "notSure": str(criterion.not_sure or ""),
        }
        return _filled({**data, **(self._several(criterion) if criterion.multiple else {})})

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
        outcome = next((o for o in self.criteria.outcomes if o.id == result.outcome), None)
        data = {
            "id": result.id,
            "outcome": result.outcome,
            "onlyRemedies": [str(one) for one in outcome.only_remedies] if outcome else [],
            "assume": self._match(result.afterwards.assume) if result.afterwards else [],
        }
        return _filled(data)

    def _remedy(self, remedy: Remedy) -> Data:
        data = {
            "id": str(remedy.id),
            "when": self._alternatives(alternatives(remedy)),
            "hides": [str(one) for one in remedy.hides],
        }
        return _filled(data)

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
