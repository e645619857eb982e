"""The pages of the directory: the list of programs and its parts, levels of care, each program, the call sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Self

from site_gen import urls
from site_gen.ages import earliest_listed
from site_gen.as_of import Aged
from site_gen.call_questions import ASKED, QUESTIONS, list_open_questions
from site_gen.closed_program import plan_closed
from site_gen.finder import Finder, plan_finder
from site_gen.finder_data import write_modules
from site_gen.levels import listed_levels
from site_gen.listing import Card, ListingPage, describe_listing, make_cards, name_levels, order_programs
from site_gen.model import LevelOfCare, Organization, Program
from site_gen.overview import Overview
from site_gen.page import (
    COMPARE_PARENT,
    HOME_PARENT,
    PAGE_BUDGET,
    PROGRAMS_PARENT,
    Frame,
    Page,
    Parent,
    Planned,
)
from site_gen.program_lists import Place, ProgramList, count_in_parts
from site_gen.quiz_page import list_needs
from site_gen.state_map import VIEW, read_map
from site_gen.stated import TITLES, list_facts
from site_gen.step_down import Step, plan_step_down

LIST_BYTES = 10 * 1024 + 512
LIST_BYTES_PER_ENTRY = 53


def plan_program_pages(overview: Overview, language: str) -> Iterator[Planned[Any]]:
    """Every page on which listings stand, and the empty call sheet."""
    frame = partial(Frame, language=language)
    for one in overview.lists.walk():
        yield _plan_list(overview, one, language)
    for level in listed_levels(overview.site):
        yield Planned(
            frame=frame(address=urls.level_address(level.id), template="pages/level.html"),
            gather=partial(_gather_level, overview, level),
            fill=_level_page,
        )
    for program in overview.site.directory.programs:
        yield _plan_program(overview, program, language)
    sheet = frame(address=urls.CALL_SHEET, template="pages/call_sheet.html")
    yield Planned(frame=sheet, gather=dict, fill=_call_sheet_page)


# --- lists -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _PartsFacts:
    """*map_table*: empty where the parts are not states."""

    list: ProgramList
    map_table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """Programs of a page, and what it shows of them beside what they say. *levels*: those that they have."""

    programs: tuple[Program, ...]
    levels: tuple[LevelOfCare, ...]
    organizations: Mapping[str, Organization]
    ages: Mapping[str, Aged]

    @classmethod
    def of(cls, overview: Overview, programs: tuple[Program, ...]) -> Self:
        offered = {offering.id for program in programs for offering in program.levels}
        return cls(
            programs=programs,
            levels=tuple(level for level in overview.site.criteria.levels if level.id in offered),
            organizations=overview.who_runs(programs),
            ages={str(program.id): overview.ages[program.id] for program in programs},
        )

    def find_apart_since(self, overview: Overview) -> date | None:
        """Listings last confirmed before this day stand apart; None where there is none of them."""
        has_apart = any(aged.confirmed.is_apart for aged in self.ages.values())
        return earliest_listed(overview.as_of.day, overview.as_of.limits) if has_apart else None

    def describe(self, program: Program) -> ListingPage:
        return describe_listing(program, self.levels, self.organizations, self.ages[program.id])

    def make_cards(
        self, in_order: tuple[Program, ...], language: str, finder: Finder | None = None
    ) -> tuple[Card, ...]:
        names = name_levels(self.levels, language)
        return make_cards(in_order, names, self.organizations, finder, ages=self.ages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FinderFacts:
    listed: _Listed
    apart_since: date | None
    trail: tuple[Place, ...]
    zip_table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _LevelFacts:
    """*parts*: where more programs have the level than one page holds; then none is listed."""

    level: LevelOfCare
    listed: _Listed
    apart_since: date | None
    parts: tuple[tuple[ProgramList, int], ...]


def _plan_list(overview: Overview, one: ProgramList, language: str) -> Planned[Any]:
    """A list of programs, or, where it has parts, what leads to them."""
    frame = partial(Frame, address=one.address, language=language)
    if one.parts:
        map_table = overview.prepared.map_table if all(part.state for part in one.parts) else ""
        gather = partial(_PartsFacts, list=one, map_table=map_table)
        return Planned(frame=frame(template="pages/program_lists.html"), gather=gather, fill=_parts_page)
    return Planned(
        frame=frame(template="pages/programs.html", parts="parts/shortlist.html"),
        gather=partial(_gather_finder, overview, one),
        fill=_finder_page,
    )


def _gather_finder(overview: Overview, one: ProgramList) -> _FinderFacts:
    listed = _Listed.of(overview, one.programs)
    return _FinderFacts(
        listed=listed,
        apart_since=listed.find_apart_since(overview),
        trail=one.trail,
        zip_table=overview.prepared.zip_table,
    )


def _gather_level(overview: Overview, level: LevelOfCare) -> _LevelFacts:
    found = overview.at_level[level.id]
    parts = count_in_parts(overview.lists, found) if len(found) > overview.prepared.most_together else ()
    listed = _Listed.of(overview, () if parts else found)
    return _LevelFacts(level=level, listed=listed, apart_since=listed.find_apart_since(overview), parts=parts)


def _above_list(trail: tuple[Place, ...]) -> tuple[Parent, ...]:
    return (HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, trail[:-1])) if trail else ()


def _as_parent(place: Place) -> Parent:
    return Parent(label=place.name.label, address=place.address, values=place.name.values)


def _parts_page(frame: Frame, facts: _PartsFacts) -> Page:
    one = facts.list
    states = {part.state: part for part in one.parts}
    context = {
        "list": one,
        "parts": [(part, len(part.programs)) for part in one.parts],
        "outlines": [(outline, states.get(outline.code)) for outline in read_map(facts.map_table)],
        "view": VIEW,
    }
    return Page(frame=frame, context=context, parents=_above_list(one.trail))


def _finder_page(frame: Frame, facts: _FinderFacts) -> Page:
    listed = facts.listed
    programs = order_programs(listed.programs, frame.language)
    finder = plan_finder(programs, listed.levels, ages=listed.ages)
    cards = listed.make_cards(programs, frame.language, finder)
    # As the page has them: those that stand apart come last.
    shown = sorted(programs, key=lambda program: listed.ages[program.id].confirmed.is_apart)
    stated = list_facts(programs, ASKED)
    return Page(
        frame=frame,
        context={
            "finder": finder,
            **_list_context(cards, facts.apart_since),
            "facts": stated,
            "asked": ASKED,
            "views": [listed.describe(one) for one in shown],
            "titles": TITLES,
            "questions": QUESTIONS,
            "trail": facts.trail,
        },
        style=finder.css,
        budget=_list_budget(len(cards)),
        parents=_above_list(facts.trail),
        modules=write_modules(shown, facts.zip_table, stated),
    )


def _list_context(cards: tuple[Card, ...], apart_since: date | None) -> dict[str, object]:
    """Listings that nobody has confirmed for too long stand behind all others: an old one may be all there is."""
    return {
        "cards": [card for card in cards if not card.confirmed.is_apart],
        "apart": [card for card in cards if card.confirmed.is_apart],
        "apart_since": apart_since,
        "has_ages": any(card.has_ages for card in cards),
    }


def _list_budget(entries: int) -> int:
    """A list may weigh more when it is long: its frame and filters, and so much for each entry."""
    return max(PAGE_BUDGET, LIST_BYTES + LIST_BYTES_PER_ENTRY * entries)


def _level_page(frame: Frame, facts: _LevelFacts) -> Page:
    """Where more programs offer the level than one page holds, its page leads to the parts of the list."""
    level, language = facts.level, frame.language
    cards = facts.listed.make_cards(order_programs(facts.listed.programs, language), language)
    context = {"level": level, "needs": list_needs(level, language), "parts": facts.parts}
    return Page(
        frame=frame,
        context={**context, **_list_context(cards, facts.apart_since)},
        budget=_list_budget(len(cards)),
        parents=(HOME_PARENT, COMPARE_PARENT),
        subject=level,
    )


# --- one program, and calling it -----------------------------------------------------------------------


def _plan_program(overview: Overview, program: Program, language: str) -> Planned[Any]:
    if program.has_closed:
        return plan_closed(overview, program, language)
    return Planned(
        frame=Frame(address=urls.program_address(program.id), language=language, template="pages/program.html"),
        gather=partial(_gather_program, overview, program),
        fill=_program_page,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ProgramFacts:
    """*listed*: the program alone. *report*: see `Overview.report_link`."""

    listed: _Listed
    trail: tuple[Place, ...]
    report: str
    steps: tuple[Step, ...]


def _gather_program(overview: Overview, program: Program) -> _ProgramFacts:
    return _ProgramFacts(
        listed=_Listed.of(overview, (program,)),
        trail=overview.trails.get(str(program.id), ()),
        report=overview.report_link(program),
        steps=plan_step_down(program, overview.site.criteria.levels, overview.around),
    )


def _program_page(frame: Frame, facts: _ProgramFacts) -> Page:
    listed = facts.listed
    (program,) = listed.programs
    view = listed.describe(program)
    return Page(
        frame=frame,
        context={
            "view": view,
            "questions": list_open_questions(program),
            "report": facts.report,
            "steps": facts.steps,
        },
        parents=(HOME_PARENT, PROGRAMS_PARENT, *map(_as_parent, facts.trail)),
        subject=view,
    )


def _call_sheet_page(frame: Frame, _facts: Mapping[str, object]) -> Page:
    """The sheet without a program, to fill in by hand: what a script makes of a list, for readers without one."""
    return Page(frame=frame, context={"questions": QUESTIONS}, parents=(HOME_PARENT, PROGRAMS_PARENT))
