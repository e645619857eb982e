"""Levels of care against questions: which answers fit which level, by the needs of the level alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from site_gen.model import Criteria, Criterion, LevelOfCare, Need
from site_gen.rules import alternatives


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The options that fit, each with the numbers of needs that look at other answers too.

    *is_any*: every option fits, whatever else is answered; *is_asked*: the question comes up at all.
    """

    is_any: bool
    is_asked: bool
    options: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    id: str
    ask: str
    cells: tuple[MatrixCell, ...]


def list_matrix(criteria: Criteria, language: str) -> tuple[MatrixRow, ...]:
    """For every question that a level asks for: the options that fit each level."""
    named = {name for level in criteria.levels for name in _names_in(level)}
    return tuple(
        MatrixRow(
            id=criterion.id,
            ask=criterion.ask.in_language(language),
            cells=tuple(_find_cell(level, criterion, language) for level in criteria.levels),
        )
        for criterion in criteria.criteria
        if criterion.id in named
    )


def _names_in(level: LevelOfCare) -> Iterator[str]:
    for need in level.needs:
        for group in alternatives(need):
            for match in group:
                yield from (str(name) for name, _ in match.terms)


def _find_cell(level: LevelOfCare, criterion: Criterion, language: str) -> MatrixCell:
    groups = [_list_groups(need, criterion) for need in level.needs]
    fitting = []
    for option in criterion.options:
        fits = [_fit(asked, str(criterion.id), str(option.id)) for asked in groups]
        if None not in fits:
            together = tuple(number for number, alone in enumerate(fits, 1) if not alone)
            fitting.append((option.label.in_language(language), together))
    is_any = len(fitting) == len(criterion.options) and not any(together for _, together in fitting)
    return MatrixCell(is_any=is_any, is_asked=all(groups), options=tuple(fitting))


_Group: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""An alternative of a need: questions, each with the options that fit."""


def _list_groups(need: Need, criterion: Criterion) -> list[_Group]:
    """The alternatives of the need under which the criterion is asked."""
    asked_if = {str(name): frozenset(map(str, options)) for name, options in criterion.asked_if.terms}
    groups = [
        tuple((str(name), frozenset(map(str, options))) for match in group for name, options in match.terms)
        for group in alternatives(need)
    ]
    return [
        group for group in groups if not any(options.isdisjoint(asked_if.get(name, options)) for name, options in group)
    ]


def _fit(groups: list[_Group], criterion: str, option: str) -> bool | None:
    """Whether the option meets a need whatever else is answered; None when it cannot meet it."""
    if not any(name == criterion for group in groups for name, _ in group):
        return True
    fitting = [group for group in groups if all(option in options for name, options in group if name == criterion)]
    always = {term for term in groups[0] if all(term in group for group in groups)}
    if not fitting:
        return None
    return any(all(term[0] == criterion or term in always for term in group) for group in fitting)
