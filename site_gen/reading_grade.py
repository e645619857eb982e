"""How many years of school a text asks for: the Flesch-Kincaid grade, counted our own way.

A syllable is a group of vowels; a silent e at the end is none. That is a little off for single words and
close enough for whole texts. Numbers count as one syllable, since readers see them as one sign.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+")
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?<![aeiouyl])e$|(?<![aeiouylcghsxz])es$|(?<![aeiouytd])ed$|(?<=[aeiouy]l)es?$")


def grade(text: str) -> float:
    """The grade of a text; a line break ends a sentence, as a full stop does. An empty text has grade 0."""
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """Groups of vowels in each part of a hyphenated word, at least one; an abbreviation is read by its letters."""
    if word.isdigit():
        return 1
    if word.isupper() and len(word) > 1:
        return len(word)
    return sum(_count_part(part) for part in word.lower().replace("'", "").split("-") if part)


def _count_part(part: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", part))))
