"""Of an edited file of programs only the edited records are read: what they say is what the whole file says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import schema
from site_gen.edited_listing import read_edited
from tests.examples import examples
from tests.small_site import ROOT

PATH = "programs.yaml"
BETWEEN = "\n  - id: "
HEAD, _, LISTED = (ROOT / PATH).read_text(encoding="utf-8").partition("\nprograms:")
RECORDS = LISTED.split(BETWEEN)[1:8]
TEXT = BETWEEN.join((f"{HEAD}\nprograms:", *RECORDS)) + "\n"
NAMES = [record.splitlines()[1].removeprefix("    name: ") for record in RECORDS]
LINES = st.integers(HEAD.count("\n") + 1, TEXT.count("\n"))
SNIPPETS = (
    "SAME\nSAME",
    "SAME # a comment",
    "SAME more",
    "SAME\n",
    "SAME\n      more",
    "  - id: another",
    "  - {id: another}",
    "    notes: |",
    '    notes: "',
    "      - id: deeper",
    "- id: other",
    "    [",
    "    # a comment",
    "---",
    "...",
    "\t",
    "",
    "organizations:",
    "programs:",
    "    name: &a A",
)


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
        edited = BETWEEN.join((f"{HEAD}\nprograms:", *other)) + "\n"
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
@given(edits=st.lists(st.tuples(LINES, st.sampled_from(SNIPPETS)), min_size=1, max_size=2))
def test_whatever_is_typed_is_read_as_the_whole_file_reads_it(edits: list[tuple[int, str]]) -> None:
    """Lines below the head of the list are doubled or longer, or others come in their place."""
    lines = TEXT.split("\n")
    for place, what in edits:
        lines[place] = what.replace("SAME", lines[place])
    seen = read_after("\n".join(lines))
    assert seen is None or seen.value == read("\n".join(lines)).value


@pytest.mark.parametrize("what", ["SAME # a comment", "SAME\n", "    # a comment"])
def test_comments_and_empty_lines_are_no_reason_to_read_the_whole_file(what: str) -> None:
    """Below any line that ends a record."""
    edited = TEXT.replace(f"\n{BETWEEN}", f"\n{what.replace('SAME', '')}\n{BETWEEN}")
    assert edited != TEXT
    assert read_after(edited).value == KNOWN.value
