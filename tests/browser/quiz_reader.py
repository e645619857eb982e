"""A reader who takes the quiz: knows answers by criterion, with a script or without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

STEADY = {
    "emergency_now": "No",
    "self_harm": "No",
    "age": "18 or older",
    "substances": "Alcohol",
    "heavy_days": "No",
    "past_severe": "No",
    "pregnant": "No",
    "medical": "No",
    "mental": "No big problem",
    "control": "Most of the time",
    "daily_life": "Mostly keeping up",
    "home": "Safe, and free of alcohol and drugs",
    "support": "Yes",
    "stage": "Not in treatment now",
}
MOST_QUESTIONS = 20
ANSWER_ON = """
(labels) => {
  const form = document.querySelector(".quiz");
  for (let group; (group = form.querySelector(".step fieldset")); ) {
    const wanted = labels[group.dataset.criterion];
    [...group.querySelectorAll("label")].find((label) => label.textContent === wanted).click();
    form.querySelector("[data-part=controls] .button").click();
  }
}
"""
ANSWER_ALL = ANSWER_ON.replace("  for", '  form.querySelector("[data-do=begin]").click();\n  for', 1)


def take_at_once(page: Page, other: Mapping[str, str]) -> Locator:
    """The result of somebody steady, apart from *other* answers, on a page with a script that is as it was left.

    The clicks are made within the page: for tests that look at results, of which there are many.
    """
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.evaluate(ANSWER_ALL, {**STEADY, **other})
    return page.locator(".result:visible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody steady, apart from *other* answers. *asked* fills with the questions they met."""

    page: Page
    other: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def take(self) -> Locator:
        """Answer until there is a result; the section that tells it."""
        self.page.get_by_role("link", name="Start", exact=True).click()
        for _ in range(MOST_QUESTIONS):
            question = self.page.locator(".step[data-criterion]:visible")
            if question.count() == 0:
                break
            self.answer(question)
        return self.page.locator(".result:visible")

    def answer(self, question: Locator) -> None:
        criterion = question.get_attribute("data-criterion") or ""
        self.asked.append(criterion)
        self.choose(question, {**STEADY, **self.other}[criterion])

    def choose(self, question: Locator, label: str) -> None:
        """A link where the page is one, else an option and Continue."""
        link = question.get_by_role("link", name=label, exact=True)
        if link.count():
            link.click()
            return
        question.get_by_label(label, exact=True).check()
        question.locator(":is(a, button):visible", has_text="Continue").click()
