"""Files of the site for programs, not people: the site map, what robots may do, and when reviews are due."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from site_gen import urls
from site_gen.articles import ArticlePage
from site_gen.freshness import review_due
from site_gen.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site. *budget*: the most bytes it may have, gzipped, where it has a budget of its own."""

    path: str
    content: bytes
    budget: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the site will stand, and whether search engines may list it."""

    base_url: str
    is_indexed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What programs, not people, are told of one page; *review*: see `_review_row`."""

    address: str
    in_sitemap: bool
    review: Mapping[str, object] | None


def list_page(page: Page, place: str, standing: Standing) -> Entry:
    """The entry of a page that stands at *place*."""
    address = urls.absolute(standing.base_url, place)
    review = _review_row(page.subject, address) if isinstance(page.subject, ArticlePage) else None
    return Entry(address=address, in_sitemap=page.in_sitemap, review=review)


class Listed:
    """What programs, not people, are told of all pages: the site map, what robots may do, when reviews are due."""

    def __init__(self, standing: Standing) -> None:
        self.base_url = standing.base_url
        self.is_indexed = standing.is_indexed
        self.addresses: list[str] = []
        self.reviews: list[Mapping[str, object]] = []

    def add(self, entry: Entry) -> None:
        """One page more."""
        if entry.in_sitemap:
            self.addresses.append(entry.address)
        if entry.review:
            self.reviews.append(entry.review)

    def outputs(self) -> Iterator[Output]:
        yield Output(path="sitemap.xml", content=_sitemap(self.addresses).encode())
        robots = _robots(urls.absolute(self.base_url, "sitemap.xml"), is_indexed=self.is_indexed)
        yield Output(path="robots.txt", content=robots.encode())
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in self.reviews)
        yield Output(path="pages.json", content=f"[\n{rows}\n]\n".encode())


def _review_row(view: ArticlePage, address: str) -> dict[str, object]:
    front = view.article.front
    due = review_due(front)
    return {
        "address": address,
        "title": front.title,
        "language": view.article.language,
        "reviewed_on": front.reviewed_on and front.reviewed_on.isoformat(),
        "review_due": due and due.isoformat(),
        "sources": len(front.sources),
    }


def _sitemap(addresses: Iterable[str]) -> str:
    rows = "\n".join(f"<url><loc>{Markup.escape(address)}</loc></url>" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}\n{rows}\n</urlset>\n"


def _robots(sitemap: str, *, is_indexed: bool) -> str:
    """What is not to be indexed says so here and on each of its pages."""
    return f"User-agent: *\n{'Allow' if is_indexed else 'Disallow'}: /\n\nSitemap: {sitemap}\n"
