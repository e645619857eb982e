"""What a build runs on: named to the byte, listed for others, and never fetched as a moving target."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from types import ModuleType

import pytest

from tests.small_site import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci/sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sbom"] = module  # a dataclass looks its module up there
    spec.loader.exec_module(module)
    return module


def read_lock(name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Version and digests of each package."""
    packages = load_script().read_lock((ROOT / name).read_text(encoding="utf-8"))
    return {package.name: (package.version, package.digests) for package in packages}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_locked_to_one_version_and_its_digests(name: str) -> None:
    """And every line of the lock is read."""
    packages = read_lock(name)
    lines = (ROOT / name).read_text(encoding="utf-8").split("\n")
    assert len(packages) == len([line for line in lines if line and line[0] not in " #"])
    assert [one for one, (_, digests) in packages.items() if not digests] == []


def test_tests_run_on_what_builds_the_site() -> None:
    """The same versions of the same files."""
    tested = read_lock(LOCKS[1])
    assert {name: tested[name] for name in read_lock(LOCKS[0])} == read_lock(LOCKS[0])


def test_what_pyproject_names_is_locked() -> None:
    """A dependency added there alone would be missing where the site is built."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.split(r"[<>=~]", one)[0] for one in named} - set(read_lock(LOCKS[0])) == set()


def test_make_installs_nothing_without_a_digest() -> None:
    """What was changed after the fact is refused."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [line for line in makefile.split("\n") if "pip install" in line and "--require-hashes" not in line] == []


def test_bill_of_materials_names_what_the_lock_names() -> None:
    """Each package once, with its digests and what it needs; the same lock gives the same bytes."""
    runs = [
        subprocess.run([sys.executable, ROOT / ".ci/sbom.py"], capture_output=True, check=True).stdout  # noqa: S603
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    bill = json.loads(runs[0])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {
        one["name"]: (one["version"], tuple(digest["content"] for digest in one["externalReferences"][0]["hashes"]))
        for one in bill["components"]
    } == read_lock(LOCKS[0])
    needs = {one["ref"].split("/")[1].split("@")[0]: one["dependsOn"] for one in bill["dependencies"]}
    assert set(needs) == {"stepdown", *read_lock(LOCKS[0])}
    assert [one.split("@")[0] for one in needs["jinja2"]] == ["pkg:pypi/markupsafe"]
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert len(named) == len(needs["stepdown"])


def test_workflows_run_known_actions_with_few_rights() -> None:
    """Each action by its commit, with its version beside it; rights are named, and none to write by default."""
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        used = [line for line in re.findall(r"uses:\s*(.*)", text) if not line.startswith("./")]
        assert [line for line in used if not re.fullmatch(r"\S+@[0-9a-f]{40}\s+# v\d\S*", line.rstrip())] == [], path
        rights = r"^permissions:\s*(?:\{\}|(?:\n  [a-z-]+: (?:read|none))+)\s*$"
        assert re.search(rights, text, re.MULTILINE), path
