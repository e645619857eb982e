"""Facets of the directory and what each listing is known to have."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from site_gen.as_of import AsOf, age_listings
from site_gen.finder import plan_finder
from site_gen.listing import describe_listing, make_cards, name_levels, order_programs
from site_gen.model import Limits
from tests.criteria import ROOT, load_criteria
from tests.directory import read_directory
from tests.small_site import TODAY
from tests.values import at

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")
ONE_DAY = timedelta(days=1)
LIMITS = Limits()
PROGRAMS = read_directory(ROOT / "tests/sites/small/programs.yaml").programs
AGES = age_listings(PROGRAMS, AsOf(day=TODAY, limits=LIMITS))


def test_facets_offer_only_what_some_program_has_with_its_count() -> None:
    """An option nobody has would lead nowhere; the count says what a choice leaves."""
    finder = plan_finder(PROGRAMS, SMALL.levels, ages=AGES)
    assert {f.id: [(o.id, o.count) for o in f.options] for f in finder.facets} == {
        "level": [("iop", 2), ("php", 1)],
        "payment": [("medicaid", 1), ("private", 1)],
        "schedule": [("evening", 1)],
        "format": [("in_person", 1)],
        "offers": [("transport", 1)],
        "language": [("en", 1), ("es", 1)],
        "openings": [("takes_new", 1)],
    }
    assert [(city.name, city.count) for city in finder.cities] == [("Newark", 1), ("Trenton", 1)]


def test_card_carries_the_marks_of_what_its_program_is_known_to_have() -> None:
    """One character for each option; a program that tells nothing carries its level alone."""
    finder = plan_finder(PROGRAMS, SMALL.levels, ages=AGES)
    marks = {(f.id, o.id): o.mark for f in finder.facets for o in f.options}
    assert len(set(marks.values())) == len(marks)
    assert set(finder.marks["bright-path-newark"]) == set(marks.values())
    assert finder.marks["quiet-house-trenton"] == marks["level", "iop"]


def test_only_level_and_place_hide_what_is_not_known() -> None:
    """Absent is not no: elsewhere a listing that does not say moves to the second group."""
    rules = plan_finder(PROGRAMS, SMALL.levels, ages=AGES).css.split("\n")
    hiding = [rule for rule in rules if rule.endswith("{display:none}")]
    asking = [rule for rule in rules if "{order:2;" in rule]
    assert [".facet--level" in hiding[0], ".facet--city" in hiding[1], len(hiding)] == [True, True, 2]
    assert len(asking) == 6


def test_openings_are_filtered_by_while_they_are_believed() -> None:
    """Said no is a no as long as it holds; then both are not known, and so is what was never said."""
    newark, trenton = PROGRAMS
    said = newark.capacity
    assert said is not None
    full = replace(newark, id=at("full"), capacity=replace(said, accepting=False))
    last_day = said.as_of + timedelta(days=LIMITS.openings_after)
    for day, passing in ((last_day, {"bright-path-newark": "mark", "full": "no_mark"}), (last_day + ONE_DAY, {})):
        programs = newark, full, trenton
        finder = plan_finder(programs, SMALL.levels, ages=age_listings(programs, AsOf(day=day, limits=LIMITS)))
        option = next((o for f in finder.facets if f.id == "openings" for o in f.options), None)
        assert {id_: mark for id_, mark in finder.passing.items() if mark} == {
            id_: getattr(option, name) for id_, name in passing.items()
        }
        assert (option is None) == (passing == {})


def test_what_is_not_known_is_a_question_to_ask() -> None:
    """A program's page lists yes, no and, of what families ask first, the unknown."""
    page = describe_listing(PROGRAMS[0], SMALL.levels, {}, AGES[PROGRAMS[0].id])
    facts = {group.title: group for group in page.facts}
    assert facts["What it offers"].yes == ("Evening sessions", "Help with rides")
    assert facts["What it offers"].no == ("Medicine for opioid use",)
    assert facts["How to pay"].ask == ("Medicare", "Sliding fee scale")


def test_cards_stand_by_city_and_name_with_warnings() -> None:
    """The printed order, and what a family must know before it calls."""
    ordered = order_programs(reversed(PROGRAMS), "en")
    cards = make_cards(ordered, name_levels(SMALL.levels, "en"), {}, ages=AGES)
    assert [(card.city, card.name, card.levels, card.warnings) for card in cards] == [
        ("Newark", "Bright Path Newark", ("IOP", "PHP"), ("Women only",)),
        ("Trenton", "Quiet House", ("IOP",), ()),
    ]
