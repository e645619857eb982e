"""Whether the pages of a site in several languages lead to each other, as the finished pages say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic
from site_gen.verify import links
from site_gen.verify.facts import PageFacts
from site_gen.verify.html_reader import Element
from site_gen.verify.links import NOT_FOUND, Address

DEFAULT = "x-default"
ADVICE = "look in templates/base.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The page in each language as its head names them, by path, and as links that readers can follow do."""

    language: str
    named: Mapping[str, str]
    linked: Mapping[str, str]


class OtherLanguages:
    """What pages say of their other languages, held against each other.

    Versions of one page that name each other are let go as soon as all have come: a large site has thousands.
    """

    def __init__(self) -> None:
        self._pages: dict[str, Versions] = {}
        self._agreed: set[str] = set()

    def add(self, path: str, versions: Versions) -> None:
        """Note what one page says."""
        self._pages[path] = versions
        group = set(versions.named.values())
        is_whole = path in group and group <= self._pages.keys()
        if is_whole and not any(fault for one in group for fault in self._find_faults(one, self._pages[one])):
            self._agreed |= group
            for one in group:
                del self._pages[one]

    def finish(self) -> Iterator[Diagnostic]:
        """E623: a page and those in its other languages name each other, and readers can change between them."""
        if self._agreed or any(versions.named for versions in self._pages.values()):
            for path, versions in self._pages.items():
                for message in self._find_faults(path, versions):
                    yield Diagnostic(code="E623", path=path, message=message, hint=ADVICE)

    def _find_faults(self, path: str, versions: Versions) -> Iterator[str]:
        named = versions.named
        if named.get(versions.language) != path:
            yield f'the page is in "{versions.language}" and does not name itself as that (hreflang)'
        if named.get(DEFAULT) not in {other for code, other in named.items() if code != DEFAULT}:
            yield f"the page names none of its languages as {DEFAULT}"
        for code, other in named.items():
            if code in {DEFAULT, versions.language}:
                continue
            there = self._pages.get(other)
            if there is None and other not in self._agreed:
                yield f'the page names {other} as its "{code}" version, which is not on the site'
            elif there is None or there.named != named or there.language != code:
                yield f'{other} is named as the "{code}" version of this page, and does not name it in return'
            if versions.linked.get(code) != other:
                yield f'no link for readers (<a hreflang="{code}">) leads to {other}'


def read_versions(page: PageFacts, addresses: Iterable[Address], base_url: str) -> Versions | None:
    """What a page says. The page for a wrong address speaks all languages, and old addresses lead on at once: None."""
    leads_on = any(meta.attributes.get("http-equiv", "").lower() == "refresh" for meta in page.named("meta"))
    if page.path == NOT_FOUND or leads_on:
        return None
    named: dict[str, str] = {}
    linked: dict[str, str] = {}
    marked = [one for one in addresses if "hreflang" in one.element.attributes]
    for link in links.find_internal_links(page, marked, base_url):
        element = next(one.element for one in marked if (one.element.at, one.url) == (link.at, link.url))
        (linked if element.name == "a" else named)[_code_of(element)] = link.path
    root = next(iter(page.named("html")), None)
    return Versions(language=root.attributes.get("lang", "") if root else "", named=named, linked=linked)


def _code_of(element: Element) -> str:
    return element.attributes["hreflang"].lower()
