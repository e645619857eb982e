"""Directories for tests, read from a file with the project's own loader."""

from __future__ import annotations

from pathlib import Path

from site_gen.model import Directory
from site_gen.reading import Notes, reader_of
from site_gen.yaml_tree import read_yaml


def read_directory(path: Path) -> Directory:
    """The organizations and programs of a file; a fault fails the test."""
    root, faults = read_yaml(path.read_text(encoding="utf-8"), path=path.name)
    notes = Notes()
    assert faults == ()
    assert root is not None
    directory: Directory = reader_of(Directory)(root, notes)
    assert notes.faults == []
    return directory
