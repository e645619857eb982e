"""One finished file, looked at by itself: what is wrong with it, and what the rules across files need to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from site_gen.diagnostics import Diagnostic, Located
from site_gen.phones import find_phone_like
from site_gen.verify import access, languages, links, numbers, rules, structure
from site_gen.verify.facts import PageFacts, read_page
from site_gen.verify.links import HOME, NOT_FOUND, InternalLink
from site_gen.verify.versions import Versions, read_versions
from site_gen.verify.weights import weigh_lightly

EXPORTS = (".csv", ".json", ".txt", ".webmanifest", ".xml")


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

    @property
    def of_every_page(self) -> tuple[object, ...]:
        """What decides, beside *numbers*, whether a page is sound; *links* only say where a fault is told."""
        return self.crisis, self.policy, self.exit_url


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What is known of one file, and if it is a page, of that too.

    *light*: of a page, see `weigh_lightly`. *mains*: see `PagePlaces`. *numbers*: the digits of those that it shows.
    """

    path: str
    size: int
    faults: tuple[Diagnostic, ...]
    light: int | None = None
    ids: frozenset[str] = frozenset()
    links: tuple[InternalLink, ...] = ()
    mains: tuple[tuple[int, int], ...] = ()
    versions: Versions | None = None
    is_indexable: bool = False
    numbers: frozenset[str] = frozenset()


class Inspector:
    """Looks at files one by one, each by itself. Only where the site stands it learns from the first, the home page."""

    def __init__(self, expected: Expected) -> None:
        self.expected = expected
        self.base_url = ""
        self._known = frozenset(numbers.national_digits(number) for number in expected.numbers)

    def inspect(self, path: str, data: bytes) -> FileReport:
        """What there is to know of the file at *path*."""
        if path.endswith(".html"):
            return self._inspect_page(read_page(path, data), len(data), weigh_lightly(data))
        return FileReport(path=path, size=len(data), faults=tuple(self._inspect_other(path, data)))

    def stands_by(self, report: FileReport) -> bool:
        """Whether it would find today, as in *report*, that the site may show every number of a page."""
        return report.numbers <= self._known

    def _inspect_page(self, page: PageFacts, size: int, light: int) -> FileReport:
        if page.path == HOME:
            self.base_url = links.canonical_address(page)
        addresses, shown = links.read_addresses(page), numbers.read_numbers(page)
        written = self.expected.links.get(page.path, {})
        faults = (
            *links.find_rooted_links(page, addresses),
            *links.find_outside_loads(page, addresses, self.base_url),
            *rules.find_repeated_ids(page),
            *numbers.find_unknown_numbers(page, shown, self._known),
            *rules.find_unsafe_code(page, self.expected.policy),
            *rules.find_missing_crisis_lines(page, self.expected.crisis),
            *structure.find_bad_structure(page),
            *structure.find_missing_exit(page, self.expected.exit_url),
            *access.find_unnamed_controls(page),
            *access.find_false_buttons(page),
            *access.find_hidden_focus(page),
            *access.find_plain_tables(page),
            *access.find_ambiguous_links(page, written),
            *languages.find_foreign_text(page),
            *rules.find_broken_data(page),
        )
        return FileReport(
            path=page.path,
            size=size,
            light=light,
            faults=faults,
            ids=page.ids,
            links=tuple(links.find_internal_links(page, addresses, self.base_url)),
            mains=page.mains,
            versions=read_versions(page, addresses, self.base_url),
            is_indexable=_is_indexable(page),
            numbers=frozenset(shown),
        )

    def _inspect_other(self, path: str, data: bytes) -> Iterator[Diagnostic]:
        """E603 and E604 in what is published beside the pages: exports, scripts and style sheets."""
        text = data.decode("utf-8", "replace") if path.endswith((*EXPORTS, ".css", ".js")) else ""
        if path.endswith(".js"):
            for at, url in links.find_script_loads(text):
                yield fault_at("E604", path, text, at, f'the script loads "{url}" from elsewhere')
        if path.endswith(".css"):
            for at, url in links.find_style_loads(text):
                yield fault_at("E604", path, text, at, f'the style sheet loads "{url}" from elsewhere')
        else:
            for at, shown in find_phone_like(text):
                if numbers.national_digits(shown) not in self._known:
                    message = f'"{shown}" is not a number of a helpline or a listed program'
                    yield fault_at("E603", path, text, at, message)


def fault_at(code: str, path: str, text: str, at: int, message: str) -> Diagnostic:
    """A diagnostic at the offset *at* of the *text* of a file."""
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Diagnostic(code=code, path=path, line=line, column=column, message=message)


def _is_indexable(page: PageFacts) -> bool:
    robots = (m.attributes for m in page.named("meta") if m.attributes.get("name", "").lower() == "robots")
    return page.path != NOT_FOUND and all("noindex" not in meta.get("content", "").lower() for meta in robots)
