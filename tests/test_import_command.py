"""`build.py import` as an admin types it: what is written where, what is said, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.cli import main
from tests.criteria import ROOT

SAMPLE = str(ROOT / "tests/data/samhsa_sample.csv")
LISTED = "SAMHSA National Directory of Drug and Alcohol Use Treatment Facilities, edition 2024"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the listings go."""
    return tmp_path / "programs.yaml"


def samhsa(out: Path, *words: str) -> int:
    return main(["import", "samhsa", SAMPLE, "--state", "NJ", "--edition", "2024", "--out", str(out), *words])


def test_an_import_writes_listings_and_remembers_what_it_wrote(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two files side by side, and nothing left over."""
    assert samhsa(out) == 0
    last = out.with_name("programs.imported.json")
    assert [last, out] == sorted(out.parent.iterdir())
    assert 19 == out.read_text(encoding="utf-8").count("    source:")
    assert f"Wrote {out}, and {last} for the next import." in capsys.readouterr().out


def test_a_second_import_edits_the_file_that_is_there(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person wrote stays, and the command says what it found."""
    assert samhsa(out) == 0
    edited = out.read_text(encoding="utf-8").replace("name: Philip House", 'name: "The Philip House"')
    out.write_text(edited, encoding="utf-8")
    before = out.with_name("programs.imported.json").read_bytes()
    capsys.readouterr()
    assert samhsa(out) == 0
    assert (edited, before) == (
        out.read_text(encoding="utf-8"),
        out.with_name("programs.imported.json").read_bytes(),
    )
    assert f"{LISTED}: 29 read, 19 programs taken, 19 of them listed already." in capsys.readouterr().out


def test_a_dry_run_writes_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a new file nor over an old one."""
    assert samhsa(out, "--dry-run") == 0
    assert [] == list(out.parent.iterdir())
    out.write_bytes(b"programs: []\n")
    assert samhsa(out, "--dry-run") == 0
    assert (b"programs: []\n", [out]) == (out.read_bytes(), list(out.parent.iterdir()))
    assert f"Only tried: {out} is as it was." in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "programs: []\n", "organizations:\nprograms:\n", "# Ours.\n", "programs: []"])
def test_an_empty_file_is_filled(out: Path, text: str) -> None:
    """However its emptiness is written; a comment stays."""
    out.write_text(text, encoding="utf-8")
    assert samhsa(out) == 0
    found = out.read_text(encoding="utf-8")
    assert found.startswith(text.partition("\n")[0] if text.startswith("#") else "")
    assert (19, 1, 1) == (found.count("    source:"), found.count("programs:\n"), found.count("organizations:\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("programs: [{id: a}]\n", "has faults; put them right first"),
        ("programs: [}\n", "has faults; put them right first"),
    ],
)
def test_a_file_with_faults_is_left_alone(out: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not understood cannot be edited."""
    out.write_text(text, encoding="utf-8")
    assert samhsa(out) == 1
    assert (text, f"Nothing was imported: {out} {said}\n") == (out.read_text(encoding="utf-8"), capsys.readouterr().err)


def test_listings_in_brackets_are_refused_in_words(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They cannot be edited one by one."""
    place = "address: {city: B, state: NJ, zip: '07102'}, source: {name: X, edition: '2026'}"
    listing = f"{{id: a, name: A, levels: {{iop: {{}}}}, {place}}}"
    out.write_text(f"programs: [{listing}]\n", encoding="utf-8")
    assert samhsa(out) == 1
    said = f"Nothing was imported: {out} cannot be edited: the list on line 1 is in brackets"
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("data", [b"[", b"[]", b'{"programs": 1}', b'{"programs": {"a": 1}}', b"\xff"])
def test_a_broken_record_of_the_last_import_is_refused(
    out: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Going on without it would take hand edits for changes of the list."""
    assert samhsa(out) == 0
    last = out.with_name("programs.imported.json")
    last.write_bytes(data)
    assert samhsa(out) == 1
    said = f"Nothing was imported: {last} cannot be used: it is not as an import left it; take it from git again\n"
    assert said == capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["samhsa"], "import samhsa needs a file"),
        (["samhsa", SAMPLE, "--edition", "2024"], "import samhsa needs --state"),
        (["hsds", SAMPLE, "--edition", "2024"], "import hsds needs --source"),
        (["csv", SAMPLE, "--edition", "2024", "--source", "X"], "import csv needs --mapping"),
        (
            ["samhsa", "no.csv", "--edition", "2024", "--state", "NJ"],
            "no.csv cannot be read: No such file or directory",
        ),
    ],
)
def test_what_is_missing_is_named(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each format needs other things."""
    assert main(["import", *words]) == 1
    assert capsys.readouterr().err.startswith(f"Nothing was imported: {said}")


@pytest.mark.parametrize("edition", ["24", "soon"])
def test_an_edition_begins_with_its_year(edition: str, out: Path) -> None:
    """Ages are counted from it."""
    assert main(["import", "samhsa", SAMPLE, "--state", "NJ", "--edition", edition, "--out", str(out)]) == 2


def test_the_template_is_written_once_and_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county's own copy of it is not written over."""
    monkeypatch.chdir(tmp_path)
    assert main(["import", "csv", "--template"]) == 0
    words = ["--mapping", "programs-mapping.yaml", "--source", "County list", "--edition", "2026-11"]
    assert main(["import", "csv", "programs-template.csv", *words]) == 0
    assert "id: example-recovery-newark" in Path("programs.yaml").read_text(encoding="utf-8")
    assert main(["import", "csv", "--template"]) == 1


def test_a_folder_of_hsds_is_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A data package here; the examples of the standard give no listing, so nothing is written."""
    folder = ROOT / "tests/data/hsds/package"
    words = ["--source", "County 211", "--edition", "2026", "--out", str(tmp_path / "programs.yaml")]
    assert main(["import", "hsds", str(folder), *words]) == 1
    assert 'the service "Community Counselling" has no level of care' in capsys.readouterr().out
    assert [] == list(tmp_path.iterdir())
