"""Records: all their faults at once, what a faulty one costs, and places that are kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest

from site_gen.model import (
    Address,
    Criterion,
    Directory,
    Keyed,
    Option,
    Organization,
    Program,
    SiteConfig,
    Words,
)
from site_gen.model.kinds import (
    Id,
    Match,
)
from site_gen.reading import MISSING
from tests.values import at, read, said

PROGRAM = """\
id: Bright Path
naem: Bright Path
levels: {iop: {hours_per_week: 9 to 12, sessions: [{days: [mon, Tue], from: "18:00"}]}}
address: {city: Newark, state: nj, zip: 07102, lat: north}
phones: [{number: 9735550100, kind: intake}]
offers: [evening, evenings, evening]
verified: {on: yesterday, by: staff, how: fax}
"""


def test_all_faults_of_a_record_come_at_once() -> None:
    """Each at its own place, in the order of the file; what is missing, at the start of the record."""
    value, faults, unread = read(Program, PROGRAM)
    assert [
        ("E204", 1, 5, '"Bright Path" does not have the right form'),
        ("E201", 2, 1, 'unknown key "naem"'),
        ("E204", 3, 32, '"9 to 12" does not have the right form'),
        ("E205", 3, 65, '"Tue" is not one of the choices'),
        ("E202", 3, 52, 'the key "to" is missing'),
        ("E204", 4, 32, '"nj" does not have the right form'),
        ("E204", 4, 53, '"north" does not have the right form'),
        ("E204", 5, 19, '"9735550100" does not have the right form'),
        ("E201", 5, 31, 'unknown key "kind"'),
        ("E205", 6, 19, '"evenings" is not one of the choices'),
        ("E206", 6, 29, '"evening" stands twice in this list'),
        ("E203", 7, 16, 'expected a date such as 2026-11-22; found "yesterday"'),
        ("E205", 7, 43, '"fax" is not one of the choices'),
        ("E202", 1, 1, 'the key "source" is missing'),
    ] == faults
    assert value is MISSING
    assert {"Bright Path"} == unread


def test_a_record_that_cannot_be_made_is_left_out_and_the_others_are_kept() -> None:
    """Its id is remembered, so that nobody is told it does not exist."""
    text = "organizations:\n- {id: one}\n- {id: two, name: Two}\n- [three]\n- {name: Four}\n"
    value, faults, unread = read(Directory, text)
    assert Directory(organizations=(Organization(id=at("two"), name=at("Two")),)) == value
    assert {"one"} == unread
    assert [
        ("E202", 2, 3, 'the key "name" is missing'),
        ("E203", 4, 3, "expected keys with values, such as key: value; found a list"),
        ("E202", 5, 3, 'the key "id" is missing'),
    ] == faults


def test_text_in_the_wrong_form_does_not_cost_the_record() -> None:
    """Other checks still see it."""
    value, faults, unread = read(Address, "{city: Newark, state: nj, zip: 7102}")
    assert Address(city=at("Newark"), state=at("nj"), zip=at("7102")) == value
    assert (["E204", "E204"], set()) == ([code for code, *_ in faults], unread)


def test_values_keep_their_places() -> None:
    """Whoever finds a fault later can still point at it."""
    value, _, _ = read(Directory, "programs: []\norganizations:\n  - id: one\n    name: '  One '\n")
    (one,) = value.organizations
    assert [("one", 3, 9), ("One", 4, 11)] == [(str(v), v.line, v.column) for v in (one.id, one.name)]


def test_a_keyed_record_stands_where_its_key_stands() -> None:
    """The key is its id; the short form of a record with one needed key is its value."""
    value, faults, _ = read(Annotated[tuple[Option, ...], Keyed()], "sober: {label: Safe}\n\nnone: No home\n")
    assert [] == faults
    assert [("sober", 1, "Safe", 16), ("none", 3, "No home", 7)] == [
        (str(option.id), option.id.line, str(option.label), option.label.at.column) for option in value
    ]


def test_options_keep_their_order() -> None:
    """They stand from least to most serious."""
    text = "{id: home, ask: x, why: x, options: {sober: Safe, none: {label: No home}, loud: Loud}}"
    value, _, _ = read(Criterion, text)
    expected = (("sober", "Safe"), ("none", "No home"), ("loud", "Loud"))
    assert tuple(Option(id=at(key), label=said(label)) for key, label in expected) == value.options


def test_a_list_that_must_be_there_is_not_empty() -> None:
    """A site without a language, or a listing without a level, could not be shown."""
    text = (
        "{name: x, tagline: x, area: x, base_url: https://a.example, languages: [], demo: false,\n"
        " run_by: {name: x, paid_by: x}, exit_url: https://b.example}"
    )
    value, faults, _ = read(SiteConfig, text)
    assert (MISSING, [("E203", 1, 72, "nothing stands in these brackets")]) == (value, faults)


@pytest.mark.parametrize("text", ["''", "x", "[]", "[{}]", "{}", "{x: y}", "{'': ''}", "{programs: x}"])
@pytest.mark.parametrize("kind", [Directory, SiteConfig, Criterion, Program, Words, Match, tuple[Id, ...], date])
def test_any_node_can_be_read_as_any_kind(kind: object, text: str) -> None:
    """A value, or at least one fault; never an exception."""
    value, faults, _ = read(kind, text)
    assert value is not MISSING or faults
