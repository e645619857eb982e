"""How far long work has come, told to whoever asked. The core only calls; what is shown, and when, is for the edge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Told of each stage as it begins, with how many steps it has (0: nobody counts), and of each step done."""

    def begin(self, stage: str, total: int = 0) -> None:
        """The stage before, if any, is done."""

    def step(self) -> None:
        """One of the steps of the stage is done."""


class Silent:
    """Nobody asked."""

    def begin(self, stage: str, total: int = 0) -> None:
        """Tell nobody."""

    def step(self) -> None:
        """Tell nobody."""


SILENT = Silent()


def stepped(items: Iterable[T], progress: Progress) -> Iterator[T]:
    """The *items*, each a step of the stage that has begun: long work can be given up between them."""
    for item in items:
        yield item
        progress.step()


def counted(items: Collection[T], stage: str, progress: Progress) -> Iterator[T]:
    """The *items*, each a step of a stage of its own."""
    progress.begin(stage, len(items))
    yield from stepped(items, progress)
