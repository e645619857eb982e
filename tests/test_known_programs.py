"""What is kept of programs changes how long it takes to read their files, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import schema
from site_gen.known_programs import read_new
from tests.examples import examples
from tests.listing_edits import NAMES, PATH, RECORDS, TEXT, TYPED, join_records
from tests.memo_in_memory import InMemory
from tests.placed import placed
from tests.small_site import small_sources

WHERE = 1
"""What is kept of a file beside its programs: where they stand."""


def _same(text: str, memo: InMemory, path: str = PATH) -> int:
    """How many values were new, after a reading that gave what the reader gives."""
    before = memo.new
    assert placed(read_new(path, text.encode(), memo)) == placed(schema.read_file(path, text.encode()))
    return memo.new - before


@pytest.fixture
def memo() -> InMemory:
    memo = InMemory()
    assert _same(TEXT, memo) == WHERE + len(RECORDS)
    return memo


@examples(100)
@given(st.lists(TYPED, min_size=1, max_size=3))
def test_whatever_is_typed_is_read_as_without_what_was_kept(texts: list[str]) -> None:
    """Programs, their places, and faults: one version after the other, and the first one again."""
    memo = InMemory()
    for text in (TEXT, *texts, TEXT):
        _same(text, memo)


def test_file_as_it_was_is_not_read_again(memo: InMemory) -> None:
    """Nor are its records looked for; that all of it was of use is told."""
    assert _same(TEXT, memo) == 0
    assert memo.used == memo.keys()
    assert _same(TEXT.replace("\n", "\r\n"), memo) == 0


@pytest.mark.parametrize("place", range(len(NAMES)))
def test_only_the_edited_record_is_read(memo: InMemory, place: int) -> None:
    """The first, the last, and those between."""
    edited = TEXT.replace(f"    name: {NAMES[place]}\n", f"    name: {NAMES[place]} House\n")
    assert _same(edited, memo) == WHERE + 1


def test_records_are_known_wherever_they_stand(memo: InMemory) -> None:
    """In another order, on other lines, with others beside them, in another file."""
    for other in (RECORDS[1:], RECORDS[:-1], RECORDS[::-1], RECORDS[2:3]):
        assert _same(join_records(other), memo) == WHERE
    assert _same(f"# A line more\n{TEXT}", memo) == WHERE
    assert _same(join_records([*RECORDS, f"new-{RECORDS[0]}"]), memo) == WHERE + 1
    assert _same(TEXT, memo, path="programs/nj.yaml") == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    levels:", "    levls:"),
        (f"    name: {NAMES[3]}\n", f"    name: {NAMES[3]} #1 in the state\n"),
        ("organizations:", "organisations:"),
    ],
    ids=["unknown key", "doubtful comment", "fault outside"],
)
def test_of_a_file_with_a_fault_nothing_more_is_kept(memo: InMemory, old: str, new: str) -> None:
    """It is read as a whole, each time, so that all is told."""
    wrong = TEXT.replace(old, new, 1)
    assert wrong != TEXT
    assert _same(wrong, memo) == WHERE
    assert _same(wrong, memo) == 0
    assert _same(TEXT, memo) == 0


@pytest.mark.parametrize(
    "text",
    ["programs: []\n", "", "programs: [{id: a}]\n", TEXT.rstrip("\n"), "\t: [", "programs:\n  - \x07\n"],
    ids=["no programs", "nothing", "in brackets", "line without end", "no yaml", "hidden character"],
)
def test_file_that_cannot_be_cut_is_read_as_a_whole(memo: InMemory, text: str) -> None:
    """Whatever comes of it."""
    assert _same(text, memo) <= WHERE


def test_other_files_are_none_of_its_business() -> None:
    """They are small, or known by what was made of them."""
    memo = InMemory()
    for path, data in small_sources().items():
        if not schema.is_listing(path):
            assert placed(read_new(path, data, memo)) == placed(schema.read_file(path, data))
    assert not memo


def test_texts_of_many_lines_keep_the_empty_ones_below_them(memo: InMemory) -> None:
    """They belong to the text of a record, which is another one with fewer of them."""
    noted = TEXT.replace(f"    name: {NAMES[2]}\n", f"    name: {NAMES[2]}\n    note: |+\n      One\n\n", 1)
    assert noted != TEXT
    assert _same(noted, memo) == WHERE + 1
    assert _same(noted.replace("One\n\n", "One\n\n\n"), memo) == WHERE + 1


def test_what_is_kept_is_plain_json(memo: InMemory) -> None:
    """Nothing in it can run."""
    assert all(isinstance(json.loads(value), list) for value in memo.values())
