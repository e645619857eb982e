"""Articles as pieces of a page: the HTML of their Markdown, and data in the place of each directive."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from site_gen import i18n, urls
from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault
from site_gen.levels import comparison_rows, example_week, listed_levels
from site_gen.markup import Content, Converted, Directive, Draft, Heading
from site_gen.model import Article, Foreign, Helpline, LevelOfCare, Site, Source, Term
from site_gen.page_addresses import Addresses
from site_gen.quiz_page import list_needs
from site_gen.schema import CRITERIA, GLOSSARY, HELPLINES
from site_gen.vocabulary import STAGES

# Where a file could not be read, nothing is said of the names for what it may hold.
DEFINED_IN = {"glossary term": GLOSSARY, "helpline": HELPLINES, "level of care": CRITERIA}

# The heading of those that are for no stage of the way.
MORE = "More"
MESSAGES = (MORE,)

_Record = TypeVar("_Record", Helpline, LevelOfCare, Term)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    """A piece of an article: `html`, or the name of a directive with the value it shows."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A word of the glossary, with the hours a week of the level of care that it names."""

    term: Term
    hours: tuple[int, ...]
    hours_teens: tuple[int, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A word of the glossary where an article uses it. *anchor*: the way back to it, at its first use only."""

    term: Term
    words: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """*definitions*: of the words to be explained at the end. *glossary*: all of it, where the page shows that.

    *links*: for each link as the page has it, the first place in the article where it is written.
    """

    article: Article
    language: str
    parts: tuple[ArticlePart, ...]
    headings: tuple[Heading, ...]
    definitions: tuple[Definition, ...] = ()
    glossary: tuple[Definition, ...] = ()
    links: Mapping[str, Located] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageGroup:
    """The articles for one stage of the way; those of none stand together under an empty id."""

    id: str
    label: str
    articles: tuple[Article, ...]


def articles_in(section: str, articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles of one section (`guide`, or `site` for those about the site), in the order of reading.

    Without their text: lists of articles stand on every page, and a change in one article should change no other page.
    """
    found = sorted((article for article in articles if article.front.section == section), key=_reading_order)
    return tuple(replace(article, body=article.body.with_text("")) for article in found)


def _reading_order(article: Article) -> tuple[int, int, str]:
    stages = (*STAGES, None)
    return stages.index(article.front.stage), article.front.order, article.slug


def group_by_stage(articles: Iterable[Article]) -> tuple[StageGroup, ...]:
    """Articles in the order of reading, parted by the stage they are for."""
    groups = groupby(articles, key=lambda article: article.front.stage)
    return tuple(
        StageGroup(id=str(stage or ""), label=STAGES[stage] if stage else MORE, articles=tuple(group))
        for stage, group in groups
    )


def articles_for(site: Site, language: str, *, drafts: bool) -> tuple[Article, ...]:
    """Every article that has a page in *language*: in that language, else as the original, which says so."""
    home = str(site.config.languages[0])
    built = [article for article in site.articles if drafts or not article.front.draft]
    own = {str(article.slug): article for article in built if article.language == language}
    originals = (article for article in built if article.language == home)
    return tuple(own.get(article.slug) or _as_foreign(article) for article in originals)


def _as_foreign(original: Article) -> Article:
    front, language = original.front, original.language
    title, summary = (Foreign.made_of(text, language) for text in (front.title, front.summary))
    return replace(original, front=replace(front, title=title, summary=summary))


def list_articles(site: Site, addresses: Addresses, *, drafts: bool) -> tuple[tuple[str, Article], ...]:
    """The articles that get a page, each with the language of the page."""
    return tuple(
        (language, article)
        for language in addresses.languages
        for article in articles_for(site, language, drafts=drafts)
    )


def draft_articles(
    site: Site, articles: Iterable[tuple[str, Article]], addresses: Addresses, *, unread: Collection[str] = ()
) -> tuple[Draft, ...]:
    """What is to be converted of each of *articles*. What is named in *unread* exists and has faults of its own."""
    articles = tuple(articles)
    known = frozenset(_list_addresses(site, {*unread, *(article.slug for _, article in articles)}))
    return tuple(
        Draft(
            body=article.body,
            resolve=_Addresses(
                source=urls.article_address(article.slug),
                language=language,
                known=known,
                unread=frozenset(unread),
                addresses=addresses,
            ),
        )
        for language, article in articles
    )


def read_articles(
    site: Site, articles: Iterable[tuple[str, Article]], converted: Iterable[Converted], *, unread: Collection[str] = ()
) -> tuple[tuple[ArticlePage, ...], tuple[Diagnostic, ...]]:
    """*articles* as pieces of a page, each from what it was *converted* to, and the faults found in them."""
    read = []
    faults: list[Diagnostic] = []
    for (language, article), (content, found) in zip(articles, converted, strict=True):
        filler = _Filler(site=site, language=language, unread=unread)
        read.append(filler.fill(article, content))
        faults += [*found, *filler.faults]
    return tuple(read), tuple(dict.fromkeys(faults))


def _list_addresses(site: Site, slugs: Iterable[str]) -> Iterator[str]:
    """The pages that an article may lead to."""
    yield from (urls.HOME, urls.PROGRAMS, urls.QUIZ, urls.COMPARE, urls.OUTCOMES, urls.DATA)
    yield from (urls.article_address(slug) for slug in slugs)
    yield from (urls.level_address(level.id) for level in listed_levels(site))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Addresses:
    """What a destination in the article at *source* becomes: a link relative to its page.

    It is a value, not a closure, since it goes along to the process that converts the article.
    """

    source: str
    language: str
    known: frozenset[str]
    unread: frozenset[str]
    addresses: Addresses

    def __call__(self, destination: Located) -> str | None:
        if destination.startswith("#"):
            return str(destination)
        target, hash_mark, anchor = destination.partition("#")
        if target.endswith(".md"):
            address = urls.article_address(target.removesuffix(".md"))
        else:
            address = target.removeprefix("/")
        if address in self.known:
            return self.addresses.linker(self.source, self.language)(address) + hash_mark + anchor
        return str(destination) if self._may_be_lost(address) else None

    def _may_be_lost(self, address: str) -> bool:
        """Whether this is the page of a level that could not be read: its file has faults of its own."""
        level = re.fullmatch(rf"{urls.LEVELS}([^/]+)/", address)
        return level is not None and not self.unread.isdisjoint((level[1], CRITERIA))


@dataclass(slots=True, kw_only=True)
class _Filler:
    """Puts data in the place of the directives of one article, and notes what does not exist."""

    site: Site
    language: str
    unread: Collection[str]
    faults: list[Diagnostic] = field(default_factory=list)
    used: dict[str, Term] = field(default_factory=dict)

    def fill(self, article: Article, content: Content) -> ArticlePage:
        parts = tuple(self._parts(content))
        shows_all = any(part.kind == "glossary" for part in parts)
        defined = tuple(_define(term, self.site) for term in (self.site.glossary if shows_all else self.used.values()))
        return ArticlePage(
            article=article,
            language=self.language,
            parts=parts,
            headings=content.headings,
            definitions=() if shows_all else defined,
            glossary=defined if shows_all else (),
            links=content.links,
            sources=self.site.sources_of(article.front.sources),
        )

    def _parts(self, content: Content) -> Iterator[ArticlePart]:
        for part in content.parts:
            if not isinstance(part, Directive):
                yield ArticlePart(kind="html", value=part)
            elif part.argument is None:
                yield ArticlePart(kind=part.name, value=self._everything(part.name))
            elif (value := self._one(part, part.argument)) is not None:
                yield ArticlePart(kind=part.name, value=value)

    def _everything(self, name: str) -> object:
        """What a directive without an argument shows."""
        if name == "levels":
            return comparison_rows(self.site, self.language)
        if name == "glossary":
            return glossary_letters(self.site, self.language)
        criteria = self.site.criteria
        helplines = order_helplines(self.site.helplines, self.language)
        return {"helplines": helplines, "ladder": criteria.levels, "remedies": criteria.remedies}[name]

    def _one(self, directive: Directive, argument: Located) -> object | None:
        """What a directive shows of the record it names; None where there is no such record."""
        if directive.name == "term":
            term = self._find(self.site.glossary, argument, "glossary term")
            return term and self._use(term, directive.words)
        if directive.name == "helpline":
            return self._find(self.site.helplines, argument, "helpline")
        level = self._find(self.site.criteria.levels, argument, "level of care")
        if level and directive.name == "needs":
            return list_needs(level, self.language)
        return level and (example_week(level) if directive.name == "week" else level)

    def _find(self, records: tuple[_Record, ...], argument: Located, kind: str) -> _Record | None:
        found = {str(record.id): record for record in records}
        if argument in found:
            return found[argument]
        if argument not in self.unread and DEFINED_IN[kind] not in self.unread:
            hint = did_you_mean(argument, found)
            self.faults.append(fault("E301", argument, f'there is no {kind} "{argument}"', hint))
        return None

    def _use(self, term: Term, words: str) -> TermUse:
        anchor = "" if term.id in self.used else f"t-{term.id}"
        self.used[term.id] = term
        return TermUse(term=term, words=words, anchor=anchor)


def order_helplines(lines: Iterable[Helpline], language: str) -> tuple[Helpline, ...]:
    """Those first that say how they are reached in *language*."""
    return tuple(sorted(lines, key=lambda line: line.access_in(language) is None))


def glossary_letters(site: Site, language: str) -> tuple[tuple[str, tuple[Definition, ...]], ...]:
    """The glossary from A to Z, under its first letters."""
    letters: dict[str, list[Definition]] = {}
    for term in sorted(site.glossary, key=lambda term: i18n.order_key(term.term.in_language(language), language)):
        letter = i18n.first_letter(term.term.in_language(language), language)
        letters.setdefault(letter, []).append(_define(term, site))
    return tuple((letter, tuple(group)) for letter, group in letters.items())


def _define(term: Term, site: Site) -> Definition:
    level = next((level for level in site.criteria.levels if level.id == term.level), None)
    return Definition(
        term=term,
        hours=level.hours_per_week if level else (),
        hours_teens=level.hours_per_week_teens if level else (),
        sources=site.sources_of(term.sources),
    )
