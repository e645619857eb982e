"""What the proofs must not let through, and that no mistake in the criteria makes them fail themselves."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from site_gen.diagnostics import Diagnostic, Located
from site_gen.model import Criteria, Match
from site_gen.proofs import check_criteria
from site_gen.quiz import Compiled, compile_flow
from site_gen.review.sections import list_examples, list_orders, list_promises
from site_gen.rules import NOT_SURE, alternatives, close_terms, conditions_to_ask
from tests.criteria import ROOT, load_criteria, read_criteria
from tests.reviews import TEXT
from tests.small_site import build_site, edited

PATH = "content/criteria.yaml"
SHIPPED = load_criteria(PATH)
SHIPPED_TEXT = (ROOT / PATH).read_text(encoding="utf-8")
SURE = [
    (str(criterion.id), str(option.id))
    for criterion in SHIPPED.criteria
    for option in criterion.options
    if option.id != NOT_SURE
]


def faults_of(criteria: Criteria) -> list[Diagnostic]:
    return list(check_criteria(criteria, compile_flow(criteria)))


def messages(criteria: Criteria, code: str) -> list[str]:
    return [fault.message for fault in faults_of(criteria) if fault.code == code]


def small(*changes: tuple[str, str]) -> Criteria:
    """The small criteria with pieces of their text replaced, each found once."""
    return _edit(TEXT, *changes)


def shipped(*changes: tuple[str, str]) -> Criteria:
    return _edit(SHIPPED_TEXT, *changes)


def _edit(text: str, *changes: tuple[str, str]) -> Criteria:
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_criteria(text)


def change_question(criteria: Criteria, name: str, **changes: object) -> Criteria:
    changed = tuple(replace(one, **changes) if one.id == name else one for one in criteria.criteria)  # type: ignore[arg-type]
    return replace(criteria, criteria=changed)


def at(text: str) -> Located:
    return Located(text, path=PATH, line=1, column=1)


# --- not sure ----------------------------------------------------------------------------------------


def read_as(question: str, option: str) -> Criteria:
    """The shipped criteria, where not being sure of *question* is read as *option*, with no reason given."""
    return change_question(SHIPPED, question, not_sure=at(option), not_sure_because=None)


@cache
def compiled_reading(question: str, option: str) -> Compiled:
    return compile_flow(read_as(question, option))


@cache
def faults_of_reading(question: str, option: str) -> list[Diagnostic]:
    return list(check_criteria(read_as(question, option), compiled_reading(question, option)))


SAFE = {
    "emergency_now": {"yes"},
    "self_harm": {"thoughts", "danger"},
    "age": {"under18"},
    "substances": set[str](),
    "heavy_days": {"yes"},
    "past_severe": {"no", "yes"},
    "opioid_now": {"using"},
    "medical": {"unstable"},
    "mental": {"severe"},
    "control": {"no"},
    "daily_life": {"not_managing"},
    "home": {"none", "violent"},
    "sober_living": {"no"},
    "support": {"no"},
}
"""For each question that a gate asks, the answers that never get less than another one."""


def test_every_question_that_a_gate_asks_is_in_the_table() -> None:
    """With those that must have been answered for it to be asked."""
    asked_if = conditions_to_ask(SHIPPED)
    groups = [group for gate in SHIPPED.gates for group in alternatives(gate)]
    assert SAFE.keys() == {criterion for group in groups for criterion in close_terms(group, asked_if)}


@pytest.mark.parametrize(("question", "option"), SURE)
def test_not_sure_is_read_only_as_an_answer_that_never_gets_less(question: str, option: str) -> None:
    """Wherever the option stands; past withdrawal alone changes the words of a result, not which it is."""
    is_safe = question not in SAFE or option in SAFE[question]
    assert is_safe == ("E509" not in {fault.code for fault in faults_of_reading(question, option)})


@pytest.mark.parametrize(("question", "option"), SURE)
def test_reading_not_sure_as_any_answer_fails_no_proof_and_no_report(question: str, option: str) -> None:
    """What other rules then name in vain is a fault with a place."""
    criteria = read_as(question, option)
    flow = compiled_reading(question, option).flow
    assert all(fault.path for fault in faults_of_reading(question, option))
    assert len(list_promises(criteria, flow, "en")) == len(criteria.never)
    assert len(list_orders(criteria, flow, "en")) == len(criteria.never_lower.terms)
    assert len(list_examples(criteria, flow, "en")) == len(criteria.examples.cases)


def test_a_person_is_named_for_whom_not_sure_gets_less() -> None:
    """The answer that would have got more is among their answers."""
    (message,) = messages(read_as("control", "hard"), "E509")
    assert message.startswith('not being sure of "control", which a gate asks, is read as "hard", which gives')
    assert 'where "no" gives residential, to this person: emergency_now: "No";' in message
    assert 'control: "No, use happens almost every day when no one is there"' in message


def test_not_sure_hides_no_answer_given_with_it() -> None:
    """Of several answers, not even the most serious one may stand for it without a reason."""
    whole = read_as("substances", "alcohol")
    expected = (
        'not being sure of "substances", which a gate asks, is read as "alcohol", though several answers may be chosen'
    )
    assert [expected] == messages(whole, "E509")
    excused = change_question(whole, "substances", not_sure_because=SHIPPED.disclaimer)
    assert [] == messages(excused, "E509")


def test_not_sure_among_several_answers_counts_as_not_sure() -> None:
    """A need that takes another answer must not let it through."""
    unsure_only = ("- {id: unknown, when: {used: [not_sure]}", "- {id: unknown, when: {used: [alcohol, pills]}")
    by_need = ("- {when: {home: [sober]}, says", "- {when: {home: [sober], used: [other]}, says")
    assert ['not being sure of "used", which a gate asks, can lead to iop, php'] == messages(
        small(unsure_only, by_need), "E509"
    )


# --- promises that fit nobody, or are not there --------------------------------------------------------

NEVER = (
    '- {id: danger_first, says: Danger always means emergency, when: {danger: ["yes", not_sure]}, only: [emergency]}'
)
IN_VAIN = '"not_sure" is no answer to "home" by itself: its not_sure: reads it as "not_sober"'
UNSURE_HOME = (
    "options: {sober: Safe and sober, not_sober: Others use there}",
    "options: {sober: Safe and sober, not_sober: Others use there, not_sure: I am not sure}",
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "when: {home: [not_sober]}, says: Ask about sober",
            "when: {home: [not_sober, not_sure]}, says: Ask about sober",
        ),
        ("- {when: {home: [sober]}, says", "- {when: {home: [sober, not_sure]}, says"),
        ("- {id: steady, says", "- {id: steady, when: {home: [sober, not_sure]}, says"),
        ("never_lower: {home: [sober, not_sober]}", "never_lower: {home: [sober, not_sure, not_sober]}"),
    ],
)
def test_answer_that_nobody_gives_is_named_nowhere(old: str, new: str) -> None:
    """What reads "not sure" as another answer leaves nobody who gives it."""
    assert [IN_VAIN] == messages(small(UNSURE_HOME, (old, new)), "E503")


def test_example_may_be_not_sure_where_that_is_read_as_another_answer() -> None:
    """People say so all the same."""
    unsure = ("answers: {home: not_sober}", "answers: {home: not_sure}")
    assert [] == faults_of(small(UNSURE_HOME, unsure))


def test_promise_that_fits_nobody_is_not_shown_as_proved() -> None:
    """Neither in the build nor to the clinician."""
    criteria = small((NEVER, NEVER.replace('{danger: ["yes", not_sure]}', '{used: [nothing], daily: ["yes"]}')))
    expected = 'the promise "danger_first" can never fit: its conditions exclude each other'
    shown = list_promises(criteria, compile_flow(criteria).flow, "en")
    assert [expected] == messages(criteria, "E503")
    assert [expected, ""] == [row.failure for row in shown]


def test_one_alternative_that_fits_nobody_is_told() -> None:
    """Remedies and questions to take along are looked at like promises."""
    old = "when: {home: [not_sober]}, says: Ask about sober"
    new = 'any_of: [{home: [not_sober]}, {used: [nothing], daily: ["no"]}], says: Ask about sober'
    expected = 'alternative 2 of the remedy "not_sober" can never fit: its conditions exclude each other'
    assert [expected] == messages(small((old, new)), "E503")


def test_danger_without_a_promise_is_an_error() -> None:
    """A quiz without any promise proves nothing about the outcomes of danger."""
    bare = replace(SHIPPED, never=(), never_lower=Match())
    assert [
        'no promise protects the outcome "emergency": nothing proves that anybody is led there',
        'no promise protects the outcome "withdrawal_first": nothing proves that anybody is led there',
    ] == messages(bare, "E512")


@pytest.mark.parametrize(
    ("promised", "is_enough"),
    [
        ("only: [emergency]", True),
        ("not: [detox, iop, php]", True),
        ("only: [emergency, detox]", False),
        ("not: [iop, php]", False),
        ("only: [detox]", False),
    ],
)
def test_promise_protects_the_least_serious_result_it_allows(promised: str, *, is_enough: bool) -> None:
    """That danger leads to help now or to a doctor does not say that it leads to help now."""
    criteria = small((NEVER, NEVER.replace("only: [emergency]", promised)))
    assert is_enough == (not messages(criteria, "E512"))


# --- examples and options ------------------------------------------------------------------------------


def test_example_that_fits_no_rule_says_so() -> None:
    """Without an empty name of a result."""
    criteria = small(
        (
            "    because:\n      - {id: more_help, says",
            "    because:\n      - {id: more_help, when: {home: [sober]}, says",
        )
    )
    expected = 'the example "A home that is not sober" gets no result, for no rule fits its answers, not php'
    assert [expected] == messages(criteria, "E506")


def test_example_without_an_answer_that_counts_is_a_fault() -> None:
    """A question that does not say what not being sure means has no answer for it."""
    criteria = small(("    not_sure: not_sober\n", ""), ("used: other, home: sober}", "used: other}"))
    assert ["E506", "E508"] == sorted({fault.code for fault in faults_of(criteria)})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "answers: {home: not_sober}",
            "answers: {home: [sober, not_sober]}",
            '"home" takes one of these answers, not 2',
        ),
        (
            "used: other, home",
            "used: [other, nothing], home",
            '"nothing" stands alone: no other answer to "used" goes with it',
        ),
        ("assume: {used: nothing}", 'assume: {danger: ["no", "yes"]}', '"danger" takes one of these answers, not 2'),
    ],
)
def test_one_person_cannot_give_answers_that_exclude_each_other(old: str, new: str, message: str) -> None:
    """E203, in examples and in what is assumed afterwards."""
    found = build_site(edited(PATH, old, new)).diagnostics
    assert [("E203", message)] == [(fault.code, fault.message) for fault in found]


def test_option_that_calls_for_nothing_says_so() -> None:
    """A question that only tailors advice may not gain an option that is passed over."""
    pay = ("      none: No insurance\n", "      none: No insurance\n      cash: Cash\n")
    expected = 'no rule and no remedy names the option "cash" of "pay", so none looks at it'
    assert [expected] == messages(shipped(pay), "E511")
    assert [] == messages(
        shipped(("      none: No insurance\n", "      none: No insurance\n      cash: {label: Cash, finds: [free]}\n")),
        "E511",
    )


def test_worse_answer_among_several_is_compared() -> None:
    """An order may be promised of a question with several answers."""
    orders = Match(terms=((at("substances"), (at("none"), at("alcohol"))),))
    assert [] == messages(replace(SHIPPED, never_lower=orders), "E505")
