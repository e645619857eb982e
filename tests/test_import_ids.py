"""Ids proposed for places that come without one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.importers.ids import Place, propose_ids, slug


def place(name: str, street: str = "", zip_code: str = "07102", content: str = "", city: str = "Newark") -> Place:
    return Place(name=name, city=city, street=street, zip=zip_code, content=(name, street, zip_code, content))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("St. Mary's & Cañon A/B", "st-marys-and-canon-a-b"),
        ("中文", "unnamed"),
        ("recovery " * 10, "recovery-recovery-recovery-recovery-recovery-recovery-recovery-recovery-recovery"),
        ("x" * 100, "x" * 80),
    ],
)
def test_a_slug_is_plain_and_not_too_long(text: str, expected: str) -> None:
    """Small ASCII letters, digits and hyphens, cut between words."""
    assert expected == slug(text)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([place("Bright Path")], ["bright-path-newark"]),
        ([place("Bright Path Newark")], ["bright-path-newark"]),
        ([place("Newarker House")], ["newarker-house-newark"]),
        (
            [place("A", "12 Broad Street"), place("A", "9 Oak Road"), place("B", "1 Elm Way")],
            ["a-newark-12-broad", "a-newark-9-oak", "b-newark"],
        ),
        (
            [place("A", "12 Broad Street Suite 1"), place("A", "12 Broad Street Suite 2")],
            ["a-newark-12-broad-street-suite-1", "a-newark-12-broad-street-suite-2"],
        ),
        ([place("A", zip_code="07101"), place("A")], ["a-newark-07101", "a-newark-07102"]),
        ([place("A", content="y"), place("A", content="x")], ["a-newark-07102-2", "a-newark-07102"]),
    ],
)
def test_an_id_is_as_long_as_it_must_be(places: list[Place], expected: list[str]) -> None:
    """Name and city; then house number, street, ZIP code and a number, for all who would share an id."""
    assert expected == list(propose_ids(places))


PLACES = st.builds(
    place,
    st.sampled_from(["A", "A 12", "A Newark 12", "x" * 90, "x" * 91]),
    st.sampled_from(["", "12 B", "12 B C", "Y" * 200]),
    st.sampled_from(["07102", "07103"]),
    st.sampled_from(["1", "2", "3"]),
)


@given(
    st.lists(PLACES, max_size=12, unique=True).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_ids_never_collide_and_do_not_depend_on_the_order(orders: tuple[list[Place], list[Place]]) -> None:
    """The same place gets the same id wherever it stands."""
    one, other = (dict(zip(places, propose_ids(places), strict=True)) for places in orders)
    assert one == other
    assert len(one) == len(set(one.values()))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", our_id) and len(our_id) <= 80 for our_id in one.values())
