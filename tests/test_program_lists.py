"""A long list of programs in parts: every program in one of them, under names that people know."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Located
from site_gen.model import Address, Program
from site_gen.pipeline import BuildOptions, BuildResult, build
from site_gen.program_lists import ProgramList, count_in_parts, find_trails, split_programs
from tests.criteria import ROOT
from tests.directory import read_directory
from tests.examples import examples
from tests.small_site import TODAY, small_sources

LIKE = read_directory(ROOT / "tests/sites/small/programs.yaml").programs[1]


def at(text: str) -> Located:
    return Located(text, path="programs.yaml")


def listing(number: int, state: str, town: str, county: str = "") -> Program:
    place = Address(city=at(town), state=at(state), zip=at("07102"), county=at(county) if county else None)
    return replace(LIKE, id=at(f"p{number}"), address=place)


def listings(*places: tuple[str, ...]) -> tuple[Program, ...]:
    return tuple(listing(number, *place) for number, place in enumerate(places))


def shown(whole: ProgramList) -> list[tuple[str, str, int]]:
    """Name, address and count of every part."""
    return [(one.trail[-1].name.text, one.address, len(one.programs)) for one in whole.walk() if one.trail]


def leaves(whole: ProgramList) -> list[ProgramList]:
    return [one for one in whole.walk() if not one.parts]


# --- by example --------------------------------------------------------------------------------------


def test_a_short_list_stays_whole() -> None:
    """Up to the limit there is one page, wherever the programs are."""
    whole = split_programs(listings(("NJ", "Newark"), ("NY", "Troy")), most=2)
    assert (whole.address, whole.parts, whole.trail) == ("programs/", (), ())


def test_several_states_are_parts_of_their_own() -> None:
    """By their names, not their codes; one with a single program too, and one that nobody knows by its code."""
    whole = split_programs(listings(("NJ", "Newark"), ("XX", "Troy"), ("AK", "Nome"), ("AL", "Eva")), most=3)
    assert shown(whole) == [
        ("Alabama", "programs/in/alabama/", 1),
        ("Alaska", "programs/in/alaska/", 1),
        ("New Jersey", "programs/in/new-jersey/", 1),
        ("XX", "programs/in/xx/", 1),
    ]
    assert [part.state for part in whole.parts] == ["AL", "AK", "NJ", "XX"]


def test_a_long_state_has_parts_by_county() -> None:
    """Where most listings tell one; the others stand together at the end."""
    places = [
        ("NJ", "Newark", "Essex"),
        ("NJ", "Salem", "Salem"),
        ("NJ", "Orange", "Essex"),
        ("NJ", "Ely"),
        ("NY", "Troy"),
    ]
    assert shown(split_programs(listings(*places), most=2)) == [
        ("New Jersey", "programs/in/new-jersey/", 4),
        ("Essex", "programs/in/new-jersey/essex/", 2),
        ("Salem", "programs/in/new-jersey/salem/", 1),
        ("County not listed", "programs/in/new-jersey/county-not-listed/", 1),
        ("New York", "programs/in/new-york/", 1),
    ]


def test_one_long_state_has_its_parts_at_once() -> None:
    """A page that leads to a single state would lead nowhere."""
    towns = ("Avon", "Boonton", "Camden", "Camden", "Dover", "cape May")
    assert shown(split_programs(listings(*(("NJ", town) for town in towns)), most=3)) == [
        ("Towns A to B", "programs/in/towns-a-to-b/", 2),
        ("Towns with C", "programs/in/towns-with-c/", 3),
        ("Towns with D", "programs/in/towns-with-d/", 1),
    ]


def test_a_letter_that_is_too_long_is_parted_by_towns() -> None:
    """Between the letters before and after it; a town is never divided, however long it is."""
    towns = ("Akron", "Salem", "Sandy", "Sandy", "Sandy", "Stow", "Summit", "Troy")
    assert shown(split_programs(listings(*(("OH", town) for town in towns)), most=2)) == [
        ("Towns with A", "programs/in/towns-with-a/", 1),
        ("Salem", "programs/in/salem/", 1),
        ("Sandy", "programs/in/sandy/", 3),
        ("Stow to Summit", "programs/in/stow-to-summit/", 2),
        ("Towns with T", "programs/in/towns-with-t/", 1),
    ]


def test_names_that_an_address_cannot_tell_apart_are_numbered() -> None:
    """No part takes the place of another."""
    whole = split_programs(listings(("NJ", "a", "Essex"), ("NJ", "b", "ESSEX"), ("NJ", "c", "%")), most=1)
    assert [one.address for one in whole.parts] == ["programs/in/other/", "programs/in/essex/", "programs/in/essex-2/"]


def test_parts_tell_how_many_of_some_programs_they_hold() -> None:
    """Those of a level, for example; a part without one is left out."""
    programs = listings(("NJ", "Newark"), ("NY", "Troy"), ("NJ", "Salem"))
    whole = split_programs(programs, most=2)
    assert [(part.state, count) for part, count in count_in_parts(whole, [programs[0], programs[2]])] == [("NJ", 2)]


# --- whatever the places are ----------------------------------------------------------------------------

names = st.sampled_from(["Avon", "avon", "Bay", "Cañon", "Cole", "29 Palms", "%", "Ünal", "東京", "St. Ives"])
places = st.tuples(st.sampled_from(["NJ", "NY", "XX"]), names, st.one_of(st.just(""), names))
directories = st.lists(places, max_size=16).map(lambda drawn: listings(*drawn))
limits = st.integers(1, 5)
few = examples(20)  # each makes a dozen records


@few
@given(directories, limits)
def test_every_program_stands_in_exactly_one_list(programs: tuple[Program, ...], most: int) -> None:
    """None is lost, and none is listed twice; each part holds exactly what its own parts hold."""
    whole = split_programs(programs, most=most)
    assert Counter(p.id for leaf in leaves(whole) for p in leaf.programs) == Counter(p.id for p in programs)
    for one in whole.walk():
        assert not one.parts or Counter(p.id for part in one.parts for p in part.programs) == Counter(
            p.id for p in one.programs
        )


@few
@given(directories, limits)
def test_lists_are_no_longer_than_allowed(programs: tuple[Program, ...], most: int) -> None:
    """Save one that is a single town."""
    for leaf in leaves(split_programs(programs, most=most)):
        assert len(leaf.programs) <= most or len(leaf.towns) == 1


@few
@given(directories, limits)
def test_addresses_of_parts_are_unique_and_no_program_can_stand_there(programs: tuple[Program, ...], most: int) -> None:
    """Two folders or more below the list; in letters that every host can serve."""
    addresses = [one.address for one in split_programs(programs, most=most).walk()]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"programs/in/(?:[a-z0-9-]+/)+", one) for one in addresses[1:])


@few
@given(directories, limits)
def test_a_program_knows_the_parts_that_it_stands_in(programs: tuple[Program, ...], most: int) -> None:
    """From the largest down, each within the one before."""
    whole = split_programs(programs, most=most)
    trails = find_trails(whole)
    assert set(trails) == {str(program.id) for program in programs}
    by_address = {one.address: one for one in whole.walk()}
    for program in programs:
        assert all(program in by_address[place.address].programs for place in trails[str(program.id)])


# --- the finished site ----------------------------------------------------------------------------------


@cache
def build_with(most: int, *towns: tuple[str, str]) -> BuildResult:
    """The small site with a program in each of *towns*, and no more than *most* on a page."""
    record = """  - id: p{number}
    name: {town} House
    levels: {{iop: {{}}}}
    address: {{city: {town}, state: {state}, zip: "{zip}"}}
    phones: [{{number: 973-555-02{number:02}}}]
    source: {{name: A list, edition: "2024"}}
"""
    zips = {"NJ": "07102", "NY": "12180"}
    records = (
        record.format(number=number, state=state, town=town, zip=zips[state])
        for number, (state, town) in enumerate(towns)
    )
    sources = small_sources({"programs.yaml": "programs:\n" + "".join(records)})
    return build(sources, BuildOptions(today=TODAY, most_together=most))


TWO_STATES = (("NJ", "Newark"), ("NJ", "Salem"), ("NJ", "Trenton"), ("NY", "Troy"))


def test_a_long_directory_builds_without_faults() -> None:
    """Lists, what leads to them, and the map of the site fit together: every link and every address is checked."""
    result = build_with(2, *TWO_STATES)
    assert result.diagnostics == ()
    assert [path for path in sorted(result.outputs) if path.startswith("programs/in/")] == [
        "programs/in/new-jersey/index.html",
        "programs/in/new-jersey/towns-n-to-s/index.html",
        "programs/in/new-jersey/towns-with-t/index.html",
        "programs/in/new-york/index.html",
    ]
    assert b"/programs/in/new-jersey/towns-n-to-s/</loc>" in result.outputs["sitemap.xml"]


def test_list_of_lists_tells_how_many_programs_each_has() -> None:
    """In words, and on the map, which is for the eye and the mouse alone."""
    text = build_with(2, *TWO_STATES).outputs["programs/index.html"].decode()
    assert re.findall(r'<li><a href="(in/[^"]*)">([^<]*)</a> (\d+)', text) == [
        ("in/new-jersey/", "New Jersey", "3"),
        ("in/new-york/", "New York", "1"),
    ]
    assert re.findall(r'<a href="([^"]*)" tabindex="-1"><title>([^<]*)</title>', text) == [
        ("in/new-jersey/", "New Jersey: 3"),
        ("in/new-york/", "New York: 1"),
    ]
    assert '<svg class="map no-print" viewBox="78 4 948 600" aria-hidden="true">' in text


def test_parts_of_one_state_have_no_map() -> None:
    """Their towns are named instead."""
    text = build_with(2, *TWO_STATES).outputs["programs/in/new-jersey/index.html"].decode()
    assert 'class="map' not in text
    assert '<a href="towns-n-to-s/">Towns N to S</a> 2 <span class="small">Newark, Salem</span>' in text


def test_no_style_rule_of_a_list_has_a_browser_go_through_all_cards() -> None:
    """As `li + li` would whenever the finder puts a new list before the old one; that one keeps the kind of its box."""
    style = build_with(2, *TWO_STATES).outputs["programs/in/new-york/index.html"].decode().partition("</style>")[0]
    assert re.search(r"[+~]\s*li\b", style) is None
    assert re.findall(r"(\.cards(?:--past)?)\{display:flex", style) == [".cards", ".cards--past"]


def test_a_program_leads_up_to_its_list() -> None:
    """Its breadcrumbs name every part that it stands in, for people and for machines."""
    text = build_with(2, *TWO_STATES).outputs["programs/p0/index.html"].decode()
    crumbs = re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', text.partition('class="crumbs')[2])
    assert crumbs[1:4] == [
        ("../", "Find a program"),
        ("../in/new-jersey/", "New Jersey"),
        ("../in/new-jersey/towns-n-to-s/", "Towns N to S"),
    ]
    assert '"name":"Towns N to S"' in text


def test_a_level_with_many_programs_leads_to_their_lists() -> None:
    """With how many programs of this level each has, and without a card."""
    text = build_with(2, *TWO_STATES).outputs["levels/iop/index.html"].decode()
    assert re.findall(r'<li><a href="../../programs/in/([^"]*)">[^<]*</a> (\d+)', text) == [
        ("new-jersey/", "3"),
        ("new-york/", "1"),
    ]
    assert ('<li class="card"' in text, "4 programs list it" in text) == (False, True)
