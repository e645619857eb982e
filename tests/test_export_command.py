"""`build.py export` as a person types it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.publish import MARKER
from tests.small_site import ROOT, build_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small site; an export needs no templates."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site")
    return tmp_path / "site"


def run(root: Path, form: str, out: Path, *words: str) -> int:
    return main(["export", form, "--root", str(root), "--out", str(out), *words])


def files_in(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


FORMS = {
    "hsds": ("data/hsds/", "index.json and 3 more files"),
    "csv": ("data/", "programs.csv"),
    "json": ("data/", "programs.json"),
}


@pytest.mark.parametrize("form", FORMS)
def test_export_writes_the_files_of_the_site(
    form: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same bytes, in a folder of their own."""
    out = tmp_path / "out"
    place, said = FORMS[form]
    assert 0 == run(root, form, out)
    found = files_in(out)
    assert {path: build_site().outputs[place + path] for path in found} == found
    assert capsys.readouterr().out == f"Wrote 2 programs as {form} to {out}/: {said}.\n"


def test_address_of_the_site_can_be_given(root: Path, tmp_path: Path) -> None:
    """As for a build."""
    assert 0 == run(root, "csv", tmp_path / "out", "--base-url", "https://county.example/")
    assert b"https://county.example/programs/quiet-house-trenton/" in (tmp_path / "out/programs.csv").read_bytes()


def test_service_that_is_gone_is_gone_from_the_folder(root: Path, tmp_path: Path) -> None:
    """The folder is replaced as a whole."""
    out = tmp_path / "out"
    assert 0 == run(root, "hsds", out)
    (root / "programs.yaml").write_text("programs: []\n", encoding="utf-8")
    assert 0 == run(root, "hsds", out)
    assert ["index.json", "services/index.json"] == sorted(files_in(out))


def test_folder_with_something_else_in_it_is_left_alone(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody loses work to an export."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine", encoding="utf-8")
    assert 1 == run(root, "csv", tmp_path / "mine")
    assert {"notes.txt": b"mine"} == files_in(tmp_path / "mine")
    assert "was not made by Stepdown" in capsys.readouterr().err


def test_directory_with_an_error_is_not_exported(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error is told with its place; nothing is written."""
    path = root / "programs.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("payment:", "paymnt:"), encoding="utf-8")
    assert 1 == run(root, "json", tmp_path / "out")
    out = capsys.readouterr().out
    assert "E201" in out
    assert out.endswith(f"Nothing was written; {tmp_path / 'out'} is as it was.\n")
    assert not (tmp_path / "out").exists()


def test_unknown_format_is_wrong_usage(root: Path, tmp_path: Path) -> None:
    """With the ones there are."""
    assert 2 == run(root, "xml", tmp_path / "out")
