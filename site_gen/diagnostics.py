"""Faults and the text they point at: the bottom layer, known to every other module."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Self


class Located(str):
    """A string that remembers where it stands in the sources: path, and line and column from 1.

    Every value read from a file is one, so whoever finds a fault can say where without being told.
    """

    __slots__ = ("column", "line", "path")

    path: str
    line: int
    column: int

    def __new__(cls, text: str, *, path: str, line: int = 1, column: int = 1) -> Self:
        self = super().__new__(cls, text)
        self.path, self.line, self.column = path, line, column
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int]]:
        return (str(self),), {"path": self.path, "line": self.line, "column": self.column}

    def with_text(self, text: str) -> Located:
        """The same place, other text."""
        return Located(text, path=self.path, line=self.line, column=self.column)


class Severity(Enum):
    """An error stops publication; a warning does so only with --strict."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault found in the sources or in the finished site.

    *code* is listed in docs/faults.md; its first letter is E for an error, W for a warning.
    *line* and *column* count from 1; *line* 0 means the file as a whole.
    """

    code: str
    path: str
    line: int = 0
    column: int = 0
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.path, self.line, self.column, self.code, self.message)


def fault(code: str, at: Located, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic that points at the place *at* was read from."""
    return Diagnostic(code=code, path=at.path, line=at.line, column=at.column, message=message, hint=hint)


def quoted(text: str) -> str:
    """*text* in quotes, on one line and short enough to stand in a message."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= MAX_QUOTED else f'"{line[: MAX_QUOTED - 1]}…"'


MAX_QUOTED = 80


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest of the *known* words, or listing them when they are few."""
    choices = sorted(set(known))
    near = nearest(word, choices)
    if near:
        return f'did you mean "{near}"?'
    if 0 < len(choices) <= MAX_CHOICES_LISTED:
        return "use one of: " + ", ".join(choices)
    return ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of the *known* words that *word* was probably meant to be; nothing where none is near."""
    if len(word) > MAX_QUOTED:
        return ""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)), "")


MAX_CHOICES_LISTED = 24


def join_many(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Faults of one kind as they are while they are few; of many, the first, which names the lines of the others."""
    ordered = sorted(faults, key=lambda fault: fault.sort_key)
    if len(ordered) <= MAX_OF_A_KIND:
        return tuple(ordered)
    first, *others = ordered
    places = [f"{one.path}:{one.line}" if one.path != first.path else f"{one.line}" for one in others]
    shown = ", ".join(places[:MAX_CHOICES_LISTED]) + (", ..." if len(places) > MAX_CHOICES_LISTED else "")
    message = f"{first.message}; {len(others)} more are like it (lines {shown})"
    return (replace(first, message=message),)


MAX_OF_A_KIND = 3


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether these faults stop publication."""
    return any(strict or d.severity is Severity.ERROR for d in diagnostics)
