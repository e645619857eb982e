"""The commands of docs/regular-work.md do what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.manual import explain_code
from tests.small_site import ROOT

PAGE = (ROOT / "docs/regular-work.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^ *```(\w+)\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line.strip() for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
OURS = list(dict.fromkeys(line for line in COMMANDS if line.startswith(".venv/bin/python build.py")))
ASKS_OTHERS = "--online"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site with what the page names: a new list of SAMHSA, and an older version of the criteria."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "tests/data/samhsa_sample.csv", tmp_path / "directory-2026.csv")
    shutil.copy(tmp_path / "content/criteria.yaml", tmp_path / "old-criteria.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    return tmp_path


def block_with(text: str) -> str:
    found = [block for _, block in BLOCKS if text in block]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("line", [line for line in OURS if ASKS_OTHERS not in line])
@pytest.mark.usefixtures("site")
def test_a_command_of_the_page_runs(line: str) -> None:
    """As it stands there, on a site without faults."""
    assert main(shlex.split(line)[2:]) == 0


def test_what_is_no_command_of_ours_is_make_or_git() -> None:
    """And what make is asked for is there; only one command is not tried, since it asks other hosts."""
    others = [line.split() for line in COMMANDS if line not in OURS]
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {words[0] for words in others} == {"make", "git"}
    assert {words[1] for words in others if words[0] == "make"} <= set(targets)
    assert [line for line in OURS if ASKS_OTHERS in line] == [".venv/bin/python build.py check --online"]


def test_a_refreshed_directory_keeps_what_was_checked_by_phone(site: Path) -> None:
    """Both imports of the page, one after the other: the first only looks."""
    before = (site / "programs.yaml").read_text(encoding="utf-8")
    look, take = [shlex.split(line)[2:] for line in OURS if " import " in line]
    assert main(look) == 0
    assert (site / "programs.yaml").read_text(encoding="utf-8") == before
    assert main(take) == 0
    after = (site / "programs.yaml").read_text(encoding="utf-8")
    assert after.count("source:") > before.count("source:")
    assert "verified: {on: 2026-11-02, by: county staff, how: phone}" in after


def test_a_wrong_number_can_be_taken_out_at_once(site: Path) -> None:
    """The listing stays, and its number is nowhere on the site."""
    path = site / "programs.yaml"
    text = path.read_text(encoding="utf-8")
    number = "phones: [{number: 609-555-0211}]"
    assert number in text
    path.write_text(text.replace(number, block_with("phones:").strip()), encoding="utf-8")
    assert main(["build"]) == 0
    assert [page for page in (site / "_site").rglob("*.*") if b"609-555-0211" in page.read_bytes()] == []
    assert (site / "_site/programs/quiet-house-trenton/index.html").is_file()


def test_a_closed_program_is_off_all_lists(site: Path) -> None:
    """By the status that the page names."""
    path = site / "programs.yaml"
    assert "`status: defunct`" in PAGE
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    name: Quiet House\n", "    name: Quiet House\n    status: defunct\n"), encoding="utf-8"
    )
    assert main(["build"]) == 0
    assert b"quiet-house" not in (site / "_site/programs/index.html").read_bytes()


def test_another_color_is_on_every_page(site: Path) -> None:
    """The line of the page stands in the file, and what is put in its place is in the pages."""
    path, line = site / "templates/assets/css/tokens.css", block_with("--accent").strip()
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, "--accent: #123456;"), encoding="utf-8")
    assert main(["build"]) == 0
    pages = list((site / "_site").rglob("*.html"))
    assert [page for page in pages if "--accent:#123456" not in page.read_text(encoding="utf-8")] == []


def test_a_new_level_of_care_is_read_and_questioned(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the page is whole; the check asks about what it changes, by the codes that are named there."""
    path = site / "content/criteria.yaml"
    level = re.sub(r"^   ", "", block_with("outpatient:"), flags=re.MULTILINE)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("levels:\n", f"levels:\n{level}", 1), encoding="utf-8")
    assert main(["check"]) == 1
    assert re.findall(r"error (E\d+)", capsys.readouterr().out) == ["E502", "E506"]
    assert {"E502", "E504", "E506"} <= set(re.findall(r"\((E\d+)\)", PAGE))


def test_codes_of_the_page_are_explained() -> None:
    """Each has its section in docs/faults.md."""
    faults = (ROOT / "docs/faults.md").read_text(encoding="utf-8")
    assert [code for code in re.findall(r"\bE\d{3}\b", PAGE) if explain_code(code, faults) is None] == []
