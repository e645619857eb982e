"""What templates can say in one language: filters for words, days, numbers and lists, and numbers inside messages."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from site_gen import i18n, phones, urls
from site_gen.ages import Age
from site_gen.model import Foreign, Helpline, HelplineAccess, Words
from site_gen.program_lists import ProgramList

_Part = TypeVar("_Part", bound=tuple[ProgramList, int])


class _Says(Protocol):
    def __call__(self, context: Context, /, *messages: object, **values: object) -> str: ...


def make_filters(language: str, home: str, catalogue: gettext.NullTranslations) -> dict[str, Callable[..., Any]]:
    """The filters of templates for pages in *language*, on a site whose first language is *home*."""
    speaker = _Speaker(language=language, home=home, catalogue=catalogue)
    spoken = (
        *(speaker.words, speaker.say, speaker.day, speaker.age, speaker.number),
        *(speaker.and_list, speaker.access, speaker.marked, speaker.by_name),
    )
    linking = (phones.call_link, phones.text_link, urls.article_address, urls.level_address, urls.program_address)
    return {one.__name__: one for one in (*spoken, *linking)}


@dataclass(frozen=True, kw_only=True)
class _Speaker:
    """The filters that know their language, by the names that templates call them."""

    language: str
    home: str
    catalogue: gettext.NullTranslations

    def words(self, written: Words) -> str:
        return written.in_language(self.language)

    def say(self, label: str | Words, **values: str) -> str:
        """A label that is a message, or the name of a record, as text: `_()` takes what it is given for safe HTML."""
        if isinstance(label, Words):
            return self.words(label)
        said = self.catalogue.gettext(str(label))
        if not values:
            return said
        return said.with_text(said % values) if isinstance(said, Foreign) else said % values

    def day(self, value: date) -> str:
        return i18n.say_date(value, self.language)

    def age(self, value: Age) -> str:
        return i18n.say_age(value.count, value.unit, self.language)

    def number(self, value: int) -> str:
        return i18n.say_number(value, self.language)

    def and_list(self, items: Iterable[str]) -> Markup:
        """Escaped one by one: an item may be in another language, and say so."""
        return Markup(i18n.say_list([escape(item) for item in items], self.language))  # noqa: S704  each item is escaped

    def access(self, line: Helpline) -> HelplineAccess | None:
        return line.access_in(self.language)

    def marked(self, name: str, code: str = "") -> str:
        """A name that is the same in all languages, and is in one of them: the first, if no other is told."""
        spoken = code or self.home
        return name if spoken == self.language else Markup('<span lang="{}">{}</span>').format(spoken, name)

    def by_name(self, parts: Iterable[_Part]) -> list[_Part]:
        """Parts of the directory in the order of their names."""
        kept = list(parts)
        names = (part[0].trail[-1].name for part in kept)
        keys = [i18n.order_key(self.say(name.label, **name.values), self.language) for name in names]
        return [kept[place] for place in sorted(range(len(kept)), key=keys.__getitem__)]


def with_spoken_numbers(says: _Says, language: str) -> _Says:
    """A function that looks up messages, for one that writes the numbers in them as the language does."""

    @pass_context
    def speak(context: Context, /, *messages: object, **values: object) -> str:
        return says(context, *messages, **_spoken(values, language))

    return speak


def _spoken(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: i18n.say_number(value, language) if type(value) is int else value for name, value in values.items()}
