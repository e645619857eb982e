"""Text in another language than its page, which a screen reader would say with the wrong sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.diagnostics import Diagnostic
from site_gen.verify.facts import PageFacts

# Little words that a sentence can hardly do without, and that the other language does not have.
LITTLE_WORDS = {
    "en": re.compile(r"\b(?:and|are|at|for|from|is|it|not|of|on|or|that|the|they|this|to|was|what|when|with|your?)\b"),
    "es": re.compile(r"\b(?:al|como|con|cuando|del?|el|en|es|las?|los|más|para|pero|por|que|son|sus?|una?|y)\b"),
}
# Where a text in the language stands, some of these do; to look for them costs next to nothing.
TELLING = {"en": (" the ", " you ", " and ", " to "), "es": (" para ", " que ", " los ", " una ", " con ")}
FEWEST = 5
"""So many little words of the other language make a sentence; a name such as "El Centro de la Raza" has fewer."""


def find_foreign_text(page: PageFacts) -> Iterator[Diagnostic]:
    """E619: text in another language says so (lang), and a link to a page in another language is in that one."""
    root = next(iter(page.named("html")), None)
    own = _primary(root.attributes.get("lang", "")) if root else ""
    yield from _find_silent_links(page, own)
    if own not in LITTLE_WORDS:
        return
    for other in LITTLE_WORDS.keys() - {own}:
        if any(word in page.text for word in TELLING[other]):
            yield from _find_sentences(page, own, other)


def _find_silent_links(page: PageFacts, own: str) -> Iterator[Diagnostic]:
    """A link to the same page in another language names it in that language."""
    for link in page.named("a"):
        there = _primary(link.attributes.get("hreflang", ""))
        if there and there != own and _language_at(page, link.text_from, own) != there:
            message = f'the link leads to a page in "{there}", but its words are not marked as "{there}"'
            yield page.fault("E619", link.at, message, f'write lang="{there}"')


def _find_sentences(page: PageFacts, own: str, other: str) -> Iterator[Diagnostic]:
    offset = 0
    for line in page.text.split("\n"):
        if _is_in(line, other, own) and _language_at(page, offset, own) != other:
            message = f'this text is in "{other}", but the page is in "{own}": "{" ".join(line.split())[:60]}"'
            yield page.fault("E619", page.place_of_text(offset), message, f'put it into an element with lang="{other}"')
        offset += len(line) + 1


def _is_in(line: str, language: str, not_in: str) -> bool:
    found = len(set(LITTLE_WORDS[language].findall(line.lower())))
    return found >= FEWEST and found > len(set(LITTLE_WORDS[not_in].findall(line.lower())))


def _language_at(page: PageFacts, offset: int, own: str) -> str:
    """The language that the innermost element around this place of the text says."""
    marked = (one for one in reversed(page.having("lang")) if one.text_from <= offset < one.text_to)
    return next((_primary(one.attributes["lang"]) for one in marked), own)


def _primary(tag: str) -> str:
    return tag.strip().lower().partition("-")[0]
