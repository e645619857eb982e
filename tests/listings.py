"""Imports for tests: the real editions of two states, and what becomes of a file of listings under an import."""

from __future__ import annotations

import gzip
from dataclasses import replace
from functools import cache

from site_gen.importers.imported import Imported
from site_gen.importers.last_import import LastImport
from site_gen.importers.refresh import Refresh, first_import, read_listings, refresh_listings
from site_gen.importers.samhsa import import_samhsa
from tests.small_site import ROOT


@cache
def edition(state: str, year: str) -> Imported:
    """What SAMHSA's directory of a *year* says of the places in a *state* with IOP or PHP."""
    data = gzip.decompress((ROOT / f"tests/data/samhsa/{state.lower()}_{year}.csv.gz").read_bytes())
    return import_samhsa(data, path="list.csv", state=state, edition=year, only_levels=("iop", "php"))


@cache
def few(year: str) -> Imported:
    """The places of three towns in Idaho, for what need not be tried on all."""
    whole = edition("ID", year)
    programs = tuple(one for one in whole.directory.programs if one.address.city in ("Blackfoot", "Boise", "Burley"))
    return replace(whole, directory=replace(whole.directory, programs=programs))


@cache
def imported_first(state: str) -> Refresh:
    """The file made from edition 2022."""
    return first_import(few("2022") if state == "few" else edition(state, "2022"))


def refreshed(text: str, last: LastImport, imported: Imported, *, drop_gone: bool = False) -> Refresh:
    """*text* after an import; it must be one that can be read."""
    directory, faults = read_listings("programs.yaml", text.encode())
    assert () == faults
    return refresh_listings(text, directory, last, imported, drop_gone=drop_gone)


def replaced(text: str, old: str, new: str) -> str:
    """*text* with the one place where *old* stands changed."""
    assert text.count(old) == 1
    return text.replace(old, new)
