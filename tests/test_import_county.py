"""Any table by a mapping: what each kind of cell becomes, and what a mapping may get wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Located
from site_gen.importers.county import import_table
from site_gen.importers.county_template import MAPPING_TEXT, TABLE_TEXT
from site_gen.importers.imported import Imported
from site_gen.model import Address, ListingSource, Offering, Phone, Program, Verified
from tests.workbooks import make_workbook

SOURCE = ListingSource(name=Located("County list", path=""), edition=Located("2026", path=""))
MAPPING = """\
columns:
  name: Agency
  street: Street
  city: Town
  zip: ZIP
  phone: Phone
  levels: Services
  payment: Pays
  offers.evening: Evenings?
  serves_only: Only
constants: {state: nj}
separators: {payment: /}
values:
  levels: {intensive  OP: iop, Day: php}
  payment: {NJ FamilyCare: medicaid}
  flags: {Tues: true, some: ask}
"""
HEADER = "Agency,Street,Town,ZIP,Phone,Services,Pays,Evenings?,Only\n"
ROW = "Bright Path,12 Broad St,Newark,7102,973-555-0100 x12,Intensive OP; day,Medicaid/NJ FamilyCare/Self,Y,\n"


def at(text: str) -> Located:
    return Located(text, path="")


def ids(*texts: str) -> tuple[Located, ...]:
    return tuple(map(at, texts))


def imported(*rows: str, mapping: str = MAPPING, only: tuple[str, ...] = ()) -> Imported:
    data = (HEADER + "".join(rows)).encode()
    return import_table(data, path="t.csv", mapping=("m.yaml", mapping.encode()), source=SOURCE, only_levels=only)


def only_program(row: str) -> Program:
    (program,) = imported(row).directory.programs
    return program


def notes_of(result: Imported) -> list[tuple[int, str, str]]:
    return [(note.line, note.code, note.message) for note in result.notes]


def test_the_template_can_be_imported_as_it_is() -> None:
    """Its example row, with every kind of column that a county may have."""
    result = import_table(TABLE_TEXT.encode(), path="t.csv", mapping=("m.yaml", MAPPING_TEXT.encode()), source=SOURCE)
    expected = Program(
        id=at("example-recovery-newark"),
        name=at("Example Recovery Newark"),
        organization=at("example-recovery-inc"),
        levels=(Offering(id=at("iop")), Offering(id=at("php"))),
        address=Address(
            street=at("12 Broad Street"), unit=at("Suite 2"), city=at("Newark"), state=at("NJ"), zip=at("07102")
        ),
        phones=(
            Phone(number=at("973-555-0100")),
            Phone(number=at("973-555-0100"), extension=at("12"), type=at("intake")),
        ),
        website=at("https://example.org/newark"),
        payment=ids("medicaid", "private"),
        languages=ids("es"),
        offers=ids("evening"),
        does_not_offer=ids("childcare"),
        verified=Verified(on=date(2026, 11, 2), by=at("County staff"), how=at("phone")),
        source=SOURCE,
    )
    assert ((expected,), ()) == (result.directory.programs, result.notes)


def test_words_are_ours_by_the_mapping_or_by_themselves() -> None:
    """A lost zero is put back with the state as witness; what no one knows is told once for the table."""
    result = imported(ROW, ROW.replace("Bright Path", "New Day"))
    program = result.directory.programs[0]
    assert ("07102", ids("iop", "php"), ids("medicaid"), ids("evening")) == (
        program.address.zip,
        tuple(level.id for level in program.levels),
        program.payment,
        program.offers,
    )
    assert [(0, "W702", '"Self" says nothing to us as payment; left out 2 times')] == notes_of(result)


@pytest.mark.parametrize(
    ("cell", "offers", "does_not"),
    [
        ("Y", ids("evening"), ()),
        ("no", (), ids("evening")),
        ("", (), ()),
        ("tues", ids("evening"), ()),
        ("some", (), ()),
    ],
)
def test_an_empty_cell_is_not_a_no(cell: str, offers: tuple[str, ...], does_not: tuple[str, ...]) -> None:
    """Yes, no, or ask."""
    program = only_program(ROW.replace(",Y,", f",{cell},"))
    assert (offers, does_not) == (program.offers, program.does_not_offer)


@pytest.mark.parametrize(("cell", "expected"), [("", None), ("everyone", ()), ("Women only", ids("women"))])
def test_whom_a_place_leaves_out_is_known_only_when_said(cell: str, expected: tuple[str, ...] | None) -> None:
    """Nothing, nobody, or somebody."""
    assert expected == only_program(ROW.replace(",Y,", f",Y,{cell}")).serves_only


def test_what_cannot_be_read_is_left_out_and_told() -> None:
    """A place without a level or an address, a row of another length, a phone that is none, capitals."""
    result = imported(
        ROW.replace("Bright Path", "BRIGHT PATH RECOVERY CENTER"),
        ROW.replace("7102", "1").replace("973-555-0100 x12", "call us"),
        "Short,Row\n",
        ROW.replace("Intensive OP; day", ""),
    )
    assert ["Bright Path Recovery Center"] == [program.name for program in result.directory.programs]
    assert [
        (0, "W702", '"Self" says nothing to us as payment; left out 3 times'),
        (2, "W701", '"BRIGHT PATH RECOVERY CENTER" is all capitals; written "Bright Path Recovery Center"'),
        (3, "W702", '"1" does not have the right form; left out'),
        (3, "W702", '"call us" is not a US phone number; left out'),
        (3, "W702", "this place is left out: address cannot be read"),
        (4, "W702", "this row has 2 fields and the first line 9; the row is left out"),
        (5, "W702", "this place is left out: levels cannot be read"),
    ] == notes_of(result)


def test_rows_about_one_place_are_one_listing() -> None:
    """All levels and phones; what shuts people out only if each row says it."""
    result = imported(
        ROW.replace("; day", "").replace(",Y,", ",Y,women"),
        ROW.replace("Intensive OP; ", "").replace("x12", "x13").replace(",Y,", ",n,"),
    )
    (program,) = result.directory.programs
    assert (ids("iop", "php"), ids("12", "13"), None, ids("evening"), ()) == (
        tuple(level.id for level in program.levels),
        tuple(phone.extension for phone in program.phones),
        program.serves_only,
        program.offers,
        program.does_not_offer,
    )
    assert (3, "W701", '"Bright Path" is listed more than once at this address; the listings are merged') in notes_of(
        result
    )


def test_an_id_that_stands_twice_is_given_to_the_first_place() -> None:
    """The list's own ids are kept where they can be, and those we make keep out of their way."""
    mapping = MAPPING.replace("  name: Agency\n", "  name: Agency\n  id: Only\n").replace("  serves_only: Only\n", "")
    rows = [ROW.replace("Bright Path", name).replace(",Y,", f",Y,{our_id}") for name, our_id in NAMES_AND_IDS]
    result = imported(*rows, mapping=mapping)
    assert [("a", "A"), ("a-2", "B"), ("c-newark", "D"), ("c-newark-2", "C")] == [
        (program.id, program.name) for program in result.directory.programs
    ]
    note = 'the id "a" stands at two places; "B" is listed as "a-2"'
    assert (3, "W703", note) in notes_of(result)


NAMES_AND_IDS = [("A", "a"), ("B", "a"), ("C", ""), ("D", "c-newark")]


def test_the_same_number_in_five_towns_is_doubted() -> None:
    """A call center answers there, and may know nothing of the place."""
    towns = [ROW.replace("Newark", f"Town {n}").replace("7102", f"710{n}") for n in range(5)]
    note = (0, "W703", "the phone 973-555-0100 is the main line of places in 5 towns; it may be a call center")
    assert note in notes_of(imported(*towns))
    assert note not in notes_of(imported(*towns[:4]))


def test_only_levels_chooses_places() -> None:
    """As it does for other lists."""
    result = imported(ROW, ROW.replace("Bright Path", "Day Care").replace("Intensive OP; ", ""), only=("iop",))
    assert ["Bright Path"] == [program.name for program in result.directory.programs]


def test_a_workbook_is_read_as_its_csv() -> None:
    """From its first sheet."""
    rows = [line.split(",") for line in (HEADER + ROW).splitlines()]
    book = import_table(
        make_workbook({"2026": rows}), path="t.xlsx", mapping=("m.yaml", MAPPING.encode()), source=SOURCE
    )
    assert imported(ROW).directory == book.directory


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("  name: Agency", "  nam: Agency", 2, 'there is no field "nam"', 'did you mean "name"?'),
        ("  name: Agency", "  name: Agencies", 2, 't.csv has no column "Agencies"', 'did you mean "Agency"?'),
        ("constants:", "constant:", 11, 'unknown section "constant"', 'did you mean "constants"?'),
        ("{state: nj}", "{state: [nj]}", 11, '"state" needs one text', "write key: text"),
        ("{state: nj}", "[nj]", 11, "expected keys with values", "write key: value, one on each line"),
    ],
)
def test_a_mapping_that_does_not_fit_imports_nothing(old: str, new: str, line: int, message: str, hint: str) -> None:
    """With the place in the mapping, and what was probably meant."""
    result = imported(ROW, mapping=MAPPING.replace(old, new))
    assert () == result.directory.programs
    assert ("E703", "m.yaml", line, message, hint) in [
        (note.code, note.path, note.line, note.message, note.hint) for note in result.notes
    ]


@given(st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), max_size=3))
def test_no_cell_makes_the_importer_fail(rows: list[list[str]]) -> None:
    """Any text in any column is read or reported."""
    book = make_workbook({"t": [HEADER.strip().split(","), *[[_printable(cell) for cell in row] for row in rows]]})
    result = import_table(book, path="t.xlsx", mapping=("m.yaml", MAPPING.encode()), source=SOURCE)
    assert result.notes or result.directory.programs


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())
