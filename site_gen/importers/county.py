"""Any table of places, such as a county's spreadsheet, read by a mapping from our fields to its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault, has_errors, quoted
from site_gen.importers.contacts import read_phone, read_zip
from site_gen.importers.drafts import Draft, finish_drafts, map_node
from site_gen.importers.imported import Imported
from site_gen.importers.mapping import CHOICES, DENIALS, EVERYONE, MappingFile, our_word, read_mapping
from site_gen.importers.tables import clean, has_text, read_records
from site_gen.model import Directory, ListingSource
from site_gen.progress import SILENT, Progress, counted
from site_gen.yaml_tree import ListNode, Node

SECTIONS = ("columns", "constants", "separators", "values")
ADDRESS = ("street", "unit", "city", "state", "zip", "county", "lat", "lon")
PHONES = {"phone": "main", "intake_phone": "intake", "tty": "tty"}
TEXTS = ("id", "name", "organization", "website", "status", "note")
# Fields of records that a row holds whole: our key, then the columns that fill it.
RECORDS: Mapping[str, Mapping[str, str]] = {
    "verified": {"on": "verified_on", "by": "verified_by", "how": "verified_how"},
    "license": {"number": "license_number", "authority": "license_authority", "expires": "license_expires"},
    "capacity": {"accepting": "accepting", "as_of": "accepting_as_of"},
}
FIELDS = (*TEXTS, *ADDRESS, *PHONES, *CHOICES, *(name for parts in RECORDS.values() for name in parts.values()))
YES = frozenset({"yes", "y", "true", "x", "1"})
NO = frozenset({"no", "n", "false", "0"})
SEPARATORS = ";,|\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """One row by our fields. *unknown* counts words that no mapping knows, for the whole table."""

    at: Located
    texts: Mapping[str, str]
    mapping: MappingFile
    unknown: Counter[tuple[str, str]]

    def located(self, name: str) -> Located | None:
        text = self.texts.get(name, "")
        return self.at.with_text(text) if has_text(text) else None

    def is_yes(self, name: str) -> bool | None:
        """What a yes-or-no column says; None where it says neither."""
        word = self.texts.get(name, "").casefold()
        for values in (self.mapping.values.get(name, {}), self.mapping.values.get("flags", {})):
            if word in values:
                return values[word] == "true" if values[word] in ("true", "false") else None
        if word and word not in YES | NO:
            self.unknown[name, word] += 1
        return True if word in YES else False if word in NO else None


def import_table(  # noqa: PLR0913  all that an import is told
    data: bytes,
    *,
    path: str,
    mapping: tuple[str, bytes],
    source: ListingSource,
    only_levels: tuple[str, ...] = (),
    progress: Progress = SILENT,
) -> Imported:
    """The places of a CSV file or of the first sheet of a workbook; *mapping*: path and bytes of the mapping file."""
    words, faults = read_mapping(*mapping, sections=SECTIONS)
    notes = [*faults, *_check_fields(words)]
    progress.begin("Reading the list")
    records = read_records(data)
    if records.problem:
        hint = "save the table as CSV (UTF-8), with its first line of column names"
        notes.append(
            Diagnostic(code="E701", path=path, line=records.problem.line, message=records.problem.message, hint=hint)
        )
    columns = [clean(name) for name in records.found[0][1]] if records.found else []
    notes += _check_columns(words, columns, path)
    if has_errors(notes):
        return Imported(directory=Directory(), notes=tuple(notes))
    unknown: Counter[tuple[str, str]] = Counter()
    rows = list(_read_rows(records.found[1:], columns, path, notes))
    drafts = [
        _draft(_Cells(at=at, texts=_ours(row, words), mapping=words, unknown=unknown), notes)
        for at, row in counted(rows, "Making listings", progress)
    ]
    notes += _note_unknown(unknown, path)
    return finish_drafts(drafts, source=source, path=path, only_levels=only_levels, notes=notes)


def _check_fields(words: MappingFile) -> Iterator[Diagnostic]:
    for section in (words.columns, words.constants):
        for name, text in section.items():
            group = name.partition(".")[0]
            if name not in FIELDS and not ("." in name and group in CHOICES):
                yield fault("E703", text, f"there is no field {quoted(name)}", did_you_mean(name, FIELDS))


def _check_columns(words: MappingFile, columns: Sequence[str], path: str) -> Iterator[Diagnostic]:
    for text in words.columns.values():
        if clean(text) not in columns:
            yield fault("E703", text, f"{path} has no column {quoted(text)}", did_you_mean(clean(text), columns))


def _read_rows(
    records: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str], path: str, notes: list[Diagnostic]
) -> Iterator[tuple[Located, Mapping[str, str]]]:
    for line, values in records:
        if len(values) != len(columns) and any(map(has_text, values)):
            message = f"this row has {len(values)} fields and the first line {len(columns)}; the row is left out"
            notes.append(Diagnostic(code="W702", path=path, line=line, message=message))
        elif any(map(has_text, values)):
            yield Located("", path=path, line=line), dict(zip(columns, map(str.strip, values), strict=True))


def _ours(row: Mapping[str, str], words: MappingFile) -> Mapping[str, str]:
    """The row under our names; a cell that says nothing gives way to the constant."""
    cells = {name: row[clean(column)] for name, column in words.columns.items()}
    return {**words.constants, **{name: text for name, text in cells.items() if text}}


def _draft(cells: _Cells, notes: list[Diagnostic]) -> Draft:
    fields: dict[str, Node | None] = {name: cells.located(name) for name in TEXTS}
    fields["address"] = _address(cells)
    fields["phones"] = _phones(cells, notes)
    lists = _lists(cells)
    if levels := lists.pop("levels", ()):
        fields["levels"] = map_node(cells.at, {level: map_node(cells.at, {}) for level in levels})
    for key, ids in lists.items():
        known = tuple(one for one in ids if one != EVERYONE)
        if known or key == "serves_only":
            fields[key] = ListNode(at=cells.at, items=tuple(cells.at.with_text(one) for one in known))
    for key, parts in RECORDS.items():
        fields[key] = _record(cells, parts)
    return Draft(at=cells.at, fields={key: node for key, node in fields.items() if node})


def _address(cells: _Cells) -> Node:
    parts: dict[str, Node | None] = {name: cells.located(name) for name in ADDRESS}
    state = (cells.located("state") or cells.at).upper()
    zip_code = read_zip(cells.texts.get("zip", ""), state=state)
    parts["state"] = cells.at.with_text(state)
    parts["zip"] = cells.at.with_text(zip_code) if zip_code else parts["zip"]
    return map_node(cells.at, parts)


def _phones(cells: _Cells, notes: list[Diagnostic]) -> Node | None:
    found: dict[tuple[str, str], Node] = {}
    for name, kind in PHONES.items():
        text = clean(cells.texts.get(name, ""))
        line = read_phone(text)
        if line is None and has_text(text):
            notes.append(fault("W702", cells.at, f'"{text}" is not a US phone number; left out'))
        elif line and (line.number, line.extension) not in found:
            if line.was_spelled:
                message = f'the phone "{text}" is spelled with letters; written {line.number}'
                notes.append(fault("W701", cells.at, message))
            parts = {"number": line.number, "extension": line.extension, "type": kind}
            found[line.number, line.extension] = map_node(
                cells.at, {key: cells.at.with_text(part) for key, part in parts.items() if part}
            )
    return ListNode(at=cells.at, items=tuple(found.values())) if found else None


def _lists(cells: _Cells) -> dict[str, tuple[str, ...]]:
    """Ids by field, from columns with a list and from columns with a yes or no."""
    found: dict[str, list[str]] = {}
    for name, text in cells.texts.items():
        group, _, our_id = name.partition(".")
        if our_id and group in CHOICES:
            answer = cells.is_yes(name)
            key = group if answer else DENIALS.get(group, "")
            if answer is not None and key:
                found.setdefault(key, []).append(our_id)
        elif name in CHOICES:
            found.setdefault(name, []).extend(_split(cells, name, text))
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items() if ids}


def _split(cells: _Cells, name: str, text: str) -> Iterator[str]:
    separators = cells.mapping.separators.get(name, SEPARATORS)
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    for word in filter(has_text, map(clean, text.split(separators[0]))):
        if our_id := our_word(name, word, cells.mapping.values):
            yield our_id
        elif name == "serves_only" and word.casefold() == EVERYONE:
            yield EVERYONE
        else:
            cells.unknown[name, word] += 1


def _record(cells: _Cells, parts: Mapping[str, str]) -> Node | None:
    found: dict[str, Node | None] = {key: cells.located(name) for key, name in parts.items()}
    if "accepting" in parts and (answer := cells.is_yes("accepting")) is not None:
        found["accepting"] = cells.at.with_text("true" if answer else "false")
    return map_node(cells.at, found) if any(found.values()) else None


def _note_unknown(unknown: Counter[tuple[str, str]], path: str) -> Iterator[Diagnostic]:
    for (name, word), count in sorted(unknown.items()):
        message = f"{quoted(word)} says nothing to us as {name}; left out {count} times"
        hint = f"add it to the mapping, below values: and {name}:"
        yield Diagnostic(code="W702", path=path, message=message, hint=hint)
