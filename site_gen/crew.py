"""Pages made by several processes, where that pays and the system can fork them."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import traceback
from collections.abc import Generator, Iterator, Sequence
from itertools import cycle
from typing import BinaryIO, NoReturn, TypeAlias

from site_gen.exit_codes import OUT_OF_MEMORY
from site_gen.making import Made, Work, do_alone

FEWEST_EACH = 100
"""Pages: fewer are made before a process has begun and has planned all pages again."""
MOST = 8


class EndedError(Exception):
    """A process that made pages was ended from outside; the message says how, and what to do."""


class PageError(Exception):
    """The making of a page has a bug; the message is its traceback."""


class Crew:
    """Spreads the making of pages over so many processes, which are forked anew for each build.

    Not for a process that has threads.
    """

    def __init__(self, jobs: int | None = None, *, fewest_each: int = FEWEST_EACH) -> None:
        self.fewest_each = fewest_each
        self.jobs = jobs or min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, MOST)

    def __call__(self, work: Work, pages: int) -> Generator[Made]:
        """What the work makes, in its order. Raises EndedError and PageError."""
        members = min(self.jobs, max(1, pages // self.fewest_each)) if hasattr(os, "fork") else 1
        return do_alone(work, pages) if members == 1 else _take_turns(work, members)


def _take_turns(work: Work, parts: int) -> Generator[Made]:
    gc.freeze()  # what is shared with the others stays shared for as long as nobody writes to it
    members: list[_Member] = []
    try:
        with contextlib.suppress(OSError):  # the system starts no more of them
            for part in range(parts):
                members.append(_Member(work, part, parts))  # noqa: PERF401  those there are must end
        if len(members) == parts:
            yield from _receive_all(members)
        else:
            yield from do_alone(work, parts)
    finally:
        for member in members:
            member.end()
        gc.unfreeze()


def _receive_all(members: Sequence[_Member]) -> Iterator[Made]:
    for member in cycle(members):
        made = member.receive()
        if made is None:
            return
        yield made


_Answer: TypeAlias = Made | str | None
"""A page; a traceback; or that there are no more."""


class _Member:
    """One process, and the pipe through which its pages come."""

    def __init__(self, work: Work, part: int, parts: int) -> None:
        inlet, outlet = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:
            os.close(inlet)
            os.close(outlet)
            raise
        if self.pid == 0:
            os.close(inlet)
            _make_all(work, part, parts, os.fdopen(outlet, "wb"))
        os.close(outlet)
        self.inlet = os.fdopen(inlet, "rb")
        self._code = 0

    def receive(self) -> Made | None:
        try:
            answer: _Answer = pickle.load(self.inlet)  # noqa: S301  from a process of our own
        except (EOFError, pickle.UnpicklingError):
            raise EndedError(_describe(self.end())) from None
        if isinstance(answer, str):
            raise PageError(answer)
        return answer

    def end(self) -> int:
        """End it, unless it has ended; its exit code, negative for a signal."""
        if not self.inlet.closed:
            self.inlet.close()
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code


def _describe(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return "a process that made pages ran out of memory; run it again with --jobs 1"
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"a process that made pages was ended ({how}); if memory is short, run it again with --jobs 1"


# --- in the other processes ------------------------------------------------------------------


def _make_all(work: Work, part: int, parts: int, outlet: BinaryIO) -> NoReturn:
    code = 0
    try:
        # As if nobody had asked to be told: the build it works for ends it, and tells.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for made in work(part, parts):
            _send(outlet, made)
        _send(outlet, None)
    except BrokenPipeError:  # nobody wants them any more
        pass
    except MemoryError:
        code = OUT_OF_MEMORY
    except Exception:  # noqa: BLE001  a bug of ours is told where somebody reads it
        _send(outlet, traceback.format_exc())
    finally:
        os._exit(code)


def _send(outlet: BinaryIO, answer: _Answer) -> None:
    outlet.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
    outlet.flush()
