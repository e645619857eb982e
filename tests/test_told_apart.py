"""How programs of one name are told apart."""

from __future__ import annotations

from dataclasses import replace

from site_gen.model import Program
from site_gen.told_apart import tell_apart
from tests.directory import read_directory
from tests.small_site import ROOT
from tests.values import at

PROGRAMS = read_directory(ROOT / "tests/sites/small/programs.yaml").programs


def named(number: int, name: str, city: str, street: str = "12 Broad St") -> Program:
    address = replace(PROGRAMS[0].address, city=at(city), street=at(street))
    return replace(PROGRAMS[0], id=at(f"p{number}"), name=at(name), address=address)


def test_a_name_of_its_own_needs_nothing_behind_it() -> None:
    """Most programs have one."""
    assert {} == tell_apart([named(1, "A", "Newark"), named(2, "B", "Newark")])


def test_the_town_comes_first_then_the_street_then_the_number() -> None:
    """As little as tells all of one name apart."""
    towns = [named(1, "A", "Newark"), named(2, "A", "Trenton")]
    assert {"p1": "Newark", "p2": "Trenton"} == tell_apart(towns)
    streets = [*towns, named(3, "A", "Newark", "1 Main St")]
    assert {"p1": "12 Broad St, Newark", "p2": "12 Broad St, Trenton", "p3": "1 Main St, Newark"} == tell_apart(streets)
    number = f"{PROGRAMS[0].phones[0].number}, 12 Broad St, Newark"
    assert {"p1": f"{number} (1)", "p2": f"{number} (2)"} == tell_apart(
        [named(1, "A", "Newark"), named(2, "A", "Newark")]
    )
