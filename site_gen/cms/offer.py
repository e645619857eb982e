"""What an editor in a browser may be given to edit, and how its forms are put together from the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from site_gen.documents import parse_file
from site_gen.model import FrontMatter, Helplines, Pattern, Program, Site, SiteConfig, Translation, Words
from site_gen.model.forms import ChoiceForm, Form, ListForm, RecordField, TextForm, fields_of, form_of
from site_gen.reading import Notes, reader_of
from site_gen.schema import CONFIG, DIRECTORY, HELPLINES

Settings: TypeAlias = dict[str, object]

NOT_OFFERED: Mapping[type, frozenset[str]] = {
    Program: frozenset({"levels", "serves_only"}),
    SiteConfig: frozenset({"limits"}),
}
TITLES: Mapping[str, str] = {CONFIG: "The site", HELPLINES: "Helplines", DIRECTORY: "Programs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CmsSettings:
    """The *text* of a file of settings. *left_out*: files that are not offered, each with why."""

    text: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one editor names the parts of a form. *choices*: the ids that a key may hold, by that key."""

    site: Site
    choices: Mapping[str, tuple[str, ...]]
    write: Callable[[str, Form, Settings, Writer], Settings]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(map(str, self.site.config.languages))

    def write_fields(self, record: type) -> list[Settings]:
        return [
            self.write_field(field)
            for field in fields_of(record)
            if field.key not in NOT_OFFERED.get(record, frozenset())
        ]

    def write_front_matter(self, language: str) -> list[Settings]:
        """Of an article in *language*: one that is translated says less."""
        return self.write_fields(FrontMatter if language == self.languages[0] else Translation)

    def write_field(self, field: RecordField) -> Settings:
        common: Settings = {"name": field.key, "label": label_of(field.key), "required": field.required}
        return self.write(field.key, _known_ids(field, self.choices), common, self)


def _known_ids(field: RecordField, choices: Mapping[str, tuple[str, ...]]) -> Form:
    """A field that names something else of the site becomes a choice of what there is."""
    form = form_of(field.kind)
    if not choices.get(field.key):
        return form
    chosen = ChoiceForm(choices=choices[field.key])
    return ListForm(item=chosen) if isinstance(form, ListForm) else chosen


def label_of(key: str) -> str:
    """What a person reads above the field."""
    return key.replace("_", " ").capitalize()


def pattern_of(form: Form) -> Pattern | None:
    """Of several forms, the pattern of none: an editor in a browser knows only one."""
    return form.pattern if isinstance(form, TextForm) else None


def whole(pattern: Pattern) -> str:
    """As a pattern that the whole value must match."""
    return f"^(?:{pattern.regex})$"


def list_choices(site: Site) -> Mapping[str, tuple[str, ...]]:
    """The ids of the site that a key of this name may hold."""
    return {
        "level": tuple(str(level.id) for level in site.criteria.levels),
        "sources": tuple(str(source.id) for source in site.sources),
        "admission": tuple(str(criterion.id) for criterion in site.criteria.criteria),
    }


def list_offered(sources: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The files that can be offered, and why the others cannot: a field of a form takes text, not text by language."""
    left_out = [path for path in _RECORDS if not _is_plain(path, sources[path])]
    offered = tuple(path for path in (*_RECORDS, DIRECTORY) if path in sources and path not in left_out)
    return offered, tuple(f"{path}: here every text must stand without a language" for path in left_out)


_RECORDS: Mapping[str, type] = {CONFIG: SiteConfig, HELPLINES: Helplines}


def _is_plain(path: str, data: bytes) -> bool:
    """Looked up in the file itself: a site that is loaded has its translations with it."""
    document, _ = parse_file(path, data)
    read = reader_of(_RECORDS[path])(document.root, Notes()) if document else None
    return all(language == "" for words in _find_words(read) for language, _ in words.translations)


def _find_words(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _find_words(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _find_words(getattr(value, field.name))


def write_yaml(settings: Settings, name: str) -> str:
    """The file, with a word on where it comes from."""
    heading = f"# Settings of {name}, made by build.py schema; see docs/editing-in-a-browser.md.\n"
    return heading + yaml.dump(settings, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Without aliases, which neither people nor every editor can follow."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True
