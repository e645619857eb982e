"""Which pages the site has, what each of them is made from, and what it shows.

A plan is an address and a template, what gathers facts, and what fills a page with them; nothing is rendered here.
Templates find in their context what `Page.context` holds, and on every page what `render` adds (site, navigation,
crisis lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Any

from site_gen import urls
from site_gen.articles import ArticlePage, articles_in, group_by_stage, order_helplines
from site_gen.coverage import list_downloads
from site_gen.finder import Facet
from site_gen.freshness import overdue_since
from site_gen.levels import comparison_rows
from site_gen.model import Article, Criteria, Helpline, Site
from site_gen.overview import Overview
from site_gen.page import HOME_PARENT, Frame, Page, Parent, Planned
from site_gen.program_pages import plan_program_pages
from site_gen.quiz import Compiled
from site_gen.quiz_page import plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import SHORT, compute_digests, is_reviewed
from site_gen.vocabulary import STAGES

QUIZ_BUDGET = 20 * 1024
GUIDE = "Guide"
MESSAGES = (GUIDE,)


def plan(overview: Overview) -> Iterator[Planned[Any]]:
    """Every page of the site, in the order of its map, the home page first; a page in all languages, then the next.

    Each is made when it is asked for, since there may be more than should be held at a time, or than anyone wants.
    Those that lead to each other come together, so that none has to wait long for what it leads to.
    """
    languages = tuple(map(str, overview.site.config.languages))
    for planned in zip_longest(*(_plan_in(language, overview) for language in languages)):
        yield from filter(None, planned)
    # Hosts know one page for a wrong address: it speaks every language of the site.
    frame = Frame(address=urls.NOT_FOUND, language=languages[0], template="pages/not_found.html")
    yield Planned(frame=frame, gather=dict, fill=_unlisted_page)


def _plan_in(language: str, overview: Overview) -> Iterator[Planned[Any]]:
    written = tuple(view for view in overview.prepared.articles if view.language == language)
    home, compare, quiz, outcomes, data = (
        Frame(address=address, language=language, template=f"pages/{name}.html")
        for address, name in (
            (urls.HOME, "home"),
            (urls.COMPARE, "compare"),
            (urls.QUIZ, "quiz"),
            (urls.OUTCOMES, "outcomes"),
            (urls.DATA, "data"),
        )
    )
    yield Planned(frame=home, gather=partial(_gather_home, overview.site, written), fill=_plain_page)
    yield from _plan_articles(written, language, overview.as_of.day)
    yield Planned(frame=compare, gather=partial(_gather_compare, overview.site, language), fill=_plain_page)
    yield Planned(frame=quiz, gather=partial(_gather_quiz, overview, language), fill=_quiz_page)
    yield Planned(frame=outcomes, gather=partial(_gather_outcomes, overview, language), fill=_outcomes_page)
    yield from plan_program_pages(overview, language)
    yield Planned(frame=data, gather=partial(_gather_data, overview), fill=_plain_page)


def _plain_page(frame: Frame, context: Mapping[str, object]) -> Page:
    return Page(frame=frame, context=context)


def _unlisted_page(frame: Frame, context: Mapping[str, object]) -> Page:
    return Page(frame=frame, context=context, in_sitemap=False)


def _gather_home(site: Site, articles: tuple[ArticlePage, ...]) -> Mapping[str, object]:
    guide = articles_in("guide", (view.article for view in articles))
    return {
        "levels": site.criteria.levels,
        "program_count": len(site.directory.listed),
        "stages": group_by_stage(guide),
    }


# --- articles ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _ArticleFacts:
    """*glossary*: the article that shows all of it. *previous*, *next*: beside it in the guide."""

    view: ArticlePage
    overdue_since: date | None
    glossary: str
    previous: Article | None
    next: Article | None


def _plan_articles(articles: tuple[ArticlePage, ...], language: str, today: date) -> Iterator[Planned[Any]]:
    """Each article, and at each of its old addresses a page that leads on to it."""
    frame = partial(Frame, language=language)
    guide = articles_in("guide", (view.article for view in articles))
    beside = {
        one.slug: (before, after) for before, one, after in zip((None, *guide), guide, (*guide[1:], None), strict=False)
    }
    glossary = next((str(view.article.slug) for view in articles if view.glossary), "")
    for view in articles:
        before, after = beside.get(view.article.slug, (None, None))
        overdue = overdue_since(view.article.front, today)
        leads_to = partial(_ArticleFacts, glossary=glossary, previous=before, next=after)
        yield Planned(
            frame=frame(address=urls.article_address(view.article.slug), template="pages/article.html"),
            gather=partial(leads_to, view=view, overdue_since=overdue),
            fill=_article_page,
        )
    for article in (view.article for view in articles):
        for alias in article.front.aliases:
            moved = frame(address=urls.article_address(alias), template="pages/moved.html")
            yield Planned(frame=moved, gather=partial(dict, article=article), fill=_unlisted_page)


def _article_page(frame: Frame, facts: _ArticleFacts) -> Page:
    context = {
        "view": facts.view,
        "overdue_since": facts.overdue_since,
        "stages": STAGES,
        "glossary": facts.glossary,
        "previous": facts.previous,
        "next": facts.next,
    }
    return Page(frame=frame, context=context, parents=_above_article(facts.view.article), subject=facts.view)


def _above_article(article: Article) -> tuple[Parent, ...]:
    if article.front.section != "guide":
        return (HOME_PARENT,)
    stage = article.front.stage
    if stage is None:
        return HOME_PARENT, Parent(label=GUIDE, address=urls.HOME, anchor="guide")
    return HOME_PARENT, Parent(label=STAGES[stage], address=urls.HOME, anchor=f"stage-{stage}")


# --- levels, comparison, quiz ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _CriteriaFacts:
    """*is_reviewed*: what the page's language says of the criteria."""

    criteria: Criteria
    compiled: Compiled
    is_reviewed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _QuizFacts:
    """*programs*: how many have each level."""

    about: _CriteriaFacts
    facets: tuple[Facet, ...]
    programs: Mapping[str, int]


def _gather_quiz(overview: Overview, language: str) -> _QuizFacts:
    counts = {level: len(programs) for level, programs in overview.at_level.items()}
    return _QuizFacts(about=_gather_outcomes(overview, language), facets=overview.facets, programs=counts)


def _gather_outcomes(overview: Overview, language: str) -> _CriteriaFacts:
    return _CriteriaFacts(
        criteria=overview.site.criteria,
        compiled=overview.prepared.compiled,
        is_reviewed=is_reviewed(overview.site, language, today=overview.as_of.day),
    )


def _gather_compare(site: Site, language: str) -> Mapping[str, object]:
    return {"rows": comparison_rows(site, language)}


def _quiz_page(frame: Frame, facts: _QuizFacts) -> Page:
    about = facts.about
    quiz = plan_quiz(about.criteria, about.compiled, frame.language, facts.facets)
    context = {
        "quiz": quiz,
        "program_counts": facts.programs,
        "is_reviewed": about.is_reviewed,
        "version": compute_digests(about.criteria).rules[:SHORT],
    }
    return Page(frame=frame, context=context, style=quiz.css, budget=QUIZ_BUDGET)


def _outcomes_page(frame: Frame, facts: _CriteriaFacts) -> Page:
    """All outcome texts on one page, so that no address tells which one a reader got."""
    criteria, language = facts.criteria, frame.language
    results = describe_leaves(criteria, facts.compiled.flow.leaves, language)
    names = [str(result.id) for results_of in (criteria.outcomes, criteria.levels) for result in results_of]
    groups = [(one, result_name(criteria, one, language), [r for r in results if r.outcome == one]) for one in names]
    context = {
        "groups": groups,
        "remedies": criteria.remedies,
        "is_reviewed": facts.is_reviewed,
    }
    return Page(frame=frame, context=context)


# --- about the data ----------------------------------------------------------------------------------


def _gather_data(overview: Overview) -> Mapping[str, object]:
    return {
        "coverage": overview.coverage,
        "downloads": list_downloads(overview.prepared.exports),
        "has_distances": bool(overview.prepared.zip_table),
    }


def crisis_lines(site: Site, language: str) -> tuple[Helpline, ...]:
    """The helplines that stand on every page, those first that say how they are reached in *language*."""
    return order_helplines((line for line in site.helplines if line.on_every_page), language)
