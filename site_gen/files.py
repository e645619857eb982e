"""The sources on disk, read into values: only here does a build open a file.

Whoever can push a file can push a link, a pipe or a gigabyte, so what stands in the tree is looked
at before it is opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from site_gen.diagnostics import Diagnostic
from site_gen.hidden import FORBIDDEN
from site_gen.stray_files import check_place, is_note

SOURCES = ("content", "programs", "programs.yaml", "templates")

# In bytes. The national directory is one file of 22 MB.
MAX_SIZES = {
    ".md": 256_000,
    ".yaml": 8_000_000,
    ".html": 1_000_000,
    ".css": 1_000_000,
    ".js": 1_000_000,
    ".po": 1_000_000,
}
MAX_DIRECTORY_SIZE = 64_000_000
MAX_OTHER_SIZE = 5_000_000
MAX_FILES = 100_000
MAX_DEPTH = 12

SMALLER = {
    ".md": "split the article into two",
    ".yaml": "split it into several files below programs/",
    ".html": "split the template into components",
}


def read_tree(root: Path) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """Every source below *root* by its path from there, sorted; what cannot be read is a fault."""
    if missing := _find_missing(root):
        return {}, (missing,)
    sources: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for path in islice(_list_files(root), MAX_FILES + 1):
        if len(sources) + len(faults) == MAX_FILES:
            return {}, (_too_many(root),)
        read = path if isinstance(path, Diagnostic) else _read_file(root, path)
        if isinstance(read, Diagnostic):
            faults.append(read)
        elif read is not None:
            sources[str(path)] = read
    return dict(sorted(sources.items())), tuple(sorted(faults, key=lambda fault: fault.sort_key))


def source_paths(root: Path) -> tuple[Path, ...]:
    """The files and folders a site is made from: to be watched, and never to be written to."""
    return tuple(root / name for name in SOURCES)


def is_leftover(name: str) -> bool:
    """Whether a file of this name is hidden, or was left by an editor, and so is no source."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def _find_missing(root: Path) -> Diagnostic | None:
    if not _is_folder(root):
        hint = "check the spelling of --root"
        return Diagnostic(code="E114", path=_shown(str(root)), message="there is no such folder", hint=hint)
    if not _is_folder(root / "content"):
        message = f"there is no folder content in {_shown(str(root))}"
        hint = "run the build where content/ stands, or name that folder with --root"
        return Diagnostic(code="E114", path="content", message=message, hint=hint)
    return None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False


def _list_files(root: Path) -> Iterator[str | Diagnostic]:
    """The path of all that claims to be a source, links and pipes too; a fault where a folder is closed."""
    folders = [""]
    # A list, not recursion: the depth of the tree is up to whoever pushed it.
    while folders:
        folder = folders.pop()
        try:
            found = _list_folder(root, folder)
        except OSError as error:
            yield _cannot_be_read(folder or ".", error)
            continue
        folders += [path for path, is_folder in found if is_folder and path.count("/") <= MAX_DEPTH]
        yield from (_too_deep(path) for path, is_folder in found if is_folder and path.count("/") > MAX_DEPTH)
        yield from (path for path, is_folder in found if not is_folder)


def _list_folder(root: Path, folder: str) -> list[tuple[str, bool]]:
    """What counts in one folder, each with whether to look into it: not if it is named like a file."""
    with os.scandir(root / folder) as entries:
        found = [
            (str(PurePosixPath(folder, entry.name)), entry.is_dir(follow_symlinks=False) and ".yaml" not in entry.name)
            for entry in entries
        ]
    return [(path, is_folder) for path, is_folder in found if _is_source(path)]


def _too_deep(folder: str) -> Diagnostic:
    message = f"this folder lies in more than {MAX_DEPTH} others; it is not looked into"
    return Diagnostic(code="E112", path=_shown(folder), message=message, hint="move it up")


def _too_many(root: Path) -> Diagnostic:
    message = f"there are more than {MAX_FILES:,} files, too many to be the sources of a site"
    hint = "look below programs/ and templates/ for what does not belong there; one file can hold many programs"
    return Diagnostic(code="E112", path=_shown(str(root)), message=message, hint=hint)


def _is_source(path: str) -> bool:
    place = PurePosixPath(path)
    if is_leftover(place.name) or is_note(path):
        return False
    return place.parts[0] in SOURCES or path == "programs.yml"


def _read_file(root: Path, path: str) -> bytes | Diagnostic | None:
    """The content of one file, or why it is refused; None when it went away since it was listed."""
    try:
        found = (root / path).lstat()
        fault = _check_kind(path, found) or _check_name(path) or _check_size(path, found.st_size)
        return fault or _read_again(root, path)
    except FileNotFoundError:
        return None  # an editor saves by renaming; the next build sees the new file
    except OSError as error:
        return _cannot_be_read(path, error)


def _read_again(root: Path, path: str) -> bytes | Diagnostic:
    """The content of what was just looked at; it may have become a link, a pipe, or larger since."""
    with open(os.open(root / path, _UNFOLLOWED), "rb") as file:  # noqa: PTH123  a path knows no such flags
        if fault := _check_kind(path, os.fstat(file.fileno())):
            return fault
        data = file.read(_limit_of(path) + 1)
    return _check_size(path, len(data)) or data


# Windows knows neither links like these nor pipes in folders; its files are text unless one says otherwise.
_UNFOLLOWED = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def _check_name(path: str) -> Diagnostic | None:
    if hidden := FORBIDDEN.search(path) or re.search(r"[\t\n]", path):
        message = f"the name of this file holds an invisible or control character (U+{ord(hidden[0]):04X})"
        return Diagnostic(code="E113", path=_shown(path), message=message, hint="rename the file")
    if path != _shown(path):
        message = "the name of this file is not valid UTF-8 text"
        return Diagnostic(code="E113", path=_shown(path), message=message, hint="rename the file")
    # Said, not skipped: what somebody wrote must not get lost over the name of its file.
    return check_place(path)


def _check_kind(path: str, found: os.stat_result) -> Diagnostic | None:
    if stat.S_ISREG(found.st_mode):
        return None
    if stat.S_ISLNK(found.st_mode):
        message = "this is a link; a source must be a file of its own, so that nothing from elsewhere is published"
        hint = "put a copy in place of the link"
        return Diagnostic(code="E111", path=_shown(path), message=message, hint=hint)
    hint = "remove it, or put a regular file in its place"
    return Diagnostic(code="E111", path=_shown(path), message="this is not a regular file", hint=hint)


def _check_size(path: str, size: int) -> Diagnostic | None:
    limit = _limit_of(path)
    if size <= limit:
        return None
    message = f"this file is too large: {size:,} bytes, where {limit:,} are the limit"
    hint = SMALLER.get(PurePosixPath(path).suffix, "make it smaller; a picture can be saved with fewer pixels")
    return Diagnostic(code="E112", path=path, message=message, hint=hint)


def _limit_of(path: str) -> int:
    return MAX_DIRECTORY_SIZE if path == "programs.yaml" else MAX_SIZES.get(PurePosixPath(path).suffix, MAX_OTHER_SIZE)


def _cannot_be_read(path: str, error: OSError) -> Diagnostic:
    message = f"this cannot be read: {error.strerror}"
    hint = "let the account that runs the build read it"
    return Diagnostic(code="E113", path=_shown(path), message=message, hint=hint)


def _shown(path: str) -> str:
    """The path with a mark in place of bytes that are no text: file names may hold any."""
    return os.fsencode(path).decode("utf-8", "replace")
