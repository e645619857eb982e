"""Where a report goes: color on a terminal alone, annotations and a summary on GitHub."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_gen.cli import main
from tests.small_site import TODAY, edited, small_sources

BROKEN = edited("programs.yaml", 'zip: "08601"', "zip: 8601")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with one error."""
    for path, data in small_sources(BROKEN).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def shown_on_terminal(root: Path, variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a person at a terminal sees, with its signs for color."""
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal, monkeypatch.context() as changed:
        for name in ("NO_COLOR", "TERM"):
            changed.delenv(name, raising=False)
        for name, value in variables.items():
            changed.setenv(name, value)
        changed.setattr(sys, "stdout", terminal)
        changed.setattr(sys, "stderr", terminal)
        main(["check", "--root", str(root), "--now", str(TODAY)])
    text = b""
    try:
        while part := os.read(master, 65_536):
            text += part
    except OSError:  # how Linux says that nobody writes any more
        pass
    os.close(master)
    return text.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("variables", "is_colored"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_color_is_for_terminals_that_can_and_people_who_want(
    variables: Mapping[str, str], root: Path, monkeypatch: pytest.MonkeyPatch, *, is_colored: bool
) -> None:
    """As https://no-color.org has it: set and not empty means none."""
    text = shown_on_terminal(root, variables, monkeypatch)
    assert is_colored == ("\x1b[1;31merror E204\x1b[0m" in text)
    assert "programs.yaml:24:65: error E204" in re.sub(r"\x1b\[[\d;]*[mK]|\r", "", text)


def test_a_pipe_gets_plain_text(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the terminal can."""
    assert main(["check", "--root", str(root), "--now", str(TODAY)]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_github_gets_annotations_and_a_summary_of_the_job(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary is added to what other steps have written there."""
    summary = root / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main(["check", "--format", "github", "--root", str(root), "--now", str(TODAY)]) == 1
    assert capsys.readouterr().out.startswith("::error file=programs.yaml,line=24,col=65,title=E204::")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("# Before\n### 1 error\n\n| where | code | what | fix |\n")
    assert "| programs.yaml&#58;24&#58;65 | E204 |" in text


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_stands_alone_on_the_output(command: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words for people go to the error stream."""
    assert main([command, "--format", "json", "-v", "--root", str(root), "--now", str(TODAY)]) == 1
    told = capsys.readouterr()
    assert ["E204"] == [one["code"] for one in json.loads(told.out)["diagnostics"]]
    assert "In all" in told.err
