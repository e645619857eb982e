"""Where each record and each of its keys stands in the text of programs.yaml, so that one can be edited alone.

The text is one that `yaml_tree` has read without a fault: no aliases, no tags, no deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from site_gen.yaml_tree import PARSER

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


class LayoutError(Exception):
    """The text is laid out in a way that cannot be edited piece by piece; the message says where and how."""


class _Mark(Protocol):
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From *start* of a key to *end* of its value. *is_commented*: a person wrote a comment in or beside it."""

    key: str
    start: int
    end: int
    is_commented: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLayout:
    """One item of a list: *start* is that of its line, with the comment lines right above it."""

    start: int
    dash: int
    body: int
    end: int
    is_flow: bool
    is_commented: bool
    fields: tuple[Span, ...]

    def field(self, key: str) -> Span | None:
        return next((span for span in self.fields if span.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayout:
    """The value of `organizations:` or `programs:`: from behind the colon to its end."""

    start: int
    end: int
    records: tuple[RecordLayout, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the means to find lines and columns in it."""

    text: str
    lines: tuple[int, ...]

    def offset(self, mark: _Mark) -> int:
        return self.lines[mark.line] + mark.column if mark.line < len(self.lines) else len(self.text)


def line_start(text: str, offset: int) -> int:
    """Where the line begins."""
    after = text.rfind("\n", 0, offset) + 1
    return max(after, text.rfind("\r", after, offset) + 1)


def line_end(text: str, offset: int) -> int:
    """Where the line ends, before its break."""
    match = LINE_BREAK.search(text, offset)
    return match.start() if match else len(text)


def next_line(text: str, offset: int) -> int:
    """Where the next line begins, or the end of the text."""
    match = LINE_BREAK.search(text, offset)
    return match.end() if match else len(text)


def find_layout(text: str) -> dict[str, ListLayout]:
    """The layout of each list by its key. Raises LayoutError."""
    placed = Text(text, tuple(match.start() for match in LINE.finditer(text)))
    root = yaml.compose(text, Loader=PARSER)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise LayoutError("it stands in brackets; write organizations: and programs: on lines of their own")
    return {key.value: _list_layout(placed, key, value) for key, value in root.value}


def _list_layout(text: Text, key: yaml.Node, node: yaml.Node) -> ListLayout:
    start = text.text.index(":", text.offset(key.end_mark)) + 1
    # The marks of a value that is not written stand wherever the next one is.
    end = start if isinstance(node, yaml.ScalarNode) and not node.value else _end(text, node)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return ListLayout(start=start, end=end, records=())
    if node.flow_style:
        raise LayoutError(f"the list on line {node.start_mark.line + 1} is in brackets; start each entry with a dash")
    records = tuple(_record_layout(text, item) for item in node.value)
    return ListLayout(start=start, end=end, records=records)


def _record_layout(text: Text, node: yaml.Node) -> RecordLayout:
    if not isinstance(node, yaml.MappingNode):
        raise LayoutError(f"the entry on line {node.start_mark.line + 1} has no keys")
    body, end = text.offset(node.start_mark), _end(text, node)
    dash = len(text.text[:body].rstrip()) - 1
    if dash < 0 or text.text[dash] != "-":
        raise LayoutError(f"something stands between the dash and the entry on line {node.start_mark.line + 1}")
    last = line_end(text.text, end)
    start = _start_of_comments(text, line_start(text.text, dash))
    return RecordLayout(
        start=start,
        dash=dash,
        body=body,
        end=last,
        is_flow=bool(node.flow_style),
        is_commented=_has_comment(text, node, start, last),
        fields=tuple(_span(text, key, value) for key, value in node.value),
    )


def _span(text: Text, key: yaml.Node, value: yaml.Node) -> Span:
    start, end = text.offset(key.start_mark), max(_end(text, value), text.offset(key.end_mark) + 1)
    commented = _has_comment(text, value, text.offset(key.end_mark), line_end(text.text, end))
    return Span(key=key.value, start=start, end=end, is_commented=commented)


def _start_of_comments(text: Text, line: int) -> int:
    """Up over the lines of comments that stand right above this one."""
    while line > 0:
        above = line_start(text.text, line - (2 if text.text[line - 2 : line] == "\r\n" else 1))
        if not text.text[above:line].lstrip().startswith("#"):
            break
        line = above
    return line


def _end(text: Text, node: yaml.Node) -> int:
    """Where the last value ends: a block's own end mark stands after the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start, end = text.offset(node.start_mark), text.offset(node.end_mark)
    return start + len(text.text[start:end].rstrip())


def _has_comment(text: Text, node: yaml.Node, start: int, end: int) -> bool:
    """Whether a `#` stands between the values of *node*, where nothing but a comment can hold one."""
    at = start
    for scalar in _scalars(node):
        if "#" in text.text[at : max(at, text.offset(scalar.start_mark))]:
            return True
        at = max(at, text.offset(scalar.end_mark))
    return "#" in text.text[at:end]


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    """All of them in the order of the text."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    else:
        yield node
