"""HSDS as a tabular data package: its CSV tables put together into the nested services of the JSON form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from site_gen.diagnostics import Diagnostic
from site_gen.importers.tables import clean, read_records

Record = dict[str, Any]

# The columns that name a record of another table.
KEYS = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_location",
    "taxonomy_term_id": "taxonomy_terms",
    "taxonomy_id": "taxonomies",
    "contact_id": "contacts",
    "phone_id": "phones",
    "program_id": "programs",
}
TABLES = (*KEYS.values(), "addresses", "attributes", "cost_options", "languages", "schedules")
DESCRIPTION = "datapackage.json"


def read_package(files: Mapping[str, bytes], notes: list[Diagnostic]) -> list[Record]:
    """The services of the package; what names a record that is not there is noted (W702)."""
    tables = {name: _read_table(path, files[path], notes) for name, path in _paths(files).items() if path in files}
    _note_dangling(tables, notes)
    return [_service(row, tables) for row in tables.get("services", ())]


def _paths(files: Mapping[str, bytes]) -> Mapping[str, str]:
    """The file of each table: as the description says, where its names are in the singular; else by its usual name."""
    usual = {path.removesuffix(".csv"): path for path in files if path.endswith(".csv")}
    try:
        resources = json.loads(files[DESCRIPTION])["resources"]
        named = {_plural(str(one["name"])): str(one["path"]).rpartition("/")[2] for one in resources}
    except (ValueError, KeyError, TypeError, RecursionError):
        return usual
    return {**usual, **named}


def _plural(name: str) -> str:
    return next((table for table in TABLES if table in (name, f"{name}s", f"{name}es", f"{name[:-1]}ies")), name)


def _read_table(path: str, data: bytes, notes: list[Diagnostic]) -> Sequence[Record]:
    records = read_records(data)
    if records.problem:
        message = f"this table is read only so far: {records.problem.message}"
        notes.append(Diagnostic(code="W702", path=path, line=records.problem.line, message=message))
    columns = [clean(name) for name in records.found[0][1]] if records.found else []
    return [
        dict(zip(columns, map(str.strip, values), strict=True))
        for _, values in records.found[1:]
        if len(values) == len(columns)
    ]


def _note_dangling(tables: Mapping[str, Sequence[Record]], notes: list[Diagnostic]) -> None:
    ids = {name: {row.get("id") for row in rows} for name, rows in tables.items()}
    for name, rows in sorted(tables.items()):
        for column, other in KEYS.items():
            dangling = [row[column] for row in rows if row.get(column) and row[column] not in ids.get(other, ())]
            if dangling:
                message = f'{column} "{dangling[0]}" is not in the table {other}; {len(dangling)} such rows'
                hint = "what they would add is left out; tell the publisher"
                notes.append(Diagnostic(code="W702", path=f"{name}.csv", message=message, hint=hint))


def _service(row: Record, tables: Mapping[str, Sequence[Record]]) -> Record:
    service_id = row.get("id", "")
    terms = {term.get("id"): term for term in tables.get("taxonomy_terms", ())}
    return {
        **row,
        "organization": _one(tables, "organizations", row.get("organization_id")),
        "phones": _rows(tables, "phones", "service_id", service_id),
        "languages": _rows(tables, "languages", "service_id", service_id),
        "schedules": _rows(tables, "schedules", "service_id", service_id),
        "cost_options": _rows(tables, "cost_options", "service_id", service_id),
        "attributes": [
            {**attribute, "taxonomy_term": terms.get(attribute.get("taxonomy_term_id"), {})}
            for attribute in _rows(tables, "attributes", "link_id", service_id)
        ],
        "service_at_locations": [
            {
                **link,
                "location": _location(tables, link.get("location_id", "")),
                "phones": _rows(tables, "phones", "service_at_location_id", link.get("id", "")),
            }
            for link in _rows(tables, "service_at_location", "service_id", service_id)
        ],
    }


def _location(tables: Mapping[str, Sequence[Record]], location_id: str) -> Record:
    return {
        **_one(tables, "locations", location_id),
        "addresses": _rows(tables, "addresses", "location_id", location_id),
        "phones": _rows(tables, "phones", "location_id", location_id),
        "languages": _rows(tables, "languages", "location_id", location_id),
    }


def _one(tables: Mapping[str, Sequence[Record]], table: str, record_id: object) -> Record:
    return next(iter(_rows(tables, table, "id", record_id)), {})


def _rows(tables: Mapping[str, Sequence[Record]], table: str, column: str, value: object) -> list[Record]:
    return [row for row in tables.get(table, ()) if value and row.get(column) == value]
