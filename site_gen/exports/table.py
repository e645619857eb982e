"""The directory as one CSV table for spreadsheets: a row for each program, a column for each fact.

RFC 4180, with a byte order mark: without one Excel reads "Cañon" as "CaÃ±on", and other programs skip it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from site_gen import urls, vocabulary
from site_gen.exports.facts import GROUPS, list_facts
from site_gen.model import Address, Offering, Phone, Program, Session, Site
from site_gen.phones import main_phone
from site_gen.progress import Progress, stepped
from site_gen.spreadsheet import safe_cell

BYTE_ORDER_MARK = "\ufeff"
YES, NO = "yes", "no"
# Checked to be numbers when they were read: the minus of a longitude starts no formula.
NUMBERS = frozenset({"lat", "lon"})


def make_table(site: Site, *, base_url: str, progress: Progress) -> bytes:
    """Columns are the same for every program, whether one of them is known to have it or not."""
    offered = {str(offering.id) for program in site.directory.programs for offering in program.levels}
    levels = [str(one.id) for one in site.criteria.levels if one.listed_as is None or one.id in offered]
    columns = _list_columns(levels)
    names = {str(one.id): str(one.name) for one in site.directory.organizations}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for program in stepped(site.directory.programs, progress):
        cells = dict(_list_cells(program, names, base_url))
        cells |= {column: safe_cell(text) for column, text in cells.items() if column not in NUMBERS}
        writer.writerow(cells.get(column, "") for column in columns)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _list_columns(levels: Sequence[str]) -> list[str]:
    parts = ("hours_per_week", "sessions", "formats")
    return [
        *("id", "name", "organization", "status"),
        *("street", "unit", "city", "state", "zip", "county", "lat", "lon"),
        *("phone", "extension", "other_phones", "website"),
        *(f"level_{level}" for level in levels),
        *(f"level_{level}_{part}" for level in levels for part in parts),
        *(f"{group}_{one}" for group, labels in GROUPS.items() for one in labels),
        *(f"serves_only_{one}" for one in vocabulary.SERVES_ONLY),
        *("taking_new_people", "taking_new_people_on", "accreditation"),
        *("license_authority", "license_number", "license_expires"),
        *("verified_on", "verified_by", "verified_how"),
        *("source", "source_edition", "source_url", "note", "page"),
    ]


def _list_cells(program: Program, names: dict[str, str], base_url: str) -> Iterator[tuple[str, str]]:
    """What is known of the program, by column."""
    yield "id", str(program.id)
    yield "name", str(program.name)
    yield "organization", names.get(program.organization or "", "")
    yield "status", str(program.status)
    yield from _list_address(program.address)
    yield from _list_contacts(program)
    for offering in program.levels:
        yield from _list_level(offering)
    for group, one, _, so in list_facts(program):
        yield f"{group}_{one}", YES if so else NO
    yield from _list_exclusions(program)
    yield from _list_standing(program)
    yield "note", str(program.note or "")
    yield "page", urls.absolute(base_url, urls.program_address(program.id))


def _list_address(place: Address) -> Iterator[tuple[str, str]]:
    for column in ("street", "unit", "city", "state", "zip", "county", "lat", "lon"):
        yield column, str(getattr(place, column) or "")


def _list_contacts(program: Program) -> Iterator[tuple[str, str]]:
    first = main_phone(program)
    if first:
        yield "phone", str(first.number)
        yield "extension", str(first.extension or "")
    yield "other_phones", "; ".join(_say_phone(phone) for phone in program.phones if phone is not first)
    yield "website", str(program.website or "")


def _say_phone(phone: Phone) -> str:
    extension = f" ext. {phone.extension}" if phone.extension else ""
    return f"{vocabulary.PHONE_TYPES[phone.type]} {phone.number}{extension}"


def _list_level(offering: Offering) -> Iterator[tuple[str, str]]:
    column = f"level_{offering.id}"
    yield column, YES
    # "9-12" would be a day in September to a spreadsheet.
    yield f"{column}_hours_per_week", str(offering.hours_per_week or "").replace("-", " to ")
    yield f"{column}_sessions", "; ".join(map(_say_session, offering.sessions))
    yield f"{column}_formats", "; ".join(offering.formats)


def _say_session(session: Session) -> str:
    days = ", ".join(vocabulary.WEEKDAYS[day] for day in session.days)
    return f"{days}: {session.from_} to {session.to}"


def _list_exclusions(program: Program) -> Iterator[tuple[str, str]]:
    """An empty list says that nobody is left out. One that names a group says nothing of other groups."""
    if program.serves_only is None:
        return
    for one in vocabulary.SERVES_ONLY:
        if one in program.serves_only:
            yield f"serves_only_{one}", YES
        elif not program.serves_only:
            yield f"serves_only_{one}", NO


def _list_standing(program: Program) -> Iterator[tuple[str, str]]:
    if capacity := program.capacity:
        yield "taking_new_people", YES if capacity.accepting else NO
        yield "taking_new_people_on", str(capacity.as_of)
    yield "accreditation", "; ".join(program.accreditation)
    if told := program.license:
        yield "license_authority", str(told.authority)
        yield "license_number", str(told.number or "")
        yield "license_expires", str(told.expires or "")
    if verified := program.verified:
        yield "verified_on", str(verified.on)
        yield "verified_by", str(verified.by)
        yield "verified_how", str(verified.how)
    yield "source", str(program.source.name)
    yield "source_edition", str(program.source.edition)
    yield "source_url", str(program.source.url or "")
