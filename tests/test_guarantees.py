"""What is promised names the tests that prove it, and each of them is there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.small_site import ROOT

PAGE = (ROOT / "docs/guarantees.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## (?=\d)", PAGE, flags=re.MULTILINE)[1:]
NAMED = re.compile(r"^- `(tests/\S+\.py)::(test_\w+)`$", re.MULTILINE)
PROMISES = 15


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_promises_are_numbered() -> None:
    """So that others can name them."""
    assert list(range(1, PROMISES + 1)) == [int(section.split()[0]) for section in SECTIONS]


@pytest.mark.parametrize("section", SECTIONS, ids=[section.split("\n")[0] for section in SECTIONS])
def test_each_promise_is_proved_by_tests_that_exist(section: str) -> None:
    """By their names as they are today."""
    named = NAMED.findall(section)
    assert named
    assert [(path, test) for path, test in named if not (ROOT / path).is_file() or test not in names_in(path)] == []


def test_nothing_but_tests_is_named_as_proof() -> None:
    """A line that looks like one is one."""
    assert len(NAMED.findall(PAGE)) == len([line for line in PAGE.split("\n") if "::" in line])


def test_what_security_says_of_files_is_so() -> None:
    """Every path it names is there, or is made by whoever runs a copy."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:\.ci|content|docs|site_gen|templates|tests|programs)(?:/|\.yaml)[\w./]*)`", text))
    assert {path for path in paths if not (ROOT / path).exists()} == {"programs/"}
