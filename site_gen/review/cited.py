"""The sources that questions and remedies name, for reviewers who want to look for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from site_gen.model import Site, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRow:
    """A source, and the ids of the questions and remedies that name it."""

    source: Source
    questions: tuple[str, ...]
    remedies: tuple[str, ...]


def list_cited(site: Site) -> tuple[CitedRow, ...]:
    """The sources of the criteria in the order of the registry."""
    criteria, remedies = site.criteria.criteria, site.criteria.remedies
    rows = (
        CitedRow(
            source=source,
            questions=tuple(str(one.id) for one in criteria if source.id in one.sources),
            remedies=tuple(str(one.id) for one in remedies if source.id in one.sources),
        )
        for source in site.sources
    )
    return tuple(row for row in rows if row.questions or row.remedies)
