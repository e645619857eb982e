"""What is looked for in the sources beside what its records say of each other, before any page is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from site_gen import (
    colors,
    contrast,
    freshness,
    listing_ages,
    proofs,
    quiz,
    readability,
    schema,
    signoff,
    translation_faults,
    unexplained,
    wording,
)
from site_gen.diagnostics import Diagnostic
from site_gen.page_addresses import Addresses


def check_texts(
    loaded: schema.Loaded, sources: Mapping[str, bytes], places: Addresses, *, today: date, drafts: bool
) -> tuple[Diagnostic, ...]:
    """What is wrong with what readers read: its words, how hard it is to read and to see, how old, and how translated.

    *drafts*: articles that are not finished count too.
    """
    site, unread = loaded.site, loaded.unread
    faults = *contrast.check(sources), *wording.find_words(site, sources, drafts=drafts, unread=unread)
    if schema.CONFIG in unread:  # it holds the limits of all that follows
        return faults
    if schema.WORDING not in unread:  # it holds the short forms that everybody knows
        faults += tuple(readability.check(site, drafts=drafts))
    return (
        *faults,
        *colors.check_colors(site, sources),
        *unexplained.check(site, drafts=drafts),
        *freshness.check(site, today=today, drafts=drafts),
        *listing_ages.check_ages(site, today=today),
        *translation_faults.check(site, sources, places, drafts=drafts, unread=unread),
    )


def prove_quiz(loaded: schema.Loaded, *, today: date) -> tuple[quiz.Compiled, tuple[Diagnostic, ...]]:
    """The quiz as a flow, and what cannot be proved of it or is not signed."""
    compiled = quiz.compile_flow(loaded.site.criteria)
    found = proofs.check_criteria(loaded.site.criteria, compiled)
    if schema.CONFIG not in loaded.unread:
        found += signoff.check_signatures(loaded.site, today=today)
    return compiled, found
