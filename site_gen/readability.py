"""How hard a text is to read: school grade, long sentences, and short forms that nobody spelled out.

The grade is that of Flesch and Kincaid for English. For Spanish it is Fernández Huerta's score, put on
the same scale of grades. Syllables are counted by groups of vowels, so a page as a whole is off by little.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from site_gen.diagnostics import Diagnostic, Located, fault, quoted
from site_gen.markup import Passage, Places, passages
from site_gen.model import Article, Criterion, Limits, Site, Words
from site_gen.reading_grade import count_syllables as english_syllables

MAX_SHOWN = 3
# The grade of a few words alone means nothing.
MIN_WORDS = 6
# A bracket that explains a short form is not longer.
FAR = 200
WORDS_KEPT = 20_000

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d[\d.,]*")
# A sentence ends at . ! ? and where its passage ends; not after an initial, nor after a few short forms.
_END = re.compile(
    r"[.!?…](?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bvs\.)[\"\u201d\u2019')]*\s+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence on one line, its offset in its text, and how many words and syllables it has."""

    start: int
    text: str
    words: int
    syllables: int


def check(site: Site, *, drafts: bool = False) -> Iterator[Diagnostic]:
    """W431, W432, W433: articles and questions that are harder to read than the site allows."""
    limits = site.config.limits
    short_forms = {str(words.id): frozenset(map(str, words.short_forms)) for words in site.wording.languages}
    for article in site.articles:
        if (drafts or not article.front.draft) and article.language in GRADES:
            yield from _check_article(article, limits, short_forms.get(article.language, frozenset()))
    for criterion in site.criteria.criteria:
        yield from _check_question(criterion, limits, str(site.config.languages[0]))


def _check_article(article: Article, limits: Limits, known: Collection[str]) -> Iterator[Diagnostic]:
    texts = tuple(passages(article.body))
    sentences = [
        sentence
        for passage in texts
        for sentence in split_sentences(passage.text, article.language, start=passage.start)
    ]
    places = Places(article.body)
    grade = grade_of(sentences, article.language)
    if grade > limits.article_grade:
        longer = [sentence for sentence in sentences if sentence.words >= MIN_WORDS]
        for sentence in sorted(longer, key=lambda each: -grade_of([each], article.language))[:MAX_SHOWN]:
            message = f"this page reads at grade {grade:.1f}, above {limits.article_grade}: here is a hard sentence"
            yield fault("W431", places.at(sentence.start), message, "use shorter words, and one thought to a sentence")
    for sentence in sorted(sentences, key=lambda each: -each.words)[:MAX_SHOWN]:
        if sentence.words > limits.sentence_words:
            yield _long_sentence(places.at(sentence.start), sentence, limits)
    lead = f"{article.front.title}\n{article.front.summary}"
    for offset, short in find_unexplained(lead, texts, known):
        yield _unexplained(places.at(offset), short)


def _check_question(criterion: Criterion, limits: Limits, home: str) -> Iterator[Diagnostic]:
    """The question with what stands beside it: a grade of a few words alone means nothing."""
    for asked in (criterion.ask, criterion.ask_me):
        for language, at in asked.translations if asked else ():
            spoken = language or home
            if spoken in GRADES:
                beside = (criterion.why, *(option.label for option in criterion.options))
                yield from _check_asked(at, beside, spoken, limits)


def _check_asked(at: Located, beside: Collection[Words], language: str, limits: Limits) -> Iterator[Diagnostic]:
    asked = split_sentences(at, language)
    others = [each for words in beside for each in split_sentences(words.in_language(language), language)]
    grade = grade_of([*asked, *others], language)
    if grade > limits.question_grade:
        message = (
            f"with its reason and its options this question reads at grade {grade:.1f}, above {limits.question_grade}"
        )
        yield fault("W431", at, message, "use shorter words, and one thought to a sentence")
    for sentence in asked:
        if sentence.words > limits.sentence_words:
            yield _long_sentence(at, sentence, limits)


def _long_sentence(at: Located, sentence: Sentence, limits: Limits) -> Diagnostic:
    message = f"this sentence has {sentence.words} words, more than {limits.sentence_words}: {quoted(sentence.text)}"
    return fault("W432", at, message, "make two sentences of it, or a list")


def _unexplained(at: Located, short: str) -> Diagnostic:
    hint = (
        f"at its first use on the page write it out, then ({short}); or add it to short_forms in content/wording.yaml"
    )
    return fault("W433", at, f'"{short}" is not spelled out', hint)


# --- sentences and grades ------------------------------------------------------------------------------


def split_sentences(text: str, language: str, *, start: int = 0) -> list[Sentence]:
    """The sentences of a passage; what holds no word is none."""
    ends = [match.end() for match in _END.finditer(text)]
    pieces = zip([0, *ends], [*ends, len(text)], strict=True)
    made = (_make_sentence(text[first:last], language, start + first) for first, last in pieces)
    return [sentence for sentence in made if sentence.words]


def _make_sentence(text: str, language: str, start: int) -> Sentence:
    words = _WORD.findall(text)
    count = _SYLLABLES.get(language, english_syllables)
    return Sentence(
        start=start + len(text) - len(text.lstrip()),
        text=" ".join(text.split()),
        words=len(words),
        syllables=sum(count(word) for word in words),
    )


def grade_of(sentences: Collection[Sentence], language: str) -> float:
    """The school grade it takes to read these sentences; 0 for none."""
    words = sum(sentence.words for sentence in sentences)
    if not words:
        return 0.0
    syllables = sum(sentence.syllables for sentence in sentences)
    return round(GRADES[language](words / len(sentences), syllables / words), 1)


def _flesch_kincaid(words_in_sentence: float, syllables_in_word: float) -> float:
    return 0.39 * words_in_sentence + 11.8 * syllables_in_word - 15.59


def _fernandez_huerta(words_in_sentence: float, syllables_in_word: float) -> float:
    """The grade that goes with the score: 90 is grade 4, 80 grade 5, 70 grade 6 and 60 grade 7 or 8.

    So says the table at legible.es/blog/lecturabilidad-fernandez-huerta, which has the corrected formula too. Below
    60 it names no grades but years before and at a university; those numbers are ours.
    """
    score = 206.84 - 60 * syllables_in_word - 1.02 * words_in_sentence
    return next((grade for least, grade in _SCORES if score >= least), _HARDEST)


_SCORES = ((90, 4.0), (80, 5.0), (70, 6.0), (60, 7.5), (50, 11.0), (30, 14.0))
_HARDEST = 16.0

GRADES: Mapping[str, Callable[[float, float], float]] = {"en": _flesch_kincaid, "es": _fernandez_huerta}


# --- syllables, and short forms --------------------------------------------------------------------------

_NUCLEUS = re.compile(r"[iuü]?[aeoáéó](?:[iu](?![aeoáéó])|y(?![aeiouáéíóú]))?|[íú]|[iuü]+|(?<=[^aeiouáéíóú])y$")


_SILENT_U = re.compile(r"(?<=[gq])u(?=[eéií])")


def spanish_syllables(word: str) -> int:
    """By nuclei: a strong vowel with the weak ones beside it, or a weak one with an accent; 1 for a number."""
    return max(1, len(_NUCLEUS.findall(_SILENT_U.sub("", word.lower()))))


# A site says the same words again and again.
_SYLLABLES: Mapping[str, Callable[[str], int]] = {
    "en": lru_cache(WORDS_KEPT)(english_syllables),
    "es": lru_cache(WORDS_KEPT)(spanish_syllables),
}

_SHORT_FORM = re.compile(r"\b[A-Z]{2,6}(?=s?\b)")
_EXPLAINED_BEFORE = re.compile(r"\w[\u201d\"]?\s+\((?:[^()]*,\s)?(?:or\s)?\Z")
_EXPLAINED_AFTER = re.compile(r"s?\s+\(\w+\s+\w|(?:,|\s+is)\s+(?:an?|the|una?|el|la)\s")


def find_unexplained(lead: str, texts: Iterable[Passage], known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Short forms that are not spelled out where they first stand, with their offsets.

    Spelled out is `intensive outpatient (IOP)`, `IOP (intensive outpatient)` and `HIPAA is the law`, on the page or in
    its *lead*, the title and the summary.
    """
    seen = {match[0] for match in _SHORT_FORM.finditer(lead) if _is_explained(lead, match)} | set(known)
    for passage in texts:
        for match in _SHORT_FORM.finditer(passage.text):
            if match[0] not in seen and not _is_explained(passage.text, match):
                yield passage.start + match.start(), match[0]
            seen.add(match[0])


def _is_explained(text: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - FAR)
    return bool(_EXPLAINED_BEFORE.search(text[start : match.start()]) or _EXPLAINED_AFTER.match(text, match.end()))
