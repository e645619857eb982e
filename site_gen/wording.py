"""The words of the site: what content/wording.yaml says to avoid is found wherever readers would read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from site_gen.diagnostics import Diagnostic, Located, fault, quoted
from site_gen.markup import Places, visible_text
from site_gen.model import (
    Article,
    Helpline,
    Runner,
    Site,
    SiteConfig,
    Source,
    Waiver,
    Wording,
    WordList,
    WordRule,
    Words,
)

# What something is called is not ours to change, and what only reviewers read is not for readers.
NAMES = {(Helpline, "name"), (Runner, "name"), (SiteConfig, "name")}
FOR_REVIEWERS = {"examples", "not_sure_because", "open_question"}

_QUOTE = re.compile(r'“[^“”]*”|«[^«»]*»|(?<![\w"])"(?=[^\s"])[^"]*(?<=[^\s"])"(?![\w"])')


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What readers read in one piece: *at* its first character, without signs of Markdown."""

    at: Located
    language: str
    is_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Searcher:
    """The words of one language as one pattern; *rules*: the rule of a form in small letters."""

    pattern: re.Pattern[str]
    rules: Mapping[str, WordRule]


def find_words(site: Site, sources: Mapping[str, bytes], *, drafts: bool = False) -> tuple[Diagnostic, ...]:
    """E421, W421: a word to avoid, with what to write instead; W422: a waiver that waives nothing."""
    searchers = {str(words.id): _make_searcher(words) for words in site.wording.languages}
    used: set[Waiver] = set()
    found: list[Diagnostic] = []
    for text in list_texts(site, drafts=drafts):
        if text.language in searchers:
            found += _find_in(text, searchers[text.language], site.wording, sources, used)
    skipped = set() if drafts else {article.slug.path for article in site.articles if article.front.draft}
    return (*found, *_find_idle_waivers(site.wording, used, skipped))


# --- what readers read ---------------------------------------------------------------------------------


def list_texts(site: Site, *, drafts: bool = False) -> Iterator[Text]:
    """Every text for readers but names, and works by their titles; drafts only where they are built."""
    home = str(site.config.languages[0])
    for article in site.articles:
        if drafts or not article.front.draft:
            yield from _article_texts(article)
    for record in (site.config, *site.helplines, site.criteria):
        yield from _texts_in(record, home)
    for program in site.directory.programs:
        if program.note is not None:
            yield Text(at=program.note, language=home)


def _article_texts(article: Article) -> Iterator[Text]:
    yield Text(at=article.front.title, language=article.language)
    yield Text(at=article.front.summary, language=article.language)
    shown = article.body.with_text(visible_text(article.body))
    yield Text(at=shown, language=article.language, is_body=True)


def _texts_in(value: object, home: str) -> Iterator[Text]:
    """All `Words` below *value*."""
    if isinstance(value, Words):
        for language, text in value.translations:
            yield Text(at=text, language=language or home)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_in(item, home)
    elif is_dataclass(value) and not isinstance(value, Source):
        for field in fields(value):
            if field.name not in FOR_REVIEWERS and (type(value), field.name) not in NAMES:
                yield from _texts_in(getattr(value, field.name), home)


# --- words to avoid ------------------------------------------------------------------------------------


def _make_searcher(words: WordList) -> _Searcher:
    rules = {" ".join(form.lower().split()): rule for rule in words.words for form in rule.avoid}
    longest_first = sorted(rules, key=lambda form: (-len(form), form))
    return _Searcher(pattern=_phrase_pattern(longest_first), rules=rules)


def _phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the *phrases* as whole words, in any case, over line ends too."""
    forms = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<![^\W_])(?:{forms})(?![^\W_])", re.IGNORECASE)


def _find_in(
    text: Text, searcher: _Searcher, wording: Wording, sources: Mapping[str, bytes], used: set[Waiver]
) -> Iterator[Diagnostic]:
    waivers = [waiver for waiver in wording.waivers if waiver.in_ == text.at.path]
    for count, match in enumerate(searcher.pattern.finditer(text.at)):
        rule = searcher.rules[" ".join(match[0].lower().split())]
        waiving = [waiver for waiver in waivers if _covers((waiver.phrase,), text.at, match)]
        used.update(waiving)
        if not waiving and not _covers(rule.allowed, text.at, match) and not _is_quoted(text.at, match):
            at = _place(text, match, count, searcher, sources)
            yield _word_fault(rule, at, match[0])


def _covers(phrases: Collection[str], text: str, match: re.Match[str]) -> bool:
    """Whether one of the *phrases* stands in *text* around what was found."""
    if not phrases:
        return False
    return any(_surrounds(found, match) for found in _phrase_pattern(phrases).finditer(text))


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Whether it stands in a quotation within its paragraph."""
    start = max(text.rfind("\n\n", 0, match.start()), 0)
    end = text.find("\n\n", match.end())
    return any(_surrounds(found, match) for found in _QUOTE.finditer(text, start, len(text) if end < 0 else end))


def _surrounds(outer: re.Match[str], inner: re.Match[str]) -> bool:
    return outer.start() <= inner.start() and inner.end() <= outer.end()


def _place(text: Text, match: re.Match[str], count: int, searcher: _Searcher, sources: Mapping[str, bytes]) -> Located:
    """Where the word stands in its file: a value of YAML may begin with a quote and run over several lines."""
    if text.is_body:
        return Places(text.at).at(match.start())
    lines = sources.get(text.at.path, b"").decode(errors="replace").splitlines()[text.at.line - 1 :]
    written = text.at.with_text("\n".join(lines)[text.at.column - 1 :])
    for index, found in enumerate(searcher.pattern.finditer(written)):
        if index == count:
            return Places(written).at(found.start())
    return text.at


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
