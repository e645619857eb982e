"""Words by language: message catalogues, dates, numbers, order and names of languages, all through Babel."""

from __future__ import annotations

import contextlib
import gettext
import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache, partial
from io import BytesIO
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from babel.support import Translations

from site_gen.model.kinds import Foreign

# What templates and labels are written in.
TEMPLATES_LANGUAGE = "en"

# The context of messages that are folders of addresses, and no text of a page.
ADDRESS = "address"

# In these languages, unlike in others, a letter with a sign on it is a letter of its own, behind that without.
OWN_LETTERS = {"es": "ñ", "sv": "åäö", "fi": "åäö", "pl": "ąćęłńóśźż", "tr": "çğöşü", "vi": "ăâđêôơư"}


def catalogue_path(language: str) -> str:
    """Where the words of the templates stand in *language*."""
    return f"templates/i18n/{language}.po"


def read_catalogue(sources: Mapping[str, bytes], language: str) -> gettext.NullTranslations:
    """The messages of templates/i18n/<language>.po; a message that it lacks knows that it is English."""
    if language == TEMPLATES_LANGUAGE:
        return gettext.NullTranslations()
    return _compile(sources.get(catalogue_path(language), b""), language)


# Asked for by several stages of each build.
@lru_cache(maxsize=8)
def _compile(po: bytes, language: str) -> gettext.NullTranslations:
    catalogue = gettext.NullTranslations()
    compiled = BytesIO()
    # What is wrong with the file, `translations` has told.
    with contextlib.suppress(PoFileError, ValueError):
        write_mo(compiled, read_po(BytesIO(po), locale=language, abort_invalid=True))
        compiled.seek(0)
        catalogue = Translations(compiled)
    catalogue.add_fallback(_Untranslated())
    return catalogue


def read_folder_names(sources: Mapping[str, bytes]) -> Callable[[str, str], str]:
    """What folders of addresses are called: a function of the folder and the language."""
    catalogue = cache(partial(read_catalogue, sources))
    return lambda folder, language: catalogue(language).pgettext(ADDRESS, folder)


class _Untranslated(gettext.NullTranslations):
    """Stands behind a catalogue: what that does not have is in the language of the templates."""

    def gettext(self, message: str) -> str:
        return Foreign.made_of(message, TEMPLATES_LANGUAGE)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return Foreign.made_of(msgid1 if n == 1 else msgid2, TEMPLATES_LANGUAGE)

    def pgettext(self, context: str, message: str) -> str:
        """Words that stand in addresses are no text to be read."""
        del context
        return message


def is_known(language: str) -> bool:
    """Whether dates and lists can be written in *language*."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def _locale(language: str) -> Locale:
    """As it is written in the United States, where Babel knows that; Spanish has 1,000 here, and 1.000 in Spain."""
    try:
        return Locale(language, "US")
    except UnknownLocaleError:
        return Locale.parse(language)


def name_language(language: str) -> str:
    """What a language calls itself: English, Español."""
    name = _locale(language).get_language_name(language) or language
    return name[:1].upper() + name[1:]


def say_number(number: int, language: str) -> str:
    """1,000."""
    return format_decimal(number, locale=_locale(language))


def say_date(day: date, language: str) -> str:
    """A date as people write it: November 22, 2026."""
    return format_date(day, format="long", locale=_locale(language))


def say_age(count: int, unit: Literal["day", "month", "year"], language: str) -> str:
    """3 months ago."""
    # Babel chooses the unit by a share of the next larger one; no share is large enough here.
    span = timedelta(days=-count * _DAYS[unit])
    return format_timedelta(span, granularity=unit, threshold=math.inf, add_direction=True, locale=_locale(language))


_DAYS = {"day": 1, "month": 30, "year": 365}


def say_list(items: list[str], language: str) -> str:
    """One, two, and three."""
    return format_list(items, locale=_locale(language))


def text_direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(language).text_direction


def order_key(text: str, language: str) -> tuple[str, str]:
    """By what names are sorted: letters first, and only where these are the same, signs on them and capitals."""
    own = OWN_LETTERS.get(language, "")
    letters = (_order_letter(letter, own) for letter in unicodedata.normalize("NFC", text.casefold()))
    return "".join(letters), text


@lru_cache(maxsize=4096)
def _order_letter(letter: str, own: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    # Behind the plain letter, whatever follows that.
    return plain + chr(0x10FF00 + own.index(letter)) if letter in own else plain


def first_letter(text: str, language: str) -> str:
    """The letter that *text* is found under in a list from A to Z."""
    letter = text[0].upper()
    return letter if letter.lower() in OWN_LETTERS.get(language, "") else order_key(letter, language)[0][:1].upper()
