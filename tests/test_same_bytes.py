"""The same sources, day and address give the same site: on any computer, for anybody, with any supported Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from site_gen.manifest import MANIFEST, read_manifest
from site_gen.pipeline import BuildOptions, build
from tests.small_site import ROOT, TODAY, small_sources

pytestmark = pytest.mark.publishing

BASE_URL = "https://county.example/site/"
NEEDED = "import babel, jinja2, markdown, nh3, rjsmin, yaml"
NOON, NOBODY = "1795348800", 65534


@cache
def expected() -> Mapping[str, object]:
    """What this very process builds, from memory."""
    outputs = build(small_sources(), BuildOptions(today=TODAY, base_url=BASE_URL)).outputs
    return read_manifest(outputs[MANIFEST]).files


@contextmanager
def written(*, backwards: bool, under: str) -> Iterator[Path]:
    """The small site on disk, its files made in one order or the other; anybody may look into it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, under)
        for path, data in sorted(small_sources().items(), reverse=backwards):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        for place in (Path(folder), *Path(folder).rglob("*")):
            place.chmod(0o777 if place.is_dir() else 0o666)
        yield root


def build_with(
    python: str, root: Path, *words: str, env: Mapping[str, str] | None = None, umask: int = -1, user: int | None = None
) -> None:
    """Build by the command, in a process that has the variables *env* and no others."""
    build = ("build", "--root", ".", "--base-url", BASE_URL, "-q", "--no-cache")
    command = [python, "-B", str(ROOT / "build.py"), *build, *words]
    run = subprocess.run(  # noqa: S603
        command, cwd=root, env=env or {}, umask=umask, user=user, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def files_of(root: Path) -> Mapping[str, object]:
    """What the published manifest names; `check --live` has its own tests of whether that is true."""
    return read_manifest((root / "_site" / MANIFEST).read_bytes()).files


VARIATIONS: Mapping[str, Mapping[str, str]] = {
    "far east, Turkish, one seed": {
        **dict.fromkeys(("LANG", "LC_ALL", "LANGUAGE"), "tr_TR.UTF-8"),
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "1",
        "HOME": "/nonexistent",
        "USER": "somebody",
    },
    "far west, no language, another seed": {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Pago_Pago",
        "PYTHONHASHSEED": "2",
        "HOME": "/",
        "USER": "root",
    },
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_clock_language_seed_order_and_path_change_nothing(name: str) -> None:
    """Two computers that differ in all of them: the day is given, once as a day and once as a moment of it."""
    is_east = "east" in name
    day = ("--now", TODAY.isoformat()) if is_east else ()
    variables = {**VARIATIONS[name], **({} if is_east else {"SOURCE_DATE_EPOCH": NOON})}
    with written(backwards=not is_east, under="site" if is_east else "an other/plåce") as root:
        build_with(sys.executable, root, *day, umask=0o077 if is_east else 0, env=variables)
        assert files_of(root) == expected()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can build as another user")
def test_user_changes_nothing() -> None:
    """Who may write nothing but the folder of the site builds the same."""
    with written(backwards=False, under="site") as root:
        try:
            subprocess.run([sys.executable, "-c", NEEDED], user=NOBODY, check=True, capture_output=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("another user may not run this Python")
        build_with(sys.executable, root, "--now", TODAY.isoformat(), user=NOBODY)
        assert files_of(root) == expected()


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_python_changes_nothing(version: str) -> None:
    """Each supported one; `make pythons` makes environments for those that this computer has."""
    with written(backwards=False, under="site") as root:
        build_with(find_python(version), root, "--now", TODAY.isoformat())
        assert files_of(root) == expected()


def find_python(version: str) -> str:
    """One of this version that has what a build needs; the test is skipped where there is none."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        pytest.skip("this is the Python that all other tests compare with")
    named = str(ROOT / f".venv-{version}/bin/python"), shutil.which(f"python{version}") or ""
    for python in filter(os.path.exists, named):
        if subprocess.run([python, "-c", NEEDED], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return python
    pytest.skip(f"no Python {version} with the packages of requirements.txt: see `make pythons`")
