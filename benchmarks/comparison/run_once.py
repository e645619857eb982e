"""Runs one command and prints what it took: seconds by the clock, seconds of the processor, and peak memory in bytes.

A script of its own, because a process is told the memory of whoever started it as its own peak: so it is started by one
that has next to nothing. The processor's time is that of all processes of the command; the memory, of its largest.
"""

from __future__ import annotations

import json
import os
import sys
import time

# Linux counts in kilobytes, macOS in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Run the arguments as a command whose output goes to the standard error."""
    start = time.perf_counter()
    pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    taken = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * UNIT, "code": code}
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
