"""One folder in place of another: in one step where the system can, by two renames elsewhere."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

CANNOT_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}


def swap(new: Path, out: Path, *, aside: Path) -> Path | None:
    """Put *new* in the place of *out*; returns where the last one is now, *aside* or else, if there was one."""
    if not os.path.lexists(out):
        new.rename(out)
        return None
    if _exchange(new, out):
        return new
    return swap_by_renames(new, out, aside=aside)


def swap_by_renames(new: Path, out: Path, *, aside: Path) -> Path:
    """For a moment there is no version: a build that dies then is repaired by the next one."""
    out.rename(aside)
    try:
        new.rename(out)
    except BaseException:
        aside.rename(out)
        raise
    return aside


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
