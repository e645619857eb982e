"""Which of SAMHSA's two names a family should read."""

from __future__ import annotations

import pytest

from site_gen.importers.names import Names, choose_names, in_title_case, is_shouted

CITIES = frozenset({"newark", "west plains"})


@pytest.mark.parametrize(
    ("name1", "name2", "program"),
    [
        ("New Hope Integrated Behavioral Health", "Philip House", "Philip House"),
        ("Center for Family Services", "The Sanctuary", "The Sanctuary"),
        ("Integrity Inc", "DBA Integrity House", "Integrity House"),
        ("MCAT LLC", "DBA as Evoke Wellness", "Evoke Wellness"),
        ("Communities of Recovery Inc", "DBA CORE", "CORE"),
        ("CPC Integrated Health", "CPC Newark Counseling Center", "CPC Newark Counseling Center"),
    ],
)
def test_a_second_name_that_says_something_is_the_programs(name1: str, name2: str, program: str) -> None:
    """The first stays the organization's."""
    assert Names(program=program, organization=name1) == choose_names(name1, name2, city="Newark", cities=CITIES)


@pytest.mark.parametrize(
    "name2",
    [
        "",
        "Outpatient Services",
        "Behavioral Health/Newark",
        "The Counseling and Addiction Center",
        "Unit 2",
        "Suite 10",
        "Newark",
        "West Plains",
        "Greater Monmouth County",
        "Burlington County Campus",
        "Division of Oaks Integrated Care",
        "Habit Opco LLC",
        "John F Natale LCADC",
        "(ASAP)",
        "SATP UNIT 1",
        "DBA",
        "- - -",
    ],
)
def test_a_second_name_that_says_too_little_is_not_used(name2: str) -> None:
    """A service, a place, a legal name, a person or an abbreviation helps nobody who reads only that."""
    expected = Names(program="Legacy", organization="Legacy", unused=name2)
    assert expected == choose_names("Legacy", name2, city="Newark", cities=CITIES)


def test_a_name_that_runs_over_both_columns_is_joined() -> None:
    """It is the organization's name too, for half of it is none."""
    whole = "Discovery Institute for Addictive Disorders/Detox"
    expected = Names(program=whole, organization=whole, joined=True)
    assert expected == choose_names(
        "Discovery Institute for", "Addictive Disorders/Detox", city="Newark", cities=CITIES
    )


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("BRIGHT PATH RECOVERY LLC", "Bright Path Recovery LLC"),
        ("CENTER FOR THE FAMILY OF NJ", "Center for the Family of NJ"),
        ("ST MARY'S TREATMENT CTR", "St Mary's Treatment Ctr"),
        ("THE WOMEN'S IOP AT GARDEN-STATE/SOUTH PHASE III", "The Women's IOP at Garden-State/South Phase III"),
    ],
)
def test_capitals_throughout_become_title_case(shouted: str, written: str) -> None:
    """Abbreviations keep theirs and small words get none."""
    assert (True, written) == (is_shouted(shouted), in_title_case(shouted))


@pytest.mark.parametrize("name", ["NUWAY III", "VERTEX LLC", "US VETS", "OCCBHC", "COPE Center", "", "- - -"])
def test_abbreviations_and_brands_are_left_as_they_are(name: str) -> None:
    """Capitals are only a fault in ordinary words."""
    assert not is_shouted(name)
