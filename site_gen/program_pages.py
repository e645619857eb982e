"""The pages of the directory: the list of programs and its parts, levels of care, each program, the call sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from site_gen import urls
from site_gen.ages import AsOf, earliest_listed
from site_gen.call_questions import ASKED, QUESTIONS, list_open_questions
from site_gen.finder import plan_finder
from site_gen.finder_data import locate_programs, write_modules
from site_gen.levels import listed_levels
from site_gen.listing import Card, describe_listing, make_cards, name_levels, order_programs
from site_gen.model import LevelOfCare, Organization, Program, Site
from site_gen.page import COMPARE_PARENT, HOME_PARENT, PAGE_BUDGET, PROGRAMS_PARENT, Page, Parent, Planned, Prepared
from site_gen.program_lists import Place, ProgramList, count_in_parts, find_trails, split_programs
from site_gen.quiz_page import list_needs
from site_gen.state_map import VIEW, read_map
from site_gen.stated import TITLES, list_facts
from site_gen.step_down import Neighborhood, map_neighbors, plan_step_down

LIST_BYTES = 10 * 1024 + 512
LIST_BYTES_PER_ENTRY = 53


class Overview:
    """What pages of the directory share, in all languages; each is worked out when the first page asks for it."""

    def __init__(self, site: Site, prepared: Prepared, *, today: date) -> None:
        self.site = site
        self.prepared = prepared
        self.today = today
        self.as_of = AsOf(day=today, limits=site.config.limits)

    @cached_property
    def lists(self) -> ProgramList:
        listed = (program for program in self.site.directory.programs if program.status != "defunct")
        return split_programs(listed, most=self.prepared.most_together)

    @cached_property
    def trails(self) -> Mapping[str, tuple[Place, ...]]:
        return find_trails(self.lists)

    @cached_property
    def organizations(self) -> Mapping[str, Organization]:
        return {str(one.id): one for one in self.site.directory.organizations}

    @cached_property
    def around(self) -> Neighborhood:
        programs = self.site.directory.programs
        return map_neighbors(programs, locate_programs(programs, self.prepared.zip_table))


def plan_program_pages(overview: Overview, language: str) -> Iterator[Planned]:
    """Every page on which listings stand, and the empty call sheet."""
    planned = partial(Planned, language=language)
    for one in overview.lists.walk():
        yield planned(address=one.address, fill=partial(_list_page, overview, one))
    for level in listed_levels(overview.site):
        yield planned(address=urls.level_address(level.id), fill=partial(_level_page, overview, level))
    for program in overview.site.directory.programs:
        yield planned(address=urls.program_address(program.id), fill=partial(_program_page, overview, program))
    yield planned(address=urls.CALL_SHEET, fill=_call_sheet_page)


def count_by_level(site: Site) -> dict[str, int]:
    """How many programs offer each level they can be listed under."""
    return {str(level.id): len(_programs_at(site, level.id)) for level in listed_levels(site)}


def _programs_at(site: Site, level: str) -> tuple[Program, ...]:
    return tuple(p for p in site.directory.programs if any(o.id == level for o in p.levels))


# --- lists -------------------------------------------------------------------------------------------


def _list_page(overview: Overview, one: ProgramList, address: str, language: str) -> Page:
    """A list of programs, or, where it has parts, what leads to them."""
    make = _parts_page if one.parts else _finder_page
    above = (HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, one.trail[:-1])) if one.trail else ()
    return replace(make(overview, one, address, language), parents=above)


def _as_parent(place: Place) -> Parent:
    return Parent(label=place.name.label, address=place.address, values=place.name.values)


def _parts_page(overview: Overview, one: ProgramList, address: str, language: str) -> Page:
    states = {part.state: part for part in one.parts}
    outlines = read_map(overview.prepared.map_table)
    on_map = [(outline, states.get(outline.code)) for outline in outlines] if "" not in states else []
    context = {
        "list": one,
        "parts": [(part, len(part.programs)) for part in one.parts],
        "outlines": on_map,
        "view": VIEW,
    }
    return Page(address=address, template="pages/program_lists.html", context=context, language=language)


def _finder_page(overview: Overview, one: ProgramList, address: str, language: str) -> Page:
    levels, organizations, as_of = overview.site.criteria.levels, overview.organizations, overview.as_of
    programs = order_programs(one.programs, language)
    finder = plan_finder(programs, levels, as_of=as_of)
    cards = make_cards(programs, name_levels(levels, language), organizations, finder, as_of=as_of)
    by_id = {str(program.id): program for program in programs}
    # As the page has them: those that stand apart come last.
    in_order = [by_id[card.id] for card in sorted(cards, key=lambda card: card.confirmed.is_apart)]
    facts = list_facts(programs, ASKED)
    return Page(
        address=address,
        template="pages/programs.html",
        context={
            "finder": finder,
            **_list_context(cards, overview),
            "facts": facts,
            "asked": ASKED,
            "views": [describe_listing(one, levels, organizations, as_of=as_of) for one in in_order],
            "titles": TITLES,
            "questions": QUESTIONS,
            "trail": one.trail,
        },
        language=language,
        style=finder.css,
        budget=_list_budget(len(cards)),
        modules=write_modules(in_order, overview.prepared.zip_table, facts),
        parts="parts/shortlist.html",
    )


def _list_context(cards: tuple[Card, ...], overview: Overview) -> dict[str, object]:
    """Listings that nobody has confirmed for too long stand behind all others: an old one may be all there is."""
    return {
        "cards": [card for card in cards if not card.confirmed.is_apart],
        "apart": [card for card in cards if card.confirmed.is_apart],
        "apart_since": earliest_listed(overview.today, overview.site.config.limits),
        "has_ages": any(card.has_ages for card in cards),
    }


def _list_budget(entries: int) -> int:
    """A list may weigh more when it is long: its frame and filters, and so much for each entry."""
    return max(PAGE_BUDGET, LIST_BYTES + LIST_BYTES_PER_ENTRY * entries)


def _level_page(overview: Overview, level: LevelOfCare, address: str, language: str) -> Page:
    """Where more programs offer the level than one page holds, its page leads to the parts of the list."""
    names = name_levels(overview.site.criteria.levels, language)
    found = order_programs(_programs_at(overview.site, level.id), language)
    parts = count_in_parts(overview.lists, found) if len(found) > overview.prepared.most_together else ()
    cards = () if parts else make_cards(found, names, overview.organizations, as_of=overview.as_of)
    context = {"level": level, "needs": list_needs(level, language), "parts": parts}
    return Page(
        address=address,
        template="pages/level.html",
        context={**context, **_list_context(cards, overview)},
        language=language,
        budget=_list_budget(len(cards)),
        parents=(HOME_PARENT, COMPARE_PARENT),
        subject=level,
    )


# --- one program, and calling it -----------------------------------------------------------------------


def _program_page(overview: Overview, program: Program, address: str, language: str) -> Page:
    levels = overview.site.criteria.levels
    view = describe_listing(program, levels, overview.organizations, as_of=overview.as_of)
    return Page(
        address=address,
        template="pages/program.html",
        context={
            "view": view,
            "today": overview.today,
            "questions": list_open_questions(program),
            "report": _report_link(overview.site, program),
            "steps": plan_step_down(program, levels, overview.around),
        },
        language=language,
        parents=(HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, overview.trails.get(str(program.id), ()))),
        subject=view,
    )


def _report_link(site: Site, program: Program) -> str:
    """Where to tell what is wrong with this listing; empty where the site's keepers have named no place."""
    to = site.config.report_problem
    return urls.report_link(to, f"{program.name} ({program.id})") if to else ""


def _call_sheet_page(address: str, language: str) -> Page:
    """The sheet without a program, to fill in by hand: what a script makes of a list, for readers without one."""
    context: Mapping[str, object] = {"questions": QUESTIONS}
    return Page(
        address=address,
        template="pages/call_sheet.html",
        context=context,
        language=language,
        parents=(HOME_PARENT, PROGRAMS_PARENT),
    )
