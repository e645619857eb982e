"""Writes the sites of one size, builds each once, and finds out whether they are the same work."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.edits import plan_edits
from benchmarks.comparison.generators import ROOT, Tool
from benchmarks.comparison.inputs import read_styles, write_stepdown
from benchmarks.comparison.measure import BuildError, Place, find_inputs
from benchmarks.comparison.results import Written
from benchmarks.comparison.same import find_differences
from benchmarks.comparison.work import Work, read_work


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """*places*: where the tools that could build the work stand. *failed*: what the others said, by tool."""

    work: Work
    places: tuple[Place, ...]
    written: Mapping[str, Written]
    failed: Mapping[str, str]


def prepare(folder: Path, count: int, tools: Sequence[Tool]) -> Prepared:
    """Make a new *folder* with a site of *count* programs for each of *tools*, of which Stepdown is the first."""
    shutil.rmtree(folder, ignore_errors=True)
    stepdown, *others = tools
    root = folder / stepdown.generator.name
    write_stepdown(root / "site", count)
    _install(stepdown, root / "site")
    work = read_work(root / "site")
    first = _place(stepdown, root, work)
    first.build()
    styles = read_styles(first.out, work.all_programs()[0]["id"])
    places = [first, *(_write_place(tool, folder, work, styles) for tool in others)]
    failed = dict(_build_each(places[1:]))
    kept = tuple(place for place in places if place.name not in failed)
    return Prepared(work=work, places=kept, written={one.name: _look_at(one.out, work) for one in kept}, failed=failed)


def _install(stepdown: Tool, site: Path) -> None:
    """Put the generator into its site, as in a checkout, compiled: so what it remembers is there, and is forgotten."""
    for name in ("build.py", "requirements.txt"):
        shutil.copy2(ROOT / name, site)
    shutil.copytree(ROOT / "site_gen", site / "site_gen", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run((*stepdown.start[:-1], "-m", "compileall", "-q", "site_gen"), cwd=site, check=True)  # noqa: S603


def _write_place(tool: Tool, folder: Path, work: Work, styles: Mapping[str, str]) -> Place:
    root = folder / tool.generator.name.replace(" ", "-")
    root.mkdir(parents=True)
    if tool.generator.write:
        tool.generator.write(root / "site", work, styles)
    if tool.modules:
        (root / "site" / "node_modules").symlink_to(tool.modules)
    return _place(tool, root, work)


def _place(tool: Tool, root: Path, work: Work) -> Place:
    return Place(
        tool=tool,
        site=root / "site",
        out=root / "out",
        edits=plan_edits(tool.generator, work),
        inputs=find_inputs(root / "site"),
    )


def _build_each(places: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The tools that cannot build their site, and what they said."""
    for place in places:
        try:
            place.build()
        except BuildError as error:
            yield place.name, str(error)


def _look_at(out: Path, work: Work) -> Written:
    sizes = [path.stat().st_size for path in out.rglob("*") if path.is_file()]
    page = out / "programs" / work.all_programs()[0]["id"] / "index.html"
    differs = tuple(find_differences(out, work))
    return Written(
        files=len(sizes), size=sum(sizes), page=page.stat().st_size if page.is_file() else 0, differs=differs
    )
