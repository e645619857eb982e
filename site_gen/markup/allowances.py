"""Words to avoid that an author lets stand in one paragraph: `[[allow word: reason]]`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_gen.diagnostics import Located
from site_gen.markup.lines import find_excess
from site_gen.markup.prose import passages
from site_gen.markup.source import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The *phrase* that may stand between two offsets of the body, and why."""

    phrase: Located
    because: str
    start: int
    end: int


def find_allowances(body: Located) -> Iterator[Allowance]:
    """Every `[[allow]]` of *body*; it counts for its paragraph or item of a list, in a table for its line."""
    if "[[" not in body or "allow" not in body or find_excess(body):
        return
    spans = [(passage.start, passage.start + len(passage.text)) for passage in passages(body)]
    for offset, directive in scan(body).allowed.items():
        if directive.argument is not None:
            start, end = next((span for span in spans if span[0] <= offset < span[1]), _line_at(body, offset))
            yield Allowance(phrase=directive.argument, because=directive.words, start=start, end=end)


def _line_at(body: str, offset: int) -> tuple[int, int]:
    end = body.find("\n", offset)
    return body.rfind("\n", 0, offset) + 1, len(body) if end < 0 else end
