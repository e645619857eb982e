"""Where the items of a list stand in a YAML text, by the parser's own marks: by those alone a file can be cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from site_gen.yaml_tree import MAX_VALUES, PARSER, Mark

# How many collections are open inside the list under a key of the file, and inside an item of it.
LIST, ITEM = 2, 3


def find_items(text: str, key: str) -> tuple[int, ...]:
    """The lines of *text*, from 0, on which the items of the list under *key* start, and where the last one ends.

    An item holds all lines up to the next one, comments too. None is found where that cannot be said of every item, as
    of one in brackets or on a last line without an end, and in a text that cannot be read or holds too many values.
    """
    try:
        marks = _find_marks(yaml.parse(text, Loader=PARSER), key)
    except yaml.YAMLError:
        return ()
    lines = text.split("\n")
    has_dashes = all(lines[mark.line][: mark.column + 1] == f"{' ' * mark.column}-" for mark in marks[:-1])
    return tuple(mark.line for mark in marks) if has_dashes and not lines[-1] else ()


def _find_marks(events: Iterable[yaml.Event], key: str) -> Sequence[Mark]:
    """Of the dashes of all items, and of what follows the last one; none where an item is no block of keys."""
    marks: list[Any] = []  # the types of PyYAML allow for events without marks
    depth = values = 0
    last, is_inside = "", False
    for event in events:
        is_value = isinstance(event, yaml.NodeEvent)
        values += is_value
        if is_inside and depth == LIST and is_value and not _is_block_of_keys(event):
            return ()
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == LIST and last == key and isinstance(event, yaml.SequenceStartEvent):
                is_inside, marks = True, [event.start_mark]
        elif isinstance(event, yaml.CollectionEndEvent):
            if is_inside and depth == ITEM:
                marks.append(event.start_mark)
            depth -= 1
            is_inside = is_inside and depth >= LIST
        elif depth == LIST - 1 and isinstance(event, yaml.ScalarEvent):
            last = event.value
    return marks if values <= MAX_VALUES else ()


def _is_block_of_keys(event: yaml.Event) -> bool:
    return isinstance(event, yaml.MappingStartEvent) and not event.flow_style
