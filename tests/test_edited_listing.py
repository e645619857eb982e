"""Of an edited file of programs only the edited records are read: what they say is what the whole file says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from site_gen import schema
from site_gen.edited_listing import read_edited
from tests.examples import examples
from tests.listing_edits import BETWEEN, NAMES, PATH, RECORDS, TEXT, TYPED, join_records


def read(text: str) -> Any:  # noqa: ANN401  a part of any kind
    part, _ = schema.read_file(PATH, text.encode())
    return part


KNOWN = read(TEXT)


def read_after(text: str) -> Any:  # noqa: ANN401  likewise
    return read_edited(KNOWN, TEXT.encode(), text.encode())


@pytest.mark.parametrize("place", range(len(NAMES)))
def test_edit_of_any_record_is_read(place: int) -> None:
    """The first, the last, and those between."""
    edited = TEXT.replace(f"    name: {NAMES[place]}\n", f"    name: {NAMES[place]} House\n")
    assert edited != TEXT
    assert read_after(edited).value == read(edited).value


def test_records_may_come_go_and_change_places() -> None:
    """Each is as the whole file has it, in its order."""
    for other in (RECORDS[1:], RECORDS[:-1], RECORDS[::-1], [*RECORDS, f"new-{RECORDS[0]}"], RECORDS[2:3]):
        edited = join_records(other)
        assert read_after(edited).value == read(edited).value
    assert read_after(TEXT.replace("\n", "\r\n")).value == KNOWN.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organizations:", "# More\norganizations:"),
        ("levels:", "levls:"),
        (f"    name: {NAMES[3]}\n", f'    name: "{NAMES[3]}\n'),
        (f"    name: {NAMES[3]}\n", ""),
        ("programs:\n", "programs: []\n"),
    ],
    ids=["above the list", "fault", "quote without end", "nothing to be told", "no list"],
)
def test_what_takes_the_whole_file_is_left_to_it(old: str, new: str) -> None:
    """It is not guessed at."""
    assert old in TEXT
    assert read_after(TEXT.replace(old, new, 1)) is None


@examples(200)
@given(text=TYPED)
def test_whatever_is_typed_is_read_as_the_whole_file_reads_it(text: str) -> None:
    """Or it is left to that."""
    seen = read_after(text)
    assert seen is None or seen.value == read(text).value


@pytest.mark.parametrize("what", ["SAME # a comment", "SAME\n", "    # a comment"])
def test_comments_and_empty_lines_are_no_reason_to_read_the_whole_file(what: str) -> None:
    """Below any line that ends a record."""
    edited = TEXT.replace(f"\n{BETWEEN}", f"\n{what.replace('SAME', '')}\n{BETWEEN}")
    assert edited != TEXT
    assert read_after(edited).value == KNOWN.value
