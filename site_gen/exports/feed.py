"""An Atom feed (RFC 4287) of the listings that were checked or listed last.

It knows no clock: a listing is as new as its last check, or else as the edition of the list it was copied from.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from site_gen import urls, vocabulary
from site_gen.exports.facts import say_openings, say_origin, service_id
from site_gen.model import Program, Site

MAX_ENTRIES = 100
NEVER = "0001-01-01T00:00:00Z"


def make_feed(site: Site, *, address: str, base_url: str) -> bytes:
    """Newest first. Without a listing there is no time to name, so it names the first there is."""
    levels = {str(level.id): str(level.short) for level in site.criteria.levels}
    newest = sorted(site.directory.programs, key=lambda one: str(one.id))
    newest.sort(key=say_updated, reverse=True)
    entries = [_make_entry(program, levels, base_url) for program in newest[:MAX_ENTRIES]]
    name, runner = str(site.config.name), str(site.config.run_by.name)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{escape(name)}: programs checked or listed last</title>",
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, address)}</id>",
        f"<updated>{say_updated(newest[0]) if newest else NEVER}</updated>",
        f"<author><name>{escape(runner)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(urls.absolute(base_url, urls.DATA))}/>',
        *entries,
        "</feed>",
    )
    return ("\n".join(lines) + "\n").encode()


def say_updated(program: Program) -> str:
    """The start of the day of the last check, or of the year of the edition."""
    day = program.verified.on.isoformat() if program.verified else f"{program.source.edition[:4]}-01-01"
    return f"{day}T00:00:00Z"


def _make_entry(program: Program, levels: dict[str, str], base_url: str) -> str:
    link = urls.absolute(base_url, urls.program_address(program.id))
    return "\n".join(
        (
            "<entry>",
            f"<title>{escape(program.name)}, {escape(program.address.city)}</title>",
            f"<id>urn:uuid:{service_id(program)}</id>",
            f"<updated>{say_updated(program)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>',
            f"<summary>{escape(_summarize(program, levels))}</summary>",
            "</entry>",
        )
    )


def _summarize(program: Program, levels: dict[str, str]) -> str:
    status = "" if program.status == "active" else f"{vocabulary.STATUS[program.status]}."
    offered = ", ".join(levels[one.id] for one in program.levels if one.id in levels)
    said = (status, f"{offered}." if offered else "", say_openings(program), say_origin(program))
    return " ".join(filter(None, said))
