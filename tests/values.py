"""Values of the model for tests: read from YAML text, and made by hand."""

from __future__ import annotations

from typing import Any

from site_gen.diagnostics import Located
from site_gen.model import Words
from site_gen.reading import Notes, reader_of
from site_gen.yaml_tree import read_yaml

Fault = tuple[str, int, int, str]


def read(kind: Any, text: str) -> tuple[Any, list[Fault], set[str]]:  # noqa: ANN401  the value is of the kind asked for
    """*text* read as *kind*: the value, the faults, and the ids of records that could not be made."""
    root, faults = read_yaml(text, path="a.yaml")
    assert faults == ()
    assert root is not None
    notes = Notes()
    value = reader_of(kind)(root, notes)
    return value, [(f.code, f.line, f.column, f.message) for f in notes.faults], notes.unread


def at(text: str) -> Located:
    return Located(text, path="a.yaml")


def said(text: str) -> Words:
    return Words(translations=(("", at(text)),))
