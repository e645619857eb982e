"""What a build keeps for the next one: programs read, articles converted and pages made, with nothing wrong in them.

It is kept as plain JSON, which cannot run in a build. It is trusted like the code all the same: pages come from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from markupsafe import Markup

from site_gen.diagnostics import Located
from site_gen.keys import Keys
from site_gen.listed_pages import Entry, Output
from site_gen.markup import Content, Converted, Converter, Directive, Draft, Heading
from site_gen.verify import FileReport
from site_gen.verify.links import InternalLink
from site_gen.verify.versions import Versions


class Memo(Protocol):
    """Keeps values by key from build to build. What it has forgotten costs time and changes nothing."""

    def knows(self, key: bytes) -> bool:
        """Whether there is something to recall, which may turn out to be damaged."""

    def recall(self, key: bytes) -> bytes | None:
        """What was kept."""

    def keep(self, key: bytes, value: bytes) -> None:
        """Kept, in time for the next build."""

    def use(self, key: bytes) -> None:
        """Told of what was recalled, for what nobody uses is forgotten in time."""


# --- articles ------------------------------------------------------------------------------------------


def convert_new(drafts: Sequence[Draft], convert: Converter, memo: Memo) -> Iterator[Converted]:
    """What *convert* makes of the drafts, which is only asked for those that are not known; it begins at once."""
    keys = Keys()
    known = [(draft, key, memo.recall(key) if key else None) for draft in drafts for key in [_find_key(draft, keys)]]
    fresh = iter(convert([draft for draft, _, kept in known if kept is None]))
    return _join(known, fresh, memo)


def _find_key(draft: Draft, keys: Keys) -> bytes | None:
    """Where the text stands belongs to it: so do the places of its links."""
    return keys.key("article", draft.body, draft.body.path, draft.body.line, draft.resolve)


def _join(
    drafts: Iterable[tuple[Draft, bytes | None, bytes | None]], fresh: Iterator[Converted], memo: Memo
) -> Iterator[Converted]:
    for draft, key, kept in drafts:
        if kept is not None and key:
            memo.use(key)
            yield _read_content(kept, draft.body.path), ()
        else:
            content, faults = next(fresh)
            if key and not faults:
                memo.keep(key, _write_content(content))
            yield content, faults


def _write_content(content: Content) -> bytes:
    parts = [
        [one.name, one.argument and _place(one.argument), one.words] if isinstance(one, Directive) else str(one)
        for one in content.parts
    ]
    headings = [[one.level, one.id, one.text] for one in content.headings]
    links = [[href, *_place(at)] for href, at in content.links.items()]
    return to_json([parts, headings, links])


def _place(at: Located) -> tuple[str, int, int]:
    return str(at), at.line, at.column


def _read_content(data: bytes, path: str) -> Content:
    def at(text: str, line: int, column: int) -> Located:
        return Located(text, path=path, line=line, column=column)

    parts, headings, links = json.loads(data)
    return Content(
        parts=tuple(
            # Markup that the sanitizer has passed before it was kept.
            Markup(one)  # noqa: S704
            if isinstance(one, str)
            else Directive(name=one[0], argument=at(*one[1]) if one[1] else None, words=one[2])
            for one in parts
        ),
        headings=tuple(Heading(level=level, id=name, text=text) for level, name, text in headings),
        links={href: at(*place) for href, *place in links},
    )


# --- pages ---------------------------------------------------------------------------------------------

Files: TypeAlias = tuple[tuple[Output, FileReport], ...]
"""A page and the files that belong to it, each with what is known of it."""


def write_page(entry: Entry, files: Files) -> bytes:
    """A page whose *files* are without faults, to be read by `read_page` of the same code."""
    listed = [entry.address, entry.in_sitemap, entry.review]
    return to_json([listed, [_write_file(output, report) for output, report in files]])


def _write_file(output: Output, report: FileReport) -> list[object]:
    spoken = report.versions
    return [
        [output.path, output.content.decode(), output.budget],
        [report.size, report.light, sorted(report.ids), report.links, report.mains, sorted(report.numbers)],
        [report.is_indexable, spoken and [spoken.language, spoken.named, spoken.linked]],
    ]


def read_page(data: bytes) -> tuple[Entry, Files]:
    """What was written so."""
    (address, in_sitemap, review), files = json.loads(data)
    entry = Entry(address=address, in_sitemap=in_sitemap, review=review)
    return entry, tuple(_read_file(*one) for one in files)


def _read_file(
    output: tuple[str, str, int | None],
    found: tuple[int, int, list[str], list[tuple[str, str, str, int]], list[tuple[int, int]], list[str]],
    of_page: tuple[bool, tuple[str, dict[str, str], dict[str, str]] | None],
) -> tuple[Output, FileReport]:
    path, content, budget = output
    size, light, ids, links, mains, numbers = found
    is_indexable, spoken = of_page
    report = FileReport(
        path=path,
        size=size,
        light=light,
        faults=(),
        ids=frozenset(ids),
        links=tuple(InternalLink(*link) for link in links),
        mains=tuple((start, end) for start, end in mains),
        versions=Versions(language=spoken[0], named=spoken[1], linked=spoken[2]) if spoken else None,
        is_indexable=is_indexable,
        numbers=frozenset(numbers),
    )
    return Output(path=path, content=content.encode(), budget=budget), report


def to_json(value: object) -> bytes:
    """As short as it can be written; `json.loads` reads it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
