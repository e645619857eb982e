"""Checks of the finished site, made from its files alone: the templates are not trusted to be right.

What one page must keep to stands in the other modules of this folder; here are the rules across files.
"""

from __future__ import annotations

import gzip
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.phones import find_phone_like
from site_gen.verify import access, languages, links, numbers, rules, structure
from site_gen.verify.facts import PageFacts, read_page
from site_gen.verify.hosts import find_exceeded_limits
from site_gen.verify.links import HOME, NOT_FOUND, Address

PAGE_LIMIT = 14_336
MAX_SHOWN = 20
SITEMAP = "sitemap.xml"
EXPORTS = (".csv", ".json", ".txt", ".webmanifest", ".xml")
LISTED = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the finished site must show, as the sources say.

    *numbers*: the digits of every number that may be shown or dialled. *crisis*: the links
    (`tel:988`) and texts of every crisis block. *budgets*: the most bytes of an output, gzipped;
    a page not named has `PAGE_LIMIT`. *policy*: the whole Content-Security-Policy apart from hashes,
    when it must be the same on every page. *exit_url*: where the first link of every page leads, if
    anywhere. *links*: for an output, where in the sources its links are written.
    """

    numbers: frozenset[str]
    crisis: tuple[str, ...]
    budgets: Mapping[str, int]
    policy: str | None
    exit_url: str | None = None
    links: Mapping[str, Mapping[str, Located]] = field(default_factory=dict)


def run(outputs: Mapping[str, bytes], expected: Expected) -> tuple[Diagnostic, ...]:
    """Every fault of the finished site, in order; of one code no more than `MAX_SHOWN`."""
    faults = _limit(_find_faults(outputs, expected))
    return tuple(sorted(faults, key=lambda one: one.sort_key))


def _find_faults(outputs: Mapping[str, bytes], expected: Expected) -> Iterator[Diagnostic]:
    site = _Site(outputs)
    known = frozenset(numbers.national_digits(number) for number in expected.numbers)
    indexable: set[str] = set()
    for path in sorted(outputs):
        yield from _find_overweight(path, outputs[path], expected.budgets)
        if path.endswith(".html"):
            page = read_page(path, outputs[path])
            yield from _inspect_page(page, site, known, expected)
            if _is_indexable(page):
                indexable.add(path)
        else:
            yield from _inspect_file(path, outputs[path], known)
    yield from _compare_sitemap(site, indexable)
    yield from _find_colliding_paths(outputs)
    yield from find_exceeded_limits(outputs)


class _Site:
    """All outputs, and what pages ask about each other. The ids of a page are read when first asked for."""

    def __init__(self, outputs: Mapping[str, bytes]) -> None:
        self.outputs = outputs
        self.base_url = links.canonical_address(read_page(HOME, outputs.get(HOME, b"")))
        self._ids: dict[str, frozenset[str]] = {}

    def ids_of(self, path: str, at_hand: PageFacts) -> frozenset[str]:
        if path == at_hand.path:
            return at_hand.ids
        if path not in self._ids:
            self._ids[path] = read_page(path, self.outputs[path]).ids
        return self._ids[path]


def _inspect_page(page: PageFacts, site: _Site, known: frozenset[str], expected: Expected) -> Iterator[Diagnostic]:
    addresses = links.read_addresses(page)
    written = expected.links.get(page.path, {})
    yield from _find_broken_links(page, addresses, site, written)
    yield from links.find_rooted_links(page, addresses)
    yield from links.find_outside_loads(page, addresses, site.base_url)
    yield from rules.find_repeated_ids(page)
    yield from numbers.find_unknown_numbers(page, known)
    yield from rules.find_unsafe_code(page, expected.policy)
    yield from rules.find_missing_crisis_lines(page, expected.crisis)
    yield from structure.find_bad_structure(page)
    yield from structure.find_missing_exit(page, expected.exit_url)
    yield from access.find_unnamed_controls(page)
    yield from access.find_false_buttons(page)
    yield from access.find_hidden_focus(page)
    yield from access.find_plain_tables(page)
    yield from access.find_ambiguous_links(page, written)
    yield from languages.find_foreign_text(page)
    yield from rules.find_broken_data(page)


def _find_broken_links(
    page: PageFacts, addresses: Iterable[Address], site: _Site, written: Mapping[str, Located]
) -> Iterator[Diagnostic]:
    """E601: a link of the site leads to a file, and to an element, that is there; told where it is *written*."""
    for link in links.find_internal_links(page, addresses, site.base_url):
        if link.path not in site.outputs:
            message = f'"{link.url}" leads to {link.path}, which is not on the site'
        elif link.anchor and link.path.endswith(".html") and link.anchor not in site.ids_of(link.path, page):
            message = f'"{link.url}" leads to the id "{link.anchor}", which {link.path} does not have'
        else:
            continue
        if link.url in written:
            yield fault("E601", written[link.url], message, "correct the link, or the heading that it names")
            continue
        advice = 'end it with "/"' if f"{link.path}/{HOME}" in site.outputs else ""
        yield page.fault("E601", link.at, message, advice)


def _inspect_file(path: str, data: bytes, known: frozenset[str]) -> Iterator[Diagnostic]:
    """E603 and E604 in what is published beside the pages: exports and style sheets."""
    text = data.decode("utf-8", "replace") if path.endswith((*EXPORTS, ".css")) else ""
    if path.endswith(".css"):
        for at, url in links.find_style_loads(text):
            yield _fault_at("E604", path, text, at, f'the style sheet loads "{url}" from elsewhere')
    else:
        for at, shown in find_phone_like(text):
            if numbers.national_digits(shown) not in known:
                yield _fault_at("E603", path, text, at, f'"{shown}" is not a number of a helpline or a listed program')


def _find_overweight(path: str, data: bytes, budgets: Mapping[str, int]) -> Iterator[Diagnostic]:
    """E605: what a phone must load fits its budget. Most pages fit at the quickest compression, which settles it."""
    limit = budgets.get(path, PAGE_LIMIT if path.endswith(".html") else len(data))
    if len(data) <= limit or len(gzip.compress(data, 1)) <= limit:
        return
    if (size := len(gzip.compress(data, 9))) > limit:
        message = f"{size:,} bytes compressed, over the limit of {limit:,}"
        yield Diagnostic(code="E605", path=path, message=message, hint="shorten or split what this page shows")


def _is_indexable(page: PageFacts) -> bool:
    robots = (m.attributes for m in page.named("meta") if m.attributes.get("name", "").lower() == "robots")
    return page.path != NOT_FOUND and all("noindex" not in meta.get("content", "").lower() for meta in robots)


def _compare_sitemap(site: _Site, indexable: set[str]) -> Iterator[Diagnostic]:
    """E611: the sitemap lists every page search engines may show, and none that is missing."""
    if SITEMAP not in site.outputs:
        return
    text = site.outputs[SITEMAP].decode("utf-8", "replace")
    addresses = [(match.start(1), html.unescape(match[1])) for match in LISTED.finditer(text)]
    base_url = site.base_url or min((url for _, url in addresses), key=len, default="")
    listed = {links.path_under(base_url, url): (at, url) for at, url in addresses}
    for path, (at, url) in listed.items():
        if path not in site.outputs:
            yield _fault_at("E611", SITEMAP, text, at, f'lists "{url}", which is not on the site')
    for path in sorted(indexable - listed.keys()):
        yield Diagnostic(code="E611", path=SITEMAP, message=f"does not list {path}", hint="list it, or mark it noindex")


def _find_colliding_paths(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """E612: on many computers, names that differ only by case or Unicode form are one file."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        first = seen.setdefault(unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold()), path)
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
