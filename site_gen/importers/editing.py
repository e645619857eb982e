"""Changes to single records of programs.yaml; every other byte of the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_gen.importers.layout import LINE_BREAK, ListLayout, RecordLayout, line_end, line_start, next_line
from site_gen.importers.listings import write_items
from site_gen.importers.merging import KEYS, Plain

Key = tuple[str, ...]

# How `write_items` indents.
DASH, BODY = 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The text from *start* to *end* becomes *text*."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """*text* after all of them; of several at one place, in the order given."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start = max(edit.start, at)
        pieces += [text[at:start], edit.text]
        at = max(at, edit.end)
    return "".join([*pieces, text[at:]])


def edit_record(text: str, record: RecordLayout, plain: Plain, changed: frozenset[str]) -> Iterator[Edit]:
    """The *changed* keys of a record as *plain* has them, each where it stands or where it belongs."""
    if record.is_flow:
        written = _indent(write_items([plain]), column=_column(text, record.body), first=BODY, line_break=_break(text))
        yield Edit(start=record.body, end=record.end, text=written)
        return
    removed = {key for key in changed if key not in plain}
    for key in (key for key in KEYS[""] if key in changed):
        span = record.field(key)
        if key in removed and span:
            yield _remove_field(text, record, span.start, span.end)
        elif key not in removed:
            written = _field_text(text, record, key, plain[key])
            if span:
                yield Edit(start=span.start, end=span.end, text=written)
            else:
                at = line_end(text, _before(record, key, removed))
                yield Edit(start=at, end=at, text=f"{_break(text)}{' ' * _column(text, record.body)}{written}")


def insert_records(
    text: str,
    layout: ListLayout,
    items: Sequence[tuple[Key, Plain]],
    kept: Sequence[tuple[RecordLayout, Key]],
    *,
    is_apart: bool,
) -> Iterator[Edit]:
    """*items* before the first of the *kept* records whose key is higher; *is_apart*: with a blank line between."""
    line_break = _break(text)
    between = line_break if is_apart else ""
    for order, item in sorted(items, key=lambda pair: pair[0]):
        written = _item_text(text, layout, item)
        following = next((record for record, key in kept if key > order), None)
        if following:
            yield Edit(start=following.start, end=following.start, text=f"{written}{line_break}{between}")
        elif kept:
            at = kept[-1][0].end
            yield Edit(start=at, end=at, text=f"{line_break}{between}{written}")
        else:
            yield from _insert_first(text, layout, written + line_break + between)


def remove_record(text: str, record: RecordLayout, *, is_last: bool) -> Edit:
    """The record with the comments right above it and the blank lines after it, or before it if it is the last."""
    start, end = record.start, next_line(text, record.end)
    if is_last:
        start = next_line(text, len(text[:start].rstrip()))
    else:
        while end < len(text) and text[end] in "\r\n":
            end = next_line(text, end)
    return Edit(start=min(start, record.start), end=end, text="")


def _insert_first(text: str, layout: ListLayout, written: str) -> Iterator[Edit]:
    """Into a list without records, or one that is about to lose them all."""
    if layout.records:
        start = layout.records[0].start
        yield Edit(start=start, end=start, text=written)
        return
    yield Edit(start=layout.start, end=layout.end, text="")
    yield Edit(start=layout.end, end=layout.end, text=_break(text) + written.rstrip())


def _item_text(text: str, layout: ListLayout, item: Plain) -> str:
    """A new record, indented as its neighbors are, without a line break at its end."""
    written = write_items([item]).rstrip("\n")
    if not layout.records:
        return written.replace("\n", _break(text))
    first = layout.records[0]
    dash, body = _column(text, first.dash), max(_column(text, first.body), _column(text, first.dash) + 2)
    lines = _indent(written, column=body, first=BODY, line_break=_break(text))
    return f"{' ' * dash}-{' ' * (body - dash - 1)}{lines}"


def _field_text(text: str, record: RecordLayout, key: str, value: object) -> str:
    written = write_items([{key: value}])
    return _indent(written, column=_column(text, record.body), first=BODY, line_break=_break(text))


def _indent(written: str, *, column: int, first: int, line_break: str) -> str:
    """Text of `write_items` without its dash, moved to *column*; the first line starts where it is put."""
    first_line, *others = written.rstrip("\n").split("\n")
    moved = [" " * column + line[first:] for line in others]
    return line_break.join([first_line[first:], *moved])


def _remove_field(text: str, record: RecordLayout, start: int, end: int) -> Edit:
    """Its lines; the first field leaves its place beside the dash to the next one.

    With the break before them: the one after the last field of a record is where the next record may be put in.
    """
    following = [field.start for field in record.fields if field.start > start]
    if start == record.body:
        return Edit(start=start, end=min(following, default=line_end(text, end)), text="")
    line = line_start(text, start)
    last_break = "\r\n" if text.endswith("\r\n", 0, line) else "\n"
    return Edit(start=line - len(last_break), end=line_end(text, end), text="")


def _before(record: RecordLayout, key: str, removed: set[str]) -> int:
    """The end of the field that *key* follows in the order of the model."""
    earlier = set(KEYS[""][: KEYS[""].index(key)]) - removed
    return next(field.end for field in reversed(record.fields) if field.key in earlier)


def _column(text: str, offset: int) -> int:
    return offset - line_start(text, offset)


def _break(text: str) -> str:
    """The line break of this file, by its first one."""
    match = LINE_BREAK.search(text)
    return match[0] if match else "\n"
