"""Words by language."""

from __future__ import annotations

from datetime import date

import pytest

from site_gen import i18n

PO = b"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Find a program"
msgstr "Busque un programa"
"""


def test_catalogue_is_compiled_in_memory() -> None:
    """A .po file among the sources translates; nothing is written to disk."""
    catalogue = i18n.read_catalogue({"templates/i18n/es.po": PO}, "es")
    assert catalogue.gettext("Find a program") == "Busque un programa"


def test_language_without_a_catalogue_keeps_the_words_of_the_templates() -> None:
    """English needs no catalogue."""
    assert i18n.read_catalogue({}, "en").gettext("Find a program") == "Find a program"


def test_dates_and_lists_are_said_as_people_say_them() -> None:
    """Babel's rules for each language, not string formats."""
    day = date(2026, 11, 2)
    assert [i18n.say_date(day, "en"), i18n.say_date(day, "es")] == ["November 2, 2026", "2 de noviembre de 2026"]
    assert i18n.say_list(["a", "b", "c"], "en") == "a, b, and c"
    assert [i18n.text_direction("en"), i18n.text_direction("ar")] == ["ltr", "rtl"]


def test_an_age_is_said_in_the_unit_it_is_counted_in() -> None:
    """Babel would round 23 months to 2 years."""
    assert ["1 day ago", "30 days ago", "23 months ago", "2 years ago"] == [
        i18n.say_age(1, "day", "en"),
        i18n.say_age(30, "day", "en"),
        i18n.say_age(23, "month", "en"),
        i18n.say_age(2, "year", "en"),
    ]
    assert "hace 3 meses" == i18n.say_age(3, "month", "es")


def test_numbers_are_written_as_in_the_united_states() -> None:
    """Spanish too, where Spain would write 1.000."""
    assert ["1,000", "1,000"] == [i18n.say_number(1000, "en"), i18n.say_number(1000, "es")]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Añasco", "Ángel", "Anza", "ocean", "Ocean City"]),
        ("es", ["Ángel", "Anza", "Añasco", "ocean", "Ocean City"]),
    ],
)
def test_names_are_sorted_by_the_rules_of_the_language(language: str, names: list[str]) -> None:
    """Accents and capitals count last; in Spanish ñ is a letter of its own behind n."""
    assert names == sorted({*names}, key=lambda name: i18n.order_key(name, language))


def test_a_name_stands_under_its_letter() -> None:
    """Á under A; in Spanish Ñ under Ñ."""
    assert ["A", "N"] == [i18n.first_letter(name, "en") for name in ("Ángel", "ñandú")]
    assert ["A", "Ñ"] == [i18n.first_letter(name, "es") for name in ("Ángel", "ñandú")]


def test_languages_name_themselves() -> None:
    """For whoever does not read the page they are on."""
    assert ["English", "Español", "العربية"] == [i18n.name_language(one) for one in ("en", "es", "ar")]
