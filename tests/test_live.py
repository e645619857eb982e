"""A copy of the site, in a folder or on a server of our own, compared with what was built."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from site_gen.cli import main
from site_gen.last_version import load_manifest
from site_gen.live import LiveError, compare_live
from site_gen.manifest import MANIFEST, Manifest
from site_gen.pipeline import BuildOptions, build
from site_gen.precompressed import list_twins
from site_gen.publish import publish
from tests.small_site import ROOT, SITES, TODAY, small_sources

BASE_URL = "https://county.example/site/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with its compressed twins."""
    out = tmp_path_factory.mktemp("live") / "_site"
    outputs = dict(build(small_sources(), BuildOptions(today=TODAY, base_url=BASE_URL)).outputs)
    publish({**outputs, **dict(list_twins(outputs))}, out, keep=())
    return out


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """What a deploy has put somewhere else."""
    shutil.copytree(published, tmp_path / "copy/site")
    return tmp_path / "copy/site"


@pytest.fixture
def manifest(published: Path) -> Manifest:
    return load_manifest(published / MANIFEST)


@pytest.fixture
def address(copy: Path) -> Iterator[str]:
    """Of the copy on a server of our own."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the standard library named it
            """Say nothing."""

        def list_directory(self, path: object) -> None:  # noqa: ARG002  a folder without a page is not shown
            self.send_error(404)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy.parent))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()


def compare(where: object, manifest: Manifest) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in compare_live(str(where), manifest).faults]


def damage(copy: Path) -> None:
    """One file gone, one of another version, one left over."""
    (copy / "quiz/index.html").unlink()
    (copy / "about/index.html").write_bytes(b"<script>")
    (copy / "programs/closed").mkdir()
    (copy / "programs/closed/index.html").write_bytes(b"call 973-555-0100")


DAMAGES = [("E632", "about/index.html"), ("E633", "programs/closed/index.html"), ("E631", "quiz/index.html")]


def test_whole_copy_has_no_fault(copy: Path, address: str, manifest: Manifest) -> None:
    """In the folder, and on the web without its last slash, too. What belongs to the host is not looked at."""
    (copy / ".well-known/acme-challenge").mkdir(parents=True)
    (copy / ".well-known/acme-challenge/token").write_bytes(b"x")
    assert compare(copy, manifest) == []
    assert compare(address.rstrip("/"), manifest) == []


def test_every_difference_of_a_folder_is_told(copy: Path, manifest: Manifest) -> None:
    """What is missing, what is other, and what should not be there."""
    damage(copy)
    assert compare(copy, manifest) == DAMAGES


def test_every_difference_on_the_web_is_told(copy: Path, address: str, manifest: Manifest) -> None:
    """But for what nothing leads to: a host does not say what else it has."""
    damage(copy)
    (copy / "_headers").unlink()  # hosts that read it do not show it
    assert compare(address, manifest) == [one for one in DAMAGES if one[0] != "E633"]


def test_listed_addresses_alone_are_asked_for(copy: Path, address: str, manifest: Manifest, tmp_path: Path) -> None:
    """Lines of a file; one that stands for no page of the site is told."""
    damage(copy)
    own = Manifest(
        base_url=address,
        day=manifest.day,
        commit="",
        rules=manifest.rules,
        wording=manifest.wording,
        programs=manifest.programs,
        files=manifest.files,
    )
    listed = tmp_path / "addresses.txt"
    listed.write_text(f"# ours\n{address}\n{address}quiz/\n\n{address}programs/closed/\n", encoding="utf-8")
    compared = compare_live(str(listed), own)
    assert compared.count == 3
    assert [(fault.code, fault.path) for fault in compared.faults] == [
        ("E633", f"{address}programs/closed/"),
        ("E631", "quiz/index.html"),
    ]


def test_manifest_itself_is_compared(copy: Path, manifest: Manifest) -> None:
    """Who changes a page may change the manifest beside it as well, but not the one that was kept."""
    (copy / MANIFEST).write_bytes((copy / MANIFEST).read_bytes().replace(b'"programs": 2', b'"programs": 3'))
    assert compare(copy, manifest) == [("E632", MANIFEST)]


@pytest.mark.parametrize("content", [b"", b"not gzip", b"\x1f\x8b\x08\x00"])
def test_twin_with_another_text_is_told(copy: Path, manifest: Manifest, content: bytes) -> None:
    """A compressed file is shown in place of the page."""
    (copy / "quiz/index.html.gz").write_bytes(content)
    assert compare(copy, manifest) == [("E633", "quiz/index.html.gz")]


def test_build_writes_twins_when_it_is_asked_to(tmp_path: Path) -> None:
    """Of every text that is worth one; the manifest is the same with them and without."""
    root = tmp_path / "site"
    shutil.copytree(SITES / "small", root)
    shutil.copytree(ROOT / "templates", root / "templates")
    words = ["build", "--root", str(root), "--now", TODAY.isoformat(), "-q"]
    assert main(words) == 0
    plain = (root / "_site" / MANIFEST).read_bytes()
    assert main([*words, "--gzip"]) == 0
    assert (root / "_site" / MANIFEST).read_bytes() == plain
    twins = {path.relative_to(root / "_site").as_posix() for path in (root / "_site").rglob("*.gz")}
    assert {"index.html.gz", "quiz/index.html.gz", f"{MANIFEST}.gz"} <= twins
    assert compare(root / "_site", load_manifest(root / "_site" / MANIFEST)) == []


def test_no_answer_is_no_comparison(address: str, manifest: Manifest, tmp_path: Path) -> None:
    """It is not told as a site without pages."""
    silent = "http://127.0.0.1:1/"
    with pytest.raises(LiveError, match=f"no answer from {silent}"):
        compare_live(silent, manifest)
    with pytest.raises(LiveError, match="is no folder, no web address and no list of addresses"):
        compare_live(str(tmp_path / "nothing"), manifest)
    assert address.startswith("http://127.0.0.1:")


def test_command_tells_differences_as_faults(copy: Path, published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 1, and 0 when all is well."""
    words = ["check", "--live", str(copy), "--manifest", str(published / MANIFEST)]
    assert main(words) == 0
    count = len(load_manifest(published / MANIFEST).files) + 1
    assert capsys.readouterr().out == f"Compared {count} files with the manifest; 0 differ.\n"
    damage(copy)
    assert main(words) == 1
    assert "quiz/index.html: error E631: this file of the site is not there\n" in capsys.readouterr().out
    assert main([*words[:4], str(copy / "nothing.json")]) == 1
    assert "Nothing was compared: " in capsys.readouterr().err
