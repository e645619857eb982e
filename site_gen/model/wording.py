"""content/wording.yaml: words to avoid, what to write instead, and where they may stand all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.kinds import Id, Keyed, LanguageCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule:
    """The forms of a word to *avoid*, and what to *use*. *allowed*: exact phrases that may hold it.

    *labels_people*: it makes a person into one thing about them, which is an error and not only a warning.
    """

    avoid: tuple[Located, ...]
    use: tuple[Located, ...]
    why: Located
    sources: tuple[Id, ...] = ()
    labels_people: bool = False
    allowed: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """What holds for one language. *short_forms*: those that need not be spelled out, such as ZIP."""

    id: LanguageCode
    short_forms: tuple[Located, ...] = ()
    words: tuple[WordRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One phrase that may stand in one file, and why."""

    in_: Located
    phrase: Located
    because: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    languages: Annotated[tuple[WordList, ...], Keyed()]
    waivers: tuple[Waiver, ...] = ()
