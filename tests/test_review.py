"""The report for clinicians: complete, exact, and the same as what the quiz does."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from io import StringIO
from itertools import combinations

import html5lib
import pytest

from site_gen.quiz import branch_of, compile_flow
from site_gen.review import CSV, HTML, Review
from site_gen.review.combinations import Side, list_answers
from site_gen.review.diagram import draw_sheets, number_questions
from site_gen.review.report import say_share
from site_gen.review.rows import list_rows
from site_gen.review.words import name_answers
from site_gen.rules import Answers, decide, settle
from site_gen.signoff import split_criteria
from site_gen.spreadsheet import safe_cell
from tests.everybody import list_choices, list_people
from tests.reviews import PATH, SHIPPED, SMALL, count_all, review_shipped, review_small, side_of, text_of
from tests.small_site import edited

# --- combinations --------------------------------------------------------------------------------------


def test_combinations_are_counted_as_by_hand() -> None:
    """3 for danger; 15 sets and nothing; 12 of them with alcohol or pills, and 3 ways on; 2 for home."""
    assert 3 * (12 * 3 + 4) * 2 == count_all(SMALL)
    assert count_all(SMALL) == len(list(list_people(SMALL, side_of(SMALL).deciding)))


def test_combinations_of_the_shipped_file_are_counted_as_by_hand() -> None:
    """Withdrawal by sets of substances, home with what is asked about it, and the rest multiplied."""
    withdrawal = sum(
        (12 if chosen & {"alcohol", "sedatives", "ghb", "not_sure"} else 1) * (4 if "opioids" in chosen else 1)
        for chosen in list_choices(next(c for c in SHIPPED.criteria if c.id == "substances"))
    )
    home = 1 + 4 * 3
    assert 3 * 4 * 2 * withdrawal * 3 * 3 * 4 * 4 * 4 * home * 3 * 7 == count_all(SHIPPED)


# --- rows ----------------------------------------------------------------------------------------------


def rows_of(review: Review) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(review.outputs[CSV].decode())))


def test_rows_divide_all_combinations() -> None:
    """Their counts add up to all of them, and none is empty."""
    for review, criteria in ((review_small(), SMALL), (review_shipped(), SHIPPED)):
        counts = [int(row["combinations"]) for row in rows_of(review)]
        assert min(counts) > 0
        assert count_all(criteria) == sum(counts)


def test_every_person_belongs_to_one_row_which_says_their_result() -> None:
    """Tried on all of the small criteria."""
    side = side_of(SMALL)
    answers = list_answers((side,), [str(c.id) for c in SMALL.criteria], {})
    rows = list(list_rows(side, answers))
    found: dict[int, int] = {}
    for person in list_people(SMALL, side.deciding):
        places = [i for i, row in enumerate(rows) if _is_in(side, row.branches, settle(SMALL, person))]
        assert [decide(SMALL, person)] == [rows[place].leaf for place in places]
        found[places[0]] = found.get(places[0], 0) + 1
    assert [row.count for row in rows] == [found[i] for i in range(len(rows))]


def _is_in(side: Side, branches: Mapping[str, frozenset[int]], person: Answers) -> bool:
    return all(name in person and branch_of(side.flow, name, person[name]) in taken for name, taken in branches.items())


def test_table_has_a_column_for_every_question_that_decides() -> None:
    """Then how many, and what they get."""
    assert ["danger", "used", "daily", "home", "combinations", "outcome", "variant", "rule"] == list(
        rows_of(review_small())[0]
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    """A spreadsheet would run it."""
    assert f"'{text}" == safe_cell(text)


def test_sets_of_answers_are_named_by_what_rules_look_at() -> None:
    """What one of them must have, what none of them may have."""
    side = side_of(SHIPPED)
    criterion = next(c for c in SHIPPED.criteria if c.id == "substances")
    names = {name_answers(criterion, side.flow, {branch}) for branch in range(len(side.flow.branches["substances"]))}
    assert {
        "alcohol / sedatives / ghb, without opioids / not_sure",
        "alcohol / sedatives / ghb + opioids, without not_sure",
        "opioids, without alcohol / sedatives / ghb / not_sure",
        "not_sure + opioids",
        "not_sure, without opioids",
        "only other / none",
    } == names
    assert "(any)" == name_answers(criterion, side.flow, set(range(6)))


# --- the report ----------------------------------------------------------------------------------------


def test_report_is_one_file_that_asks_for_nothing() -> None:
    """It opens from disk: no script, nothing from elsewhere, valid HTML."""
    page = review_shipped().outputs[HTML].decode()
    assert [] == re.findall(r"<script|<link|<img|<iframe|url\(|@import|\son\w+=", page)
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)
    assert [] == parser.errors


def test_report_holds_all_that_is_signed() -> None:
    """Every text, and every place that a rule looks at."""
    shown = text_of(review_shipped())
    parts = split_criteria(SHIPPED)
    assert [] == [text for text in parts.wording.values() if isinstance(text, str) and text not in shown]
    assert [] == [place for place in parts.rules if place.split("/", 2)[-1] not in shown]


def test_report_names_every_gate_promise_example_and_doubt() -> None:
    """By name, and each promise with its proof."""
    shown = text_of(review_shipped())
    named = [
        *(g.id for g in SHIPPED.gates),
        *(n.id for n in SHIPPED.never),
        *(str(e.name) for e in SHIPPED.examples.cases),
    ]
    marked = [
        *(one.open_question for one in SHIPPED.criteria),
        *(one.open_question for one in SHIPPED.gates),
        *(one.open_question for one in SHIPPED.levels),
    ]
    doubts = [str(one) for one in marked if one]
    assert [] == [name for name in (*named, *doubts) if name not in shown]
    proofs = len(SHIPPED.never) + len(SHIPPED.never_lower.terms)
    assert proofs == shown.count(f"proved for all {count_all(SHIPPED):,} combinations")


def test_report_names_the_sources_of_questions_and_remedies() -> None:
    """With who names each, and when it was read; those of articles only are left out."""
    asked = edited(PATH, "why: Danger comes first.", "why: Danger comes first.\n    sources: [book]")
    shown = text_of(review_small(asked))
    assert "A book (A publisher, 2020) Read on November 1, 2026. The whole book. danger" in shown
    assert "Words Matter" not in shown
    assert "There are none." in text_of(review_small())


def test_broken_rules_are_shown_and_not_called_proved() -> None:
    """The promise names the person for whom it fails, and the report says not to sign."""
    review = review_small(edited(PATH, 'when: {danger: ["yes", not_sure]}, then', 'when: {danger: ["yes"]}, then'))
    shown = text_of(review)
    assert "E504" in {fault.code for fault in review.diagnostics}
    assert "Do not sign: the checks found" in shown
    assert "Does not hold." in shown
    others = len(SMALL.never) - 1
    assert shown.count("proved for all") == others + len(SMALL.never_lower.terms)


def test_words_of_the_criteria_cannot_become_markup() -> None:
    """Whoever writes them, the report shows them as they stand."""
    review = review_small(edited(PATH, "says: There may be danger.", 'says: "<b>x</b> & y"'))
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in review.outputs[HTML].decode()


def test_site_with_errors_has_no_report() -> None:
    """The faults come first."""
    review = review_small(edited(PATH, "then: emergency", "then: emergncy"))
    assert ({}, ["E301"]) == (dict(review.outputs), [fault.code for fault in review.diagnostics])


def test_diagram_has_every_question_once_and_every_answer_on_it() -> None:
    """Boxes of one sheet do not lie on each other, and lines lead from one column to a later one."""
    flow = compile_flow(SHIPPED).flow
    questions = number_questions(SHIPPED, flow)
    boxes = [box for sheet in draw_sheets(questions) for box in sheet.boxes]
    assert list(questions) == [box.question for box in boxes]
    assert len(flow.nodes) == len(questions)
    assert all(0 == way.target or way.target > question.number for question in questions for way in question.ways)
    for sheet in draw_sheets(questions):
        for one, other in combinations(sheet.boxes, 2):
            assert one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0.0%"), (1, "under 0.001%"), (50_000, "0.05%"), (12_345_678, "12.3%"), (10**8, "100.0%")]
)
def test_share_tells_a_few_from_none(count: int, words: str) -> None:
    """In percent."""
    assert words == say_share(count, 10**8)
