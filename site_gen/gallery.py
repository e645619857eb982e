"""The gallery: every component with examples of it and what it must keep to, on one page for those who change it.

Only builds for development have that page. Examples are lines of a template, beside the components; tests and audits
run over what they show. The site gives them levels, questions and helplines; listings they bring along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from site_gen import urls
from site_gen.as_of import AsOf, age_listings
from site_gen.assets import TEMPLATES
from site_gen.call_questions import QUESTIONS
from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.documents import parse_file
from site_gen.finder import list_facets
from site_gen.finder_data import locate_programs
from site_gen.levels import comparison_rows, example_week
from site_gen.listing import describe_listing, make_cards, name_levels
from site_gen.model import Directory, Keyed, Program, Site
from site_gen.model.kinds import Id
from site_gen.page import COMPARE_PARENT, HOME_PARENT, Frame, Page, Planned, Prepared
from site_gen.program_lists import split_programs
from site_gen.quiz_page import list_needs, plan_quiz
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.state_map import VIEW, read_map
from site_gen.step_down import map_neighbors, plan_step_down

EXAMPLES = f"{TEMPLATES}components/examples.yaml"
OUTPUT = urls.output_path(urls.GALLERY)
_TEMPLATE = "pages/gallery.html"
_BUDGET = 256 * 1024
_PURPOSE = re.compile(r"\{#\s*(.*?)\s*#\}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """*shows*: lines of a template that use the component."""

    name: Located
    shows: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """*id*: the name of its files. *accessibility*: what it must keep to, whoever changes it."""

    id: Id
    accessibility: tuple[Located, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """*directory*: listings to show, which are not those of the site."""

    directory: Directory
    components: Annotated[tuple[Component, ...], Keyed()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """The page, and the template it is made from; neither, where there are *faults*."""

    pages: tuple[Planned[Any], ...] = ()
    templates: Mapping[str, bytes]
    faults: tuple[Diagnostic, ...] = ()


def plan_gallery(site: Site, prepared: Prepared, sources: Mapping[str, bytes], *, today: date) -> Gallery:
    """The page of all components that have examples."""
    examples, faults = read_examples(sources)
    if examples is None:
        return Gallery(templates={}, faults=faults)
    frame = Frame(address=urls.GALLERY, language=str(site.config.languages[0]), template=_TEMPLATE)

    def gather() -> dict[str, object]:
        purposes = {str(one.id): _purpose_of(str(one.id), sources) for one in examples.components}
        samples = _samples(site, prepared, examples.directory, frame.language, today)
        return {"components": examples.components, "purposes": purposes, **samples}

    planned = Planned(frame=frame, gather=gather, fill=_gallery_page)
    text = write_template(examples.components)
    return Gallery(pages=(planned,), templates={f"{TEMPLATES}{_TEMPLATE}": text.encode()})


def _gallery_page(frame: Frame, context: Mapping[str, object]) -> Page:
    return Page(frame=frame, context=context, budget=_BUDGET, in_sitemap=False, parents=(HOME_PARENT, COMPARE_PARENT))


def read_examples(sources: Mapping[str, bytes]) -> tuple[Examples | None, tuple[Diagnostic, ...]]:
    """The examples beside the components; None where they cannot be read."""
    document, faults = parse_file(EXAMPLES, sources.get(EXAMPLES, b""))
    if document is None:
        return None, faults or (fault("E207", Located("", path=EXAMPLES), f"the file {EXAMPLES} is missing"),)
    notes = Notes()
    examples: Any = reader_of(Examples)(document.root, notes)
    return (None if examples is MISSING or notes.faults else examples), tuple(notes.faults)


def _purpose_of(name: str, sources: Mapping[str, bytes]) -> str:
    """What the component's own first comment says of it."""
    found = _PURPOSE.search(sources.get(f"{TEMPLATES}components/{name}.html", b"").decode())
    return found[1] if found else ""


def write_template(components: Iterable[Component]) -> str:
    """The page as a template: what examples show stands in it as it was written."""
    shown = tuple(components)
    imports = "".join(f'{{% from "components/{one.id}.html" import {one.id} %}}\n' for one in shown)
    specimens = "".join(_write_specimens(place, one) for place, one in enumerate(shown))
    return (
        f'{{% extends "base.html" %}}\n{imports}{{% block title %}}Components{{% endblock %}}\n'
        f"{{% block main %}}\n<h1>Components</h1>\n{specimens}{{% endblock %}}\n"
    )


def _write_specimens(place: int, component: Component) -> str:
    """A component's part of the page. Its words are given to the template, so that they are escaped."""
    shown = "".join(
        f"<h3>{{{{ components[{place}].examples[{number}].name }}}}</h3>\n"
        f'<div class="specimen" data-component="{component.id}">\n{example.shows}\n</div>\n'
        for number, example in enumerate(component.examples)
    )
    return (
        f'<section class="stack" aria-labelledby="c-{component.id}">\n<h2 id="c-{component.id}">{component.id}</h2>\n'
        f'<p>{{{{ purposes["{component.id}"] }}}}</p>\n'
        f"<ul>{{% for one in components[{place}].accessibility %}}<li>{{{{ one }}}}</li>{{% endfor %}}</ul>\n"
        f"{shown}</section>\n"
    )


def _samples(site: Site, prepared: Prepared, listed: Directory, language: str, today: date) -> dict[str, object]:
    """What examples may use beside what every page has."""
    levels = site.criteria.levels
    known = {level.id for level in levels}
    programs = tuple(_only_known(program, known) for program in listed.programs)
    organizations = {str(one.id): one for one in listed.organizations}
    ages = age_listings(programs, AsOf(day=today, limits=site.config.limits))
    facets = list_facets(programs, levels, ages=ages)
    places = locate_programs(programs, prepared.zip_table)
    return {
        "levels": levels,
        "rows": comparison_rows(site, language),
        "week_of": example_week(levels[-1]),
        "needs": list_needs(levels[-1], language),
        "remedies": site.criteria.remedies,
        "cards": make_cards(programs, name_levels(levels, language), organizations, ages=ages),
        "views": [describe_listing(one, levels, organizations, ages[one.id]) for one in programs],
        "steps": plan_step_down(programs[0], levels, map_neighbors(programs, places)),
        "facets": facets,
        "parts": [(part, len(part.programs)) for part in split_programs(programs, most=1).parts],
        "quiz": plan_quiz(site.criteria, prepared.compiled, language, facets),
        "questions": QUESTIONS,
        "terms": site.glossary,
        "registered": site.sources,
        "definitions": [one for view in prepared.articles for one in view.definitions],
        "outlines": [(outline, None) for outline in read_map(prepared.map_table)],
        "view": VIEW,
    }


def _only_known(program: Program, levels: set[Id]) -> Program:
    """A county may have other levels than the examples name."""
    return replace(program, levels=tuple(one for one in program.levels if one.id in levels))
