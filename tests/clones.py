"""The repository as a county would have it: committed, with the small site in it, to be cloned, pushed and built."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

from tests.small_site import ROOT

PERSON = {
    "GIT_AUTHOR_NAME": "County staff",
    "GIT_AUTHOR_EMAIL": "staff@county.example",
    "GIT_COMMITTER_NAME": "County staff",
    "GIT_COMMITTER_EMAIL": "staff@county.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
LEFT_OUT = ("content/", "programs", "tests/")


def git(folder: Path, *words: str) -> str:
    """What git prints; it must succeed."""
    done = run(["git", *words], cwd=folder, env={**os.environ, **PERSON}, check=True, capture_output=True, text=True)  # noqa: S603, S607  git, wherever it is
    return done.stdout.strip()


def make_repository(folder: Path) -> Path:
    """A repository of one commit: what git would take of this work tree, but with the small site's content."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git repository, so it cannot be cloned")
    for path in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if path and not path.startswith(LEFT_OUT) and (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
    shutil.copytree(ROOT / "tests/sites/small", folder, dirs_exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The county's site")
    return folder


def clone(repository: Path, folder: Path) -> Path:
    """A clean clone."""
    git(repository, "clone", "--quiet", str(repository), str(folder))
    return folder


def change(folder: Path, path: str, old: str, new: str) -> None:
    """Edit one file and commit it."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message=An edit")


def run_script(script: str, folder: Path, variables: Mapping[str, str]) -> CompletedProcess[str]:
    """Run *script* as a host does, with this Python as its `python` and nothing of our own variables.

    pip may only look whether the locked packages are there: nothing is fetched, and nothing is installed here.
    """
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    for name in ("python", "python3"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    host = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder.parent), "CI": "true"}
    offline = {"PIP_DRY_RUN": "1", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return run(  # noqa: S603  the scripts of this repository
        ["bash", "-e", "-o", "pipefail", "-c", script],  # noqa: S607  wherever it is
        cwd=folder,
        env={**host, **offline, **variables},
        check=False,
        capture_output=True,
        text=True,
    )
