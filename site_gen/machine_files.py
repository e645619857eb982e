"""What programs, not people, are told of all pages: the site map, what robots may do, and when reviews are due."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from site_gen.articles import ArticlePage
from site_gen.freshness import review_due
from site_gen.model import Site
from site_gen.page import Page


class MachineFiles:
    """These files, written from pages that are told one by one."""

    def __init__(self, absolute: Callable[[str], str]) -> None:
        self._absolute = absolute
        self._addresses: list[str] = []
        self._reviews: list[dict[str, object]] = []

    def add(self, page: Page, place: str) -> None:
        """A page that stands at *place*."""
        address = self._absolute(place)
        if page.in_sitemap:
            self._addresses.append(address)
        if isinstance(page.subject, ArticlePage):
            self._reviews.append(_review_row(page.subject, address))

    def write(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Each file by its path."""
        yield "sitemap.xml", _sitemap(self._addresses).encode()
        yield "robots.txt", _robots(site, self._absolute("sitemap.xml")).encode()
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in self._reviews)
        yield "pages.json", f"[\n{rows}\n]\n".encode()


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


def _robots(site: Site, sitemap: str) -> str:
    """A demonstration asks not to be indexed; so does each of its pages."""
    rule = "Disallow: /" if site.config.demo else "Allow: /"
    return f"User-agent: *\n{rule}\n\nSitemap: {sitemap}\n"
