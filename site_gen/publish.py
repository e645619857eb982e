"""The finished site, put on disk as one whole version: visitors see the old one or the new one.

The new version is built aside, in a folder beside the old one, and the two change places in one
step. Deleting and rewriting in place left a broken site at 81 of 84 points where a build may die.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from site_gen.folder_swap import swap
from site_gen.lock import LockedError, hold

MARKER = ".stepdown"
MARKER_TEXT = b"Stepdown made this folder and replaces it at every build: keep nothing of your own in it.\n"


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
    for path in outputs:
        _check_path(path)
    with new_version(out, keep=keep) as version:
        version.update(outputs)
        return version.finish()


@contextmanager
def new_version(out: Path, *, keep: Iterable[Path]) -> Iterator[NewVersion]:
    """A version to put files into, one by one. Unless it is finished, it is taken away, and *out* stays as it is.

    Raises PublishError.
    """
    place = _Place(out=Path(os.path.realpath(out)))
    _check_apart(place.out, keep)
    with _explained(place.out), ExitStack() as held:
        place.out.parent.mkdir(parents=True, exist_ok=True)
        held.enter_context(_hold(place))
        _repair(place)
        _check_ours(place.out)
        lock = held.pop_all()
    with lock:
        try:
            yield NewVersion(place)
        finally:  # of an interrupt too, no rest is left
            with suppress(OSError):
                _repair(place)


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


class NewVersion(MutableMapping[str, bytes]):
    """A version in the making: what differs from the last one is written aside at once, the rest is reused."""

    def __init__(self, place: _Place) -> None:
        self._place = place
        self._written: set[str] = set()
        self._reused: set[str] = set()
        self._folders: set[str] = set()

    def __setitem__(self, path: str, content: bytes) -> None:
        _check_path(path)
        with _explained(self._place.out):
            self._reused.discard(path)
            if path not in self._written and _has_content(self._place.out / path, content):
                self._reused.add(path)
            else:
                self._make_folder(path)
                (self._place.new / path).write_bytes(content)
                self._written.add(path)

    def __getitem__(self, path: str) -> bytes:
        if path not in self:
            raise KeyError(path)
        with _explained(self._place.out):
            return ((self._place.new if path in self._written else self._place.out) / path).read_bytes()

    def __delitem__(self, path: str) -> None:
        if path in self._written:
            (self._place.new / path).unlink()
        self._written.discard(path)
        self._reused.discard(path)

    def __contains__(self, path: object) -> bool:
        return path in self._written or path in self._reused

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self._written | self._reused)

    def __len__(self) -> int:
        return len(self._written) + len(self._reused)

    def finish(self) -> Published:
        """Put it in the place of the last version, if it differs from it."""
        with _explained(self._place.out):
            stale = {path for path in _list_published(self._place.out) if path not in self}
            if is_published(self._place.out) and not stale and not self._written:
                return Published(written=0, reused=len(self), removed=0)
            self._make_folder("")
            for path in sorted(self._reused):
                self._make_folder(path)
                _reuse(f"{self._place.out}/{path}", f"{self._place.new}/{path}")
            last = swap(self._place.new, self._place.out, aside=self._place.old)
            if last is not None:
                with suppress(OSError):  # the new version stands; the next build removes what is left of the last
                    _remove_version(last)
        return Published(written=len(self._written), reused=len(self._reused), removed=len(stale))

    def _make_folder(self, path: str) -> None:
        """The folder that *path* is to stand in, below one that bears our mark from the start."""
        folder = path.rpartition("/")[0]
        if not self._folders:
            self._place.new.mkdir()
            (self._place.new / MARKER).write_bytes(MARKER_TEXT)
            self._folders.add("")
        if folder not in self._folders:
            (self._place.new / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


# --- what is refused -------------------------------------------------------------------------


def _check_path(path: str) -> None:
    """The last line of defence: whatever went wrong before, nothing is written outside the folder."""
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


@contextmanager
def _hold(place: _Place) -> Iterator[None]:
    try:
        with hold(place.lock):
            yield
    except LockedError:
        raise PublishError(
            f"another build is publishing to {place.out}: wait for it, or delete {place.lock} if none is running"
        ) from None


@contextmanager
def _explained(out: Path) -> Iterator[None]:
    """What the system refuses, as a PublishError."""
    try:
        yield
    except OSError as error:
        raise PublishError(_explain(error, out)) from error


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


def _has_content(file: Path, content: bytes) -> bool:
    try:
        found = file.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _list_published(out: Path) -> set[str]:
    files = {f"{folder}{os.sep}{name}" for folder, _, names in os.walk(out) for name in names}
    return {file[len(str(out)) + 1 :].replace(os.sep, "/") for file in files} - {MARKER}


def _reuse(file: str, target: str) -> None:
    """The same file in the new version, its date too: a copy to a host then sends nothing."""
    try:
        os.link(file, target)
    except OSError:  # a disk without hard links, or with too many to one file
        shutil.copy2(file, target)


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
