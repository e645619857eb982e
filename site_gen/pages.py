"""Which pages the site has, and what each of them shows.

A page is an address, a template and a context; nothing is rendered here. Templates find in their
context what `Page.context` holds, and on every page what `render` adds (site, navigation, crisis
lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from site_gen import urls
from site_gen.ages import AsOf, earliest_listed
from site_gen.articles import ArticlePage, articles_in, group_by_stage
from site_gen.call_questions import ASKED, QUESTIONS, list_open_questions
from site_gen.coverage import count_coverage, list_downloads
from site_gen.finder import list_facets, plan_finder
from site_gen.finder_data import locate_programs, write_modules
from site_gen.freshness import overdue_since
from site_gen.levels import comparison_rows, listed_levels
from site_gen.listing import Card, ListingPage, describe_listing, make_cards
from site_gen.model import Article, Helpline, LevelOfCare, Program, Site
from site_gen.quiz import Compiled
from site_gen.quiz_page import list_needs, plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import SHORT, compute_digests, is_reviewed
from site_gen.stated import TITLES, list_facts
from site_gen.step_down import plan_step_down
from site_gen.vocabulary import STAGES

PAGE_BUDGET = 14 * 1024
QUIZ_BUDGET = 20 * 1024
LIST_BYTES = 10 * 1024
LIST_BYTES_PER_ENTRY = 52


Subject: TypeAlias = ArticlePage | ListingPage | LevelOfCare | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A page above another one. *label*: a message id. *anchor*: the part of it that is meant."""

    label: str
    address: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered. *style*: rules made for this page. *budget*: most bytes, gzipped.

    *parents*: the pages above it, from the home page down. *subject*: what machines are told that it is about.
    *modules*: by name, data as scripts that the page's script imports when the reader asks for what needs them.
    *parts*: a template whose elements such a script builds, published as one more module; see `parts`.
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
    parts: str = ""


HOME_PARENT = Parent(label="Home", address=urls.HOME)
PROGRAMS_PARENT = Parent(label="Find a program", address=urls.PROGRAMS)
COMPARE_PARENT = Parent(label="Compare", address=urls.COMPARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What earlier stages made of the sources, for pages to show.

    *exports*: the files of the directory for other systems, by path. *zip_table*: see `geo`; without it the
    finder knows no distances.
    """

    compiled: Compiled
    articles: tuple[ArticlePage, ...]
    exports: Mapping[str, bytes]
    zip_table: str = ""


def plan(site: Site, prepared: Prepared, *, today: date) -> tuple[Page, ...]:
    """Every page of the site, in the order of its map."""
    language = str(site.config.languages[0])
    compiled, written = prepared.compiled, prepared.articles
    return (
        _home_page(site, written, language),
        *_article_pages(written, language, today),
        _compare_page(site, language),
        _quiz_page(site, compiled, language, today),
        _outcomes_page(site, compiled, language, today),
        _programs_page(site, language, prepared.zip_table, today),
        *_level_pages(site, language, today),
        *_program_pages(site, language, today, prepared.zip_table),
        _call_sheet_page(language),
        _data_page(site, prepared, language, today),
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


def _programs_page(site: Site, language: str, zip_table: str, today: date) -> Page:
    programs = site.directory.programs
    finder = plan_finder(programs, site.criteria.levels)
    organizations = {str(o.id): o for o in site.directory.organizations}
    as_of = AsOf(day=today, limits=site.config.limits)
    cards = make_cards(programs, site.criteria.levels, organizations, finder, as_of=as_of)
    by_id = {str(program.id): program for program in programs}
    # As the page has them: those that stand apart come last.
    in_order = [by_id[card.id] for card in sorted(cards, key=lambda card: card.confirmed.is_apart)]
    facts = list_facts(programs, ASKED)
    return Page(
        address=urls.PROGRAMS,
        template="pages/programs.html",
        context={
            "finder": finder,
            **_list_context(cards, site, today),
            "facts": facts,
            "asked": ASKED,
            "views": [describe_listing(one, site.criteria.levels, organizations, as_of=as_of) for one in in_order],
            "titles": TITLES,
            "questions": QUESTIONS,
        },
        language=language,
        style=finder.css,
        budget=list_budget(len(cards)),
        modules=write_modules(in_order, zip_table, facts),
        parts="parts/shortlist.html",
    )


def _list_context(cards: tuple[Card, ...], site: Site, today: date) -> dict[str, object]:
    """Listings that nobody has confirmed for too long stand behind all others: an old one may be all there is."""
    return {
        "cards": [card for card in cards if not card.confirmed.is_apart],
        "apart": [card for card in cards if card.confirmed.is_apart],
        "apart_since": earliest_listed(today, site.config.limits),
        "has_ages": any(card.has_ages for card in cards),
    }


def _level_pages(site: Site, language: str, today: date) -> Iterator[Page]:
    organizations = {str(o.id): o for o in site.directory.organizations}
    for level in listed_levels(site):
        programs, as_of = programs_at(site, level.id), AsOf(day=today, limits=site.config.limits)
        cards = make_cards(programs, site.criteria.levels, organizations, as_of=as_of)
        yield Page(
            address=urls.level_address(level.id),
            template="pages/level.html",
            context={"level": level, "needs": list_needs(level, language), **_list_context(cards, site, today)},
            language=language,
            budget=list_budget(len(cards)),
            parents=(HOME_PARENT, COMPARE_PARENT),
            subject=level,
        )


def _program_pages(site: Site, language: str, today: date, zip_table: str) -> Iterator[Page]:
    organizations = {str(o.id): o for o in site.directory.organizations}
    programs = site.directory.programs
    places = locate_programs(programs, zip_table)
    as_of = AsOf(day=today, limits=site.config.limits)
    for program in programs:
        view = describe_listing(program, site.criteria.levels, organizations, as_of=as_of)
        yield Page(
            address=urls.program_address(program.id),
            template="pages/program.html",
            context={
                "view": view,
                "today": today,
                "questions": list_open_questions(program),
                "report": _report_link(site, program),
                "steps": plan_step_down(program, programs, site.criteria.levels, places),
            },
            language=language,
            parents=(HOME_PARENT, PROGRAMS_PARENT),
            subject=view,
        )


def _report_link(site: Site, program: Program) -> str:
    """Where to tell what is wrong with this listing; empty where the site's keepers have named no place."""
    to = site.config.report_problem
    return urls.report_link(to, f"{program.name} ({program.id})") if to else ""


def _call_sheet_page(language: str) -> Page:
    """The sheet without a program, to fill in by hand: what a script makes of a list, for readers without one."""
    context = {"questions": QUESTIONS}
    return Page(
        address=urls.CALL_SHEET,
        template="pages/call_sheet.html",
        context=context,
        language=language,
        parents=(HOME_PARENT, PROGRAMS_PARENT),
    )


def _data_page(site: Site, prepared: Prepared, language: str, today: date) -> Page:
    context = {
        "coverage": count_coverage(site, today=today),
        "downloads": list_downloads(prepared.exports),
        "has_distances": bool(prepared.zip_table),
    }
    return Page(address=urls.DATA, template="pages/data.html", context=context, language=language)


def crisis_lines(site: Site) -> tuple[Helpline, ...]:
    """The helplines that stand on every page."""
    return tuple(line for line in site.helplines if line.on_every_page)
