"""The directory as Human Services Data Specification (HSDS) 3.0, in files that any static host can serve.

What is not known is left out. What a program says it does not have is a term of its own ("No: Medicare"), so that
nobody who reads only the names of terms can take it for a yes.
"""

from __future__ import annotations

import json

from site_gen import urls
from site_gen.exports.facts import say_openings, say_origin, service_id
from site_gen.exports.hsds_parts import (
    Record,
    list_cost_options,
    list_languages,
    list_locations,
    list_phones,
    list_schedules,
    list_terms,
    make_attribute,
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


def make_files(site: Site, *, base_url: str) -> dict[str, bytes]:
    """`/` as index.json, `/services` as services/index.json, and `/services/{id}` as services/{id}.json."""
    writer = _Writer(site, base_url)
    services = [writer.describe(program) for program in site.directory.programs]
    return {
        "index.json": _write({"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}),
        "services/index.json": _write(_list_services(services)),
        **{f"services/{service['id']}.json": _write(service) for service in services},
    }


def _list_services(services: list[Record]) -> Record:
    """One page that holds them all, without their lists: a plain host cannot be asked for a second page."""
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": [
            {key: value for key, value in service.items() if not isinstance(value, list)} for service in services
        ],
    }


def _write(record: Record) -> bytes:
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class _Writer:
    """A listing names its levels and who runs it by ids; here they are looked up."""

    def __init__(self, site: Site, base_url: str) -> None:
        self.language = str(site.config.languages[0])
        self.levels = {str(level.id): level for level in site.criteria.levels}
        self.names = {one: level.name.in_language(self.language) for one, level in self.levels.items()}
        self.organizations = {str(one.id): str(one.name) for one in site.directory.organizations}
        # Who runs the site answers for its checks: there is no other address that anybody could write to.
        self.assurer = str(site.config.run_by.email or "")
        self.base_url = base_url

    def describe(self, program: Program) -> Record:
        """The service with all that is known of it, in the order of the specification."""
        verified = program.verified
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
            "languages": list_languages(program),
            "organization": make_organization(program, self.organizations),
            "cost_options": list_cost_options(program),
            "attributes": [*self._list_levels(program), *list_terms(program)],
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

    def _list_levels(self, program: Program) -> list[Record]:
        """First, because a family looks for the level of care first; each leads to its page."""
        found = (self.levels[one.id] for one in program.levels if one.id in self.levels)
        return [make_attribute(program, "level", str(level.id), self._level_term(level)) for level in found]

    def _level_term(self, level: LevelOfCare) -> Record:
        said: Record = {"name": self.names[level.id], "description": level.says.in_language(self.language)}
        if level.listed_as is None:
            said["term_uri"] = urls.absolute(self.base_url, urls.level_address(level.id))
        return said
