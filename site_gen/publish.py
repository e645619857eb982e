"""The finished site, put on disk as one whole version: visitors see the old one or the new one.

The new version is built aside, in a folder beside the old one, and the two change places in one
step. Deleting and rewriting in place left a broken site at 81 of 84 points where a build may die.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from site_gen.lock import LockedError, hold

MARKER = ".stepdown"
MARKER_TEXT = b"Stepdown made this folder and replaces it at every build: keep nothing of your own in it.\n"

CANNOT_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


class PublishError(Exception):
    """Nothing was published: another build is at it, the disk is full or read only, the folder is not ours.

    The last version is as it was; the message says what to do.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many files of the new version were written or reused, and how many of the last are gone."""

    written: int
    reused: int
    removed: int


def publish(outputs: Mapping[str, bytes], out: Path, *, keep: Iterable[Path]) -> Published:
    """Make *out* hold exactly *outputs*, or raise PublishError and leave it as it is.

    *keep*: the sources; *out* may neither hold one nor lie in one.
    """
    place = _Place(out=Path(os.path.realpath(out)))
    _check_paths(outputs)
    _check_apart(place.out, keep)
    try:
        place.out.parent.mkdir(parents=True, exist_ok=True)
        with hold(place.lock):
            _repair(place)
            _check_ours(place.out)
            return _publish_version(outputs, place)
    except LockedError:
        raise PublishError(
            f"another build is publishing to {place.out}: wait for it, or delete {place.lock} if none is running"
        ) from None
    except OSError as error:
        raise PublishError(_explain(error, place.out)) from error


def is_published(out: Path) -> bool:
    """Whether the folder holds a version that was published."""
    return (out / MARKER).is_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The published folder and its neighbours: on one disk, so that they can change places by renaming."""

    out: Path

    @property
    def new(self) -> Path:
        return self.out.with_name(f".{self.out.name}.new")

    @property
    def old(self) -> Path:
        return self.out.with_name(f".{self.out.name}.old")

    @property
    def lock(self) -> Path:
        return self.out.with_name(f".{self.out.name}.lock")


# --- what is refused -------------------------------------------------------------------------


def _check_paths(outputs: Mapping[str, bytes]) -> None:
    """The last line of defence: whatever went wrong before, nothing is written outside the folder."""
    for path in outputs:
        if path == MARKER or set(path) & set("\\:\0") or set(path.split("/")) & {"", ".", ".."}:
            raise PublishError(f"the site has a page at {path!r}, which is no path inside a folder")


def _check_apart(out: Path, keep: Iterable[Path]) -> None:
    for kept in keep:
        if _lies_in(kept.resolve(), out) or _lies_in(out, kept.resolve()):
            raise PublishError(f"{out} cannot be published to: it would overwrite the sources in {kept}")


def _lies_in(path: Path, folder: Path) -> bool:
    return any(_is_same_place(folder, parent) for parent in (path, *path.parents))


def _is_same_place(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)  # Content and content are one folder on some disks
    except OSError:
        return one == other


def _check_ours(folder: Path) -> None:
    """Only a folder with our mark, or an empty one, may be replaced or deleted."""
    if is_published(folder) or not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink() or any(folder.iterdir()):
        raise PublishError(
            f"{folder} was not made by Stepdown, so it is left alone: choose another folder, or delete it yourself"
        )


def _explain(error: OSError, out: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"{out} cannot be published to: the disk is full"
    if error.errno in {errno.EXDEV, errno.EBUSY}:
        return f"{out} cannot be replaced as a whole: it is a disk of its own, so choose a folder inside it"
    return f"{out} cannot be published to: {error.strerror}, {error.filename}"


# --- from one version to the next ------------------------------------------------------------


def _repair(place: _Place) -> None:
    """Finish or undo what a build that died has left."""
    if is_published(place.old) and not os.path.lexists(place.out):
        place.old.rename(place.out)
    for left in (place.old, place.new):
        if os.path.lexists(left):
            _remove_version(left)


def _publish_version(outputs: Mapping[str, bytes], place: _Place) -> Published:
    unchanged = {path for path, content in outputs.items() if _has_content(place.out / path, content)}
    stale = _list_published(place.out) - set(outputs)
    if is_published(place.out) and not stale and len(unchanged) == len(outputs):
        return Published(written=0, reused=len(outputs), removed=0)
    try:
        _build_aside(outputs, place, unchanged)
        last = _swap(place)
        if last is not None:
            with suppress(OSError):  # the new version stands; the next build removes what is left of the last
                _remove_version(last)
    except BaseException:  # an interrupt too
        with suppress(OSError):
            _repair(place)
        raise
    return Published(written=len(outputs) - len(unchanged), reused=len(unchanged), removed=len(stale))


def _has_content(file: Path, content: bytes) -> bool:
    try:
        found = file.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _list_published(out: Path) -> set[str]:
    files = {f"{folder}{os.sep}{name}" for folder, _, names in os.walk(out) for name in names}
    return {file[len(str(out)) + 1 :].replace(os.sep, "/") for file in files} - {MARKER}


def _build_aside(outputs: Mapping[str, bytes], place: _Place, unchanged: set[str]) -> None:
    last, new = place.out, place.new
    new.mkdir()
    (new / MARKER).write_bytes(MARKER_TEXT)
    for folder in sorted({path.rpartition("/")[0] for path in outputs}):
        (new / folder).mkdir(parents=True, exist_ok=True)
    for path, content in outputs.items():
        if path in unchanged:
            _reuse(f"{last}/{path}", f"{new}/{path}")
        else:
            (new / path).write_bytes(content)


def _reuse(file: str, target: str) -> None:
    """The same file in the new version, its date too: a copy to a host then sends nothing."""
    try:
        os.link(file, target)
    except OSError:  # a disk without hard links, or with too many to one file
        shutil.copy2(file, target)


def _swap(place: _Place) -> Path | None:
    """Put the new version in place; returns where the last one is now, if there was one."""
    if not os.path.lexists(place.out):
        place.new.rename(place.out)
        return None
    if _exchange(place.new, place.out):
        return place.new
    return _swap_by_renames(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; false where system or disk cannot."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            current, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            result = ctypes.CDLL(None, use_errno=True).renameat2(current, first, current, second, exchange)
        elif sys.platform == "darwin":
            swap = 2  # RENAME_SWAP
            result = ctypes.CDLL(None, use_errno=True).renamex_np(first, second, swap)
        else:
            return False
    except AttributeError:  # an older C library
        return False
    code = ctypes.get_errno()
    if result and code not in CANNOT_EXCHANGE:
        raise OSError(code, os.strerror(code), str(other))
    return not result


def _swap_by_renames(place: _Place) -> Path:
    """For a moment there is no version: a build that dies then is repaired by the next one."""
    place.out.rename(place.old)
    try:
        place.new.rename(place.out)
    except BaseException:
        place.old.rename(place.out)
        raise
    return place.old


def _remove_version(folder: Path) -> None:
    """Delete a version of ours; its mark goes last, so that an interrupted deletion can be taken up."""
    _check_ours(folder)
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name != MARKER]
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()
