"""The parts of an HSDS service: each a list, empty where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from site_gen import vocabulary
from site_gen.exports.facts import TITLES, list_facts, make_id, make_shared_id
from site_gen.known import known
from site_gen.model import Offering, Phone, Program, Session

Record: TypeAlias = dict[str, object]

PHONE_TYPES = {"main": "voice", "intake": "voice", "tty": "textphone"}
DAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
TAXONOMY = "Stepdown: "


def make_organization(program: Program, organizations: Mapping[str, str]) -> Record:
    """Who runs it; nothing where that is not known. HSDS asks for a description, and the source is all we know."""
    name = organizations.get(program.organization or "")
    if name is None:
        return {}
    return {
        "id": make_shared_id("organization", str(program.organization)),
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


def list_languages(program: Program) -> list[Record]:
    """Those the program says it speaks."""
    said = known(program, "language")
    return [
        {"id": make_id("language", program.id, code), "name": name, "code": code}
        for code, name in vocabulary.LANGUAGES.items()
        if code in said.yes
    ]


def list_cost_options(program: Program) -> list[Record]:
    """Ways to pay that the program takes. No listing tells an amount."""
    said = known(program, "payment")
    return [
        {"id": make_id("cost_option", program.id, one), "option": label}
        for one, label in vocabulary.PAYMENT.items()
        if one in said.yes
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


def list_terms(program: Program) -> list[Record]:
    """What is known of it in closed words: what it has, what it says it does not have, whom alone it serves."""
    facts = [
        make_attribute(program, group, one if so else f"no_{one}", _term(group, label, so=so))
        for group, one, label, so in list_facts(program)
    ]
    only = program.serves_only or ()
    labels = vocabulary.SERVES_ONLY
    return [*facts, *(make_attribute(program, "serves_only", one, _term("serves_only", labels[one])) for one in only)]


def _term(group: str, label: str, *, so: bool = True) -> Record:
    name = label if so else f"No: {label}"
    said = "The listing says yes" if so else "The listing says no"
    return {"name": name, "description": f"{TITLES[group].capitalize()}. {said}."}


def make_attribute(program: Program, group: str, code: str, said: Record) -> Record:
    """*said*: name, description and address of the term *code* in the taxonomy of its *group*."""
    return {
        "id": make_id("attribute", program.id, group, code),
        "link_type": group,
        "taxonomy_term": {
            "id": make_shared_id("term", group, code),
            "code": code,
            "name": said["name"],
            "description": said["description"],
            "taxonomy": TAXONOMY + TITLES[group],
            **{key: value for key, value in said.items() if key == "term_uri"},
        },
    }
