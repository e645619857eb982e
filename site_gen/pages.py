"""Which pages the site has, and what each of them shows.

A page is an address, a template and a context; nothing is rendered here. Templates find in their
context what `Page.context` holds, and on every page what `render` adds (site, navigation, crisis
lines, language, and the functions that make links).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from site_gen import urls
from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault
from site_gen.finder import plan_finder
from site_gen.freshness import overdue_since
from site_gen.listing import describe_listing, make_cards
from site_gen.markup import Content, Directive, Heading, convert
from site_gen.model import Article, Comparison, Helpline, LevelOfCare, Outcome, Program, Site
from site_gen.quiz import Compiled
from site_gen.quiz_page import list_needs, plan_quiz
from site_gen.results import describe_leaves, result_name
from site_gen.signoff import is_reviewed

PAGE_BUDGET = 14 * 1024
QUIZ_BUDGET = 20 * 1024
LIST_BYTES = 9 * 1024
LIST_BYTES_PER_ENTRY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered. *style*: rules made for this page. *budget*: most bytes, gzipped."""

    address: str
    template: str
    context: Mapping[str, object]
    language: str
    style: str = ""
    budget: int = PAGE_BUDGET
    in_sitemap: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePart:
    """A piece of an article: `html`, or the name of a directive with the value it shows."""

    kind: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    article: Article
    parts: tuple[ArticlePart, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A level, or an outcome that is care too, in the comparison table. Hours are (lowest, highest)."""

    id: str
    name: str
    hours: tuple[int, ...]
    hours_teens: tuple[int, ...]
    comparison: Comparison
    article: str


def plan(site: Site, compiled: Compiled, articles: Iterable[ArticlePage], *, today: date) -> tuple[Page, ...]:
    """Every page of the site, in the order of its map."""
    language = str(site.config.languages[0])
    return (
        _home_page(site, language),
        *_article_pages(tuple(articles), language, today),
        _compare_page(site, language),
        _quiz_page(site, compiled, language, today),
        _outcomes_page(site, compiled, language, today),
        _programs_page(site, language),
        *_level_pages(site, language),
        *_program_pages(site, language, today),
        Page(address=urls.NOT_FOUND, template="pages/not_found.html", context={}, language=language, in_sitemap=False),
    )


def _home_page(site: Site, language: str) -> Page:
    context = {"levels": site.criteria.levels, "program_count": len(site.directory.programs)}
    return Page(address=urls.HOME, template="pages/home.html", context=context, language=language)


def articles_in(section: str, articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles of one section (`guide`, or `site` for those about the site), in the order of reading."""
    return tuple(sorted((a for a in articles if a.front.section == section), key=lambda a: (a.front.order, a.slug)))


# --- articles ----------------------------------------------------------------------------------------


def read_articles(
    site: Site, *, drafts: bool, unread: Collection[str] = ()
) -> tuple[tuple[ArticlePage, ...], tuple[Diagnostic, ...]]:
    """Every article's Markdown as pieces of a page, and the faults found in it.

    What is named in *unread* exists and has faults of its own.
    """
    language = str(site.config.languages[0])
    articles = [a for a in site.articles if a.language == language and (drafts or not a.front.draft)]
    read = []
    faults: list[Diagnostic] = []
    for article in articles:
        resolve = link_resolver(site, {*unread, *(a.slug for a in articles)}, urls.article_address(article.slug))
        content, found = convert(article.body, resolve=resolve)
        faults += found
        parts = tuple(_fill_parts(site, content, language, unread, faults))
        read.append(ArticlePage(article=article, parts=parts, headings=content.headings))
    return tuple(read), tuple(faults)


def _article_pages(articles: tuple[ArticlePage, ...], language: str, today: date) -> Iterator[Page]:
    guide = articles_in("guide", (view.article for view in articles))
    for view in articles:
        place = guide.index(view.article) if view.article in guide else None
        context = {
            "view": view,
            "overdue_since": overdue_since(view.article.front, today),
            "previous": guide[place - 1] if place else None,
            "next": guide[place + 1] if place is not None and place + 1 < len(guide) else None,
        }
        address = urls.article_address(view.article.slug)
        yield Page(address=address, template="pages/article.html", context=context, language=language)


def link_resolver(site: Site, slugs: Iterable[str], source: str) -> Callable[[Located], str | None]:
    """What a destination in an article becomes: a link relative to the page at *source*."""
    addresses = {urls.HOME, urls.PROGRAMS, urls.QUIZ, urls.COMPARE, urls.OUTCOMES}
    addresses |= {urls.article_address(slug) for slug in slugs}
    addresses |= {urls.level_address(level.id) for level in listed_levels(site)}

    def resolve(destination: Located) -> str | None:
        if destination.startswith(("https://", "http://", "mailto:", "#")):
            return str(destination)
        target, hash_mark, anchor = destination.partition("#")
        if target.endswith(".md"):
            address = urls.article_address(target.removesuffix(".md").removeprefix("./"))
        else:
            address = target.removeprefix("/")
        return urls.relative(source, address) + hash_mark + anchor if address in addresses else None

    return resolve


def _fill_parts(
    site: Site, content: Content, language: str, unread: Collection[str], faults: list[Diagnostic]
) -> Iterator[ArticlePart]:
    for part in content.parts:
        if isinstance(part, Directive):
            yield from _fill_directive(site, part, language, unread, faults)
        else:
            yield ArticlePart(kind="html", value=part)


def _fill_directive(
    site: Site, directive: Directive, language: str, unread: Collection[str], faults: list[Diagnostic]
) -> Iterator[ArticlePart]:
    """What a directive shows; a fault where it names something that does not exist."""
    levels: dict[str, object] = {str(lv.id): (lv, list_needs(lv, language)) for lv in site.criteria.levels}
    helplines: dict[str, object] = {str(line.id): line for line in site.helplines}
    if directive.name == "levels":
        yield ArticlePart(kind="levels", value=comparison_rows(site, language))
    elif directive.name == "helplines":
        yield ArticlePart(kind="helplines", value=site.helplines)
    elif directive.argument is not None:
        known = levels if directive.name == "needs" else helplines
        if directive.argument in known:
            yield ArticlePart(kind=directive.name, value=known[directive.argument])
        elif directive.argument not in unread:
            kind = "level of care" if directive.name == "needs" else "helpline"
            hint = did_you_mean(directive.argument, known)
            faults.append(fault("E301", directive.argument, f'there is no {kind} "{directive.argument}"', hint))


# --- levels, comparison, quiz ------------------------------------------------------------------------


def comparison_rows(site: Site, language: str) -> tuple[ComparisonRow, ...]:
    """Least to most care: the levels, then the other results that are care."""
    levels = [_comparison_row(level, language) for level in site.criteria.levels]
    others = [_comparison_row(outcome, language) for outcome in reversed(site.criteria.outcomes)]
    return tuple(row for row in (*levels, *others) if row is not None)


def _comparison_row(result: LevelOfCare | Outcome, language: str) -> ComparisonRow | None:
    if result.comparison is None:
        return None
    return ComparisonRow(
        id=result.id,
        name=result.name.in_language(language),
        hours=result.hours_per_week if isinstance(result, LevelOfCare) else (),
        hours_teens=result.hours_per_week_teens if isinstance(result, LevelOfCare) else (),
        comparison=result.comparison,
        article=result.article or "",
    )


def _compare_page(site: Site, language: str) -> Page:
    context = {"rows": comparison_rows(site, language)}
    return Page(address=urls.COMPARE, template="pages/compare.html", context=context, language=language)


def _quiz_page(site: Site, compiled: Compiled, language: str, today: date) -> Page:
    quiz = plan_quiz(site.criteria, compiled, language)
    reviewed = is_reviewed(site.criteria, today=today)
    context = {"quiz": quiz, "program_counts": count_by_level(site), "is_reviewed": reviewed}
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


def listed_levels(site: Site) -> tuple[LevelOfCare, ...]:
    """The levels that programs can be listed under."""
    return tuple(level for level in site.criteria.levels if level.listed_as is None)


def programs_at(site: Site, level: str) -> tuple[Program, ...]:
    """The programs that offer *level*."""
    return tuple(p for p in site.directory.programs if any(o.id == level for o in p.levels))


def count_by_level(site: Site) -> dict[str, int]:
    """How many programs offer each level they can be listed under."""
    return {str(level.id): len(programs_at(site, level.id)) for level in listed_levels(site)}


def list_budget(entries: int) -> int:
    """A list may weigh more when it is long: its frame and filters, and so much for each entry."""
    return max(PAGE_BUDGET, LIST_BYTES + LIST_BYTES_PER_ENTRY * entries)


def _programs_page(site: Site, language: str) -> Page:
    programs = site.directory.programs
    finder = plan_finder(programs, site.criteria.levels)
    organizations = {str(o.id): o for o in site.directory.organizations}
    cards = make_cards(programs, site.criteria.levels, organizations, finder)
    return Page(
        address=urls.PROGRAMS,
        template="pages/programs.html",
        context={"finder": finder, "cards": cards},
        language=language,
        style=finder.css,
        budget=list_budget(len(cards)),
    )


def _level_pages(site: Site, language: str) -> Iterator[Page]:
    organizations = {str(o.id): o for o in site.directory.organizations}
    for level in listed_levels(site):
        cards = make_cards(programs_at(site, level.id), site.criteria.levels, organizations)
        yield Page(
            address=urls.level_address(level.id),
            template="pages/level.html",
            context={"level": level, "needs": list_needs(level, language), "cards": cards},
            language=language,
            budget=list_budget(len(cards)),
        )


def _program_pages(site: Site, language: str, today: date) -> Iterator[Page]:
    organizations = {str(o.id): o for o in site.directory.organizations}
    for program in site.directory.programs:
        view = describe_listing(program, site.criteria.levels, organizations)
        yield Page(
            address=urls.program_address(program.id),
            template="pages/program.html",
            context={"view": view, "today": today},
            language=language,
        )


def crisis_lines(site: Site) -> tuple[Helpline, ...]:
    """The helplines that stand on every page."""
    return tuple(line for line in site.helplines if line.on_every_page)
