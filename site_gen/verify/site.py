"""Checks of the finished site, made from its files alone: the templates are not trusted to be right.

What one page must keep to stands in the other modules of this folder; here are the rules across files.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from site_gen.addresses import fold
from site_gen.diagnostics import Diagnostic, Located
from site_gen.phones import find_phone_like
from site_gen.verify import access, languages, links, numbers, rules, structure
from site_gen.verify.facts import PageFacts, read_page
from site_gen.verify.hosts import find_exceeded_limits
from site_gen.verify.links import HOME, NOT_FOUND
from site_gen.verify.open_links import OpenLinks
from site_gen.verify.versions import OtherLanguages
from site_gen.verify.weights import Scale

PAGE_LIMIT = 14_336
MAX_SHOWN = 20
SITEMAP = "sitemap.xml"
EXPORTS = (".csv", ".json", ".txt", ".webmanifest", ".xml")
NO_BUDGETS: Mapping[str, int] = {}
LISTED = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the finished site must show, as the sources say.

    *numbers*: the digits of every number that may be shown or dialled. *crisis*: the links
    (`tel:988`) and texts of every crisis block. *policy*: the whole Content-Security-Policy apart from hashes,
    when it must be the same on every page. *exit_url*: where the first link of every page leads, if anywhere.
    *links*: for an output, where in the sources its links are written.
    """

    numbers: frozenset[str]
    crisis: tuple[str, ...]
    policy: str | None
    exit_url: str | None = None
    links: Mapping[str, Mapping[str, Located]] = field(default_factory=dict)


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
        self._expected = expected
        self._known = frozenset(numbers.national_digits(number) for number in expected.numbers)
        self._faults: list[Diagnostic] = []
        self._sizes: dict[str, int] = {}
        self._indexable: set[str] = set()
        self._sitemap: str | None = None
        self._base_url = ""
        self._links = OpenLinks()
        self.scale = Scale()
        self._languages = OtherLanguages()

    def look(self, path: str, data: bytes, budget: int | None = None) -> None:
        """Inspect one file. *budget*: the most bytes it may have, gzipped; `PAGE_LIMIT` for a page without one."""
        self._sizes[path] = len(data)
        self._weigh(path, data, budget)
        if path.endswith(".html"):
            self._look_at_page(read_page(path, data))
        else:
            self._faults += _inspect_file(path, data, self._known)
            self._faults += self._links.close(path)
        if path == SITEMAP:
            self._sitemap = data.decode("utf-8", "replace")

    def _weigh(self, path: str, data: bytes, budget: int | None) -> None:
        """E605: what a phone must load fits its budget."""
        limit = budget or (PAGE_LIMIT if path.endswith(".html") else None)
        weight = self.scale.weigh(path, data, limit) if limit else None
        if weight and weight.size > weight.limit:
            message = f"{weight.size:,} bytes compressed, over the limit of {weight.limit:,}"
            hint = "shorten or split what this page shows"
            self._faults.append(Diagnostic(code="E605", path=path, message=message, hint=hint))

    def finish(self) -> tuple[Diagnostic, ...]:
        """Every fault, in order; of one code no more than `MAX_SHOWN`."""
        self._faults += self._links.finish()
        self._faults += self._languages.finish()
        self._faults += self._compare_sitemap()
        self._faults += _find_colliding_paths(self._sizes)
        self._faults += find_exceeded_limits(self._sizes)
        return tuple(sorted(_limit(self._faults), key=lambda one: one.sort_key))

    def _look_at_page(self, page: PageFacts) -> None:
        if page.path == HOME:
            self._base_url = links.canonical_address(page)
        addresses = links.read_addresses(page)
        written = self._expected.links.get(page.path, {})
        self._languages.look(page, addresses, self._base_url)
        self._faults += (
            *self._links.follow(page, links.find_internal_links(page, addresses, self._base_url), written),
            *self._links.close(page.path, page.ids),
            *links.find_rooted_links(page, addresses),
            *links.find_outside_loads(page, addresses, self._base_url),
            *rules.find_repeated_ids(page),
            *numbers.find_unknown_numbers(page, self._known),
            *rules.find_unsafe_code(page, self._expected.policy),
            *rules.find_missing_crisis_lines(page, self._expected.crisis),
            *structure.find_bad_structure(page),
            *structure.find_missing_exit(page, self._expected.exit_url),
            *access.find_unnamed_controls(page),
            *access.find_false_buttons(page),
            *access.find_hidden_focus(page),
            *access.find_plain_tables(page),
            *access.find_ambiguous_links(page, written),
            *languages.find_foreign_text(page),
            *rules.find_broken_data(page),
        )
        if _is_indexable(page):
            self._indexable.add(page.path)

    def _compare_sitemap(self) -> Iterator[Diagnostic]:
        """E611: the sitemap lists every page search engines may show, and none that is missing."""
        if (text := self._sitemap) is None:
            return
        addresses = [(match.start(1), html.unescape(match[1])) for match in LISTED.finditer(text)]
        base_url = self._base_url or min((url for _, url in addresses), key=len, default="")
        listed = {links.path_under(base_url, url): (at, url) for at, url in addresses}
        for path, (at, url) in listed.items():
            if path not in self._sizes:
                yield _fault_at("E611", SITEMAP, text, at, f'lists "{url}", which is not on the site')
        for path in sorted(self._indexable - listed.keys()):
            message = f"does not list {path}"
            yield Diagnostic(code="E611", path=SITEMAP, message=message, hint="list it, or mark it noindex")


def _inspect_file(path: str, data: bytes, known: frozenset[str]) -> Iterator[Diagnostic]:
    """E603 and E604 in what is published beside the pages: exports, scripts and style sheets."""
    text = data.decode("utf-8", "replace") if path.endswith((*EXPORTS, ".css", ".js")) else ""
    if path.endswith(".js"):
        for at, url in links.find_script_loads(text):
            yield _fault_at("E604", path, text, at, f'the script loads "{url}" from elsewhere')
    if path.endswith(".css"):
        for at, url in links.find_style_loads(text):
            yield _fault_at("E604", path, text, at, f'the style sheet loads "{url}" from elsewhere')
    else:
        for at, shown in find_phone_like(text):
            if numbers.national_digits(shown) not in known:
                yield _fault_at("E603", path, text, at, f'"{shown}" is not a number of a helpline or a listed program')


def _is_indexable(page: PageFacts) -> bool:
    robots = (m.attributes for m in page.named("meta") if m.attributes.get("name", "").lower() == "robots")
    return page.path != NOT_FOUND and all("noindex" not in meta.get("content", "").lower() for meta in robots)


def _find_colliding_paths(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """E612: on many computers, names that differ only by case or Unicode form are one file."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        first = seen.setdefault(fold(path), path)
        if first != path:
            message = f'differs from "{first}" only by case or Unicode form'
            yield Diagnostic(code="E612", path=path, message=message, hint="give one of them another id or file name")


def _fault_at(code: str, path: str, text: str, at: int, message: str) -> Diagnostic:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Diagnostic(code=code, path=path, line=line, column=column, message=message)


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
