"""Which pages the site has, and what each of them shows.

A page is an address, a template and a context; nothing is rendered here. Templates find in their
context what `Page.context` holds, and on every page what `render` adds (site, navigation, crisis
lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from site_gen import urls
from site_gen.articles import ArticlePage, articles_in, group_by_stage
from site_gen.finder import list_facets, plan_finder
from site_gen.finder_data import write_modules
from site_gen.freshness import overdue_since
from site_gen.levels import comparison_rows, listed_levels
from site_gen.listing import ListingPage, describe_listing, make_cards
from site_gen.model import Article, Helpline, LevelOfCare, Program, Site
from site_gen.program_lists import (
    MOST_TOGETHER,
    Place,
    ProgramList,
    count_in_parts,
    find_trails,
    split_programs,
)
from site_gen.quiz import Compiled
from site_gen.quiz_page import list_needs, plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import SHORT, compute_digests, is_reviewed
from site_gen.state_map import VIEW, read_map
from site_gen.vocabulary import STAGES

PAGE_BUDGET = 14 * 1024
QUIZ_BUDGET = 20 * 1024
LIST_BYTES = 10 * 1024
LIST_BYTES_PER_ENTRY = 50


Subject: TypeAlias = ArticlePage | ListingPage | LevelOfCare | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A page above another one. *label*: a message id, with *values* put in. *anchor*: the part of it that is meant."""

    label: str
    address: str
    anchor: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered. *style*: rules made for this page. *budget*: most bytes, gzipped.

    *parents*: the pages above it, from the home page down. *subject*: what machines are told that it is about.
    *modules*: by name, data as scripts that the page's script imports when the reader asks for what needs them.
    """

    address: str
    template: str
    context: Mapping[str, object]
    language: str
    style: str = ""
    budget: int = PAGE_BUDGET
    in_sitemap: bool = True
    parents: tuple[Parent, ...] = ()
    subject: Subject = None
    modules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions:
    """*zip_table*: see `geo`; without it there are no distances. *map_table*: see `state_map`; without it, no map.

    *most_together*: programs that one page lists.
    """

    zip_table: str = ""
    map_table: str = ""
    most_together: int = MOST_TOGETHER


HOME_PARENT = Parent(label="Home", address=urls.HOME)
PROGRAMS_PARENT = Parent(label="Find a program", address=urls.PROGRAMS)
COMPARE_PARENT = Parent(label="Compare", address=urls.COMPARE)


def plan(
    site: Site,
    compiled: Compiled,
    articles: Iterable[ArticlePage],
    *,
    today: date,
    listing: ListOptions = ListOptions(),
) -> tuple[Page, ...]:
    """Every page of the site, in the order of its map."""
    language = str(site.config.languages[0])
    written = tuple(articles)
    listed = (program for program in site.directory.programs if program.status != "defunct")
    lists = split_programs(listed, most=listing.most_together)
    return (
        _home_page(site, written, language),
        *_article_pages(written, language, today),
        _compare_page(site, language),
        _quiz_page(site, compiled, language, today),
        _outcomes_page(site, compiled, language, today),
        *(_list_page(site, one, language, listing) for one in lists.walk()),
        *_level_pages(site, lists, language, listing.most_together),
        *_program_pages(site, lists, language, today),
        Page(address=urls.NOT_FOUND, template="pages/not_found.html", context={}, language=language, in_sitemap=False),
    )


def _home_page(site: Site, articles: tuple[ArticlePage, ...], language: str) -> Page:
    guide = articles_in("guide", (view.article for view in articles))
    context = {
        "levels": site.criteria.levels,
        "program_count": len(site.directory.programs),
        "stages": group_by_stage(guide),
    }
    return Page(address=urls.HOME, template="pages/home.html", context=context, language=language)


def _article_pages(articles: tuple[ArticlePage, ...], language: str, today: date) -> Iterator[Page]:
    guide = articles_in("guide", (view.article for view in articles))
    glossary = next((str(view.article.slug) for view in articles if view.glossary), "")
    for view in articles:
        place = guide.index(view.article) if view.article in guide else None
        context = {
            "view": view,
            "overdue_since": overdue_since(view.article.front, today),
            "glossary": glossary,
            "stages": STAGES,
            "previous": guide[place - 1] if place else None,
            "next": guide[place + 1] if place is not None and place + 1 < len(guide) else None,
        }
        yield Page(
            address=urls.article_address(view.article.slug),
            template="pages/article.html",
            context=context,
            language=language,
            parents=_above_article(view.article),
            subject=view,
        )


def _above_article(article: Article) -> tuple[Parent, ...]:
    if article.front.section != "guide":
        return (HOME_PARENT,)
    stage = article.front.stage
    if stage is None:
        return HOME_PARENT, Parent(label="Guide", address=urls.HOME, anchor="guide")
    return HOME_PARENT, Parent(label=STAGES[stage], address=urls.HOME, anchor=f"stage-{stage}")


# --- levels, comparison, quiz ------------------------------------------------------------------------


def _compare_page(site: Site, language: str) -> Page:
    context = {"rows": comparison_rows(site, language)}
    return Page(address=urls.COMPARE, template="pages/compare.html", context=context, language=language)


def _quiz_page(site: Site, compiled: Compiled, language: str, today: date) -> Page:
    facets = list_facets(site.directory.programs, site.criteria.levels)
    quiz = plan_quiz(site.criteria, compiled, language, facets)
    reviewed = is_reviewed(site.criteria, today=today)
    context = {
        "quiz": quiz,
        "program_counts": count_by_level(site),
        "is_reviewed": reviewed,
        "version": compute_digests(site.criteria).rules[:SHORT],
    }
    return Page(
        address=urls.QUIZ,
        template="pages/quiz.html",
        context=context,
        language=language,
        style=quiz.css,
        budget=QUIZ_BUDGET,
    )


def _outcomes_page(site: Site, compiled: Compiled, language: str, today: date) -> Page:
    """All outcome texts on one page, so that no address tells which one a reader got."""
    results = describe_leaves(site.criteria, compiled.flow.leaves, language)
    names = [str(r.id) for results_of in (site.criteria.outcomes, site.criteria.levels) for r in results_of]
    context = {
        "groups": [
            (one, result_name(site.criteria, one, language), [r for r in results if r.outcome == one]) for one in names
        ],
        "remedies": site.criteria.remedies,
        "is_reviewed": is_reviewed(site.criteria, today=today),
    }
    return Page(address=urls.OUTCOMES, template="pages/outcomes.html", context=context, language=language)


# --- programs ----------------------------------------------------------------------------------------


def programs_at(site: Site, level: str) -> tuple[Program, ...]:
    """The programs that offer *level*."""
    return tuple(p for p in site.directory.programs if any(o.id == level for o in p.levels))


def count_by_level(site: Site) -> dict[str, int]:
    """How many programs offer each level they can be listed under."""
    return {str(level.id): len(programs_at(site, level.id)) for level in listed_levels(site)}


def list_budget(entries: int) -> int:
    """A list may weigh more when it is long: its frame and filters, and so much for each entry."""
    return max(PAGE_BUDGET, LIST_BYTES + LIST_BYTES_PER_ENTRY * entries)


def _list_page(site: Site, one: ProgramList, language: str, listing: ListOptions) -> Page:
    """A list of programs, or, where it has parts, what leads to them."""
    above = (HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, one.trail[:-1])) if one.trail else ()
    if one.parts:
        return replace(_parts_page(one, language, listing.map_table), parents=above)
    return replace(_finder_page(site, one, language, listing.zip_table), parents=above)


def _as_parent(place: Place) -> Parent:
    return Parent(label=place.name.label, address=place.address, values=place.name.values)


def _parts_page(one: ProgramList, language: str, map_table: str) -> Page:
    states = {part.state: part for part in one.parts}
    on_map = [(outline, states.get(outline.code)) for outline in read_map(map_table)] if "" not in states else []
    context = {
        "list": one,
        "parts": [(part, len(part.programs)) for part in one.parts],
        "outlines": on_map,
        "view": VIEW,
    }
    return Page(address=one.address, template="pages/program_lists.html", context=context, language=language)


def _finder_page(site: Site, one: ProgramList, language: str, zip_table: str) -> Page:
    programs = one.programs
    finder = plan_finder(programs, site.criteria.levels)
    organizations = {str(o.id): o for o in site.directory.organizations}
    cards = make_cards(programs, site.criteria.levels, organizations, finder)
    by_id = {str(program.id): program for program in programs}
    return Page(
        address=one.address,
        template="pages/programs.html",
        context={"finder": finder, "cards": cards, "trail": one.trail},
        language=language,
        style=finder.css,
        budget=list_budget(len(cards)),
        modules=write_modules((by_id[card.id] for card in cards), zip_table),
    )


def _level_pages(site: Site, lists: ProgramList, language: str, most_together: int) -> Iterator[Page]:
    """Where more programs offer a level than one page holds, its page leads to the parts of the list."""
    organizations = {str(o.id): o for o in site.directory.organizations}
    for level in listed_levels(site):
        found = programs_at(site, level.id)
        parts = count_in_parts(lists, found) if len(found) > most_together else ()
        cards = () if parts else make_cards(found, site.criteria.levels, organizations)
        yield Page(
            address=urls.level_address(level.id),
            template="pages/level.html",
            context={"level": level, "needs": list_needs(level, language), "cards": cards, "parts": parts},
            language=language,
            budget=list_budget(len(cards)),
            parents=(HOME_PARENT, COMPARE_PARENT),
            subject=level,
        )


def _program_pages(site: Site, lists: ProgramList, language: str, today: date) -> Iterator[Page]:
    trails = find_trails(lists)
    organizations = {str(o.id): o for o in site.directory.organizations}
    for program in site.directory.programs:
        view = describe_listing(program, site.criteria.levels, organizations)
        yield Page(
            address=urls.program_address(program.id),
            template="pages/program.html",
            context={"view": view, "today": today},
            language=language,
            parents=(HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, trails.get(str(program.id), ()))),
            subject=view,
        )


def crisis_lines(site: Site) -> tuple[Helpline, ...]:
    """The helplines that stand on every page."""
    return tuple(line for line in site.helplines if line.on_every_page)
