"""Pages made: each rendered and looked at, by itself, so that several processes may share the work.

The site is the same however many do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from site_gen.diagnostics import Diagnostic
from site_gen.listed_pages import Entry, Output, Standing, list_page
from site_gen.page import Page
from site_gen.render import Renderer
from site_gen.verify import FileReport, Inspector


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One page with the files that belong to it, each with what is known of it. *fault*: why there are none."""

    entry: Entry
    outputs: tuple[tuple[Output, FileReport], ...] = ()
    fault: Diagnostic | None = None


Work: TypeAlias = Callable[[int, int], Iterator[Made]]
"""What makes, of every so many pages, the one of a number: `work(0, 2)` and `work(1, 2)` make all of them."""

Spread: TypeAlias = Callable[[Work, int], Iterator[Made]]
"""What has the work done for about so many pages, and hands them out in their order."""


def do_alone(work: Work, _about: int) -> Iterator[Made]:
    """All of it in this process."""
    return work(0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What makes pages. *plan* gives all of them, in their order, each time it is asked."""

    plan: Callable[[], Iterable[Page]]
    renderer: Renderer
    inspector: Inspector
    standing: Standing

    def work(self, part: int, parts: int) -> Iterator[Made]:
        """Of every *parts* pages the one numbered *part*. The first is made each time: it tells where the site is."""
        for number, page in enumerate(self.plan()):
            is_own = number % parts == part
            if is_own or number == 0:
                made = self._make(page)
                if is_own:
                    yield made

    def _make(self, page: Page) -> Made:
        entry = list_page(page, self.renderer.place(page), self.standing)
        rendered = self.renderer.render(page)
        if isinstance(rendered, Diagnostic):
            return Made(entry=entry, fault=rendered)
        outputs = tuple((one, self.inspector.inspect(one.path, one.content)) for one in rendered)
        return Made(entry=entry, outputs=outputs)
