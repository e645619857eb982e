"""A build in a process of its own that notes what it touches: run by test_closed_build.py.

Arguments: the folder of the site, the folder to publish to. Prints what was noted, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

TALKING = ("ftplib.", "http.", "imaplib.", "poplib.", "smtplib.", "socket.", "telnetlib.", "urllib.")
RUNNING = ("os.exec", "os.posix_spawn", "os.startfile", "os.system", "subprocess.")
CHANGING = {
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.utime",
}


class Notes:
    """*talked*: to other computers or programs. *read* and *written*: files and folders."""

    def __init__(self) -> None:
        self.talked: set[str] = set()
        self.read: set[str] = set()
        self.written: set[str] = set()

    def audit(self, event: str, args: tuple[object, ...]) -> None:
        """Called by Python before each thing it does."""
        if event.startswith((*TALKING, *RUNNING)):
            self.talked.add(f"{event} {args}")
        elif event == "open" and is_whole(args[0]) and isinstance(args[2], int):
            (self.written if args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else self.read).add(str(args[0]))
        elif event in CHANGING:
            changed = args[1:2] if event in {"os.link", "os.symlink"} else args[: 1 + (event == "os.rename")]
            self.written |= {str(path) for path in changed if is_whole(path)}


def is_whole(path: object) -> bool:
    """A path from the root; a name alone is one in an open folder that was noted when it was opened."""
    return isinstance(path, (str, Path)) and Path(path).is_absolute()


if __name__ == "__main__":
    notes = Notes()
    sys.addaudithook(notes.audit)
    from site_gen.cli import main

    code = main(["build", "--root", sys.argv[1], "--out", sys.argv[2], "--now", "2026-11-22", "-q"])
    found = {"code": code, "talked": notes.talked, "read": notes.read, "written": notes.written}
    json.dump({name: value if name == "code" else sorted(value) for name, value in found.items()}, sys.stdout)  # type: ignore[call-overload]
