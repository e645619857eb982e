"""The commands as an admin types them: exit codes, words, and what is left untouched."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen.cli import main
from tests.criteria import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small site and the repository's templates."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site/templates")
    return tmp_path / "site"


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root), "--now", "2026-11-22"])


def break_programs(root: Path) -> None:
    path = root / "programs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("levels:", "levls:", 1), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_build_says_what_was_built_and_how_to_look_at_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line counts articles and programs and ends with the command to see them."""
    assert run(root, "build") == 0
    last = capsys.readouterr().out.strip().split("\n")[-1]
    assert "from 4 articles and 2 programs" in last
    assert last.endswith("build.py serve")
    assert (root / "_site/programs/bright-path-newark/index.html").is_file()


def test_no_command_means_build(root: Path) -> None:
    """`build.py --root ...` builds."""
    assert run(root) == 0
    assert (root / "_site/index.html").is_file()


def test_fault_leaves_the_published_site_as_it_was(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bad push publishes nothing: exit 1, the place of the fault, and the last good site untouched."""
    assert run(root, "build") == 0
    before = snapshot(root / "_site")
    break_programs(root)
    assert run(root, "build") == 1
    assert 'programs.yaml:7:5: error E201: unknown key "levls"' in capsys.readouterr().out
    assert snapshot(root / "_site") == before


def test_check_publishes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` only looks."""
    assert run(root, "check") == 0
    assert capsys.readouterr().out == "No faults found.\n"
    assert not (root / "_site").exists()


def test_json_has_every_fault_with_its_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Machines get the same faults, and nothing else on standard output."""
    break_programs(root)
    assert run(root, "check", "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert [(d["code"], d["path"], d["line"], d["column"]) for d in data["diagnostics"]] == [
        ("E201", "programs.yaml", 7, 5)
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["bild"],
        ["build", "--bass-url", "x"],
        ["build", "--now", "tomorrow"],
        ["import"],
        ["build", "--base-url", "notaurl"],
    ],
)
def test_wrong_usage_is_exit_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command line that cannot be understood is told so, without a traceback."""
    assert main(words) == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["abc", "-1", "1e9", "9" * 20])
def test_a_wrong_epoch_is_wrong_usage(
    root: Path, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is set by whoever runs the build, so it is no failure of ours."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check", "--root", str(root)]) == 2
    words = "SOURCE_DATE_EPOCH must be a number of seconds; it is set outside of Stepdown.\n"
    assert words == capsys.readouterr().err


def test_a_faulty_case_is_told_as_json_where_that_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A machine that reads the result can read why there is none."""
    case = root / "case.yaml"
    case.write_text("nosuch: x\n", encoding="utf-8")
    assert main(["quiz", str(case), "--root", str(root), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert ["E301"] == [one["code"] for one in data["diagnostics"]]


def test_root_that_is_no_site_is_a_fault_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder is not a crash."""
    assert run(tmp_path, "check") == 1
    assert "E114" in capsys.readouterr().out


def test_output_that_is_cut_off_is_no_failure() -> None:
    """`build.py ... | head`: no word of a fault, and no report of one."""
    command = [sys.executable, "-u", "build.py", "explain", "E101"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert (process.stderr.read(), process.wait()) == (b"", 141)
