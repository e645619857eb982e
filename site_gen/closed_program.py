"""The page of a program that has closed for good: it stays for who has its address, says so, and names open ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from site_gen import urls
from site_gen.levels import listed_levels
from site_gen.model import LevelOfCare, Program
from site_gen.overview import Overview
from site_gen.page import HOME_PARENT, PROGRAMS_PARENT, Frame, Page, Planned
from site_gen.step_down import Nearby, find_nearby


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClosedFacts:
    """*nearby*: the open programs around it, for each level that it had. *report*: see `Overview.report_link`."""

    program: Program
    report: str
    nearby: tuple[tuple[LevelOfCare, tuple[Nearby, ...]], ...]


def plan_closed(overview: Overview, program: Program, language: str) -> Planned[_ClosedFacts]:
    """Without its phone number, which may be somebody else's by now, and in no sitemap."""
    return Planned(
        frame=Frame(address=urls.program_address(program.id), language=language, template="pages/closed_program.html"),
        gather=partial(_gather, overview, program),
        fill=_fill,
    )


def _gather(overview: Overview, program: Program) -> _ClosedFacts:
    had = (level for level in listed_levels(overview.site) if program.has_level(level.id))
    nearby = tuple((level, find_nearby(program, level, overview.around)) for level in had)
    return _ClosedFacts(program=program, report=overview.report_link(program), nearby=nearby)


def _fill(frame: Frame, facts: _ClosedFacts) -> Page:
    context = {"program": facts.program, "report": facts.report, "nearby": facts.nearby}
    return Page(frame=frame, context=context, in_sitemap=False, parents=(HOME_PARENT, PROGRAMS_PARENT))
