"""Pages made: each rendered and looked at, by itself, so that several processes may share the work.

The site is the same however many do, and whatever is known from the build before.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from site_gen.diagnostics import Diagnostic
from site_gen.keys import PageKeys
from site_gen.listed_pages import Entry, Standing, list_page
from site_gen.memo import Files, Memo, read_page, write_page
from site_gen.page import Planned
from site_gen.progress import Progress, stepped
from site_gen.render import Renderer
from site_gen.verify import Inspector


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One page with the files that belong to it. *fault*: why there are none."""

    entry: Entry
    files: Files = ()
    fault: Diagnostic | None = None

    @property
    def is_sound(self) -> bool:
        return self.fault is None and not any(report.faults for _, report in self.files)


Work: TypeAlias = Callable[[int, int], Iterator[Made]]
"""What makes, of every so many pages, the one of a number: `work(0, 2)` and `work(1, 2)` make all of them."""

Spread: TypeAlias = Callable[[Work, int], Generator[Made]]
"""What has the work done for so many pages, and hands them out in their order."""


def do_alone(work: Work, _pages: int) -> Generator[Made]:
    """All of it in this process."""
    yield from work(0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What makes pages. *plan* gives all of them, in their order, each time it is asked."""

    plan: Callable[[], Iterable[Planned[Any]]]
    renderer: Renderer
    inspector: Inspector
    standing: Standing
    progress: Progress
    memo: Memo | None = None

    def make_all(self, spread: Spread) -> Iterator[Made]:
        """Every page in its order: those that are known as they were kept, and all others by *spread*.

        The first is made each time, and before all others: it tells where the site is.
        """
        keys = self._find_keys()
        pages = zip(self.plan(), keys, strict=True)
        home, _ = next(pages)
        yield self._make(home)
        unknown = [number for number, key in enumerate(keys) if number and not self._knows(key)]
        awaited = frozenset(unknown)
        with closing(spread(partial(self._work, unknown), len(unknown))) as others:
            for number, (planned, key) in enumerate(pages, 1):
                if number in awaited:
                    yield self._keep(key, next(others))
                else:
                    yield self._recall(key) or self._keep(key, self._make(planned))

    def _work(self, numbers: Sequence[int], part: int, parts: int) -> Iterator[Made]:
        """The pages of these numbers, or of every *parts* of them the one numbered *part*."""
        own = frozenset(numbers[part::parts])
        return (self._make(planned) for number, planned in enumerate(self.plan()) if number in own)

    def _make(self, planned: Planned[Any]) -> Made:
        page = planned.make()
        entry = list_page(page, self.renderer.place(page.frame), self.standing)
        rendered = self.renderer.render(page)
        if isinstance(rendered, Diagnostic):
            return Made(entry=entry, fault=rendered)
        return Made(entry=entry, files=tuple((one, self.inspector.inspect(one.path, one.content)) for one in rendered))

    # --- what is known ------------------------------------------------------------------------------

    def _find_keys(self) -> list[bytes | None]:
        if self.memo is None:
            return [None for _ in self.plan()]
        shared = self.renderer.shared, self.inspector.expected.of_every_page
        keys = PageKeys(shared, self.renderer.templates)
        return [keys.key(planned) for planned in stepped(self.plan(), self.progress)]

    def _knows(self, key: bytes | None) -> bool:
        return self.memo is not None and key is not None and self.memo.knows(key)

    def _recall(self, key: bytes | None) -> Made | None:
        """The page as it was made before, if it would be found as sound today as it was then."""
        if self.memo is None or key is None or (kept := self.memo.recall(key)) is None:
            return None
        entry, files = read_page(kept)
        if not all(self.inspector.stands_by(report) for _, report in files):
            return None
        self.memo.use(key)
        return Made(entry=entry, files=files)

    def _keep(self, key: bytes | None, made: Made) -> Made:
        """Keep for the next build what nothing is wrong with."""
        if self.memo is not None and key and made.is_sound:
            self.memo.keep(key, write_page(made.entry, made.files))
        return made
