"""What a change of the criteria does: counted without a sample, and told in the report."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Criteria
from site_gen.review.changes import compare
from site_gen.review.combinations import usual_answers
from site_gen.rules import Answers, Leaf, Rule, first_fit, list_rules, settle
from tests.criteria import read_criteria
from tests.everybody import list_people
from tests.examples import examples
from tests.mutants import Mutant, list_mutants
from tests.reviews import SHIPPED, SMALL, TEXT, count_all, review_small, side_of, text_of

MUTANTS = list(list_mutants(SMALL))


def moved_by_hand(before: Criteria, now: Criteria, deciding: frozenset[str]) -> dict[tuple[Leaf, Leaf], int]:
    counts: dict[tuple[Leaf, Leaf], int] = {}
    rules_before, rules_now = list_rules(before), list_rules(now)
    for person in list_people(now, deciding):
        pair = (_leaf(before, person, rules_before), _leaf(now, person, rules_now))
        if (pair[0].outcome, pair[0].variant) != (pair[1].outcome, pair[1].variant):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


def _leaf(criteria: Criteria, person: Answers, rules: Sequence[Rule] | None = None) -> Leaf:
    """As `decide` finds it; for many people, the *rules* are listed once."""
    return first_fit(rules or list_rules(criteria), settle(criteria, person)) or Leaf(outcome="", rule="")


@examples(25)
@given(st.sampled_from(MUTANTS), st.sampled_from(MUTANTS))
def test_change_is_counted_as_by_going_through_everybody(one: Mutant, other: Mutant) -> None:
    """For any two edits of the small criteria: same groups, same counts, and an example of each."""
    before, now = one.criteria, other.criteria
    deciding = side_of(before).deciding | side_of(now).deciding
    change = compare(before, now)
    expected = moved_by_hand(before, now, deciding)
    assert expected == {(group.before, group.now): group.count for group in change.moved}
    assert len(list(list_people(now, deciding))) == change.total
    for group in change.moved:
        person = {**usual_answers(now), **group.person}
        assert (group.before, group.now) == (_leaf(before, person), _leaf(now, person))


def test_order_of_questions_alone_moves_nobody() -> None:
    """The change is in what people are told, not in the path."""
    lines = TEXT.split("  home:\n    ask: What")
    home = "  home:\n    ask: What" + lines[1].split("  ride:\n")[0]
    moved = TEXT.replace(home, "").replace("criteria:\n  danger:", f"criteria:\n{home}  danger:")
    change = compare(SMALL, read_criteria(moved))
    assert ((), 240, ["criteria/order"]) == (change.moved, change.total, [edit.place for edit in change.rules])


def test_new_answer_is_counted_apart() -> None:
    """The older version does not know it, so nothing can be said of those people."""
    now = read_criteria(TEXT.replace("not_sober: Others use there}", "not_sober: Others use there, none: No home}"))
    change = compare(SMALL, now)
    assert change.only_now is not None
    assert (240, (), None) == (change.total, change.moved, change.only_before)
    assert (120, 360, (("emergency", 80), ("detox", 32), ("php", 8))) == (
        change.only_now.count,
        change.only_now.total,
        change.only_now.results,
    )


def test_orders_that_contradict_each_other_are_not_compared() -> None:
    """A question cannot stand before and after another."""
    daily = "  daily:\n    ask: Was it on most days?\n    why: The body gets used to it.\n"
    asked = "    asked_if: {used: [alcohol, pills]}\n"
    turned = TEXT.replace(daily + asked, daily).replace(
        "    why: Some drugs", '    asked_if: {daily: ["yes"]}\n    why: Some drugs'
    )
    assert not compare(SMALL, read_criteria(turned)).is_comparable


def test_report_tells_the_change_and_who_signed_the_older_version() -> None:
    """Who gets another result, and which places were edited."""
    older = TEXT.replace("when: {used: [not_sure]}", "when: {used: [other, not_sure]}")
    shown = text_of(review_small(since=older))
    assert "No signature in content/criteria.yaml is for that version" in shown
    expected = moved_by_hand(read_criteria(older), SMALL, side_of(SMALL).deciding)
    assert f"{sum(expected.values())} of 240 combinations" in shown
    assert "gates/unknown/when/used gone: other" in shown


def test_older_version_with_faults_is_told() -> None:
    """With its own name."""
    review = review_small(since=TEXT.replace("home: [sober], ", "").replace("{home: [sober]}", "{hme: [sober]}"))
    assert ({}, [("old.yaml", "E301")]) == (dict(review.outputs), [(f.path, f.code) for f in review.diagnostics])


def test_older_version_may_hold_sources_of_its_own() -> None:
    """They stood in the criteria once, and may be gone from the registry by now."""
    named = TEXT.replace("why: Danger comes first.", "why: Danger comes first.\n    sources: [gone]")
    older = f"{named}sources:\n  gone: {{title: A book, publisher: Nobody}}\n"
    review = review_small(since=older)
    assert (True, ()) == (bool(review.outputs), review.diagnostics)


def test_same_version_has_no_change() -> None:
    """Not one combination, not one place."""
    change = compare(SHIPPED, SHIPPED)
    assert ((), (), (), count_all(SHIPPED)) == (change.moved, change.rules, change.wording, change.total)
