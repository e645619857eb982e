"""Markup as data: what a script builds from elements and text, where a page's policy forbids markup in strings.

The templates that a script fills stay templates, with their words in the page's language; a page that few readers
unfold so far does not have to carry them.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TypeAlias

Node: TypeAlias = "str | list[Node | dict[str, str]]"
"""Text, or an element: its name, its attributes, and what is in it."""

VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_SPACE = re.compile(r"\s+")


def write_parts(markup: str, style: str) -> str:
    """A module with the elements of *markup* by their `data-part`, and *style* as one rule, which scripts may add."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    named = {part[1].pop("data-part"): part for part in reader.parts if isinstance(part[1], dict)}
    written = json.dumps(named, ensure_ascii=False, separators=(",", ":"))
    rule = json.dumps(f"@media all{{{style}}}", ensure_ascii=False)
    return f"export const parts={written};\nexport const style={rule};\n"


class _Reader(HTMLParser):
    """Elements as lists; white space as browsers show it, and none between elements on lines of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[Node | dict[str, str]]] = []
        self.open: list[list[Node | dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: list[Node | dict[str, str]] = [tag, {name: value or "" for name, value in attrs}]
        (self.open[-1] if self.open else self.parts).append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Every element of our templates that is no void one is closed by name."""
        closed = self.open.pop()
        if closed[0] != tag:
            raise ValueError(f"<{closed[0]}> is closed by </{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and not (data.isspace() and "\n" in data):
            self.open[-1].append(_SPACE.sub(" ", data))
