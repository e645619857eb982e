"""Open Referral HSDS: its own examples, and services made to order, in both of its forms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Located
from site_gen.importers.hsds import import_hsds
from site_gen.importers.imported import Imported
from site_gen.model import Address, ListingSource, Offering, Phone, Program, Words
from tests.small_site import ROOT, read_folder

EXAMPLES = read_folder(ROOT / "tests/data/hsds")
SOURCE = ListingSource(name=Located("County 211", path=""), edition=Located("2026", path=""))
MAPPING = b"services: {Community Counselling: {levels: [outpatient]}}\n"
OUTSIDE = 'the service "Community Counselling" has no address in the United States; found "MyCity, MyState, ABC 1234"'
LEFT_OUT = "this place is left out: address cannot be read"

SERVICE: dict[str, Any] = {
    "id": "1",
    "name": "Intensive Outpatient Program",
    "status": "active",
    "url": "https://example.org/evening",
    "organization": {"name": "Bright Path Recovery", "phones": [{"number": "973-555-0199"}]},
    "attributes": [{"taxonomy_term": {"code": "RX-8500", "name": "Intensive"}}],
    "languages": [{"code": "es", "name": "Spanish"}, {"name": "Chinese"}, {"code": "ur", "name": "Urdu"}],
    "schedules": [{"byday": "MO,WE", "opens_at": "18:00:00", "closes_at": "21:00:00"}],
    "cost_options": [{"amount": 35, "currency": "usd", "amount_description": "per session"}],
    "phones": [{"number": "(973) 555-0100", "extension": 12, "type": "voice"}, {"number": "1", "type": "fax"}],
    "service_at_locations": [
        {
            "location": {
                "latitude": 40.735,
                "longitude": -74.172,
                "addresses": [
                    {"address_1": "PO Box 1", "city": "Newark", "state_province": "NJ", "postal_code": "07101"},
                    {
                        "address_1": "12 Broad Street",
                        "city": "Newark",
                        "state_province": "nj",
                        "postal_code": "7102",
                        "country": "US",
                        "address_type": "physical",
                    },
                ],
            }
        }
    ],
}
WORDS = b"terms:\n  rx-8500: {levels: [iop], payment: [medicaid]}\n  Intensive: {populations: [women]}\n"


def at(text: str) -> Located:
    return Located(text, path="")


def ids(*texts: str) -> tuple[Located, ...]:
    return tuple(map(at, texts))


def imported(files: Mapping[str, bytes], mapping: bytes | None = WORDS) -> Imported:
    return import_hsds(files, path="list", source=SOURCE, mapping=("map.yaml", mapping) if mapping else None)


def from_json(*services: object, mapping: bytes | None = WORDS) -> Imported:
    return imported({"list.json": json.dumps(services).encode()}, mapping)


def messages(result: Imported) -> list[str]:
    return [note.message for note in result.notes]


def test_a_service_at_a_place_becomes_a_program_with_all_it_says() -> None:
    """The place before the post box, the service's phones before the organization's, levels by the mapping."""
    result = from_json(SERVICE)
    expected = Program(
        id=at("bright-path-recovery-newark"),
        name=at("Bright Path Recovery"),
        organization=at("bright-path-recovery"),
        levels=(Offering(id=at("iop")),),
        address=Address(
            street=at("12 Broad Street"),
            city=at("Newark"),
            state=at("NJ"),
            zip=at("07102"),
            lat=at("40.73500"),
            lon=at("-74.17200"),
        ),
        phones=(Phone(number=at("973-555-0100"), extension=at("12")),),
        website=at("https://example.org/evening"),
        payment=ids("medicaid"),
        languages=ids("es", "zh"),
        populations=ids("women"),
        source=SOURCE,
        note=Words(translations=(("", at("Hours: MO,WE 18:00-21:00. Cost: 35 USD per session.")),)),
    )
    assert (expected,) == result.directory.programs
    assert ['the language "Urdu" is none of those listed here; left out'] == messages(result)


def test_services_at_one_place_are_one_program_with_several_levels() -> None:
    """HSDS has a service for each level; a family looks for the place."""
    other = {**SERVICE, "id": "2", "attributes": [{"taxonomy_term": {"code": "php"}}], "phones": []}
    (program,) = from_json(SERVICE, other).directory.programs
    assert (ids("iop", "php"), 2) == (tuple(level.id for level in program.levels), len(program.phones))


def test_the_examples_of_the_standard_are_reported_not_listed() -> None:
    """Fictional places outside the United States; without a mapping, none has a level."""
    files = {name: data for name, data in EXAMPLES.items() if name.endswith(".json") and "/" not in name}
    without = imported(files, None)
    no_level = 'the service "Community Counselling" has no level of care; left out'
    assert ["no place in this list can be listed", no_level] == messages(without)
    assert 'its terms: "code", "name"' in without.notes[1].hint
    result = imported(files, MAPPING)
    assert ["no place in this list can be listed"] == [note.message for note in result.notes if note.code[0] == "E"]
    assert {OUTSIDE, LEFT_OUT} <= set(messages(result))


def test_the_tabular_form_is_put_together_and_its_broken_keys_are_told() -> None:
    """The four of the standard's own package, and then the same as from JSON."""
    files = {name.removeprefix("package/"): data for name, data in EXAMPLES.items() if name.startswith("package/")}
    result = imported(files, MAPPING)
    assert [
        ("contacts.csv", 'organization_id "ae67a707-5893-4225-b0b1-320ab9cb596b" is not in the table organizations'),
        (
            *("contacts.csv",),
            'service_at_location_id "93eaf18d-1cd2-4ec7-bffb-3c9172ee5070" is not in the table service_at_location',
        ),
        ("locations.csv", 'organization_id "985e4a42-bd9f-4edc-911d-0243a4640aca" is not in the table organizations'),
        ("taxonomy_terms.csv", 'taxonomy_id "07ff6aee-a219-438c-b694-d2fcb6c5373b" is not in the table taxonomies'),
    ] == [(note.path, note.message.partition(";")[0]) for note in result.notes if note.path.endswith(".csv")]
    assert {OUTSIDE, LEFT_OUT} <= set(messages(result))
    mended = files["addresses.csv"].replace(b"MyState,ABC 1234", b"NJ,07102")
    (program,) = imported({**files, "addresses.csv": mended}, MAPPING).directory.programs
    assert ("1-30 Main Street", "MyVillage", None) == (
        program.address.street,
        program.address.unit,
        program.address.lat,
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        {"contents": [SERVICE], "total_items": 1},
        {**SERVICE["organization"], "services": [{k: v for k, v in SERVICE.items() if k != "organization"}]},
        {"service": SERVICE, "location": SERVICE["service_at_locations"][0]["location"]},
        SERVICE,
    ],
)
def test_services_are_found_in_every_form_that_an_api_gives_them(wrapped: object) -> None:
    """A page, an organization with its services, a service at a location, a service."""
    assert from_json(SERVICE).directory == imported({"a.json": json.dumps(wrapped).encode()}).directory


def test_a_service_in_several_files_is_taken_once() -> None:
    """Lists hold less than records; the one that says most counts."""
    short = {key: SERVICE[key] for key in ("id", "name", "status", "organization")}
    files = {"a.json": json.dumps([short]).encode(), "b.json": json.dumps(SERVICE).encode()}
    assert (from_json(SERVICE).directory, 1) == (imported(files).directory, imported(files).read)


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (b"levels: {}\n", 'unknown section "levels"'),
        (b"terms: {x: {level: [iop]}}\n", 'unknown field "level"'),
        (b"terms: [x]\n", "expected keys with values"),
    ],
)
def test_a_mapping_with_a_mistake_imports_nothing(mapping: bytes, message: str) -> None:
    """A level misspelt there would leave every program out."""
    result = from_json(SERVICE, mapping=mapping)
    assert (("E703", message), ()) == ((result.notes[0].code, result.notes[0].message), result.directory.programs)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b"1", b'{"name": 1}'])
def test_a_file_that_holds_no_service_is_an_error(data: bytes) -> None:
    """Broken, nested beyond reason, or something else."""
    assert ["E701"] == [note.code for note in imported({"a.json": data}).notes]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from(
    (
        *("name", "status", "organization", "phones", "number", "extension", "languages", "code", "attributes"),
        *("taxonomy_term", "location", "latitude", "longitude", "addresses", "city", "state_province", "postal_code"),
        *("service_at_locations", "contents", "services", "service", "schedules", "cost_options"),
    )
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5))


@given(ANYTHING, st.dictionaries(KEYS, ANYTHING, max_size=6))
def test_no_json_makes_the_importer_fail(anything: object, changes: dict[str, object]) -> None:
    """Any value under any key is read or reported."""
    result = from_json(anything, {**SERVICE, **changes})
    assert result.notes or result.directory.programs
