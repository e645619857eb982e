"""Which files change while the site is being written: told by the system, else by looking again and again.

The polling of watchfiles itself is not used: it compares whole seconds, and so loses the second of two quick saves.
"""
# ruff: noqa: T201  what the server does is told to its terminal

from __future__ import annotations

import asyncio
import os
import platform
import sys
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from functools import cache
from pathlib import Path
from typing import TypeAlias

from watchfiles import Change, awatch

# In milliseconds: a burst of saves ends after a pause of STEP, and is cut after DEBOUNCE.
STEP = 30
DEBOUNCE = 100
POLL_PAUSE = 0.2  # in seconds

Changes: TypeAlias = set[tuple[Change, str]]
_Accept: TypeAlias = Callable[[Path], bool]


async def bursts(
    *paths: Path, accept: _Accept, recursive: bool = True, stop: asyncio.Event | None = None
) -> AsyncGenerator[Changes, None]:
    """The accepted changes below *paths*, those close together as one.

    The watch has begun when this is first waited for, so nothing that is saved from then on is missed.
    """
    if not _must_poll():
        try:
            async with aclosing(_listen(*paths, accept=accept, recursive=recursive, stop=stop)) as heard:
                async for changes in heard:
                    yield changes
        except FileNotFoundError:
            return  # a folder went away while its watch began: the watch on the root will tell
        except (OSError, RuntimeError):  # too many watches are told by the one, too many watchers by the other
            _say_polling()
        else:
            return
    async with aclosing(_poll(*paths, accept=accept, recursive=recursive, stop=stop)) as seen:
        async for changes in seen:
            yield changes


def _must_poll() -> bool:
    """Where the system says nothing of changes and gives no error: named by the admin, or Windows below Linux."""
    named = os.environ.get("WATCHFILES_FORCE_POLLING", "")
    if named:
        return named.lower() not in {"false", "disable", "disabled"}
    return "microsoft-standard" in platform.uname().release


@cache
def _say_polling() -> None:
    """Once, however many watches there are."""
    print(
        f"Looking for saves every {POLL_PAUSE} s, since the system grants no watch on these folders.", file=sys.stderr
    )


async def _listen(
    *paths: Path, accept: _Accept, recursive: bool, stop: asyncio.Event | None
) -> AsyncGenerator[Changes, None]:
    async for changes in awatch(
        *paths,
        watch_filter=lambda _, path: accept(Path(path)),
        step=STEP,
        debounce=DEBOUNCE,
        stop_event=stop,
        force_polling=False,
        recursive=recursive,
        ignore_permission_denied=False,  # else watchfiles keeps it to itself too when the system grants no more watches
    ):
        yield changes


async def _poll(
    *paths: Path, accept: _Accept, recursive: bool, stop: asyncio.Event | None
) -> AsyncGenerator[Changes, None]:
    last = _take_stock(paths, recursive=recursive)
    while stop is None or not stop.is_set():
        await asyncio.sleep(POLL_PAUSE)
        now = await asyncio.to_thread(_take_stock, paths, recursive=recursive)
        changes = {(change, path) for change, path in _compare(last, now) if accept(Path(path))}
        last = now
        if changes:
            yield changes


def _take_stock(paths: tuple[Path, ...], *, recursive: bool) -> Mapping[str, tuple[int, int, int]]:
    """What stands below *paths*, each with what a save changes."""
    stock: dict[str, tuple[int, int, int]] = {}
    for path in paths:
        for folder, folders, files in os.walk(path):
            stock |= {place: mark for name in (*folders, *files) if (mark := _mark(place := f"{folder}{os.sep}{name}"))}
            if not recursive:
                break
    return stock


def _mark(place: str) -> tuple[int, int, int] | None:
    try:
        found = Path(place).lstat()
    except OSError:
        return None  # it went away since it was listed
    if Path(place).is_dir():
        return (found.st_ino, 0, 0)  # its own time changes with every file in it
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def _compare(
    last: Mapping[str, tuple[int, int, int]], now: Mapping[str, tuple[int, int, int]]
) -> Iterator[tuple[Change, str]]:
    yield from ((Change.deleted, path) for path in last.keys() - now.keys())
    yield from ((Change.added, path) for path in now.keys() - last.keys())
    for path in last.keys() & now.keys():
        if last[path] != now[path]:
            yield (Change.modified if last[path][1:] != (0, 0) else Change.added), path
