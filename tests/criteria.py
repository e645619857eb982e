"""Criteria for tests: from a file of the repository, or from YAML text; the same text is read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from site_gen.model import Criteria
from site_gen.reading import Notes, reader_of
from site_gen.yaml_tree import read_yaml

ROOT = Path(__file__).parent.parent


def load_criteria(path: str) -> Criteria:
    """The criteria of a file, by its path from the repository's root; a fault fails the test."""
    return read_criteria((ROOT / path).read_text(encoding="utf-8"), path=path)


@lru_cache(maxsize=16)
def read_criteria(text: str, *, path: str = "content/criteria.yaml") -> Criteria:
    """The criteria written in *text*; a fault fails the test."""
    root, faults = read_yaml(text, path=path)
    notes = Notes()
    assert faults == ()
    assert root is not None
    criteria: Criteria = reader_of(Criteria)(root, notes)
    assert notes.faults == []
    return criteria
