"""SAMHSA's table as rows of clean text, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from site_gen.diagnostics import Diagnostic, Located, has_errors
from site_gen.importers.samhsa_codes import COUNTS_ONLY_IF_ALL_SAY_IT
from site_gen.importers.tables import Record, clean, has_text, read_records
from site_gen.importers.workbook import MAGIC

# The sheets of the workbook as SAMHSA names them.
FACILITIES, CODE_BOOK = "Facilities List", "Service Code Reference"

REQUIRED = ("name1", "street1", "city", "state", "zip", "phone", "service_code_info")
INTAKE = ("intake1", "intake2", "intake1a", "intake2a")
MAX_COLUMNS_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One facility. *phones* holds (type, text as found); *codes* are SAMHSA's service codes."""

    path: str
    line: int
    name1: str
    name2: str
    street1: str
    street2: str
    city: str
    state: str
    zip: str
    phones: tuple[tuple[str, str], ...]
    codes: frozenset[str]

    @property
    def at(self) -> Located:
        return self.located("")

    @property
    def content(self) -> tuple[str, ...]:
        """All that was found, to put rows in an order that does not depend on the file's."""
        names = (self.name1, self.name2, self.street1, self.street2, self.city, self.state, self.zip)
        return (*names, *(text for _, text in self.phones), *sorted(self.codes))

    @property
    def identity(self) -> tuple[str, ...]:
        """What two rows about the same place share. Without a street, the phone has to tell them apart."""
        where = (self.street1, self.street2) if has_text(self.street1) else self.phones[0]
        return tuple(text.casefold() for text in (self.name1, self.name2, *where, self.zip))

    def located(self, text: str) -> Located:
        return Located(text, path=self.path, line=self.line)


def read_rows(data: bytes, *, path: str) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a workbook or CSV file, and its faults: E701 when it is not SAMHSA's table, W702 for a broken row."""
    records = read_records(data, sheet=FACILITIES)
    if records.problem and not records.found:
        return (), (_not_the_table(path, records.problem.line, records.problem.message),)
    notes: list[Diagnostic] = []
    rows = tuple(_read(records.found, path, notes))
    if records.problem:
        notes.append(_not_the_table(path, records.problem.line, records.problem.message))
    return (() if has_errors(notes) else rows), tuple(notes)


def read_code_book(data: bytes) -> Mapping[str, str]:
    """What each code means in the words of the workbook; nothing where the file is a CSV or has no code book."""
    if not data.startswith(MAGIC):
        return {}
    first, *others = read_records(data, sheet=CODE_BOOK).found or ((0, ()),)
    columns = [clean(name).casefold() for name in first[1]]
    if not {"service_code", "service_name"} <= set(columns):
        return {}
    code, name = columns.index("service_code"), columns.index("service_name")
    return {clean(values[code]): clean(values[name]) for _, values in others if len(values) > max(code, name)}


def merge_repeated(rows: Iterable[Row], notes: list[Diagnostic]) -> tuple[Row, ...]:
    """One row for each place: rows with the same names and the same address are put together."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.identity, []).append(row)
    return tuple(_merge(group, notes) for group in groups.values())


def _not_the_table(path: str, line: int, message: str) -> Diagnostic:
    hint = 'take SAMHSA\'s workbook as it is, or its sheet "Facilities List" saved as CSV with the first line'
    return Diagnostic(code="E701", path=path, line=line, message=message, hint=hint)


def _read(records: Sequence[Record], path: str, notes: list[Diagnostic]) -> Iterator[Row]:
    _, first = records[0] if records else (1, ())
    columns = [clean(name).casefold() for name in first]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        notes.append(_missing_columns(path, columns, missing))
        return
    for line, values in records[1:]:
        if len(values) == len(columns):
            yield _row(dict(zip(columns, map(clean, values), strict=True)), path, line)
        elif any(map(has_text, values)):
            message = f"this row has {len(values)} fields and the first line {len(columns)}; the row is left out"
            notes.append(Diagnostic(code="W702", path=path, line=line, message=message))


def _missing_columns(path: str, columns: list[str], missing: list[str]) -> Diagnostic:
    found = ", ".join(columns[:MAX_COLUMNS_NAMED]) or "none"
    return _not_the_table(path, 1, f"columns missing: {', '.join(missing)}; found: {found}")


def _row(cells: dict[str, str], path: str, line: int) -> Row:
    intakes = tuple(("intake", cells[name]) for name in INTAKE if cells.get(name))
    return Row(
        path=path,
        line=line,
        name1=cells["name1"],
        name2=cells.get("name2", ""),
        street1=cells["street1"],
        street2=cells.get("street2", ""),
        city=cells["city"],
        state=cells["state"].upper(),
        zip=cells["zip"],
        phones=(("main", cells["phone"]), *intakes),
        codes=frozenset(cells["service_code_info"].replace("*", " ").split()),
    )


def _merge(group: list[Row], notes: list[Diagnostic]) -> Row:
    """All that any of the rows says; what narrows the choice counts only when each of them says it."""
    first, *others = sorted(group, key=lambda row: row.content)
    line = min(row.line for row in group)
    notes.extend(_repeated(row, line) for row in group if row.line != line)
    said = frozenset[str]().union(*(row.codes for row in group))
    by_all = first.codes.intersection(*(row.codes for row in others))
    phones = tuple(phone for row in (first, *others) for phone in row.phones)
    return replace(first, line=line, phones=phones, codes=(said - COUNTS_ONLY_IF_ALL_SAY_IT) | by_all)


def _repeated(row: Row, line: int) -> Diagnostic:
    message = f'"{row.name1}" is listed on line {line} with the same names and address; the two are merged'
    return Diagnostic(code="W701", path=row.path, line=row.line, message=message)
