"""What listings state and leave open, and what the scripts of a list of picked programs are given."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.as_of import AsOf, age_listings
from site_gen.call_questions import ASKED, QUESTIONS, list_open_questions
from site_gen.finder_data import locate_programs, write_modules
from site_gen.geo import TABLE, Place, miles
from site_gen.listing import make_cards, name_levels
from site_gen.model import Limits, Program, Session
from site_gen.parts import write_parts
from site_gen.schedule import draw_week
from site_gen.stated import LABELS, NO, TITLES, UNKNOWN, YES, Fact, list_facts, tell
from site_gen.step_down import MOST_NEARBY, map_neighbors, plan_step_down
from site_gen.urls import report_link
from tests.criteria import ROOT, load_criteria
from tests.directory import read_directory
from tests.small_site import TODAY, build_site, edited
from tests.values import at

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")
NEWARK, TRENTON = read_directory(ROOT / "tests/sites/small/programs.yaml").programs
REAL = read_directory(ROOT / "programs.yaml").programs
LEVELS = load_criteria("content/criteria.yaml").levels
ZIPS = (ROOT / TABLE).read_text(encoding="utf-8")
BYTES_PER_PROGRAM = 60


def exported(text: str) -> Any:  # noqa: ANN401  whatever JSON holds
    """The value of the first export of a module."""
    return json.loads(text.split("\n", maxsplit=1)[0].partition("=")[2].rstrip(";"))


# --- facts and questions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "one", "said"),
    [
        ("payment", "medicaid", YES),
        ("payment", "medicare", UNKNOWN),
        ("offers", "moud", NO),
        ("schedule", "evening", YES),
        ("language", "ase", UNKNOWN),
        ("told", "room", YES),
        ("told", "license", UNKNOWN),
        ("told", "everyone", YES),
        ("told", "hours", UNKNOWN),
    ],
)
def test_a_fact_is_stated_as_yes_as_no_or_not_at_all(group: str, one: str, said: str) -> None:
    """Hours are stated once every level has its hours and sessions."""
    assert tell(NEWARK, (Fact(group=group, id=one),)) == said


def test_facts_are_those_that_are_stated_or_asked() -> None:
    """In the order of their groups; a language that nobody names is left out."""
    facts = list_facts((NEWARK, TRENTON), ASKED)
    assert set(ASKED) <= set(facts)
    assert Fact(group="language", id="ko") not in facts
    assert [fact.group for fact in facts] == sorted((fact.group for fact in facts), key=list(LABELS).index)
    assert set(TITLES) == set(LABELS)


def test_every_question_is_about_facts_that_exist() -> None:
    """And has its reason, and what to listen for."""
    assert [fact for fact in ASKED if fact.id not in LABELS[fact.group]] == []
    assert [one.id for one in QUESTIONS if not (one.ask and one.why and one.listen)] == []
    assert len({one.id for one in QUESTIONS}) == len(QUESTIONS)


def test_what_a_listing_answers_is_not_asked() -> None:
    """What it leaves open is asked, with the names of what is not stated."""
    asked = {one.question.id: one.unstated for one in list_open_questions(NEWARK)}
    assert "everyone" not in asked
    assert asked["payment"] == ("Medicare", "Sliding fee scale")
    assert asked["license"] == ()
    assert asked["next"] == ()
    assert [one.question for one in list_open_questions(TRENTON)] == list(QUESTIONS)


# --- modules -----------------------------------------------------------------------------------------


def test_listings_stand_in_the_order_given_with_what_cards_lack() -> None:
    """One character for each fact, the address, and the numbers beside the main one."""
    facts = (Fact(group="payment", id="medicaid"), Fact(group="offers", id="moud"), Fact(group="told", id="license"))
    other = replace(NEWARK.phones[0], number=at("973-555-0199"), extension=None)
    listings = exported(
        write_modules((TRENTON, replace(NEWARK, phones=(*NEWARK.phones, other))), "", facts)["listings"]
    )
    assert listings == [
        ["___", "1 Main St, Trenton, NJ 08601", []],
        ["10_", "12 Broad St, Newark, NJ 07102", [["intake", "973-555-0199"]]],
    ]


def test_without_a_table_of_zip_codes_there_are_listings_all_the_same() -> None:
    """Only distances are missing."""
    assert set(write_modules((NEWARK,), "", ())) == {"listings"}


def test_real_listings_fit_their_budget() -> None:
    """They are fetched by phones, if only on use."""
    text = write_modules(REAL, "", list_facts(REAL, ASKED))["listings"]
    assert len(gzip.compress(text.encode(), 9)) <= BYTES_PER_PROGRAM * len(REAL)


def test_listings_are_in_the_order_of_the_cards() -> None:
    """The scripts find a program's listing by the place of its card."""
    outputs = build_site().outputs
    module = next(data.decode() for path, data in outputs.items() if path.startswith("assets/listings."))
    ages = age_listings((NEWARK, TRENTON), AsOf(day=TODAY, limits=Limits()))
    cards = make_cards((NEWARK, TRENTON), name_levels(SMALL.levels, "en"), {}, ages=ages)
    assert [card.city in listing[1] for card, listing in zip(cards, exported(module), strict=True)] == [True, True]


def test_page_carries_none_of_what_its_list_is_built_from() -> None:
    """It names the modules; what few listings state stands in them in the words of the program's page."""
    outputs = build_site().outputs
    page = outputs["programs/index.html"].decode()
    named = re.findall(r'data-(listings|parts|places|zips)="\./([^"]+)"', page)
    assert {f"assets/{file}" for _, file in named} <= set(outputs)
    parts = outputs[f"assets/{dict(named)['parts']}"].decode()
    told = json.dumps(exported(parts)["told"])
    assert "Red flags" in parts
    assert "Red flags" not in page
    for said in ("9-12 hours a week", "18:00 to 21:00", "Taking new people on November 2, 2026.", "by phone"):
        assert said in told


# --- parts -------------------------------------------------------------------------------------------


def test_parts_are_elements_with_attributes_and_text() -> None:
    """Void elements are closed by themselves; white space between lines is none; the style is one rule."""
    text = write_parts('<p data-part="a" class="b">One &amp;\n  <b>two</b>\n<br></p>\n', ".b{}\n.c{}")
    assert exported(text) == {"a": ["p", {"class": "b"}, "One & ", ["b", {}, "two"], ["br", {}]]}
    assert text.split("\n")[1] == 'export const style="@media all{.b{}\\n.c{}}";'


def test_element_that_is_not_closed_is_a_bug() -> None:
    """It would swallow what follows."""
    with pytest.raises(ValueError, match="<b> is closed by </p>"):
        write_parts('<p data-part="a"><b></p>', "")


@given(st.lists(st.text(alphabet="ab<&>\"'", min_size=1), min_size=1))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Escaped as markup and read again, whatever is in it."""
    markup = "".join(f"<b>{html.escape(text)}</b>" for text in texts)
    written = exported(write_parts(f'<p data-part="a">{markup}</p>', ""))
    assert written == {"a": ["p", {}, *(["b", {}, text] for text in texts)]}


# --- what comes next ---------------------------------------------------------------------------------


def test_lower_levels_stand_below_those_of_the_program() -> None:
    """From the most intensive down; what the program has itself is there."""
    steps = plan_step_down(NEWARK, SMALL.levels, map_neighbors((NEWARK, TRENTON), {}))
    assert [(step.level.id, step.is_here, step.nearby) for step in steps] == [("php", True, ()), ("iop", True, ())]


def test_least_level_has_nothing_below() -> None:
    """A program that has only that gets no empty section."""
    assert plan_step_down(TRENTON, SMALL.levels, map_neighbors((NEWARK, TRENTON), {})) == ()


def test_what_a_program_lacks_is_looked_for_nearby() -> None:
    """At most three, the nearest first, in the same town or within 25 miles, and never itself."""
    places = locate_programs(REAL, ZIPS)
    around = map_neighbors(REAL, places)
    lacking = [p for p in REAL if not any(o.id == "outpatient" for o in p.levels)]
    assert lacking != []
    for program in lacking:
        step = plan_step_down(program, LEVELS, around)[-1]
        away = [one.miles for one in step.nearby]
        offering = [p for p in REAL if any(o.id == "outpatient" for o in p.levels) and p.status == "active"]
        distances = sorted(miles_between(program, other, places) for other in offering)
        assert away == [one for one in distances if one <= 25][:MOST_NEARBY]


def miles_between(one: Program, other: Program, places: Mapping[str, Place]) -> int:
    """As the page tells them."""
    if (one.address.city, one.address.state) == (other.address.city, other.address.state):
        return 0
    return max(1, round(miles(places[str(one.id)], places[str(other.id)])))


def test_without_distances_the_same_town_is_near() -> None:
    """And nothing else is."""
    iop_only = replace(TRENTON, levels=NEWARK.levels[1:], id=at("php-here"))
    steps = plan_step_down(iop_only, SMALL.levels, map_neighbors((NEWARK, TRENTON), {}))
    assert [one.name for one in steps[-1].nearby] == ["Quiet House"]


# --- the week ----------------------------------------------------------------------------------------


def session(days: str, start: str, end: str) -> Session:
    return Session(days=tuple(at(day) for day in days.split()), from_=at(start), to=at(end))


def test_a_week_shows_each_day_its_sessions() -> None:
    """The picture reaches from 8 to 21 o'clock, or as far as sessions do."""
    week = draw_week((session("mon wed", "18:30", "22:15"), session("mon", "07:00", "08:00")))
    assert week is not None
    assert (week.first, week.first + week.hours) == (7, 23)
    assert dict(week.days)["Monday"] == ((7, 1), (18.5, 3.75))
    assert dict(week.days)["Tuesday"] == ()
    assert draw_week(()) is None


def test_a_session_past_midnight_ends_with_the_picture() -> None:
    """It is no session of negative length."""
    week = draw_week((session("fri", "22:00", "01:00"),))
    assert week is not None
    assert dict(week.days)["Friday"] == ((22, 2),)


# --- reports -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "link"),
    [
        ("help@county.example", "mailto:help@county.example?subject=A%20%26%20B%20%28a-b%29"),
        ("https://git.example/issues/new", "https://git.example/issues/new?title=A%20%26%20B%20%28a-b%29"),
        ("https://git.example/new?kind=fault", "https://git.example/new?kind=fault&title=A%20%26%20B%20%28a-b%29"),
        ("https://git.example/new#top", "https://git.example/new?title=A%20%26%20B%20%28a-b%29#top"),
    ],
)
def test_report_carries_its_subject(to: str, link: str) -> None:
    """To a mail address as its subject, to a form as its title."""
    assert report_link(to, "A & B (a-b)") == link


def test_problem_with_a_listing_is_reported_where_the_site_says() -> None:
    """With the listing's name and id; where it names no place, there is no link."""
    address = "programs/bright-path-newark/index.html"
    assert b"Report a problem with this listing" not in build_site().outputs[address]
    changes = edited("content/site.yaml", "demo:", "report_problem: help@county.example\ndemo:")
    page = build_site(changes).outputs[address].decode()
    assert "mailto:help@county.example?subject=Bright%20Path%20Newark%20%28bright-path-newark%29" in page
