"""What pages tell machines: what they show, nothing more, and in JSON that every parser takes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from site_gen.verify.facts import read_page
from tests.small_site import Changes, build_site, edited, small_sources

BASE = "https://small.example/guide/"
ABOUT = "content/en/about.md"
ARTICLE = "content/en/what-is-iop.md"


def data_of(path: str, changes: Changes | None = None) -> list[dict[str, Any]]:
    """The data blocks of one page of the small site; the build has found no fault in it."""
    result = build_site(changes)
    assert () == result.diagnostics
    page = result.outputs[path].decode()
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def crumb(position: int, name: str, address: str) -> dict[str, object]:
    return {"@type": "ListItem", "position": position, "name": name, "item": BASE + address}


def test_an_article_tells_what_it_is_and_where_it_stands() -> None:
    """No author, no reviewer and no date that nobody has written down."""
    page, crumbs = data_of("what-is-iop/index.html")
    assert {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "url": f"{BASE}what-is-iop/",
        "name": "What is IOP?",
        "description": "Care for some hours a week.",
        "inLanguage": "en",
    } == page
    assert {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            crumb(1, "Home", ""),
            crumb(2, "Guide", "#guide"),
            crumb(3, "What is IOP?", "what-is-iop/"),
        ],
    } == crumbs


def test_a_review_is_told_when_there_was_one() -> None:
    """With the person who did it."""
    review = "\nreviewed_on: 2026-10-01\nreviewed_by: {name: Ana Sol, credential: LCSW}\nsummary:"
    page, _ = data_of("what-is-iop/index.html", edited(ARTICLE, "\nsummary:", review))
    person = {"@type": "Person", "name": "Ana Sol", "honorificSuffix": "LCSW"}
    assert ("2026-10-01", person) == (page["lastReviewed"], page["reviewedBy"])


def test_a_page_about_the_site_is_no_medical_page() -> None:
    """It stands right below the home page."""
    page, crumbs = data_of("about/index.html")
    assert "WebPage" == page["@type"]
    assert [crumb(1, "Home", ""), crumb(2, "About", "about/")] == crumbs["itemListElement"]


def test_a_program_tells_what_its_page_shows() -> None:
    """Name, address, numbers, levels; not where it is on a map, since the page shows none."""
    clinic, crumbs = data_of("programs/bright-path-newark/index.html")
    assert {
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "url": f"{BASE}programs/bright-path-newark/",
        "name": "Bright Path Newark",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "12 Broad St",
            "addressLocality": "Newark",
            "addressRegion": "NJ",
            "postalCode": "07102",
            "addressCountry": "US",
        },
        "availableService": [
            {"@type": "MedicalTherapy", "name": "Intensive outpatient (IOP)"},
            {"@type": "MedicalTherapy", "name": "Day treatment (PHP)"},
        ],
        "telephone": ["+1-973-555-0200;ext=12"],
        "sameAs": "https://bright.example/newark",
        "parentOrganization": {"@type": "Organization", "name": "Bright Path Recovery"},
    } == clinic
    assert [
        crumb(1, "Home", ""),
        crumb(2, "Find a program", "programs/"),
        crumb(3, "Bright Path Newark", "programs/bright-path-newark/"),
    ] == crumbs["itemListElement"]


def test_a_closed_program_is_not_announced() -> None:
    """Its page says that it is closed; machines may not read that."""
    name = "    name: Quiet House\n"
    closed = edited("programs.yaml", name, f"{name}    status: temporarily_closed\n")
    found = data_of("programs/quiet-house-trenton/index.html", closed)
    assert ["BreadcrumbList"] == [one["@type"] for one in found]


def test_a_listing_that_says_little_tells_little() -> None:
    """No key stands for what is not known: no organization, no website, no map, no hours."""
    clinic, _ = data_of("programs/quiet-house-trenton/index.html")
    assert {
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "url": f"{BASE}programs/quiet-house-trenton/",
        "name": "Quiet House",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "1 Main St",
            "addressLocality": "Trenton",
            "addressRegion": "NJ",
            "postalCode": "08601",
            "addressCountry": "US",
        },
        "availableService": [{"@type": "MedicalTherapy", "name": "Intensive outpatient (IOP)"}],
        "telephone": ["+1-609-555-0211"],
    } == clinic


def test_a_listing_without_phone_and_street_has_no_such_keys() -> None:
    """An empty value would be a claim too."""
    text = small_sources()["programs.yaml"].replace(b"street: 1 Main St, ", b"")
    text = text.replace(b"    phones: [{number: 609-555-0211}]\n", b"")
    clinic, _ = data_of("programs/quiet-house-trenton/index.html", {"programs.yaml": text})
    assert "telephone" not in clinic
    assert "streetAddress" not in clinic["address"]


@pytest.mark.parametrize("program", ["bright-path-newark", "quiet-house-trenton"])
def test_a_program_tells_nothing_that_its_page_does_not_show(program: str) -> None:
    """Name, place, numbers with their extension, levels and who runs it stand on the page; no rating, no price."""
    path = f"programs/{program}/index.html"
    clinic, _ = data_of(path)
    page = read_page(path, build_site().outputs[path])
    shown = " ".join(page.text.split())
    links = {link.attributes.get("href", "") for link in page.named("a")}
    told = [clinic["name"], *(value for key, value in clinic["address"].items() if key[0] != "@" and value != "US")]
    told += [one["name"] for one in clinic["availableService"]]
    told += [clinic[key]["name"] for key in ("parentOrganization",) if key in clinic]
    assert [] == [words for words in told if words not in shown]
    assert {f"tel:{number}" for number in clinic["telephone"]} <= links
    assert {clinic[key] for key in ("sameAs",) if key in clinic} <= links
    known = {"@context", "@type", "url", "name", "address", "availableService", "telephone", "sameAs"}
    assert set() == set(clinic) - known - {"parentOrganization"}


def test_hours_are_not_announced_as_opening_hours() -> None:
    """Sessions of a group are no hours at which somebody could walk in."""
    clinic, _ = data_of("programs/bright-path-newark/index.html")
    assert [] == [key for key in clinic if "hours" in key.lower()]


def test_the_glossary_is_a_set_of_terms() -> None:
    """Each with its own address on the page."""
    glossary = "terms:\n  php: {term: day treatment, short: PHP, definition: 'Care </script> & more.'}\n"
    body = "---\ntitle: About\nsummary: Words.\norder: 90\nsection: site\n---\n\n::: glossary\n"
    _, terms, _ = data_of("about/index.html", {ABOUT: body, "content/glossary.yaml": glossary})
    assert {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "url": f"{BASE}about/",
        "name": "About",
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "url": f"{BASE}about/#g-php",
                "name": "day treatment",
                "description": "Care </script> & more.",
                "alternateName": "PHP",
            }
        ],
    } == terms


def test_other_pages_tell_nothing() -> None:
    """The quiz and its results say nothing to machines."""
    assert [[], [], []] == [data_of(path) for path in ("quiz/index.html", "outcomes/index.html", "404.html")]
