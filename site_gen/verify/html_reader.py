"""The HTML of a finished page as its elements and its text.

Pages are read with a grammar narrower than HTML's: every "<" starts a tag, attributes stand apart, comments are plain.
What the grammar does not cover is reported, never guessed at, so nothing can hide from the checks where a browser would
read it otherwise. That makes regular expressions exact enough, in a quarter of the time of html.parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# No group is possessive, only single characters: Pythons before 3.11.5, Debian 12 among them, get groups wrong.
_ATTRIBUTES = r"""(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?)*"""
_RAW = "(?i:iframe|noembed|noframes|script|style|textarea|title|xmp)"
# Text and what ends it: a tag with what is text inside it, a tag, a comment, or a "<" that is neither.
# Such pieces cover a page without a gap, so one call of findall reads it.
PIECE = re.compile(
    rf"""
    ([^<]*+)
    (
        <(?=[instxINSTX])(?P<raw>{_RAW}){_ATTRIBUTES}\s*+/?>[^<]*+(?:<(?!/(?i:(?P=raw))[\s/>])[^<]*+)*
    |   </?[a-zA-Z][^\s"'<>/=]*+{_ATTRIBUTES}\s*+/?>
    |   <!--(?!-?>)(?:(?!--!>).)*?-->
    |   <!(?i:doctype)[^<>]*+>
    |   <
    |   \Z
    )""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
TAG = re.compile(rf"""<(/?)([a-zA-Z][^\s"'<>/=]*+)({_ATTRIBUTES})\s*+(/?)>""", re.ASCII)
ATTRIBUTE = re.compile(r"""([^\s"'=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(\S++)))?""", re.ASCII)
# Browsers drop or replace these; U+FFFD stands for bytes that are not UTF-8.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd]")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta source track wbr")
# What stands in these is text to a browser, but only these show it.
SHOWN_RAW = _names("textarea title")
END_MAY_BE_LEFT_OUT = _names("p li dt dd option optgroup tr td th thead tbody tfoot colgroup html head body")
# Text goes on across these; any other tag parts it, so that two table cells are never one number.
INLINE = _names(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q s samp small span strong sub sup time u var wbr"
)


class Element(NamedTuple):
    """One element, in the order of the page. A tuple, for speed: a page has hundreds of them.

    *at*: its offset in the source. *parent* and *end*: the place of its parent in the list, and the one after its last
    descendant. *text_from* and *text_to*: its part of the visible text. *raw*: what stands in a script or style.
    """

    name: str
    attributes: Mapping[str, str]
    at: int
    place: int
    parent: int
    end: int
    text_from: int
    text_to: int
    raw: str


class _Tag(NamedTuple):
    """A tag by itself. *repeated*: an attribute that stands there twice. *parts*: text does not go on across it."""

    name: str
    attributes: Mapping[str, str]
    repeated: str
    is_end: bool
    is_void: bool
    is_empty: bool
    parts: bool


class _Open(NamedTuple):
    """An element whose end has not been read."""

    name: str
    attributes: Mapping[str, str]
    at: int
    place: int
    parent: int
    text_from: int


_UNREAD = Element(name="", attributes={}, at=0, place=0, parent=-1, end=0, text_from=0, text_to=0, raw="")


class HtmlReader:
    """One walk through the source, collecting elements and text; see `PageFacts` for what it finds."""

    __slots__ = ("bad_markup", "elements", "ended_with", "marks", "open", "source", "text_length", "texts")

    def __init__(self, source: str) -> None:
        self.source = source
        self.elements: list[Element] = []
        self.open: list[_Open] = []
        self.texts: list[str] = []
        self.ended_with = "\n"
        self.marks: list[tuple[int, int]] = []
        self.text_length = 0
        self.bad_markup: list[tuple[int, str]] = []

    def read(self) -> None:
        if bad := UNREADABLE.search(self.source):
            self.bad_markup.append((bad.start(), "a character is no text, or not UTF-8"))
        at = 0
        for text, piece, raw in PIECE.findall(self.source):
            if text:
                self._add_text(text, at)
                at += len(text)
            if raw:
                self._take_raw(piece, at)
            elif tag := _read_tag(piece):
                if tag.parts and self.ended_with != "\n":
                    self._append("\n", at)
                if tag.is_end:
                    self._end(tag.name, at)
                else:
                    self._start(tag, at)
            elif piece == "<":
                self.bad_markup.append((at, 'this "<" starts no tag that can be read with certainty'))
            at += len(piece)
        while self.open:
            self._end_innermost()

    def _start(self, tag: _Tag, at: int) -> None:
        opened = self._open(tag, at)
        if tag.is_void or (tag.is_empty and self._is_in_drawing()):
            self._close(opened)
        else:
            self.open.append(opened)

    def _take_raw(self, piece: str, at: int) -> None:
        """An element with nothing but text in it; its end tag comes next and finds it open."""
        found = TAG.match(piece)
        tag = _read_tag(found[0]) if found else None
        if found is None or tag is None:  # PIECE has read it as a tag already
            raise ValueError(piece)
        if self.ended_with != "\n":
            self._append("\n", at)
        opened, content = self._open(tag, at), piece[found.end() :]
        if tag.name in SHOWN_RAW:
            self._add_text(content, at + found.end())
        if tag.name == "script" and "<!--" in content:
            self.bad_markup.append((at, 'a script contains "<!--", which changes where it ends'))
        if "<" in content and self._is_in_drawing():
            self.bad_markup.append((at, f'<{tag.name}> in a drawing contains "<", which starts a tag there'))
        self._close(opened, raw=content)
        self.open.append(opened)

    def _is_in_drawing(self) -> bool:
        return any(outer.name in {"svg", "math"} for outer in self.open)

    def _open(self, tag: _Tag, at: int) -> _Open:
        if tag.repeated:
            self.bad_markup.append((at, f'the attribute "{tag.repeated}" stands twice in one tag'))
        parent = self.open[-1].place if self.open else -1
        self.elements.append(_UNREAD)
        return _Open(tag.name, tag.attributes, at, len(self.elements) - 1, parent, self.text_length)

    def _end(self, name: str, at: int) -> None:
        if self.open and self.open[-1].name == name:
            self._close(self.open.pop())
            return
        if all(opened.name != name for opened in self.open):
            self.bad_markup.append((at, f"</{name}> closes nothing that is open"))
            return
        while self.open[-1].name != name:
            self._end_innermost()
        self._close(self.open.pop())

    def _end_innermost(self) -> None:
        opened = self.open.pop()
        if opened.name not in END_MAY_BE_LEFT_OUT:
            self.bad_markup.append((opened.at, f"<{opened.name}> is never closed"))
        self._close(opened)

    def _close(self, opened: _Open, raw: str = "") -> None:
        name, attributes, at, place, parent, text_from = opened
        elements = self.elements
        raw = raw or elements[place].raw
        elements[place] = Element(name, attributes, at, place, parent, len(elements), text_from, self.text_length, raw)

    def _add_text(self, piece: str, at: int) -> None:
        """Visible text; where the source breaks a line, it goes on after a space."""
        if piece.isspace():
            if self.ended_with != "\n":
                self._append(" ", at)
            return
        if "&" in piece:
            piece = html.unescape(piece)
        self._append(piece.replace("\n", " "), at)

    def _append(self, piece: str, at: int) -> None:
        self.marks.append((self.text_length, at))
        self.texts.append(piece)
        self.text_length += len(piece)
        self.ended_with = piece


@lru_cache(maxsize=8192)
def _read_tag(source: str) -> _Tag | None:
    """The tag that *source* is, if it is one. Most tags of a site are alike."""
    found = TAG.fullmatch(source)
    if found is None:
        return None
    end, name, attributes, empty = found.groups()
    read, repeated = _read_attributes(attributes)
    return _Tag(
        name=name.lower(),
        attributes=read,
        repeated=repeated if not end else "",
        is_end=bool(end),
        is_void=name.lower() in VOID,
        is_empty=bool(empty),
        parts=name.lower() not in INLINE,
    )


def _read_attributes(source: str) -> tuple[Mapping[str, str], str]:
    """The attributes written in a tag, and one that stands there twice."""
    attributes: dict[str, str] = {}
    repeated = ""
    for key, quoted, apostrophes, bare in ATTRIBUTE.findall(source):
        if key.lower() in attributes:
            repeated = key
        else:
            attributes[key.lower()] = html.unescape(quoted or apostrophes or bare)
    return attributes, repeated
