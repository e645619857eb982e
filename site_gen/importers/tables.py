"""CSV files and workbooks as records of clean text, before anything is made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from site_gen.importers.workbook import MAGIC, WorkbookError, read_sheet

Record = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a file cannot be read to its end. *line* 0 means the file as a whole."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records up to *problem*, each with the line or the row of the sheet it starts on."""

    found: tuple[Record, ...]
    problem: Problem | None = None


def read_records(data: bytes, *, sheet: str = "") -> Records:
    """The records of a CSV file, or of the *sheet* of a workbook (the first, if none is named)."""
    if data.startswith(MAGIC):
        return _read_workbook(data, sheet)
    text = _decode(data)
    if text is None:
        return Records(found=(), problem=Problem(line=0, message="this is not a text file"))
    return _read_csv(text)


def clean(text: str) -> str:
    """One space between words, none around them, nothing that cannot be seen."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def has_text(text: str) -> bool:
    """Whether *text* says anything; SAMHSA writes "- - -" where a street is withheld."""
    return any(character.isalnum() for character in text)


def _read_workbook(data: bytes, sheet: str) -> Records:
    try:
        rows = read_sheet(data, sheet)
    except WorkbookError as error:
        return Records(found=(), problem=Problem(line=0, message=str(error)))
    width = len(rows[0][1]) if rows else 0
    # A sheet says nothing about empty cells at the end of a row.
    return Records(found=tuple((number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows))


def _decode(data: bytes) -> str | None:
    """UTF-8, or what Excel writes on an American Windows; None for a binary file."""
    if b"\0" in data:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _read_csv(text: str) -> Records:
    """Each record with the line it starts on; a field in quotes may run over several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Record] = []
    start = 1
    try:
        for values in reader:
            found.append((start, values))
            start = reader.line_num + 1
    except csv.Error as error:
        problem = Problem(line=start, message=f"this line cannot be read as CSV: {error}")
        return Records(found=tuple(found), problem=problem)
    return Records(found=tuple(found))
