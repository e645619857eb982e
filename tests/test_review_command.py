"""`build.py review` as a person types it: what is written where, and what is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen.cli import main
from site_gen.signoff import compute_digests
from tests.criteria import ROOT, load_criteria

DIGESTS = compute_digests(load_criteria("tests/sites/small/content/criteria.yaml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small site and the repository's templates."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site/templates")
    return tmp_path / "site"


def run(root: Path, *words: str) -> int:
    return main(["review", *words, "--root", str(root), "--now", "2026-11-22"])


def test_review_writes_report_and_table_and_says_what_to_sign(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of its own below the root, and the digests in full."""
    assert 0 == run(root)
    assert ["review.csv", "review.html"] == sorted(path.name for path in (root / "_review").iterdir())
    page, table = root / "_review/review.html", root / "_review/review.csv"
    assert capsys.readouterr().out.splitlines() == [
        f"Wrote {page} to read and print, and {table} for a spreadsheet.",
        "Not reviewed by a clinician: 0 of 2 signatures hold.",
        "Sign these digests:",
        f"  rules_digest: {DIGESTS.rules}",
        f"  wording_digest: {DIGESTS.wording}",
    ]


def test_same_sources_and_day_give_the_same_bytes(root: Path) -> None:
    """So two people can compare what they signed."""
    assert 0 == run(root)
    assert 0 == run(root, "--out", str(root / "again.html"))
    for ending in ("html", "csv"):
        assert (root / f"again.{ending}").read_bytes() == (root / f"_review/review.{ending}").read_bytes()


def test_signature_that_does_not_hold_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who, and why; that is no fault of a report made to be signed."""
    path = root / "content/criteria.yaml"
    row = f"{{name: Dana Reyes, role: Physician, on: 2025-10-01, expires: 2026-10-01, rules_digest: {DIGESTS.rules}, "
    signed = f"review: {{signatures: [{row}wording_digest: {DIGESTS.wording}}}]}}\n"
    path.write_text(path.read_text(encoding="utf-8") + signed, encoding="utf-8")
    assert 0 == run(root)
    assert "  Dana Reyes: it expired on 2026-10-01" in capsys.readouterr().out.splitlines()


def test_report_is_never_written_into_the_published_site(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not for the public."""
    assert 1 == run(root, "--out", str(root / "_site/review.html"))
    assert "would be published with the site" in capsys.readouterr().err
    assert not (root / "_site").exists()


@pytest.mark.parametrize("name", ["review.pdf", "review"])
def test_report_must_be_named_as_html(root: Path, name: str) -> None:
    """The name of the table is made from it."""
    assert 1 == run(root, "--out", str(root / name))
    assert not (root / name).exists()


def test_older_version_that_is_not_there_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a traceback and without a report."""
    assert 1 == run(root, "--since", str(root / "older.yaml"))
    assert f"{root / 'older.yaml'} cannot be read" in capsys.readouterr().err
    assert not (root / "_review").exists()


def test_older_version_is_compared(root: Path) -> None:
    """With the file as it was."""
    older = root / "older.yaml"
    text = (root / "content/criteria.yaml").read_text(encoding="utf-8")
    older.write_text(text.replace("when: {used: [not_sure]}", "when: {used: [other, not_sure]}"), encoding="utf-8")
    assert 0 == run(root, "--since", str(older))
    assert "of 240 combinations" in (root / "_review/review.html").read_text(encoding="utf-8")


def test_rules_with_a_fault_give_a_report_and_a_failure(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report shows what is wrong; nobody should sign it."""
    path = root / "content/criteria.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("answers: {}, expect: iop", "answers: {}, expect: php"), encoding="utf-8")
    assert 1 == run(root)
    assert "E506" in capsys.readouterr().out
    assert "Do not sign" in (root / "_review/review.html").read_text(encoding="utf-8")


def test_site_that_cannot_be_read_has_no_report(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its faults are told with their places."""
    path = root / "content/criteria.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("never_lower:", "never_lowr:"), encoding="utf-8")
    assert 1 == run(root)
    assert "error E201" in capsys.readouterr().out
    assert not (root / "_review").exists()
