"""The body of an article after Python-Markdown, with everything back in place that was kept from it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify
from markdown.treeprocessors import Treeprocessor
from markupsafe import escape

from site_gen.diagnostics import Located
from site_gen.markup.destinations import is_external
from site_gen.markup.source import Scan
from site_gen.markup.tokens import REL, HeadingStart, Link, as_html, as_words, is_block


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str


class Page:
    """One body after Python-Markdown: HTML that still holds marks, its links, levels and headings."""

    def __init__(self, found: Scan) -> None:
        self.tokens = found.tokens
        self.links: list[str] = []
        self.levels: list[tuple[int, Located]] = []
        markdown = Markdown(
            output_format="html",
            extensions=[
                TableExtension(use_align_attribute=True),
                SaneListExtension(),
                TocExtension(marker="", slugify=self._slug),
                _ArticleExtension(self),
            ],
        )
        self.html = markdown.convert(found.markdown)
        toc: list[dict[str, Any]] = getattr(markdown, "toc_tokens", [])
        self.ids = {token["id"] for token in _flatten(toc)}
        self.headings = tuple(
            Heading(level=token["level"], id=token["id"], text=self._words(html.unescape(token["name"])))
            for token in _flatten(toc)
            if token["level"] in {2, 3}
        )

    def _slug(self, words: str, separator: str) -> str:
        return slugify(self._words(words), separator)

    def _words(self, text: str) -> str:
        """*text* with what the marks in it stand for, as plain words."""
        return "".join(as_words(self.tokens[mark]) if mark in self.tokens else mark for mark in text)

    def fill(self, hrefs: Mapping[str, str]) -> str:
        """The HTML with everything in place but directives, which keep their marks."""
        return _MARKS.sub(lambda match: self._fill_one(match, hrefs), self.html)

    def _fill_one(self, match: re.Match[str], hrefs: Mapping[str, str]) -> str:
        mark = match["href"] or match["block"] or match["mark"]
        token = self.tokens.get(mark)
        if token is None:
            return match[0]
        if match["href"]:
            return f'href="{escape(hrefs.get(mark, ""))}"'
        if match["block"] and not is_block(token):
            return f"<p>{as_html(mark, token)}</p>"
        return as_html(mark, token)


MARK = "[\U000f0000-\U0010fffd]"
_MARKS = re.compile(rf'<p>(?P<block>{MARK})</p>|href="(?P<href>{MARK})"|(?P<mark>{MARK})')


def _flatten(toc: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for token in toc:
        yield token
        yield from _flatten(token["children"])


class _ArticleExtension(Extension):
    """Leaves Python-Markdown only what `source` did not settle, and completes links and tables."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the name is Python-Markdown's)
        md.preprocessors.deregister("html_block")
        for name in ("code", "setextheader", "reference"):
            md.parser.blockprocessors.deregister(name)
        for name in _SETTLED:
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_HeadingReader(md, self.page), "heading_marks", 30)  # before inline, at 20
        md.treeprocessors.register(_Finisher(md, self.page), "links_and_tables", 15)  # after it


_SETTLED = (
    "backtick",
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",  # the serializer leaves entities alone
)


class _HeadingReader(Treeprocessor):
    """Takes the marks off headings and notes their levels and places."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        for element in root.iter():
            token = self.page.tokens.get((element.text or "")[:1])
            if element.tag in _HEADINGS and isinstance(token, HeadingStart):
                element.text = (element.text or "")[1:].strip()
                self.page.levels.append((int(element.tag[1]), token.at))


_HEADINGS = {f"h{level}" for level in range(1, 7)}


class _Finisher(Treeprocessor):
    """Notes the links there are, and gives links and tables their attributes."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self.page = page

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            mark = link.get("href", "")
            token = self.page.tokens.get(mark)
            self.page.links.append(mark)
            if isinstance(token, Link) and is_external(token.destination):
                link.set("rel", REL)
        for cell in (*root.iter("th"), *root.iter("td")):
            _finish_cell(cell)
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[index] = _wrapped(child)


def _finish_cell(cell: Element) -> None:
    alignment = cell.attrib.pop("align", None)
    if alignment in {"center", "right"}:
        cell.set("class", f"align-{alignment}")
    if cell.tag == "th":
        cell.set("scope", "col")


def _wrapped(table: Element) -> Element:
    """The table in a box of its own, so that a narrow screen scrolls it and not the page."""
    box = Element("div", {"class": "table-scroll"})
    box.append(table)
    return box
