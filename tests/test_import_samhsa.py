"""SAMHSA's directory: what each kind of dirt becomes, on real rows and on rows made to order."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Diagnostic, Located
from site_gen.importers.imported import Imported
from site_gen.importers.samhsa import import_samhsa
from site_gen.importers.sources import SAMHSA
from site_gen.model import Address, ListingSource, Offering, Phone, Program
from tests.examples import examples

SAMPLE = (Path(__file__).parent / "data" / "samhsa_sample.csv").read_bytes()
COLUMNS = "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info"
USUAL = {
    "name1": "Bright Path",
    "street1": "12 Broad Street",
    "city": "Newark",
    "state": "NJ",
    "zip": "07102",
    "phone": "973-555-0100",
    "service_code_info": "SA * OP OIT",
}


def at(text: str) -> Located:
    return Located(text, path="")


def ids(*texts: str) -> tuple[Located, ...]:
    return tuple(at(text) for text in texts)


def table(*rows: dict[str, str]) -> bytes:
    """A file of rows that are usual but for what is given."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(USUAL | row for row in rows)
    return text.getvalue().encode()


def imported(data: bytes, state: str = "NJ") -> Imported:
    return import_samhsa(data, path="list.csv", state=state, edition="2024")


def only_program(**row: str) -> Program:
    (program,) = imported(table(row)).directory.programs
    return program


def notes_of(result: Imported) -> list[tuple[int, str, str]]:
    return [(note.line, note.code, note.message) for note in result.notes]


def test_a_row_becomes_a_program_with_all_it_says() -> None:
    """Levels, contacts, payment and the rest come from the columns and codes, and nothing is made up."""
    result = imported(SAMPLE)
    found = {program.id: program for program in result.directory.programs}
    expected = Program(
        id=at("philip-house-long-branch"),
        name=at("Philip House"),
        organization=at("new-hope-integrated-behavioral-health"),
        levels=(Offering(id=at("outpatient")), Offering(id=at("iop"))),
        address=Address(street=at("190 Chelsea Avenue"), city=at("Long Branch"), state=at("NJ"), zip=at("07740")),
        phones=(Phone(number=at("732-870-8500")),),
        payment=ids("private", "military", "state_plan", "public_funds", "self_pay", "sliding_scale", "assistance"),
        languages=ids("es"),
        offers=ids(
            *("telehealth", "transport", "co_occurring", "moud", "alcohol_medicine", "sober_living", "housing_help"),
            *("family", "peer_support", "case_management", "job_help"),
        ),
        populations=ids("men", "lgbtq", "court", "trauma", "violence", "sexual_abuse"),
        ages=ids("young_adults", "adults", "older_adults"),
        serves_only=ids("men"),
        accreditation=ids("carf"),
        source=ListingSource(name=at(SAMHSA), edition=at("2024")),
    )
    assert expected == found[at("philip-house-long-branch")]


def test_what_was_mended_left_out_or_doubtful_is_noted_with_its_line() -> None:
    """The notes on the real rows of New Jersey, all of them."""
    too_little = 'the second name "{}" says too little on its own; the program is called "{}"'
    assert [
        (0, "W701", "ZIP codes that had lost their leading zeros: 19; put back"),
        (0, "W702", "places of NJ that do not offer a level of care and were left out: 2"),
        (5, "W702", too_little.format("Greater Monmouth County", "Jewish Family and Childrens Services")),
        (7, "W703", '"MMM Health Services Inc" says both yes and no to moud; left as unknown'),
        (8, "W702", too_little.format("Edison", "Eleanor Health")),
        (9, "W703", '"Hunterdon Medical Center/Add Trt Servs" may be cut: SAMHSA prints 38 characters of a name'),
        (10, "W703", '"Back to Life Recovery LLC" names no age group but children and teens'),
        (
            *(11, "W701"),
            '"Marilyn Center for" goes on in the second name; joined to "Marilyn Center for Hope Help and Healing"',
        ),
        (12, "W702", too_little.format("OP/IOP/and Methadone", "Morris County Aftercare Center")),
        (13, "W702", too_little.format("Hoboken", "Guardian Intensive Outpatient Program")),
        (16, "W702", too_little.format("Outpatient", "Damon House Inc")),
        (22, "W702", too_little.format("Adolescent IOP", "New Choices")),
    ] == notes_of(imported(SAMPLE))


def test_only_levels_chooses_places_but_keeps_all_their_levels() -> None:
    """A PHP that also offers IOP and regular outpatient care is listed with the three."""
    result = import_samhsa(SAMPLE, path="list.csv", state="NJ", edition="2024", only_levels=("php",))
    expected = ["addiction-trt-servs-international-absecon", "wellness-center-nj-cliffside-park"]
    expected += ["hunterdon-behavioral-health-flemington", "lennard-clinic-inc-newark", "integrity-house-secaucus"]
    assert expected == [program.id for program in result.directory.programs]
    assert ids("outpatient", "iop", "php") == tuple(level.id for level in result.directory.programs[0].levels)


def test_a_place_listed_twice_is_merged_and_two_buildings_are_not() -> None:
    """Same names and address make one place; another building on the same street is another place."""
    result = imported(SAMPLE, "ID")
    note = '"Kimi Recovery Center" is listed on line 23 with the same names and address; the two are merged'
    assert [(24, "W701", note)] == notes_of(result)
    assert ["kimi-recovery-center-twin-falls"] == [program.id for program in result.directory.programs]
    buildings = table({"street2": "Building 6"}, {"street2": "Building 7"})
    assert ["Building 6", "Building 7"] == [program.address.unit for program in imported(buildings).directory.programs]


def test_merged_rows_shut_out_only_whom_both_shut_out() -> None:
    """What opens a choice counts from either row; what closes one only from both."""
    codes = ("SA * OIT * OUDO NMOA AUDO * FEM * MD", "SA * ODT * OUDO * MALE * PI")
    merged = imported(table(*({"service_code_info": text} for text in codes))).directory.programs[0]
    assert (ids("private", "medicaid"), ids("opioids"), ()) == (
        tuple(reversed(merged.payment)),
        merged.serves_only,
        merged.does_not_offer,
    )


def test_an_unknown_code_is_noted_once_for_the_file() -> None:
    """A new edition may bring codes that shut people out, so none is passed over in silence."""
    result = imported(table({"service_code_info": "SA OIT ZZZ"}, {"name1": "New Day", "service_code_info": "OIT ZZZ"}))
    assert [(0, "W703", 'the code "ZZZ" is not known and was passed over in 2 of 2 places')] == notes_of(result)


def test_names_in_capitals_are_written_as_other_names_are() -> None:
    """Both names, with a note for each row."""
    result = imported(table({"name1": "ST MARYS RECOVERY CENTER LLC", "name2": ""}))
    note = '"ST MARYS RECOVERY CENTER LLC" is all capitals; written "St Marys Recovery Center LLC"'
    assert [(2, "W701", note)] == notes_of(result)
    assert "St Marys Recovery Center LLC" == result.directory.organizations[0].name


def test_every_line_that_can_be_called_is_listed_once() -> None:
    """Intake lines keep their extension; letters become digits; what is no number is left out."""
    phones = {"phone": "973-555-0100", "intake1": "973-555-0100 x12", "intake2": "888-PARNEXT", "intake1a": "555-01"}
    result = imported(table(phones | {"intake2a": "888-727-6398"}))
    assert (
        Phone(number=at("973-555-0100")),
        Phone(number=at("973-555-0100"), extension=at("12"), type=at("intake")),
        Phone(number=at("888-727-6398"), type=at("intake")),
    ) == result.directory.programs[0].phones
    assert [
        (2, "W701", 'the phone "888-PARNEXT" is spelled with letters; written 888-727-6398'),
        (2, "W702", '"555-01" is not a US phone number; left out'),
    ] == notes_of(result)


def test_a_place_without_a_phone_is_kept_and_noted() -> None:
    """Its address may still help, but someone has to look."""
    result = imported(table({"phone": "- - -"}))
    assert [(2, "W703", '"Bright Path" has no phone that can be called')] == notes_of(result)
    assert () == result.directory.programs[0].phones


@pytest.mark.parametrize("street", ["- - -", "---", ""])
def test_a_withheld_street_is_left_out(street: str) -> None:
    """A row of hyphens is no street."""
    assert only_program(street1=street).address == Address(city=at("Newark"), state=at("NJ"), zip=at("07102"))


def test_a_place_without_name_city_or_zip_code_is_left_out() -> None:
    """Its line and what was found are told, and an empty directory is an error."""
    message = 'this place is left out: name "Bright Path", city "Newark", ZIP code "205"'
    assert [
        (0, "E702", "no place in NJ offers a level of care"),
        (2, "W702", message),
    ] == notes_of(imported(table({"zip": "205"})))


def test_the_wrong_state_is_an_error_that_names_the_right_ones() -> None:
    """So that an empty directory is never written by mistake."""
    (note,) = import_samhsa(SAMPLE, path="list.csv", state="TX", edition="2024", only_levels=("iop", "php")).notes
    assert (
        Diagnostic(
            code="E702",
            path="list.csv",
            message="no place in TX offers iop or php",
            hint="states in this file: CA, FL, HI, ID, NJ, NY, PR",
        )
        == note
    )


@examples(20)
@given(st.permutations(SAMPLE.decode().splitlines()[1:]))
def test_the_order_of_the_rows_makes_no_difference(lines: list[str]) -> None:
    """The same rows give the same directory and the same text."""
    shuffled = "\n".join([COLUMNS, *lines]).encode()
    assert imported(SAMPLE).directory == imported(shuffled).directory
    assert imported(SAMPLE, "ID").directory == imported(shuffled, "ID").directory


@given(st.binary() | st.text().map(lambda text: f"{COLUMNS}\n{text}".encode()))
def test_any_bytes_are_answered_with_notes(data: bytes) -> None:
    """Nothing in a file makes the importer fail."""
    assert () == imported(data).directory.programs
    assert any(note.code in {"E701", "E702"} for note in imported(data).notes)
