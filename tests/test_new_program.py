"""A program added by command: valid, in its place, with every other byte as it was."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.cli import main
from site_gen.new_program import NewProgram, add_program
from site_gen.verified_entry import Check, EditError, load_records
from tests.examples import examples
from tests.small_site import ROOT, small_records, small_sources

PATH = "programs.yaml"
RECORDS = small_records()
NEW = NewProgram(
    name="Hope House",
    levels=("iop", "php"),
    city="Orange",
    state="NJ",
    zip="07050",
    street="1 Main St",
    phone="973-555-0212",
    website="https://hope.example/",
    organization="Hope Inc",
    source="Small County",
    edition="2026-11-22",
    check=Check(on=date(2026, 11, 22), by="Ana", how="phone"),
)
LEAST = NewProgram(name="Hope", levels=("iop",), city="Orange", state="NJ", zip="07050", source="Us", edition="2026")
WRITTEN = """\
  - id: hope-house-orange
    name: Hope House
    organization: hope-inc
    levels: {iop: {}, php: {}}
    address: {street: 1 Main St, city: Orange, state: NJ, zip: "07050"}
    phones:
      - {number: "973-555-0212"}
    website: https://hope.example/
    verified: {"on": 2026-11-22, by: Ana, how: phone}
    source: {name: Small County, edition: "2026-11-22"}
"""


def with_directory(text: str) -> dict[str, bytes]:
    return {**RECORDS, PATH: text.encode()}


def lines_added(old: str, new: str) -> list[str]:
    """The lines that are new; no old one may be gone or moved."""
    _, _, *changes = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), n=0)
    assert not [line for line in changes if line.startswith("-")]
    return [line[1:] for line in changes if line.startswith("+")]


def test_program_stands_by_its_city_and_nothing_else_changes() -> None:
    """Between Newark and Trenton; its organization among the others."""
    old = small_sources()[PATH].decode()
    new = add_program(RECORDS, NEW)
    text = new.data.decode()
    assert "hope-house-orange" == new.id
    assert "".join(lines_added(old, text)).strip("\n") == ("  - {id: hope-inc, name: Hope Inc}\n" + WRITTEN).strip("\n")
    assert text.index("bright-path-newark") < text.index("hope-house-orange") < text.index("quiet-house-trenton")
    _, faults, unread = load_records(with_directory(text))
    assert ((), frozenset()) == (faults, unread)


def test_least_that_is_known_is_enough() -> None:
    """What is not known is not written."""
    added = lines_added(small_sources()[PATH].decode(), add_program(RECORDS, LEAST).data.decode())
    assert ["id", "name", "levels", "address", "source"] == [
        line.strip(" -").partition(":")[0] for line in added if line.strip()
    ]


@pytest.mark.parametrize(
    "empty", ["programs: []\n", "organizations: []\nprograms:\n", "# Ours\nprograms: []  # none yet\n"]
)
def test_first_program_of_a_directory_finds_its_place(empty: str) -> None:
    """In the list that was empty; the comments above stay."""
    text = add_program(with_directory(empty), LEAST).data.decode()
    site, faults, _ = load_records(with_directory(text))
    assert ["hope-orange"] == [program.id for program in site.directory.programs]
    assert () == faults
    assert empty.startswith("#") == text.startswith("# Ours\n")


def test_id_is_one_that_nobody_has() -> None:
    """By the house number where the name and the city are taken, and else by a number."""
    first = add_program(RECORDS, NEW)
    second = add_program(with_directory(first.data.decode()), NEW)
    third = add_program(with_directory(second.data.decode()), replace(NEW, street=""))
    assert ["hope-house-orange", "hope-house-orange-1-main"] == [first.id, second.id]
    assert third.id == "hope-house-orange-07050"


def test_known_organization_is_used_again() -> None:
    """However its letters are written."""
    text = add_program(RECORDS, replace(NEW, organization="BRIGHT PATH recovery")).data.decode()
    assert 1 == text.count("- {id: bright-path,")
    assert 2 == text.count("organization: bright-path\n")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"zip": "7050"}, '"7050" does not have the right form (write five digits in quotes, such as "07102")'),
        ({"levels": ("ipo",)}, 'there is no level of care "ipo" (did you mean "iop"?)'),
        ({"phone": "973-555-0100"}, "973-555-0100"),
        ({"name": "a\x07b"}, "control"),
    ],
)
def test_what_would_be_a_fault_is_not_written(change: dict[str, str], words: str) -> None:
    """It is told as the build would tell it."""
    with pytest.raises(EditError) as refused:
        add_program(RECORDS, replace(NEW, **change))  # type: ignore[arg-type]
    assert words in str(refused.value)


def test_file_with_faults_of_its_own_is_left_alone() -> None:
    """Nobody knows what stands in it."""
    broken = small_sources()[PATH].decode().replace("levels:", "levls:", 1)
    with pytest.raises(EditError, match="mend what it reports first"):
        add_program(with_directory(broken), NEW)


def test_list_in_brackets_cannot_be_edited() -> None:
    """It says so, and how it could."""
    listing = "{id: a, name: A, levels: {iop: {}}, address: {city: B, state: NJ, zip: '07102'}"
    flow = f"programs: [{listing}, source: {{name: C, edition: '2024'}}}}]"
    with pytest.raises(EditError, match="start each entry with a dash"):
        add_program(with_directory(flow), NEW)


COMMENTS = st.sampled_from(["", "# a word for colleagues\n", "  # indented\n", "\n"])


@examples(20)
@given(above=COMMENTS, between=COMMENTS, below=COMMENTS, crlf=st.booleans(), mark=st.booleans())
def test_no_comment_line_end_or_mark_gets_lost(above: str, between: str, below: str, *, crlf: bool, mark: bool) -> None:
    """Wherever they stand."""
    text = small_sources()[PATH].decode()
    old = f"{above}{text}".replace("  - id: quiet", f"{between}  - id: quiet") + below
    old = ("\ufeff" if mark else "") + (old.replace("\n", "\r\n") if crlf else old)
    new = add_program(with_directory(old), LEAST).data.decode()
    assert lines_added(old, new)
    assert crlf == ("\r\n" in new)
    assert not crlf or "\n" not in new.replace("\r\n", "")


# --- the command ---------------------------------------------------------------------------------------

TYPED = ["--name", "Hope", "--levels", "iop", "--city", "Orange", "--state", "NJ", "--zip", "07050"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, data in RECORDS.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A terminal at which somebody sits; what is written to it is what they type."""
    master, slave = os.openpty()
    with os.fdopen(slave, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield master
    os.close(master)


def run(root: Path, *words: str) -> int:
    return main(["new", "program", "--root", str(root), "--now", "2026-11-22", *words])


def test_what_is_typed_is_not_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, the options are all."""
    assert run(root, *TYPED) == 0
    assert "Wrote hope-orange into programs.yaml." in capsys.readouterr().out
    text = (root / PATH).read_text(encoding="utf-8")
    assert '    source: {name: Small County, edition: "2026-11-22"}\n' in text


def test_what_lacks_is_named_where_nobody_can_be_asked(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it at once, as wrong usage; nothing is written."""
    assert run(root, "--name", "Hope", "--zip", "07050") == 2
    assert (
        "Nothing was written: --levels, --city, --state: needed where nobody can be asked\n" == capsys.readouterr().err
    )
    assert RECORDS[PATH] == (root / PATH).read_bytes()


def test_a_terminal_is_asked_until_the_answer_can_be_used(
    root: Path, terminal: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what was not typed; Enter leaves out what may be left out."""
    os.write(terminal, b"ipo\niop, php\n\nOrange\nNJ\n7050\n07050\n\nAna\nphone\n")
    assert run(root, "--name", "Hope") == 0
    told = capsys.readouterr().out
    assert '  there is no level "ipo"; did you mean "iop"?\n' in told
    assert '  "7050" does not have the right form: write five digits in quotes, such as "07102"\n' in told
    text = (root / PATH).read_text(encoding="utf-8")
    assert 'address: {city: Orange, state: NJ, zip: "07050"}' in text
    assert 'verified: {"on": 2026-11-22, by: Ana, how: phone}' in text
    assert "levels: {iop: {}, php: {}}" in text


def test_a_wrong_option_is_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told as the option that it is."""
    assert run(root, *TYPED[:-1], "7050") == 2
    assert capsys.readouterr().err.startswith('Nothing was written: --zip: "7050" does not have the right form')


def test_another_file_of_listings_can_be_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the directory is split; one that is not there is told."""
    (root / "programs").mkdir()
    (root / "programs/essex.yaml").write_text("programs: []\n", encoding="utf-8")
    assert run(root, *TYPED, "--file", "programs/essex.yaml") == 0
    assert "id: hope-orange" in (root / "programs/essex.yaml").read_text(encoding="utf-8")
    assert RECORDS[PATH] == (root / PATH).read_bytes()
    assert run(root, *TYPED, "--file", "programs/union.yaml") == 1
    assert "there is no programs/union.yaml" in capsys.readouterr().err


def test_a_long_directory_of_our_own_takes_one_more() -> None:
    """The shipped file, 232 listings and their heading, but for the new lines."""
    old = (ROOT / PATH).read_text(encoding="utf-8")
    new = add_program({**RECORDS, PATH: old.encode(), **shipped_criteria()}, LEAST).data.decode()
    assert lines_added(old, new)
    assert old.split("organizations:")[0] == new.split("organizations:")[0]


def shipped_criteria() -> dict[str, bytes]:
    return {"content/criteria.yaml": (ROOT / "content/criteria.yaml").read_bytes()}
