"""What pages of the directory share, in all languages: each is worked out once, when the first page asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from site_gen import urls
from site_gen.as_of import Aged, AsOf, age_listings
from site_gen.coverage import Coverage, count_coverage
from site_gen.finder import Facet, list_facets
from site_gen.finder_data import locate_programs
from site_gen.levels import listed_levels
from site_gen.model import Organization, Program, Site
from site_gen.page import Prepared
from site_gen.program_lists import Place, ProgramList, find_trails, split_programs
from site_gen.step_down import Neighborhood, map_neighbors


class Overview:
    """Of one site, on one day."""

    def __init__(self, site: Site, prepared: Prepared, *, today: date) -> None:
        self.site = site
        self.prepared = prepared
        self.as_of = AsOf(day=today, limits=site.config.limits)

    @cached_property
    def listed(self) -> tuple[Program, ...]:
        return self.site.directory.listed

    @cached_property
    def lists(self) -> ProgramList:
        return split_programs(self.listed, most=self.prepared.most_together)

    @cached_property
    def trails(self) -> Mapping[str, tuple[Place, ...]]:
        return find_trails(self.lists)

    @cached_property
    def at_level(self) -> Mapping[str, tuple[Program, ...]]:
        """The programs of each level that they can be listed under."""
        return {
            str(level.id): tuple(program for program in self.listed if program.has_level(level.id))
            for level in listed_levels(self.site)
        }

    @cached_property
    def ages(self) -> Mapping[str, Aged]:
        return age_listings(self.site.directory.programs, self.as_of)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return tuple(list_facets(self.listed, self.site.criteria.levels, ages=self.ages))

    @cached_property
    def coverage(self) -> Coverage:
        return count_coverage(self.site, today=self.as_of.day)

    @cached_property
    def around(self) -> Neighborhood:
        places = locate_programs(self.site.directory.programs, self.prepared.zip_table)
        return map_neighbors(self.listed, places)

    def who_runs(self, programs: Iterable[Program]) -> Mapping[str, Organization]:
        """The organizations of *programs*, by id."""
        wanted = {str(program.organization) for program in programs} & self._organizations.keys()
        return {one: self._organizations[one] for one in sorted(wanted)}

    def report_link(self, program: Program) -> str:
        """Where to tell what is wrong with its listing; empty if nobody is named for that."""
        to = self.site.config.report_problem
        return urls.report_link(to, f"{program.name} ({program.id})") if to else ""

    @cached_property
    def _organizations(self) -> Mapping[str, Organization]:
        return {str(one.id): one for one in self.site.directory.organizations}
