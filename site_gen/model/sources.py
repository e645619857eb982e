"""content/sources.yaml: where facts and advice come from, once for all that name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.kinds import Id, Keyed, WebAddress, Words, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that articles, criteria, glossary and word list name by its id.

    *undated*: it was read, and shows no year; without a year and this, we have found none.
    *checked_on*: the day on which it was last read for what we take from it; *checked_how*: what was read.
    *note*: what readers should know about it. *own*: these are our own words, so there is nothing to read elsewhere.
    """

    id: Id
    title: Located
    publisher: Located
    year: Year | None = None
    undated: bool = False
    url: WebAddress | None = None
    checked_on: date | None = None
    checked_how: Words | None = None
    note: Words | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    sources: Annotated[tuple[Source, ...], Keyed()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The page that a helpline is checked against; the day of that check stands with the helpline."""

    title: Located
    publisher: Located | None = None
    year: Year | None = None
    url: WebAddress | None = None
