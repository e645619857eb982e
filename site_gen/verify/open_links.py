"""The links of a site that is looked at page by page: those to files that are still to come are kept until then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.verify.inspector import FileReport
from site_gen.verify.links import HOME, InternalLink
from site_gen.verify.places import PagePlaces

NO_IDS: frozenset[str] = frozenset()


class _Open(NamedTuple):
    """A link whose file has not come yet. *told*: the fault that it will be, if so, still without a message."""

    anchor: str
    url: str
    told: Diagnostic
    is_written: bool


class OpenLinks:
    """E601: a link of the site leads to a file, and to an element, that is there; told where it is *written*."""

    def __init__(self) -> None:
        self._ids: dict[str, frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._open: dict[str, list[_Open]] = {}

    def follow(self, report: FileReport, data: bytes, written: Mapping[str, Located]) -> Iterator[Diagnostic]:
        """The faults of links to what has come already, and to the page itself; the others wait."""
        for link in report.links:
            ids = report.ids if link.path == report.path else self._ids.get(link.path)
            if ids is None:
                self._open.setdefault(link.path, []).append(_keep(report, data, link, written))
            elif _lacks_anchor(link.path, link.anchor, ids):
                yield _tell_anchor(link.path, _keep(report, data, link, written))

    def close(self, path: str, ids: frozenset[str] = NO_IDS) -> Iterator[Diagnostic]:
        """The file is there: the faults of links that waited for it and name an id that is none of *ids*."""
        self._ids[path] = self._sets.setdefault(ids, ids)  # most pages have the same ids
        for one in self._open.pop(path, ()):
            if _lacks_anchor(path, one.anchor, ids):
                yield _tell_anchor(path, one)

    def finish(self) -> Iterator[Diagnostic]:
        """Nothing else will come: what still waits leads nowhere."""
        for path, waiting in self._open.items():
            for one in waiting:
                message = f'"{one.url}" leads to {path}, which is not on the site'
                advice = 'end it with "/"' if f"{path}/{HOME}" in self._ids and not one.is_written else ""
                yield replace(one.told, message=message, hint="; ".join(filter(None, (advice, one.told.hint))))


def _keep(report: FileReport, data: bytes, link: InternalLink, written: Mapping[str, Located]) -> _Open:
    at = written.get(link.url)
    if at is None:
        places = PagePlaces(path=report.path, source=data.decode("utf-8", "replace"), mains=report.mains)
        told = places.fault("E601", link.at, "")
    else:
        told = fault("E601", at, "", "correct the link, or the heading that it names")
    return _Open(link.anchor, link.url, told, at is not None)


def _lacks_anchor(path: str, anchor: str, ids: Collection[str]) -> bool:
    return bool(anchor) and path.endswith(".html") and anchor not in ids


def _tell_anchor(path: str, one: _Open) -> Diagnostic:
    return replace(one.told, message=f'"{one.url}" leads to the id "{one.anchor}", which {path} does not have')
