"""Open Referral HSDS 3.0, as JSON or as a tabular data package: each service at each of its places is one of ours.

HSDS has no levels of care. A mapping says which of its services and taxonomy terms mean one; a term whose code
is the id of a level says so by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from site_gen.diagnostics import Diagnostic, Located, fault, has_errors, quoted
from site_gen.importers.contacts import read_phone, read_zip
from site_gen.importers.drafts import Draft, finish_drafts, map_node
from site_gen.importers.hsds_json import read_services
from site_gen.importers.hsds_package import DESCRIPTION, Record, read_package
from site_gen.importers.imported import Imported
from site_gen.importers.mapping import MappingFile, read_mapping
from site_gen.importers.names import choose_names
from site_gen.importers.tables import clean, has_text
from site_gen.model import Directory, ListingSource
from site_gen.progress import SILENT, Progress, counted
from site_gen.vocabulary import LANGUAGES
from site_gen.yaml_tree import ListNode, Node

SECTIONS = ("terms", "services")
LEVELS = frozenset({"outpatient", "iop_step_down", "iop", "php"})
STATUS = {"inactive": "temporarily_closed", "temporarily closed": "temporarily_closed", "defunct": "defunct"}
COUNTRIES = frozenset({"", "US", "USA", "UNITED STATES"})
# From Guam to Puerto Rico, and from American Samoa to Alaska.
LATITUDES, LONGITUDES = (-15.0, 72.0), (-180.0, -64.0)
NUMBER, OUTSIDE = re.compile(r"-?\d{1,3}(\.\d{1,20})?"), 999.0
MAX_NOTE = 400
PLACES_OF_A_COORDINATE = 5


def import_hsds(  # noqa: PLR0913  all that an import is told
    files: Mapping[str, bytes],
    *,
    path: str,
    source: ListingSource,
    mapping: tuple[str, bytes] | None = None,
    only_levels: tuple[str, ...] = (),
    progress: Progress = SILENT,
) -> Imported:
    """The services of *files*, by name: those of a folder, or one. *mapping*: path and bytes of the mapping file."""
    words, faults = read_mapping(*mapping, sections=SECTIONS) if mapping else (MappingFile(), ())
    notes = list(faults)
    progress.begin("Reading the list")
    services = read_package(files, notes) if DESCRIPTION in files else read_services(files, notes)
    if not services and not has_errors(notes):
        hint = "take a JSON file or folder of HSDS 3.0, or the folder that holds datapackage.json"
        notes.append(Diagnostic(code="E701", path=path, message="there is no service of HSDS in it", hint=hint))
    if has_errors(notes):
        return Imported(directory=Directory(), notes=tuple(notes))
    listed = counted(services, "Making listings", progress)
    drafts = [draft for service in listed for draft in _drafts(service, words, path, notes)]
    imported = finish_drafts(drafts, source=source, path=path, only_levels=only_levels, notes=notes)
    return Imported(directory=imported.directory, notes=imported.notes, read=len(services))


def _drafts(service: Record, words: MappingFile, path: str, notes: list[Diagnostic]) -> Iterator[Draft]:
    at = Located("", path=path, line=0)
    said = _said(service, words)
    name = text_of(service, "name")
    if not said.get("levels"):
        terms = ", ".join(sorted({quoted(term) for term in _terms(service)})) or "none"
        hint = f"map its name, or one of its terms, to a level with --mapping; its terms: {terms}"
        notes.append(fault("W702", at, f"the service {quoted(name)} has no level of care; left out", hint))
        return
    places = [place for place in records_of(service, "service_at_locations") if place.get("location")]
    organization = record_of(service, "organization")
    places = places or [{"location": location} for location in records_of(organization, "locations")]
    if not places:
        notes.append(fault("W702", at, f"the service {quoted(name)} names no place; left out"))
    for place in places:
        yield _draft(at, service, place, said, notes)


def _said(service: Record, words: MappingFile) -> dict[str, tuple[str, ...]]:
    """Our fields by what the mapping makes of the service's name and terms, and by terms that are ours."""
    found: dict[str, list[str]] = {}
    for mapped in (words.services.get(_word(text_of(service, "name")), {}), *_mapped_terms(service, words)):
        for field, ids in mapped.items():
            found.setdefault(field, []).extend(map(str, ids))
    for term in _terms(service):
        if term in LEVELS:
            found.setdefault("levels", []).append(term)
    return {field: tuple(dict.fromkeys(ids)) for field, ids in found.items()}


def _mapped_terms(service: Record, words: MappingFile) -> Iterator[Mapping[str, tuple[Located, ...]]]:
    return (words.terms[_word(term)] for term in _terms(service) if _word(term) in words.terms)


def _terms(service: Record) -> list[str]:
    """Codes and names of its taxonomy terms."""
    terms = [record_of(attribute, "taxonomy_term") for attribute in records_of(service, "attributes")]
    return [text for term in terms for key in ("code", "name") if (text := text_of(term, key))]


def _word(text: str) -> str:
    return " ".join(text.casefold().split())


def _draft(
    at: Located, service: Record, place: Record, said: Mapping[str, tuple[str, ...]], notes: list[Diagnostic]
) -> Draft:
    location = record_of(place, "location")
    organization = record_of(service, "organization")
    address = _address(at, location, text_of(service, "name"), notes)
    city = text_of(next(iter(_addresses(location)), {}), "city")
    names = choose_names(
        text_of(organization, "name") or text_of(service, "name"),
        text_of(service, "name"),
        city=city,
        cities=frozenset(),
    )
    fields: dict[str, Node | None] = {
        "name": at.with_text(names.program),
        "organization": at.with_text(text_of(organization, "name")),
        "levels": map_node(at, {level: map_node(at, {}) for level in said["levels"]}),
        "address": address,
        "phones": _phones(at, (place, service, location, organization), notes),
        "website": _website(at, service, organization),
        "status": _located(at, STATUS.get(text_of(service, "status").casefold(), "")),
        "note": _note(at, service),
    }
    lists = {**{key: said[key] for key in said if key != "levels"}}
    lists["languages"] = (*lists.get("languages", ()), *_languages(at, (service, location), notes))
    for key, ids in lists.items():
        if ids:
            fields[key] = ListNode(at=at, items=tuple(at.with_text(one) for one in dict.fromkeys(ids)))
    return Draft(at=at, fields={key: node for key, node in fields.items() if node})


def _addresses(location: Record) -> list[Record]:
    """Where it is before where its mail goes."""
    return sorted(records_of(location, "addresses"), key=lambda one: text_of(one, "address_type") != "physical")


def _address(at: Located, location: Record, name: str, notes: list[Diagnostic]) -> Node | None:
    address = next(iter(_addresses(location)), {})
    state = text_of(address, "state_province").upper()
    zip_code = read_zip(text_of(address, "postal_code"), state=state)
    country = text_of(address, "country").upper()
    if zip_code is None or country not in COUNTRIES:
        found = ", ".join(filter(None, (text_of(address, key) for key in ("city", "state_province", "postal_code"))))
        message = f"the service {quoted(name)} has no address in the United States; found {quoted(found)}"
        notes.append(
            fault("W702", at, message, "a program needs a street address: this site has no list of places online")
        )
        return None
    parts = {
        "street": text_of(address, "address_1"),
        "unit": text_of(address, "address_2"),
        "city": text_of(address, "city"),
        "state": state,
        "zip": zip_code,
        **_coordinates(at, location, name, notes),
    }
    return map_node(at, {key: _located(at, part) for key, part in parts.items()})


def _coordinates(at: Located, location: Record, name: str, notes: list[Diagnostic]) -> dict[str, str]:
    latitude, longitude = text_of(location, "latitude"), text_of(location, "longitude")
    if not latitude and not longitude:
        return {}
    lat, lon = (
        float(text) if re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text) else 999.0 for text in (latitude, longitude)
    )
    if LATITUDES[0] <= lat <= LATITUDES[1] and LONGITUDES[0] <= lon <= LONGITUDES[1]:
        return {"lat": f"{lat:.{PLACES_OF_A_COORDINATE}f}", "lon": f"{lon:.{PLACES_OF_A_COORDINATE}f}"}
    message = f"{quoted(name)} is placed at {quoted(f'{latitude}, {longitude}')}, outside the United States; left out"
    notes.append(fault("W702", at, message))
    return {}


def _phones(at: Located, holders: Iterable[Record], notes: list[Diagnostic]) -> Node | None:
    """Of the place, the service, the building, and only if none of them has one, the organization."""
    found: dict[tuple[str, str], Node] = {}
    *own, organization = holders
    for holder in (*own, *([] if any(records_of(one, "phones") for one in own) else [organization])):
        for phone in records_of(holder, "phones"):
            kind = text_of(phone, "type").casefold()
            number, extension = text_of(phone, "number").strip('"'), text_of(phone, "extension")
            line = read_phone(f"{number} x{extension}" if extension else number)
            if kind in ("fax", "sms", "text", "video", "pager"):
                continue
            if line is None:
                note = fault("W702", at, f"{quoted(number)} is not a US phone number; left out")
                notes.extend([note] if note not in notes else [])
                continue
            parts = {"number": line.number, "extension": line.extension, "type": _phone_type(kind)}
            node = map_node(at, {key: _located(at, part) for key, part in parts.items()})
            found.setdefault((line.number, line.extension), node)
    return ListNode(at=at, items=tuple(found.values())) if found else None


def _phone_type(kind: str) -> str:
    if kind in ("tty", "textphone", "tdd"):
        return "tty"
    return "intake" if "intake" in kind or "admission" in kind else "main"


def _website(at: Located, service: Record, organization: Record) -> Located | None:
    found = [text_of(service, "url"), text_of(organization, "website"), text_of(organization, "url")]
    return next((at.with_text(url) for url in found if "." in url), None)


def _languages(at: Located, holders: Iterable[Record], notes: list[Diagnostic]) -> Iterator[str]:
    labels = {label.casefold(): code for code, label in LANGUAGES.items()}
    for language in (one for holder in holders for one in records_of(holder, "languages")):
        code, name = text_of(language, "code").casefold(), text_of(language, "name")
        if our_id := code if code in LANGUAGES else labels.get(name.casefold(), ""):
            yield our_id
        else:
            note = fault("W702", at, f"the language {quoted(name or code)} is none of those listed here; left out")
            notes.extend([note] if note not in notes else [])


def _note(at: Located, service: Record) -> Located | None:
    """What HSDS says in sentences: alerts, hours and cost. Opening hours are not the hours of a level's groups."""
    hours = [clean(text_of(one, "description")) or _hours(one) for one in records_of(service, "schedules")]
    costs = [text_of(service, "fees_description"), *map(_cost, records_of(service, "cost_options"))]
    parts = {"": [text_of(service, "alert")], "Hours: ": hours, "Cost: ": costs}
    sentences = [
        f"{lead}{'; '.join(dict.fromkeys(texts))}"
        for lead, each in parts.items()
        if (texts := [*filter(has_text, each)])
    ]
    text = clean(" ".join(sentence.rstrip(".") + "." for sentence in sentences))
    return _located(at, text if len(text) <= MAX_NOTE else f"{text[: MAX_NOTE - 1].rpartition(' ')[0]}…")


def _hours(schedule: Record) -> str:
    days, opens, closes = (text_of(schedule, key) for key in ("byday", "opens_at", "closes_at"))
    return f"{days} {opens[:5]}-{closes[:5]}".strip() if opens and closes else ""


def _cost(option: Record) -> str:
    amount, currency = text_of(option, "amount"), text_of(option, "currency").upper()
    return clean(" ".join((amount, currency, text_of(option, "amount_description"), text_of(option, "option"))))


def _located(at: Located, text: str) -> Located | None:
    return at.with_text(clean(text)) if has_text(text) else None


def text_of(record: Record, key: str) -> str:
    """The value as text; nothing where it is none, whatever else it may be."""
    value = record.get(key)
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def record_of(record: Record, key: str) -> Record:
    """The record under *key*, or an empty one."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def records_of(record: Record, key: str) -> list[Record]:
    """The records of the list under *key*."""
    value: Any = record.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
