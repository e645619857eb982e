"""content/criteria.yaml: questions, rules, levels of care, remedies, and what is promised of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.kinds import (
    Fix,
    Id,
    Keyed,
    Match,
    Slug,
    Words,
)
from site_gen.model.promises import Examples, Never, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """*finds*: the filters of the program list that this answer calls for."""

    id: Id
    label: Words
    finds: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question. Options stand from least to most serious where that has a meaning.

    The option id `not_sure` is special: *not_sure* names the option it is read as; without it, not
    being sure is an answer of its own, which rules must name. An unanswered criterion is not sure.
    *multiple*: the reader may choose several; *alone* names options that exclude all others.
    *asked_if*: asked only when these earlier answers were given. *quiet*: options that no rule has to
    name, because by themselves they call for nothing. *short*: what a result calls it where it says which
    answers would lead elsewhere. *changeable*: something a family can work on, so a result may say that it
    would bring less care. *not_sure_because*: for reviewers, why not being
    sure of a question that a gate asks may still lead to a level. *open_question*: for reviewers too,
    here and elsewhere: what the authors want a clinician to decide.
    """

    id: Id
    short: Words | None = None
    ask: Words
    ask_me: Words | None = None
    why: Words
    note: Words | None = None
    signs: tuple[Words, ...] = ()
    signs_me: tuple[Words, ...] = ()
    options: Annotated[tuple[Option, ...], Keyed()]
    multiple: bool = False
    alone: tuple[Id, ...] = ()
    quiet: tuple[Id, ...] = ()
    changeable: bool = False
    not_sure: Id | None = None
    not_sure_because: Words | None = None
    asked_if: Match = Match()
    sources: tuple[Id, ...] = ()
    open_question: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """The first screen: whom the questions are about. It changes wording only."""

    ask: Words
    someone: Words
    me: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AsamLabel:
    """How The ASAM Criteria number this level, for reference only: third edition, fourth edition."""

    third: Located
    fourth: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A row of the comparison table, in words."""

    where: Words
    nights: Words
    medical_care: Words
    fits: Words
    not_for: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Other words for the same outcome. With *when*, it takes the place of the one a gate names.

    *label* says for whom, where all variants stand side by side.
    """

    id: Id
    do: Words
    label: Words | None = None
    when: Match = Match()


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What comes next, shown folded: the result when these answers are assumed instead."""

    title: Words
    variant: Id | None = None
    assume: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A result that is not one of the levels. Listed from most to least serious.

    *ranked*: false for a result that says nothing about how much care (talk to a professional).
    *explain*: whether it also tells what the goal needs; never where danger comes first.
    """

    id: Id
    name: Words
    says: Words
    ranked: bool = True
    explain: bool = False
    variants: Annotated[tuple[Variant, ...], Keyed()]
    helplines: tuple[Id, ...] = ()
    only_remedies: tuple[Id, ...] = ()
    afterwards: Afterwards | None = None
    if_not_possible: Words | None = None
    comparison: Comparison | None = None
    asam: AsamLabel | None = None
    article: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A rule that stands before the levels; the first one that matches decides."""

    id: Id
    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    then: Id
    variant: Id
    says: Words
    open_question: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something a level needs. *fix*: what a program can offer that meets it another way.

    *safety*: one of the checks that come before any level; results tell those apart.
    """

    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    says: Words
    safety: bool = False
    fix: tuple[Fix, ...] = ()
    article: Slug | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a level was reached: the first that matches is shown, with what else to ask about."""

    id: Id
    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    says: Words
    also_ask: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOfCare:
    """A level a program can offer. Levels stand from least to most intensive.

    *hours_per_week*: lowest and highest; one number means "or more". *listed_as*: the level that
    programs are listed under, when it is another one.
    """

    id: Id
    name: Words
    short: Words
    says: Words
    hours_per_week: tuple[int, ...]
    hours_per_week_teens: tuple[int, ...] = ()
    comparison: Comparison
    needs: tuple[Need, ...] = ()
    because: tuple[Because, ...]
    if_not_possible: Words
    asam: AsamLabel
    article: Slug | None = None
    listed_as: Id | None = None
    open_question: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What can be done about an unmet need. Every remedy that matches is shown.

    *name* says the worry in a few words, for lists that stand without answers.
    """

    id: Id
    name: Words
    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    says: Words
    fix: tuple[Fix, ...] = ()
    helpline: Id | None = None
    hides: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question to take along to the assessment; with *when*, only for whom it fits."""

    id: Id
    when: Match = Match()
    any_of: tuple[Match, ...] = ()
    says: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The one source of quiz, article lists, comparison table and finder facets.

    *goal*: the level that results of more care, or of none, explain the way to.
    """

    disclaimer: Words
    audience: Audience
    criteria: Annotated[tuple[Criterion, ...], Keyed()]
    outcomes: Annotated[tuple[Outcome, ...], Keyed()]
    gates: tuple[Gate, ...] = ()
    levels: Annotated[tuple[LevelOfCare, ...], Keyed()] = ()
    otherwise: Id | None = None
    goal: Id | None = None
    remedies: tuple[Remedy, ...] = ()
    ask_there: tuple[Ask, ...] = ()
    never: tuple[Never, ...] = ()
    never_lower: Match = Match()
    examples: Examples
    review: Review = Review()
