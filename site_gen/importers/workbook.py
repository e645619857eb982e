"""The cells of one sheet of an Excel workbook (.xlsx), as text.

A workbook is a ZIP file of XML files, and both can be made to swell without end. So what is unpacked is counted,
document types (and with them entities) are refused, and so is more than any real list holds.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

MAGIC = b"PK\x03\x04"

# The national directory has 12,200 rows of 13 columns, and unpacks to 20 MB. A cell of Excel holds 32,767 characters.
MAX_UNPACKED = 100_000_000
MAX_COLUMNS = 500
MAX_CELLS = 3_000_000
MAX_CELL_TEXT = 32_767
MAX_TEXT = 200_000_000

Attributes = dict[str, str]
Row = tuple[int, list[str]]


class WorkbookError(Exception):
    """The file is no workbook, or one that does what no list does; the message says what."""


def read_sheet(data: bytes, name: str = "") -> tuple[Row, ...]:
    """The rows of the sheet *name*, or of the first one, each with its number; rows without a cell are left out.

    Raises WorkbookError.
    """
    try:
        return _Workbook(zipfile.ZipFile(io.BytesIO(data))).read(name)
    except expat.ExpatError as error:
        raise WorkbookError(f"a part of this workbook is not XML: {error}") from error
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise WorkbookError("this is not a whole workbook") from error


@dataclass(slots=True)
class _Workbook:
    archive: zipfile.ZipFile
    unpacked: int = 0

    def read(self, name: str) -> tuple[Row, ...]:
        sheets = _Sheets()
        self.parse("xl/workbook.xml", sheets.start)
        if not sheets.parts or (name and name not in sheets.parts):
            found = ", ".join(f'"{sheet}"' for sheet in sheets.parts) or "none"
            raise WorkbookError(f'there is no sheet "{name}" in this workbook; found: {found}')
        relations = _Relations()
        self.parse("xl/_rels/workbook.xml.rels", relations.start)
        relation = sheets.parts[name] if name else next(iter(sheets.parts.values()))
        strings = _Strings()
        if "xl/sharedStrings.xml" in self.archive.namelist():
            self.parse("xl/sharedStrings.xml", strings.start, strings.end, strings.text)
        cells = _Cells(strings=strings.found)
        self.parse(
            posixpath.join("xl", relations.targets.get(relation, "")).lstrip("/"), cells.start, cells.end, cells.add
        )
        return tuple(cells.rows)

    def parse(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
        if end and text:
            parser.EndElementHandler = lambda name: end(_local(name))
            parser.CharacterDataHandler = text
        # In one piece: older releases of expat read a long token anew with each piece they are given.
        parser.Parse(self.unpack(part), True)  # noqa: FBT003  expat takes no keywords

    def unpack(self, part: str) -> bytes:
        try:
            info = self.archive.getinfo(part)
        except KeyError as error:
            raise WorkbookError(f'a part of this workbook is missing: "{part}"') from error
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise WorkbookError("this workbook is packed in a way that Excel does not use")
        with self.archive.open(info) as packed:
            data = packed.read(MAX_UNPACKED - self.unpacked + 1)
        self.unpacked += len(data)
        if self.unpacked > MAX_UNPACKED:
            raise WorkbookError(f"this workbook unpacks to more than {MAX_UNPACKED:,} bytes")
        return data


def _local(name: str) -> str:
    """The name without its namespace: there are two, and both mean the same to us."""
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise WorkbookError("this workbook has a document type, which Excel never writes; it may be an attack")


@dataclass(slots=True)
class _Sheets:
    parts: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            self.parts[attributes.get("name", "")] = relation


@dataclass(slots=True)
class _Relations:
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass(slots=True)
class _Strings:
    """Texts that cells name by number. A text may be in pieces; how it is spoken (rPh) is none of it."""

    found: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    is_text: bool = False
    is_spoken: bool = False

    def start(self, name: str, _attributes: Attributes) -> None:
        self.is_text = name == "t" and not self.is_spoken
        self.is_spoken = self.is_spoken or name == "rPh"
        if name == "si":
            self.pieces = []

    def text(self, text: str) -> None:
        if self.is_text:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.is_text = False
        if name == "rPh":
            self.is_spoken = False
        elif name == "si":
            self.found.append("".join(self.pieces))


@dataclass(slots=True)
class _Cells:
    strings: list[str]
    rows: list[Row] = field(default_factory=list)
    number: int = 0
    row: dict[int, str] = field(default_factory=dict)
    column: int = 0
    kind: str = ""
    value: list[str] = field(default_factory=list)
    is_value: bool = False
    cells: int = 0
    size: int = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.number, self.row, self.column = int(attributes.get("r", self.number + 1)), {}, 0
        elif name == "c":
            self.column = _column(attributes.get("r", "")) or self.column + 1
            self.kind, self.value = attributes.get("t", "n"), []
            if self.column > MAX_COLUMNS:
                raise WorkbookError(f"this sheet has more than {MAX_COLUMNS} columns")
        self.is_value = name in ("v", "t")

    def add(self, text: str) -> None:
        if self.is_value:
            self.value.append(text)

    def end(self, name: str) -> None:
        self.is_value = False
        if name == "c" and (text := self._text("".join(self.value))):
            self.row[self.column] = text
            self.size += len(text)
        elif name == "row" and self.row:
            self._end_row()

    def _text(self, value: str) -> str:
        if self.kind == "s" and value:
            index = int(value)
            if not 0 <= index < len(self.strings):
                raise WorkbookError(f"a cell in row {self.number} names a text that is not there")
            value = self.strings[index]
        elif self.kind == "n":
            value = _whole_number(value)
        if len(value) > MAX_CELL_TEXT:
            raise WorkbookError(f"a cell in row {self.number} holds more text than Excel allows")
        return value

    def _end_row(self) -> None:
        width = max(self.row)
        self.cells += width
        if self.cells > MAX_CELLS or self.size > MAX_TEXT:
            raise WorkbookError("this sheet holds more than any list of programs")
        self.rows.append((self.number, [self.row.get(column, "") for column in range(1, width + 1)]))


def _column(place: str) -> int:
    """27 for "AA12"; 0 where no place is named."""
    number = 0
    letters = re.match(r"[A-Z]{0,3}", place)
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole_number(value: str) -> str:
    """Excel writes a ZIP code of a number cell as 8205, and other programs as 8205.0."""
    return value[:-2] if re.fullmatch(r"\d{1,15}\.0", value) else value
