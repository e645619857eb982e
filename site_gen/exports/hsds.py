"""The directory as Human Services Data Specification (HSDS) 3.0, in files that any static host can serve.

What is not known is left out. What a program says it does not have is a term of its own ("No: Medicare"), so that
nobody who reads only the names of terms can take it for a yes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from site_gen import urls
from site_gen.exports.facts import list_facts, say_openings, say_origin, service_id
from site_gen.exports.hsds_parts import (
    Record,
    list_cost_options,
    list_languages,
    list_levels,
    list_locations,
    list_phones,
    list_schedules,
    list_terms,
    make_level_term,
    make_organization,
    say_accreditation,
    say_eligibility,
    say_license,
)
from site_gen.model import LevelOfCare, Program, Site

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
STATUS = {"active": "active", "temporarily_closed": "temporarily closed", "defunct": "defunct"}


def make_files(site: Site, *, base_url: str) -> Iterator[tuple[str, bytes]]:
    """`/` as index.json, `/services/{id}` as services/{id}.json, and `/services` as services/index.json.

    One after the other, for the services of a country weigh more than all else that a build holds.
    """
    writer = _Writer(site, base_url)
    contents: list[Record] = []
    yield "index.json", _write({"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI})
    for program in site.directory.programs:
        service = writer.describe(program)
        contents.append({key: value for key, value in service.items() if not isinstance(value, list)})
        yield f"services/{service['id']}.json", _write(service)
    yield "services/index.json", _write(_list_services(contents))


def _list_services(contents: list[Record]) -> Record:
    """One page that holds all services, without their lists: a plain host cannot be asked for a second page."""
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def _write(record: Record) -> bytes:
    return (_ENCODER.encode(record) + "\n").encode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _page_of(level: LevelOfCare, base_url: str) -> str:
    return urls.absolute(base_url, urls.level_address(level.id))


class _Writer:
    """A listing names its levels and who runs it by ids; here they are looked up."""

    def __init__(self, site: Site, base_url: str) -> None:
        language = str(site.config.languages[0])
        self.terms = {
            str(level.id): make_level_term(level, language, _page_of(level, base_url)) for level in site.criteria.levels
        }
        self.names = {one: str(term["name"]) for one, term in self.terms.items()}
        self.organizations = {str(one.id): str(one.name) for one in site.directory.organizations}
        # Who runs the site answers for its checks: there is no other address that anybody could write to.
        self.assurer = str(site.config.run_by.email or "")

    def describe(self, program: Program) -> Record:
        """The service with all that is known of it, in the order of the specification."""
        verified, facts = program.verified, tuple(list_facts(program))
        record = {
            "id": service_id(program),
            "name": str(program.name),
            "description": self._say_description(program),
            "url": str(program.website or ""),
            "status": STATUS[program.status],
            "accreditations": say_accreditation(program),
            "eligibility_description": say_eligibility(program),
            "assured_date": verified.on.isoformat() if verified else "",
            "assurer_email": self.assurer if verified else "",
            "alert": say_openings(program),
            "phones": list_phones(program),
            "schedules": list_schedules(program, self.names),
            "service_at_locations": list_locations(program),
            "languages": list_languages(program, facts),
            "organization": make_organization(program, self.organizations),
            "cost_options": list_cost_options(program, facts),
            "attributes": [*list_levels(program, self.terms), *list_terms(program, facts)],
        }
        return {key: value for key, value in record.items() if value}

    def _say_description(self, program: Program) -> str:
        note = str(program.note) if program.note else ""
        hours = (
            f"{self.names[one.id]}: {one.hours_per_week} hours a week."
            for one in program.levels
            if one.hours_per_week and one.id in self.names
        )
        return " ".join(filter(None, (note, *hours, say_license(program), say_origin(program))))
