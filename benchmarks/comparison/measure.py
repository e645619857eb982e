"""Runs generators in turn on one case after the other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.edits import Edit, EditedFile
from benchmarks.comparison.figures import Run
from benchmarks.comparison.generators import Tool, environment

COLD, NOTHING = "cold", "nothing"
RUN_ONCE = Path(__file__).parent / "run_once.py"


class BuildError(Exception):
    """A generator did not build its site as it is; the message ends with what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A tool with its site and output. *inputs*: what belongs to the site; builds made whatever else is there."""

    tool: Tool
    site: Path
    out: Path
    edits: Mapping[str, Edit]
    inputs: frozenset[Path]

    @property
    def name(self) -> str:
        return self.tool.generator.name

    def has(self, case: str) -> bool:
        """Whether *case* has an equal here."""
        return case in {COLD, NOTHING, *self.edits}

    def forget(self) -> None:
        """Remove what builds have made, caches inside the site too."""
        shutil.rmtree(self.out, ignore_errors=True)
        for path in self.site.rglob("*"):
            if path not in self.inputs and path.is_file():
                path.unlink()

    def build(self, *, is_cold: bool = False) -> Run:
        """Build the site once."""
        return run_once(self.tool.command(self.site, self.out, is_cold=is_cold), self.site)


def find_inputs(site: Path) -> frozenset[Path]:
    """Everything that is in *site* before the first build; what links lead to is not looked at."""
    return frozenset(site.rglob("*"))


def run_once(command: Sequence[str], site: Path) -> Run:
    """Run *command* in the folder *site* as a process of its own, started by a small one."""
    words = [sys.executable, "-S", "-E", str(RUN_ONCE), *command]
    ran = subprocess.run(words, cwd=site, env=environment(site), capture_output=True, text=True, check=False)  # noqa: S603
    taken = json.loads(ran.stdout or '{"code": 1}')
    if taken.pop("code") != 0:
        raise BuildError(f"{' '.join(command)}\n{ran.stderr[-2000:]}")
    return Run(**taken)


def measure(case: str, places: Sequence[Place], runs: int) -> dict[str, list[Run]]:
    """*runs* of *case* in each of *places*, in turn, after one that is not counted; a tool that fails is left out."""
    taken: dict[str, list[Run]] = {place.name: [] for place in places}
    with _edited_files(case, places) as files:
        for number in range(runs + 1):
            for place in [place for place in places if place.name in taken]:
                try:
                    run = _run_case(case, place, files.get(place.name), number)
                except BuildError as error:
                    print(f"  {place.name} fails when measured ({case}): {error}")
                    del taken[place.name]
                else:
                    taken[place.name] += [run] if number else []
    return taken


@contextmanager
def _edited_files(case: str, places: Sequence[Place]) -> Iterator[Mapping[str, EditedFile]]:
    """The file that *case* edits, by tool; in the end each is as it was."""
    files = {place.name: EditedFile(place.site, place.edits[case]) for place in places if case in place.edits}
    try:
        yield files
    finally:
        for file in files.values():
            file.restore()


def _run_case(case: str, place: Place, file: EditedFile | None, number: int) -> Run:
    """One build after what the case is about has been done; the first one brings the output up to date."""
    if case == COLD:
        place.forget()
    if file and number:
        file.write(number)
    run = place.build(is_cold=case == COLD)
    if file and number and not file.edit.is_seen(place.out, str(number)):
        raise BuildError(f"{file.edit.page} does not show what was edited in {file.edit.path}")
    return run
