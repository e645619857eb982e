"""How far long work has come: a line that counts on a terminal, a few plain lines in a log, and what took how long."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.importers.county_template import MAPPING_TEXT, TABLE_TEXT
from site_gen.pipeline import BuildOptions, build
from site_gen.progress import SILENT, counted
from site_gen.progress_line import CLEAR, MANY, ProgressLine
from tests.small_site import ROOT, TODAY, edited, small_sources

STAGES = ["Reading", "Checking", "Proving the quiz", "Making exports", "Making pages"]


@dataclass
class Heard:
    """What a build tells whoever asks."""

    stages: list[tuple[str, int]] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def begin(self, stage: str, total: int = 0) -> None:
        self.stages.append((stage, total))
        self.steps.append(0)

    def step(self) -> None:
        self.steps[-1] += 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def clock_of(*times: float) -> Iterator[float]:
    yield from times


def test_build_tells_its_stages_in_order_and_every_step() -> None:
    """As many as were announced, or as files were made but the manifest.

    Whoever saves again waits for a step at most, so checks have two, and in the two tables each program is one more.
    """
    heard = Heard()
    result = build(small_sources(), BuildOptions(today=TODAY), progress=heard)
    assert STAGES == [stage for stage, _ in heard.stages]
    assert [("Reading", len(small_sources())), *((stage, 0) for stage in STAGES[1:])] == heard.stages
    assert heard.steps[:3] == [len(small_sources()), 2, 0]
    assert result.site is not None
    assert len(result.outputs) - 1 + 2 * len(result.site.directory.programs) == sum(heard.steps[3:])


def test_who_listens_changes_nothing() -> None:
    """The same bytes, whoever asked."""
    options = BuildOptions(today=TODAY)
    assert build(small_sources(), options) == build(small_sources(), options, progress=Heard())


def test_build_with_faults_stops_telling_where_it_stops() -> None:
    """No page is planned."""
    heard = Heard()
    sources = small_sources(edited("content/site.yaml", "demo: false", "demo: maybe"))
    build(sources, BuildOptions(today=TODAY), progress=heard)
    assert STAGES[:3] == [stage for stage, _ in heard.stages]


def test_counting_passes_everything_on() -> None:
    """In order, with nobody told."""
    assert [3, 1, 2] == list(counted([3, 1, 2], "Counting", SILENT))


def test_terminal_sees_one_line_that_counts_and_then_none() -> None:
    """After half a second, ten times a second at most."""
    times = clock_of(0.0, 0.4, 0.6, 0.65, 0.75, 0.9, 1.0)
    stream = Terminal()
    line = ProgressLine(stream=stream, clock=lambda: next(times))
    line.begin("Rendering", 2_000)  # at 0.0: too early
    for _ in range(4):  # at 0.4 too early, at 0.6 shown, at 0.65 too soon, at 0.75 shown
        line.step()
    line.begin("Verifying")  # at 0.9: nobody counts
    line.end()
    shown = ["Rendering 2 of 2,000", "Rendering 4 of 2,000", "Verifying ...", ""]
    assert shown == stream.getvalue().split(CLEAR)[1:]


def test_quick_work_shows_nothing_on_a_terminal() -> None:
    """A line that flashes by tells nothing."""
    times = clock_of(0.0, 0.1, 0.2, 0.3)
    stream = Terminal()
    line = ProgressLine(stream=stream, clock=lambda: next(times))
    line.begin("Rendering", 1)
    line.step()
    line.end()
    assert "" == stream.getvalue()


def test_log_gets_plain_lines_for_long_stages_alone() -> None:
    """What has many steps is announced, and told again each ten seconds; there is nothing to erase."""
    times = clock_of(0.0, 1.0, 2.0, 12.5, 13.0, 14.0)
    stream = io.StringIO()
    line = ProgressLine(stream=stream, clock=lambda: next(times))
    line.begin("Reading", MANY - 1)
    line.begin("Rendering", MANY)
    for _ in range(3):
        line.step()
    line.end()
    assert "Rendering: 1,000\nRendering: 2 of 1,000\n" == stream.getvalue()


def test_timings_are_told_by_stage_and_in_all() -> None:
    """With the steps, where there are any."""
    times = clock_of(1.0, 2.5, 2.75, 4.0)
    line = ProgressLine(stream=io.StringIO(), clock=lambda: next(times))
    line.begin("Reading", 1)
    line.step()
    line.begin("Checking")
    line.end()
    assert line.say_timings().split("\n") == [
        "  Reading                   1.75 s        1",
        "  Checking                  1.25 s",
        "  In all                    3.00 s",
    ]


# --- the commands --------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in small_sources().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def test_verbose_adds_timings_on_the_error_stream(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that what machines read stays as it is."""
    assert main(["build", "-v", "--root", str(root), "--now", str(TODAY)]) == 0
    told = capsys.readouterr()
    assert [*STAGES, "Publishing", "In all"] == [line[2:24].strip() for line in told.err.splitlines()]
    assert told.out.startswith("Built ")


@pytest.mark.parametrize("words", [["-q"], ["-q", "-v"], []])
def test_without_it_the_error_stream_is_empty(words: list[str], root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet is quiet, and a small site has nothing to wait for."""
    assert main(["check", *words, "--root", str(root), "--now", str(TODAY)]) == 0
    assert "" == capsys.readouterr().err


def test_import_tells_its_stages_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From reading the list to writing ours."""
    table, mapping = (tmp_path / name for name in ("programs-template.csv", "programs-mapping.yaml"))
    table.write_text(TABLE_TEXT, encoding="utf-8")
    mapping.write_text(MAPPING_TEXT, encoding="utf-8")
    words = [
        "--mapping",
        str(mapping),
        "--source",
        "A list",
        "--edition",
        "2026",
        "--out",
        str(tmp_path / "programs.yaml"),
    ]
    assert main(["import", "csv", str(table), *words, "-v"]) == 0
    stages = [line[2:24].strip() for line in capsys.readouterr().err.splitlines()]
    assert ["Reading the list", "Making listings", "Comparing", "Writing", "In all"] == stages


def test_core_calls_and_the_edge_looks_at_the_clock() -> None:
    """What is told to has no clock of its own."""
    assert "import time" not in (ROOT / "site_gen/progress.py").read_text(encoding="utf-8")
