"""What a listing may not say, and what somebody should look at: numbers, places, hours, websites, doubles."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.loading import load_site
from tests.small_site import ROOT, Changes, edited, read_folder, small_records, small_sources

DIRECTORY = "programs.yaml"
CHECKED = "    verified: {on: 2026-11-02, by: county staff, how: phone}\n"
PLACE = 'address: {street: 1 Main St, city: Trenton, state: NJ, zip: "08601"}'
IOP = '{hours_per_week: "9-12", sessions: [{days: [mon, wed, thu], from: "18:00", to: "21:00"}], formats: [in_person]}'


def faults(changes: Changes) -> tuple[Diagnostic, ...]:
    """What is wrong with the records of the small site after these changes."""
    sources = small_records(changes)
    return load_site(sources)[1]


def codes_of(changes: Changes) -> list[str]:
    return [fault.code for fault in faults(changes)]


def directory(*edits: tuple[str, str]) -> Changes:
    """The small site's directory after several edits."""
    text = small_sources()[DIRECTORY].decode()
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {DIRECTORY: text}


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("609-555-0211", []),
        ("609-411-0211", ["E311"]),
        ("211-609-0211", ["E311"]),
        ("609-555-0100", ["E311"]),
        ("609-555-0199", ["E311"]),
        ("609-555-0099", []),
        ("609-555-0200", []),
        ("609-155-0211", ["E204"]),
        ("109-555-0211", ["E204"]),
        ("888-PARNEXT", ["E204"]),
    ],
)
def test_a_number_is_one_that_somebody_can_have(number: str, codes: list[str]) -> None:
    """By the rules of North America; what has not even the form of a number is told once."""
    assert codes == codes_of(edited(DIRECTORY, "609-555-0211", number))


def test_an_invented_number_is_a_warning_in_a_demonstration() -> None:
    """Which may be invented as a whole; on another site families would dial it."""
    demo = edited("content/site.yaml", "demo: false", "demo: true")
    assert ["W311"] == codes_of({**demo, **edited(DIRECTORY, "609-555-0211", "609-555-0100")})
    assert ["E311"] == codes_of({**demo, **edited(DIRECTORY, "609-555-0211", "609-911-0100")})


def test_a_toll_free_number_is_told_until_somebody_has_checked() -> None:
    """Nor is it told of care that is online only, which has no place."""
    free = ("609-555-0211", "888-555-0211")
    assert ["W312"] == codes_of(directory(free))
    assert [] == codes_of(directory(free, ("levels: {iop: {}}", "levels: {iop: {formats: [online]}}")))
    assert [] == codes_of(directory(("973-555-0200", "888-555-0200")))


def test_a_number_that_many_share_is_told_until_each_has_been_checked() -> None:
    """Five programs, whoever of them has been asked."""
    rows = [
        f"  - {{id: p{n}, name: {town} Rooms, levels: {{iop: {{}}}}, address: {{city: {town}, state: NJ, "
        f'zip: "{code}"}}, phones: [{{number: 973-555-0200}}], source: {{name: A list, edition: "2024"}}}}\n'
        for n, (town, code) in enumerate(
            (("Camden", "08101"), ("Dover", "07801"), ("Edison", "08817"), ("Clifton", "07011"))
        )
    ]
    text = small_sources()[DIRECTORY].decode()
    checked = [row.replace("}\n", ", verified: {on: 2026-11-02, by: county staff, how: phone}}\n") for row in rows]
    assert [] == codes_of({DIRECTORY: text + "".join(rows[:3])})
    assert ["W313"] == codes_of({DIRECTORY: text + "".join(rows)})
    assert ["W313"] == codes_of({DIRECTORY: text + "".join([*checked[:3], rows[3]])})
    assert [] == codes_of({DIRECTORY: text + "".join(checked)})


@pytest.mark.parametrize(
    ("state", "zip_code", "message"),
    [
        ("NJ", "19103", "the ZIP code 19103 is in PA, not in NJ"),
        ("NJ", "06390", "the ZIP code 06390 is in CT or NY, not in NJ"),
        ("NJ", "00012", "no ZIP code starts with 000"),
        ("XJ", "08601", 'there is no state "XJ"'),
        ("PA", "19103", None),
    ],
)
def test_a_zip_code_lies_in_its_state(state: str, zip_code: str, message: str | None) -> None:
    """Where it does not, one of the two is wrong."""
    changes = directory((PLACE, PLACE.replace("NJ", state).replace("08601", zip_code)))
    told = [(fault.code, fault.message) for fault in faults(changes)]
    assert ([("E312", message)] if message else []) == told


@pytest.mark.parametrize(
    ("name", "street", "codes"),
    [
        ("Quiet House", "12 broad street", ["W314"]),
        ("Quiet House", "12 Broad St., Newark", []),
        ("Bright Path Newark, Inc.", "9 Elm St", ["W314"]),
        ("Bright Paths Newark", "9 Elm St", ["W314"]),
        ("BrightPath Newark", "9 Elm St", ["W314"]),
        ("Bright Pahts Newark", "9 Elm St", ["W314"]),
        ("Bright Path Dover", "9 Elm St", []),
        ("Bright Path Newark 2", "9 Elm St", []),
    ],
)
def test_two_listings_of_one_place_are_told(name: str, street: str, codes: list[str]) -> None:
    """The same street or nearly the same name in one ZIP code, however they are written."""
    place = f'address: {{street: "{street}", city: Newark, state: NJ, zip: "07102"}}'
    assert codes == codes_of(directory((PLACE, place), ("name: Quiet House", f"name: {name}")))


def test_two_that_have_been_checked_may_be_neighbors() -> None:
    """And so may two units of one house."""
    same = 'address: {street: 12 Broad St, city: Newark, state: NJ, zip: "07102"}'
    end = '609-555-0211}]\n    source: {name: SAMHSA National Directory, edition: "2024"}\n'
    assert [] == codes_of(directory((PLACE, same), (end, end + CHECKED)))
    units = (
        ("city: Newark", "unit: Suite 1, city: Newark"),
        (PLACE, same.replace("city", "unit: Suite 2, city")),
    )
    assert [] == codes_of(directory(*units))


@pytest.mark.parametrize(
    ("hours", "codes"),
    [
        ("9-19", []),
        ("9", []),
        ("8-12", ["W315"]),
        ("12-20", ["W315"]),
        ("30", ["W315"]),
        ("12-9", ["E308"]),
        ("99999", ["E204"]),
    ],
)
def test_hours_are_those_of_the_level(hours: str, codes: list[str]) -> None:
    """The criteria say 9 to 19 for IOP; hours that run backwards are told too."""
    assert codes == codes_of(directory((IOP, IOP.replace("9-12", hours))))


def test_a_level_without_an_upper_end_has_none() -> None:
    """Day treatment is 20 hours or more."""
    assert [] == codes_of(directory(("php: {}", 'php: {hours_per_week: "45"}')))
    assert ["W315"] == codes_of(directory(("php: {}", 'php: {hours_per_week: "19"}')))


@pytest.mark.parametrize(
    ("website", "codes"),
    [
        ("https://bright.example/newark?page=2", []),
        ("http://bright.example", []),
        ("https://bright.example/?utm_source=x", ["W316"]),
        ("https://bright.example/?page=2&FBCLID=x", ["W316"]),
        ("https://bright.example/?gclid", ["W316"]),
        ("bright.example", ["E204"]),
        ("https://localhost/", ["E204"]),
        ("ftp://bright.example/", ["E204"]),
        ("https://me:secret@bright.example/", ["E204"]),
    ],
)
def test_a_website_is_a_plain_public_address(website: str, codes: list[str]) -> None:
    """Web only, a host with a dot, no name and password, and nothing that tells on the reader."""
    assert codes == codes_of(directory(("https://bright.example/newark", website)))


def test_levels_and_admission_name_what_the_criteria_have() -> None:
    """Ids that nothing has are told with the nearest."""
    assert ["E301"] == codes_of(directory(("levels: {iop: {}}", "levels: {ipo: {}}")))
    assert ["E301"] == codes_of(directory(("serves_only: [women]", "serves_only: [women]\n    admission: [hom]")))


def test_the_shipped_directory_has_no_error_and_few_lines_to_look_at() -> None:
    """Imported listings are told by kinds, not one by one."""
    content = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    site, told = load_site({**content, DIRECTORY: (ROOT / DIRECTORY).read_bytes()})
    assert site is not None
    assert ["W312", "W313", "W313", "W313", "W314", "W314"] == [fault.code for fault in told]


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("40.22", "-74.76", []),
        ("13.44", "144.79", []),
        ("-14.27", "-170.70", []),
        ("52.8", "173.1", []),
        ("-74.0", "40.2", [("lat", True), ("lon", True)]),
        ("40.22", "74.76", [("lon", False)]),
        ("91", "-74.76", [("lat", False)]),
    ],
)
def test_a_place_lies_in_the_country_or_its_territories(lat: str, lon: str, expected: list[tuple[str, bool]]) -> None:
    """Two numbers in each other's place are told as such."""
    change = (PLACE, PLACE.replace("}", f', lat: "{lat}", lon: "{lon}"}}'))
    found = [(fault.message.split()[0], "swap" in fault.hint) for fault in faults(directory(change))]
    assert expected == found
