"""Articles as plain Markdown: what Stepdown's directives show, written out as lists, tables and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.model import Article, LevelOfCare, Site, Source

_INLINE = re.compile(r"\[\[(helpline|term) ([\w-]+)(?:\|([^\]]+))?\]\]")
_BLOCK = re.compile(r"^::: (\w+)(?: (\w+))?$", re.MULTILINE)
_LINK = re.compile(r"\]\(([\w-]+)\.md(#[\w-]*)?\)")


def to_markdown(article: Article, site: Site) -> str:
    """The body of *article* and its sources; links lead to pages by their addresses from the root."""
    body = _BLOCK.sub(lambda found: "\n".join(_block(found[1], found[2], site)), str(article.body))
    body = _INLINE.sub(lambda found: _inline(found[1], found[2], found[3], site), body)
    body = _LINK.sub(lambda found: f"](/{found[1]}/{found[2] or ''})", body)
    sources = site.sources_of(str(one) for one in article.front.sources)
    return "\n".join((body.strip(), "", "## Sources", "", *(f"- {_cite(one)}" for one in sources), ""))


def _inline(kind: str, id_: str, said: str | None, site: Site) -> str:
    if kind == "term":
        return said or next(str(term.term) for term in site.glossary if term.id == id_)
    line = next(line for line in site.helplines if line.id == id_)
    return f"[{line.name}](tel:{line.call})" if line.call else str(line.name)


def _block(kind: str, level: str | None, site: Site) -> Iterator[str]:
    levels = site.criteria.levels
    if kind == "glossary":
        yield from (f"## {term.term}\n\n{term.definition}\n" for term in site.glossary)
    elif kind == "helplines":
        yield from (f"- **{line.name}** {line.call or ''}: {line.use_for}" for line in site.helplines)
    elif kind == "remedies":
        yield from (f"- **{one.name}.** {one.says}" for one in site.criteria.remedies)
    elif level:
        yield from _describe(next(one for one in levels if one.id == level), kind)
    else:
        yield "| Level | Where | Nights |\n| --- | --- | --- |"
        yield from (f"| {one.name} | {one.comparison.where} | {one.comparison.nights} |" for one in levels)


def _describe(level: LevelOfCare, kind: str) -> Iterator[str]:
    if kind == "needs":
        yield from (f"- {need.says}" for need in level.needs)
    elif kind == "hours":
        yield f"**{level.name}:** {' to '.join(str(one) for one in level.hours_per_week)} hours a week."
    else:
        yield "| Mon | Tue | Wed | Thu | Fri |\n| --- | --- | --- | --- | --- |\n| 3 | 0 | 3 | 0 | 3 |"


def _cite(source: Source) -> str:
    words = f"{source.title}, {source.publisher}{f', {source.year}' if source.year else ''}"
    return f"[{words}]({source.url})" if source.url else words
