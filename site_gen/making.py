"""Pages made: each rendered and looked at, by itself, so that several processes may share the work.

The site is the same however many do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from site_gen.diagnostics import Diagnostic
from site_gen.keys import PageKeys
from site_gen.listed_pages import Entry, Standing, list_page
from site_gen.memo import Files, Memo, read_files, write_files
from site_gen.page import Page, Planned
from site_gen.render import Renderer
from site_gen.verify import Inspector


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One page with the files that belong to it. *fault*: why there are none.

    *key*: by which they can be kept. *is_kept*: they have been, and were taken as they were.
    """

    entry: Entry
    files: Files = ()
    fault: Diagnostic | None = None
    key: bytes | None = None
    is_kept: bool = False


Work: TypeAlias = Callable[[int, int], Iterator[Made]]
"""What makes, of every so many pages, the one of a number: `work(0, 2)` and `work(1, 2)` make all of them."""

Spread: TypeAlias = Callable[[Work, int], Iterator[Made]]
"""What has the work done for about so many pages, and hands them out in their order."""


def do_alone(work: Work, _about: int) -> Iterator[Made]:
    """All of it in this process."""
    return work(0, 1)


class Maker:
    """What makes pages. *plan* gives all of them, in their order, each time it is asked."""

    def __init__(
        self,
        *,
        plan: Callable[[], Iterable[Planned]],
        renderer: Renderer,
        inspector: Inspector,
        standing: Standing,
        memo: Memo | None = None,
    ) -> None:
        self.plan = plan
        self.renderer = renderer
        self.inspector = inspector
        self.standing = standing
        self.memo = memo
        shared = renderer.shared, inspector.expected.of_every_page
        self._keys = None if memo is None else PageKeys(shared, renderer.templates)

    def work(self, part: int, parts: int) -> Iterator[Made]:
        """Of every *parts* pages the one numbered *part*. The first is made each time: it tells where the site is."""
        for number, planned in enumerate(self.plan()):
            is_own = number % parts == part
            if is_own or number == 0:
                page = planned.make()
                made = self._make(page, self._find_key(page) if number else None)
                if is_own:
                    yield made

    def remember(self, made: Made) -> None:
        """Keep for the next build what was made, or was taken as it was kept."""
        if self.memo is not None and made.key:
            if made.is_kept:
                self.memo.use(made.key)
            else:
                self.memo.keep(made.key, write_files(made.files))

    def _find_key(self, page: Page) -> bytes | None:
        return self._keys.key(page) if self._keys else None

    def _make(self, page: Page, key: bytes | None) -> Made:
        entry = list_page(page, self.renderer.place(page), self.standing)
        if files := self._recall(key):
            return Made(entry=entry, files=files, key=key, is_kept=True)
        rendered = self.renderer.render(page)
        if isinstance(rendered, Diagnostic):
            return Made(entry=entry, fault=rendered)
        files = tuple((one, self.inspector.inspect(one.path, one.content)) for one in rendered)
        is_sound = not any(report.faults for _, report in files)
        return Made(entry=entry, files=files, key=key if is_sound else None)

    def _recall(self, key: bytes | None) -> Files:
        """The page as it was made before, if it would be found as sound today as it was then."""
        kept = self.memo.recall(key) if self.memo is not None and key else None
        files = read_files(kept) if kept else ()
        return files if all(self.inspector.stands_by(report) for _, report in files) else ()
