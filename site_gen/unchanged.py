"""Whether a build would make again what the last one made, told from the sizes and times of files.

It comes before anything else and imports next to nothing: to ask every library in takes longer than to look at every
file. What it remembers lies in .cache/ beside build.py. In doubt, and with --no-cache, the site is built.
"""

from __future__ import annotations

import os
import sys
import time
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What a site is made from, below its root, and what makes it, below the folder of build.py.
SOURCES = ("content", "programs", "programs.yaml", "programs.yml", "templates")
GENERATOR = ("build.py", "requirements.txt", "site_gen")
CHECKOUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# A file that was written in the same instant as it was read may be written again without a trace in its time.
TICK = 20_000_000
COARSE_TICK = 2_000_000_000
"""In nanoseconds: what disks keep, at best and at worst."""


def tell_unchanged(words: list[str]) -> bool:
    """Tell, like the last build with these *words*, what it made and found, if it would be the same. False: build."""
    command = words[0] if words and not words[0].startswith("-") else "build"
    if command != "build" or "--no-cache" in words:
        return False
    try:
        with open(_place(words), encoding="utf-8", errors="surrogateescape") as file:
            key, root, said, sources, outputs, end = file.read().split("\0")
        is_same = (key, end) == (_key(words), "") and sources == _sign_sources(root) and _is_as_signed(outputs)
    except (OSError, ValueError):
        return False
    if is_same and said:
        print(said)
    return is_same


class Memory:
    """Of one build: begun before the sources are read, kept when the new version is in its place."""

    def __init__(self, words: list[str], root: str) -> None:
        self._words = words
        self._root = os.path.abspath(root)
        self._began = time.time_ns()
        try:
            self._sources = _sign_sources(self._root)
        except OSError:  # the build itself will tell what cannot be read
            self._sources = ""

    def keep(self, said: str, outputs: Iterable[str]) -> None:
        """Remember what was *said* and where the *outputs* are: nothing, if a source has changed meanwhile.

        Where nothing can be written, nothing is remembered; the site is published all the same.
        """
        try:
            after = _sign_sources(self._root)
            if after == self._sources and not any(map(self._is_young, _lines(after))):
                signed = "".join(sorted(_sign(path) for path in outputs))
                _write(_place(self._words), "\0".join((_key(self._words), self._root, said, after, signed, "")))
        except OSError:
            return

    def _is_young(self, line: str) -> bool:
        changed = int(line.split("\t")[1])
        return changed > self._began - (TICK if changed % 1_000_000_000 else COARSE_TICK)


def _write(place: str, text: str) -> None:
    """At once: whoever reads meanwhile, or after a build that was ended, finds the old text or the new one."""
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(f"{place}.{os.getpid()}", "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    os.replace(file.name, place)


def _place(words: list[str]) -> str:
    """One file for each command in each folder."""
    name = zlib.crc32("\0".join((os.getcwd(), *words)).encode(errors="surrogateescape"))
    return os.path.join(CHECKOUT, ".cache", "builds", f"{name:08x}")


def _key(words: list[str]) -> str:
    """All that is no file and makes a difference: the command and where it is given, the day, the form of its words."""
    day = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()) // 86_400)
    form = [str(sys.stdout.isatty()), *(os.environ.get(name, "") for name in ("NO_COLOR", "TERM"))]
    return "\n".join((sys.version, os.getcwd(), day, *form, *list_libraries(), *words))


def list_libraries() -> list[str]:
    """The folders of libraries, each with when something was last installed there."""
    return [f"{folder} {os.stat(folder).st_mtime_ns}" for folder in sys.path if _is_library(folder)]


def _is_library(folder: str) -> bool:
    """Its time tells when something was last installed there."""
    return os.path.isdir(folder) and not os.path.samefile(folder, CHECKOUT)


def _sign_sources(root: str) -> str:
    here = [os.path.join(root, name) for name in SOURCES]
    return "".join(
        sorted(_sign(path) for path in _walk([*here, *(os.path.join(CHECKOUT, name) for name in GENERATOR)]))
    )


def _walk(folders: list[str]) -> Iterator[str]:
    """Every file; of folders nothing counts but what is in them."""
    waiting = [path for path in folders if os.path.lexists(path)]
    while waiting:
        path = waiting.pop()
        if path.endswith("__pycache__"):
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            with os.scandir(path) as entries:
                waiting += [entry.path for entry in entries]
        else:
            yield path


def _sign(path: str) -> str:
    """A line: the times of a file, its size, and the path."""
    found = os.lstat(path)
    return f"{found.st_mode}\t{found.st_mtime_ns}\t{found.st_ctime_ns}\t{found.st_size}\t{found.st_ino}\t{path}\n"


def _is_as_signed(lines: str) -> bool:
    return all(_sign(line.rsplit("\t", 1)[1]) == f"{line}\n" for line in _lines(lines))


def _lines(text: str) -> list[str]:
    """Without other ends of lines, which names of files may hold."""
    return text.split("\n")[:-1]
