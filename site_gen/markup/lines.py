"""The Markdown of an article line by line: its blocks, what is too much, and what is not what it looks like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from site_gen.diagnostics import Diagnostic, Located, fault

MAX_CHARACTERS = 100_000
MAX_LINE = 10_000
MAX_SIGNS = 500
MAX_DEPTH = 12
MAX_HEADINGS = 200
TAB = 4


class BlockKind(Enum):
    """What a run of lines is: text, code between fences, or a directive."""

    TEXT = 1
    FENCE = 2
    DIRECTIVE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together, without the blank ones around them; *start* is their offset."""

    kind: BlockKind
    start: int
    text: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its offset in the body."""
        start = self.start
        for line in self.text.split("\n"):
            yield start, line
            start += len(line) + 1


class Places:
    """Turns an offset into the body of an article into line and column of its file."""

    __slots__ = ("body", "starts")

    def __init__(self, body: Located) -> None:
        self.body = body
        self.starts = [0, *(match.end() for match in re.finditer("\n", body))]

    def at(self, offset: int, text: str = "") -> Located:
        line = bisect_right(self.starts, offset) - 1
        column = offset - self.starts[line] + (self.body.column if line == 0 else 1)
        return Located(text, path=self.body.path, line=self.body.line + line, column=column)


_FENCE = r"[ \t]*(?P<ticks>`{3,}(?=[^`\n]*$)|~{3,}).*(?:\n(?:.*\n)*?[ \t]*(?P=ticks)[`~]*[ \t]*$|(?:\n.*)*)"
_STARTS_BLOCK = r"[ \t]*$|[ \t]*(?:`{3,}[^`\n]*$|~{3,})|[ ]{0,3}:::"
_TEXT = rf"(?!{_STARTS_BLOCK}).+(?:\n(?!{_STARTS_BLOCK}).+)*"
_BLOCKS = re.compile(rf"^(?:(?P<FENCE>{_FENCE})|(?P<DIRECTIVE>[ ]{{0,3}}:::.*)|(?P<TEXT>{_TEXT}))", re.MULTILINE)


def split_blocks(body: str) -> Iterator[Block]:
    """The runs of lines of *body*, in order. A fence that is never closed runs to the end."""
    for match in _BLOCKS.finditer(body):
        yield Block(kind=BlockKind[match.lastgroup or "TEXT"], start=match.start(), text=match[0])


# --- what would take too long ----------------------------------------------------------------


def find_excess(body: Located) -> tuple[Diagnostic, ...]:
    """Text that is no article: Python-Markdown takes quadratic time on it, or nests until Python gives up."""
    places = Places(body)
    if len(body) > MAX_CHARACTERS:
        hint = "split it into several articles"
        return (fault("E407", body, f"this article has more than {MAX_CHARACTERS:,} characters", hint),)
    blocks = tuple(split_blocks(body))
    found = [each for block in blocks for each in (*_long_lines(block), *_crowds(block), *_deep_lines(block))]
    return tuple(
        fault("E407", places.at(offset), message, hint) for offset, message, hint in (*found, *_headings(blocks))
    )


def _long_lines(block: Block) -> Iterator[tuple[int, str, str]]:
    for start, line in block.lines():
        if len(line) > MAX_LINE:
            message = f"this line has more than {MAX_LINE:,} characters"
            yield start + MAX_LINE, message, "break it into paragraphs, with a blank line between them"


def _crowds(block: Block) -> Iterator[tuple[int, str, str]]:
    for sign in "[`*_" if block.kind is BlockKind.TEXT else "":
        if block.text.count(sign) > MAX_SIGNS:
            offset = [match.start() for match in re.finditer(re.escape(sign), block.text)][MAX_SIGNS]
            message = f"this paragraph has more than {MAX_SIGNS} of the sign {sign}"
            yield block.start + offset, message, "break it into paragraphs, with a blank line between them"


def _deep_lines(block: Block) -> Iterator[tuple[int, str, str]]:
    for start, line in block.lines() if block.kind is BlockKind.TEXT else ():
        if not _RULE.fullmatch(line) and (offset := _too_deep(line)) is not None:
            message = f"lists and quotes are nested more than {MAX_DEPTH} levels deep here"
            yield start + offset, message, "use at most two or three levels"


def _headings(blocks: Iterable[Block]) -> Iterator[tuple[int, str, str]]:
    lines = (line for block in blocks if block.kind is BlockKind.TEXT for line in block.lines())
    heading = next(islice((start for start, line in lines if HEADING_LINE.match(line)), MAX_HEADINGS, None), None)
    if heading is not None:
        yield heading, f"this article has more than {MAX_HEADINGS} headings", "split it into several articles"


HEADING_LINE = re.compile(r"[ \t>*+\-.\d]*#")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]*){3,}|(?:_[ ]*){3,}|(?:\*[ ]*){3,})")
_LEVEL = re.compile(r"[ ]{4}|[ ]{0,3}\t|[ ]{0,3}(?P<marker>(?:[*+-]|\d+\.)[ \t]+|>)")


def _too_deep(line: str) -> int | None:
    """Where the list or quote starts that is one too many."""
    position = depth = 0
    while level := _LEVEL.match(line, position):
        if depth >= MAX_DEPTH and level["marker"]:
            return level.start("marker")
        depth += 1
        position = level.end()
    return None


# --- what reads otherwise than it looks --------------------------------------------------------


def find_traps(body: Located) -> tuple[Diagnostic, ...]:
    """Lines that other dialects of Markdown read as a list, a sub-list or a heading, and this one does not."""
    places = Places(body)
    reader = _LineReader()
    return tuple(
        fault(code, places.at(offset), message, hint)
        for block in split_blocks(body)
        for offset, code, message, hint in reader.read(block)
    )


_Trap = tuple[int, str, str, str]

_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[*+-]|\d+[.)])[ \t]+\S")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|--+)[ ]*")


class _LineReader:
    """Goes through the lines of an article and knows which list, if any, each one stands in.

    *run* is what the lines above belong to, up to a blank line: "", "paragraph", "bullets", "numbers".
    *indent* is that of the list item above, None outside a list.
    """

    def __init__(self) -> None:
        self.run = ""
        self.indent: int | None = None
        self.quotes = 0

    def read(self, block: Block) -> Iterator[_Trap]:
        self.run = ""
        if block.kind is not BlockKind.TEXT:
            self.indent = None
            return
        for start, line in block.lines():
            text = line
            quotes = 0
            while quote := _QUOTE.match(text):
                text, quotes = text[quote.end() :], quotes + 1
            if quotes != self.quotes:
                self.run, self.indent, self.quotes = "", None, quotes
            yield from self._read_line(start + len(line) - len(text), text)

    def _read_line(self, start: int, line: str) -> Iterator[_Trap]:
        if heading := _HASHES.match(line):
            yield from self._read_heading(start, line, heading)
        elif self.run == "paragraph" and _UNDERLINE.fullmatch(line):
            hint = "put ## and a space before the heading; for a line across the page, leave a blank line above it"
            yield start, "W405", "a line below text does not make it a heading", hint
        elif _RULE.fullmatch(line):
            self.run, self.indent = "", None
        elif item := _ITEM.match(line):
            yield from self._read_item(start, item)
        else:
            self._read_words(line)

    def _read_heading(self, start: int, line: str, heading: re.Match[str]) -> Iterator[_Trap]:
        self.run = ""
        if heading["indent"] and self.indent is None:
            hint = "delete the spaces before it"
            yield start + heading.start("hashes"), "W405", "a heading starts at the beginning of its line", hint
        elif not line.strip("# \t"):
            yield start + heading.start("hashes"), "W405", "this heading has no words", "write some, or delete the #"
        elif not heading["space"]:
            hint = "put a space after it"
            yield start + heading.start("hashes"), "W405", "there is no space between # and the heading", hint

    def _read_words(self, line: str) -> None:
        if not self.run:
            self.run = "paragraph"
            if not line.startswith((" ", "\t")):
                self.indent = None

    def _read_item(self, start: int, item: re.Match[str]) -> Iterator[_Trap]:
        marker, at = item["marker"], start + item.start("marker")
        indent = len(item["indent"].expandtabs(TAB))
        kind = "bullets" if marker in "*+-" else "numbers"
        if marker.endswith(")"):
            if not self.run:
                yield at, "W401", f'"{marker}" does not start a list', f"write {marker[:-1]}. with a dot"
            self.run = self.run or "paragraph"
        elif self.run == "paragraph":
            if kind == "bullets" or marker == "1.":
                yield at, "W401", "this is not read as a list, since text stands right above it", _BLANK_LINE
                self.run = "warned"
        elif self.run in {"bullets", "numbers"} - {kind} and indent < TAB and indent == self.indent:
            yield (
                at,
                "W401",
                "this is not read as a list, since a list of another kind stands right above it",
                _BLANK_LINE,
            )
        else:
            yield from self._nest(at, indent)
            self.run = self.run or kind

    def _nest(self, at: int, indent: int) -> Iterator[_Trap]:
        if self.indent is not None and 0 < indent - self.indent < TAB:
            hint = f"indent it by {TAB} spaces more than the item above"
            yield at, "W402", "this item is not read as part of the item above it", hint
        self.indent = indent


_HASHES = re.compile(r"(?P<indent>[ \t]*)(?P<hashes>#{1,6})(?P<space>[ \t]?)")
_BLANK_LINE = "put a blank line before it"
