"""Nodes to values: every kind of field, right and wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pytest

from site_gen.diagnostics import Located
from site_gen.model import (
    Keyed,
    OneOf,
    Organization,
    Pattern,
    Words,
)
from site_gen.model.kinds import (
    ClockTime,
    Email,
    Id,
    Match,
    WebAddress,
    Weekday,
)
from site_gen.reading import Notes, reader_of
from site_gen.yaml_tree import read_yaml
from tests.values import at, read, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    id: Id
    size: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    id: Id
    says: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A field of every kind."""

    id: Id
    text: Located
    count: int = 0
    is_open: bool = False
    on: date | None = None
    day: Weekday | None = None
    words: Words | None = None
    match: Match = Match()
    tags: tuple[Id, ...] = ()
    needed_tags: tuple[Id, ...]
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    keyed: Annotated[tuple[Part, ...], Keyed()] = ()
    labels: Annotated[tuple[Label, ...], Keyed()] = ()
    contact: WebAddress | Email | None = None
    from_: ClockTime | None = None


START = "id: a\ntext: b\nneeded_tags: [c]\n"


# --- every kind of field -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("text: ' spaces around  '", "text", "spaces around"),
        ('text: "02134"', "text", "02134"),
        ("text: NO", "text", "NO"),
        ("count: 0012", "count", 12),
        ("is_open: true", "is_open", True),
        ("is_open: false", "is_open", False),
        ("on: 2026-11-22", "on", date(2026, 11, 22)),
        ("on: '2028-02-29'", "on", date(2028, 2, 29)),
        ("day: mon", "day", "mon"),
        ("words: Hello", "words", said("Hello")),
        ("words: {en: Hello, es: Hola}", "words", Words(translations=(("en", at("Hello")), ("es", at("Hola"))))),
        ("match: {home: [sober, none]}", "match", Match(terms=((at("home"), (at("sober"), at("none"))),))),
        ("match: {home: sober}", "match", Match(terms=((at("home"), (at("sober"),)),))),
        ("match: {}", "match", Match()),
        ("tags: [x, y-z, w_1]", "tags", ("x", "y-z", "w_1")),
        ("tags: []", "tags", ()),
        ("part: {id: x, size: 3}", "part", Part(id=at("x"), size=3)),
        ("parts: [{id: x}, {id: y}]", "parts", (Part(id=at("x")), Part(id=at("y")))),
        ("keyed: {y: {size: 2}, x: {}, z: }", "keyed", (Part(id=at("y"), size=2), Part(id=at("x")), Part(id=at("z")))),
        ("labels: {x: {says: One}}", "labels", (Label(id=at("x"), says=said("One")),)),
        ("labels: {x: One}", "labels", (Label(id=at("x"), says=said("One")),)),
        (
            *("labels: {x: {en: One, es: Uno}}", "labels"),
            (Label(id=at("x"), says=Words(translations=(("en", at("One")), ("es", at("Uno"))))),),
        ),
        ("contact: https://example.org/a", "contact", "https://example.org/a"),
        ("contact: help@example.org", "contact", "help@example.org"),
        ('from: "18:30"', "from_", "18:30"),
        ("on: ", "on", None),
        ("count: ''", "count", 0),
    ],
)
def test_a_field_is_read_by_its_type(line: str, name: str, expected: object) -> None:
    """Its default stands where the key is left out, or left empty."""
    kept = "".join(f"{each}\n" for each in START.splitlines() if not each.startswith(f"{name}:"))
    value, faults, _ = read(Record, f"{kept}{line}\n")
    assert [] == faults
    assert expected == getattr(value, name)
    default, faults, _ = read(Record, START)
    assert Record(id=at("a"), text=at("b"), needed_tags=(at("c"),)) == default


@pytest.mark.parametrize(
    ("line", "code", "column", "message"),
    [
        ("text: ''", "E203", 7, "expected text; found nothing"),
        ("text: ' '", "E203", 7, 'expected text; found ""'),
        ("text: [b]", "E203", 7, "expected text; found a list"),
        ("text: {b: c}", "E203", 7, "expected text; found keys with values"),
        ("count: many", "E203", 8, 'expected a whole number; found "many"'),
        ("count: -1", "E203", 8, 'expected a whole number; found "-1"'),
        ("count: 1.5", "E203", 8, 'expected a whole number; found "1.5"'),
        ("count: 1234567", "E203", 8, 'expected a whole number; found "1234567"'),
        ("count: ३", "E203", 8, 'expected a whole number; found "३"'),
        ("is_open: yes", "E203", 10, 'expected true or false; found "yes"'),
        ("is_open: True", "E203", 10, 'expected true or false; found "True"'),
        ("is_open: [true]", "E203", 10, "expected true or false; found a list"),
        ("on: 11/22/2026", "E203", 5, 'expected a date such as 2026-11-22; found "11/22/2026"'),
        ("on: 2026-02-30", "E203", 5, 'expected a date such as 2026-11-22; found "2026-02-30"'),
        ("on: 2026-1-2", "E203", 5, 'expected a date such as 2026-11-22; found "2026-1-2"'),
        ("on: ३३३३-३३-३३", "E203", 5, 'expected a date such as 2026-11-22; found "३३३३-३३-३३"'),
        ("day: monday", "E205", 6, '"monday" is not one of the choices'),
        ("words: [Hello]", "E203", 8, "expected text; found a list"),
        ("words: {}", "E203", 8, "expected text; found keys with values"),
        ("words: {english: Hello}", "E204", 9, '"english" is not a language'),
        ("words: {en: [a]}", "E203", 13, "expected text; found a list"),
        ("match: home", "E203", 8, 'expected answers, such as {home: [sober]}; found "home"'),
        ("match: [home]", "E203", 8, "expected answers, such as {home: [sober]}; found a list"),
        ("match: {home: }", "E203", 15, "expected a list, such as [one, two]; found nothing"),
        ("match: {home: [a, a]}", "E206", 19, '"a" stands twice in this list'),
        ("tags: x", "E203", 7, 'expected a list, such as [one, two]; found "x"'),
        ("tags: {x: y}", "E203", 7, "expected a list, such as [one, two]; found keys with values"),
        ("tags: [x, [y]]", "E203", 11, "expected text; found a list"),
        ("tags: [x, y, x]", "E206", 14, '"x" stands twice in this list'),
        ("tags: [Too Big]", "E204", 8, '"Too Big" does not have the right form'),
        ("needed_tags: []", "E203", 14, "nothing stands in these brackets"),
        ("part: x", "E203", 7, 'expected keys with values, such as key: value; found "x"'),
        ("part: {size: 2}", "E202", 7, 'the key "id" is missing'),
        ("part: {id: x, sise: 2}", "E201", 15, 'unknown key "sise"'),
        ("parts: {id: x}", "E203", 8, "expected a list, such as [one, two]; found keys with values"),
        ("parts: [x]", "E203", 9, 'expected keys with values, such as key: value; found "x"'),
        ("keyed: [x]", "E203", 8, "expected keys with values, such as key: value; found a list"),
        ("keyed: {x: y}", "E203", 12, 'expected keys with values, such as key: value; found "y"'),
        ("keyed: {X: {}}", "E204", 9, '"X" does not have the right form'),
        ('keyed: {"": {}}', "E203", 9, "expected text; found nothing"),
        ("keyed: {x: {id: y}}", "E201", 13, 'unknown key "id"'),
        ("labels: {x: }", "E202", 10, 'the key "says" is missing'),
        ("labels: {x: [a]}", "E203", 13, "expected text; found a list"),
        ("contact: nobody", "E204", 10, '"nobody" does not have the right form'),
        ("from: 6pm", "E204", 7, '"6pm" does not have the right form'),
        ("from_: 6pm", "E201", 1, 'unknown key "from_"'),
    ],
)
def test_a_wrong_value_is_one_fault_at_its_place(line: str, code: str, column: int, message: str) -> None:
    """The message names what was expected and what was found."""
    kept = [each for each in START.splitlines() if each.partition(":")[0] != line.partition(":")[0]]
    _, faults, _ = read(Record, "\n".join([*kept, line]))
    assert [(code, len(kept) + 1, column, message)] == faults


def test_a_hint_says_what_to_write() -> None:
    """In the words of the field's own rule, or as the nearest key there is."""
    notes = Notes()
    root, _ = read_yaml("id: Bright Path\nnam: x\nlatitude: north", path="a.yaml")
    assert root is not None
    reader_of(Organization)(root, notes)
    assert [
        ("E204", "write small letters and digits, with - between words"),
        ("E201", 'did you mean "name"?'),
        ("E201", "use one of: id, name"),
    ] == [(fault.code, fault.hint) for fault in notes.faults]


# --- messages ---------------------------------------------------------------------------------------


def test_a_choice_is_told_with_the_nearest_one() -> None:
    """Or with all of them when there are few."""
    notes = Notes()
    root, _ = read_yaml("[tuseday, x]", path="a.yaml")
    assert root is not None
    reader_of(tuple[Annotated[Located, OneOf(("monday", "tuesday"))], ...])(root, notes)
    assert ['did you mean "tuesday"?', "use one of: monday, tuesday"] == [fault.hint for fault in notes.faults]


def test_a_long_value_is_cut_in_the_message() -> None:
    """A whole paragraph under the wrong key would bury the message."""
    _, faults, _ = read(Annotated[Located, Pattern("x", "x")], "|\n  " + "word " * 100)
    ((_, _, _, message),) = faults
    assert '"' + "word " * 15 + 'word…" does not have the right form' == message
