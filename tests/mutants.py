"""Single edits of criteria, of the kind a person makes by mistake, and whether one changes a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_gen.diagnostics import Located
from site_gen.model import Criteria, Criterion, Gate, LevelOfCare, Match, Need
from site_gen.quiz import Flow, branch_of
from site_gen.rules import read_not_sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """*edit*: what was done, for the list of survivors."""

    edit: str
    criteria: Criteria


def list_mutants(criteria: Criteria) -> Iterator[Mutant]:
    """Swapped neighbours, dropped rules and needs, options toggled, conditions dropped."""
    yield from _swaps(criteria)
    yield from _drops(criteria)
    for gate in criteria.gates:
        for edit, when, any_of in _edit_condition(gate, criteria):
            changed = replace(gate, when=when, any_of=any_of)
            gates = tuple(changed if one is gate else one for one in criteria.gates)
            yield Mutant(edit=f"gate {gate.id}: {edit}", criteria=replace(criteria, gates=gates))
    for level in criteria.levels:
        for need in level.needs:
            for edit, when, any_of in _edit_condition(need, criteria):
                changed_need = replace(need, when=when, any_of=any_of)
                needs = tuple(changed_need if one is need else one for one in level.needs)
                yield _with_level(criteria, replace(level, needs=needs), f"{level.id}, '{need.says}': {edit}")


def _swaps(criteria: Criteria) -> Iterator[Mutant]:
    for i in range(len(criteria.gates) - 1):
        gates = list(criteria.gates)
        gates[i], gates[i + 1] = gates[i + 1], gates[i]
        yield Mutant(edit=f"swap {gates[i + 1].id} and {gates[i].id}", criteria=replace(criteria, gates=tuple(gates)))
    for i in range(len(criteria.levels) - 1):
        levels = list(criteria.levels)
        levels[i], levels[i + 1] = levels[i + 1], levels[i]
        edit = f"swap {levels[i + 1].id} and {levels[i].id}"
        yield Mutant(edit=edit, criteria=replace(criteria, levels=tuple(levels)))


def _drops(criteria: Criteria) -> Iterator[Mutant]:
    for gate in criteria.gates:
        gates = tuple(one for one in criteria.gates if one is not gate)
        yield Mutant(edit=f"drop {gate.id}", criteria=replace(criteria, gates=gates))
    for level in criteria.levels:
        for need in level.needs:
            needs = tuple(one for one in level.needs if one is not need)
            yield _with_level(criteria, replace(level, needs=needs), f"{level.id}: drop need '{need.says}'")


def _with_level(criteria: Criteria, level: LevelOfCare, edit: str) -> Mutant:
    levels = tuple(level if one.id == level.id else one for one in criteria.levels)
    return Mutant(edit=edit, criteria=replace(criteria, levels=levels))


def _edit_condition(part: Gate | Need, criteria: Criteria) -> Iterator[tuple[str, Match, tuple[Match, ...]]]:
    """What was done, and the `when` and `any_of` that came of it."""
    for edit, when in _edit_match(part.when, criteria):
        yield edit, when, part.any_of
    for number, one in enumerate(part.any_of):
        before, after = part.any_of[:number], part.any_of[number + 1 :]
        yield f"drop alternative {number}", part.when, (*before, *after)
        for edit, match in _edit_match(one, criteria):
            yield f"alternative {number}: {edit}", part.when, (*before, match, *after)


def _edit_match(match: Match, criteria: Criteria) -> Iterator[tuple[str, Match]]:
    known = {str(c.id): c for c in criteria.criteria}
    for place, (criterion, chosen) in enumerate(match.terms):
        before, after = match.terms[:place], match.terms[place + 1 :]
        yield f"drop {criterion}", Match(terms=(*before, *after))
        for option in known[criterion].options:
            toggled = _toggle(chosen, option.id)
            if toggled:
                yield f"toggle {criterion} {option.id}", Match(terms=(*before, (criterion, toggled), *after))


def _toggle(chosen: tuple[Located, ...], option: Located) -> tuple[Located, ...]:
    return tuple(one for one in chosen if one != option) if option in chosen else (*chosen, option)


def is_different(criteria: Criteria, before: Flow, after: Flow) -> bool:
    """Whether any combination of answers gets another outcome or other words: both diagrams at once."""
    order = {str(c.id): c for c in criteria.criteria}
    seen = set()
    waiting = [(before.root, after.root)]
    while waiting:
        pair = waiting.pop()
        if pair in seen:
            continue
        seen.add(pair)
        one, other = pair
        asked = [flow.nodes[n].criterion for flow, n in ((before, one), (after, other)) if n >= 0]
        if not asked:
            if _told(before, one) != _told(after, other):
                return True
            continue
        question = order[min(asked, key=list(order).index)]
        waiting += [
            (_step(before, one, question.id, answer), _step(after, other, question.id, answer))
            for answer in _answers_to(question, before, after)
        ]
    return False


def _told(flow: Flow, number: int) -> tuple[str, str]:
    leaf = flow.leaves[-number - 1]
    return leaf.outcome, leaf.variant


def _answers_to(criterion: Criterion, *flows: Flow) -> set[frozenset[str]]:
    """Every answer, or for a question with several every answer that one of the diagrams tells apart."""
    if criterion.multiple:
        return {branch for flow in flows for branch in flow.branches[criterion.id]}
    return {read_not_sure(criterion, frozenset({str(option.id)})) for option in criterion.options}


def _step(flow: Flow, number: int, criterion: str, answer: frozenset[str]) -> int:
    if number < 0 or flow.nodes[number].criterion != criterion:
        return number
    return flow.nodes[number].children[branch_of(flow, criterion, answer)]
