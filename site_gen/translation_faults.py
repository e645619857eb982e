"""Faults of translations: what is missing, outdated, lost, or cannot be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO

from babel.messages.pofile import PoFileError, read_po

from site_gen.articles import articles_for
from site_gen.diagnostics import Diagnostic, Located, fault, join_many, quoted
from site_gen.i18n import TEMPLATES_LANGUAGE, catalogue_path
from site_gen.messages import Message
from site_gen.model import Site
from site_gen.page_addresses import FOLDERS, Addresses
from site_gen.texts import TextFile, read_texts
from site_gen.translations import Translated, compare, digest_of, name_in_english

_VALUES = re.compile(r"%\(\w+\)s|\{\w+\}")


def check(
    site: Site, sources: Mapping[str, bytes], addresses: Addresses, *, drafts: bool, unread: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Every fault of the translations; nothing is said of what could not be read."""
    yield from find_lost(site, unread)
    for language in addresses.languages:
        if language != TEMPLATES_LANGUAGE:
            yield from check_catalogue(sources, language)
    for language in addresses.languages[1:]:
        yield from _check_file(read_texts(sources, language))
        yield from find_taken_places(site, addresses, language, drafts=drafts)
    for language in addresses.languages:
        found = compare(site, sources, language, drafts=drafts, unread=unread)
        yield from find_missing(found, site)
        yield from find_outdated(found, site)
        yield from join_many(find_idle(found))


def find_missing(found: Translated, site: Site) -> Iterator[Diagnostic]:
    """E481, W481: not translated. Of many that are alike, one is told; `check --lang` prints them all."""
    name = name_in_english(found.language)
    hint = f"build.py check --lang {found.language} prints all that is missing, to be filled in"
    safety = _safety_articles(site)
    told = [
        *(_not_there(one.words.at, is_safety=one.is_safety, name=name, hint=hint) for one in found.texts),
        *(_not_there(_place(one), is_safety=one.is_safety, name=name, hint=hint) for one in found.messages),
    ]
    for code in ("E481", "W481"):
        yield from join_many(one for one in told if one.code == code)
    for original in found.articles:
        code = "E481" if original.slug in safety else "W481"
        message = f"this article is not translated into {name}: its {name} page shows it as it is here"
        more = f"write {original.slug.path.replace(f'/{original.language}/', f'/{found.language}/')}"
        yield fault(code, original.slug.with_text(original.front.title), message, more)


def _not_there(text: Located, *, is_safety: bool, name: str, hint: str) -> Diagnostic:
    return fault("E481" if is_safety else "W481", text, f"{quoted(text)} is not translated into {name}", hint)


def _place(message: Message) -> Located:
    return Located(message.id, path=message.path, line=message.line or 1)


def _safety_articles(site: Site) -> frozenset[str]:
    """Those that a result sends readers to who cannot begin with a program."""
    return frozenset(str(outcome.article) for outcome in site.criteria.outcomes if outcome.article)


def find_outdated(found: Translated, site: Site) -> Iterator[Diagnostic]:
    """E482, W482: a translation was made from another original than there is now, or does not say from which."""
    safety = _safety_articles(site)
    for article, original in found.outdated:
        made_from = article.translation.translates if article.translation else None
        said = (
            f"was made from another version of {original.slug.path}"
            if made_from
            else "does not say what it was made from"
        )
        hint = f"when both say the same, write translates: {_quote_digits(digest_of(original))}"
        code = "E482" if article.slug in safety else "W482"
        yield fault(code, made_from or article.front.title, f"this translation {said}", hint)


def _quote_digits(digest: str) -> str:
    """As it can stand in YAML, where digits alone would be a number to other readers."""
    return f'"{digest}"'


def find_lost(site: Site, unread: Collection[str]) -> Iterator[Diagnostic]:
    """E483: a translation of an article that is not there."""
    originals = {str(article.slug) for article in site.articles if article.translation is None}
    for article in site.articles:
        is_enabled = article.language in site.config.languages
        if article.translation and is_enabled and article.slug not in originals and article.slug not in unread:
            message = (
                f'there is no article "{article.slug}" in content/{site.config.languages[0]}/ that this one translates'
            )
            yield fault("E483", article.slug, message, "give it the file name of its original")


def find_taken_places(site: Site, addresses: Addresses, language: str, *, drafts: bool) -> Iterator[Diagnostic]:
    """E303: in another language, an article would stand where another page stands."""
    names = addresses.names[language]
    taken = {names[folder]: "a page of the site itself" for folder in FOLDERS}
    for article in articles_for(site, language, drafts=drafts):
        place = names.get(article.slug, article.slug)
        if place in taken:
            message = f'the address "{language}/{place}/" is taken by {taken[place]}'
            yield fault(
                "E303", article.translation.slug if article.translation else article.slug, message, "write another slug"
            )
        taken[place] = article.slug.path


def _check_file(file: TextFile) -> Iterator[Diagnostic]:
    """E484: the texts of a language cannot be read."""
    if file.fault:
        yield _unreadable(file.path, file.fault)


def _unreadable(path: str, why: str) -> Diagnostic:
    hint = "compare it with content/es/texts.po: msgid, then msgstr, each in quotes"
    return Diagnostic(code="E484", path=path, message=f"this file of translations cannot be read: {why}", hint=hint)


def check_catalogue(sources: Mapping[str, bytes], language: str) -> Iterator[Diagnostic]:
    """E484: the words of the templates cannot be read, or a message loses a value that is put into it."""
    path = catalogue_path(language)
    try:
        read = read_po(BytesIO(sources.get(path, b"")), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        yield _unreadable(path, str(error))
        return
    for message in read:
        for text in filter(None, _all(message.string) if message.id else ()):
            at = Located(text, path=path, line=message.lineno or 1)
            yield from _find_changed_values(at, _all(message.id))


def _find_changed_values(text: Located, originals: Iterable[str]) -> Iterator[Diagnostic]:
    """What is put into a message stands in every form of it, or, as a count may, in some."""
    values = [frozenset(_VALUES.findall(original)) for original in originals]
    own = frozenset(_VALUES.findall(text))
    hint = "the words in brackets are put in by the page: keep them as they are in msgid"
    if lost := frozenset.intersection(*values) - own:
        yield fault("E484", text, f"{quoted(text)} lacks {', '.join(sorted(lost))}", hint)
    if strange := own - frozenset.union(*values):
        yield fault("E484", text, f"nothing is put in for {', '.join(sorted(strange))} in {quoted(text)}", hint)


def _all(texts: object) -> tuple[str, ...]:
    return tuple(map(str, texts)) if isinstance(texts, (tuple, list)) else (str(texts or ""),)


def find_idle(found: Translated) -> Iterator[Diagnostic]:
    """W483: a text was changed or taken away, and its translation is still there."""
    for text in found.idle:
        hint = "correct its msgid to the new words of the original, or take it out"
        yield fault("W483", text, f"{quoted(text)} translates no text of the site", hint)
