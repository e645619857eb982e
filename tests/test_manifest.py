"""What a version consists of, and what the next one may not lose."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.cli import main
from site_gen.diagnostics import has_errors
from site_gen.manifest import (
    MANIFEST,
    FileFacts,
    Manifest,
    ManifestError,
    describe_file,
    find_losses,
    read_manifest,
    write_manifest,
)
from site_gen.pipeline import BuildOptions, build
from site_gen.progress import SILENT
from site_gen.serve import Builder
from site_gen.signoff import compute_digests
from tests.small_site import ROOT, SITES, TODAY, build_site, edited, small_sources

PLAIN = Manifest(
    base_url="https://county.example/",
    day="2026-11-22",
    commit="0123456789abcdef",
    rules="r",
    wording="w",
    programs=100,
    files={path: describe_file(path.encode()) for path in ("index.html", "paying/index.html", "programs/index.html")},
)


def test_manifest_names_every_file_of_the_site() -> None:
    """With its digest and size, and what the version as a whole was made from."""
    options = BuildOptions(today=TODAY, base_url="https://county.example/", commit="abcdef0")
    result = build(small_sources(), options)
    held = json.loads(result.outputs[MANIFEST])
    files = {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for path, data in result.outputs.items()
        if path != MANIFEST
    }
    assert result.site is not None
    digests = compute_digests(result.site.criteria)
    assert {"files": files, "rules": digests.rules, "wording": digests.wording} == {
        name: held.pop(name) for name in ("files", "rules", "wording")
    }
    assert {"base_url": "https://county.example/", "day": "2026-11-22", "commit": "abcdef0", "programs": 2} == held


def test_files_stand_in_order_one_a_line() -> None:
    """So that two versions can be compared with diff."""
    lines = build_site().outputs[MANIFEST].decode().split("\n")
    paths = [json.loads(line.partition(": {")[0]) for line in lines if '"sha256"' in line]
    assert len(paths) > 20
    assert sorted(paths) == paths


TEXT = st.text(max_size=8)
FACTS = st.builds(FileFacts, sha256=st.text("0123456789abcdef", max_size=64), size=st.integers(0))
MANIFESTS = st.builds(
    Manifest,
    **dict.fromkeys(("base_url", "day", "commit", "rules", "wording"), TEXT),
    programs=st.integers(0),
    files=st.dictionaries(TEXT, FACTS, min_size=1, max_size=3),
)


@given(MANIFESTS)
def test_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    """Whatever stands in it."""
    assert read_manifest(write_manifest(manifest)) == manifest


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, write_manifest(PLAIN).replace(b"100", b'"100"'), b'{"files": 1}'],
)
def test_another_text_is_no_manifest(data: bytes) -> None:
    """It is said, and nothing is compared with it."""
    with pytest.raises(ManifestError):
        read_manifest(data)


# --- what the next version loses -----------------------------------------------------------------------


def losses(**changes: object) -> list[tuple[str, str, str]]:
    new = replace(PLAIN, **changes)  # type: ignore[arg-type]
    return [(fault.code, fault.path, fault.message) for fault in find_losses(PLAIN, new, programs_gone=20)]


def without(*paths: str) -> dict[str, FileFacts]:
    return {path: facts for path, facts in PLAIN.files.items() if path not in paths}


@pytest.mark.parametrize(("programs", "is_fault"), [(120, False), (80, False), (79, True), (0, True)])
def test_programs_may_go_up_to_a_share(programs: int, *, is_fault: bool) -> None:
    """Of a hundred no more than the site allows (E621)."""
    expected = [("E621", "programs.yaml", f"the site had 100 programs and would have {programs} now")]
    assert losses(programs=programs) == (expected if is_fault else [])


def test_page_may_not_go() -> None:
    """Readers have kept its address (E622); a file for machines, or a script with a new name, may go."""
    message = "this page of the last version is gone, and whoever kept its address finds nothing"
    assert losses(files=without("paying/index.html")) == [("E622", "paying/index.html", message)]
    assert losses(files=without("programs/index.html")) == [("E622", "programs/index.html", message)]
    more = {path: describe_file(b"") for path in ("assets/quiz.0123456789.js", "programs/closed/index.html")}
    last = replace(PLAIN, files={**PLAIN.files, **more})
    assert list(find_losses(last, PLAIN, programs_gone=20)) == []


def test_alias_keeps_the_old_address() -> None:
    """The page that stands there leads on, shows the crisis lines, and is listed nowhere."""
    outputs = build_site(edited("content/en/privacy.md", "order: 90", "order: 90\naliases: [your-data]")).outputs
    page = outputs["your-data/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../privacy/">' in page
    assert '<p class="lead"><a href="../privacy/">Privacy</a></p>' in page
    assert "tel:988" in page
    assert [path for path, data in outputs.items() if b"your-data" in data] == [MANIFEST]


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, published."""
    root = tmp_path_factory.mktemp("manifest") / "site"
    shutil.copytree(SITES / "small", root)
    shutil.copytree(ROOT / "templates", root / "templates")
    assert run(root) == 0
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(published, tmp_path / "site")


def run(root: Path, *words: str) -> int:
    return main(["build", "--root", str(root), "--now", "2026-11-22", "-q", *words])


def rename_article(root: Path) -> None:
    for path in root.rglob("*"):
        if path.suffix in {".md", ".yaml"} and "what-is-iop" in path.read_text(encoding="utf-8"):
            path.write_text(path.read_text(encoding="utf-8").replace("what-is-iop", "iop-explained"), encoding="utf-8")
    (root / "content/en/what-is-iop.md").rename(root / "content/en/iop-explained.md")


def test_page_that_would_go_stops_the_build(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last version stays, and the fault says what to do; an alias will do."""
    before = (root / "_site" / MANIFEST).read_bytes()
    rename_article(root)
    assert run(root) == 1
    assert "what-is-iop/index.html: error E622: this page of the last version is gone" in capsys.readouterr().out
    assert (root / "_site" / MANIFEST).read_bytes() == before
    article = root / "content/en/iop-explained.md"
    text = article.read_text(encoding="utf-8").replace("order:", "aliases: [what-is-iop]\norder:", 1)
    article.write_text(text, encoding="utf-8")
    assert run(root) == 0


def test_removal_may_be_meant(root: Path) -> None:
    """Said so, it is done, and the next build compares with what is there then."""
    rename_article(root)
    assert run(root, "--allow-removals") == 0
    assert not (root / "_site/what-is-iop").exists()
    assert run(root) == 0


def test_last_version_may_be_elsewhere(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build in a fresh checkout is given the manifest that is online."""
    last = tmp_path / "last.json"
    last.write_bytes((root / "_site" / MANIFEST).read_bytes().replace(b'"programs": 2', b'"programs": 20'))
    assert run(root, "--out", str(tmp_path / "out"), "--last", str(last)) == 1
    assert "programs.yaml: error E621: the site had 20 programs and would have 2 now" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", [None, "not JSON"])
def test_last_version_that_cannot_be_read_stops_the_build(
    root: Path, tmp_path: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """A guard that sleeps without a word is none."""
    last = tmp_path / "last.json"
    if text is not None:
        last.write_text(text, encoding="utf-8")
    assert run(root, "--last", str(last)) == 1
    reason = "is no manifest: a build writes something else" if text else "cannot be read: No such file or directory"
    assert capsys.readouterr().err == f"Nothing was published: {last} {reason}\n"


@pytest.mark.parametrize("commit", ["main", "ABCDEF0", "12345"])
def test_commit_is_a_digest(root: Path, commit: str) -> None:
    """As git writes it."""
    assert run(root, "--commit", commit) == 2


def test_preview_may_lose_what_it_likes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only looked at by its author is never refused for what it no longer has."""

    def build_once(_preview: object, *, builder: Builder, **_options: object) -> int:
        return int(has_errors(builder.build(SILENT)))

    monkeypatch.setattr("site_gen.serve.serve", build_once)
    rename_article(root)
    assert main(["serve", "--root", str(root), "--now", "2026-11-22"]) == 0
    assert not (root / "_site/what-is-iop").exists()
