"""Words by language: message catalogues, dates, numbers and names of languages, all through Babel."""

from __future__ import annotations

import gettext
import math
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def read_catalogue(sources: Mapping[str, bytes], language: str) -> gettext.NullTranslations:
    """The messages of templates/i18n/<language>.po; the templates' own English where there is none."""
    po = sources.get(f"templates/i18n/{language}.po")
    if po is None:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po), locale=language))
    compiled.seek(0)
    return Translations(compiled)


def is_known(language: str) -> bool:
    """Whether dates and lists can be written in *language*."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def say_date(day: date, language: str) -> str:
    """A date as people write it: November 22, 2026."""
    return format_date(day, format="long", locale=language)


def say_age(count: int, unit: Literal["day", "month", "year"], language: str) -> str:
    """3 months ago."""
    # Babel chooses the unit by a share of the next larger one; no share is large enough here.
    span = timedelta(days=-count * _DAYS[unit])
    return format_timedelta(span, granularity=unit, threshold=math.inf, add_direction=True, locale=language)


_DAYS = {"day": 1, "month": 30, "year": 365}


def say_list(items: list[str], language: str) -> str:
    """One, two, and three."""
    return format_list(items, locale=language)


def text_direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(language).text_direction
