"""How long each command takes to import what it uses, before it does anything.

    python benchmarks/import_time.py

For each command the milliseconds of its imports as `python -X importtime` counts them, lowest of repeated runs, the
ratio to the start of Python itself, and the libraries that take longest. The budget is a ratio, for machines differ:
what decides that nothing has changed may take no longer than Python itself takes to start. Ends with 1 where one is
over.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPEATS = 5
SHOWN = 3
# What each command imports when it begins, and the most that may take as a multiple of Python's own start.
BUDGETS = {
    "nothing changed": ("site_gen.unchanged", 1.0),
    "help": ("site_gen.cli", 10.0),
    "export": ("site_gen.export_command", 45.0),
    "import": ("site_gen.import_command", 40.0),
    "build": ("site_gen.build_command site_gen.crew site_gen.pipeline site_gen.publish site_gen.worker", 70.0),
    "serve": ("site_gen.serve site_gen.preview site_gen.build_command", 50.0),
    "review": ("site_gen.review_command", 80.0),
}
LINE = re.compile(r"import time:\s*(\d+) \|\s*\d+ \| *(\S+)")


def main() -> int:
    """Print a row for each command."""
    start = min(sum(time_imports("").values()) for _ in range(REPEATS))
    print(f"Python {sys.version.split()[0]} itself: {start / 1000:.1f} ms")
    print("| command | milliseconds | times Python's start | budget | longest |\n| --- | ---: | ---: | ---: | --- |")
    over = 0
    for command, (modules, budget) in BUDGETS.items():
        best = min((time_imports(modules) for _ in range(REPEATS)), key=lambda run: sum(run.values()))
        took = sum(best.values()) - start
        over += took > budget * start
        longest = sorted(best.items(), key=lambda found: -found[1])[:SHOWN]
        told = ", ".join(f"{package} {microseconds / 1000:.0f}" for package, microseconds in longest)
        print(f"| {command} | {took / 1000:.0f} | {took / start:.1f} | {budget:.0f} | {told} |")
    return int(over > 0)


def time_imports(modules: str) -> dict[str, int]:
    """What a new Python imports to import *modules*, with its own start: microseconds by package."""
    words = [sys.executable, "-X", "importtime", "-c", "".join(f"import {one}\n" for one in modules.split())]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    packages: dict[str, int] = {}
    for microseconds, name in LINE.findall(ran.stderr):
        package = name.split(".")[0]
        packages[package] = packages.get(package, 0) + int(microseconds)
    return packages


if __name__ == "__main__":
    sys.exit(main())
