"""What templates can say in one language: filters for words, days, numbers and lists, and numbers inside messages."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from site_gen import i18n, phones, urls
from site_gen.ages import Age
from site_gen.model import Helpline, HelplineAccess, Words
from site_gen.program_lists import ProgramList

_Part = TypeVar("_Part", bound=tuple[ProgramList, int])


class _Says(Protocol):
    def __call__(self, context: Context, /, *messages: object, **values: object) -> str: ...


def make_filters(language: str, home: str, catalogue: gettext.NullTranslations) -> dict[str, Callable[..., Any]]:
    """The filters of templates for pages in *language*, on a site whose first language is *home*."""

    def words(written: Words) -> str:
        return written.in_language(language)

    def say(label: str | Words) -> str:
        """A label that is a message, or the name of a record."""
        return words(label) if isinstance(label, Words) else catalogue.gettext(str(label))

    def day(value: date) -> str:
        return i18n.say_date(value, language)

    def age(value: Age) -> str:
        return i18n.say_age(value.count, value.unit, language)

    def number(value: int) -> str:
        return i18n.say_number(value, language)

    def and_list(items: Iterable[str]) -> Markup:
        """Escaped one by one: an item may be in another language, and say so."""
        return Markup(i18n.say_list([escape(item) for item in items], language))  # noqa: S704

    def access(line: Helpline) -> HelplineAccess | None:
        return line.access_in(language)

    def marked(name: str, code: str = home) -> str:
        """A name that is the same in all languages, and is in one of them."""
        return name if code == language else Markup('<span lang="{}">{}</span>').format(code, name)

    def by_name(parts: Iterable[_Part]) -> list[_Part]:
        """Parts of the directory in the order of their names."""
        kept = list(parts)
        names = (part[0].trail[-1].name for part in kept)
        keys = [i18n.order_key(say(name.label) % name.values, language) for name in names]
        return [kept[place] for place in sorted(range(len(kept)), key=keys.__getitem__)]

    spoken: tuple[Callable[..., Any], ...] = (words, say, day, age, number, and_list, access, marked, by_name)
    linking = (phones.call_link, phones.text_link, urls.article_address, urls.level_address, urls.program_address)
    return {one.__name__: one for one in (*spoken, *linking)}


def with_spoken_numbers(says: _Says, language: str) -> _Says:
    """A function that looks up messages, for one that writes the numbers in them as the language does."""

    @pass_context
    def speak(context: Context, /, *messages: object, **values: object) -> str:
        return says(context, *messages, **_spoken(values, language))

    return speak


def _spoken(values: Mapping[str, object], language: str) -> dict[str, object]:
    return {name: i18n.say_number(value, language) if type(value) is int else value for name, value in values.items()}
