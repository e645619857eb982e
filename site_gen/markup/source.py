"""The Markdown of an article as it was written: where its links, code and directives stand, and its faults.

Python-Markdown keeps no positions, reads some constructs in quadratic time and lets HTML through. So
whatever is not plain Markdown is taken out of its sight here, once and with line and column: a single
private-use character, a mark, stands in its place, and `page` puts finished HTML where the mark ends up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar

from site_gen.diagnostics import Diagnostic, Located, fault, has_errors
from site_gen.markup.destinations import destination_fault
from site_gen.markup.directives import FORMS, Directive, read_directive
from site_gen.markup.lines import HEADING_LINE, Block, BlockKind, Places, split_blocks
from site_gen.markup.tokens import Address, Code, HeadingStart, Link, Literal, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What Python-Markdown is to read, and what stands behind the marks in it.

    *allowed*: what authors let stand with `[[allow]]`, by its offset in the body; readers see nothing of it.
    """

    markdown: str
    tokens: Mapping[str, Token]
    allowed: Mapping[int, Directive]
    faults: tuple[Diagnostic, ...]


def scan(body: Located) -> Scan:
    """Find everything in *body* that Python-Markdown must not see as it is."""
    reader = _Reader(places=Places(body), marks=_free_marks(body))
    for block in split_blocks(body):
        reader.read(block)
    return Scan(markdown="".join(reader.out), tokens=reader.tokens, allowed=reader.allowed, faults=tuple(reader.faults))


def _free_marks(body: str) -> Iterator[str]:
    """Private-use characters that *body* itself does not hold."""
    held = set(body)
    codes = chain(range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))
    return (mark for mark in map(chr, codes) if mark not in held)


# All that is looked for begins a line or has one of a few first characters: most places are passed over at once.
_INLINE = re.compile(
    r"""
    (?:^|(?=[\\`\[\]!<~hw:]))
    (?:(?P<escape>\\[\\`*_{}\[\]()>\#+\-.!|])
    |(?P<heading>^[ \t>*+\-.\d]*\#{1,6})
    |(?P<definition>^[ ]{0,3}\[[^\[\]\n]+\]:(?=[ \t]*(?:<|/|\#|[a-z]+:|[\w-]+\.md)).*)
    |(?P<code>(?P<ticks>`+)(?!`)(?P<inside>[^\n]*?[^`\n])(?P=ticks)(?!`))
    |(?P<literal>`+)
    |(?P<directive>\[\[(?P<call>[^\[\]\n]*)\]\])
    |(?P<open>!?\[)
    |(?P<close>\])
    |(?P<address><(?P<inner>[A-Za-z][A-Za-z0-9+.\-]*://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>)
    |(?P<html></?[A-Za-z][A-Za-z0-9-]*|<!--|<![A-Za-z\[]|<\?)
    |(?P<strike>~~(?=\S[^~\n]*~~))
    |(?P<bare>\b(?:https?://|www\.)[^\s<>\[\]()`|\\*]+)
    |(?P<colons>:::))
    """,
    re.VERBOSE | re.MULTILINE,
)
_TRAPS = {
    "html": (
        "E401",
        'HTML is not allowed in articles, and "{}" starts some',
        "write it in Markdown; for a < that is meant as a sign write &lt;",
    ),
    "strike": ("W403", "~~ does not strike words out, it is shown as it is", "delete the words instead"),
    "bare": (
        "W403",
        "this web address will not be a link",
        "write [words](address), or put the address in angle brackets: <https://...>",
    ),
    "colons": (
        "E402",
        "a ::: directive cannot stand in the middle of text",
        "put it on a line of its own, at the start of the line",
    ),
}
_DESTINATION = re.compile(r"\([ \t]*+(?:<(?P<angled>[^<>\n]*+)>[ \t]*+|(?P<plain>(?:[^()\n]|\([^()\n]*+\))*))\)")
_FENCE_END = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*")
_UNCLOSED = re.compile(r"\[\[[ ]*(?:" + "|".join(FORMS) + r")\b")
_VAGUE = re.compile(
    r"\W*(?:(?:click |tap |go )?here|(?:read |learn |see )?more|(?:this |the )?(?:link|page|site|article)"
    r"|(?:haga |haz )?(?:clic )?aquí|(?:leer |lea |ver )?más|enlace)?\W*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Bracket:
    """An opening bracket that may still turn out to begin a link: *index* in the output."""

    offset: int
    index: int
    is_image: bool


@dataclass(slots=True)
class _Reader:
    """Reads the blocks of one body, one after the other, into *out*, *tokens* and *faults*."""

    places: Places
    marks: Iterator[str]
    out: list[str] = field(default_factory=list)
    tokens: dict[str, Token] = field(default_factory=dict)
    allowed: dict[int, Directive] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    block: Block = field(default_factory=lambda: Block(kind=BlockKind.TEXT, start=0, text=""))
    brackets: list[_Bracket] = field(default_factory=list)
    live: list[tuple[int, str]] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)

    def read(self, block: Block) -> None:
        self.block = block
        self.out.append("\n\n")
        if block.kind is BlockKind.TEXT:
            self._read_text(block.text)
        elif block.kind is BlockKind.FENCE:
            self._read_fence(block.text)
        else:
            call = block.text.index(":::") + len(":::")
            self._add_directive(block.text[call:], call, is_block=True)

    def _read_text(self, text: str) -> None:
        self.brackets, self.live, self.bare = [], [], []
        position = 0
        while match := _INLINE.search(text, position):
            self.out.append(text[position : match.start()])
            position = self.HANDLERS[match.lastgroup or ""](self, match)
        self.out.append(text[position:])
        for offset in self.bare:
            self._report_trap("bare", offset)

    def _read_fence(self, text: str) -> None:
        first, *lines = text.split("\n")
        indent = first[: len(first) - len(first.lstrip())]
        is_closed = bool(lines) and _FENCE_END.fullmatch(lines[-1]) is not None
        code = "".join(line.removeprefix(indent) + "\n" for line in lines[: -1 if is_closed else None])
        self.out.append(indent)
        self._add(Code(text=code, is_block=True))

    def _add(self, token: Token) -> None:
        mark = next(self.marks)
        self.tokens[mark] = token
        self.out.append(mark)

    def _at(self, offset: int, text: str = "") -> Located:
        return self.places.at(self.block.start + offset, text)

    def _fault(self, code: str, offset: int, message: str, hint: str) -> None:
        self.faults.append(fault(code, self._at(offset), message, hint))

    def _keep(self, match: re.Match[str]) -> int:
        """Leave the text as it is, and say so when it will not be what it seems."""
        if match.lastgroup in _TRAPS:
            self._report_trap(match.lastgroup, match.start(), match[0])
        self.out.append(match[0])
        return match.end()

    def _report_trap(self, name: str, offset: int, text: str = "") -> None:
        code, message, hint = _TRAPS[name]
        self._fault(code, offset, message.format(text), hint)

    def _read_heading(self, match: re.Match[str]) -> int:
        self.out.append(match[0])
        self._add(HeadingStart(at=self._at(match[0].index("#") + match.start())))
        return match.end()

    def _read_definition(self, match: re.Match[str]) -> int:
        offset = match.start() + match[0].index("[")
        hint = "write each link in one piece: [words](destination)"
        self._fault("E404", offset, "links with a destination kept elsewhere are not supported", hint)
        return self._read_literal(match)

    def _read_code(self, match: re.Match[str]) -> int:
        self._add(Code(text=match["inside"].strip(), is_block=False))
        return match.end()

    def _read_literal(self, match: re.Match[str]) -> int:
        self._add(Literal(text=match[0]))
        return match.end()

    def _read_directive(self, match: re.Match[str]) -> int:
        line = match.string.rfind("\n", 0, match.start()) + 1
        if HEADING_LINE.match(match.string, line):
            self._fault("E402", match.start(), "a directive cannot stand in a heading", "put it into the text below")
        self.live.append((match.start(), "directive"))
        self._add_directive(match["call"], match.start("call"), is_block=False)
        return match.end()

    def _add_directive(self, call: str, offset: int, *, is_block: bool) -> None:
        """Add the directive *call* stands for, or its text when it is faulty."""
        found = read_directive(self._at(offset, call), is_block=is_block)
        if isinstance(found, Directive) and FORMS[found.name].takes_reason:
            self.allowed[self.block.start + offset] = found
        elif isinstance(found, Directive):
            self._add(found)
        else:
            self.faults.append(found)
            self._add(Literal(text=f":::{call}" if is_block else f"[[{call}]]"))

    def _read_open(self, match: re.Match[str]) -> int:
        if _UNCLOSED.match(match.string, match.start()):
            self._fault("E402", match.start(), "this directive is not closed", "end it with ]] on the same line")
        is_image = match[0] != "["
        self.brackets.append(_Bracket(offset=match.end() - 1, index=len(self.out), is_image=is_image))
        return self._read_literal(match)

    def _read_close(self, match: re.Match[str]) -> int:
        opened = self.brackets.pop() if self.brackets else None
        if opened is None or not match.string.startswith("(", match.end()):
            return self._read_literal(match)
        found = _DESTINATION.match(match.string, match.end())
        if found is None:
            hint = "close it with ) on the same line, or put a space before the ( if it is no link"
            self._fault("E404", opened.offset, "this link has no end", hint)
            return self._read_literal(match)
        if opened.is_image:
            hint = "say in words what the picture shows"
            self._fault("E404", opened.offset - 1, "pictures are not supported in articles", hint)
            self._add(Literal(text=match.string[match.start() : found.end()]))
        else:
            self._add_link(opened, match, found)
        return found.end()

    def _add_link(self, opened: _Bracket, closed: re.Match[str], found: re.Match[str]) -> None:
        group = "plain" if found["angled"] is None else "angled"
        destination = self._at(found.start(group), found[group].rstrip(" \t"))
        self._check_words(opened.offset, closed)
        self.out[opened.index] = "["
        self.live.append((opened.offset, "link"))
        self.out.append("](")
        self._add(Link(destination=destination, is_sound=self._check_destination(destination)))
        self.out.append(")")

    def _check_words(self, opened: int, closed: re.Match[str]) -> None:
        """What stands between the brackets of a link: words, and nothing that is a link itself."""
        while self.live and self.live[-1][0] > opened:
            offset, what = self.live.pop()
            code = "E402" if what == "directive" else "E404"
            self._fault(code, offset, f"a {what} cannot stand inside the words of a link", "put one after the other")
        while self.bare and self.bare[-1] > opened:
            self.bare.pop()
        words = closed.string[opened + 1 : closed.start()]
        if _VAGUE.fullmatch(words):
            message = f'the words "{words}" do not say where this link leads'
            self._fault(
                "W404", opened, message, "name what the reader finds there, such as [what IOP is](what-is-iop.md)"
            )

    def _check_destination(self, destination: Located) -> bool:
        found = destination_fault(destination)
        self.faults += [found] if found else []
        return found is None or not has_errors([found])

    def _read_address(self, match: re.Match[str]) -> int:
        text = match["inner"]
        href = self._at(match.start("inner"), text if "://" in text else f"mailto:{text}")
        self.live.append((match.start(), "link"))
        is_sound = self._check_destination(href)
        self._add(Address(text=text, href=href, is_sound=is_sound))
        return match.end()

    def _read_bare(self, match: re.Match[str]) -> int:
        self.bare.append(match.start())
        self.out.append(match[0])
        return match.end()

    HANDLERS: ClassVar[Mapping[str, Callable[[_Reader, re.Match[str]], int]]] = {
        "escape": _keep,
        "heading": _read_heading,
        "definition": _read_definition,
        "code": _read_code,
        "literal": _read_literal,
        "directive": _read_directive,
        "open": _read_open,
        "close": _read_close,
        "address": _read_address,
        "html": _keep,
        "strike": _keep,
        "bare": _read_bare,
        "colons": _keep,
    }
