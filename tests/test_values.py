"""Single values: how long a text may be, and how many faults are told."""

from __future__ import annotations

from site_gen.diagnostics import Located
from site_gen.model import Organization, Words
from site_gen.reading import MAX_FAULTS, Notes, reader_of
from site_gen.typed_numbers import find_typed_numbers
from site_gen.values import MAX_TEXT
from site_gen.yaml_tree import read_yaml


def test_a_text_has_a_limit_in_every_language() -> None:
    """Pages show it whole, and checks go through it again and again."""
    for kind in (Located, Words):
        for length, expected in ((MAX_TEXT, []), (MAX_TEXT + 1, ["this text has 5,001 characters, more than 5,000"])):
            notes = Notes()
            reader_of(kind)(Located("a" * length, path="a.yaml"), notes)
            assert expected == [fault.message for fault in notes.faults]


def test_a_file_of_another_kind_gives_some_faults_and_is_not_read_further() -> None:
    """And nothing that it may hold is missed."""
    root, _ = read_yaml("- {x: y}\n" * (MAX_FAULTS * 3), path="a.yaml")
    assert root is not None
    notes = Notes()
    reader_of(tuple[Organization, ...])(root, notes)
    assert MAX_FAULTS <= len(notes.faults) <= MAX_FAULTS + 3
    assert {"a.yaml"} == notes.unread


def test_numbers_are_looked_for_in_time_that_grows_with_the_text() -> None:
    """It took hours when each of its parts was compared with all that follow."""
    assert [] == list(find_typed_numbers("800-" * 50_000))
