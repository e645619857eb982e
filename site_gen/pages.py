"""Which pages the site has, and what each of them shows.

A page is an address, a template and a context; nothing is rendered here. Templates find in their
context what `Page.context` holds, and on every page what `render` adds (site, navigation, crisis
lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import zip_longest

from site_gen import urls
from site_gen.ages import AsOf
from site_gen.articles import ArticlePage, articles_in, group_by_stage, order_helplines
from site_gen.coverage import count_coverage, list_downloads
from site_gen.finder import list_facets
from site_gen.freshness import overdue_since
from site_gen.levels import comparison_rows
from site_gen.model import Article, Helpline, Site
from site_gen.page import HOME_PARENT, Page, Parent, Planned, Prepared
from site_gen.program_pages import Overview, count_by_level, plan_program_pages
from site_gen.quiz import Compiled
from site_gen.quiz_page import plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import SHORT, compute_digests, is_reviewed
from site_gen.vocabulary import STAGES

QUIZ_BUDGET = 20 * 1024
GUIDE = "Guide"
MESSAGES = (GUIDE,)


def plan(site: Site, prepared: Prepared, *, today: date) -> Iterator[Planned]:
    """Every page of the site, in the order of its map, the home page first; a page in all languages, then the next.

    Each is made when it is asked for, since there may be more than should be held at a time, or than anyone wants.
    Those that lead to each other come together, so that none has to wait long for what it leads to.
    """
    languages = tuple(map(str, site.config.languages))
    overview = Overview(site, prepared, today=today)
    for planned in zip_longest(*(_plan_in(language, overview) for language in languages)):
        yield from filter(None, planned)
    # Hosts know one page for a wrong address: it speaks every language of the site.
    yield Planned(address=urls.NOT_FOUND, language=languages[0], fill=_not_found_page)


def _plan_in(language: str, overview: Overview) -> Iterator[Planned]:
    site, prepared, today = overview.site, overview.prepared, overview.today
    written = tuple(view for view in prepared.articles if view.language == language)
    alone = partial(Planned, language=language)
    yield alone(address=urls.HOME, fill=partial(_home_page, site, written))
    yield from _plan_articles(written, language, today)
    yield alone(address=urls.COMPARE, fill=partial(_compare_page, site))
    yield alone(address=urls.QUIZ, fill=partial(_quiz_page, site, prepared.compiled, today))
    yield alone(address=urls.OUTCOMES, fill=partial(_outcomes_page, site, prepared.compiled, today))
    yield from plan_program_pages(overview, language)
    yield alone(address=urls.DATA, fill=partial(_data_page, site, prepared, today))


def _not_found_page(address: str, language: str) -> Page:
    return Page(address=address, template="pages/not_found.html", context={}, language=language, in_sitemap=False)


def _home_page(site: Site, articles: tuple[ArticlePage, ...], address: str, language: str) -> Page:
    guide = articles_in("guide", (view.article for view in articles))
    context = {
        "levels": site.criteria.levels,
        "program_count": len(site.directory.programs),
        "stages": group_by_stage(guide),
    }
    return Page(address=address, template="pages/home.html", context=context, language=language)


# --- articles ----------------------------------------------------------------------------------------


def _plan_articles(articles: tuple[ArticlePage, ...], language: str, today: date) -> Iterator[Planned]:
    """Each article, and at each of its old addresses a page that leads on to it."""
    guide = articles_in("guide", (view.article for view in articles))
    beside = {
        one.slug: (before, after) for before, one, after in zip((None, *guide), guide, (*guide[1:], None), strict=False)
    }
    glossary = next((str(view.article.slug) for view in articles if view.glossary), "")
    for view in articles:
        before, after = beside.get(view.article.slug, (None, None))
        leads_to = {"glossary": glossary, "previous": before, "next": after}
        fill = partial(_article_page, view, leads_to, today)
        yield Planned(address=urls.article_address(view.article.slug), language=language, fill=fill)
    for article in (view.article for view in articles):
        for alias in article.front.aliases:
            yield Planned(address=urls.article_address(alias), language=language, fill=partial(_moved_page, article))


def _article_page(view: ArticlePage, leads_to: Mapping[str, object], today: date, address: str, language: str) -> Page:
    context = {"view": view, "overdue_since": overdue_since(view.article.front, today), "stages": STAGES, **leads_to}
    return Page(
        address=address,
        template="pages/article.html",
        context=context,
        language=language,
        parents=_above_article(view.article),
        subject=view,
    )


def _moved_page(article: Article, address: str, language: str) -> Page:
    context = {"article": article}
    return Page(address=address, template="pages/moved.html", context=context, language=language, in_sitemap=False)


def _above_article(article: Article) -> tuple[Parent, ...]:
    if article.front.section != "guide":
        return (HOME_PARENT,)
    stage = article.front.stage
    if stage is None:
        return HOME_PARENT, Parent(label=GUIDE, address=urls.HOME, anchor="guide")
    return HOME_PARENT, Parent(label=STAGES[stage], address=urls.HOME, anchor=f"stage-{stage}")


# --- levels, comparison, quiz ------------------------------------------------------------------------


def _compare_page(site: Site, address: str, language: str) -> Page:
    context = {"rows": comparison_rows(site, language)}
    return Page(address=address, template="pages/compare.html", context=context, language=language)


def _quiz_page(site: Site, compiled: Compiled, today: date, address: str, language: str) -> Page:
    as_of = AsOf(day=today, limits=site.config.limits)
    facets = list_facets(site.directory.programs, site.criteria.levels, as_of=as_of)
    quiz = plan_quiz(site.criteria, compiled, language, facets)
    context = {
        "quiz": quiz,
        "program_counts": count_by_level(site),
        "is_reviewed": is_reviewed(site, language, today=today),
        "version": compute_digests(site.criteria).rules[:SHORT],
    }
    return Page(
        address=address,
        template="pages/quiz.html",
        context=context,
        language=language,
        style=quiz.css,
        budget=QUIZ_BUDGET,
    )


def _outcomes_page(site: Site, compiled: Compiled, today: date, address: str, language: str) -> Page:
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
    return Page(address=address, template="pages/outcomes.html", context=context, language=language)


# --- about the data ----------------------------------------------------------------------------------


def _data_page(site: Site, prepared: Prepared, today: date, address: str, language: str) -> Page:
    context = {
        "coverage": count_coverage(site, today=today),
        "downloads": list_downloads(prepared.exports),
        "has_distances": bool(prepared.zip_table),
    }
    return Page(address=address, template="pages/data.html", context=context, language=language)


def crisis_lines(site: Site, language: str) -> tuple[Helpline, ...]:
    """The helplines that stand on every page, those first that say how they are reached in *language*."""
    return order_helplines((line for line in site.helplines if line.on_every_page), language)
