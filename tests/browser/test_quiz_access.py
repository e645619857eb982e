"""The quiz for everybody: each question and each kind of result, in all looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.audit import find_small_targets, find_violations, walk
from tests.browser.quiz_reader import MOST_QUESTIONS, Reader, take_at_once
from tests.browser.test_quiz_traces import KINDS


@pytest.fixture(scope="module")
def quiz(browser: Browser, site_url: str) -> Iterator[Page]:
    """The quiz, opened once; each test takes it from its start."""
    page = browser.new_page()
    page.goto(f"{site_url}quiz/")
    yield page
    page.close()


def start_again(quiz: Page) -> None:
    quiz.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")


def test_every_question_is_for_everybody(quiz: Page) -> None:
    """From the first to the last that a person in the longest case is asked; with its error, and in colors, once."""
    start_again(quiz)
    quiz.get_by_role("link", name="Start", exact=True).click()
    quiz.get_by_role("button", name="Continue").click()
    found = [*find_violations(quiz), *find_small_targets(quiz)]
    reader = Reader(page=quiz, other={"home": "No steady place to stay", "sober_living": "Yes"})
    for _ in range(MOST_QUESTIONS):
        question = quiz.locator(".step[data-criterion]:visible")
        if question.count() == 0:
            break
        name = question.get_attribute("data-criterion")
        found += [f"{name}: {one}" for one in find_violations(quiz, colors=())]
        found += find_small_targets(quiz)
        reader.answer(question)
    assert found == []
    assert len(reader.asked) > 10


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_result_is_for_everybody(quiz: Page, kind: str) -> None:
    """With all that is folded open."""
    start_again(quiz)
    result = take_at_once(quiz, KINDS[kind])
    assert result.locator("h2").inner_text() == kind
    quiz.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [*find_violations(quiz), *find_small_targets(quiz)] == []


def test_tab_key_goes_through_a_question_and_its_result(quiz: Page) -> None:
    """Into the group, on to Continue, and past the heading that was just read aloud."""
    start_again(quiz)
    quiz.get_by_role("link", name="Start", exact=True).click()
    names = [stop["name"] for stop in walk(quiz, 14) if stop["isSeen"] and stop["isOutlined"]]
    assert {"Continue", "Back"} <= set(names)
    start_again(quiz)
    take_at_once(quiz, KINDS["Intensive outpatient (IOP)"])
    stops = list(walk(quiz, 40))
    assert [stop["name"] for stop in stops if not (stop["isSeen"] and stop["isOutlined"] and stop["isBelow"])] == []
