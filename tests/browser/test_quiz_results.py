"""What a result tells: its reasons, what would change it, what to do and what to take along; and on paper."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.quiz_reader import ANSWER_ON, STEADY, Reader, take_at_once
from tests.browser.test_quiz_traces import KINDS

SCRIPTS_LIMIT = 5 * 1024
PAGE_LIMIT = 20 * 1024
HARD_TO_STOP = "No, use happens almost every day when no one is there"
CRAVINGS = "Only with strong cravings, slips, or a lot of help"
NO_PLACE: Mapping[str, str] = {"home": "No steady place to stay", "sober_living": "No"}
LONGEST: Mapping[str, str] = {
    "substances": "Opioids (fentanyl, heroin, strong pain pills, street methadone)",
    "opioid_now": "Finished detox, or none for 2 weeks or more",
    "mental": "Some problems, but able to take part in a group",
    "control": CRAVINGS,
    "daily_life": "Some things are slipping",
    "home": "Others drink or use there, or it is easy to get",
    "sober_living": "I am not sure",
    "support": "No",
}

WORST: Mapping[str, str] = {
    **LONGEST,
    "home": "No steady place to stay",
    "stage": "Was doing well, then started using again",
}


@pytest.fixture(scope="module")
def quiz(browser: Browser, site_url: str) -> Iterator[Page]:
    """One page for all readers: each finds it as if nobody had been there."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.set_default_timeout(5_000)
    page.goto(f"{site_url}quiz/")
    yield page
    context.close()


def lines(page: Page, place: str) -> list[str]:
    """The first line of every item that shows in a part of the page."""
    items = page.locator(f"{place} li:visible")
    return [text.split("\n")[0].strip() for text in items.all_inner_texts()]


@pytest.mark.parametrize("name", KINDS)
def test_every_result_says_who_decides_and_what_to_do(quiz: Page, name: str) -> None:
    """A professional decides; there is something to do, and a number to call or the list of programs."""
    result = take_at_once(quiz, KINDS[name])
    expect(result.get_by_role("heading")).to_have_text(name)
    expect(quiz.get_by_text("An assessment by a professional decides. This is not a diagnosis.")).to_be_visible()
    assert result.locator(".result__do").inner_text().strip()
    assert result.locator('a[href^="tel:"]:visible, a[href$="programs/"]:visible').count() > 0
    expect(result.get_by_text("Why:")).to_be_visible()


@pytest.mark.parametrize("answers", [{"emergency_now": "Yes"}, {"self_harm": "Yes, but safe right now"}])
def test_emergency_result_stays_short_with_the_number_first(quiz: Page, answers: dict[str, str]) -> None:
    """After its name come the numbers; no needs, no changes, no filters, no more questions."""
    result = take_at_once(quiz, answers)
    after_name = result.locator("h2 + *")
    assert after_name.evaluate("one => one.className") == "calls"
    assert after_name.locator("a").first.get_attribute("href") == (
        "tel:911" if "emergency_now" in answers else "tel:988"
    )
    for part in ("reasons", "less", "changes", "finds", "ask", "more"):
        expect(quiz.locator(f"[data-quiz={part}]")).to_be_hidden()


def test_level_tells_its_needs_and_why_not_less_or_more(quiz: Page) -> None:
    """IOP: needs met, safety checks folded, what weekly care needs beside, and which answers lead to PHP."""
    result = take_at_once(quiz, {"control": CRAVINGS})
    assert lines(quiz, "[data-group=met]") == [
        "A safe place to go home to each day, free of alcohol and drugs, or sober living",
        "Able to go a few days without using, even if it is hard",
        "Able to manage most of the day, even if some things slip",
        "Not too many hard things at once (cravings, daily life, mood, home, support)",
    ]
    assert quiz.locator("[data-group=safe]").get_attribute("open") is None
    assert quiz.locator("[data-group=safe] li").count() == 4
    expect(quiz.locator("[data-group=unmet], [data-group=unknown]").first).to_be_hidden()
    expect(quiz.locator("[data-quiz=less]")).to_contain_text("Standard outpatient care needs this too:")
    assert lines(quiz, "[data-quiz=less]") == ["Able to go a few days without using, most of the time"]
    expect(result).to_contain_text("the next step up is Day treatment (partial hospitalization, PHP).")
    expect(quiz.locator("[data-quiz=up] p")).to_have_text(
        "Day treatment (partial hospitalization, PHP) could come into question if this were so (one line is enough):"
    )
    assert lines(quiz, "[data-quiz=up]") == [
        "Going a few days without using: No, use happens almost every day when no one is there",
        "Work, school, home and health: Some things are slipping",
    ]
    expect(quiz.locator("[data-quiz=changes]")).to_be_hidden()


def test_more_care_than_iop_tells_what_iop_needs_and_what_would_change_it(quiz: Page) -> None:
    """No safe place: that need is not met, programs that help with it are named, and two ways lead to IOP."""
    take_at_once(quiz, NO_PLACE)
    unmet = quiz.locator("[data-group=unmet] li")
    assert unmet.all_inner_texts()[0].split("\n") == [
        "A safe place to go home to each day, free of alcohol and drugs, or sober living",
        "Read: Sober living",
        "Programs can help with: Sober living or transitional housing, Help with housing.",
    ]
    assert unmet.count() == 1
    expect(quiz.locator("[data-quiz=changes]")).to_contain_text("IOP could come into question if")
    assert lines(quiz, "[data-quiz=changes]") == ["Home: Safe, and free of alcohol and drugs", "Sober living: Yes"]


def test_what_was_not_asked_is_not_known(quiz: Page) -> None:
    """Daily medical care ends the questions: the needs behind them are neither met nor not met."""
    take_at_once(quiz, {"medical": "Yes"})
    assert lines(quiz, "[data-group=unmet]") == ["No health problem that needs a nurse or doctor every day"]
    assert len(lines(quiz, "[data-group=unknown]")) >= 4
    expect(quiz.locator("[data-quiz=changes]")).to_be_hidden()


@pytest.mark.parametrize(
    "answers", [{"control": HARD_TO_STOP}, {"medical": "Yes"}, {"heavy_days": "Yes"}, {"age": "Under 18"}]
)
def test_danger_and_the_past_are_never_told_as_something_to_change(quiz: Page, answers: dict[str, str]) -> None:
    """Nobody is told that less danger would bring less care."""
    take_at_once(quiz, answers)
    expect(quiz.locator("[data-quiz=changes]")).to_be_hidden()


def test_after_the_medical_check_the_next_result_is_named_and_the_questions_go_on(quiz: Page) -> None:
    """Folded; what was answered so far decides, and the button asks the rest."""
    result = take_at_once(quiz, {"heavy_days": "Yes"})
    expect(result.get_by_text("From your answers so far")).to_be_hidden()
    result.get_by_text("After the medical check").click()
    expect(result.locator("[data-afterwards]")).to_have_text("Talk to a professional first")
    result.get_by_role("button", name="Go on with the questions").click()
    expect(quiz.locator(".step[data-criterion]:visible h2")).to_be_focused()


OPIOIDS: Mapping[str, str] = {
    "substances": "Opioids (fentanyl, heroin, strong pain pills, street methadone)",
    "opioid_now": "Still using, or stopped less than 2 weeks ago with no medical help",
    "control": CRAVINGS,
}


def go_on_with_the_questions(quiz: Page, *, other: Mapping[str, str]) -> Locator:
    """Past the result that comes first, with the same answers to what is asked then."""
    quiz.locator(".result:visible details summary").click()
    quiz.get_by_role("button", name="Go on with the questions").click()
    quiz.evaluate(ANSWER_ON, {**STEADY, **other})
    return quiz.locator(".result:visible")


def test_going_on_changes_nothing_that_was_said(quiz: Page) -> None:
    """After the medical check, what was used still counts: on the page, for what can help, and what to ask."""
    take_at_once(quiz, OPIOIDS)
    result = go_on_with_the_questions(quiz, other=OPIOIDS)
    expect(result.get_by_role("heading", name="Intensive outpatient (IOP)")).to_be_visible()
    answered = quiz.locator(".answers").inner_text()
    assert OPIOIDS["substances"] in answered
    assert OPIOIDS["opioid_now"] in answered
    assert "Nothing in the past month" not in answered
    helps = quiz.locator("[data-quiz=remedies]").inner_text()
    assert "naloxone" in helps
    assert "the old dose can kill" in helps
    assert "Can medicine for cravings be started here?" in quiz.locator("[data-quiz=ask]").inner_text()


def test_going_on_after_thoughts_of_suicide_keeps_the_answer_and_the_need(quiz: Page) -> None:
    """Being safe is not passed by assuming it: the answer stands, and so does 988 with the need."""
    take_at_once(quiz, {"self_harm": "Yes, but safe right now"})
    go_on_with_the_questions(quiz, other={})
    assert "Yes, but safe right now" in quiz.locator(".answers").inner_text()
    assert any("988" in line for line in lines(quiz, "[data-group=unmet]"))


def test_an_answer_from_before_can_be_changed_after_going_on(quiz: Page) -> None:
    """Nothing is assumed any more then; what was answered since is kept."""
    take_at_once(quiz, OPIOIDS)
    go_on_with_the_questions(quiz, other=OPIOIDS)
    row = quiz.locator(".answers__one", has_text=OPIOIDS["opioid_now"])
    row.get_by_role("button").click()
    expect(quiz.get_by_label(OPIOIDS["opioid_now"], exact=True)).to_be_checked()
    quiz.get_by_label("Finished detox, or none for 2 weeks or more", exact=True).check()
    quiz.get_by_role("button", name="Continue").click()
    quiz.evaluate(ANSWER_ON, dict(STEADY))
    expect(quiz.locator(".result:visible").get_by_role("heading", name="Intensive outpatient (IOP)")).to_be_visible()
    expect(quiz.locator(".quiz__first")).to_have_count(0)
    assert "Finished detox, or none for 2 weeks or more" in quiz.locator(".answers").inner_text()


SPECIAL = {
    "violence at home": (
        {"home": "Not safe. Someone there hurts or scares people", "sober_living": "Yes"},
        ["Someone at home is violent."],
        ["Family wants to help."],
    ),
    "a break from opioids": (
        {"substances": LONGEST["substances"], "opioid_now": LONGEST["opioid_now"]},
        ["A break from opioids.", "Opioid use."],
        [],
    ),
    "street drugs": ({"substances": "Something else (meth, cocaine, weed, other)"}, ["Street drugs."], ["Opioid use."]),
    "a teen": ({"age": "Under 18"}, ["Under 18."], []),
    "not sure what was used": ({"substances": "I am not sure"}, ["Opioid use."], ["Street drugs."]),
}


@pytest.mark.parametrize("special", SPECIAL)
def test_what_is_special_has_words_of_its_own(quiz: Page, special: str) -> None:
    """Violence shows the hotline and hides family advice; lost tolerance, unknown drugs and teens are told."""
    answers, shown, hidden = SPECIAL[special]
    take_at_once(quiz, answers)
    for name in shown:
        expect(quiz.locator(".remedies").get_by_text(name, exact=True)).to_be_visible()
    for name in hidden:
        expect(quiz.locator(".remedies").get_by_text(name, exact=True)).to_be_hidden()
    if special == "violence at home":
        assert quiz.locator('.remedies a[href="tel:+1-800-799-7233"]').is_visible()


def test_pregnancy_has_words_of_its_own(quiz: Page) -> None:
    """At a result of withdrawal, and wherever it is said after the result."""
    opioids = {
        "substances": LONGEST["substances"],
        "opioid_now": "Still using, or stopped less than 2 weeks ago with no medical help",
    }
    expect(take_at_once(quiz, {**opioids, "pregnant": "Yes"})).to_contain_text("No stopping without medical help.")
    expect(quiz.locator(".remedies").get_by_text("Pregnant, or could be.")).to_be_visible()
    take_at_once(quiz, {})
    expect(quiz.locator(".remedies").get_by_text("Pregnant, or could be.")).to_be_hidden()
    quiz.locator("[data-quiz=more] summary").click()
    quiz.locator("[data-criterion=pregnant]").get_by_label("Yes", exact=True).check()
    expect(quiz.locator(".remedies").get_by_text("Pregnant, or could be.")).to_be_visible()
    assert "Do you care for people who are pregnant, and how soon can that start?" in lines(quiz, "[data-quiz=ask]")


def test_more_answers_name_the_filters_to_choose(quiz: Page, site_url: str, browser: Browser) -> None:
    """In the words of the program list, where each of them can be found."""
    take_at_once(quiz, {"control": CRAVINGS})
    quiz.locator("[data-quiz=more] summary").click()
    more = quiz.locator("[data-quiz=more]")
    for label in ("Medicaid", "Spanish", "Work or school hours"):
        more.get_by_label(label, exact=True).check()
    named = lines(quiz, "[data-quiz=finds]")
    assert named == [
        *("Level of care: Intensive outpatient (IOP)", "How to pay: Medicaid"),
        *("Ask about: Evening sessions", "Ask about: Weekend sessions"),
        *("What it offers: Medicine for opioid use", "What it offers: Medicine for alcohol use"),
        *("What it offers: Family counseling", "Languages: Spanish"),
    ]
    finder = browser.new_page()
    finder.goto(f"{site_url}programs/")
    for group, label in (line.split(": ", 1) for line in named if not line.startswith("Ask about")):
        fold = finder.locator("details.facet", has=finder.locator("summary", has_text=re.compile(f"^{group}$")))
        assert fold.locator("label", has_text=label).count() >= 1
    finder.close()


def test_questions_to_take_along_follow_the_answers(quiz: Page) -> None:
    """Those for everybody, and of the others only those that fit."""
    take_at_once(quiz, {"substances": "Nothing in the past month"})
    for_everybody = lines(quiz, "[data-quiz=ask]")
    assert "Which level of care do you advise, and why?" in for_everybody
    take_at_once(quiz, {"mental": LONGEST["mental"]})
    assert set(lines(quiz, "[data-quiz=ask]")) - set(for_everybody) >= {
        "Do the same people treat mental health and substance use?"
    }


def test_summary_fits_one_sheet_with_date_and_version_and_no_name(quiz: Page) -> None:
    """The longest one too: result, reasons, answers and questions; it says that it is no diagnosis."""
    for answers in (LONGEST, WORST, NO_PLACE, {"control": CRAVINGS}):
        take_at_once(quiz, answers)
        sheet = quiz.pdf(format="Letter", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert re.fullmatch(r"[A-Z][a-z]+ \d{1,2}, \d{4}", quiz.locator("[data-date]").text_content() or "")
    quiz.emulate_media(media="print")
    paper = quiz.locator("main").inner_text()
    quiz.emulate_media(media="null")
    assert "This is not a diagnosis." in paper
    assert re.search(r"Version of the rules: [0-9a-f]{12}\.", paper)
    assert quiz.locator("input[type=text], input:not([type]), textarea").count() == 0


ANSWER_MOST = """
(labels) => {
  const form = document.querySelector(".quiz");
  window.dispatchEvent(new PageTransitionEvent("pagehide"));
  form.querySelector("[data-do=begin]").click();
  for (let group; (group = form.querySelector(".step fieldset")); ) {
    const wanted = labels[group.dataset.criterion];
    const options = [...group.querySelectorAll("label")];
    if (group.dataset.criterion === "substances") options.slice(0, -2).forEach((option) => option.click());
    else options.find((option) => option.textContent === wanted).click();
    form.querySelector("[data-part=controls] .button").click();
  }
  for (const group of form.querySelectorAll("[data-quiz=more] fieldset:not([hidden])")) {
    const inputs = [...group.querySelectorAll("input")];
    (inputs[0].type === "checkbox" ? inputs : [inputs[1]]).forEach((input) => input.click());
  }
}
"""


def test_summary_fits_one_sheet_whatever_is_answered(quiz: Page) -> None:
    """Several substances, no place to live, using again, and every question after the result answered as well."""
    quiz.evaluate(ANSWER_MOST, {**STEADY, **WORST})
    assert len(quiz.locator("[data-quiz=finds] li:visible").all()) > 8
    sheet = quiz.pdf(format="Letter", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_results_fit_the_narrowest_frame(quiz: Page) -> None:
    """With all that the script adds."""
    for answers in (NO_PLACE, {"heavy_days": "Yes"}, {"emergency_now": "Yes"}, {"control": CRAVINGS}):
        take_at_once(quiz, answers)
        assert quiz.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_a_script_a_level_shows_what_it_needs(browser: Browser, site_url: str) -> None:
    """And other results what IOP needs; an emergency neither."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for answers, needs in (
        ({"control": CRAVINGS}, "What IOP needs"),
        ({}, "What Outpatient needs"),
        (NO_PLACE, "What IOP needs"),
    ):
        page.goto(f"{site_url}quiz/")
        Reader(page=page, other=answers).take()
        assert page.locator(".tail h3:visible").all_inner_texts()[0] == needs
        expect(page.get_by_text("An assessment by a professional decides.")).to_be_visible()
    page.goto(f"{site_url}quiz/")
    Reader(page=page, other={"emergency_now": "Yes"}).take()
    assert page.locator(".tail h3:visible").count() == 0
    context.close()


def test_quiz_keeps_to_its_weight(built_site: Path) -> None:
    """The page with all sections for readers without a script, and the scripts together, compressed."""
    page = (built_site / "quiz" / "index.html").read_bytes()
    scripts = [path.read_bytes() for name in ("quiz", "flow") for path in built_site.glob(f"assets/{name}.*.js")]
    assert len(gzip.compress(page, 9)) <= PAGE_LIMIT
    assert sum(len(gzip.compress(script, 9)) for script in scripts) <= SCRIPTS_LIMIT
