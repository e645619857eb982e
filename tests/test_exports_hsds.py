"""The directory as HSDS 3.0: valid, stable, and saying no more than the listing does."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from uuid import uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.exports import make_export
from site_gen.exports.facts import NAMESPACE, make_id
from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.model import Site
from tests.hsds_schema import CHECKED, DATA, SAYS_NOTHING, SCHEMAS, find_schema_faults, list_keywords, read_schema
from tests.small_site import ROOT, Changes, build_site, edited, small_sources

BASE = "https://small.example/guide/"
HSDS = "data/hsds/"
SERVICES = f"{HSDS}services/"
NEWARK = "Bright Path Newark"
TRENTON = "Quiet House"


def read_services(changes: Changes | None = None) -> dict[str, dict[str, Any]]:
    """Every service of the small site by its name; the build has found no fault in it."""
    result = build_site(changes)
    assert () == result.diagnostics
    found = [json.loads(data) for path, data in result.outputs.items() if path.startswith(SERVICES)]
    return {one["name"]: one for one in found if "contents" not in one}


def terms_of(service: dict[str, Any], group: str) -> list[str]:
    return [one["taxonomy_term"]["name"] for one in service["attributes"] if one["link_type"] == group]


# --- the check itself -------------------------------------------------------------------------------


def test_official_examples_pass_the_check() -> None:
    """As they do for every validator of JSON Schema."""
    full = json.loads((DATA / "examples" / "service_full.json").read_text(encoding="utf-8"))
    page = json.loads((DATA / "examples" / "service_list.json").read_text(encoding="utf-8"))
    assert [] == list(find_schema_faults(full, "service.json"))
    assert [] == list(find_schema_faults(page["contents"][0], "service.json"))


@pytest.mark.parametrize("name", sorted(path.name for path in SCHEMAS.iterdir()))
def test_schemas_hold_no_rule_that_the_check_does_not_know(name: str) -> None:
    """A new version of the schemas cannot pass unseen."""
    assert set() == set(list_keywords(read_schema(name))) - CHECKED - SAYS_NOTHING


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": None}, ": name is missing"),
        ({"id": "bright-path"}, "/id: 'bright-path' is no uuid"),
        ({"status": "open"}, "/status: 'open' is none of ['active', 'inactive', 'defunct', 'temporarily closed']"),
        ({"url": "bright.example"}, "/url: 'bright.example' is no uri"),
        ({"assured_date": "2 November"}, "/assured_date: '2 November' is no date"),
        ({"phones": {}}, "/phones: {} is no array"),
        ({"minimum_age": True}, "/minimum_age: True is no number"),
        ({"phones": [{"number": "1"}]}, "/phones/0: id is missing"),
        ({"level": "iop"}, ": level is not known"),
    ],
)
def test_check_finds_what_breaks_a_schema(change: dict[str, object], fault: str) -> None:
    """One fault of each kind, planted in an official example."""
    example = json.loads((DATA / "examples" / "service_full.json").read_text(encoding="utf-8"))
    broken = {name: value for name, value in {**example, **change}.items() if value is not None}
    assert [fault] == list(find_schema_faults(broken, "service.json"))


# --- the export -------------------------------------------------------------------------------------


@cache
def shipped_site() -> Site:
    site, _ = load_site(read_tree(ROOT)[0])
    assert site is not None
    return site


def test_every_service_of_the_shipped_directory_is_valid() -> None:
    """All of it, against the official schemas; the list names each of them once."""
    files = dict(make_export("hsds", shipped_site(), base_url=BASE))
    page = json.loads(files["services/index.json"])
    services = [json.loads(files[f"services/{one['id']}.json"]) for one in page["contents"]]
    assert len(shipped_site().directory.programs) == len({one["id"] for one in services}) == len(files) - 2
    assert [] == [fault for one in (*services, *page["contents"]) for fault in find_schema_faults(one, "service.json")]


def test_base_names_the_version() -> None:
    """What a reader of HSDS asks for first."""
    base = json.loads(build_site().outputs[f"{HSDS}index.json"])
    assert "3.0" == base["version"]
    assert ["version", "profile", "openapi_url"] == list(base)


def test_list_is_one_page_of_everything() -> None:
    """A plain host cannot answer a query for a second page."""
    page = json.loads(build_site().outputs[f"{SERVICES}index.json"])
    contents = page.pop("contents")
    assert {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
    } == page
    assert [NEWARK, TRENTON] == [one["name"] for one in contents]
    assert "phones" not in contents[0]


def test_directory_without_programs_is_an_empty_page() -> None:
    """Not a missing file."""
    page = json.loads(build_site({"programs.yaml": "programs: []\n"}).outputs[f"{SERVICES}index.json"])
    assert (True, []) == (page["empty"], page["contents"])


def test_ids_never_change() -> None:
    """Written down here, so that nobody changes by accident what others have stored."""
    services = read_services()
    assert "e7081800-799e-57a9-bda3-b4685727e334" == services[NEWARK]["id"]
    assert (
        services[NEWARK]["id"] == read_services(edited("programs.yaml", NEWARK, "Brighter Path"))["Brighter Path"]["id"]
    )


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_id_is_a_uuid_of_version_5(parts: list[str]) -> None:
    """Made by hand for speed; whoever makes it with a library gets the same."""
    assert str(uuid5(NAMESPACE, "/".join(parts))) == make_id(*parts)


def test_service_tells_what_the_listing_tells() -> None:
    """Each fact in the place that HSDS has for it."""
    service = read_services()[NEWARK]
    assert {
        "status": "active",
        "url": "https://bright.example/newark",
        "description": (
            "Intensive outpatient (IOP): 9-12 hours a week. Listed by SAMHSA National Directory, 2024. "
            "Checked on 2026-11-02 by county staff, by phone."
        ),
        "eligibility_description": "Women only",
        "assured_date": "2026-11-02",
        "alert": "Taking new people on 2026-11-02.",
    } == {
        key: service[key]
        for key in ("status", "url", "description", "eligibility_description", "assured_date", "alert")
    }
    assert ["Intensive outpatient (IOP)", "Day treatment (PHP)"] == terms_of(service, "level")
    assert [("en", "English"), ("es", "Spanish")] == [(one["code"], one["name"]) for one in service["languages"]]
    assert ["Medicaid", "Private insurance"] == [one["option"] for one in service["cost_options"]]
    assert "Bright Path Recovery" == service["organization"]["name"]


def test_phone_has_its_extension_and_its_use() -> None:
    """A number, as HSDS wants it."""
    phone = {key: value for key, value in read_services()[NEWARK]["phones"][0].items() if key != "id"}
    assert {"number": "973-555-0200", "extension": 12, "type": "voice", "description": "Intake"} == phone


def test_extension_with_a_zero_in_front_stays_whole() -> None:
    """As a number it would lose the zero."""
    changed = edited("programs.yaml", 'extension: "12"', 'extension: "012"')
    phone = read_services(changed)[NEWARK]["phones"][0]
    assert "extension" not in phone
    assert "Intake, extension 012" == phone["description"]


def test_schedule_is_a_weekly_rule_in_local_time() -> None:
    """With days as in a calendar, and the level it belongs to."""
    (schedule,) = read_services()[NEWARK]["schedules"]
    assert {
        "freq": "WEEKLY",
        "byday": "MO,WE,TH",
        "description": "Intensive outpatient (IOP)",
        "opens_at": "18:00",
        "closes_at": "21:00",
        "notes": "Local time of the program.",
        "attending_type": "In person",
    } == {key: value for key, value in schedule.items() if key != "id"}


def test_level_leads_to_its_page() -> None:
    """So that whoever reads the term can learn what it means."""
    terms = [one["taxonomy_term"] for one in read_services()[NEWARK]["attributes"]]
    found = [(one["code"], one["taxonomy"], one["term_uri"]) for one in terms if "term_uri" in one]
    assert [(level, "Stepdown: level of care", f"{BASE}levels/{level}/") for level in ("iop", "php")] == found


def test_no_is_a_term_of_its_own_and_not_known_is_nothing() -> None:
    """Who reads only the names of terms cannot take a no for a yes."""
    service = read_services()[NEWARK]
    assert ["Help with rides", "No: Medicine for opioid use"] == terms_of(service, "offers")
    assert ["Evening sessions"] == terms_of(service, "schedule")
    assert ["Women only"] == terms_of(service, "serves_only")


def test_listing_that_says_little_exports_little() -> None:
    """No key stands for what is not known, and nothing claims a check."""
    assert [
        "id",
        "name",
        "description",
        "status",
        "phones",
        "service_at_locations",
        "attributes",
    ] == list(read_services()[TRENTON])
    assert "Nobody has checked this listing since." in read_services()[TRENTON]["description"]


def test_check_is_signed_with_the_address_of_whoever_runs_the_site() -> None:
    """And only where there was a check."""
    email = edited("content/site.yaml", "name: Small County\n", "name: Small County\n  email: help@small.example\n")
    services = read_services(email)
    assert "help@small.example" == services[NEWARK]["assurer_email"]
    assert "assurer_email" not in services[TRENTON]


def test_open_to_everyone_is_told_apart_from_not_known() -> None:
    """An empty list says that nobody is left out."""
    services = read_services(edited("programs.yaml", "serves_only: [women]", "serves_only: []"))
    assert "No group is left out" == services[NEWARK]["eligibility_description"]
    assert "eligibility_description" not in services[TRENTON]


def test_place_without_a_street_has_no_address() -> None:
    """HSDS asks for a street in every address; the town is told in words."""
    services = read_services(edited("programs.yaml", "street: 1 Main St, ", ""))
    (place,) = services[TRENTON]["service_at_locations"]
    location = {key: value for key, value in place["location"].items() if key != "id"}
    assert {"location_type": "physical", "description": "Trenton, NJ 08601"} == location


def test_closed_program_is_exported_as_closed() -> None:
    """So that others learn of it and take it down."""
    changed = edited(
        "programs.yaml", "    name: Quiet House\n", "    name: Quiet House\n    status: temporarily_closed\n"
    )
    assert "temporarily closed" == read_services(changed)[TRENTON]["status"]


def test_full_listing_is_valid() -> None:
    """With every field that a listing can have."""
    more = (
        "website: https://bright.example/newark\n    note: Ring twice.\n    accreditation: [carf]\n"
        '    license: {number: "100", authority: NJ DMHAS, expires: 2027-06-30}'
    )
    text = small_sources()["programs.yaml"].decode()
    text = text.replace("website: https://bright.example/newark", more)
    text = text.replace('zip: "07102"}', 'zip: "07102", unit: Floor 2, county: Essex, lat: "40.73", lon: "-74.17"}')
    service = read_services({"programs.yaml": text})[NEWARK]
    assert [] == list(find_schema_faults(service, "service.json"))
    assert service["description"].startswith("Ring twice. Intensive")
    assert "Licensed by NJ DMHAS, number 100, until 2027-06-30." in service["description"]
    assert "CARF" == service["accreditations"]
    location = service["service_at_locations"][0]["location"]
    assert (40.73, -74.17, "Essex") == (location["latitude"], location["longitude"], location["addresses"][0]["region"])
