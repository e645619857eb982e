"""How single values look: text forms, closed choices, words by language, and answers that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from markupsafe import escape

from site_gen import vocabulary
from site_gen.diagnostics import Located


@dataclass(frozen=True, slots=True)
class Pattern:
    """The whole value matches *regex*; *words* says so to a person."""

    regex: str
    words: str
    max_length: int = 200


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these ids."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping in the file: each key becomes the `id` of its record, order kept."""


# A host has a dot in it, and ends in letters or is four plain numbers: nothing that only some programs take for a
# number. Letters outside ASCII stand in it as their code (xn--...): what looks like another host is seen to be none.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NUMBER = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
HOST = rf"(?:(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])|{_NUMBER}(?:\.{_NUMBER}){{3}})"
PORT = r"(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?"

Id = Annotated[
    Located,
    Pattern(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", "small letters and digits, with - or _ between words", 80),
]
Slug = Annotated[Located, Pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*", "small letters and digits, with - between words", 80)]
PhoneNumber = Annotated[Located, Pattern(r"[2-9]\d{2}-[2-9]\d{2}-\d{4}", "a US number such as 973-555-0123", 12)]
Extension = Annotated[Located, Pattern(r"\d{1,8}", "digits only", 8)]
HelplineNumber = Annotated[
    Located, Pattern(r"\d{3}|\d{5,6}|1-\d{3}-\d{3}-\d{4}", "911, 988, a short code, or 1-800-555-0123", 14)
]
PressedKey = Annotated[Located, Pattern(r"[0-9*#]", 'one key of a phone, such as "2"', 1)]
Zip = Annotated[Located, Pattern(r"\d{5}", 'five digits in quotes, such as "07102"', 5)]
StateCode = Annotated[Located, Pattern(r"[A-Z]{2}", "two capital letters, such as NJ", 2)]
WebAddress = Annotated[
    Located,
    Pattern(
        rf"https?://{HOST}{PORT}(?:/[!#-;=?-\[\]_a-z~]*)?",
        "a web address such as https://example.org/page",
        300,
    ),
]
ClockTime = Annotated[Located, Pattern(r"(?:[01]\d|2[0-3]):[0-5]\d", 'a time such as "18:30"', 5)]
Hours = Annotated[Located, Pattern(r"\d{1,2}(?:-\d{1,2})?", 'hours such as "9-12"', 5)]
Coordinate = Annotated[Located, Pattern(r"-?\d{1,3}(?:\.\d+)?", 'degrees such as "40.73"', 14)]
Year = Annotated[Located, Pattern(r"\d{4}[A-Za-z0-9_ ,.;()/&'-]{0,30}", "a year such as 2024", 34)]
Email = Annotated[Located, Pattern(rf"[A-Za-z0-9._+-]+@{HOST}", "an address such as help@example.org", 200)]
Color = Annotated[Located, Pattern(r"#[0-9a-f]{6}", 'a color in quotes, such as "#0b5a5c"', 7)]
LanguageCode = Annotated[Located, Pattern(r"[a-z]{2,3}", "a language code such as en", 3)]
OriginalDigest = Annotated[Located, Pattern(r"[0-9a-f]{12}", "twelve digits from 0 to 9 and a to f", 12)]

# A directory has a million of these: without a place of its own, each is there once. Those that a fault may be told at
# have one: `no` may say what `yes` says too.
Payment = Annotated[str, OneOf(tuple(vocabulary.PAYMENT))]
Offer = Annotated[str, OneOf(tuple(vocabulary.OFFERS))]
Population = Annotated[str, OneOf(tuple(vocabulary.POPULATIONS))]
Only = Annotated[str, OneOf(tuple(vocabulary.SERVES_ONLY))]
Age = Annotated[str, OneOf(tuple(vocabulary.AGES))]
SpokenLanguage = Annotated[str, OneOf(tuple(vocabulary.LANGUAGES))]
NoPayment = Annotated[Located, OneOf(tuple(vocabulary.PAYMENT))]
NoOffer = Annotated[Located, OneOf(tuple(vocabulary.OFFERS))]
NoLanguage = Annotated[Located, OneOf(tuple(vocabulary.LANGUAGES))]
Accreditation = Annotated[str, OneOf(tuple(vocabulary.ACCREDITATION))]
Format = Annotated[str, OneOf(tuple(vocabulary.FORMATS))]
PhoneType = Annotated[str, OneOf(tuple(vocabulary.PHONE_TYPES))]
Weekday = Annotated[str, OneOf(tuple(vocabulary.WEEKDAYS))]
Status = Annotated[str, OneOf(tuple(vocabulary.STATUS))]
How = Annotated[str, OneOf(tuple(vocabulary.VERIFIED_HOW))]
Fix = Annotated[Located, OneOf(tuple(vocabulary.FIXES))]
Stage = Annotated[Located, OneOf(tuple(vocabulary.STAGES))]
Section = Annotated[Located, OneOf(("guide", "site"))]


# Around a text in another language than its page. No source can hold them, so they are never anybody's words.
FOREIGN, FOREIGN_TEXT, FOREIGN_END = "\ufff9", "\ufffa", "\ufffb"


class Foreign(Located):
    """A text in another *language* than the page that shows it, because it is not translated.

    Templates write it between marks; `foreign` makes of them what the page can hold at that place.
    """

    __slots__ = ("language",)

    language: str

    @classmethod
    def made_of(cls, text: str, language: str) -> Foreign:
        """*text*, which is in *language*."""
        at = text if isinstance(text, Located) else Located(text, path="")
        foreign = cls(text, path=at.path, line=at.line, column=at.column)
        foreign.language = language
        return foreign

    def with_text(self, text: str) -> Foreign:
        """The same place and language, other text."""
        return Foreign.made_of(super().with_text(text), self.language)

    def __html__(self) -> str:
        return f"{FOREIGN}{self.language}{FOREIGN_TEXT}{escape(str(self))}{FOREIGN_END}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text for readers: one string, or one for each language (`{en: ..., es: ...}`).

    *translations* holds (language code, text), the text as it was written first; a plain string stands under the code
    "" until `texts` has put its language there, on a site in several languages.
    """

    translations: tuple[tuple[str, Located], ...]

    def __str__(self) -> str:
        return str(self.at)

    @property
    def at(self) -> Located:
        return self.translations[0][1]

    @property
    def as_written(self) -> str | dict[str, str]:
        """As it can stand in a file: one text, or one for each language."""
        texts = {language: str(text) for language, text in self.translations}
        return texts if len(texts) > 1 else str(self)

    def in_language(self, language: str) -> str:
        """The text in *language*; else the first one written, which knows that it is in another."""
        written = dict(self.translations)
        if language in written:
            return str(written[language])
        first = self.translations[0][0]
        return Foreign.made_of(self.at, first) if first else str(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Answers that count: for every criterion named, one of the options listed with it.

    In a file: `{home: [sober], support: ["yes"]}`. A criterion that was not asked matches nothing.
    """

    terms: tuple[tuple[Located, tuple[Located, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every criterion with every option named for it."""
        return frozenset((str(criterion), str(option)) for criterion, options in self.terms for option in options)
