"""Words of the glossary that an article uses, and that its page explains nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.markup import Directive, Passage, Places, own_words
from site_gen.markup.source import scan
from site_gen.model import Article, Foreign, Site, Term

# Names of one word stand in brackets or behind a comma: "live-in care (residential)", "day treatment, or PHP".
_BETWEEN = re.compile(r"\s*[(),]\s*(?:(?:or|o|u)\s+)?")
# A plural may lose the accent of its singular: evaluación, evaluaciones.
_WITHOUT_ACCENTS = str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    """The names of all words of the glossary in one language, each a group of *pattern*; *terms*: whose they are."""

    pattern: re.Pattern[str]
    terms: tuple[Term, ...]

    def find_uses(self, passage: Passage) -> Iterator[tuple[Term, int, str]]:
        """Each use of a word, with its offset in the body and as it is written there."""
        for match in self.pattern.finditer(passage.text.translate(_WITHOUT_ACCENTS)):
            written = " ".join(passage.text[match.start() : match.end()].split())
            yield self.terms[(match.lastindex or 1) - 1], passage.start + match.start(), written


def check(site: Site, *, drafts: bool = False) -> Iterator[Diagnostic]:
    """W434: the first use of each word of the glossary on a page that does not explain it."""
    finder_for = cache(lambda language: _make_finder(site.glossary, language))
    for article in site.articles:
        finder: _Finder | None = finder_for(article.language)
        if finder and (drafts or not article.front.draft):
            yield from _check_article(article, finder)


def _check_article(article: Article, finder: _Finder) -> Iterator[Diagnostic]:
    first: dict[str, Diagnostic] = {}
    places = Places(article.body)
    for passage in _judged(article.body):
        for term, offset, written in finder.find_uses(passage):
            if not term.known and term.article != article.slug:
                first.setdefault(term.id, _unexplained(places.at(offset), term, written))
    explained = _explained_in(article.body) if first else frozenset()
    if explained is not None:
        yield from (found for term, found in first.items() if term not in explained)


def _judged(body: str) -> Iterator[Passage]:
    """What the author says, without the call for help at the top: nothing there may lead away from the number."""
    for count, passage in enumerate(own_words(body)):
        written = body[passage.start : passage.start + len(passage.text)]
        if count or "[[helpline" not in written:
            yield passage


def _unexplained(at: Located, term: Term, written: str) -> Diagnostic:
    message = f'"{written}" is a word of the glossary, and this page does not explain it'
    return fault("W434", at, message, f"write [[term {term.id}|{written}]] here, or where the page uses it again")


def _explained_in(body: Located) -> frozenset[str] | None:
    """The ids of the words that are explained at the end of the page; None where it shows the whole glossary."""
    calls = [token for token in scan(body).tokens.values() if isinstance(token, Directive)]
    if any(call.name == "glossary" for call in calls):
        return None
    return frozenset(str(call.argument) for call in calls if call.name == "term")


# --- what counts as a use ------------------------------------------------------------------------------


def _make_finder(glossary: tuple[Term, ...], language: str) -> _Finder | None:
    """None where no word has a name in *language*. The longest name wins: an opioid treatment program is no opioid."""
    named = [(name, term) for term in glossary for name in _names(term, language)]
    if not named:
        return None
    named.sort(key=lambda pair: -len(pair[0]))
    names = "|".join(f"({_name_pattern(name)})" for name, _ in named)
    return _Finder(pattern=re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), terms=tuple(term for _, term in named))


def _names(term: Term, language: str) -> Iterator[str]:
    for words in (term.term, term.short):
        written = words.in_language(language) if words else ""
        if not isinstance(written, Foreign):
            yield from filter(None, _BETWEEN.split(written))


def _name_pattern(name: str) -> str:
    """The words of *name*, each also with s or es behind it, over line ends too; the first letter small or large."""
    first, *others = (re.escape(word) for word in name.translate(_WITHOUT_ACCENTS).split())
    if name[0].isalpha():
        first = f"[{name[0].lower()}{name[0].upper()}]{first[1:]}"
    return r"\s+".join(f"{word}(?:e?s)?" for word in (first, *others))
