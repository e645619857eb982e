"""A record comes back from plain values as it was read, every value in its place."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from site_gen import schema
from site_gen.diagnostics import Located
from site_gen.model import Match, Program, Words
from site_gen.plain_records import read_record, write_record
from tests.placed import placed

PATH, OTHER = "programs.yaml", "programs/nj.yaml"
EVERYTHING = """programs:
  - id: every-key
    name: Every Key House
    organization: every-key
    levels:
      iop: {hours_per_week: "9-12", formats: [in_person], sessions: [{days: [mon, tue], from: "18:00", to: "21:00"}]}
      php: {}
    address:
      {street: 1 Main St, unit: B, city: Camden, state: NJ, zip: "08102", county: Camden, lat: "39.9", lon: "-75.1"}
    phones: [{number: 609-555-0142, extension: "7", type: intake}, {number: 609-555-0143}]
    website: https://every.example/
    payment: [medicaid]
    does_not_accept: [medicare]
    languages: [es]
    does_not_speak: [zh]
    offers: [moud]
    does_not_offer: [childcare]
    populations: [women]
    ages: [adults]
    serves_only: []
    admission: [detox]
    capacity: {accepting: false, as_of: 2026-11-02}
    license: {number: "12", authority: State, expires: 2027-01-01}
    accreditation: [joint_commission]
    status: defunct
    verified: {on: 2026-11-01, by: Clerk, how: phone}
    source: {name: A list, edition: "2024", url: https://list.example/}
    note: {en: Come in by the side door, es: Entre por el lado}
"""


def _read(text: str) -> Program:
    part, faults = schema.read_file(PATH, text.encode())
    assert isinstance(part, schema.Records)
    assert not (*faults, *part.faults)
    (program,) = part.value.programs
    assert isinstance(program, Program)
    return program


def _pass_on(record: object, first_line: int, path: str, new_first: int) -> object:
    plain = json.loads(json.dumps(write_record(record, first_line)))
    return read_record(type(record), plain, path, range(new_first, new_first + 100))


def test_record_in_which_every_key_is_written_comes_back() -> None:
    """As if it had been read at its new place."""
    program = _read(EVERYTHING)
    assert [f.name for f in fields(Program) if getattr(program, f.name) == f.default] == []
    moved = _read("\n\n\n" + EVERYTHING)
    assert placed(_pass_on(program, 2, PATH, 5)) == placed(moved)
    assert placed(_pass_on(program, 2, OTHER, 5)) == placed(moved, path=OTHER)


def test_what_was_not_said_comes_back_unsaid() -> None:
    """The stand-ins of what may be left out have no place in a file, and get none."""
    lines = EVERYTHING.splitlines(keepends=True)
    bare = _read("".join((*lines[:3], "    levels: {iop: }\n", *lines[7:9], lines[-2])))
    back = _pass_on(bare, 2, OTHER, 2)
    assert isinstance(back, Program)
    assert (placed(back.status), back.serves_only, back.phones) == (placed(Located("active", path="")), None, ())


def test_choice_is_one_value_for_all_records() -> None:
    """A directory has a million of them."""
    one, other = (_pass_on(_read(EVERYTHING), 2, PATH, 2) for _ in range(2))
    assert isinstance(one, Program)
    assert isinstance(other, Program)
    assert one.payment[0] is other.payment[0]
    assert one.name is not other.name


_TEXTS = st.builds(
    Located, st.text(), path=st.just(PATH), line=st.integers(3, 9), column=st.integers(1, 90)
)  # fmt: skip
_WORDS = st.lists(st.tuples(st.sampled_from(["", "en", "es"]), _TEXTS), min_size=1).map(
    lambda texts: Words(translations=tuple(texts))
)
_MATCHES = st.lists(st.tuples(_TEXTS, st.lists(_TEXTS).map(tuple))).map(lambda terms: Match(terms=tuple(terms)))


@given(st.one_of(_WORDS, _MATCHES))
def test_any_text_and_any_pairs_come_back(record: Words | Match) -> None:
    """Quotes, breaks and signs of all scripts too."""
    assert placed(_pass_on(record, 3, PATH, 3)) == placed(record)


@given(st.dates())
def test_any_day_comes_back(day: date) -> None:
    """In the form in which a file says it."""
    assert _pass_on(day, 1, PATH, 1) == day
