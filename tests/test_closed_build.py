"""A build talks to nobody, reads the sources alone, and writes where it is told to."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_gen.cli import main
from tests.small_site import ROOT, SITES, build_site, shipped_sources, small_sources

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


# --- what is shipped -----------------------------------------------------------------------------------

DATA = re.compile(r'export const \w+=(?:\[|\{|")')
FORBIDDEN = re.compile(
    r"\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|WebTransport|RTCPeer|\bWorker\b|serviceWorker|"
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|cookie|pushState|replaceState|\blocation\b|window\.name|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|document\.title|postMessage|"
    r"navigator|console|window\.open"
)
KEEPING = {"shortlist": {"localStorage", "location", "replaceState"}, "shortlist_views": {"navigator"}}
"""A list that the reader ticks to be kept, that a link can bring, and that the reader can hand to another app."""


@cache
def shipped_scripts() -> Mapping[str, str]:
    """Every published script by its name, of this repository's own content."""
    outputs = build_site({**shipped_sources(), "programs.yaml": small_sources()["programs.yaml"]}).outputs
    return {path.split("/")[1].split(".")[0]: data.decode() for path, data in outputs.items() if path.endswith(".js")}


def test_published_script_can_neither_send_nor_keep() -> None:
    """What browsers get, not what was written: no network, no storage, no address, no title, but for one."""
    code = {name: text for name, text in shipped_scripts().items() if not DATA.match(text)}
    found = {name: set(FORBIDDEN.findall(text)) for name, text in code.items()}
    assert {"quiz", "flow", "finder", "age", "shortlist"} <= set(code)
    assert {name: words for name, words in found.items() if words} == KEEPING


def test_published_data_is_data() -> None:
    """A module of data is one JSON value and nothing that runs."""
    for text in (text for text in shipped_scripts().values() if DATA.match(text)):
        for line in text.strip().split("export const ")[1:]:
            json.loads(line.partition("=")[2].strip().removesuffix(";"))


def test_nothing_of_the_preview_is_published() -> None:
    """What reloads a page while somebody edits it opens a socket; it stays on that computer."""
    outputs = build_site().outputs
    assert [path for path, data in outputs.items() if b"livereload" in data.lower() or b"overlay" in data] == []
