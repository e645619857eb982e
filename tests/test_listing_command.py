"""`build.py check --stale` and `build.py verify` as a person types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen.cli import main
from tests.criteria import ROOT

NEW = "    verified: {on: 2026-11-22, by: county staff, how: phone}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small site and the repository's templates."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site/templates")
    return tmp_path / "site"


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root), "--now", "2026-11-22"])


def verify(root: Path, *words: str) -> int:
    return run(root, "verify", *words, "--by", "county  staff", "--how", "phone")


def test_the_call_list_is_printed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A twelfth of two programs is one; more on request; as a table for a spreadsheet."""
    assert 0 == run(root, "check", "--stale")
    assert capsys.readouterr().out.startswith("To call this month: 1 of 2 programs, longest unconfirmed first.\n")
    assert 0 == run(root, "check", "--stale", "--limit", "2", "--format", "csv")
    assert ["id", "quiet-house-trenton", "bright-path-newark"] == [
        line.split(",")[0] for line in capsys.readouterr().out.splitlines()
    ]


def test_the_call_list_is_a_page_to_print(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With every question, beside what is printed; never among the pages that are published."""
    out = root / "lists/calls.html"
    assert 0 == run(root, "check", "--stale", "--out", str(out))
    page = out.read_text(encoding="utf-8")
    assert "<h2>1. Quiet House</h2>" in page
    assert "<li>Who licenses you, under which number, until when?</li>" in page
    assert "<script" not in page
    for wrong, why in ((root / "_site/calls.html", "would be published"), (root / "calls.txt", "must end in .html")):
        assert 1 == run(root, "check", "--stale", "--out", str(wrong))
        assert why in capsys.readouterr().err
        assert not wrong.exists()


def test_the_call_list_is_there_when_nothing_can_be_published_any_more(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then it is needed most; with a file that cannot be read, the fault is told instead."""
    path = root / "programs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2024"', '"2020"'), encoding="utf-8")
    assert 1 == run(root, "check")
    assert 0 == run(root, "check", "--stale")
    path.write_text("programs: [", encoding="utf-8")
    assert 1 == run(root, "check", "--stale")
    assert "E103" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--limit", "3"],
        ["check", "--format", "csv"],
        ["check", "--out", "x.html"],
        ["check", "--stale", "--format", "json"],
        ["check", "--stale", "--limit", "0"],
        ["verify", "quiet-house-trenton"],
        ["verify", "quiet-house-trenton", "--by", " ", "--how", "phone"],
        ["verify", "quiet-house-trenton", "--by", "me", "--how", "pigeon"],
    ],
)
def test_options_that_do_not_fit_are_wrong_usage(root: Path, words: list[str]) -> None:
    """Nothing is done."""
    assert 2 == run(root, *words)


def test_a_check_is_written_down(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In its place, and nothing else changes; the day may be an earlier one."""
    path = root / "programs.yaml"
    before = path.read_bytes()
    assert 0 == verify(root, "quiet-house-trenton")
    assert (
        capsys.readouterr().out == "Verified on 2026-11-22 by county staff: quiet-house-trenton. Wrote programs.yaml.\n"
    )
    assert before == path.read_bytes().replace(NEW.encode(), b"")
    assert 0 == verify(root, "quiet-house-trenton", "--on", "2026-11-20")
    assert NEW.replace("22", "20") in path.read_text(encoding="utf-8")
    assert ["content", "programs.yaml", "templates"] == sorted(path.name for path in root.iterdir())


def test_several_are_written_down_at_once_or_none_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in one id keeps the file as it was."""
    path = root / "programs.yaml"
    before = path.read_bytes()
    assert 1 == verify(root, "quiet-house-trenton", "bright-path-newrk")
    assert capsys.readouterr().err == (
        'Nothing was written: there is no program "bright-path-newrk" (did you mean "bright-path-newark"?)\n'
    )
    assert before == path.read_bytes()
    assert 0 == verify(root, "quiet-house-trenton", "bright-path-newark")
    assert 2 == path.read_text(encoding="utf-8").count(NEW)


def test_a_file_keeps_its_rights(root: Path) -> None:
    """The new one takes the place of the old one at once, and others may read it as before."""
    path = root / "programs.yaml"
    path.chmod(0o640)
    assert 0 == verify(root, "quiet-house-trenton")
    assert 0o640 == path.stat().st_mode & 0o777
