"""Reading grades: how they are counted, and that a frightened reader can follow the quiz."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from site_gen.model import Criterion, LevelOfCare, Outcome
from site_gen.reading_grade import count_syllables, grade
from tests.criteria import load_criteria

SHIPPED = load_criteria("content/criteria.yaml")
QUESTION_GRADE = 6
RESULT_GRADE = 8


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *(("a", 1), ("safe", 1), ("homes", 1), ("places", 2), ("people", 2), ("table", 2), ("alone", 2)),
        *(("medicine", 3), ("stopped", 1), ("wanted", 2), ("IOP", 3), ("988", 1), ("live-in", 2), ("they're", 1)),
    ],
)
def test_syllables_are_groups_of_vowels(word: str, syllables: int) -> None:
    """A silent ending is none; an abbreviation is read by its letters."""
    assert syllables == count_syllables(word)


def test_grade_follows_the_formula() -> None:
    """Six words of one syllable in one sentence; then the same as two sentences."""
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade("The cat sat. On the mat.") == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert grade("") == 0


def test_longer_words_and_sentences_ask_for_more_school() -> None:
    """The order that matters: plain below official."""
    plain = "A doctor will look at you first. Then you can start."
    official = "Comprehensive multidimensional assessment necessarily precedes admission to structured programming."
    assert grade(plain) < 3
    assert grade(official) > 12


def question_texts(criterion: Criterion) -> Iterable[str]:
    """The whole question as it is read, about someone else and about oneself."""
    rest = [
        criterion.why,
        *([criterion.note] if criterion.note else []),
        *(option.label for option in criterion.options),
    ]
    yield "\n".join(map(str, [criterion.ask, *criterion.signs, *rest]))
    yield "\n".join(map(str, [criterion.ask_me or criterion.ask, *(criterion.signs_me or criterion.signs), *rest]))


@pytest.mark.parametrize("criterion", SHIPPED.criteria, ids=lambda criterion: str(criterion.id))
def test_question_can_be_read_in_grade_6(criterion: Criterion) -> None:
    """Question, reason, note and options together."""
    assert [round(grade(text), 1) for text in question_texts(criterion) if grade(text) > QUESTION_GRADE] == []


def result_text(result: Outcome | LevelOfCare) -> str:
    """Everything the result can say."""
    words = [result.name, result.says, *([result.if_not_possible] if result.if_not_possible else [])]
    if isinstance(result, Outcome):
        reasons = [gate.says for gate in SHIPPED.gates if gate.then == result.id]
        return "\n".join(map(str, [*words, *(variant.do for variant in result.variants), *reasons]))
    needs = [need.says for need in result.needs]
    return "\n".join(map(str, [*words, *(because.says for because in result.because), *needs]))


@pytest.mark.parametrize("result", [*SHIPPED.outcomes, *SHIPPED.levels], ids=lambda result: str(result.id))
def test_result_can_be_read_in_grade_8(result: Outcome | LevelOfCare) -> None:
    """Name, words, what to do, reasons and needs together."""
    assert grade(result_text(result)) <= RESULT_GRADE


def test_advice_can_be_read_in_grade_8() -> None:
    """All remedies, and all questions to take along."""
    assert grade("\n".join(f"{remedy.name}. {remedy.says}" for remedy in SHIPPED.remedies)) <= RESULT_GRADE
    assert grade("\n".join(str(ask.says) for ask in SHIPPED.ask_there)) <= RESULT_GRADE
