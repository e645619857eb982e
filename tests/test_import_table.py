"""SAMHSA's CSV: which files are its table, and what a broken row costs."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.importers.samhsa_table import read_rows

HEADER = "name1,name2,street1,street2,city,state,zip,phone,service_code_info\n"
ROW = "Bright Path,,12 Broad Street,,Newark,nj,07102,973-555-0100,SA * OP OIT * MD\n"
HINT = 'take SAMHSA\'s workbook as it is, or its sheet "Facilities List" saved as CSV with the first line'


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"PK\x03\x04\x00\x00", 0, "this is not a whole workbook"),
        (b"\xd0\xcf\x11\xe0\x00\x00", 0, "this is not a text file"),
        (b"\x81", 0, "this is not a text file"),
        (
            *(b"", 1),
            "columns missing: name1, street1, city, state, zip, phone, service_code_info; found: none",
        ),
        (
            *(b"id,Name1,city,state,zip\n1,a,b,NJ,07102\n", 1),
            "columns missing: street1, phone, service_code_info; found: id, name1, city, state, zip",
        ),
        (
            *((HEADER + ROW + '"Open,,12 Broad Street\n' + ROW).encode(), 3),
            "this line cannot be read as CSV: unexpected end of data",
        ),
    ],
)
def test_a_file_that_is_not_the_table_gives_no_rows(data: bytes, line: int, message: str) -> None:
    """One error says what was found, and nothing is read by half."""
    fault = Diagnostic(code="E701", path="list.csv", line=line, message=message, hint=HINT)
    assert ((), (fault,)) == read_rows(data, path="list.csv")


def test_a_row_of_another_length_is_left_out() -> None:
    """A comma too many moves every value after it, so none of them can be trusted; an empty line is no row."""
    rows, notes = read_rows(f"{HEADER}{ROW}\nBright Path,Newark\n,,\n{ROW}".encode(), path="list.csv")
    assert [2, 6] == [row.line for row in rows]
    message = "this row has 2 fields and the first line 9; the row is left out"
    assert (Diagnostic(code="W702", path="list.csv", line=4, message=message),) == notes


def test_a_row_is_placed_on_its_first_line() -> None:
    """A field in quotes may hold line breaks."""
    rows, _ = read_rows((HEADER + ROW.replace("12 Broad Street", '"12 Broad\nStreet"') + ROW).encode(), path="list.csv")
    assert [(2, "12 Broad Street"), (4, "12 Broad Street")] == [(row.line, row.street1) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_excel_writes_can_be_read(encoding: str) -> None:
    """With a byte order mark, or in the old Windows encoding."""
    rows, _ = read_rows((HEADER + ROW.replace("Broad", "Cañon")).encode(encoding), path="list.csv")
    assert ["12 Cañon Street"] == [row.street1 for row in rows]


def test_spaces_and_hidden_characters_are_cleaned_away() -> None:
    """At the ends, doubled, not breaking, or of no width."""
    dirty = ROW.replace("Bright Path", "  Bright\N{NO-BREAK SPACE} Path\N{ZERO WIDTH SPACE} ")
    rows, _ = read_rows((HEADER + dirty).encode(), path="list.csv")
    assert ("Bright Path", "NJ", frozenset({"SA", "OP", "OIT", "MD"})) == (rows[0].name1, rows[0].state, rows[0].codes)
