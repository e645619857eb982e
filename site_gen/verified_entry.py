"""Writes into the text of a directory that somebody has checked a listing, and changes nothing else in it.

Nobody's comments, order, quotes or line ends may get lost over a date, so the file is not written anew: its YAML is
read for the places where the values stand, and the text is cut there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import yaml

from site_gen import checks, documents, schema
from site_gen.diagnostics import Diagnostic, Located, Severity, nearest
from site_gen.model import Program, Site, Verified

PLAIN = re.compile(r"[A-Za-z](?:[\w.'-]| (?! ))*(?<! )", re.ASCII)
NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
MARK = "\ufeff"


class EditError(Exception):
    """The entry cannot be written; nothing has been changed. The message says why, for the admin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Who looked, when and how."""

    on: date
    by: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Put *text* in place of the characters from *start* to *end*."""

    start: int
    end: int
    text: str


def mark_verified(
    sources: Mapping[str, bytes], ids: Iterable[str], check: Check, *, today: date
) -> Mapping[str, bytes]:
    """The files that change, with their new content. Raises EditError."""
    if check.on > today:
        raise EditError(f"{check.on} is a day to come")
    site, faults, unread = load_records(sources)
    wanted = tuple(dict.fromkeys(ids))
    if broken := unread.intersection(wanted):
        raise EditError(f'"{min(broken)}" has faults; run build.py check, and mend what it reports first')
    programs = _find_programs(site, wanted)
    changed = {path: _edit_file(sources[path], wanted, check) for path in {p.id.path for p in programs}}
    after, found, _ = load_records({**sources, **changed})
    if new := find_new_faults(faults, found):
        raise EditError(f"{new[0].path}: {new[0].code}: {new[0].message}")
    _refuse_other_changes(site, after, wanted, check)
    return changed


def load_records(sources: Mapping[str, bytes]) -> tuple[Site, tuple[Diagnostic, ...], frozenset[str]]:
    """The site, the errors of its records, and the ids of those that cannot be made; texts do not matter here."""
    read, faults = documents.parse(sources)
    loaded = schema.load(read, broken={fault.path for fault in faults})
    if loaded.replaced:
        raise EditError("the site cannot be read; run build.py check, and mend what it reports first")
    faults += (*loaded.faults, *checks.run(loaded.site, unread=loaded.unread))
    return loaded.site, tuple(fault for fault in faults if fault.severity is Severity.ERROR), loaded.unread


def _find_programs(site: Site, wanted: tuple[str, ...]) -> list[Program]:
    counts = Counter(str(program.id) for program in site.directory.programs)
    if unknown := [one for one in wanted if not counts[one]]:
        raise EditError("; ".join(_unknown_id(one, counts) for one in unknown))
    if twice := [one for one in wanted if counts[one] > 1]:
        raise EditError(f'two programs have the id "{twice[0]}"; give one of them another id first')
    return [program for program in site.directory.programs if program.id in wanted]


def _unknown_id(one: str, known: Iterable[str]) -> str:
    near = nearest(one, known)
    return f'there is no program "{one}"' + (f' (did you mean "{near}"?)' if near else "")


def find_new_faults(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Those that were not there before. Lines may have moved, so faults are compared by what they say."""
    known = Counter(map(_said, before))
    new = []
    for fault in after:
        if known[_said(fault)]:
            known[_said(fault)] -= 1
        else:
            new.append(fault)
    return tuple(new)


def _said(fault: Diagnostic) -> tuple[str, str, str]:
    return fault.code, fault.path, re.sub(r":\d+", "", fault.message)


def _refuse_other_changes(before: Site, after: Site, wanted: tuple[str, ...], check: Check) -> None:
    """The last net: whatever the text looked like, the directory is as it was but for these entries."""
    verified = Verified(on=check.on, by=Located(check.by, path=""), how=Located(check.how, path=""))
    programs = tuple(replace(p, verified=verified) if p.id in wanted else p for p in before.directory.programs)
    if replace(before.directory, programs=programs) != after.directory:
        raise EditError("the entry is written in a form that this command cannot edit; set verified by hand")


# --- the text ------------------------------------------------------------------------------------------


def _edit_file(data: bytes, wanted: tuple[str, ...], check: Check) -> bytes:
    whole = data.decode()
    text = whole.removeprefix(MARK)
    lines = [match.start() for match in LINE.finditer(text)]
    cuts = [cut for program in _program_nodes(text, wanted) for cut in _plan_cuts(program, text, lines, check)]
    for cut in sorted(cuts, key=lambda cut: cut.start, reverse=True):
        text = text[: cut.start] + cut.text + text[cut.end :]
    return (whole[: len(whole) - len(whole.removeprefix(MARK))] + text).encode()


def _program_nodes(text: str, wanted: tuple[str, ...]) -> Iterator[yaml.MappingNode]:
    """The mappings of the programs with these ids. The file has been read before: it is neither deep nor strange."""
    root = yaml.compose(text, Loader=_Loader)
    programs = _entries(root).get("programs")
    for program in programs[1].value if programs else ():
        named = _entries(program).get("id")
        if named and named[1].value in wanted:
            yield program


def _entries(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Keys and values of a mapping, by the text of the key."""
    return {key.value: (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def _plan_cuts(program: yaml.MappingNode, text: str, lines: list[int], check: Check) -> Iterator[_Cut]:
    entries = _entries(program)
    if "verified" in entries:
        yield from _renew(_entries(entries["verified"][1]), text, lines, check)
    elif "source" in entries:
        yield _insert(entries["source"][0], text, lines, check, in_line=bool(program.flow_style))


def _renew(
    entries: Mapping[str, tuple[yaml.Node, yaml.Node]], text: str, lines: list[int], check: Check
) -> Iterator[_Cut]:
    """Put each value in the place of the old one: what stands around it stays."""
    for key, value in _values(check).items():
        if key not in entries:
            raise EditError("the entry verified is not whole; write it by hand: {on: , by: , how: }")
        node = entries[key][1]
        start, end = _offset(node.start_mark, lines), _offset(node.end_mark, lines)
        yield _Cut(start=start, end=start + len(text[start:end].rstrip()), text=value)


def _insert(source: yaml.Node, text: str, lines: list[int], check: Check, *, in_line: bool) -> _Cut:
    """A new entry in front of `source`, which every listing has, and of the comments that belong to it."""
    entry = "verified: {" + ", ".join(f"{key}: {value}" for key, value in _values(check).items()) + "}"
    line, column = source.start_mark.line, source.start_mark.column
    at = lines[line] + column
    if in_line:
        return _Cut(start=at, end=at, text=f"{entry}, ")
    ending = _line_end(text, lines[line])
    if text[lines[line] : at].strip(" "):  # "- source: ...": there is no line of its own to put it on
        return _Cut(start=at, end=at, text=entry + ending + " " * column)
    while line and re.match(rf" {{{column}}}#", text[lines[line - 1] :]):
        line -= 1
    return _Cut(start=lines[line], end=lines[line], text=" " * column + entry + ending)


def _values(check: Check) -> dict[str, str]:
    return {"on": check.on.isoformat(), "by": scalar(check.by), "how": check.how}


def scalar(text: str) -> str:
    """*text* as YAML, in quotes where it could be taken for something else."""
    if PLAIN.fullmatch(text) and text.lower() not in NOT_TEXT:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _offset(mark: yaml.Mark, lines: list[int]) -> int:
    return lines[mark.line] + int(mark.column)


def _line_end(text: str, start: int) -> str:
    """What ends the line that starts there; what ends the first one, when it is the last."""
    endings = (re.search(r"\r\n|\r|\n|\Z", text[place:]) for place in (start, 0))
    return next((found[0] for found in endings if found and found[0]), "\n")


_Loader = getattr(yaml, "CLoader", yaml.SafeLoader)
