"""The decision table and its reference evaluator."""

from __future__ import annotations

from site_gen.diagnostics import Located
from site_gen.model import Match
from site_gen.rules import Leaf, close_terms, decide, fits, list_rules, settle
from tests.criteria import load_criteria

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")


def answers(**given: str) -> dict[str, frozenset[str]]:
    return {criterion: frozenset(options.split("+")) for criterion, options in given.items()}


def match(**terms: str) -> Match:
    pairs = tuple(
        (Located(criterion, path="x"), tuple(Located(o, path="x") for o in options.split()))
        for criterion, options in terms.items()
    )
    return Match(terms=pairs)


def test_first_rule_that_fits_decides() -> None:
    """A gate beats every rule after it, however well those fit too."""
    assert decide(SMALL, answers(danger="yes", used="alcohol", daily="yes", home="sober")) == Leaf(
        outcome="emergency", variant="call_911", rule="danger_now"
    )


def test_least_intensive_level_that_fits_is_chosen() -> None:
    """Levels are tried in the order they are written, the least intensive first."""
    assert decide(SMALL, answers(danger="no", used="other", home="sober")) == Leaf(outcome="iop", rule="steady")
    assert decide(SMALL, answers(danger="no", used="other", home="not_sober")) == Leaf(outcome="php", rule="more_help")


def test_answer_left_out_is_not_sure() -> None:
    """Leaving a question out is read as its declared meaning of not being sure."""
    assert settle(SMALL, {}) == {
        "danger": frozenset({"not_sure"}),
        "used": frozenset({"not_sure"}),
        "home": frozenset({"not_sober"}),
        "ride": frozenset({"not_sure"}),
    }


def test_question_not_asked_does_not_count() -> None:
    """An answer to a question that its condition rules out is dropped."""
    settled = settle(SMALL, answers(danger="no", used="other", daily="yes", home="sober"))
    assert "daily" not in settled


def test_terms_hold_only_where_their_question_is_asked() -> None:
    """A condition on a question carries the condition for asking it."""
    closed = close_terms([match(daily="yes")], {"daily": match(used="alcohol pills")})
    assert closed == {"daily": (frozenset({"yes"}),), "used": (frozenset({"alcohol", "pills"}),)}


def test_two_conditions_on_one_question_must_both_hold() -> None:
    """Terms from different places add up instead of replacing each other."""
    closed = close_terms([match(used="alcohol pills"), match(used="pills other")], {})
    assert fits(closed, answers(used="pills"))
    assert fits(closed, answers(used="alcohol+other"))
    assert not fits(closed, answers(used="alcohol"))


def test_rules_stand_in_the_order_of_the_file() -> None:
    """Gates first, then levels, each by its own id or its reason's."""
    assert [rule.leaf.rule for rule in list_rules(SMALL)] == [
        "danger_now",
        "daily_use",
        "unknown",
        "steady",
        "more_help",
    ]
