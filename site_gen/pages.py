"""Which pages the site has, and what each of them shows.

A page is an address, a template and a context; nothing is rendered here. Templates find in their
context what `Page.context` holds, and on every page what `render` adds (site, navigation, crisis
lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from site_gen import urls
from site_gen.ages import AsOf
from site_gen.articles import ArticlePage, articles_in, group_by_stage, order_helplines
from site_gen.coverage import count_coverage, list_downloads
from site_gen.finder import list_facets
from site_gen.freshness import overdue_since
from site_gen.levels import comparison_rows
from site_gen.model import Article, Helpline, Site
from site_gen.page import HOME_PARENT, Page, Parent, Prepared
from site_gen.program_pages import count_by_level, plan_program_pages
from site_gen.quiz import Compiled
from site_gen.quiz_page import plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import SHORT, compute_digests, is_reviewed
from site_gen.vocabulary import STAGES

QUIZ_BUDGET = 20 * 1024
GUIDE = "Guide"
MESSAGES = (GUIDE,)


def plan(site: Site, prepared: Prepared, *, today: date) -> Iterator[Page]:
    """Every page of the site, in the order of its map, the home page first; a page in all languages, then the next.

    They are made one by one, for there may be more than should be held at a time. Those that lead to each other come
    together, so that none has to wait long for what it leads to.
    """
    languages = tuple(map(str, site.config.languages))
    for pages in zip_longest(*(_plan_in(language, site, prepared, today) for language in languages)):
        yield from filter(None, pages)
    # Hosts know one page for a wrong address: it speaks every language of the site.
    home = languages[0]
    yield Page(address=urls.NOT_FOUND, template="pages/not_found.html", context={}, language=home, in_sitemap=False)


def _plan_in(language: str, site: Site, prepared: Prepared, today: date) -> Iterator[Page]:
    written = tuple(view for view in prepared.articles if view.language == language)
    yield _home_page(site, written, language)
    yield from _article_pages(written, language, today)
    yield from _moved_pages(written, language)
    yield _compare_page(site, language)
    yield _quiz_page(site, prepared.compiled, language, today)
    yield _outcomes_page(site, prepared.compiled, language, today)
    yield from plan_program_pages(site, prepared, language=language, today=today)
    yield _data_page(site, prepared, language, today)


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
    places = {article.slug: place for place, article in enumerate(guide)}
    for view in articles:
        place = places.get(view.article.slug)
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


def _moved_pages(articles: tuple[ArticlePage, ...], language: str) -> Iterator[Page]:
    """At each old address of an article, a page that leads on to it."""
    for article in (view.article for view in articles):
        for alias in article.front.aliases:
            yield Page(
                address=urls.article_address(alias),
                template="pages/moved.html",
                context={"article": article},
                language=language,
                in_sitemap=False,
            )


def _above_article(article: Article) -> tuple[Parent, ...]:
    if article.front.section != "guide":
        return (HOME_PARENT,)
    stage = article.front.stage
    if stage is None:
        return HOME_PARENT, Parent(label=GUIDE, address=urls.HOME, anchor="guide")
    return HOME_PARENT, Parent(label=STAGES[stage], address=urls.HOME, anchor=f"stage-{stage}")


# --- levels, comparison, quiz ------------------------------------------------------------------------


def _compare_page(site: Site, language: str) -> Page:
    context = {"rows": comparison_rows(site, language)}
    return Page(address=urls.COMPARE, template="pages/compare.html", context=context, language=language)


def _quiz_page(site: Site, compiled: Compiled, language: str, today: date) -> Page:
    as_of = AsOf(day=today, limits=site.config.limits)
    facets = list_facets(site.directory.programs, site.criteria.levels, as_of=as_of)
    quiz = plan_quiz(site.criteria, compiled, language, facets)
    reviewed = is_reviewed(site, language, today=today)
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
        "is_reviewed": is_reviewed(site, language, today=today),
    }
    return Page(address=urls.OUTCOMES, template="pages/outcomes.html", context=context, language=language)


# --- about the data ----------------------------------------------------------------------------------


def _data_page(site: Site, prepared: Prepared, language: str, today: date) -> Page:
    context = {
        "coverage": count_coverage(site, today=today),
        "downloads": list_downloads(prepared.exports),
        "has_distances": bool(prepared.zip_table),
    }
    return Page(address=urls.DATA, template="pages/data.html", context=context, language=language)


def crisis_lines(site: Site, language: str) -> tuple[Helpline, ...]:
    """The helplines that stand on every page, those first that say how they are reached in *language*."""
    return order_helplines((line for line in site.helplines if line.on_every_page), language)
