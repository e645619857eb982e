"""The page docs/performance-compared.md: what was measured, on what, and in what the tools' work differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.comparison.edits import ARTICLE, CRITERIA, PROGRAM, TEMPLATE
from benchmarks.comparison.figures import Run, Spread, ratios, spread
from benchmarks.comparison.generators import HUGO, HUGO_JSON, OTHERS, STEPDOWN, STEPDOWN_NOTE
from benchmarks.comparison.measure import COLD, NOTHING
from benchmarks.comparison.results import Measured, Results

CASES = {
    COLD: "cold: no output, no cache",
    NOTHING: "nothing changed",
    ARTICLE: "one article edited",
    PROGRAM: "one program edited",
    TEMPLATE: "the footer of all pages edited",
    CRITERIA: "criteria edited",
}
# What Stepdown is to take of Hugo's time, by case, Hugo's data and number of programs.
GOALS = {
    (COLD, HUGO): {200: 1.3, 2_000: 0.8, 15_000: 0.4},
    (COLD, HUGO_JSON): {15_000: 0.6},
    (NOTHING, HUGO): {200: 0.2, 2_000: 0.05, 15_000: 0.01},
    (ARTICLE, HUGO): {200: 0.7, 2_000: 0.15, 15_000: 0.04},
    (PROGRAM, HUGO): {200: 0.6, 2_000: 0.18, 15_000: 0.08},
}
PAGE = Path(__file__).parent / "page.md"


def write_report(results: Results) -> str:
    """The whole page: its words, with what was measured put into them."""
    sizes = sorted(results.sizes)
    return PAGE.read_text("utf-8").format(
        machine=results.machine,
        against_hugo="\n".join(_compare(results, sizes)),
        sizes="\n\n".join("\n".join(_tell_size(size, results.sizes[size])) for size in sizes),
        tools="\n".join(_describe_tools(results)),
    )


def _compare(results: Results, sizes: Sequence[int]) -> Iterator[str]:
    """Stepdown against Hugo, in every case and size, after what is to be said of the figures."""
    remarks = dict.fromkeys(results.sizes[size].remark for size in sizes if results.sizes[size].remark)
    yield from (f"{remark}\n" for remark in remarks)
    yield from _head("case", *(f"{size:,} programs" for size in sizes))
    for case, base in [*((case, HUGO) for case in CASES if case != CRITERIA), (COLD, HUGO_JSON)]:
        runs = [results.sizes[size].runs.get(case, {}) for size in sizes]
        goals = GOALS.get((case, base), {})
        cells = [_ratio_cell(found, base, goals.get(size)) for size, found in zip(sizes, runs, strict=True)]
        yield _row(CASES[case] + (", Hugo's data as JSON" if base == HUGO_JSON else ""), *cells)


def _ratio_cell(runs: Mapping[str, Sequence[Run]], base: str, goal: float | None) -> str:
    found = ratios(runs.get(STEPDOWN, ()), runs.get(base, ()))
    if found is None:
        return "-"
    return _shown_ratio(found) + (f" [{goal}]" if goal else "")


def _tell_size(size: int, measured: Measured) -> Iterator[str]:
    """What each tool took and wrote at one size."""
    yield f"## {measured.articles} articles and {size:,} programs\n"
    yield f"Measured on {measured.day}. {measured.remark}".rstrip() + "\n"
    yield from _head("case, and tool", "seconds", "processor", "memory, MB", "against Hugo", "turns")
    for case, name in CASES.items():
        runs = measured.runs.get(case, {})
        if runs:
            yield _row(f"**{name}**", *[""] * 5)
        yield from (_tell_runs(tool, own, runs.get(HUGO, ())) for tool, own in runs.items())
    yield ""
    yield from _tell_written(measured)


def _tell_runs(tool: str, runs: Sequence[Run], base: Sequence[Run]) -> str:
    against = ratios(runs, base) if tool != HUGO else None
    wall, cpu = spread([run.wall for run in runs]), spread([run.cpu for run in runs])
    memory = spread([run.memory / 1e6 for run in runs])
    ratio = _shown_ratio(against) if against else ""
    return _row(
        tool, _shown(wall, 2 if wall.median >= 1 else 3), _shown(cpu, 2), _shown(memory, 0), ratio, str(len(runs))
    )


def _tell_written(measured: Measured) -> Iterator[str]:
    yield from _head("tool", "files", "MB", "bytes of a program's page", "differs from the work")
    for tool, one in measured.written.items():
        differs = "; ".join(one.differs[:3]) + (f"; {len(one.differs) - 3} more" if len(one.differs) > 3 else "")
        yield _row(tool, f"{one.files:,}", f"{one.size / 1e6:.1f}", f"{one.page:,}", differs or "no")
    yield from (f"\n{tool} did not build this site: {' '.join(why.split())}" for tool, why in measured.failed.items())


def _describe_tools(results: Results) -> Iterator[str]:
    yield "| tool | version | remarks |\n| --- | --- | --- |"
    notes = {STEPDOWN: STEPDOWN_NOTE, **{generator.name: generator.note for generator in OTHERS}}
    for tool, version in results.tools.items():
        yield _row(tool, version or "not installed, not measured", notes[tool])


def _head(first: str, *columns: str) -> Iterator[str]:
    """The head of a table whose columns but the first hold figures."""
    yield _row(first, *columns)
    yield _row("---", *["---:"] * len(columns))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _shown_ratio(found: Spread) -> str:
    return _shown(found, 2 if found.median >= 0.1 else 3)


def _shown(found: Spread, digits: int) -> str:
    return f"{found.median:,.{digits}f} ({found.low:,.{digits}f} to {found.high:,.{digits}f})"
