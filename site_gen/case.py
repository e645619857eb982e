"""One person's answers tried by hand: the result with its reasons, in words and as data.

A case is a YAML mapping of criterion to option (or a list of options); what is left out is not sure.
With `expect`, it also says what must come out, so that cases can be kept as a library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_gen import vocabulary
from site_gen.conditions import find_clash
from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault
from site_gen.documents import decode
from site_gen.explain import explain
from site_gen.model import Criteria, Match
from site_gen.quiz import Flow
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.results import result_name
from site_gen.rules import Answers
from site_gen.yaml_tree import MapNode, read_yaml

EXPECT = "expect"
MET = {True: "met", False: "not met", None: "not known"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """*expected*: key of the told result (outcome, variant, rule) and what it must be."""

    answers: Answers
    expected: tuple[tuple[Located, Located], ...]


def read_case(data: bytes, *, path: str, criteria: Criteria) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """The case in a file; None when it has faults."""
    text, faults = decode(path, data)
    if text is None:
        return None, faults
    root, faults = read_yaml(text, path=path)
    if root is None or faults:
        return None, faults
    notes = Notes()
    expected: list[tuple[Located, Located]] = []
    if isinstance(root, MapNode):
        expected = [pair for key, node in root.entries if key == EXPECT for pair in _read_expected(node)]
        root = MapNode(at=root.at, entries=tuple(pair for pair in root.entries if pair[0] != EXPECT))
    match = Match() if root == "" else reader_of(Match)(root, notes)
    if match is MISSING:
        return None, tuple(notes.faults)
    found = (*notes.faults, *_unknown_names(match, criteria), *_unknown_expected(expected))
    answers = {str(c): frozenset(str(option) for option in options) for c, options in match.terms}
    return (None if found else Case(answers=answers, expected=tuple(expected))), tuple(found)


def _read_expected(node: object) -> Iterable[tuple[Located, Located]]:
    if isinstance(node, MapNode):
        return [(key, value) for key, value in node.entries if isinstance(value, Located)]
    return []


def _unknown_names(match: Match, criteria: Criteria) -> Iterable[Diagnostic]:
    known = {str(c.id): c for c in criteria.criteria}
    for criterion, options in match.terms:
        if criterion not in known:
            yield fault("E301", criterion, f'there is no criterion "{criterion}"', did_you_mean(criterion, known))
            continue
        ids = [str(option.id) for option in known[criterion].options]
        for option in options:
            if option not in ids:
                message = f'there is no option of "{criterion}" "{option}"'
                yield fault("E301", option, message, did_you_mean(option, ids))
        yield from find_clash(known[criterion], criterion, options)


def _unknown_expected(expected: Iterable[tuple[Located, Located]]) -> Iterable[Diagnostic]:
    for key, _ in expected:
        if key not in ("outcome", "variant", "rule"):
            yield fault("E201", key, f'unknown key "{key}"', "use one of: outcome, variant, rule")


def tell_case(criteria: Criteria, flow: Flow, answers: Answers) -> dict[str, object]:
    """The result of *answers* as data: ids first, then the words that go with them."""
    told = explain(criteria, flow, answers)
    leaf = told.leaf
    return {
        "outcome": leaf.outcome,
        "variant": leaf.variant,
        "rule": leaf.rule,
        "name": result_name(criteria, leaf.outcome, ""),
        "because": _because(criteria, leaf.rule),
        "asked": list(told.asked),
        "needs_of": str(told.level.id) if told.level else "",
        "needs": [{"says": str(state.need.says), "is": MET[state.is_met]} for state in told.needs],
        "changes": [dict(change) for change in told.changes],
        "remedies": [_remedy(remedy.id, remedy.says, remedy.fix) for remedy in told.remedies],
        "also_ask": _also_ask(criteria, leaf.rule),
        "ask_there": [str(ask.says) for ask in told.ask_there],
        "then": told.afterwards.outcome if told.afterwards else "",
    }


def _remedy(remedy: object, says: object, fixes: Iterable[str]) -> dict[str, object]:
    return {"id": str(remedy), "says": str(says), "fix": [vocabulary.FIXES[one] for one in fixes]}


def _because(criteria: Criteria, rule: str) -> str:
    reasons = {str(gate.id): gate.says for gate in criteria.gates}
    reasons |= {str(because.id): because.says for level in criteria.levels for because in level.because}
    return str(reasons.get(rule, ""))


def _also_ask(criteria: Criteria, rule: str) -> list[str]:
    return [str(one) for level in criteria.levels for b in level.because if b.id == rule for one in b.also_ask]


def find_unexpected(case: Case, told: Mapping[str, object]) -> tuple[Diagnostic, ...]:
    """E506: what came out is not what the case expects."""
    return tuple(
        fault("E506", wanted, f'{key} is "{told[key]}", not "{wanted}"', "correct the rule, or the case if it is wrong")
        for key, wanted in case.expected
        if told[key] != wanted
    )


def say_case(told: Mapping[str, object]) -> str:
    """The same for a person at a terminal."""
    lines = [f"{told['name']}" + (f" ({told['variant']})" if told["variant"] else "")]
    lines += [f"  because: {told['because']} [{told['rule']}]"]
    lines += _say_list("needs", [f"{need['is']}: {need['says']}" for need in _rows(told["needs"])])
    lines += _say_list(
        "could fit if", [", ".join(f"{c}: {o}" for c, o in one.items()) for one in _rows(told["changes"])]
    )
    lines += _say_list("what can help", [str(remedy["says"]) for remedy in _rows(told["remedies"])])
    lines += _say_list("also ask about", [str(one) for one in _items(told["also_ask"])])
    lines += _say_list("ask there", [str(one) for one in _items(told["ask_there"])])
    lines += [f"  afterwards: {told['then']}"] if told["then"] else []
    return "\n".join(lines)


def _say_list(title: str, rows: list[str]) -> list[str]:
    return [f"  {title}:", *(f"    - {row}" for row in rows)] if rows else []


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in _items(value) if isinstance(row, dict)]


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
