"""The words of the site: what content/wording.yaml says to avoid is found wherever readers would read it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import islice

from site_gen.diagnostics import Diagnostic, Located, fault, quoted
from site_gen.markup import Allowance, Places, find_allowances, visible_text, without_quotes
from site_gen.model import (
    Article,
    Helpline,
    Runner,
    Site,
    SiteConfig,
    Waiver,
    Wording,
    WordList,
    WordRule,
    Words,
)
from site_gen.schema import WORDING

# What something is called is not ours to change, and what only reviewers read is not for readers.
NAMES = {(Helpline, "name"), (Runner, "name"), (SiteConfig, "name")}
FOR_REVIEWERS = {"examples", "not_sure_because", "open_question"}

_PART = re.compile(r"[^\W_]+")

# A value of YAML runs over no more lines than this; if one does, its start is told.
FAR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What readers read in one piece: *at* its first character, without signs of Markdown.

    *allowed*: what its author lets stand in some of its paragraphs.
    """

    at: Located
    language: str
    is_body: bool = False
    allowed: tuple[Allowance, ...] = ()


def find_words(
    site: Site, sources: Mapping[str, bytes], *, drafts: bool = False, unread: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """E421, W421: a word to avoid, with what to write instead; W422: a waiver that lets nothing pass.

    What is *unread* may hold what a waiver is for; without the list of words, nothing can be said.
    """
    if WORDING in unread:
        return ()
    lines_of = cache(lambda path: _lines(sources.get(path, b"")))
    searchers = {str(words.id): _make_searcher(words) for words in site.wording.languages}
    used: set[Waiver] = set()
    found: list[Diagnostic] = []
    for text in list_texts(site, drafts=drafts):
        searcher = searchers.get(text.language)
        found += _find_idle_allowances(text, searcher)
        if searcher is not None and searcher.may_find(text.at):
            waivers = [each for each in _waivers_for(text, site.wording) if searcher.is_waived(each, text.at)]
            used.update(waivers)
            found += _find_in(text, searcher, waivers, lines_of)
    skipped = set() if drafts else {article.slug.path for article in site.articles if article.front.draft}
    return (*found, *(() if unread else _find_idle_waivers(site.wording, used, skipped)))


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


# --- what readers read ---------------------------------------------------------------------------------


def list_texts(site: Site, *, drafts: bool = False) -> Iterator[Text]:
    """Every text for readers but names, and works by their titles; drafts only where they are built."""
    home = str(site.config.languages[0])
    for article in site.articles:
        if drafts or not article.front.draft:
            yield from _article_texts(article)
    for record in (site.config, *site.helplines, site.criteria, *site.glossary, *site.sources):
        yield from _texts_in(record, home)
    for program in site.directory.programs:
        yield from _texts_in(program.note, home)


def _article_texts(article: Article) -> Iterator[Text]:
    yield Text(at=article.front.title, language=article.language)
    yield Text(at=article.front.summary, language=article.language)
    shown = article.body.with_text(visible_text(article.body))
    allowed = tuple(find_allowances(article.body))
    yield Text(at=shown, language=article.language, is_body=True, allowed=allowed)


def _texts_in(value: object, home: str) -> Iterator[Text]:
    """All `Words` below *value*."""
    if isinstance(value, Words):
        for language, text in value.translations:
            yield Text(at=text, language=language or home)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item, home)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in FOR_REVIEWERS and (type(value), field.name) not in NAMES:
                yield from _texts_in(getattr(value, field.name), home)


# --- words to avoid ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Searcher:
    """The words of one language as one pattern; *rules*: the rule of a form in small letters.

    *parts*: the words of each form. Most texts hold those of none, and need not be searched.
    """

    parts: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]
    allowed: tuple[str, ...]
    rules: Mapping[str, WordRule]

    def may_find(self, text: str) -> bool:
        held = set(_PART.findall(text.lower()))
        return any(parts <= held for parts in self.parts)

    def is_waived(self, waiver: Waiver | Allowance, text: str) -> bool:
        """Whether *waiver* holds a word to avoid, and *text* holds its phrase."""
        return bool(self.pattern.search(waiver.phrase) and _phrase_pattern((waiver.phrase,)).search(text))


def _make_searcher(words: WordList) -> _Searcher:
    rules = {_plain(form): rule for rule in words.words for form in rule.avoid}
    return _Searcher(
        parts=tuple(frozenset(_PART.findall(form)) for form in rules),
        pattern=_phrase_pattern(rules),
        allowed=tuple(str(phrase) for rule in words.words for phrase in rule.allowed),
        rules=rules,
    )


def _plain(form: str) -> str:
    return " ".join(form.lower().split())


def _phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the *phrases* as whole words, the longest first, in any case, over line ends too."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    forms = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])", re.IGNORECASE)


def _waivers_for(text: Text, wording: Wording) -> Iterator[Waiver]:
    return (waiver for waiver in wording.waivers if waiver.in_ == text.at.path)


def _find_in(
    text: Text, searcher: _Searcher, waivers: Iterable[Waiver], lines_of: Callable[[str], list[str]]
) -> Iterator[Diagnostic]:
    """The words to avoid in *text*, without what stands in quotes, in allowed phrases and in waived ones."""
    phrases = (*searcher.allowed, *(waiver.phrase for waiver in waivers))
    judged = without_quotes(text.at)
    judged = _phrase_pattern(phrases).sub(_blank, judged) if phrases else judged
    for one in text.allowed:
        inside = _phrase_pattern((one.phrase,)).sub(_blank, judged[one.start : one.end])
        judged = judged[: one.start] + inside + judged[one.end :]
    places = Places(text.at)
    starts = [match.start() for match in searcher.pattern.finditer(text.at)]
    for match in searcher.pattern.finditer(judged):
        count = bisect_left(starts, match.start())
        at = places.at(match.start()) if text.is_body else _place(text.at, count, searcher.pattern, lines_of)
        yield _word_fault(searcher.rules[_plain(match[0])], at, match[0])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _place(at: Located, count: int, pattern: re.Pattern[str], lines_of: Callable[[str], list[str]]) -> Located:
    """Where a word stands in its file: a value of YAML may begin with a quote and run over several lines."""
    lines = lines_of(at.path)[at.line - 1 : at.line + FAR]
    written = at.with_text("\n".join(lines)[at.column - 1 :])
    found = next(islice(pattern.finditer(written), count, None), None)
    return at if found is None else Places(written).at(found.start())


def _word_fault(rule: WordRule, at: Located, found: str) -> Diagnostic:
    use = " or ".join(quoted(word) for word in rule.use)
    hint = f"write {use}. {rule.why}"
    if rule.labels_people:
        return fault("E421", at, f"{quoted(found)} makes a person into a label", hint)
    return fault("W421", at, f"{quoted(found)} is a word we avoid", hint)


def _find_idle_waivers(wording: Wording, used: set[Waiver], skipped: set[str]) -> Iterator[Diagnostic]:
    for waiver in wording.waivers:
        if waiver not in used and waiver.in_ not in skipped:
            message = f"no word to avoid stands in {quoted(waiver.phrase)} in {quoted(waiver.in_)}"
            yield fault("W422", waiver.phrase, message, "remove this waiver, or correct its file and its phrase")


def _find_idle_allowances(text: Text, searcher: _Searcher | None) -> Iterator[Diagnostic]:
    for one in text.allowed:
        if searcher is None or not searcher.is_waived(one, text.at[one.start : one.end]):
            message = f"no word to avoid stands as {quoted(one.phrase)} in this paragraph"
            yield fault("W422", one.phrase, message, "remove this [[allow]], or correct its word")
