"""Ways through the compiled diagram: everybody whom a condition fits, and two people who differ in one answer."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.diagnostics import Located
from site_gen.model import Criteria, Criterion
from site_gen.quiz import Flow, branch_of, can_fit
from site_gen.rules import Answers, Leaf, Terms


def leaves_under(flow: Flow, terms: Terms) -> Iterator[tuple[Leaf, Answers]]:
    """Every leaf that answers fitting *terms* can reach, each with an example of such answers."""
    seen = set()
    waiting: list[tuple[int, Answers]] = [(flow.root, {})] if can_fit(flow.branches, terms) else []
    while waiting:
        number, person = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        if number < 0:
            yield flow.leaves[-number - 1], _complete(flow, person, terms)
            continue
        node = flow.nodes[number]
        for answer, child in zip(flow.branches[node.criterion], node.children, strict=True):
            if all(not accepted.isdisjoint(answer) for accepted in terms.get(node.criterion, ())):
                waiting.append((child, {**person, node.criterion: answer}))


def _complete(flow: Flow, person: Answers, terms: Terms) -> Answers:
    """The person with answers that fit *terms* also where the path did not ask."""
    added = {
        criterion: next(a for a in flow.branches[criterion] if all(not s.isdisjoint(a) for s in sets))
        for criterion, sets in terms.items()
        if criterion not in person
    }
    return {**person, **added}


def walk_both(flow: Flow, criterion: str, options: tuple[str, str]) -> Iterator[tuple[Leaf, Leaf, Answers]]:
    """The two results of everybody who could answer with either option, and their answers with the second."""
    order = list(flow.branches)
    seen = set()
    waiting: list[tuple[int, int, Answers]] = [(flow.root, flow.root, {})]
    while waiting:
        one, other, person = waiting.pop()
        if (one, other) in seen:
            continue
        seen.add((one, other))
        asked = [flow.nodes[n].criterion for n in (one, other) if n >= 0]
        if not asked:
            yield flow.leaves[-one - 1], flow.leaves[-other - 1], person
            continue
        question = min(asked, key=order.index)
        for first, second, answer in _pairs(flow, question, criterion, options):
            step = (_step(flow, one, question, first), _step(flow, other, question, second))
            waiting.append((*step, {**person, question: answer}))


def _pairs(
    flow: Flow, question: str, criterion: str, options: tuple[str, str]
) -> Iterator[tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    if question == criterion:
        yield frozenset({options[0]}), frozenset({options[1]}), frozenset({options[1]})
        return
    for answer in flow.branches[question]:
        yield answer, answer, answer


def _step(flow: Flow, number: int, question: str, answer: frozenset[str]) -> int:
    if number < 0 or flow.nodes[number].criterion != question:
        return number
    return flow.nodes[number].children[branch_of(flow, question, answer)]


def describe(criteria: Criteria, person: Answers) -> str:
    """A person in the words of the questions and the options chosen."""
    said = [_say(criterion, person[criterion.id]) for criterion in criteria.criteria if criterion.id in person]
    return "; ".join(said) or "anyone"


def _say(criterion: Criterion, chosen: frozenset[str]) -> str:
    labels: dict[str, Located] = {str(option.id): option.label.at for option in criterion.options}
    return f"{criterion.id}: " + " + ".join(f'"{labels.get(option, option)}"' for option in sorted(chosen))
