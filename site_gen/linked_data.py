"""What a page says to machines in the words of schema.org: only what the page itself shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from site_gen.articles import ArticlePage, Definition
from site_gen.listing import ListingPage
from site_gen.model import FrontMatter
from site_gen.page import Page, Parent, Subject

Data: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """*say* translates what we wrote ourselves; *absolute* makes a whole address of one within the site."""

    language: str
    say: Callable[[str], str]
    absolute: Callable[[str], str]


def describe_page(page: Page, speaker: Speaker) -> tuple[Data, ...]:
    """The data blocks of a page: what it is about, and where it stands."""
    about = tuple({"@context": "https://schema.org", **data} for data in _describe(page, speaker))
    return about if page.subject is not None else ()


def _describe(page: Page, speaker: Speaker) -> Iterator[Data]:
    subject, address = page.subject, speaker.absolute(page.frame.address)
    if isinstance(subject, ArticlePage):
        yield _web_page(subject.article.front, address, speaker.language)
        if subject.glossary:
            yield _term_set(subject, address, speaker.language)
    elif isinstance(subject, ListingPage) and subject.program.status == "active":
        yield _clinic(subject, address, speaker)
    yield _breadcrumbs(page.parents, _name(subject, speaker.language), address, speaker)


def _web_page(front: FrontMatter, address: str, language: str) -> Data:
    data: Data = {
        "@type": "MedicalWebPage" if front.section == "guide" else "WebPage",
        "url": address,
        "name": str(front.title),
        "description": str(front.summary),
        "inLanguage": language,
    }
    if front.reviewed_on:
        data["lastReviewed"] = front.reviewed_on.isoformat()
    if front.reviewed_on and front.reviewed_by:
        reviewer = front.reviewed_by
        data["reviewedBy"] = {
            "@type": "Person",
            "name": str(reviewer.name),
            "honorificSuffix": str(reviewer.credential),
        }
    return data


def _term_set(view: ArticlePage, address: str, language: str) -> Data:
    terms = [_defined_term(one, address, language) for one in view.glossary]
    return {"@type": "DefinedTermSet", "url": address, "name": str(view.article.front.title), "hasDefinedTerm": terms}


def _defined_term(one: Definition, address: str, language: str) -> Data:
    term = one.term
    data: Data = {
        "@type": "DefinedTerm",
        "url": f"{address}#g-{term.id}",
        "name": term.term.in_language(language),
        "description": term.definition.in_language(language),
    }
    if term.short:
        data["alternateName"] = term.short.in_language(language)
    return data


def _clinic(view: ListingPage, address: str, speaker: Speaker) -> Data:
    program, place = view.program, view.program.address
    street = ", ".join(str(part) for part in (place.street, place.unit) if part)
    data: Data = {
        "@type": "MedicalClinic",
        "url": address,
        "name": str(program.name),
        "address": {
            "@type": "PostalAddress",
            **({"streetAddress": street} if street else {}),
            "addressLocality": str(place.city),
            "addressRegion": str(place.state),
            "postalCode": str(place.zip),
            "addressCountry": "US",
        },
        "availableService": [
            {"@type": "MedicalTherapy", "name": one.level.name.in_language(speaker.language)} for one in view.levels
        ],
    }
    if view.phones:
        data["telephone"] = [line.href.removeprefix("tel:") for line in view.phones]
    if program.website:
        data["sameAs"] = str(program.website)
    if view.organization:
        data["parentOrganization"] = {"@type": "Organization", "name": view.organization}
    return data


def _name(subject: Subject, language: str) -> str:
    if isinstance(subject, ArticlePage):
        return str(subject.article.front.title)
    if isinstance(subject, ListingPage):
        return str(subject.program.name)
    return subject.name.in_language(language) if subject else ""


def _breadcrumbs(parents: tuple[Parent, ...], name: str, address: str, speaker: Speaker) -> Data:
    above = [(speaker.say(one.label) % one.values, speaker.absolute(one.address) + _fragment(one)) for one in parents]
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": link}
        for place, (label, link) in enumerate([*above, (name, address)], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _fragment(parent: Parent) -> str:
    return f"#{parent.anchor}" if parent.anchor else ""
