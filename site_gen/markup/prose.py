"""The words of an article where they stand: what readers see as text, at its offsets in the body."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.hidden import FORBIDDEN, forbidden_character
from site_gen.markup.directives import FORMS
from site_gen.markup.lines import Block, BlockKind, Places, find_excess, split_blocks
from site_gen.markup.tables import is_table
from site_gen.typed_numbers import find_typed_numbers

_ADDRESSES = r"""
    \[\[[ \t]*term[ \t][^\[\]|\n]*\|(?=[^\[\]\n]*\]\])
    |\[\[[^\[\]\n]*\]\]
    |(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)
    |<(?:[A-Za-z][A-Za-z0-9+.\-]*://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>
    |\b(?:https?://|www\.)[^\s<>\[\]()`|\\*]+
"""
_SIGNS = r"""
    (?P<ticks>`+)(?!`)[^\n]*?[^`\n](?P=ticks)(?!`)
    |^[ \t>]*(?:\#{1,6}|[*+-](?=[ \t])|\d+\.(?=[ \t]))
    |^[ \t]*>[ \t>]*
    |\\(?=[\\`*_{}\[\]()>\#+\-.!|])
    |[*`\[\]|]
    |(?<![^\W_])_|_(?![^\W_])
"""
_CODE = re.compile(r"(?P<ticks>`+)(?!`)[^\n]*?[^`\n](?P=ticks)(?!`)")
_BLOCKS = "|".join(form.name for form in FORMS.values() if form.is_block)
_LITERALS = (
    (
        re.compile(rf"^[ \t]*(?P<at>::?(?!:))[ \t]*(?:{_BLOCKS})\b", re.MULTILINE),
        "a directive starts with three colons; this is shown as it is typed",
        "write ::: and a space before its name",
    ),
    (
        re.compile(r"(?<=\])[ \t]+(?P<at>\((?:https?://|mailto:|[^()\s]+(?:\.md|/)(?:#|\)))[^()\s]*\)?)"),
        "a space stands between the words and the address of this link, so it is shown as it is typed",
        "write [words](address), with nothing between the brackets",
    ),
    (
        re.compile(r"(?P<at>\{(?::[^{}\n]*|[.#][\w-]+)\})"),
        "classes and ids cannot be given to text; this is shown as it is typed",
        "delete it",
    ),
)
_ENTITY = re.compile(r"&(?:\#[0-9]{1,9}|\#[xX][0-9a-fA-F]{1,8}|[a-zA-Z]{2,32});?")
_NO_ADDRESSES = re.compile(_ADDRESSES, re.VERBOSE | re.MULTILINE)
_NO_SIGNS = re.compile(f"{_ADDRESSES}|{_SIGNS}", re.VERBOSE | re.MULTILINE)
# Whole links and directives, with their words.
_LINKS = r"""
    \[\[[^\[\]\n]*\]\]
    |\[[^\[\]]*\]\((?:[^()\n]|\([^()\n]*\))*\)
"""
_NO_LINKS = re.compile(f"{_LINKS}|{_ADDRESSES}|{_SIGNS}", re.VERBOSE | re.MULTILINE)
_INSIDE = r"(?:[^%s\n]|\n(?!\s*\n))*"
_QUOTES = (
    f"“{_INSIDE % '“”'}”",
    f"«{_INSIDE % '«»'}»",
    rf'(?<![\w"])"(?=[^\s"]){_INSIDE % chr(34)}(?<=[^\s"])"(?![\w"])',
)
_QUOTE = re.compile("|".join(_QUOTES))
_QUOTE_LINE = re.compile(r"[ \t]*>")
_HEADING = re.compile(r"[ \t>]*#{1,6}")
_ITEM = re.compile(r"[ \t>]*(?:[*+-]|\d+\.)[ \t]+\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The text of one paragraph or one item of a list, with its offset in the body."""

    start: int
    text: str


def visible_text(body: str) -> str:
    """*body* with spaces for all that is not shown as words: code, directives, destinations, signs of Markdown.

    The words that an author gives to a directive are shown, and stay.
    """
    return _blank_out(body, _NO_SIGNS, kept=(BlockKind.TEXT,))


def passages(body: str) -> Iterator[Passage]:
    """The paragraphs and list items of *body*, as `visible_text` has them; no headings, no tables."""
    return _split_all(body, visible_text(body))


def own_words(body: str) -> Iterator[Passage]:
    """The same without the words of links and directives, and without what somebody else says."""
    for passage in _split_all(body, _blank_out(body, _NO_LINKS, kept=(BlockKind.TEXT,))):
        if not _QUOTE_LINE.match(body, passage.start):
            yield Passage(start=passage.start, text=without_quotes(passage.text))


def without_quotes(text: str) -> str:
    """*text* with spaces for what stands in quotation marks."""
    return _QUOTE.sub(lambda match: _blank(match[0]), text)


def find_numbers(body: Located) -> tuple[Diagnostic, ...]:
    """E409: phone numbers typed into an article."""
    text = _blank_out(body, _NO_ADDRESSES, kept=(BlockKind.TEXT, BlockKind.FENCE))
    places = Places(body)
    hint = "write [[helpline ID]]; numbers of programs stand in programs.yaml only"
    return tuple(
        fault("E409", places.at(offset), f'"{shown}" looks like a phone number', hint)
        for offset, shown in find_typed_numbers(text)
    )


def find_hidden(body: Located) -> tuple[Diagnostic, ...]:
    """E102: codes such as &#8238; for characters that nobody sees, and that are refused wherever they stand."""
    text = _blank_out(body, _CODE, kept=(BlockKind.TEXT,))
    places = Places(body)
    codes = ((match.start(), FORBIDDEN.search(html.unescape(match[0]))) for match in _ENTITY.finditer(text))
    return tuple(forbidden_character(hidden[0], places.at(offset)) for offset, hidden in codes if hidden)


def find_literals(body: Located) -> tuple[Diagnostic, ...]:
    """W403: what looks like a directive, a link or a class of another program, and is shown as it is typed."""
    text = _blank_out(body, _CODE, kept=(BlockKind.TEXT,))
    places = Places(body)
    return tuple(
        fault("W403", places.at(match.start("at")), message, hint)
        for form, message, hint in _LITERALS
        for match in form.finditer(text)
    )


@lru_cache(maxsize=512)  # several checks look at the same text, and most texts are the same in the next build
def _blank_out(body: str, hidden: re.Pattern[str], *, kept: tuple[BlockKind, ...]) -> str:
    """All spaces when the body is too much to be read at all, which is a fault of its own."""
    if find_excess(Located(body, path="")):
        return _blank(body)
    parts = []
    end = 0
    for block in split_blocks(body):
        parts.append(_blank(body[end : block.start]))
        is_kept = block.kind in kept
        parts.append(hidden.sub(lambda match: _blank(match[0]), block.text) if is_kept else _blank(block.text))
        end = block.start + len(block.text)
    return "".join(parts) + _blank(body[end:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _split_all(body: str, shown: str) -> Iterator[Passage]:
    for block in split_blocks(body):
        if block.kind is BlockKind.TEXT and not is_table(block):
            yield from _split(block, shown)


def _split(block: Block, shown: str) -> Iterator[Passage]:
    """The block's lines put together again to paragraphs and items."""
    start: int | None = None
    end = 0
    for offset, line in block.lines():
        is_heading = _HEADING.match(line) is not None
        if start is not None and (is_heading or _ITEM.match(line)):
            yield Passage(start=start, text=shown[start:end])
            start = None
        if not is_heading and start is None:
            start = offset
        end = offset + len(line)
    if start is not None:
        yield Passage(start=start, text=shown[start:end])
