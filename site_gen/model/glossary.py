"""content/glossary.yaml: the words that the guide explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from site_gen.model.kinds import Id, Keyed, Slug, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word as it stands in a sentence, with its *short* form and what it means.

    *level*: the level of care that the word names, whose hours are then shown with it. *known*: readers know the word
    without it being explained, so articles may use it without a link to its meaning.
    """

    id: Id
    term: Words
    short: Words | None = None
    definition: Words
    known: bool = False
    level: Id | None = None
    article: Slug | None = None
    sources: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    terms: Annotated[tuple[Term, ...], Keyed()]
