"""Every article of the guide is built the same way: who is in danger reads what to do first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.small_site import ROOT

ARTICLES = sorted((ROOT / "content/en").glob("*.md"))
WORDS_BEFORE_A_HEADING = 250
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


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.stem != "glossary"], ids=lambda article: article.stem)
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
