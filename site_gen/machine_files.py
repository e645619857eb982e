"""What is there for programs, not people: the site map, what robots may do, and when reviews are due."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from markupsafe import Markup

from site_gen.articles import ArticlePage
from site_gen.freshness import review_due
from site_gen.model import Site
from site_gen.page import Page


def write_machine_files(
    pages: Iterable[tuple[Page, str]], site: Site, absolute: Callable[[str], str]
) -> dict[str, bytes]:
    """These files by their paths. *pages*: each with its whole address."""
    listed = tuple(pages)
    return {
        "sitemap.xml": _sitemap(address for page, address in listed if page.in_sitemap).encode(),
        "robots.txt": _robots(site, absolute("sitemap.xml")).encode(),
        "pages.json": _review_list(listed).encode(),
    }


def _review_list(pages: Iterable[tuple[Page, str]]) -> str:
    """The articles, one a line, for whoever watches that reviews are not forgotten."""
    rows = (_review_row(page.subject, address) for page, address in pages if isinstance(page.subject, ArticlePage))
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


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
