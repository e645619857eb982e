"""From the body of an article to HTML: convert, judge what only the whole page can tell, and split."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from markupsafe import Markup

from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault, has_errors
from site_gen.markup.destinations import is_external
from site_gen.markup.directives import Directive
from site_gen.markup.lines import Places, find_excess, find_traps, split_blocks
from site_gen.markup.page import MARK, Heading, Page
from site_gen.markup.prose import find_hidden, find_literals, find_numbers
from site_gen.markup.sanitizer import sanitize
from site_gen.markup.source import scan
from site_gen.markup.tables import find_table_traps
from site_gen.markup.tokens import Link, Token

# The destination of a link within the site as written -> the href to use; None: there is no such page.
LinkResolver = Callable[[Located], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The HTML of an article in order, with directives for the caller to render; *headings*: h2 and h3.

    *links*: for each link within the site as it stands in the HTML, the first place where it is written.
    """

    parts: tuple[Markup | Directive, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: Mapping[str, Located] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The body of an article before its conversion, and who knows where its links within the site lead."""

    body: Located
    resolve: LinkResolver


Converted: TypeAlias = tuple[Content, tuple[Diagnostic, ...]]
Converter: TypeAlias = Callable[[Sequence[Draft]], Iterable[Converted]]
"""What converts drafts, each by itself and in their order; it may begin when it is called, or later."""


def convert_all(drafts: Sequence[Draft]) -> Iterator[Converted]:
    """Each of *drafts* converted when it is asked for, for as long as it may take."""
    return map(convert_draft, drafts)


def convert_draft(draft: Draft) -> Converted:
    """The HTML of one draft, and what is wrong with it."""
    return convert(draft.body, resolve=draft.resolve)


def convert(body: Located, *, resolve: LinkResolver) -> Converted:
    """The HTML of *body*, and what is wrong with it.

    The HTML of a faulty body is safe too: the sanitizer has the last word, and what it removes is a
    fault, unless another fault explains it. *resolve* is asked about links within the site only, each
    judged sound by its form; an anchor that is a heading of this very body is known without asking.
    """
    excess = find_excess(body)
    if excess:
        return Content(), _in_order(excess)
    found = scan(body)
    try:
        page = Page(found)
    except RecursionError:
        return Content(), (_nested_too_deep(body),)
    hrefs, links, broken = _resolve_links(page, resolve)
    clean, lost = sanitize(page.fill(hrefs))
    traps = (*find_traps(body), *find_table_traps(body), *find_numbers(body), *find_literals(body), *find_hidden(body))
    faults = [*found.faults, *traps, *_check_levels(page.levels), *broken]
    if lost and not has_errors(faults):
        faults.append(_unsafe(body, *lost))
    return Content(parts=tuple(_split(clean, found.tokens)), headings=page.headings, links=links), _in_order(faults)


def _in_order(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(faults, key=lambda each: each.sort_key))


def _resolve_links(page: Page, resolve: LinkResolver) -> tuple[dict[str, str], dict[str, Located], list[Diagnostic]]:
    """The href of every sound link, by its mark; and where those within the site are written."""
    hrefs: dict[str, str] = {}
    links: dict[str, Located] = {}
    broken: list[Diagnostic] = []
    for mark in page.links:
        token = page.tokens.get(mark)
        if not isinstance(token, Link) or not token.is_sound:
            continue
        href = _href(token.destination, page.ids, resolve)
        if href is None:
            broken.append(_broken_link(token.destination, page.ids))
        else:
            hrefs[mark] = href
            if not is_external(token.destination):
                links.setdefault(href, token.destination)
    return hrefs, links, broken


def _href(destination: Located, ids: set[str], resolve: LinkResolver) -> str | None:
    if is_external(destination) or (destination.startswith("#") and destination[1:] in ids):
        return str(destination)
    return resolve(destination)


def _broken_link(destination: Located, ids: set[str]) -> Diagnostic:
    if destination.startswith("#"):
        hint = did_you_mean(destination, (f"#{each}" for each in ids)) or "no heading of this page has that anchor"
        return fault("E405", destination, f'this page has no heading for "{destination}"', hint)
    hint = "check the spelling: the name of an article file, or the address of a page of this site"
    return fault("E405", destination, f'there is no page for the link "{destination}"', hint)


def _check_levels(levels: Iterable[tuple[int, Located]]) -> Iterator[Diagnostic]:
    above = 1
    for level, at in levels:
        if level == 1:
            yield fault("E408", at, "a heading with one # is kept for the title of the article", "write ##")
        elif level > above + 1:
            hint = f"write {'#' * (above + 1)}"
            yield fault("E408", at, f"a heading of level {level} cannot follow one of level {above}", hint)
        above = level


def _unsafe(body: Located, what: str, above: str) -> Diagnostic:
    """Points at the last text that was still sound, since neither HTML nor sanitizer knows lines."""
    start = above.strip().split("\n")[0]
    message = f"from here on the page would hold what is not allowed: {what.strip()[:60]}"
    hint = "write this part more simply: one thing after the other, not inside each other"
    return fault("E406", Places(body).at(max(body.find(start), 0)), message, hint)


def _nested_too_deep(body: Located) -> Diagnostic:
    """Names the first block that is too much by itself, since Python-Markdown keeps no positions."""
    places = Places(body)
    for block in split_blocks(body):
        try:
            Page(scan(places.at(block.start, block.text)))
        except RecursionError:
            return fault("E407", places.at(block.start), "this is nested too deep to be read", _SIMPLER)
    return fault("E407", body, "this article is nested too deep to be read", _SIMPLER)


_SIMPLER = "take lists, quotes and emphasis out of each other"


def _split(text: str, tokens: Mapping[str, Token]) -> Iterator[Markup | Directive]:
    """The clean HTML and the directives between its pieces."""
    start = 0
    for match in re.finditer(MARK, text):
        token = tokens.get(match[0])
        if isinstance(token, Directive):
            if text[start : match.start()]:
                yield Markup(text[start : match.start()])  # noqa: S704  (nh3 made it)
            yield token
            start = match.end()
    if text[start:]:
        yield Markup(text[start:])  # noqa: S704  (nh3 made it)
