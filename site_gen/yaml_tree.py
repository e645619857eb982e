"""YAML text to a tree in which every value is text that knows its line: guarded, never guessing.

PyYAML's constructors are not used: they turn ZIP 02134 into 1116 and NO into False, and keep the
last of two equal keys. Its parser's events are turned into nodes; the schema decides what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from site_gen.diagnostics import Diagnostic, Located, fault, quoted
from site_gen.hidden import FORBIDDEN, forbidden_character
from site_gen.yaml_problems import plain_words

MAX_DEPTH = 16
MAX_VALUES = 3_000_000
MAX_FAULTS = 100

PARSER = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode:
    """A YAML list; *at* is where it starts."""

    at: Located
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapNode:
    """A YAML mapping in the order written; keys are unique."""

    at: Located
    entries: tuple[tuple[Located, Node], ...]


Node: TypeAlias = Located | ListNode | MapNode


def read_yaml(text: str, *, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of one YAML document whose text starts at *first_line* of the file; None when it has none.

    After `MAX_FAULTS` faults the rest is not read: it may be another kind of file.

    A text without any value is the empty text.
    """
    builder = _TreeBuilder(path=path, first_line=first_line, cut=_lines_with_a_hash(text))
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if not builder.take(event) or len(builder.faults) >= MAX_FAULTS:
                break
    except yaml.YAMLError as error:
        builder.syntax_fault(error)
    faults = tuple(builder.faults)
    root = Located("", path=path, line=first_line) if builder.root is None else builder.root
    is_lost = len(faults) >= MAX_FAULTS or any(fault.code in _FATAL for fault in faults)
    return (None if is_lost else root), faults


# A comment that starts like "#1" was hardly meant as one. A search for it minds one space only: for all of a long run,
# it would begin anew at each of them.
_CUT = re.compile(r"[ \t]+#(?=[^\s#!-])")
_MAY_CUT = re.compile(r"[ \t]#(?=[^\s#!-])")


def _lines_with_a_hash(text: str) -> dict[int, str]:
    """The lines, by their number from 0, on which the rest of a value may be taken for a comment."""
    lines = text.split("\n") if _MAY_CUT.search(text) else []
    return {number: line for number, line in enumerate(lines) if _MAY_CUT.search(line)}


_FATAL = frozenset({"E103", "E104", "E106", "E107"})


class Mark(Protocol):
    """What the parsers with and without libyaml agree on: line and column from 0."""

    line: int
    column: int


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet; *key* waits for its value."""

    at: Located
    is_map: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Located, Node]] = field(default_factory=list)
    seen: dict[str, Located] = field(default_factory=dict)
    key: Located | None = None


@dataclass(slots=True)
class _TreeBuilder:
    """Turns parser events into nodes and stops what has no place in a data file."""

    path: str
    first_line: int
    cut: dict[int, str]
    root: Node | None = None
    faults: list[Diagnostic] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    line: int = 0
    values: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> bool:
        """Use one event; False when reading on would be dangerous."""
        if isinstance(event, yaml.NodeEvent):
            return self._start_node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._start_document(event)
        return True

    def syntax_fault(self, error: yaml.YAMLError) -> None:
        """Only a parser's error has marks; another one is about characters that `documents` lets nobody use."""
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
        message, hint = plain_words(problem)
        # An open quote is only noticed at the end of the file; it is looked for where it opens.
        names = ("context_mark", "problem_mark") if "end of stream" in problem else ("problem_mark", "context_mark")
        marks = [getattr(error, name, None) for name in names]
        self._fault("E103", self._at(marks[0] or marks[1]), message, hint)

    def _at(self, mark: Mark | None, text: str = "") -> Located:
        line, column = (mark.line + self.first_line, mark.column) if mark else (self.first_line, 0)
        if line != self.line:  # values of one line share its number: a directory has a million of them
            self.line = line
        return Located(text, path=self.path, line=self.line, column=column + 1)

    def _fault(self, code: str, at: Located, message: str, hint: str) -> None:
        self.faults.append(fault(code, at, message, hint))

    def _start_document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents > 1:
            hint = "remove the line --- or put the second part into a file of its own"
            self._fault("E106", self._at(event.start_mark), "a second document starts here", hint)
        return self.documents == 1

    def _start_node(self, event: yaml.NodeEvent) -> bool:
        at = self._at(event.start_mark, event.value if isinstance(event, yaml.ScalarEvent) else "")
        self.values += 1
        if len(self.open) >= MAX_DEPTH or self.values > MAX_VALUES:
            what = f"more than {MAX_DEPTH} levels deep" if self.values <= MAX_VALUES else "too many values"
            self._fault(
                "E107", at, f"this file is nested or filled beyond reason: {what}", "look for a missing closing bracket"
            )
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event, at)
            self._refuse_hidden(event, at)
            self._doubt_comment(event)
            self._add(at)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event, at)
            self.open.append(_Open(at=at, is_map=isinstance(event, yaml.MappingStartEvent)))
        else:
            self._refuse_alias(event, at)
        return True

    def _refuse_hidden(self, event: yaml.ScalarEvent, at: Located) -> None:
        """Double quotes can write a character as a code, such as "\u202e"; the text itself holds none."""
        if event.style == '"' and (hidden := FORBIDDEN.search(event.value)):
            self.faults.append(forbidden_character(hidden[0], at))

    def _doubt_comment(self, event: yaml.ScalarEvent) -> None:
        """W103: in `name: Gateway #1 Day`, YAML reads "#1 Day" as a comment; one has a space behind its #."""
        if not self.cut or (end := event.end_mark) is None or event.style or end.line not in self.cut:
            return
        if comment := _CUT.match(self.cut[end.line], end.column):
            message = f"the rest of this line is read as a comment: {quoted(comment.string[comment.end() - 1 :])}"
            at = Located("", path=self.path, line=end.line + self.first_line, column=comment.end())
            self._fault("W103", at, message, "put the whole value in quotes, or a space behind the # of a comment")

    def _refuse_alias(self, event: yaml.NodeEvent, at: Located) -> None:
        message = f'the alias "*{event.anchor}" is not allowed'
        self._fault("E104", at, message, "write the value out, or put it in quotes if it is text")
        self._add(at)

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: Located) -> None:
        """What YAML makes more than text of: names of values, and their types."""
        hint = "remove it, or put the value in quotes if it is text"
        if event.anchor is not None:
            self._fault("E104", at, f'the anchor "&{event.anchor}" is not allowed', hint)
        elif event.tag is not None:
            self._fault("E104", at, f'the tag "{event.tag}" is not allowed', hint)

    def _add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_map:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(parent, node)
        else:
            parent.entries.append((parent.key, node))
            parent.key = None

    def _key(self, parent: _Open, node: Node) -> Located:
        if not isinstance(node, Located):
            self._fault(
                "E103", node.at, "a key must be plain text", "write key: value, and close brackets on the same line"
            )
            return node.at
        if node == "<<":
            self._fault("E104", node, 'the merge key "<<" is not allowed', "write the keys out")
        elif node in parent.seen:
            message = f"the key {quoted(node)} stands here twice (first on line {parent.seen[node].line})"
            hint = (
                'is a "- " missing in front of it? Else keep one of the two' if node == "id" else "keep one of the two"
            )
            self._fault("E105", node, message, hint)
        parent.seen.setdefault(node, node)
        return node

    def _close(self) -> None:
        done = self.open.pop()
        if not done.is_map:
            self._add(ListNode(at=done.at, items=tuple(done.items)))
            return
        kept: dict[str, tuple[Located, Node]] = {}
        for key, value in done.entries:
            kept.setdefault(key, (key, value))
        self._add(MapNode(at=done.at, entries=tuple(kept.values())))
