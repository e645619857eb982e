"""What is translated, what is missing and what is outdated, in each language of the site but the first.

An article names the digest of the original that it was made from. All other texts are looked up by the words of the
original, so one that was changed is missing: nobody has to remember to say so.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from site_gen.articles import articles_for
from site_gen.diagnostics import Located
from site_gen.i18n import TEMPLATES_LANGUAGE, catalogue_path
from site_gen.messages import Message, list_messages
from site_gen.model import (
    Afterwards,
    Article,
    Audience,
    Criteria,
    Criterion,
    Gate,
    Helpline,
    Option,
    Outcome,
    Remedy,
    Site,
    Variant,
    Words,
)
from site_gen.texts import read_texts, settle
from site_gen.wording import FOR_REVIEWERS

DIGITS = 12

# What families are told when there is danger: a site in a language may lack none of it.
SAFETY = (Afterwards, Audience, Criterion, Gate, Helpline, Option, Outcome, Remedy, Variant)
SAFETY_FIELDS = {(Criteria, "disclaimer")}
# Only reviewers read these, in the first language.
NOT_TRANSLATED = FOR_REVIEWERS | {"never"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteText:
    """A text of a YAML file. *is_safety*: no page may lack it."""

    words: Words
    is_safety: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """How far one language is: what it lacks, and articles that were made from another original than there is now.

    *idle*: texts that translate nothing.
    """

    language: str
    texts: tuple[SiteText, ...]
    messages: tuple[Message, ...]
    articles: tuple[Article, ...]
    outdated: tuple[tuple[Article, Article], ...]
    idle: tuple[Located, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.texts or self.messages or self.articles or self.outdated)


def compare(
    site: Site, sources: Mapping[str, bytes], language: str, *, drafts: bool = False, unread: Collection[str] = ()
) -> Translated:
    """What *language* lacks. In the first one, that can only be messages of the templates."""
    is_home = language == site.config.languages[0]
    file = read_texts(sources, language)
    lacking = [one for one in list_texts(site) if not _has(one.words, language)]
    originals = {
        str(article.slug): article for article in articles_for(site, str(site.config.languages[0]), drafts=drafts)
    }
    known = {settle(one.at) for one in _list_words(site)}
    idle = [text for words, text in file.texts.items() if words not in known]
    built = () if is_home else articles_for(site, language, drafts=drafts)
    # What is not finished yet need not be translated.
    own = [article for article in built if article.slug not in unread and not originals[article.slug].front.draft]
    return Translated(
        language=language,
        texts=() if is_home or file.fault else _once(lacking),
        messages=tuple(_find_missing_messages(sources, language)),
        articles=tuple(originals[article.slug] for article in own if article.language != language),
        outdated=tuple(
            (article, originals[article.slug])
            for article in own
            if article.translation and article.translation.translates != digest_of(originals[article.slug])
        ),
        idle=() if unread or is_home else tuple(idle),
    )


def _once(texts: Iterable[SiteText]) -> tuple[SiteText, ...]:
    """Each text once, as a safety text where it is one in any place."""
    return tuple({settle(one.words.at): one for one in sorted(texts, key=lambda one: one.is_safety)}.values())


def digest_of(original: Article) -> str:
    """The first digits of SHA-256 over what readers read of an article: how its lines are broken does not count."""
    said = "\n".join(map(settle, (original.front.title, original.front.summary, original.body)))
    return hashlib.sha256(said.encode()).hexdigest()[:DIGITS]


def name_in_english(language: str) -> str:
    """As messages to the site's keepers say it."""
    return Locale.parse(language).get_language_name("en") or language


# --- what there is to translate ------------------------------------------------------------------------


def list_texts(site: Site) -> Iterator[SiteText]:
    """Every text of the YAML files that readers see."""
    for record in (site.config, *site.helplines, site.criteria, *site.glossary, *site.sources):
        yield from _texts_in(record)
    for program in site.directory.programs:
        if program.note is not None:
            yield SiteText(words=program.note, is_safety=False)


def _texts_in(record: object) -> Iterator[SiteText]:
    for field in dataclasses.fields(record):  # type: ignore[arg-type]  # only records are given
        if field.name not in NOT_TRANSLATED:
            is_safety = isinstance(record, SAFETY) or (type(record), field.name) in SAFETY_FIELDS
            yield from _texts_of(getattr(record, field.name), is_safety=is_safety)


def _texts_of(value: object, *, is_safety: bool) -> Iterator[SiteText]:
    if isinstance(value, Words):
        if value.at:  # nothing stands in for a file that could not be read
            yield SiteText(words=value, is_safety=is_safety)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_of(one, is_safety=is_safety)
    elif dataclasses.is_dataclass(value):
        yield from _texts_in(value)


def _list_words(value: object) -> Iterator[Words]:
    """Every text, those for reviewers too."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Site):
        notes = tuple(program.note for program in value.directory.programs)
        yield from _list_words((value.config, value.helplines, value.criteria, value.glossary, value.sources, notes))
    elif isinstance(value, tuple):
        for one in value:
            yield from _list_words(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _list_words(getattr(value, field.name))


def _has(words: Words, language: str) -> bool:
    return language in dict(words.translations)


def _find_missing_messages(sources: Mapping[str, bytes], language: str) -> Iterator[Message]:
    if language == TEMPLATES_LANGUAGE:
        return
    if (read := read_messages(sources, language)) is None:
        return
    translated = {
        (one.context or "", _first(one.id)) for one in read if one.id and not one.fuzzy and _is_filled(one.string)
    }
    yield from (message for message in list_messages(sources) if (message.context, message.id) not in translated)


def read_messages(sources: Mapping[str, bytes], language: str) -> Catalog | None:
    """The catalogue of the templates in *language*, if it can be read."""
    try:
        return read_po(BytesIO(sources.get(catalogue_path(language), b"")), locale=language, abort_invalid=True)
    except (PoFileError, ValueError):
        return None


def _first(ids: str | tuple[str, ...] | list[str]) -> str:
    return ids if isinstance(ids, str) else ids[0]


def _is_filled(texts: object) -> bool:
    return all(texts) if isinstance(texts, (tuple, list)) else bool(texts)
