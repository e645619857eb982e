"""Publications that something happens to, at each of their steps in turn: run by test_publish_faults.py.

An audit hook counts what Python does with files, and at one step ends the process, or fails as a disk fails. Nothing of
Stepdown is replaced: what happens is what would happen. Prints what came of each step, as JSON.

Arguments: what happens, to which folder, and what this computer cannot do.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from site_gen.publish import MARKER, PublishError, publish

OLD = {"index.html": b"old home", "en/iop.html": b"same", "en/gone.html": b"gone", "_headers": b"same"}
NEW = {"index.html": b"new home", "en/iop.html": b"same", "es/iop.html": b"nuevo", "_headers": b"same"}

NEEDING_ROOM = {"os.mkdir", "os.link"}
STEPS = {
    *NEEDING_ROOM,
    *("open", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.chmod", "os.utime", "os.setxattr"),
    *("ctypes.dlopen", "ctypes.get_errno"),  # before and after the exchange, which has no event of its own
}
DONE, REFUSED, KILLED, NOT_REACHED, INTERRUPTED = 0, 1, 9, 100, 130


class Accident:
    """Happens at step number *at*; a disk that is full stays so."""

    def __init__(self, kind: str, cannot: str) -> None:
        self.kind, self.cannot, self.at, self.step = kind, cannot, 0, 0

    def audit(self, event: str, args: tuple[object, ...]) -> None:
        """Called by Python before each thing it does."""
        if event == "os.link" and self.cannot == "link":
            raise OSError(errno.EPERM, "Operation not permitted")
        if event == "ctypes.dlsym" and self.cannot == "exchange":
            raise AttributeError(args[1])
        if not self.at or event not in STEPS:
            return
        self.step += 1
        if self.step == self.at or (self.step > self.at and self.kind == "full"):
            self.happen(event, args)

    def happen(self, event: str, args: tuple[object, ...]) -> None:
        if self.kind == "kill":
            os._exit(KILLED)
        if self.kind == "interrupt":
            raise KeyboardInterrupt
        if self.kind == "broken":
            raise OSError(errno.EIO, "Input/output error")
        if event in NEEDING_ROOM or (event == "open" and isinstance(args[2], int) and args[2] & os.O_CREAT):
            raise OSError(errno.ENOSPC, "No space left on device")


def try_steps(accident: Accident, out: Path) -> Iterator[dict[str, object]]:
    """What came of each step, until one is not reached; a publication in peace follows each of them."""
    for at in itertools.count(1):
        publish(OLD, out, keep=())
        child = os.fork()
        if child == 0:
            os._exit(publish_with(accident, at, out))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        found = {"code": code, "version": version_of(out), "beside": beside(out)}
        publish(OLD, out, keep=())
        yield {**found, "mended": version_of(out) == "old" and beside(out) == []}
        if code == NOT_REACHED:
            return


def publish_with(accident: Accident, at: int, out: Path) -> int:
    accident.at = at
    try:
        publish(NEW, out, keep=())
    except PublishError:
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        accident.at, at = 0, accident.at
    return DONE if accident.step >= at else NOT_REACHED


def version_of(out: Path) -> str:
    """Which version the folder holds, whole; else what is wrong with it."""
    found = {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in out.rglob("*")
        if file.is_file() and file.name != MARKER
    }
    return "old" if found == OLD else "new" if found == NEW else f"neither: {sorted(found)}"


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


if __name__ == "__main__":
    happening = Accident(sys.argv[1], sys.argv[3])
    sys.addaudithook(happening.audit)
    json.dump(list(try_steps(happening, Path(sys.argv[2]))), sys.stdout)
