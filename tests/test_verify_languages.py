"""Pages of several languages lead to each other, as the finished site says."""

from __future__ import annotations

import pytest

from tests.finished_page import check, make_page

SITE = "https://county.example/"


def page(language: str, *, here: str, named: dict[str, str], linked: dict[str, str]) -> bytes:
    """A page in *language* at *here*, with the versions that it names, and those that readers can follow."""
    names = "".join(f'<link rel="alternate" hreflang="{code}" href="{SITE}{path}">' for code, path in named.items())
    switch = "".join(f'<a hreflang="{code}" href="{path}">{code}</a>' for code, path in linked.items())
    made = make_page(head=f'<link rel="canonical" href="{SITE}{here}">{names}', body=switch)
    return made.replace(b'<html lang="en"', f'<html lang="{language}"'.encode())


NAMED = {"en": "", "es": "es/", "x-default": ""}
HOME = page("en", here="", named=NAMED, linked={"es": "es/"})
SPANISH = page("es", here="es/", named=NAMED, linked={"en": "../"})


def faults_of(home: bytes, spanish: bytes) -> list[str]:
    """Without those of the page that is always there beside them."""
    found = check(page("en", here="guide/", named={}, linked={}), {"index.html": home, "es/index.html": spanish})
    return [one for one in found if one.startswith("E623") and "guide/" not in one]


def test_pages_that_name_each_other_have_no_faults() -> None:
    """Each names itself, the other and the default, and readers can change between them."""
    assert [] == faults_of(HOME, SPANISH)


FAULTS = {
    "the page itself is not named": (
        page("en", here="", named={"es": "es/", "x-default": "es/"}, linked={"es": "es/"}),
        'E623 index.html:0 the page is in "en" and does not name itself as that (hreflang)',
    ),
    "no default": (
        page("en", here="", named={"en": "", "es": "es/"}, linked={"es": "es/"}),
        "E623 index.html:0 the page names none of its languages as x-default",
    ),
    "a version that is not there": (
        page("en", here="", named={**NAMED, "es": "gone/"}, linked={"es": "es/"}),
        'E623 index.html:0 the page names gone/index.html as its "es" version, which is not on the site',
    ),
    "no link for readers": (
        page("en", here="", named=NAMED, linked={}),
        'E623 index.html:0 no link for readers (<a hreflang="es">) leads to es/index.html',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_that_does_not_know_its_other_languages_is_told(name: str) -> None:
    """On the page at fault."""
    home, fault = FAULTS[name]
    assert fault in faults_of(home, SPANISH)


def test_a_version_names_the_page_in_return() -> None:
    """A pair counts for search engines only if both pages say so."""
    spanish = page(
        "es", here="es/", named={"es": "es/", "en": "guide/", "x-default": "es/"}, linked={"en": "../guide/"}
    )
    message = (
        'E623 index.html:0 es/index.html is named as the "es" version of this page, and does not name it in return'
    )
    assert message in faults_of(HOME, spanish)


def test_a_page_without_versions_is_told_where_others_have_some() -> None:
    """Every page, also one that a template of its own makes."""
    found = check(page("en", here="guide/", named={}, linked={}), {"index.html": HOME, "es/index.html": SPANISH})
    assert 'E623 guide/index.html:0 the page is in "en" and does not name itself as that (hreflang)' in found


def test_a_site_in_one_language_names_none() -> None:
    """There is nothing to change to."""
    assert [] == [one for one in check(make_page()) if one.startswith("E623")]
