"""Tables of an article: what is one, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.markup.lines import Block, BlockKind, Places, split_blocks

_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_ROW = re.compile(r"[ \t>]*\|.*\|[ \t]*")
_HINT = "write a first row with the names of the columns, and below it a row such as | --- | --- |"


def is_table(block: Block) -> bool:
    """Whether the second line of *block* is the rule that parts the names of columns from the rows."""
    lines = [line for _, line in block.lines()]
    return block.kind is BlockKind.TEXT and len(lines) > 1 and "|" in lines[0] and _is_rule(lines[1])


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def find_table_traps(body: Located) -> Iterator[Diagnostic]:
    """W406: rows that will be shown as text, or columns without names."""
    places = Places(body)
    for block in split_blocks(body):
        if is_table(block):
            header = block.text.split("\n", 1)[0]
            if not header.strip("|> \t"):
                yield fault("W406", places.at(block.start), "the columns of this table have no names", _HINT)
        elif block.kind is BlockKind.TEXT:
            yield from _find_lost_rows(block, places)


def _find_lost_rows(block: Block, places: Places) -> Iterator[Diagnostic]:
    """Two lines or more that look like rows, where Markdown sees none."""
    for (offset, line), (_, below) in pairwise(block.lines()):
        if _ROW.fullmatch(line) and (_ROW.fullmatch(below) or _is_rule(below)):
            if _is_rule(below):
                message = "this is not read as a table, since text stands right above it"
                yield fault("W406", places.at(offset), message, "put a blank line before it")
            else:
                message = "this is not read as a table, since it has no header row"
                yield fault("W406", places.at(offset), message, _HINT)
            return
