"""Which files the directory is exported to, and where they stand on the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_gen import urls
from site_gen.exports import feed, hsds, records, table
from site_gen.model import Program, Site
from site_gen.progress import SILENT, Progress

FEED = f"{urls.DATA}feed.xml"
FORMATS = ("hsds", "csv", "json")


def make_exports(site: Site, *, base_url: str, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Every export as it is part of the site: its path there, and its content."""
    for form in FORMATS:
        folder = urls.HSDS if form == "hsds" else urls.DATA
        for path, content in make_export(form, site, base_url=base_url, progress=progress):
            yield f"{folder}{path}", content
    yield FEED, feed.make_feed(site, address=urls.absolute(base_url, FEED), base_url=base_url)


def make_export(form: str, site: Site, *, base_url: str, progress: Progress = SILENT) -> Iterator[tuple[str, bytes]]:
    """The files of one export, one of FORMATS, with their paths in a folder of its own."""
    site = _without_dead_numbers(site)
    if form == "hsds":
        yield from hsds.make_files(site, base_url=base_url)
    elif form == "csv":
        yield "programs.csv", table.make_table(site, base_url=base_url, progress=progress)
    else:
        yield "programs.json", records.make_records(site, base_url=base_url, progress=progress)


def _without_dead_numbers(site: Site) -> Site:
    """The number of a closed program may be somebody else's by now."""

    def leave_out(program: Program) -> Program:
        return replace(program, phones=()) if program.has_closed else program

    return replace(site, directory=replace(site.directory, programs=tuple(map(leave_out, site.directory.programs))))
