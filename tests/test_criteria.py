"""The criteria that ship with the site: their form, and that they decide what the checked table decides.

The comparison is complete, and quick because no combination is visited alone. The compiled diagram is
walked from its root with the set of all combinations that come to each question (`Combinations`);
what arrives at each leaf must be exactly the set that the table gives this result. The table knows
withdrawal as one derived input, the quiz as four questions: all 1,822 ways to answer those are put to
the diagram, one of each group that it cannot tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest

from site_gen.documents import parse_file
from site_gen.model import Criteria
from site_gen.promises import walk_example
from site_gen.proofs import check_criteria
from site_gen.quiz import Flow, branch_of, compile_flow, walk
from site_gen.reading import Notes, reader_of
from site_gen.rules import Answers, Leaf, decide, first_fit, list_rules, settle
from site_gen.schema import CRITERIA
from tests.oracle.first_match import (
    Bits,
    Combinations,
    Result,
    combine,
    derive_withdrawal,
    list_valid,
    read_table,
    split_by_result,
)

QUESTIONS = {
    "emergency_now": ("no", "yes", "not_sure"),
    "self_harm": ("no", "thoughts", "danger", "not_sure"),
    "age": ("adult", "under18"),
    "substances": ("alcohol", "sedatives", "ghb", "opioids", "other", "none", "not_sure"),
    "heavy_days": ("no", "detoxed", "yes", "not_sure"),
    "past_severe": ("no", "yes", "not_sure"),
    "opioid_now": ("medicine", "stopped", "using", "not_sure"),
    "pregnant": ("no", "yes", "not_sure"),
    "medical": ("stable", "unstable", "not_sure"),
    "mental": ("ok", "some", "severe", "not_sure"),
    "control": ("yes", "hard", "no", "not_sure"),
    "daily_life": ("managing", "slipping", "not_managing", "not_sure"),
    "home": ("sober", "not_sober", "none", "violent", "not_sure"),
    "sober_living": ("yes", "no", "not_sure"),
    "support": ("yes", "no", "not_sure"),
    "stage": ("new", "detox_done", "higher_done", "in_iop", "in_outpatient", "returned", "not_sure"),
    "transport": ("yes", "no", "not_sure"),
    "hours": ("h20", "h9", "under9", "not_sure"),
    "ready": ("yes", "unsure", "no"),
    "duties": (
        *("work_school", "children", "spanish", "deaf", "disability"),
        *("veteran", "court", "women_only", "lgbtq", "none"),
    ),
    "pay": ("medicaid", "medicare", "private", "military", "none", "not_sure"),
}

TABLE_ROWS = {
    "danger_now": "R01",
    "may_act_on_suicide": "R02",
    "thoughts_of_suicide": "R03",
    "heavy_use": "R04",
    "severe_withdrawal_before": "R04",
    "heavy_use_not_sure": "R05",
    "opioids_not_sure": "R05",
    "substances_not_sure": "R05",
    "opioids_without_medicine": "R06",
    "daily_medical_care": "R07",
    "severe_mental_health": "R08",
    "hard_to_stop_and_life_falling_apart": "R09",
    "hard_to_stop_and_home_not_safe": "R10",
    "hard_to_stop_and_no_support": "R11",
    "no_safe_place": "R12",
    "life_falling_apart_and_home_not_sober": "R13",
    "under_18": "R14",
    "something_not_sure": "R15",
    "place_not_settled": "R16",
    "hard_to_stop_but_home_is_safe": "R17",
    "life_falling_apart": "R18",
    "one_more_risk": "R19",
    "after_higher_care": "R20",
    "doing_well_in_iop": "R21",
    "next_step_in_care": "R22",
    "steady_life": "R23",
    "more_help_would_be_good": "R24",
}
"""Our rules, and the row of the checked table that each one is."""

WITHDRAWAL = ("substances", "heavy_days", "past_severe", "opioid_now")


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    """The shipped file, which has no fault of form."""
    document, faults = parse_file(CRITERIA, (Path(__file__).parents[1] / CRITERIA).read_bytes())
    notes = Notes()
    read = reader_of(Criteria)(document.root, notes) if document else None
    assert (faults, notes.faults) == ((), [])
    assert isinstance(read, Criteria)
    return read


@pytest.fixture(scope="module")
def flow(criteria: Criteria) -> Flow:
    return compile_flow(criteria).flow


# --- form --------------------------------------------------------------------------------------------


def test_questions_and_options_keep_their_ids(criteria: Criteria) -> None:
    """An id that was answered once is never dropped, renamed or moved by accident."""
    asked = {str(c.id): tuple(str(option.id) for option in c.options) for c in criteria.criteria}
    assert list(QUESTIONS.items()) == list(asked.items())


def test_not_sure_is_read_as_in_the_table(criteria: Criteria) -> None:
    """Every other question leaves "not sure" as an answer of its own, which the rules name."""
    read_as = {str(c.id): str(c.not_sure) for c in criteria.criteria if c.not_sure is not None}
    assert read_as == {"age": "adult", "support": "no", "stage": "new"}


def test_every_rule_is_a_row_of_the_table(criteria: Criteria) -> None:
    """No rule is added to the quiz or lost from it without the table."""
    assert TABLE_ROWS.keys() == {rule.leaf.rule for rule in list_rules(criteria)}
    assert {row["id"] for row in read_table()["decision"]["rules"]} == set(TABLE_ROWS.values())


def test_each_level_asks_for_the_same_safety(criteria: Criteria) -> None:
    """The needs that repeat the gates stand first, in the same words, in every level."""
    safety = {
        tuple((str(need.says), tuple(map(str, chain.from_iterable(need.when.terms)))) for need in level.needs[:4])
        for level in criteria.levels
    }
    assert len(safety) == 1


def test_criteria_hold_what_they_promise(criteria: Criteria) -> None:
    """No gap, no dead rule, no broken promise, no wrong example."""
    assert check_criteria(criteria, compile_flow(criteria)) == ()


def test_every_rule_has_an_example(criteria: Criteria, flow: Flow) -> None:
    """Whoever reads the examples has seen each rule decide once."""
    shown = {walk_example(criteria, flow, example).rule for example in criteria.examples.cases}
    assert TABLE_ROWS.keys() == shown


def test_levels_name_what_else_to_ask_about_as_the_table_does(criteria: Criteria) -> None:
    """The neighbours of a result come from its row of the table."""
    table = {row["id"]: tuple(row["also_ask"]) for row in read_table()["decision"]["rules"] if "also_ask" in row}
    named = {TABLE_ROWS[b.id]: tuple(map(str, b.also_ask)) for level in criteria.levels for b in level.because}
    assert table == named


# --- every combination of answers ----------------------------------------------------------------------


def test_table_has_all_combinations() -> None:
    """The comparison below misses none of the 2,875,392 valid combinations of the deciding inputs."""
    counts = [list_valid(combine(withdrawal=value)).bit_count() for value in _withdrawal_values()]
    pregnant_or_not = 3
    assert 2_875_392 * pregnant_or_not == sum(counts)


def test_withdrawal_questions_have_all_answers() -> None:
    """There are 1,822 ways to answer those that apply, and they give every value of the derived input."""
    assert len(list(_list_withdrawal_answers())) == 1_822
    assert set(_withdrawal_values()) == {derive_withdrawal(raw) for raw in _list_withdrawal_answers()}


@pytest.mark.parametrize("withdrawal", read_table()["derived"]["withdrawal"]["values"])
def test_quiz_decides_what_the_table_decides(criteria: Criteria, flow: Flow, withdrawal: str) -> None:
    """Outcome, variant and rule are equal for every combination and every way to answer about withdrawal."""
    combined = combine(withdrawal=withdrawal)
    valid = list_valid(combined)
    expected = split_by_result(combined, valid)
    groups = _group_withdrawal_answers(criteria, flow, withdrawal)
    assert groups
    for raw in groups:
        assert expected == _split_by_leaf(flow, combined, valid, raw)


@pytest.mark.parametrize("withdrawal", read_table()["derived"]["withdrawal"]["values"])
def test_reference_decides_what_the_table_decides(criteria: Criteria, flow: Flow, withdrawal: str) -> None:
    """So do the rules one by one, for one person of each result and each group of answers about withdrawal."""
    combined = combine(withdrawal=withdrawal)
    results, rules = split_by_result(combined, list_valid(combined)), list_rules(criteria)
    for raw in _group_withdrawal_answers(criteria, flow, withdrawal):
        for expected, bits in results.items():
            answers = settle(criteria, _as_answers(combined.example(bits), raw))
            assert expected == _as_result(first_fit(rules, answers))


@pytest.mark.parametrize("others", [{}, {"age": "under18"}, {"stage": "higher_done"}, {"medical": "unstable"}])
def test_every_answer_about_withdrawal_counts(criteria: Criteria, flow: Flow, others: dict[str, str]) -> None:
    """All 1,822 ways to answer lead where the derived input of the table leads."""
    steady = {str(name): str(options[0]) for name, options in criteria.examples.usual.terms}
    person = {name: value for name, value in (steady | others).items() if name not in WITHDRAWAL}
    expected = {value: _decide_by_table(person, withdrawal=value) for value in _withdrawal_values()}
    for raw in _list_withdrawal_answers():
        answers = settle(criteria, _as_answers(person, raw))
        assert expected[derive_withdrawal(raw)] == _as_result(walk(flow, answers))


@pytest.mark.parametrize("left_out", [name for name, options in QUESTIONS.items() if "not_sure" in options])
def test_question_left_out_counts_as_not_sure(criteria: Criteria, left_out: str) -> None:
    """Silence never leads to less care than saying "I am not sure"."""
    usual: Answers = {str(name): frozenset(map(str, options)) for name, options in criteria.examples.usual.terms}
    silent = {name: chosen for name, chosen in usual.items() if name != left_out}
    assert decide(criteria, {**usual, left_out: frozenset({"not_sure"})}) == decide(criteria, silent)


# --- the quiz side -------------------------------------------------------------------------------------


def _split_by_leaf(flow: Flow, combined: Combinations, among: Bits, raw: Answers) -> dict[Result, Bits]:
    """Which combinations come to which leaf. A node's children always have smaller numbers than itself."""
    arrived = {flow.root: among}
    for number in sorted(range(flow.root + 1), reverse=True):
        node, bits = flow.nodes[number], arrived.pop(number, 0)
        for branch, child in enumerate(node.children):
            taken = bits & _branch_bits(flow, combined, raw, (node.criterion, branch)) if bits else 0
            if taken:
                arrived[child] = arrived.get(child, 0) | taken
    return {_as_result(flow.leaves[-number - 1]): bits for number, bits in arrived.items()}


def _branch_bits(flow: Flow, combined: Combinations, raw: Answers, edge: tuple[str, int]) -> Bits:
    criterion, branch = edge
    if criterion in WITHDRAWAL:
        return combined.every if branch_of(flow, criterion, raw[criterion]) == branch else 0
    return combined.where(criterion, flow.branches[criterion][branch])


def _group_withdrawal_answers(criteria: Criteria, flow: Flow, withdrawal: str) -> list[Answers]:
    """One of each group of answers that take the same branches, among those that derive *withdrawal*."""
    groups: dict[tuple[tuple[str, int], ...], Answers] = {}
    for given in _list_withdrawal_answers():
        if derive_withdrawal(given) == withdrawal:
            raw = {name: chosen for name, chosen in settle(criteria, given).items() if name in WITHDRAWAL}
            groups.setdefault(tuple((name, branch_of(flow, name, chosen)) for name, chosen in raw.items()), raw)
    return list(groups.values())


def _as_result(leaf: Leaf | None) -> Result:
    assert leaf is not None
    return Result(leaf.outcome, leaf.variant, TABLE_ROWS[leaf.rule])


def _as_answers(person: dict[str, str], raw: Answers) -> Answers:
    values = {name: frozenset({value}) for name, value in person.items() if name != "withdrawal" and value != "na"}
    return {**values, **raw}


# --- the table side ------------------------------------------------------------------------------------


def _withdrawal_values() -> Iterable[str]:
    values: list[str] = read_table()["derived"]["withdrawal"]["values"]
    return values


def _decide_by_table(person: dict[str, str], *, withdrawal: str) -> Result:
    """The result of one person whose home is sober."""
    values = {**person, "sober_living": "na", "withdrawal": withdrawal}
    one = Combinations({name: (value,) for name, value in values.items()})
    (result,) = split_by_result(one, one.every)
    return result


def _list_withdrawal_answers() -> Iterator[Answers]:
    """Every set of substances, with every answer to the questions it leads to; and no answer at all."""
    together = [option for option in QUESTIONS["substances"] if option != "none"]
    several = chain.from_iterable(combinations(together, size) for size in range(1, len(together) + 1))
    for chosen in map(frozenset, chain(several, [["none"]])):
        for follow_up in _list_follow_ups(chosen):
            yield {"substances": chosen, **follow_up}
    yield from _list_follow_ups(frozenset({"not_sure"}))


def _list_follow_ups(chosen: frozenset[str]) -> Iterator[dict[str, frozenset[str]]]:
    asked = []
    if chosen & {"alcohol", "sedatives", "ghb", "not_sure"}:
        asked += ["heavy_days", "past_severe"]
    if "opioids" in chosen:
        asked += ["opioid_now"]
    people: list[dict[str, frozenset[str]]] = [{}]
    for name in asked:
        people = [{**person, name: frozenset({option})} for person in people for option in QUESTIONS[name]]
    yield from people
