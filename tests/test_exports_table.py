"""The directory as a table and in our own format: nothing lost, nothing made up, nothing that runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from site_gen.exports.facts import GROUPS
from site_gen.model import Directory
from site_gen.phones import digits_of, find_phone_like
from tests.directory import read_directory
from tests.small_site import ROOT, Changes, build_site, edited, small_sources

NEWARK, TRENTON = "bright-path-newark", "quiet-house-trenton"
TABLE, RECORDS = "data/programs.csv", "data/programs.json"


def read_table(changes: Changes | None = None) -> dict[str, dict[str, str]]:
    """The rows of the small site by id; the build has found no fault in it."""
    result = build_site(changes)
    assert () == result.diagnostics
    text = result.outputs[TABLE].decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def cells(row: dict[str, str]) -> dict[str, str]:
    """Those that are not empty."""
    return {column: text for column, text in row.items() if text}


def test_row_tells_what_the_listing_tells() -> None:
    """Yes, no, and nothing for what is not known."""
    assert {
        "id": NEWARK,
        "name": "Bright Path Newark",
        "organization": "Bright Path Recovery",
        "status": "active",
        "street": "12 Broad St",
        "city": "Newark",
        "state": "NJ",
        "zip": "07102",
        "phone": "973-555-0200",
        "extension": "12",
        "website": "https://bright.example/newark",
        "level_iop": "yes",
        "level_php": "yes",
        "level_iop_hours_per_week": "9 to 12",
        "level_iop_sessions": "Monday, Wednesday, Thursday: 18:00 to 21:00",
        "level_iop_formats": "in_person",
        "schedule_evening": "yes",
        "format_in_person": "yes",
        "payment_medicaid": "yes",
        "payment_private": "yes",
        "language_en": "yes",
        "language_es": "yes",
        "offers_transport": "yes",
        "offers_moud": "no",
        "serves_only_women": "yes",
        "taking_new_people": "yes",
        "taking_new_people_on": "2026-11-02",
        "verified_on": "2026-11-02",
        "verified_by": "county staff",
        "verified_how": "phone",
        "source": "SAMHSA National Directory",
        "source_edition": "2024",
        "page": "https://small.example/guide/programs/bright-path-newark/",
    } == cells(read_table()[NEWARK])


def test_listing_that_says_little_leaves_its_cells_empty() -> None:
    """Not one no among them."""
    row = cells(read_table()[TRENTON])
    assert {"yes"} == {text for column, text in row.items() if column == "level_iop" or text == "no"}
    assert 12 == len(row)


def test_refused_payment_and_language_are_no() -> None:
    """As offers are."""
    refused = "languages: [en, es]\n    does_not_accept: [medicare]\n    does_not_speak: [ase]"
    row = read_table(edited("programs.yaml", "languages: [en, es]", refused))[NEWARK]
    assert ("no", "no", "") == (row["payment_medicare"], row["language_ase"], row["payment_tribal"])


def test_open_to_everyone_is_no_to_every_exclusion() -> None:
    """Where a group is named, nothing is said of the others."""
    named = read_table()[NEWARK]
    everyone = read_table(edited("programs.yaml", "serves_only: [women]", "serves_only: []"))[NEWARK]
    columns = [column for column in named if column.startswith("serves_only_")]
    assert {"no"} == {everyone[column] for column in columns}
    assert ["serves_only_women"] == [column for column in columns if named[column]]


def test_second_phone_is_told_with_its_use() -> None:
    """The main line stands in a column of its own."""
    more = 'phones: [{number: 609-555-0212, extension: "3", type: intake}, {number: 609-555-0211}]'
    row = read_table(edited("programs.yaml", "phones: [{number: 609-555-0211}]", more))[TRENTON]
    assert ("609-555-0211", "Intake 609-555-0212 ext. 3") == (row["phone"], row["other_phones"])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Whoever opens the table runs nothing; a spreadsheet shows the text without the mark."""
    row = read_table(edited("programs.yaml", "name: Quiet House", f'name: "{text}"'))[TRENTON]
    assert f"'{text}" == row["name"]


def test_longitude_stays_a_number() -> None:
    """Its minus starts no formula."""
    placed = edited("programs.yaml", 'zip: "08601"', 'zip: "08601", lat: "40.21", lon: "-74.74"')
    row = read_table(placed)[TRENTON]
    assert ("40.21", "-74.74") == (row["lat"], row["lon"])


def test_table_opens_in_spreadsheets_and_keeps_to_rfc_4180() -> None:
    """A byte order mark for Excel, CRLF after each row, quotes around what needs them."""
    named = edited("programs.yaml", "name: Quiet House", "name: 'Cañon, \"Quiet\" House'")
    data = build_site(named).outputs[TABLE]
    assert data.startswith(b"\xef\xbb\xbfid,name,")
    assert data.count(b"\r\n") == data.count(b"\n") == 3
    assert '"Cañon, ""Quiet"" House"'.encode() in data


def test_columns_do_not_depend_on_what_is_known() -> None:
    """A table made next year fits the same columns."""
    bare = read_table({"programs.yaml": small_sources()["programs.yaml"].replace(b"payment: [medicaid, private]", b"")})
    assert list(read_table()[TRENTON]) == list(bare[TRENTON])


def test_documentation_names_every_group_of_columns() -> None:
    """docs/exports.md and the table agree."""
    told = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    columns = list(read_table()[NEWARK])
    assert [] == [group for group in GROUPS if f"`{group}_ID`" not in told]
    assert [] == [group for group in GROUPS if not any(column.startswith(f"{group}_") for column in columns)]


# --- our own format ---------------------------------------------------------------------------------


def read_back(data: bytes, folder: Path) -> Directory:
    """The directory in an export, read like a programs.yaml."""
    told = json.loads(data)
    told.pop("about")
    path = folder / "programs.yaml"
    path.write_text(json.dumps(told), encoding="utf-8")
    return read_directory(path)


@pytest.mark.parametrize("exclusions", ["serves_only: [women]", "serves_only: []", ""])
def test_json_is_a_programs_file_with_nothing_lost(exclusions: str, tmp_path: Path) -> None:
    """Read back, it is the same directory, the empty and the unknown kept apart."""
    result = build_site(edited("programs.yaml", "serves_only: [women]", exclusions))
    assert result.site is not None
    assert result.site.directory == read_back(result.outputs[RECORDS], tmp_path)


def test_json_leads_to_the_page_about_the_data() -> None:
    """Where its source and its terms are told."""
    assert "https://small.example/guide/data/" == json.loads(build_site().outputs[RECORDS])["about"]


def test_json_has_one_program_a_line() -> None:
    """Two editions can be compared line by line, and the keys stand in the order of programs.yaml."""
    lines = build_site().outputs[RECORDS].decode().splitlines()
    assert 2 == sum(line.startswith('{"id": ') and '"levels"' in line for line in lines)
    record = json.loads(lines[-2])
    assert ["id", "name", "levels", "address", "phones", "status", "source"] == list(record)


def test_exports_hold_no_phone_but_those_of_listed_programs() -> None:
    """Not even that of a helpline."""
    result = build_site()
    assert result.site is not None
    listed = {digits_of(phone.number) for program in result.site.directory.programs for phone in program.phones}
    files = [data.decode() for path, data in result.outputs.items() if path.startswith("data/") and path[-4:] != "html"]
    assert listed == {digits_of(shown) for text in files for _, shown in find_phone_like(text)}


def test_phone_that_is_no_programs_stops_the_build() -> None:
    """In an export as on a page: here in a note, which both show."""
    noted = edited("programs.yaml", "name: Quiet House", "name: Quiet House\n    note: Or call 609-555-0199.")
    found = {fault.path for fault in build_site(noted).diagnostics if fault.code == "E603"}
    assert {TABLE, RECORDS, "data/hsds/services/index.json"} <= found
