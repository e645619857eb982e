"""Which files the directory is exported to, and where they stand on the site."""

from __future__ import annotations

from site_gen import urls
from site_gen.exports import feed, hsds, records, table
from site_gen.model import Site

FEED = f"{urls.DATA}feed.xml"
FORMATS = ("hsds", "csv", "json")


def make_exports(site: Site, *, base_url: str) -> dict[str, bytes]:
    """Every export as it is part of the site, by its path there."""
    services = make_export("hsds", site, base_url=base_url)
    tables = {**make_export("csv", site, base_url=base_url), **make_export("json", site, base_url=base_url)}
    return {
        **{f"{urls.HSDS}{path}": content for path, content in services.items()},
        **{f"{urls.DATA}{path}": content for path, content in tables.items()},
        FEED: feed.make_feed(site, address=urls.absolute(base_url, FEED), base_url=base_url),
    }


def make_export(form: str, site: Site, *, base_url: str) -> dict[str, bytes]:
    """The files of one export, one of FORMATS, by their paths in a folder of its own."""
    if form == "hsds":
        return hsds.make_files(site, base_url=base_url)
    if form == "csv":
        return {"programs.csv": table.make_table(site, base_url=base_url)}
    return {"programs.json": records.make_records(site, base_url=base_url)}
