"""Directories for tests, read from a file with the project's own loader."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from site_gen.model import Directory
from site_gen.reading import Notes, reader_of
from site_gen.yaml_tree import read_yaml


def read_directory(path: Path) -> Directory:
    """The organizations and programs of a file; a fault fails the test."""
    return _read_once(path.read_text(encoding="utf-8"), path.name)


@lru_cache(maxsize=4)
def _read_once(text: str, name: str) -> Directory:
    root, faults = read_yaml(text, path=name)
    notes = Notes()
    assert faults == ()
    assert root is not None
    directory: Directory = reader_of(Directory)(root, notes)
    assert notes.faults == []
    return directory
