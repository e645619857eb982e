"""A build that would make the same again is not made; whatever could make a difference makes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import unchanged
from site_gen.unchanged import Memory, tell_unchanged
from tests.small_site import ROOT, small_sources

WORDS = ["build", "--out", "_site"]
LONG_AGO = 1_700_000_000


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with sources, a generator and a site, of which a build has been remembered."""
    for path, text in {
        "content/site.yaml": "name: One",
        "content/en/day.md": "Text.",
        "programs.yaml": "programs: []",
        "templates/base.html": "<p>",
        "site_gen/cli.py": "pass",
        "build.py": "pass",
        "_site/index.html": "<p>Text.",
        "_site/manifest.json": "{}",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    _make_old(tmp_path)
    monkeypatch.setattr(unchanged, "CHECKOUT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    Memory(WORDS, ".").keep("Built 2 files.", [str(path) for path in (tmp_path / "_site").iterdir()])
    return tmp_path


def _make_old(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_the_same_again_is_told_and_not_made(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the words of the build that made it."""
    assert (built / ".cache" / "builds").is_dir()
    assert tell_unchanged(WORDS)
    assert capsys.readouterr().out == "Built 2 files.\n"


def _edit(path: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (root / path).write_text((root / path).read_text().swapcase())

    return edit


def _keep_times_and_edit(root: Path) -> None:
    """Of the same length, and with its old time put back, as some tools do."""
    _edit("content/en/day.md")(root)
    os.utime(root / "content/en/day.md", (LONG_AGO, LONG_AGO))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_edit("content/en/day.md"), id="article"),
        pytest.param(_keep_times_and_edit, id="article with its old time"),
        pytest.param(_edit("programs.yaml"), id="programs"),
        pytest.param(_edit("templates/base.html"), id="template"),
        pytest.param(_edit("site_gen/cli.py"), id="generator"),
        pytest.param(_edit("_site/index.html"), id="published page"),
        pytest.param(lambda root: (root / "_site/index.html").unlink(), id="published page gone"),
        pytest.param(lambda root: (root / "content/en/day.md").unlink(), id="article gone"),
        pytest.param(lambda root: (root / "content/en/new.md").write_text("New."), id="new article"),
        pytest.param(lambda root: (root / "programs.yml").write_text("programs: []"), id="misnamed file"),
        pytest.param(lambda root: (root / "requirements.txt").write_text("jinja2==4"), id="libraries"),
        pytest.param(lambda root: (root / "content").rename(root / "kept"), id="no content"),
    ],
)
def test_any_change_of_a_file_makes_the_site_anew(built: Path, change: Callable[[Path], object]) -> None:
    """Of what is read, of what makes the site, and of what was made."""
    change(built)
    assert not tell_unchanged(WORDS)


def test_what_python_leaves_behind_is_no_change(built: Path) -> None:
    """Of a generator that runs for the first time, its modules are compiled beside it."""
    (built / "site_gen/__pycache__").mkdir()
    (built / "site_gen/__pycache__/cli.pyc").write_text("compiled")
    assert tell_unchanged(WORDS)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["build"],
        [*WORDS, "--strict"],
        [*WORDS, "--no-cache"],
        ["--out", "_site"],
        ["check", "--out", "_site"],
        ["serve"],
    ],
)
def test_other_words_are_another_build(built: Path, words: list[str]) -> None:
    """Nothing was remembered for them."""
    assert built.is_dir()
    assert not tell_unchanged(words)


@pytest.mark.parametrize(("name", "value"), [("SOURCE_DATE_EPOCH", "86400"), ("NO_COLOR", "1"), ("TERM", "other")])
def test_another_day_or_form_is_another_build(
    built: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Ages are counted from the day; colors are part of what is told."""
    assert built.is_dir()
    monkeypatch.setenv(name, value)
    assert not tell_unchanged(WORDS)


def test_another_folder_is_another_build(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words name other files there."""
    monkeypatch.chdir(built / "content")
    assert not tell_unchanged(WORDS)


def test_source_that_was_just_written_is_not_trusted(built: Path) -> None:
    """It may be written again in the same instant, of the same size."""
    (built / "content/en/day.md").write_text("Young")
    Memory(WORDS, ".").keep("Built.", [])
    assert not tell_unchanged(WORDS)


def test_source_that_changed_during_the_build_is_not_remembered(built: Path) -> None:
    """What was made is not what the sources say now."""
    memory = Memory(WORDS, ".")
    (built / "content/en/day.md").write_text("Later")
    os.utime(built / "content/en/day.md", (LONG_AGO, LONG_AGO))
    memory.keep("Built.", [])
    assert not tell_unchanged(WORDS)


@pytest.mark.parametrize("rest", [b"", b"\0", b"\0" * 5, b"nonsense", b"\xff\xfe", None])
def test_damaged_memory_is_as_none(built: Path, rest: bytes | None) -> None:
    """Emptied, foreign, no text, or cut in the middle."""
    (kept,) = (built / ".cache" / "builds").iterdir()
    data = kept.read_bytes()
    kept.write_bytes(data[: len(data) // 2] if rest is None else rest)
    assert not tell_unchanged(WORDS)


def test_every_cut_of_a_memory_is_as_none(built: Path) -> None:
    """Wherever the writing of it may have ended."""
    (kept,) = (built / ".cache" / "builds").iterdir()
    data = kept.read_bytes()
    for end in range(len(data)):
        kept.write_bytes(data[:end])
        assert not tell_unchanged(WORDS)


def test_memory_that_cannot_be_written_stops_nothing(built: Path) -> None:
    """As in a checkout that others may only read."""
    shutil.rmtree(built / ".cache")
    (built / ".cache").write_text("in the way")
    Memory(WORDS, ".").keep("Built.", [])
    assert not tell_unchanged(WORDS)


@pytest.mark.publishing
def test_second_build_of_a_checkout_makes_nothing(tmp_path: Path) -> None:
    """As real processes: told at once, with the warnings of the first, and built again after an edit."""
    root = tmp_path / "site"
    for path, data in small_sources().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    shutil.copy(ROOT / "build.py", tmp_path)
    shutil.copytree(ROOT / "site_gen", tmp_path / "site_gen", ignore=shutil.ignore_patterns("__pycache__"))
    _make_old(root)
    first, second = _build(root), _build(root)
    assert "Nothing has changed" not in first
    assert second == first.replace("Built", "Nothing has changed since the last build. Built")
    page = root / "content/site.yaml"
    page.write_text(page.read_text())
    assert "Nothing has changed" not in _build(root)


def _build(root: Path) -> str:
    words = (sys.executable, str(root.parent / "build.py"), "build", "--now", "2026-11-22")
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=root)  # noqa: S603  our own command
    return str(done.stdout)
