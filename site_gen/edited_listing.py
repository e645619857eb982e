"""A file of programs after an edit: only the records that differ are read, so that they can be shown at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from site_gen import schema
from site_gen.documents import decode
from site_gen.model import Directory, Program

# All up to the first record, with the spaces before its dash; the next key; and where a document ends or begins.
START = re.compile(r"(?:.*\n)*?programs:[ ]*\n(?:[ ]*#.*\n|[ ]*\n)*?([ ]*)(?=- )")
END = re.compile(r"^\w", re.MULTILINE)
BREAK = re.compile(r"^(?:---|\.\.\.)", re.MULTILINE)


def read_edited(known: schema.Records, before: bytes, after: bytes) -> schema.Records | None:
    """*known*, which is what *before* says, with what *after* says now; None where the whole file must be read.

    A record ends where the next dash stands in the column of its own, unless it cannot be read by itself. To be sure of
    where records begin, the old ones are read by themselves, too: they must be what the whole file said. Faults are
    not told, and the places of values that stand below the edit are those of before.
    """
    if known.faults or not isinstance(known.value, Directory):
        return None
    programs = known.value.programs
    (old, old_rest), (new, new_rest) = _split(known.path, before), _split(known.path, after)
    if old_rest != new_rest or len(old) != len(programs):
        return None
    first = _count_alike(old, new)
    last = _count_alike(old[first:][::-1], new[first:][::-1])
    removed, added = slice(first, len(old) - last), slice(first, len(new) - last)
    read = _read(known.path, new[added])
    if read is None or len(read) != len(new[added]) or _read(known.path, old[removed]) != programs[removed]:
        return None
    changed = (*programs[:first], *read, *programs[removed.stop :])
    return replace(known, value=replace(known.value, programs=changed))


def _split(path: str, data: bytes) -> tuple[Sequence[str], Sequence[str]]:
    """The records, each with all that follows it, and what comes before and after them."""
    text, _ = decode(path, data)
    start = START.match(text or "")
    if text is None or start is None:
        return (), (text or "",)
    end = END.search(text, start.end())
    first, last = start.start(1), end.start() if end else len(text)
    records = re.split(rf"^(?={start[1]}- )", text[first:last], flags=re.MULTILINE)[1:]
    return records, (text[:first], text[last:])


def _count_alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _read(path: str, records: Sequence[str]) -> tuple[Program, ...] | None:
    """These records by themselves; None where anything is wrong with them."""
    if not records:
        return ()
    text = "".join(("programs:\n", *records))
    part, faults = schema.read_file(path, text.encode())
    if BREAK.search(text) or faults or not isinstance(part, schema.Records) or part.faults:
        return None
    programs: tuple[Program, ...] = part.value.programs
    return programs
