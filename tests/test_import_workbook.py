"""Workbooks: SAMHSA's own file as published, and files made to do harm."""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.importers.samhsa import import_samhsa
from site_gen.importers.samhsa_table import read_rows
from site_gen.importers.workbook import MAX_UNPACKED, WorkbookError, read_sheet
from tests.workbooks import MAIN, make_workbook, zipped

SAMPLE = Path(__file__).parent / "data" / "samhsa_sample.csv"
CODES = ["category_code", "category_name", "service_code", "service_name", "service_description"]
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    return make_workbook({"List": [["x"]]}, {SHEET: xml})


def cells(inner: str) -> bytes:
    return with_sheet(f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>')


def test_the_workbook_as_published_gives_what_its_csv_gives() -> None:
    """The sheet is found by its name, wherever it stands, and a number that was a ZIP code is mended alike."""
    rows = [
        [int(cell) if name == "zip" and cell.isdigit() else cell for name, cell in row.items()]
        for row in csv.DictReader(SAMPLE.read_text(encoding="utf-8").splitlines())
    ]
    columns = SAMPLE.read_text(encoding="utf-8").splitlines()[0].split(",")
    book = make_workbook({"Service Code Reference": [CODES], "Facilities List": [columns, *rows]})
    from_csv = import_samhsa(SAMPLE.read_bytes(), path="list", state="NJ", edition="2024")
    from_book = import_samhsa(book, path="list", state="NJ", edition="2024")
    assert (from_csv.directory, from_csv.notes, 29) == (from_book.directory, from_book.notes, from_book.read)


def test_a_code_nobody_knows_is_told_in_the_words_of_the_code_book() -> None:
    """The second sheet of the workbook says what a new code means."""
    columns = ["name1", "street1", "city", "state", "zip", "phone", "service_code_info"]
    place = ["Bright Path", "12 Broad Street", "Newark", "NJ", "07102", "973-555-0100", "SA OIT ZZZ"]
    sheets = {
        "Facilities List": [columns, place],
        "Service Code Reference": [CODES, ["X", "New", "ZZZ", "Only on  Sundays", ""]],
    }
    (note,) = import_samhsa(make_workbook(sheets), path="list", state="NJ", edition="2026").notes
    assert 'the code "ZZZ" ("Only on Sundays") is not known and was passed over in 1 of 1 places' == note.message


def test_a_workbook_without_the_sheet_is_an_error_that_names_its_sheets() -> None:
    """An agency's own workbook is not SAMHSA's."""
    rows, (fault,) = read_rows(make_workbook({"Tabelle1": [["a"]], "Old": []}), path="list.xlsx")
    message = 'there is no sheet "Facilities List" in this workbook; found: "Tabelle1", "Old"'
    assert ((), "E701", message) == (rows, fault.code, fault.message)


def test_texts_are_read_however_a_program_writes_them() -> None:
    """In the cell, as the result of a formula, in pieces, with spoken forms beside them, without places."""
    strings = "<si><r><t>Ca</t></r><r><t>ñon</t></r><rPh><t>no</t></rPh></si>"
    sheet = (
        '<row r="3"><c r="B3" t="inlineStr"><is><t>in the cell</t></is></c><c t="str"><f>A1</f><v>formula</v></c></row>'
        '<row><c t="s"><v>0</v></c><c><v>8205.0</v></c><c r="E4" t="s"/></row><row/>'
    )
    book = make_workbook(
        {"List": [["x"]]},
        {
            SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        },
    )
    assert ((3, ["", "in the cell", "formula"]), (4, ["Cañon", "8205"])) == read_sheet(book)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "this is not a whole workbook"),
        (zipped({"a": "b"}), 'a part of this workbook is missing: "xl/workbook.xml"'),
        (with_sheet(f"{DOCTYPE}<a>&c;</a>"), "this workbook has a document type, which Excel never writes"),
        (with_sheet("<a>"), "a part of this workbook is not XML: no element found: line 1, column 3"),
        (with_sheet("<a>" + " " * MAX_UNPACKED + "</a>"), "this workbook unpacks to more than 100,000,000 bytes"),
        (cells('<row><c r="ZZ1"><v>1</v></c></row>'), "this sheet has more than 500 columns"),
        (cells('<row><c r="SF1"><v>1</v></c></row>' * 6001), "this sheet holds more than any list of programs"),
        (cells(f"<row><c><v>{'1' * 32_768}</v></c></row>"), "a cell in row 1 holds more text than Excel allows"),
        (cells('<row r="7"><c t="s"><v>9</v></c></row>'), "a cell in row 7 names a text that is not there"),
        (cells('<row r="x"/>'), "this is not a whole workbook"),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused_in_words(data: bytes, message: str) -> None:
    """What swells is stopped before it has swollen, and what is broken is called so."""
    with pytest.raises(WorkbookError) as refusal:
        read_sheet(data)
    assert str(refusal.value).startswith(message)


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever byte is wrong, it ends in rows or in a WorkbookError."""
    book = bytearray(make_workbook({"List": [["a", 1], ["b", 2]]}))
    for _ in range(data.draw(st.integers(1, 4))):
        book[data.draw(st.integers(4, len(book) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WorkbookError):
        read_sheet(bytes(book))
