"""A site in two languages: every page in both, each leading to the other, and nothing left behind in English."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from site_gen.pipeline import BuildResult
from tests.other_language import LANGUAGE, find_outside, find_untranslated, in_another_language
from tests.small_site import build_site, edited, in_spanish

# Names are the same in all languages, and so are short forms that are names.
NAMES = (
    *("Bright Path Newark", "Bright Path Recovery", "Quiet House", "Newark", "Trenton", "12 Broad St", "1 Main St"),
    *("SAMHSA National Directory", "county staff", "GeoNames", "openreferral.org", "hsds/index.json"),
    *("Stepdown", "https://small.example/guide/ar/x-call-sheet/", "English"),
)


def spanish() -> BuildResult:
    return build_site(in_spanish())


@cache
def strange() -> BuildResult:
    return build_site(in_another_language())


def page(path: str) -> str:
    return spanish().outputs[path].decode()


def test_site_in_two_languages_has_no_faults() -> None:
    """Texts, articles and templates are whole, and the finished pages know each other."""
    assert () == spanish().diagnostics
    assert () == strange().diagnostics


PAIRS = {
    "index.html": "es/index.html",
    "what-is-iop/index.html": "es/que-es-un-iop/index.html",
    "quiz/index.html": "es/cuestionario/index.html",
    "compare/index.html": "es/comparar/index.html",
    "outcomes/index.html": "es/resultados/index.html",
    "programs/index.html": "es/programas/index.html",
    "programs/quiet-house-trenton/index.html": "es/programas/quiet-house-trenton/index.html",
    "levels/iop/index.html": "es/niveles/iop/index.html",
    "call-sheet/index.html": "es/hoja-de-llamadas/index.html",
    "data/index.html": "es/datos/index.html",
}


def test_every_page_stands_in_both_languages() -> None:
    """At addresses in its own words; the page for a wrong address speaks both."""
    pages = {path for path in spanish().outputs if path.endswith(".html")}
    english = {path for path in pages if not path.startswith("es/")}
    assert len(english) == len(pages - english) + 1
    assert set() == {*PAIRS, *PAIRS.values()} - pages
    assert 'lang="es"' in page("404.html")
    assert "Esta página no está aquí" in page("404.html")


@pytest.mark.parametrize("path", PAIRS)
def test_a_page_leads_to_itself_in_the_other_language(path: str) -> None:
    """By a plain link in that language, and for search engines by its whole address."""
    there = PAIRS[path].removesuffix("index.html")
    href = "../" * path.count("/") + there
    assert f'<a href="{href}" lang="es" hreflang="es">Español</a>' in page(path)
    assert f'<link rel="alternate" hreflang="es" href="https://small.example/guide/{there}">' in page(path)
    back = "../" * PAIRS[path].count("/") + path.removesuffix("index.html")
    assert f'<a href="{back}" lang="en" hreflang="en">English</a>' in page(PAIRS[path])
    assert '<html lang="es" dir="ltr">' in page(PAIRS[path])


def test_both_languages_stand_in_the_site_map() -> None:
    """Each page by its own address."""
    listed = set(re.findall(r"<loc>(.*?)</loc>", spanish().outputs["sitemap.xml"].decode()))
    assert {"https://small.example/guide/quiz/", "https://small.example/guide/es/cuestionario/"} < listed


def test_data_for_machines_says_its_language() -> None:
    """And its addresses are those of that language."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(PAIRS["what-is-iop/index.html"]))
    article, crumbs = map(json.loads, found)
    assert ("es", "https://small.example/guide/es/que-es-un-iop/") == (article["inLanguage"], article["url"])
    assert "https://small.example/guide/es/" == crumbs["itemListElement"][0]["item"]


def test_a_line_that_is_reached_in_the_language_of_the_page_comes_first() -> None:
    """With the key to press, and the word to send."""
    bars = [
        re.findall(r"<li><a href=\"([^\"]*)\">(.*?)</a>", _crisis(path)) for path in ("index.html", "es/index.html")
    ]
    assert ["tel:911", "tel:988", "sms:988"] == [link for link, _ in bars[0]]
    assert [("tel:988", "<b>988</b> oprima el 2 Crisis"), ("sms:988", "Mande AYUDA al 988")] == bars[1][:2]
    assert "Llame al 988, oprima el 2" in page("es/pida-ayuda-ahora/index.html")


def _crisis(path: str) -> str:
    return page(path).split("data-crisis")[1].split("</section>")[0]


# --- nothing bypasses the translations -----------------------------------------------------------------


def test_every_text_of_every_page_is_translated() -> None:
    """Only names are left: what a template or a label keeps from the translators is found here."""
    pages = {path: data.decode() for path, data in strange().outputs.items() if path.startswith(f"{LANGUAGE}/")}
    assert len(pages) > 10
    assert {} == {path: lacking for path, text in pages.items() if (lacking := find_untranslated(text, NAMES))}


def test_what_is_not_translated_is_found() -> None:
    """In text, and in what is read aloud; not in what says that it is in another language."""
    written = '<p aria-label="One two">⟦Zwei⟧ three <span lang="en">four</span> ⟦five ⟦six⟧⟧</p><title>Seven</title>'
    assert ["One two", "three", "Seven"] == find_untranslated(written, ())


def test_what_scripts_build_is_translated() -> None:
    """The list of picked programs, with its call sheet and the text to share."""
    parts = [data.decode() for path, data in strange().outputs.items() if path.startswith("assets/parts.")]
    (own,) = [text for text in parts if "⟦" in text]
    built = json.loads(own.removeprefix("export const parts=").split(";\nexport const style=")[0])
    assert [] == find_outside(" | ".join(_texts(list(built.values()))), NAMES)


def _texts(tree: object) -> list[str]:
    """Text, and attributes that the script shows."""
    if isinstance(tree, str):
        return [tree]
    assert isinstance(tree, list)
    if not tree or not isinstance(tree[0], str) or len(tree) < 2 or not isinstance(tree[1], dict):
        return [text for one in tree for text in _texts(one)]
    said = [
        value for name, value in tree[1].items() if name == "aria-label" or (name.startswith("data-") and " " in value)
    ]
    return [*said, *(text for one in tree[2:] for text in _texts(one))]


def test_pages_are_written_in_the_direction_of_their_language() -> None:
    """Style sheets know no left and right, so nothing else has to change."""
    pages = [data.decode() for path, data in strange().outputs.items() if path.startswith(f"{LANGUAGE}/")]
    assert all(f'<html lang="{LANGUAGE}" dir="rtl">' in text for text in pages)


# --- what is missing ---------------------------------------------------------------------------------------


def without(path: str, old: str) -> BuildResult:
    return build_site(edited(path, old, "", in_spanish()))


def test_a_text_that_is_not_translated_says_so_where_it_stands() -> None:
    """In its own language, and the page says in Spanish that a part is missing; in attributes it stands alone."""
    built = without(
        "content/es/texts.po", 'msgid "Care for some hours a week."\nmsgstr "Atención de unas horas por semana."\n'
    )
    level = built.outputs["es/niveles/iop/index.html"].decode()
    assert '<p class="lead"><span lang="en">Care for some hours a week.</span></p>' in level
    assert '<meta name="description" content="Care for some hours a week.">' in level
    assert "Una parte de esta página todavía no está en español." in level
    assert "todavía no está en español" not in built.outputs["es/datos/index.html"].decode()


def test_an_article_that_is_not_translated_is_shown_as_it_is() -> None:
    """Under an address of its language, so that no link leads nowhere."""
    built = build_site({**in_spanish(), "content/es/privacy.md": None})
    article = built.outputs["es/privacy/index.html"].decode()
    assert "Esta página todavía no está en español." in article
    assert '<div class="prose" lang="en">' in article
    assert "<title>Privacy - Guía pequeña</title>" in article
    assert '<a href="privacy/"><span lang="en">Privacy</span></a>' in built.outputs["es/index.html"].decode()


def test_a_message_that_is_not_translated_is_english_and_says_so() -> None:
    """Also inside a sentence that a value is put into; never in a tag."""
    built = without(
        "templates/i18n/es.po", 'msgid "Compare levels of care"\nmsgstr "Compare los niveles de atención"\n'
    )
    compare = built.outputs["es/comparar/index.html"].decode()
    assert "<title>Compare levels of care - Guía pequeña</title>" in compare
    assert '<h1><span lang="en">Compare levels of care</span></h1>' in compare
