"""The quiz page as it is planned: what a result knows without a script, and what the page may weigh."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache

from site_gen.as_of import AsOf, age_listings
from site_gen.finder import Facet, list_facets
from site_gen.model import Directory, Limits
from site_gen.quiz import compile_flow
from site_gen.quiz_data import list_filters
from site_gen.quiz_page import ASK_ABOUT, QuizPage, plan_quiz
from tests.criteria import ROOT, load_criteria
from tests.directory import read_directory
from tests.small_site import TODAY

SHIPPED = load_criteria("content/criteria.yaml")
AS_OF = AsOf(day=TODAY, limits=Limits())
DATA_LIMIT = 6 * 1024


@cache
def shipped_directory() -> Directory:
    return read_directory(ROOT / "programs.yaml")


@cache
def shipped_facets() -> tuple[Facet, ...]:
    programs = shipped_directory().programs
    return tuple(list_facets(programs, SHIPPED.levels, ages=age_listings(programs, AS_OF)))


@cache
def shipped_page() -> QuizPage:
    return plan_quiz(SHIPPED, compile_flow(SHIPPED), "en", shipped_facets())


def question_at(section: str) -> str:
    """The criterion that a section of the page asks about."""
    return next(str(one.criterion.id) for one in shipped_page().questions if one.id == section)


def test_after_988_the_questions_go_on_at_one_place() -> None:
    """Only one way leads to that result, so one link leads past it."""
    (result,) = (r for r in shipped_page().results if r.outcome == "emergency" and r.afterwards)
    assert [(label, question_at(section)) for label, section in shipped_page().ways_on[result.id]] == [("", "age")]


def test_after_the_medical_check_age_tells_where_the_questions_go_on() -> None:
    """A reader without a script says again what decides where to go."""
    results = [r for r in shipped_page().results if r.outcome == "withdrawal_first"]
    for result in results:
        links = shipped_page().ways_on[result.id]
        assert [label for label, _ in links] == ["18 or older", "Under 18"]
        assert [question_at(section) for _, section in links] == ["medical", "medical"]
        assert len({section for _, section in links}) == 2


def test_results_with_nothing_to_come_have_no_way_on() -> None:
    """Danger right now, and every level, are ends."""
    ends = [r for r in shipped_page().results if r.afterwards is None]
    assert [shipped_page().ways_on[r.id] for r in ends] == [()] * len(ends)


def test_emergency_names_the_number_to_call_first() -> None:
    """988 before 911 where 988 is what the words say."""
    first = {r.do[: r.do.index("9") + 3]: r.helplines for r in shipped_page().results if r.is_emergency}
    assert {does: lines[:2] for does, lines in first.items()} == {
        "Call 911": ("911", "988"),
        "Call or text 988": ("988", "911"),
    }


def test_no_result_is_a_dead_end() -> None:
    """Each has a number to call or a list of programs, and words that say what to do."""
    for result in shipped_page().results:
        assert result.helplines or result.level
        assert result.do or result.level
        assert result.because


def test_every_filter_the_quiz_names_stands_in_the_program_list() -> None:
    """By the same group and label; what no listing has is something to ask about."""
    known = {(facet.label, option.label) for facet in shipped_facets() for option in facet.options}
    named = {(one.group, one.label) for one in (*shipped_page().filters, *shipped_page().level_filters)}
    asked = {(group, label) for group, label in named if group == ASK_ABOUT}
    assert named - asked <= known
    assert not {label for _, label in asked} & {label for _, label in known}
    assert len(shipped_page().filters) == len(list_filters(SHIPPED))


def test_answers_name_the_filters_they_call_for() -> None:
    """The way to pay and what else to look for lead to filters, where the list has one."""
    finds = {str(c.id): {str(o.id): tuple(map(str, o.finds)) for o in c.options} for c in SHIPPED.criteria}
    assert finds["pay"]["medicaid"] == ("medicaid",)
    assert finds["duties"]["spanish"] == ("es",)
    assert finds["duties"]["work_school"] == ("evening", "weekend")


def test_data_of_the_quiz_is_small() -> None:
    """At most 6 kB after compression; the page itself is held to 20,480 bytes by the build."""
    text = json.dumps(shipped_page().data, separators=(",", ":"))
    assert len(gzip.compress(text.encode(), 9)) <= DATA_LIMIT


def test_words_of_changes_are_short() -> None:
    """What a family can work on has a name of a few words, to stand before an option."""
    for criterion in SHIPPED.criteria:
        if criterion.changeable:
            assert criterion.short is not None
            assert len(re.findall(r"\w+", str(criterion.short))) <= 4
