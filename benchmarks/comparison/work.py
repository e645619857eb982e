"""The work that every generator gets: the articles, programs and words of one Stepdown site as plain values.

What only Stepdown knows (its directives in articles, ids of organizations, levels with settings) is turned into what
any generator can show, so that nobody is measured by how well it copes with somebody else's format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from benchmarks.comparison.plain_markdown import to_markdown
from site_gen import vocabulary
from site_gen.call_questions import QUESTIONS
from site_gen.documents import parse
from site_gen.listing import LABELS, TITLES, WORTH_ASKING
from site_gen.model import Article, LevelOfCare, Site
from site_gen.schema import load

Record: TypeAlias = dict[str, Any]
"""A mapping as YAML and JSON have it."""

CONTENT = ("site", "helplines", "criteria", "wording", "glossary", "sources")
# What a listing says of each group of facts: the key for yes, the key for no.
KEYS = {
    "payment": ("payment", "does_not_accept"),
    "offers": ("offers", "does_not_offer"),
    "language": ("languages", "does_not_speak"),
    "group": ("populations", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainArticle:
    """*name*: of its file, and the folder its page stands in. *body*: Markdown that has no directive left."""

    name: str
    title: str
    summary: str
    stage: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """*programs*: by state, in the order of the files. *words*: what pages say besides, the same for all."""

    articles: tuple[PlainArticle, ...]
    programs: Mapping[str, tuple[Record, ...]]
    words: Record

    def all_programs(self) -> tuple[Record, ...]:
        return tuple(program for programs in self.programs.values() for program in programs)


def read_work(root: Path) -> Work:
    """The work that the site at *root* stands for, in its first language."""
    site = _read_content(root)
    return Work(
        articles=tuple(_plain_article(article, site) for article in site.articles),
        programs={path.stem: tuple(_read_programs(path)) for path in sorted((root / "programs").glob("*.yaml"))},
        words=_collect_words(site),
    )


def _read_content(root: Path) -> Site:
    names = [*(f"content/{name}.yaml" for name in CONTENT)]
    names += [path.relative_to(root).as_posix() for path in sorted((root / "content").glob("*/*.md"))]
    sources = {name: (root / name).read_bytes() for name in names}
    documents, _ = parse({**sources, "programs.yaml": b"programs: []\n"})
    return load(documents).site


def _plain_article(article: Article, site: Site) -> PlainArticle:
    return PlainArticle(
        name=str(article.slug),
        title=str(article.front.title),
        summary=str(article.front.summary),
        stage=str(article.front.stage or ""),
        body=to_markdown(article, site),
    )


def _read_programs(path: Path) -> Iterator[Record]:
    """The listings of one file; every value stays the text that it is, so no reader takes a ZIP code for a number."""
    read = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - it makes text only
    named = {one["id"]: one["name"] for one in read.get("organizations") or ()}
    for program in read["programs"]:
        organization = named.get(program.get("organization"))
        yield {**program, "levels": [*program["levels"]], **({"organization": organization} if organization else {})}


def _collect_words(site: Site) -> Record:
    config = site.config
    levels = [*_describe_levels(site.criteria.levels)]
    return {
        "site": {
            "name": str(config.name),
            "tagline": str(config.tagline),
            "area": str(config.area),
            "base_url": str(config.base_url).rstrip("/"),
            "exit_url": str(config.exit_url),
            "run_by": str(config.run_by.name),
            "paid_by": str(config.run_by.paid_by),
        },
        "lines": [
            {"number": str(line.call), "name": str(line.short)}
            for line in site.helplines
            if line.on_every_page and line.call
        ],
        "levels": levels,
        "groups": [*_describe_groups()],
        "labels": {
            **{level["id"]: level["name"] for level in levels},
            **vocabulary.ACCREDITATION,
            **vocabulary.AGES,
            **vocabulary.PHONE_TYPES,
            **vocabulary.VERIFIED_HOW,
        },
        "states": dict(vocabulary.STATES),
        "stages": [{"id": id_, "name": name} for id_, name in vocabulary.STAGES.items()],
        "questions": [question.ask for question in QUESTIONS],
    }


def _describe_levels(levels: Iterable[LevelOfCare]) -> Iterator[Record]:
    for level in levels:
        if not level.listed_as:
            hours = describe_hours(level.hours_per_week)
            yield {"id": str(level.id), "name": str(level.name), "short": str(level.short), "hours": hours}


def describe_hours(hours: tuple[int, ...]) -> str:
    """*hours* a week in the words of Stepdown's pages."""
    if len(hours) == 1:
        return f"{hours[0]} hours a week or more"
    return f"up to {hours[1]} hours a week" if hours[0] == 1 else f"{hours[0]} to {hours[1]} hours a week"


def _describe_groups() -> Iterator[Record]:
    for id_, (yes, no) in KEYS.items():
        labels = dict(LABELS[id_])
        yield {"title": TITLES[id_], "yes": yes, "no": no, "ask": [*WORTH_ASKING.get(id_, ())], "labels": labels}
