"""The site in Spanish in a browser: quiz, finder and list speak it, and every page leads to its other one."""

from __future__ import annotations

import re
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.model import Site
from tests.browser.quiz_reader import ANSWER_ALL, STEADY, take_at_once
from tests.small_site import ROOT

PEOPLE: dict[str, dict[str, str]] = {
    "steady": {},
    "in danger": {"emergency_now": "yes"},
    "with thoughts of death": {"self_harm": "thoughts"},
    "with strong cravings": {"control": "hard"},
    "who drinks a lot": {"heavy_days": "yes"},
}


@cache
def shipped() -> Site:
    site, faults = load_site(read_tree(ROOT)[0])
    assert site is not None, faults
    return site


def labels_in(language: str, other: dict[str, str]) -> dict[str, str]:
    """What somebody steady chooses, apart from these options by criterion."""
    criteria = shipped().criteria.criteria
    chosen = {str(c.id): next(o for o in c.options if str(o.label) == STEADY[c.id]) for c in criteria if c.id in STEADY}
    chosen |= {str(c.id): o for c in criteria for o in c.options if other.get(c.id) == o.id}
    return {criterion: option.label.in_language(language) for criterion, option in chosen.items()}


def name_in_spanish(result: str) -> str:
    """What a result of that English name is called."""
    criteria = shipped().criteria
    every = (one.name for results in (criteria.outcomes, criteria.levels) for one in results)
    return next(name.in_language("es") for name in every if str(name) == result)


@pytest.mark.parametrize("person", PEOPLE)
def test_quiz_leads_to_the_same_results_in_spanish(page: Page, site_url: str, person: str) -> None:
    """By the same answers, told in its own words."""
    page.goto(f"{site_url}quiz/")
    english = str(take_at_once(page, labels_in("en", PEOPLE[person])).locator("h2").first.text_content())
    page.goto(f"{site_url}es/cuestionario/")
    page.evaluate(ANSWER_ALL, labels_in("es", PEOPLE[person]))
    expect(page.locator(".result:visible h2").first).to_have_text(name_in_spanish(english))


def test_quiz_needs_no_script_in_spanish(page: Page, site_url: str) -> None:
    """Links lead from section to section; danger leads to the numbers, with the way in Spanish."""
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{site_url}es/cuestionario/")
    page.get_by_role("link", name="Empezar", exact=True).click()
    page.locator(".step:target").get_by_role("link", name="Sí", exact=True).click()
    result = page.locator(".result:target")
    expect(result.get_by_role("link", name="Llame al 988, oprima el 2")).to_be_visible()
    expect(result.get_by_role("link", name="Mande AYUDA al 988")).to_be_visible()


def test_finder_counts_in_spanish(page: Page, site_url: str) -> None:
    """What is found by name, and how far it is."""
    page.goto(f"{site_url}es/programas/")
    page.get_by_label("Nombre o ciudad").fill("newark")
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"Programas que coinciden: \d+\."))
    page.get_by_label("Código postal (ZIP), para ver primero los más cercanos").fill("07102")
    expect(page.locator(".card__miles").first).to_have_text(re.compile(r"más o menos \d+ millas?"))


def test_list_of_picked_programs_speaks_spanish(page: Page, site_url: str) -> None:
    """Its call sheet, and the text to share, with addresses of Spanish pages."""
    page.goto(f"{site_url}es/programas/")
    page.locator(".card .pick").first.click()
    listed = page.get_by_role("region", name="Mi lista (1)")
    expect(listed).to_be_visible()
    listed.get_by_role("button", name="Compartir").click()
    shared = listed.get_by_label("Texto para compartir")
    expect(shared).to_have_value(
        re.compile(r"^Programas para llamar\n\n.*/es/programas/[a-z0-9-]+/\n\nEsta lista: ", re.DOTALL)
    )
    listed.get_by_role("button", name="Hoja de llamadas").click()
    expect(listed.get_by_role("heading", name="Hoja de llamadas")).to_be_visible()
    expect(listed).to_contain_text("¿Hay lugar? ¿Cuándo podría ser la primera visita?")


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("", "es/"), ("what-is-iop/", "es/que-es-un-programa-iop/"), ("quiz/", "es/cuestionario/")],
)
def test_readers_change_the_language_of_the_page_they_are_on(
    page: Page, site_url: str, english: str, spanish: str
) -> None:
    """And back; nothing changes it for them."""
    page.goto(site_url + english)
    page.get_by_role("link", name="Español", exact=True).click()
    assert site_url + spanish == page.url
    page.get_by_role("link", name="English", exact=True).click()
    assert site_url + english == page.url
