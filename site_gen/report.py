"""Diagnostics in the forms people and machines read: text with the line and a caret, JSON, GitHub."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from site_gen.diagnostics import Diagnostic, Severity

MAX_LINE = 160
MAX_ANNOTATIONS = 10  # of a kind, in a step: GitHub shows no more
MAX_SUMMARY_ROWS = 1_000

_Painter: TypeAlias = Callable[[str, Severity | None], str]


def to_text(diagnostics: Iterable[Diagnostic], sources: Mapping[str, bytes], *, in_color: bool = False) -> str:
    """One paragraph for each: where, what, the line itself with a caret, and the fix."""
    lines_of = cache(lambda path: _split_lines(sources.get(path, b"")))
    paint = _paint if in_color else _leave_plain
    return "\n\n".join(_paragraph(diagnostic, lines_of(diagnostic.path), paint) for diagnostic in diagnostics)


def _paint(text: str, severity: Severity | None) -> str:
    """Bold, or red and yellow; what is said is never in the color alone."""
    code = {None: "1", Severity.ERROR: "1;31", Severity.WARNING: "1;33"}[severity]
    return f"\x1b[{code}m{text}\x1b[0m"


def _leave_plain(text: str, _severity: Severity | None) -> str:
    return text


def _split_lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _paragraph(diagnostic: Diagnostic, source: Sequence[str], paint: _Painter) -> str:
    place = paint(_printable(place_of(diagnostic)), None)
    kind = paint(f"{diagnostic.severity.value} {diagnostic.code}", diagnostic.severity)
    lines = [f"{place}: {kind}: {_printable(diagnostic.message)}", *_excerpt(diagnostic, source)]
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
    """Workflow commands that GitHub shows beside the changed lines, as many as it shows; the last counts the rest."""
    listed = list(diagnostics)
    shown = [d for severity in Severity for d in _first_of(listed, severity)]
    rest = [f"::notice title=More faults::{len(listed) - len(shown)} more: see the summary of this job"]
    return "\n".join([*(_annotation(diagnostic) for diagnostic in shown), *(rest if len(shown) < len(listed) else [])])


def _first_of(diagnostics: Iterable[Diagnostic], severity: Severity) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is severity][:MAX_ANNOTATIONS]


def to_summary(diagnostics: Iterable[Diagnostic]) -> str:
    """A table in Markdown, for the summary of a GitHub job; errors first."""
    listed = sorted(diagnostics, key=lambda d: d.severity is Severity.WARNING)
    rows = [_summary_row(diagnostic) for diagnostic in listed[:MAX_SUMMARY_ROWS]]
    head = ["| where | code | what | fix |", "| --- | --- | --- | --- |"] if rows else []
    return "\n".join([f"### {count_words(listed).capitalize()}", "", *head, *rows, ""])


def _summary_row(diagnostic: Diagnostic) -> str:
    cells = (place_of(diagnostic), diagnostic.code, diagnostic.message, diagnostic.hint)
    return f"| {' | '.join(_in_cell(cell) for cell in cells)} |"


def _in_cell(text: str) -> str:
    """As text, whatever it holds: what was found in a file is no Markdown and no HTML of ours."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~&@:-])", lambda match: f"&#{ord(match[1])};", _printable(text))


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
