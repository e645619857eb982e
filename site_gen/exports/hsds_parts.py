"""The parts of an HSDS service: each a list, empty where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

from site_gen import vocabulary
from site_gen.exports.facts import TITLES, Fact, make_id
from site_gen.model import LevelOfCare, Offering, Phone, Program, Session

Record: TypeAlias = dict[str, object]

PHONE_TYPES = {"main": "voice", "intake": "voice", "tty": "textphone"}
DAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
TAXONOMY = "Stepdown: "
HAVE_A_PLACE = frozenset({"language", "payment"})


def make_organization(program: Program, organizations: Mapping[str, str]) -> Record:
    """Who runs it; nothing where that is not known. HSDS asks for a description, and the source is all we know."""
    name = organizations.get(program.organization or "")
    if name is None:
        return {}
    return {
        "id": make_id("organization", str(program.organization)),
        "name": name,
        "description": f"Listed by {program.source.name}, {program.source.edition}.",
    }


def list_phones(program: Program) -> list[Record]:
    """Numbers as they are shown."""
    return [_make_phone(program, place, phone) for place, phone in enumerate(program.phones)]


def _make_phone(program: Program, place: int, phone: Phone) -> Record:
    record: Record = {"id": make_id("phone", program.id, str(place)), "number": str(phone.number)}
    label = vocabulary.PHONE_TYPES[phone.type]
    if phone.extension and phone.extension.startswith("0"):
        label = f"{label}, extension {phone.extension}"  # HSDS wants a number, which would lose the zero
    elif phone.extension:
        record["extension"] = int(phone.extension)
    return {**record, "type": PHONE_TYPES[phone.type], "description": label}


def list_schedules(program: Program, levels: Mapping[str, str]) -> list[Record]:
    """One for each group of sessions. A listing may not tell all of them."""
    return [
        _make_schedule(program, offering, place, session, levels.get(offering.id, str(offering.id)))
        for offering in program.levels
        for place, session in enumerate(offering.sessions)
    ]


def _make_schedule(program: Program, offering: Offering, place: int, session: Session, level: str) -> Record:
    record: Record = {
        "id": make_id("schedule", program.id, offering.id, str(place)),
        "freq": "WEEKLY",
        "byday": ",".join(DAYS[day] for day in session.days),
        "description": level,
        "opens_at": str(session.from_),
        "closes_at": str(session.to),
        "notes": "Local time of the program.",  # its offset from UTC changes twice a year
    }
    if offering.formats:
        record["attending_type"] = ", ".join(vocabulary.FORMATS[one] for one in offering.formats)
    return record


def list_locations(program: Program) -> list[Record]:
    """The one place of the program. HSDS has no address without a street: then the town describes the place."""
    place = program.address
    location: Record = {"id": make_id("location", program.id), "location_type": "physical"}
    if place.lat and place.lon:
        location |= {"latitude": float(place.lat), "longitude": float(place.lon)}
    if place.street:
        location["addresses"] = [_make_address(program)]
    else:
        location["description"] = f"{place.city}, {place.state} {place.zip}"
    return [{"id": make_id("service_at_location", program.id), "location": location}]


def _make_address(program: Program) -> Record:
    place = program.address
    record = {
        "id": make_id("address", program.id),
        "address_1": place.street,
        "address_2": place.unit,
        "city": place.city,
        "region": place.county,
        "state_province": place.state,
        "postal_code": place.zip,
        "country": "US",
        "address_type": "physical",
    }
    return {key: str(value) for key, value in record.items() if value}


def list_languages(program: Program, facts: Iterable[Fact]) -> list[Record]:
    """Those the program says it speaks."""
    return [
        {"id": make_id("language", program.id, code), "name": name, "code": code}
        for group, code, name, so in facts
        if so and group == "language"
    ]


def list_cost_options(program: Program, facts: Iterable[Fact]) -> list[Record]:
    """Ways to pay that the program takes. No listing tells an amount."""
    return [
        {"id": make_id("cost_option", program.id, one), "option": label}
        for group, one, label, so in facts
        if so and group == "payment"
    ]


def say_accreditation(program: Program) -> str:
    """By whom, in one line."""
    return ", ".join(vocabulary.ACCREDITATION[one] for one in program.accreditation)


def say_license(program: Program) -> str:
    """A sentence of the description: HSDS has no field for a license that is not on its way out."""
    told = program.license
    if told is None:
        return ""
    number = f", number {told.number}" if told.number else ""
    until = f", until {told.expires}" if told.expires else ""
    return f"Licensed by {told.authority}{number}{until}."


def say_eligibility(program: Program) -> str:
    """Ages are terms instead: as lowest and highest age they would shut out everyone the listing does not name."""
    if program.serves_only is None:
        return ""
    return ". ".join(vocabulary.SERVES_ONLY[one] for one in program.serves_only) or "No group is left out"


# --- terms ------------------------------------------------------------------------------------------


def list_terms(program: Program, facts: Iterable[Fact]) -> list[Record]:
    """What is known of it in closed words: what it has, what it says it does not have, whom alone it serves.

    Languages and payments that are a yes have a place of their own in HSDS; a no has not.
    """
    told = [
        _make_attribute(program, group, _make_term(group, one, label, so=so))
        for group, one, label, so in facts
        if not (so and group in HAVE_A_PLACE)
    ]
    return [
        *told,
        *(_make_attribute(program, "serves_only", _make_only_term(one)) for one in program.serves_only or ()),
    ]


def _make_attribute(program: Program, group: str, term: Record) -> Record:
    return {
        "id": make_id("attribute", program.id, group, str(term["code"])),
        "link_type": group,
        "taxonomy_term": term,
    }


@cache
def _make_term(group: str, one: str, label: str, *, so: bool) -> Record:
    return {
        "id": make_id("term", group, one if so else f"no_{one}"),
        "code": one if so else f"no_{one}",
        "name": label if so else f"No: {label}",
        "description": f"{TITLES[group].capitalize()}: the listing says {'yes' if so else 'no'}.",
        "taxonomy": TAXONOMY + TITLES[group],
    }


def _make_only_term(one: str) -> Record:
    return _make_term("serves_only", one, vocabulary.SERVES_ONLY[one], so=True)


def list_levels(program: Program, terms: Mapping[str, Record]) -> list[Record]:
    """The levels it gives, by their terms."""
    return [_make_attribute(program, "level", terms[one.id]) for one in program.levels if one.id in terms]


def make_level_term(level: LevelOfCare, language: str, address: str) -> Record:
    """*address*: of its page; none for a level that programs are listed under another one for."""
    term: Record = {
        "id": make_id("term", "level", level.id),
        "code": str(level.id),
        "name": level.name.in_language(language),
        "description": level.says.in_language(language),
        "taxonomy": TAXONOMY + TITLES["level"],
    }
    return {**term, "term_uri": address} if level.listed_as is None else term
