"""Checks of the finished site, made from its files alone: the templates are not trusted to be right.

What one page must keep to stands in the other modules of this folder; here are the rules across files.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from site_gen.addresses import fold
from site_gen.diagnostics import Diagnostic
from site_gen.verify import links
from site_gen.verify.hosts import find_exceeded_limits
from site_gen.verify.inspector import Expected, FileReport, Inspector, fault_at
from site_gen.verify.links import HOME
from site_gen.verify.open_links import OpenLinks
from site_gen.verify.versions import OtherLanguages
from site_gen.verify.weights import Scale

PAGE_LIMIT = 14_336
MAX_SHOWN = 20
SITEMAP = "sitemap.xml"
NO_BUDGETS: Mapping[str, int] = {}
LISTED = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


def run(
    outputs: Mapping[str, bytes], expected: Expected, budgets: Mapping[str, int] = NO_BUDGETS
) -> tuple[Diagnostic, ...]:
    """Every fault of a finished site that is all at hand; *budgets*: see `Inspection.look`."""
    inspection = Inspection(expected)
    for path in sorted(outputs, key=lambda one: (one != HOME, one)):
        inspection.look(path, outputs[path], budgets.get(path))
    return inspection.finish()


class Inspection:
    """The finished site, looked at file by file as it is made, so that it need not be held as a whole.

    The home page comes before all other pages: it tells where the site stands.
    """

    def __init__(self, expected: Expected) -> None:
        self.inspector = Inspector(expected)
        self._expected = expected
        self._faults: list[Diagnostic] = []
        self._sizes: dict[str, int] = {}
        self._indexable: set[str] = set()
        self._sitemap: str | None = None
        self._links = OpenLinks()
        self.scale = Scale()
        self._languages = OtherLanguages()

    def look(self, path: str, data: bytes, budget: int | None = None) -> None:
        """Inspect one file and add what there is to know of it: see `add`."""
        self.add(self.inspector.inspect(path, data), data, budget)

    def add(self, report: FileReport, data: bytes, budget: int | None = None) -> None:
        """Hold one file against the others. *budget*: its most bytes, gzipped; `PAGE_LIMIT` for a page without one."""
        path = report.path
        self._sizes[path] = report.size
        self._weigh(report, data, budget)
        self._faults += report.faults
        written = self._expected.links.get(path, {})
        self._faults += self._links.follow(report, data, written)
        self._faults += self._links.close(path, report.ids)
        if report.versions:
            self._languages.add(path, report.versions)
        if report.is_indexable:
            self._indexable.add(path)
        if path == SITEMAP:
            self._sitemap = data.decode("utf-8", "replace")

    def _weigh(self, report: FileReport, data: bytes, budget: int | None) -> None:
        """E605: what a phone must load fits its budget."""
        limit = budget or (PAGE_LIMIT if report.path.endswith(".html") else None)
        weight = self.scale.weigh(report.path, data, limit, report.light) if limit else None
        if weight and weight.size > weight.limit:
            message = f"{weight.size:,} bytes compressed, over the limit of {weight.limit:,}"
            hint = "shorten or split what this page shows"
            self._faults.append(Diagnostic(code="E605", path=report.path, message=message, hint=hint))

    def finish(self) -> tuple[Diagnostic, ...]:
        """Every fault, in order; of one code no more than `MAX_SHOWN`."""
        self._faults += self._links.finish()
        self._faults += self._languages.finish()
        self._faults += self._compare_sitemap()
        self._faults += _find_colliding_paths(self._sizes)
        self._faults += find_exceeded_limits(self._sizes)
        return tuple(sorted(_limit(self._faults), key=lambda one: one.sort_key))

    def _compare_sitemap(self) -> Iterator[Diagnostic]:
        """E611: the sitemap lists every page search engines may show, and none that is missing."""
        if (text := self._sitemap) is None:
            return
        addresses = [(match.start(1), html.unescape(match[1])) for match in LISTED.finditer(text)]
        base_url = self.inspector.base_url or min((url for _, url in addresses), key=len, default="")
        listed = {links.path_under(base_url, url): (at, url) for at, url in addresses}
        for path, (at, url) in listed.items():
            if path not in self._sizes:
                yield fault_at("E611", SITEMAP, text, at, f'lists "{url}", which is not on the site')
        for path in sorted(self._indexable - listed.keys()):
            message = f"does not list {path}"
            yield Diagnostic(code="E611", path=SITEMAP, message=message, hint="list it, or mark it noindex")


def _find_colliding_paths(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """E612: on many computers, names that differ only by case or Unicode form are one file."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        first = seen.setdefault(fold(path), path)
        if first != path:
            message = f'differs from "{first}" only by case or Unicode form'
            yield Diagnostic(code="E612", path=path, message=message, hint="give one of them another id or file name")


def _limit(faults: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first `MAX_SHOWN` of each code, then one that counts the rest: one slip in a template is on every page."""
    counts: Counter[str] = Counter()
    next_one: dict[str, Diagnostic] = {}
    for one in faults:
        counts[one.code] += 1
        if counts[one.code] <= MAX_SHOWN:
            yield one
        else:
            next_one.setdefault(one.code, one)
    for code, one in next_one.items():
        yield replace(one, message=f"and {counts[code] - MAX_SHOWN:,} more faults with the code {code}", hint="")
