"""The pages of the directory: the list of programs and its parts, levels of care, each program, the call sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from site_gen import urls
from site_gen.ages import AsOf, earliest_listed
from site_gen.call_questions import ASKED, QUESTIONS, list_open_questions
from site_gen.finder import plan_finder
from site_gen.finder_data import locate_programs, write_modules
from site_gen.levels import listed_levels
from site_gen.listing import Card, describe_listing, make_cards, name_levels, order_programs
from site_gen.model import Program, Site
from site_gen.page import COMPARE_PARENT, HOME_PARENT, PAGE_BUDGET, PROGRAMS_PARENT, Page, Parent, Prepared
from site_gen.program_lists import Place, ProgramList, count_in_parts, find_trails, split_programs
from site_gen.quiz_page import list_needs
from site_gen.state_map import VIEW, read_map
from site_gen.stated import TITLES, list_facts
from site_gen.step_down import map_neighbors, plan_step_down

LIST_BYTES = 10 * 1024 + 512
LIST_BYTES_PER_ENTRY = 53


def plan_program_pages(site: Site, prepared: Prepared, *, language: str, today: date) -> Iterator[Page]:
    """Every page on which listings stand, and the empty call sheet."""
    listed = (program for program in site.directory.programs if program.status != "defunct")
    lists = split_programs(listed, most=prepared.most_together)
    for one in lists.walk():
        yield _list_page(site, one, prepared, language, today)
    yield from _level_pages(site, lists, prepared, language, today)
    yield from _program_pages(site, lists, prepared, language, today)
    yield _call_sheet_page(language)


def count_by_level(site: Site) -> dict[str, int]:
    """How many programs offer each level they can be listed under."""
    return {str(level.id): len(_programs_at(site, level.id)) for level in listed_levels(site)}


def _programs_at(site: Site, level: str) -> tuple[Program, ...]:
    return tuple(p for p in site.directory.programs if any(o.id == level for o in p.levels))


# --- lists -------------------------------------------------------------------------------------------


def _list_page(site: Site, one: ProgramList, prepared: Prepared, language: str, today: date) -> Page:
    """A list of programs, or, where it has parts, what leads to them."""
    above = (HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, one.trail[:-1])) if one.trail else ()
    if one.parts:
        return replace(_parts_page(one, language, prepared.map_table), parents=above)
    return replace(_finder_page(site, one, language, prepared.zip_table, today), parents=above)


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


def _finder_page(site: Site, one: ProgramList, language: str, zip_table: str, today: date) -> Page:
    programs = order_programs(one.programs, language)
    organizations = {str(o.id): o for o in site.directory.organizations}
    as_of = AsOf(day=today, limits=site.config.limits)
    finder = plan_finder(programs, site.criteria.levels, as_of=as_of)
    cards = make_cards(programs, name_levels(site.criteria.levels, language), organizations, finder, as_of=as_of)
    by_id = {str(program.id): program for program in programs}
    # As the page has them: those that stand apart come last.
    in_order = [by_id[card.id] for card in sorted(cards, key=lambda card: card.confirmed.is_apart)]
    facts = list_facts(programs, ASKED)
    return Page(
        address=one.address,
        template="pages/programs.html",
        context={
            "finder": finder,
            **_list_context(cards, site, today),
            "facts": facts,
            "asked": ASKED,
            "views": [describe_listing(one, site.criteria.levels, organizations, as_of=as_of) for one in in_order],
            "titles": TITLES,
            "questions": QUESTIONS,
            "trail": one.trail,
        },
        language=language,
        style=finder.css,
        budget=_list_budget(len(cards)),
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


def _list_budget(entries: int) -> int:
    """A list may weigh more when it is long: its frame and filters, and so much for each entry."""
    return max(PAGE_BUDGET, LIST_BYTES + LIST_BYTES_PER_ENTRY * entries)


def _level_pages(site: Site, lists: ProgramList, prepared: Prepared, language: str, today: date) -> Iterator[Page]:
    """Where more programs offer a level than one page holds, its page leads to the parts of the list."""
    organizations = {str(o.id): o for o in site.directory.organizations}
    short = name_levels(site.criteria.levels, language)
    as_of = AsOf(day=today, limits=site.config.limits)
    for level in listed_levels(site):
        found = order_programs(_programs_at(site, level.id), language)
        parts = count_in_parts(lists, found) if len(found) > prepared.most_together else ()
        cards = () if parts else make_cards(found, short, organizations, as_of=as_of)
        context = {"level": level, "needs": list_needs(level, language), "parts": parts}
        yield Page(
            address=urls.level_address(level.id),
            template="pages/level.html",
            context={**context, **_list_context(cards, site, today)},
            language=language,
            budget=_list_budget(len(cards)),
            parents=(HOME_PARENT, COMPARE_PARENT),
            subject=level,
        )


# --- one program, and calling it -----------------------------------------------------------------------


def _program_pages(site: Site, lists: ProgramList, prepared: Prepared, language: str, today: date) -> Iterator[Page]:
    organizations = {str(o.id): o for o in site.directory.organizations}
    programs, levels = site.directory.programs, site.criteria.levels
    trails = find_trails(lists)
    around = map_neighbors(programs, locate_programs(programs, prepared.zip_table))
    as_of = AsOf(day=today, limits=site.config.limits)
    for program in programs:
        view = describe_listing(program, levels, organizations, as_of=as_of)
        yield Page(
            address=urls.program_address(program.id),
            template="pages/program.html",
            context={
                "view": view,
                "today": today,
                "questions": list_open_questions(program),
                "report": _report_link(site, program),
                "steps": plan_step_down(program, levels, around),
            },
            language=language,
            parents=(HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, trails.get(str(program.id), ()))),
            subject=view,
        )


def _report_link(site: Site, program: Program) -> str:
    """Where to tell what is wrong with this listing; empty where the site's keepers have named no place."""
    to = site.config.report_problem
    return urls.report_link(to, f"{program.name} ({program.id})") if to else ""


def _call_sheet_page(language: str) -> Page:
    """The sheet without a program, to fill in by hand: what a script makes of a list, for readers without one."""
    context: Mapping[str, object] = {"questions": QUESTIONS}
    return Page(
        address=urls.CALL_SHEET,
        template="pages/call_sheet.html",
        context=context,
        language=language,
        parents=(HOME_PARENT, PROGRAMS_PARENT),
    )
