"""Every combination of answers one by one: the slow way that counts are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from site_gen.model import Criteria, Criterion
from site_gen.rules import Answers, settle


def list_people(criteria: Criteria, deciding: frozenset[str]) -> Iterator[Answers]:
    """Every combination of answers, unasked questions left out, by brute force."""
    people: list[dict[str, frozenset[str]]] = [{}]
    for criterion in criteria.criteria:
        if criterion.id in deciding:
            people = [grown for person in people for grown in _answer(criteria, criterion, person)]
    yield from people


def _answer(
    criteria: Criteria, criterion: Criterion, person: dict[str, frozenset[str]]
) -> list[dict[str, frozenset[str]]]:
    if criterion.id not in settle(criteria, person):
        return [person]
    return [{**person, str(criterion.id): chosen} for chosen in list_choices(criterion)]


def list_choices(criterion: Criterion) -> list[frozenset[str]]:
    """Every answer to one question."""
    options = [str(option.id) for option in criterion.options]
    if not criterion.multiple:
        return [frozenset({option}) for option in options]
    together = [option for option in options if option not in criterion.alone]
    several = chain.from_iterable(combinations(together, size) for size in range(1, len(together) + 1))
    return [*map(frozenset, several), *(frozenset({one}) for one in options if one in criterion.alone)]
