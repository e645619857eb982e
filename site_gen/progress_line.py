"""Progress as people see it: a line that counts on a terminal, a plain line now and then elsewhere, and timings."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from site_gen.progress import SILENT, Progress

# ruff: noqa: T201  a command prints

# What takes less than this needs no line; a line that changes faster than this cannot be read.
PATIENCE, REFRESH = 0.5, 0.1
# In a log: a word before what may take long, and another each so many seconds.
MANY, PAUSE = 1_000, 10.0
CLEAR = "\r\x1b[K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long a stage took, in seconds, and how many steps it had."""

    stage: str
    seconds: float
    steps: int


@dataclass(slots=True, kw_only=True)
class ProgressLine:
    """Shows what it is told on *stream*. *clock* counts seconds from anywhere."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    timings: list[Timing] = field(default_factory=list)
    _stage: str = ""
    _total: int = 0
    _done: int = 0
    _begun: float = 0.0
    _first: float = 0.0
    _shown: float = 0.0
    _is_on_line: bool = False

    def begin(self, stage: str, total: int = 0) -> None:
        """The stage before is done; on a terminal the line changes, in a log a stage of many steps is told."""
        now = self._close()
        self._first = self._first if self.timings else now
        self._stage, self._total, self._done, self._begun = stage, total, 0, now
        if self.stream.isatty():
            self._show(now)
        elif total >= MANY:
            self._write(f"{stage}: {total:,}\n", now)

    def step(self) -> None:
        """Counted always, shown as often as it can be read."""
        self._done += 1
        now = self.clock()
        if self.stream.isatty():
            self._show(now)
        elif now - max(self._shown, self._first) >= PAUSE:
            self._write(f"{self._stage}: {self._count()}\n", now)

    def end(self) -> None:
        """The last stage is done, and the line is gone."""
        self._close()
        if self._is_on_line:
            self._write(CLEAR, 0.0)
            self._is_on_line = False

    def say_timings(self) -> str:
        """A table of what took how long, and all of it together."""
        whole = Timing(stage="In all", seconds=sum(timing.seconds for timing in self.timings), steps=0)
        return "\n".join(_say_timing(timing) for timing in (*self.timings, whole))

    def _close(self) -> float:
        now = self.clock()
        if self._stage:
            self.timings.append(Timing(stage=self._stage, seconds=now - self._begun, steps=self._done))
            self._stage = ""
        return now

    def _show(self, now: float) -> None:
        if now - self._first < PATIENCE or now - self._shown < REFRESH:
            return
        self._write(f"{CLEAR}{self._stage} {self._count()}", now)
        self._is_on_line = True

    def _count(self) -> str:
        """Where nobody knows how many there will be, only how many there were."""
        if self._total:
            return f"{self._done:,} of {self._total:,}"
        return f"{self._done:,}" if self._done else "..."

    def _write(self, text: str, now: float) -> None:
        self.stream.write(text)
        self.stream.flush()
        self._shown = now


@contextmanager
def show_progress(options: argparse.Namespace) -> Iterator[Progress]:
    """What the options ask for: nothing if quiet, and timings at the end if verbose; all of it on the error stream."""
    if options.quiet:
        yield SILENT
        return
    line = ProgressLine()
    try:
        yield line
    finally:
        line.end()
    if getattr(options, "verbose", False):
        print(line.say_timings(), file=sys.stderr)


def _say_timing(timing: Timing) -> str:
    count = f"{timing.steps:>9,}" if timing.steps else ""
    return f"  {timing.stage:<22}{timing.seconds:>8.2f} s{count}"
