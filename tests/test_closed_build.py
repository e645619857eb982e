"""A build talks to nobody, reads the sources alone, and writes where it is told to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from site_gen.cli import main
from tests.small_site import ROOT, SITES, build_site

CHILD = ROOT / "tests/building_child.py"
LIBRARIES = tuple(
    {str(Path(path).resolve()) for path in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())}
)
OF_THE_SYSTEM = ("/dev/", "/etc/", "/proc/", "/sys/", "/usr/")


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What a build did, the second one of a site: it has a version to replace."""
    root = tmp_path_factory.mktemp("closed") / "site"
    shutil.copytree(SITES / "small", root)
    shutil.copytree(ROOT / "templates", root / "templates")
    assert main(["build", "--root", str(root), "--out", str(root / "out"), "--now", "2026-11-21", "-q"]) == 0
    (root / "secret.txt").write_text("not a source")
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-B", CHILD, root, root / "out"], capture_output=True, text=True, check=True
    )
    return {"root": str(root), **json.loads(run.stdout)}


def test_build_talks_to_nobody(notes: Mapping[str, Any]) -> None:
    """No connection, no name looked up, no other program started."""
    assert (notes["code"], notes["talked"]) == (0, [])


def test_build_reads_the_sources_and_its_own_code(notes: Mapping[str, Any]) -> None:
    """And the version it replaces; nothing else of whoever runs it."""
    root = notes["root"]
    sources = tuple(f"{root}/{name}" for name in ("content", "programs", "templates", "out", ".out."))
    ours = (*sources, f"{ROOT}/site_gen", str(CHILD), *LIBRARIES, *OF_THE_SYSTEM)
    assert [path for path in notes["read"] if not path.startswith(ours)] == []
    assert f"{root}/content/en/about.md" in notes["read"]


def test_build_writes_into_its_folder_and_beside_it(notes: Mapping[str, Any]) -> None:
    """Nothing in the sources, nothing in the home folder, nothing in the folder for passing things."""
    places = {str(Path(path).relative_to(notes["root"])).split("/")[0] for path in notes["written"]}
    assert places == {".", ".out.lock", ".out.new"}  # the folder itself is made if it is not there


def test_nothing_of_the_preview_is_published() -> None:
    """What reloads a page while somebody edits it opens a socket; it stays on that computer."""
    outputs = build_site().outputs
    assert [path for path, data in outputs.items() if b"livereload" in data.lower() or b"overlay" in data] == []
