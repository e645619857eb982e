"""Nodes to values of the model: every kind of field, and every fault of a record at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import pytest

from site_gen.diagnostics import Located
from site_gen.model import (
    Address,
    Criterion,
    Directory,
    Keyed,
    OneOf,
    Option,
    Organization,
    Pattern,
    Program,
    SiteConfig,
    Source,
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
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.yaml_tree import read_yaml

Fault = tuple[str, int, int, str]


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


def read(kind: Any, text: str) -> tuple[Any, list[Fault], set[str]]:  # noqa: ANN401  the value is of the kind asked for
    """*text* read as *kind*: the value, the faults, and the ids of records that could not be made."""
    root, faults = read_yaml(text, path="a.yaml")
    assert faults == ()
    assert root is not None
    notes = Notes()
    value = reader_of(kind)(root, notes)
    return value, [(f.code, f.line, f.column, f.message) for f in notes.faults], notes.unread


def at(text: str) -> Located:
    return Located(text, path="a.yaml")


def said(text: str) -> Words:
    return Words(translations=(("", at(text)),))


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
        ("E202", "add name: to this entry"),
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


# --- records -----------------------------------------------------------------------------------------


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
        ("E202", 1, 1, 'the key "name" is missing'),
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
    value, faults, _ = read(Annotated[tuple[Source, ...], Keyed()], "tip47: {title: A book}\n\nnida: Another\n")
    assert [] == faults
    assert [("tip47", 1, "A book", 16), ("nida", 3, "Another", 7)] == [
        (str(source.id), source.id.line, str(source.title), source.title.column) for source in value
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
