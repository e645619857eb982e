"""Results of the quiz are right for whoever reads them: a person who asks for themself, or for somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.model import LevelOfCare, Outcome, Words
from tests.criteria import load_criteria

SHIPPED = load_criteria("content/criteria.yaml")
ONE_READER = re.compile(r"\b(you|your|yours|they|them|their|theirs|the (young )?person)\b", re.IGNORECASE)
OF_BOTH = {
    "This may be an emergency. Please get help before you read on.",
    "Street drugs can have fentanyl in them. Carry naloxone (Narcan).",
    "Mostly going without using and keeping up with life. After live-in care or PHP, one of them may be hard",
}


def words_of_outcome(outcome: Outcome) -> Iterator[Words | None]:
    yield from (outcome.name, outcome.says, outcome.if_not_possible)
    yield from (variant.do for variant in outcome.variants)
    yield outcome.afterwards.title if outcome.afterwards else None


def words_of_level(level: LevelOfCare) -> Iterator[Words | None]:
    yield from (level.name, level.says, level.if_not_possible)
    yield from (because.says for because in level.because)
    yield from (need.says for need in level.needs)


def words_of_results() -> Iterator[Words | None]:
    """All that a result may say, apart from the questions to take to a professional, whom they call "you"."""
    for outcome in SHIPPED.outcomes:
        yield from words_of_outcome(outcome)
    for level in SHIPPED.levels:
        yield from words_of_level(level)
    yield from (gate.says for gate in SHIPPED.gates)
    yield from (remedy.says for remedy in SHIPPED.remedies)


def test_results_speak_neither_to_the_person_nor_about_them() -> None:
    """Each sentence with a "you" or a "they" in it is one that fits both readers."""
    assert {str(words) for words in words_of_results() if words and ONE_READER.search(str(words))} == OF_BOTH


def test_teens_are_told_that_age_is_the_reason() -> None:
    """Nothing else in their answers is."""
    (gate,) = (gate for gate in SHIPPED.gates if gate.variant == "youth")
    assert str(gate.says) == "Age decides here. Levels of care for teens are different from those for adults."
    (outcome,) = (outcome for outcome in SHIPPED.outcomes if outcome.id == gate.then)
    assert "point one way" not in str(outcome.says)
