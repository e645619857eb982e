"""Every article of the guide is built the same way: who is in danger reads what to do first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.criteria import load_criteria
from tests.small_site import ROOT

ARTICLES = sorted((ROOT / "content/en").glob("*.md"))
WORDS_BEFORE_A_HEADING = 250
HOURS = re.compile(r"\b(?:(\d+) (?:to|a) )?(\d+) (?:or more )?(?:hours|horas)\b")
# After a last drink, until an appointment or first help, and of work in a month for Medicaid.
HOURS_OF_OTHER_THINGS = {24, 48, 80}
NEXT_STEPS = ("What is the next step?", "What comes next?")


def body_of(article: Path) -> str:
    _, _, body = article.read_text(encoding="utf-8").split("---\n", 2)
    return body.strip()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_article_starts_with_whom_to_call(article: Path) -> None:
    """The first paragraph names 911, and another line for whom it is no emergency."""
    first = body_of(article).split("\n\n", 1)[0]
    assert "[[helpline 911]]" in first
    assert first.startswith("**")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_article_ends_with_the_next_step(article: Path) -> None:
    """In short sections, the last of which says what to do now and leads there."""
    *_, last = re.split(r"^## ", body_of(article), flags=re.MULTILINE)
    assert last.split("\n", 1)[0] in NEXT_STEPS
    assert re.search(r"\]\(/?[a-z-]+(\.md|/)\)", last)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_sections_are_short(article: Path) -> None:
    """A reader on a phone meets a heading at least every 250 words."""
    parts = re.split(r"^#{2,3} .*$", body_of(article), flags=re.MULTILINE)
    assert max(len(part.split()) for part in parts) <= WORDS_BEFORE_A_HEADING


def test_hours_in_sentences_are_those_of_a_level() -> None:
    """They stand in the criteria: whoever changes them there is told that articles name the old ones."""
    levels = load_criteria("content/criteria.yaml").levels
    known = {hours for level in levels for hours in (*level.hours_per_week, *level.hours_per_week_teens)}
    texts = [article.read_text(encoding="utf-8") for article in (ROOT / "content").glob("*/*.md")]
    named = {int(number) for text in texts for found in HOURS.findall(text) for number in found if number}
    assert set() == named - known - HOURS_OF_OTHER_THINGS
    assert named >= {9, 19, 20, 6}
