"""Articles converted in a process beside this one, which can be ended when a conversion would not end.

A process is forked once, and waits. For each batch of drafts it forks another one, which converts them in turn and may
take so much time and memory for each; the system ends it when it takes more. The waiting one tells how it ended, and is
given what is left of the batch. A fork costs a few milliseconds, where a new interpreter costs a fifth of a second.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn, Self, TypeAlias

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.exit_codes import OUT_OF_MEMORY
from site_gen.markup import Content, Converted, Draft, convert_draft

NO_WORKER = "This system starts no second process: articles are converted without a limit of time and memory."

# What a pipe shall hold, in bytes: all articles of a site, so that the conversion never waits for the build.
PIPE = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the conversion of one article may take. The longest in use takes some tenths of a second.

    *seconds*: of the processor's time, so that a busy machine changes nothing. *megabytes*: beside what the build
    holds already.
    """

    seconds: float = 5.0
    megabytes: int = 512


Conversion: TypeAlias = Callable[[Draft], Converted]


class ConversionError(Exception):
    """The conversion itself has a bug; the message is its traceback."""


class Worker:
    """A converter whose work is done in another process. Used as a context, it ends that process.

    The process starts when there is something to do. Whoever will have threads calls `start` before, since a process
    with threads should not be forked. *note* tells when no process can be started and this one does the work.
    """

    def __init__(self, *, convert: Conversion = convert_draft, limits: Limits | None = None) -> None:
        self.convert = convert
        self.limits = limits or Limits()
        self.note = ""
        self._process: _Process | None = None
        self._is_busy = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Have the process wait, unless it does so already or there can be none."""
        if self._process is None and not self.note:
            try:
                self._process = _Process(self.convert, self.limits)
            except OSError:
                self.note = NO_WORKER

    def close(self) -> None:
        """End the process at once, whatever it does."""
        if self._process is not None:
            self._process.end()
        self._process, self._is_busy = None, False

    def __call__(self, drafts: Sequence[Draft]) -> Iterator[Converted]:
        """Begin with *drafts*; each is handed out when it is asked for."""
        if self._is_busy:  # with drafts that nobody asks for any more
            self.close()
        if drafts:
            self._hand_over(drafts)
        if self._process is None or not drafts:
            return map(self.convert, drafts)
        self._is_busy = True
        return self._collect(drafts)

    def _hand_over(self, drafts: Sequence[Draft]) -> None:
        self.start()
        try:
            if self._process is not None:
                self._process.send(drafts)
        except BrokenPipeError:  # somebody has ended it
            self.close()
            self.start()
            if self._process is not None:
                self._process.send(drafts)

    def _collect(self, drafts: Sequence[Draft]) -> Iterator[Converted]:
        for number, draft in enumerate(drafts, 1):
            if self._process is None:  # it was ended, and there can be no other
                yield self.convert(draft)
                continue
            answer = self._process.receive()
            self._is_busy = number < len(drafts)
            if isinstance(answer, str):
                raise ConversionError(answer)
            if isinstance(answer, _End):
                answer = self._give_up(draft, answer, drafts[number:])
            yield answer

    def _give_up(self, draft: Draft, end: _End, left: Sequence[Draft]) -> Converted:
        """What becomes of a draft that ended its process; and on with what is *left*."""
        if end.is_total:
            self.close()
        if left:
            self._hand_over(left)
            self._is_busy = True
        return Content(), (_tell(draft.body, end.code, self.limits),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """How a process ended: *code* as of `os.waitstatus_to_exitcode`. *is_total*: the waiting one has ended too."""

    code: int
    is_total: bool = False


_Answer: TypeAlias = Converted | _End | str


def _tell(body: Located, code: int, limits: Limits) -> Diagnostic:
    """E407, at the article: what it was doing when it was ended is not known."""
    if code == -signal.SIGPROF:
        what = f"takes more than {limits.seconds:g} seconds to be read"
    elif code == OUT_OF_MEMORY:
        what = f"takes more than {limits.megabytes} MB of memory to be read"
    else:
        what = f"could not be read: the process that did so was ended ({code})"
    hint = "take its latest changes back, and bring them in again piece by piece; write simply what was too much"
    return fault("E407", body, f"this article {what}", hint)


class _Process:
    """The process that waits, forked from this one and joined to it by two pipes."""

    def __init__(self, convert: Conversion, limits: Limits) -> None:
        if not hasattr(os, "fork"):
            raise OSError
        (their_inlet, outlet), (inlet, their_outlet) = os.pipe(), os.pipe()
        _widen(their_outlet)
        try:
            self.pid = os.fork()
        except OSError:
            for end in (their_inlet, outlet, inlet, their_outlet):
                os.close(end)
            raise
        if self.pid == 0:
            os.close(outlet)
            os.close(inlet)
            _wait(convert, limits, os.fdopen(their_inlet, "rb"), os.fdopen(their_outlet, "wb"))
        with contextlib.suppress(OSError):  # it does so itself, but it may not have come to that yet
            os.setpgid(self.pid, self.pid)
        os.close(their_inlet)
        os.close(their_outlet)
        self.outlet, self.inlet = os.fdopen(outlet, "wb"), os.fdopen(inlet, "rb")

    def send(self, drafts: Sequence[Draft]) -> None:
        _write(self.outlet, tuple(drafts))

    def receive(self) -> _Answer:
        try:
            answer: _Answer = pickle.load(self.inlet)  # noqa: S301  see above
        except (EOFError, pickle.UnpicklingError):
            return _End(code=-signal.SIGKILL, is_total=True)
        return answer

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.inlet.close()
        with contextlib.suppress(BrokenPipeError):
            self.outlet.close()


def _widen(pipe: int) -> None:
    """On Linux, let the pipe hold as much as it may."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415  not there on Windows

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)


def _write(outlet: BinaryIO, value: object) -> None:
    outlet.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    outlet.flush()


# --- in the other processes ------------------------------------------------------------------


def _wait(convert: Conversion, limits: Limits, inlet: BinaryIO, outlet: BinaryIO) -> NoReturn:
    """Have one batch after the other converted, until the build closes its end of the pipe."""
    try:
        os.setpgid(0, 0)  # Ctrl-C is for the build, which then ends this process and those it has started
        gc.freeze()  # what the build holds is shared with it for as long as nobody writes to it
        code = 0
        # Ended from outside it may have left half an answer in the pipe: that ends this process too.
        while code != -signal.SIGKILL:
            code = _run_batch(convert, limits, pickle.load(inlet), outlet)  # noqa: S301  see above
            if code not in (0, -signal.SIGKILL):
                _write(outlet, _End(code=code))
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)


def _run_batch(convert: Conversion, limits: Limits, drafts: Sequence[Draft], outlet: BinaryIO) -> int:
    """Fork a process for *drafts* and tell how it ended."""
    try:
        pid = os.fork()
    except OSError:  # then this process does it, and is gone after that
        pid = 0
    if pid == 0:
        _convert_each(convert, limits, drafts, outlet)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _convert_each(convert: Conversion, limits: Limits, drafts: Sequence[Draft], outlet: BinaryIO) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        _limit_memory(limits.megabytes)
        for draft in drafts:
            signal.setitimer(signal.ITIMER_PROF, limits.seconds)
            answer = pickle.dumps(convert(draft), pickle.HIGHEST_PROTOCOL)
            signal.setitimer(signal.ITIMER_PROF, 0)
            outlet.write(answer)
            outlet.flush()
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except Exception:  # noqa: BLE001  a bug of ours is told where somebody reads it
        _write(outlet, traceback.format_exc())
        code = 0
    finally:
        os._exit(code)


def _limit_memory(megabytes: int) -> None:
    """On Linux, which tells how much there is already."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  not there on Windows

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_048_576, most))
