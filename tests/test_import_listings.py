"""programs.yaml as it is written: exact, and the same when read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Located
from site_gen.documents import parse_file
from site_gen.importers.listings import write_directory
from site_gen.importers.samhsa import import_samhsa
from site_gen.importers.sources import SAMHSA
from site_gen.model import (
    Address,
    Capacity,
    Directory,
    License,
    ListingSource,
    Offering,
    Organization,
    Phone,
    Program,
    Session,
    Verified,
)
from site_gen.reading import Notes, reader_of

SAMPLE = (Path(__file__).parent / "data" / "samhsa_sample.csv").read_bytes()


def at(text: str) -> Located:
    return Located(text, path="")


PROGRAM = Program(
    id=at("bright-path-newark"),
    name=at("Bright Path: Newark"),
    organization=at("bright-path"),
    levels=(
        Offering(
            id=at("iop"),
            hours_per_week=at("9-12"),
            sessions=(Session(days=(at("mon"), at("wed")), from_=at("18:00"), to=at("21:00")),),
            formats=(at("in_person"),),
        ),
        Offering(id=at("php")),
    ),
    address=Address(
        street=at("12 Broad St"), city=at("Newark"), state=at("NJ"), zip=at("07102"), lat=at("40.73"), lon=at("-74.17")
    ),
    phones=(Phone(number=at("973-555-0100")), Phone(number=at("973-555-0101"), extension=at("12"), type=at("intake"))),
    website=at("https://example.org/newark"),
    languages=(at("en"), at("es")),
    capacity=Capacity(accepting=True, as_of=date(2026, 11, 2)),
    license=License(number=at("1000123"), authority=at("NJ DMHAS"), expires=date(2027, 6, 30)),
    verified=Verified(on=date(2026, 11, 2), by=at("county staff"), how=at("phone")),
    source=ListingSource(name=at(SAMHSA), edition=at("2024")),
)
DIRECTORY = Directory(
    organizations=(Organization(id=at("bright-path"), name=at("Bright Path")),),
    programs=(
        PROGRAM,
        Program(
            id=at("no"),
            name=at("NO"),
            levels=(Offering(id=at("iop")),),
            address=Address(city=at("Absecon"), state=at("NJ"), zip=at("08205")),
            source=ListingSource(name=at("County list"), edition=at("2026")),
        ),
    ),
)
TEXT = f"""\
# The directory: every program on the site, and the organizations that run them.
#
# Listings from County list, edition 2026: 1.
# Checked by anyone since: none.
#
# Listings from {SAMHSA}, edition 2024: 1.
# Publisher: Substance Abuse and Mental Health Services Administration (SAMHSA), N-SUMHSS survey.
# Public domain; a citation is appreciated; not to be distributed for a fee without SAMHSA's permission.
# Checked by anyone since: 1.
organizations:
  - {{id: bright-path, name: Bright Path}}
programs:
  - id: "no"
    name: "NO"
    levels: {{iop: {{}}}}
    address: {{city: Absecon, state: NJ, zip: "08205"}}
    source: {{name: County list, edition: "2026"}}

  - id: bright-path-newark
    name: "Bright Path: Newark"
    organization: bright-path
    levels: {{iop: {{hours_per_week: "9-12", sessions: [{{days: [mon, wed], from: "18:00", to: "21:00"}}],
        formats: [in_person]}}, php: {{}}}}
    address: {{street: 12 Broad St, city: Newark, state: NJ, zip: "07102", lat: "40.73", lon: "-74.17"}}
    phones:
      - {{number: "973-555-0100"}}
      - {{number: "973-555-0101", extension: "12", type: intake}}
    website: https://example.org/newark
    languages: [en, es]
    capacity: {{accepting: true, as_of: 2026-11-02}}
    license: {{number: "1000123", authority: NJ DMHAS, expires: 2027-06-30}}
    verified: {{"on": 2026-11-02, by: county staff, how: phone}}
    source: {{name: {SAMHSA}, edition: "2024"}}
"""


def read_back(text: str) -> Directory:
    """*text* as the project's own loader reads it, without a fault."""
    document, faults = parse_file("programs.yaml", text.encode())
    assert document is not None
    notes = Notes()
    directory = reader_of(Directory)(document.root, notes)
    assert ((), []) == (faults, notes.faults)
    assert isinstance(directory, Directory)
    return directory


def test_the_text_is_one_that_people_can_edit() -> None:
    """Sorted by city, one line for what is short, quotes where YAML would see a number or a yes."""
    assert TEXT == write_directory(DIRECTORY)


def test_what_was_written_reads_back_the_same() -> None:
    """Every field, and every listing of the real rows."""
    assert replace(DIRECTORY, programs=DIRECTORY.programs[::-1]) == read_back(write_directory(DIRECTORY))
    directory = import_samhsa(SAMPLE, path="list.csv", state="NJ", edition="2024").directory
    assert directory == read_back(write_directory(directory))


TEXTS = st.sampled_from(["yes", "NO", "y", "null", "~", "1e5", "0o17", "012", "18:30", "2026-01-01", "<<", "=", "*a"])
PRINTABLE = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=150)


@given(TEXTS | PRINTABLE, TEXTS | PRINTABLE)
def test_any_text_reads_back_the_same(name: str, unit: str) -> None:
    """Whatever it looks like to YAML."""
    address = replace(PROGRAM.address, unit=at(unit))
    directory = Directory(programs=(replace(PROGRAM, name=at(name), address=address),))
    assert directory == read_back(write_directory(directory))


def test_an_empty_directory_is_still_a_directory() -> None:
    """It says that there is nothing in it."""
    assert Directory() == read_back(write_directory(Directory()))
