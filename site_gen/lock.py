"""One build at a time for each published folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class LockedError(Exception):
    """Another build holds the lock."""


@contextmanager
def hold(lock: Path) -> Iterator[None]:
    """Hold the file *lock*, and take it away afterwards. Raises LockedError.

    The system lets go of it when the process ends, however that comes. The number of a process, written into the file,
    would not do: in a container the next build often gets the number of the one that crashed.
    """
    held = _take(lock)
    try:
        yield
    finally:
        with suppress(OSError):  # a file that stays is no lock: nobody holds it
            lock.unlink()
        os.close(held)


if sys.platform == "win32":

    def _take(lock: Path) -> int:
        """There a crashed build leaves the file, and a person takes it away."""
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_TEMPORARY)
        except FileExistsError as error:
            raise LockedError from error

else:
    import fcntl

    def _take(lock: Path) -> int:
        while True:
            held = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o644)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                os.close(held)
                raise LockedError from error
            if _is_at(held, lock):
                return held
            os.close(held)  # the build before took the file away after we had opened it

    def _is_at(held: int, lock: Path) -> bool:
        try:
            return os.path.samestat(os.fstat(held), lock.stat())
        except FileNotFoundError:
            return False
