"""The quiz in a browser, with a script and without one, and that it leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.quiz_reader import Reader

THREE_PEOPLE = [
    ({"emergency_now": "I am not sure"}, "Get help right now", 1),
    ({"heavy_days": "Yes"}, "See a doctor or nurse before stopping (detox first)", 6),
    ({"control": "Only with strong cravings, slips, or a lot of help"}, "Intensive outpatient (IOP)", 11),
]


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def quiz(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Page]:
    """The quiz page of a fresh visitor."""
    context = browser.new_context(java_script_enabled=request.param, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site_url}quiz/")
    yield page
    context.close()


@pytest.fixture
def scripted(page: Page, site_url: str) -> Page:
    page.goto(f"{site_url}quiz/")
    return page


@pytest.mark.parametrize(("other", "name", "questions"), THREE_PEOPLE)
def test_reader_reaches_the_outcome_of_the_answers(
    quiz: Page, other: dict[str, str], name: str, questions: int
) -> None:
    """Emergency, withdrawal and IOP, each by no more questions than it takes."""
    reader = Reader(page=quiz, other=other)
    expect(reader.take().get_by_role("heading", name=name)).to_be_visible()
    assert len(reader.asked) == questions


def test_result_says_why_and_leads_to_programs(quiz: Page) -> None:
    """The deciding rule's sentence, and the one neutral address of the program list."""
    result = Reader(page=quiz, other={"control": "Only with strong cravings, slips, or a lot of help"}).take()
    expect(result).to_contain_text("Things can be managed most of the time, and more help would be good.")
    assert result.get_by_role("link", name="Find a program").get_attribute("href") == "../programs/"


def test_emergency_result_can_be_called(quiz: Page) -> None:
    """The numbers are links that dial."""
    result = Reader(page=quiz, other={"emergency_now": "Yes"}).take()
    assert [link.get_attribute("href") for link in result.locator('a[href^="tel:"]').all()] == [
        "tel:911",
        "tel:988",
        "tel:+1-800-799-7233",
    ]


def test_without_a_script_no_request_carries_an_answer(browser: Browser, site_url: str, site_log: list[str]) -> None:
    """Every step is a place on the same page: the host hears of the visit once."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}quiz/")
    Reader(page=page, other={"heavy_days": "Yes"}).take()
    context.close()
    assert [path for path in site_log if "quiz" in path and "/assets/" not in path] == ["/county/site/quiz/"]


def test_changed_answer_leads_to_its_own_result(scripted: Page) -> None:
    """Change goes back to one question and then on to what the new answers mean."""
    Reader(page=scripted).take()
    expect(scripted.locator(".result:visible h2")).to_have_text("Standard outpatient care")
    scripted.get_by_role("button", name="Away from treatment").click()
    scripted.get_by_label("Only with strong cravings").check()
    scripted.get_by_role("button", name="Continue").click()
    expect(scripted.locator(".result:visible h2")).to_have_text("Intensive outpatient (IOP)")


def test_back_shows_the_question_before_with_its_answer(scripted: Page) -> None:
    """Nothing that was answered has to be answered again."""
    scripted.get_by_role("link", name="Start", exact=True).click()
    scripted.get_by_label("No", exact=True).check()
    scripted.get_by_role("button", name="Continue").click()
    scripted.get_by_role("button", name="Back").click()
    expect(scripted.get_by_role("heading", name="Is any of this true right now?")).to_be_focused()
    expect(scripted.get_by_label("No", exact=True)).to_be_checked()


def test_going_on_without_an_answer_says_what_to_do(scripted: Page) -> None:
    """The message takes the focus, and the question stays."""
    scripted.get_by_role("link", name="Start", exact=True).click()
    scripted.get_by_role("button", name="Continue").click()
    expect(scripted.get_by_text("Please choose an answer.")).to_be_focused()
    expect(scripted.get_by_role("heading", name="Is any of this true right now?")).to_be_visible()


def test_option_that_stands_alone_clears_the_others(scripted: Page) -> None:
    """Nothing in the past month, and something in the past month, cannot both be."""
    reader = Reader(page=scripted)
    scripted.get_by_role("link", name="Start", exact=True).click()
    for _ in range(3):
        reader.answer(scripted.locator(".step[data-criterion]:visible"))
    scripted.get_by_label("Alcohol", exact=True).check()
    scripted.get_by_label("Nothing in the past month").check()
    expect(scripted.get_by_label("Alcohol", exact=True)).not_to_be_checked()


def test_words_fit_whom_the_questions_are_about(quiz: Page) -> None:
    """A person who asks for themselves is spoken to, not about."""
    quiz.get_by_label("Me", exact=True).check()
    quiz.get_by_role("link", name="Start", exact=True).click()
    Reader(page=quiz).answer(quiz.locator(".step[data-criterion]:visible"))
    heading = quiz.locator(".step:visible h2")
    expect(heading.get_by_text("Are you thinking about ending your life")).to_be_visible()
    expect(heading.get_by_text("Have they talked about")).to_be_hidden()


def test_what_can_help_follows_the_answers(scripted: Page) -> None:
    """Violence at home shows the hotline and hides family advice."""
    other = {"home": "Not safe. Someone there hurts or scares people", "sober_living": "Yes"}
    Reader(page=scripted, other=other).take()
    helps = scripted.locator("[data-quiz=remedies]")
    expect(helps.get_by_text("Call or text the domestic violence hotline.")).to_be_visible()
    expect(helps.get_by_text("Ask if family can join classes or sessions.")).to_be_hidden()


def test_reload_forgets_the_answers(scripted: Page) -> None:
    """A reloaded page is a fresh quiz."""
    Reader(page=scripted).take()
    scripted.reload()
    expect(scripted.get_by_role("link", name="Start", exact=True)).to_be_visible()
    expect(scripted.locator(".result:visible")).to_have_count(0)


def test_quiz_can_be_taken_with_the_keyboard_alone(scripted: Page) -> None:
    """Tab, arrows, space and Enter are enough."""
    scripted.get_by_role("link", name="Start", exact=True).focus()
    scripted.keyboard.press("Enter")
    for keys in (("Tab", "Space", "ArrowDown"), ("Tab", "Enter")):
        for key in keys:
            scripted.keyboard.press(key)
    heading: Any = scripted.locator(".result:visible h2")
    expect(heading).to_have_text("Get help right now")


def test_question_is_read_in_its_order(scripted: Page) -> None:
    """What a screen reader is told, in this order: question, signs, why, options, Continue, Back, how many are left."""
    scripted.get_by_role("link", name="Start", exact=True).click()
    expect(scripted.get_by_role("heading", name="Is any of this true right now?")).to_be_focused()
    expect(scripted.locator(".step:visible")).to_match_aria_snapshot("""
        - group "Is any of this true right now?":
          - heading "Is any of this true right now?" [level=2]
          - list:
            - listitem: They are hard to wake.
            - listitem: They are not breathing well.
            - listitem: They have had a seizure.
            - listitem: They are very confused, or see things that are not there.
            - listitem: They have chest pain.
            - listitem: They are badly hurt.
            - listitem: Someone may hurt them.
          - paragraph: These can be deadly. If you are not sure, treat it as an emergency.
          - radio "No"
          - text: "No"
          - radio "Yes"
          - text: "Yes"
          - radio "I am not sure"
          - text: I am not sure
        - paragraph:
          - button "Continue"
          - button "Back"
        - paragraph: At most 13 questions, with this one.
        """)


def test_result_is_read_in_its_order(scripted: Page) -> None:
    """The name first, with the focus; then reasons, what to do about worries, what to look for, ask and change."""
    Reader(page=scripted, other={"control": "Only with strong cravings, slips, or a lot of help"}).take()
    expect(scripted.get_by_role("heading", name="Intensive outpatient (IOP)")).to_be_focused()
    assert scripted.locator(".quiz").get_by_role("heading").all_inner_texts() == [
        "Intensive outpatient (IOP)",
        "What IOP needs",
        "Met",
        "Why not less care?",
        "Why not more care?",
        "What to look for",
        "Questions to take to the assessment",
        "What you answered",
    ]
