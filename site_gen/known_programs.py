"""Files of programs, of which only those records are read that no build before has read: the others were kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise

from site_gen import schema
from site_gen.diagnostics import Diagnostic
from site_gen.documents import decode
from site_gen.memo import Memo, to_json
from site_gen.model import Program
from site_gen.plain_records import read_record, write_record
from site_gen.yaml_items import find_items


@dataclass(frozen=True, slots=True)
class _Record:
    """*lines*: where it stands, from 0. *key*: of its text. *program*: None where no build has kept it."""

    lines: range
    key: bytes
    program: Program | None


def read_new(path: str, data: bytes, memo: Memo) -> tuple[schema.Part | None, tuple[Diagnostic, ...]]:
    """As `schema.read_file`: a record is known by its text, cut out where the parser has seen it begin and end.

    The others are read as ever, in their file, in which the known ones are empty lines. Where anything is wrong with
    what is left, the whole file is read, so that it is told as if nothing had been kept.
    """
    text = decode(path, data)[0] if schema.is_listing(path) else None
    records = _find_records(path, text, memo) if text else ()
    if not text or not records:
        return schema.read_file(path, data)
    part, faults = schema.read_file(path, _leave_out(text, records).encode())
    unknown = [one for one in records if one.program is None]
    if faults or not isinstance(part, schema.Records) or part.faults or len(part.value.programs) != len(unknown):
        return schema.read_file(path, data)
    for one, program in zip(unknown, part.value.programs, strict=True):
        memo.keep(one.key, to_json(write_record(program, one.lines.start + 1)))
    read = iter(part.value.programs)
    programs = tuple(one.program or next(read) for one in records)
    return replace(part, value=replace(part.value, programs=programs)), ()


def _find_records(path: str, text: str, memo: Memo) -> Sequence[_Record]:
    lines = text.split("\n")
    return [_recall(path, lines, range(*bounds), memo) for bounds in pairwise(_find_bounds(text, memo))]


def _find_bounds(text: str, memo: Memo) -> Sequence[int]:
    """As `find_items`, which is asked once of each text."""
    key = _key("items", text)
    if kept := memo.recall(key):
        memo.use(key)
        bounds: Sequence[int] = json.loads(kept)
        return bounds
    bounds = find_items(text, "programs")
    memo.keep(key, to_json(bounds))
    return bounds


def _recall(path: str, text: Sequence[str], lines: range, memo: Memo) -> _Record:
    key = _key("program", "\n".join(text[lines.start : lines.stop]))
    kept = memo.recall(key)
    if kept is None:
        return _Record(lines, key, None)
    memo.use(key)
    numbers = range(lines.start + 1, lines.stop + 1)
    return _Record(lines, key, read_record(Program, json.loads(kept), path, list(numbers)))


def _leave_out(text: str, records: Iterable[_Record]) -> str:
    """The text with the known ones left empty: what else stands there keeps its place."""
    lines = text.split("\n")
    for one in records:
        if one.program:
            lines[one.lines.start : one.lines.stop] = [""] * len(one.lines)
    return "\n".join(lines)


def _key(kind: str, text: str) -> bytes:
    return blake2b(f"{kind}\n{text}".encode(), digest_size=16).digest()
