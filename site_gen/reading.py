"""Nodes to typed values by the model's own fields and types, with every fault noted.

A fault never stops the reading: text in the wrong form is kept as it stands, an unknown choice and
a record that cannot be made are left out, its id remembered, so that one mistake is reported once.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from site_gen.diagnostics import Located, did_you_mean, nearest, quoted
from site_gen.model import Keyed, Match, OneOf, Pattern, Words
from site_gen.model.forms import fields_of, short_key
from site_gen.values import (
    MISSING,
    Notes,
    read_bool,
    read_choice,
    read_date,
    read_int,
    read_pattern,
    read_text,
    read_words,
    wrong_kind,
)
from site_gen.yaml_tree import ListNode, MapNode, Node

__all__ = ["MISSING", "Notes", "reader_of"]

# Of one list or record; behind them the rest is not read. A file of another kind can hold a million.
MAX_FAULTS = 500

_Item = TypeVar("_Item")

Reader = Callable[[Node, Notes], Any]


@cache
def reader_of(kind: Any) -> Reader:
    """The function that reads a node as *kind* and returns MISSING where it cannot."""
    origin = typing.get_origin(kind)
    if origin is Annotated:
        base, *rules = typing.get_args(kind)
        return _reader_with_rule(base, rules[0])
    if origin in (typing.Union, types.UnionType):
        return _reader_of_union([arg for arg in typing.get_args(kind) if arg is not type(None)])
    if origin is tuple:
        return _reader_of_list(typing.get_args(kind)[0])
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    return _reader_of_record(kind)


def _reader_with_rule(base: Any, rule: object) -> Reader:
    if isinstance(rule, Pattern):
        return lambda node, notes: read_pattern(node, notes, rule)
    if isinstance(rule, OneOf):
        return _reader_of_choice(rule, is_placed=base is Located)
    if isinstance(rule, Keyed):
        return _reader_of_keyed(typing.get_args(base)[0])
    raise TypeError(rule)


def _reader_of_choice(rule: OneOf, *, is_placed: bool) -> Reader:
    """Without its place, a choice is the same value wherever it stands."""
    if is_placed:
        return lambda node, notes: read_choice(node, notes, rule)
    known = {choice: choice for choice in rule.choices}

    def read(node: Node, notes: Notes) -> Any:
        text = read_choice(node, notes, rule)
        return text if text is MISSING else known[text]

    return read


def _reader_of_union(kinds: Sequence[Any]) -> Reader:
    """The first of several forms that fits; the faults of the last one when none does."""
    readers = [reader_of(kind) for kind in kinds]

    def read(node: Node, notes: Notes) -> Any:
        for reader in readers:
            attempt = Notes()
            value = reader(node, attempt)
            if not attempt.faults:
                break
        notes.faults += attempt.faults
        notes.unread |= attempt.unread
        return value

    return read


def _reader_of_list(item: Any) -> Reader:
    read_item = reader_of(item)

    def read(node: Node, notes: Notes) -> Any:
        if not isinstance(node, ListNode):
            return wrong_kind(node, notes, "a list, such as [one, two]")
        values = [(read_item(child, notes), child) for child in _until_too_many(node.items, node, notes)]
        kept = [(value, child) for value, child in values if value is not MISSING]
        _report_repeats(kept, notes)
        return tuple(value for value, _ in kept)

    return read


def _until_too_many(items: Iterable[_Item], node: ListNode | MapNode, notes: Notes) -> Iterator[_Item]:
    """*items* up to those behind too many faults, which nobody then misses."""
    told = len(notes.faults)
    for item in items:
        if len(notes.faults) - told >= MAX_FAULTS:
            notes.unread.add(node.at.path)
            return
        yield item


def _report_repeats(values: Iterable[tuple[Any, Node]], notes: Notes) -> None:
    seen: set[str] = set()
    for value, child in values:
        if isinstance(value, str) and isinstance(child, Located):
            if value in seen:
                notes.report("E206", child, f"{quoted(child)} stands twice in this list", "remove one of the two")
            seen.add(value)


def _reader_of_keyed(record: Any) -> Reader:
    """A mapping whose keys are the ids of its records."""

    def read(node: Node, notes: Notes) -> Any:
        if not isinstance(node, MapNode):
            return wrong_kind(node, notes, "keys with values, such as key: value")
        entries = _until_too_many(node.entries, node, notes)
        values = [_read_keyed_record(record, key, child, notes) for key, child in entries]
        return tuple(value for value in values if value is not MISSING)

    return read


def _read_keyed_record(record: Any, key: Located, child: Node, notes: Notes) -> Any:
    entries: tuple[tuple[Located, Node], ...] = ()
    if short := _key_left_out(record, child):
        entries = ((key.with_text(short), child),)
    elif isinstance(child, MapNode):
        entries = _without_id(key, child, notes)
    elif child != "":
        notes.unread.add(key)
        return wrong_kind(child, notes, "keys with values, such as key: value")
    return reader_of(record)(MapNode(at=key, entries=((key.with_text("id"), key), *entries)), notes)


def _without_id(key: Located, child: MapNode, notes: Notes) -> tuple[tuple[Located, Node], ...]:
    """What stands below *key*, which is the id already."""
    for name, _ in child.entries:
        if name == "id":
            hint = f"remove it; the id of this entry is its key, {quoted(key)}"
            notes.report("E201", name, 'unknown key "id"', hint)
    return tuple((name, value) for name, value in child.entries if name != "id")


def _key_left_out(record: Any, child: Node) -> str:
    """`sober: Safe` and `sober: {en: Safe, es: Seguro}` stand for `sober: {label: ...}`."""
    keys = {f.key for f in fields_of(record)}
    is_written = isinstance(child, MapNode) and any(key in keys for key, _ in child.entries)
    return "" if child == "" or is_written else short_key(record)


def _reader_of_record(record: Any) -> Reader:
    """A mapping with exactly the fields of a dataclass."""
    fields = {f.key: f for f in fields_of(record)}
    readers = {key: reader_of(f.kind) for key, f in fields.items()}

    def read(node: Node, notes: Notes) -> Any:
        if not isinstance(node, MapNode):
            return wrong_kind(node, notes, "keys with values, such as key: value")
        values = {}
        for key, child in _until_too_many(node.entries, node, notes):
            if key not in fields:
                notes.report("E201", key, f"unknown key {quoted(key)}", did_you_mean(key, fields))
            elif child != "" or fields[key].required:
                value = readers[key](child, notes)
                # A list that must be there must also hold something: pages show its first item unasked.
                if value == () and fields[key].required:
                    value = _refuse_empty(child, notes)
                if value is not MISSING:
                    values[fields[key].name] = value
        return _make_record(record, node, values, notes)

    return read


def _refuse_empty(node: Node, notes: Notes) -> Any:
    """Nothing was read from a list: say so where it is empty; else its items have faults of their own."""
    if isinstance(node, MapNode | ListNode) and not (node.entries if isinstance(node, MapNode) else node.items):
        notes.report("E203", node.at, "nothing stands in these brackets", "write at least one entry")
    return MISSING


def _make_record(record: Any, node: MapNode, values: dict[str, Any], notes: Notes) -> Any:
    known = {f.key for f in fields_of(record)}
    # A key that is only misspelt has been told as unknown.
    present = {key if key in known else nearest(key, known) for key, _ in node.entries}
    required = [f for f in fields_of(record) if f.required]
    for f in required:
        if f.key not in present:
            notes.report("E202", node.at, f'the key "{f.key}" is missing', f"add {f.key}: to this entry")
    if all(f.name in values for f in required):
        return record(**values)
    if isinstance(values.get("id"), Located):
        notes.unread.add(values["id"])
    return MISSING


def _read_match(node: Node, notes: Notes) -> Any:
    """`{criterion: [option, ...]}`; one option may stand without brackets."""
    if not isinstance(node, MapNode):
        return wrong_kind(node, notes, "answers, such as {home: [sober]}")
    read_options = _reader_of_list(Located)
    terms = []
    for key, child in node.entries:
        single = isinstance(child, Located) and child != ""
        options: Any = (child,) if single else read_options(child, notes)
        if options is not MISSING:
            terms.append((key, options))
    return Match(terms=tuple(terms))


_SIMPLE: dict[Any, Reader] = {
    Located: read_text,
    bool: read_bool,
    int: read_int,
    date: read_date,
    Words: read_words,
    Match: _read_match,
}
