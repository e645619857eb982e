"""The site while it is being written: what is saved is shown at once in open pages, then built and checked as a whole.

livereload's own loop is not used: it polls, builds once for every file saved, and forgets a save
that follows a reload within three seconds.
"""
# ruff: noqa: T201  a server tells its terminal what happens

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
import sys
import time
import traceback
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from tornado.httpserver import HTTPServer
from watchfiles import Change

from site_gen.diagnostics import Diagnostic, Severity
from site_gen.files import is_leftover, source_paths
from site_gen.preview import Preview, make_application
from site_gen.progress import Progress
from site_gen.publish import PublishError
from site_gen.watching import bursts

CODE = Path(__file__).resolve().parent
SECONDS_TO_LOOK = 1.0
CRASHED = "The build itself failed: the terminal shows where."


class Builder(Protocol):
    """What makes the site anew at each save; one call at a time, from another thread."""

    def glimpse(self, wanted: Collection[str]) -> Mapping[str, bytes]:
        """The *wanted* files of pages, and those that belong to them, unchecked; see `pipeline.glimpse`."""

    def build(self, progress: Progress) -> tuple[Diagnostic, ...]:
        """Every fault that there is. It publishes to the preview's folder when nothing stops it."""


def serve(preview: Preview, *, root: Path, builder: Builder, port: int = 8000) -> int:
    """Show the preview until Ctrl-C, and have it built at every save below *root*; returns the exit code."""
    try:
        listening = listen(port)
    except OSError as error:
        reason = os.strerror(error.errno or errno.EINVAL)
        print(f"port {port} cannot be used: {reason}; choose another with --port", file=sys.stderr)
        return 2
    try:
        asyncio.run(run(preview, root=root.resolve(), builder=builder, listening=listening))
    except KeyboardInterrupt:
        print()
    return 0


def listen(port: int) -> socket.socket:
    """Take connections from this computer alone: a draft is not for its network. Port 0 is any free one."""
    if port not in range(65_536):
        raise OSError(errno.EINVAL, "no such port")
    listening = socket.create_server(("127.0.0.1", port))
    listening.settimeout(0)  # the loop waits, not the socket
    return listening


async def run(preview: Preview, *, root: Path, builder: Builder, listening: socket.socket, code: Path = CODE) -> None:
    """Listen, watch and build, until cancelled. *root* has no link in it; *code* is what builds."""
    server = HTTPServer(make_application(preview))
    server.add_socket(listening)
    print(f"Open http://127.0.0.1:{listening.getsockname()[1]}{preview.base_path} and stop with Ctrl-C.", flush=True)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_watch_sources(root, preview.asked))
            tasks.create_task(_watch_code(preview, code))
            tasks.create_task(_build_when_asked(preview, builder))
    finally:
        preview.asked.set()  # so that a build under way is given up
        server.stop()
        preview.hang_up()
        await server.close_all_connections()


# --- building --------------------------------------------------------------------------------


async def _build_when_asked(preview: Preview, builder: Builder) -> None:
    """What is asked for while a build runs is one more build, however often it is asked for; that one is given up."""
    while True:
        await preview.asked.wait()
        await _show_at_once(preview, builder)
        started = time.perf_counter()
        built = await asyncio.to_thread(_try_build, builder, _UntilAsked(preview.asked))
        if built is not None:
            faults, failure = built
            took = f"{time.perf_counter() - started:.2f} s"
            outcome = "Built" if preview.show_build(faults, failure=failure) else "Not published"
            print(": ".join(filter(None, (f"{outcome} ({took})", failure or _count(faults)))), flush=True)


async def _show_at_once(preview: Preview, builder: Builder) -> None:
    """The pages that are open, before anything else is made or checked."""
    if wanted := preview.begin():
        started = time.perf_counter()
        if preview.show_glimpse(await asyncio.to_thread(_try_glimpse, builder, wanted)):
            print(f"Shown ({time.perf_counter() - started:.2f} s)", flush=True)
            # The build would take the processor from the browser that somebody looks at.
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: until Python 3.12 it loses a Ctrl-C that comes together with what it waits for.
                async with asyncio.timeout(SECONDS_TO_LOOK):
                    await preview.is_looked_at.wait()


def _try_glimpse(builder: Builder, wanted: Collection[str]) -> Mapping[str, bytes]:
    with contextlib.suppress(Exception):  # it looks at what nobody has checked: the build tells what is wrong with it
        return builder.glimpse(wanted)
    return {}


class _SupersededError(Exception):
    """Something has been saved since the build began."""


class _UntilAsked:
    """Progress that ends a build between two steps when another one is asked for."""

    def __init__(self, asked: asyncio.Event) -> None:
        self._asked = asked

    def begin(self, stage: str, total: int = 0) -> None:
        """Nobody looks at the stages."""

    def step(self) -> None:
        if self._asked.is_set():
            raise _SupersededError


def _try_build(builder: Builder, progress: Progress) -> tuple[tuple[Diagnostic, ...], str] | None:
    """The faults, and why there may be nothing else; None where it was given up."""
    try:
        return builder.build(progress), ""
    except _SupersededError:
        return None
    except PublishError as error:
        return (), str(error)
    except Exception:  # noqa: BLE001  a bug met while the generator is being written must not end the server
        traceback.print_exc()
        return (), CRASHED


def _count(faults: tuple[Diagnostic, ...]) -> str:
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    numbers = ((errors, "error"), (len(faults) - errors, "warning"))
    return ", ".join(f"{number} {noun}{'s' if number > 1 else ''}" for number, noun in numbers if number)


# --- watching --------------------------------------------------------------------------------


async def _watch_sources(root: Path, asked: asyncio.Event) -> None:
    """Ask for a first build, and for another when a source changes.

    The watch on a folder ends with that folder, and checking out a branch may replace it. So the
    root is watched too, and when a source comes or goes there, the folders are watched anew.
    """
    names = {path.name for path in source_paths(root)}
    async with asyncio.TaskGroup() as tasks:
        stop = asyncio.Event()
        tasks.create_task(_watch_folders(root, asked, stop))
        await asyncio.sleep(0)  # the watch begins, so what is saved after the first build is seen
        asked.set()
        async for changes in bursts(root, accept=lambda path: path.name in names, recursive=False):
            if any(change is not Change.modified for change, _ in changes):
                before, stop = stop, asyncio.Event()
                tasks.create_task(_watch_folders(root, asked, stop))
                await asyncio.sleep(0)  # the new watch begins before the old one ends: nothing is missed
                before.set()
            asked.set()


async def _watch_folders(root: Path, asked: asyncio.Event, stop: asyncio.Event) -> None:
    def is_source(path: Path) -> bool:
        return not any(is_leftover(name) for name in path.relative_to(root).parts)

    folders = [path for path in source_paths(root) if path.is_dir()]
    async for _ in bursts(*folders, accept=is_source, stop=stop):
        asked.set()


async def _watch_code(preview: Preview, code: Path) -> None:
    async for _ in bursts(code, accept=lambda path: path.suffix == ".py"):
        preview.show_code_change()
