"""Excel workbooks made in memory, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


Sheets: TypeAlias = Mapping[str, Sequence[Sequence[str | int]]]


def make_workbook(sheets: Sheets, parts: Mapping[str, str] | None = None) -> bytes:
    """A workbook of these *sheets*, its text in shared strings as Excel writes it; *parts* replace its own."""
    strings: dict[str, int] = {}
    made = {
        f"xl/worksheets/sheet{number}.xml": sheet_xml(rows, strings) for number, rows in enumerate(sheets.values(), 1)
    }
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    made["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>'
    made["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{targets}</Relationships>'
    made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    return zipped({**made, **(parts or {})})


def zipped(parts: Mapping[str, str]) -> bytes:
    """A ZIP file of these texts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def sheet_xml(rows: Sequence[Sequence[str | int]], strings: dict[str, int]) -> str:
    """A sheet with a cell for each value that is not empty."""
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(number, column, value, strings) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(row: int, column: int, value: str | int, strings: dict[str, int]) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>' if value else ""
