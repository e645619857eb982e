"""The texts of the YAML files in other languages: content/<language>/texts.po, by the text that they translate.

A text is looked up by its words, not by its place. So a text that has changed has no translation any more, whoever
forgets to say so, and one that stands in two places is translated once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

from babel.messages.pofile import PoFileError, read_po

from site_gen.diagnostics import Located
from site_gen.model import Program, Site, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """What a file translates: *texts* by the words of the original. *fault*: why it could not be read."""

    path: str
    texts: Mapping[str, Located]
    fault: str = ""


def texts_path(language: str) -> str:
    """Where the texts of the YAML files stand in *language*."""
    return f"content/{language}/texts.po"


def read_texts(sources: Mapping[str, bytes], language: str) -> TextFile:
    """What stands in the file of *language*; entries that are empty or marked as fuzzy count as not there."""
    return _read_texts(sources.get(texts_path(language), b""), language)


# Asked for by several stages of each build.
@lru_cache(maxsize=8)
def _read_texts(data: bytes, language: str) -> TextFile:
    path = texts_path(language)
    try:
        read = read_po(BytesIO(data), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        return TextFile(path=path, texts={}, fault=str(error))
    return TextFile(
        path=path,
        texts={
            settle(str(message.id)): Located(str(message.string), path=path, line=message.lineno or 1)
            for message in read
            if message.id and message.string and not message.fuzzy
        },
    )


def settle(text: str) -> str:
    """*text* on one line: how a file breaks it does not count."""
    return " ".join(text.split())


def fill(site: Site, sources: Mapping[str, bytes]) -> Site:
    """*site* with every text in all its languages, as far as it is translated; a YAML file itself goes first."""
    home, *others = map(str, site.config.languages)
    if not others:
        return site
    files = {language: read_texts(sources, language).texts for language in others}
    filler = _Filler(home=home, files=files)
    filled = {
        name: filler.fill(getattr(site, name)) for name in ("config", "helplines", "criteria", "glossary", "sources")
    }
    programs = tuple(filler.fill_program(program) for program in site.directory.programs)
    return replace(site, **filled, directory=replace(site.directory, programs=programs))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filler:
    home: str
    files: Mapping[str, Mapping[str, Located]]

    def fill(self, value: Any) -> Any:
        """*value*, whatever it is, with the texts in it."""
        if isinstance(value, Words):
            return Words(translations=tuple(self._fill_words(value)))
        if isinstance(value, tuple):
            return tuple(map(self.fill, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: self.fill(getattr(value, field.name)) for field in dataclasses.fields(value)}
            )
        return value

    def fill_program(self, program: Program) -> Program:
        """A directory has a million values; of each program only this one is a text."""
        return replace(program, note=self.fill(program.note)) if program.note else program

    def _fill_words(self, words: Words) -> Iterator[tuple[str, Located]]:
        written = {language or self.home: text for language, text in words.translations}
        original = settle(words.at)
        found = {language: texts[original] for language, texts in self.files.items() if original in texts}
        yield from (
            {**written, **{language: text for language, text in found.items() if language not in written}}
        ).items()
