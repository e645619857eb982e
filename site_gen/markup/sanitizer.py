"""The last net under the HTML of an article: a strict allow-list that should never have anything to do."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import zip_longest

import nh3

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
TAGS = frozenset(
    ("a", "blockquote", "br", "code", "div", "em", "hr", "li", "ol", "p", "pre", "strong", "ul", *_HEADINGS)
) | {"table", "tbody", "td", "th", "thead", "tr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, **{heading: {"id"} for heading in _HEADINGS}}
_ALIGNED = {"align-center", "align-right"}
VALUES = {
    "a": {"rel": {"noopener noreferrer"}},
    "div": {"class": {"table-scroll"}},
    "td": {"class": _ALIGNED},
    "th": {"class": _ALIGNED, "scope": {"col"}},
}


def _keep_attribute(_tag: str, name: str, value: str) -> str | None:
    """The *value*, unless it leads to another host in disguise: nh3 takes `//host` for a relative address."""
    is_disguised = name == "href" and (value.startswith("//") or "\\" in value)
    return None if is_disguised else value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    attribute_filter=_keep_attribute,
    url_schemes={"https", "http", "mailto"},
    link_rel=None,
)


def sanitize(html: str) -> tuple[str, tuple[str, str] | None]:
    """The clean HTML; and if it is other HTML, the first thing that was lost and the text above it."""
    clean = _CLEANER.clean(html)
    if clean == html:
        return clean, None
    above = ""
    for ours, theirs in zip_longest(_events(html), _events(clean), fillvalue=""):
        if ours != theirs:
            return clean, (ours or theirs, above)
        above = above if ours.startswith("<") else ours
    return clean, None


def _events(html: str) -> Iterator[str]:
    """Tags and text in one spelling, whichever entities and quotes they were written with."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.events


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append("<" + " ".join([tag, *(f"{name}={value!r}" for name, value in sorted(attrs))]) + ">")

    def handle_endtag(self, tag: str) -> None:
        self.events.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text may come in pieces, and one that begins like a tag is still text."""
        if self.events and self.events[-1].startswith(" "):
            self.events[-1] += data
        else:
            self.events.append(f" {data}")
