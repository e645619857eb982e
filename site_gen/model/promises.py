"""What content/criteria.yaml promises: proofs, examples, and who has signed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.kinds import Id, Keyed, LanguageCode, Match, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """A promise proved for every combination of answers: never one of *not_*, or *only* these."""

    id: Id
    says: Words
    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    not_: tuple[Id, ...] = ()
    only: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A person in a few words, and what the quiz must say. Answers not given are the usual ones."""

    name: Words
    answers: Match
    expect: Id
    variant: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    usual: Match
    cases: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTranslation:
    """The words in another language, by their digest; *id* is its code."""

    id: LanguageCode
    digest: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """*translations*: languages besides the first one whose words were read and signed too."""

    name: Located
    role: Located
    on: date
    expires: date
    rules_digest: Located
    wording_digest: Located
    translations: Annotated[tuple[SignedTranslation, ...], Keyed()] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    signatures: tuple[Signature, ...] = ()
