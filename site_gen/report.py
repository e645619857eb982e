"""Diagnostics in the forms people and machines read: text with the line and a caret, JSON, GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from site_gen.diagnostics import Diagnostic, Severity

MAX_LINE = 160


def to_text(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes]) -> str:
    """One paragraph for each: where, what, the line itself with a caret, and the fix."""
    lines_of = cache(lambda path: _split_lines(sources.get(path, b"")))
    return "\n\n".join(_paragraph(diagnostic, lines_of(diagnostic.path)) for diagnostic in diagnostics)


def _split_lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _paragraph(diagnostic: Diagnostic, source: Sequence[str]) -> str:
    said = f"{place_of(diagnostic)}: {diagnostic.severity.value} {diagnostic.code}: {diagnostic.message}"
    lines = [_printable(said), *_excerpt(diagnostic, source)]
    if diagnostic.hint:
        lines.append(_printable(f"  fix: {diagnostic.hint}"))
    return "\n".join(lines)


def place_of(diagnostic: Diagnostic) -> str:
    """path:line:column, as editors and terminals know it; less where less is known."""
    if not diagnostic.line:
        return diagnostic.path
    return f"{diagnostic.path}:{diagnostic.line}:{max(1, diagnostic.column)}"


def _excerpt(diagnostic: Diagnostic, source: Sequence[str]) -> list[str]:
    if not 1 <= diagnostic.line <= len(source) or source == [""]:
        return []
    line, column = _window(source[diagnostic.line - 1], max(1, diagnostic.column))
    number = f"{diagnostic.line:>5}"
    # A tab before the caret keeps it under its character, however wide the terminal shows tabs.
    lead = "".join("\t" if char == "\t" else " " for char in line[: column - 1])
    return [f"{number} | {line}", f"{' ' * len(number)} | {lead}^"]


def _window(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around *column*, and the column in it."""
    start = max(0, column - MAX_LINE // 2) if len(line) > MAX_LINE else 0
    return _printable(line[start : start + MAX_LINE]), column - start


def _printable(text: str) -> str:
    """*text* without characters that could disturb a terminal."""
    return "".join(char if char.isprintable() or char == "\t" else "?" for char in text)


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """An object with the list of diagnostics and the count of each severity."""
    listed = list(diagnostics)
    counts = Counter(diagnostic.severity for diagnostic in listed)
    rows = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "path": d.path,
            "line": d.line,
            "column": d.column,
            "message": d.message,
            "hint": d.hint,
        }
        for d in listed
    ]
    data = {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "diagnostics": rows}
    return json.dumps(data, indent=2, ensure_ascii=False)


def to_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines; errors first, for it shows ten."""
    ordered = sorted(diagnostics, key=lambda d: d.severity is Severity.WARNING)
    return "\n".join(_annotation(diagnostic) for diagnostic in ordered)


def _annotation(diagnostic: Diagnostic) -> str:
    place = f"file={_escape(diagnostic.path, in_property=True)}"
    if diagnostic.line:
        place += f",line={diagnostic.line},col={max(1, diagnostic.column)}"
    words = diagnostic.message + (f"\nfix: {diagnostic.hint}" if diagnostic.hint else "")
    return f"::{diagnostic.severity.value} {place},title={diagnostic.code}::{_escape(words)}"


def _escape(text: str, *, in_property: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


def count_words(diagnostics: Iterable[Diagnostic]) -> str:
    """1 error, 2 warnings."""
    counts = Counter(diagnostic.severity.value for diagnostic in diagnostics)
    parts = [f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in ("error", "warning") if counts[s]]
    return ", ".join(parts) or "no faults"
