"""The memo on a disk: what comes back is what was kept, or nothing, whatever has become of the file."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import memo_file
from site_gen.memo_file import BATCH, BUILDS_KEPT, MemoFile, describe_maker

KEY, OTHER = b"a" * 16, b"b" * 16
VALUE = "<p>A page, é.</p>".encode() * 40


def _memo(folder: Path, maker: bytes = b"code") -> MemoFile:
    return MemoFile(folder / ".cache" / "memo.sqlite3", maker=maker)


def _keep(folder: Path, **values: bytes) -> Path:
    """The file, after a build that has kept these."""
    with _memo(folder) as memo:
        for key, value in ({"a" * 16: VALUE} | values).items():
            memo.keep(key.encode(), value)
    return folder / ".cache" / "memo.sqlite3"


def _recall(folder: Path, key: bytes = KEY, maker: bytes = b"code") -> bytes | None:
    with _memo(folder, maker) as memo:
        return memo.recall(key)


def test_next_build_finds_what_was_kept(tmp_path: Path) -> None:
    """As it was written; and nothing under another key."""
    _keep(tmp_path)
    assert _recall(tmp_path) == VALUE
    assert _recall(tmp_path, OTHER) is None


def test_what_is_known_was_kept(tmp_path: Path) -> None:
    """It is there, though it may be damaged."""
    path = _keep(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE kept SET value = x'00'")
    connection.close()
    with _memo(tmp_path) as memo:
        assert (memo.knows(KEY), memo.knows(OTHER)) == (True, False)
        assert memo.recall(KEY) is None


def test_other_code_finds_nothing(tmp_path: Path) -> None:
    """What it would make may be something else."""
    _keep(tmp_path)
    assert _recall(tmp_path, maker=b"other code") is None


def test_code_libraries_and_python_make_the_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any change of them is another maker; a look at the same is the same one."""
    code = tmp_path / "site_gen" / "cli.py"
    code.parent.mkdir()
    code.write_text("pass")
    monkeypatch.setattr(memo_file, "CHECKOUT", str(tmp_path))
    seen = [describe_maker(), describe_maker()]
    code.write_text("pass  # more")
    seen.append(describe_maker())
    monkeypatch.setattr(memo_file, "list_libraries", lambda: ["/lib 2"])
    seen.append(describe_maker())
    monkeypatch.setattr(sys, "version", "4.0")
    seen.append(describe_maker())
    assert len(set(seen)) == 4


@given(st.data())
def test_damaged_file_gives_back_what_was_kept_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Cut off anywhere, or with some bytes changed; and the next build but one has a whole one again."""
    folder = tmp_path_factory.mktemp("damaged")
    path = _keep(folder)
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=64))
    path.write_bytes(whole[:start] + noise + (whole[start + len(noise) :] if data.draw(st.booleans()) else b""))
    assert _recall(folder) in (VALUE, None)
    _keep(folder)
    _keep(folder)
    assert _recall(folder) == VALUE


def _write_other_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (name TEXT)")
    connection.close()


def _write_text(path: Path) -> None:
    path.write_text("Not a database.\n" * 100)


@pytest.mark.parametrize("write", [_write_other_table, _write_text])
def test_file_of_something_else_is_thrown_away(tmp_path: Path, write: object) -> None:
    """The build that finds it goes on without a memo, and the next one begins a new one."""
    path = _keep(tmp_path)
    path.unlink()
    assert callable(write)
    write(path)
    _keep(tmp_path)
    assert _recall(tmp_path) is None
    _keep(tmp_path)
    assert _recall(tmp_path) == VALUE


def test_without_a_place_for_it_nothing_is_kept(tmp_path: Path) -> None:
    """A folder where the file should be, or a file where its folder should be."""
    (tmp_path / "one" / ".cache" / "memo.sqlite3").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / ".cache").write_text("in the way")
    for folder in (tmp_path / "one", tmp_path / "two"):
        _keep(folder)
        assert _recall(folder) is None


def test_another_build_that_writes_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this one would keep is lost; what is there stays."""
    monkeypatch.setattr(memo_file, "SECONDS_TO_WAIT", 0)
    path = _keep(tmp_path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert _recall(tmp_path) == VALUE
    _keep(tmp_path, **{"b" * 16: VALUE})
    other.execute("COMMIT")
    other.close()
    assert (_recall(tmp_path), _recall(tmp_path, OTHER)) == (VALUE, None)


def test_what_is_not_used_for_some_builds_is_forgotten(tmp_path: Path) -> None:
    """And what is used stays for as long as it is."""
    _keep(tmp_path, **{"b" * 16: VALUE})
    for _ in range(BUILDS_KEPT):
        with _memo(tmp_path) as memo:
            assert memo.recall(KEY) == memo.recall(OTHER) == VALUE
            memo.use(KEY)
    assert _recall(tmp_path) == VALUE
    assert _recall(tmp_path, OTHER) is None


def test_much_is_written_as_it_comes(tmp_path: Path) -> None:
    """Not held until the end; and none of it is lost."""
    with _memo(tmp_path) as memo:
        for number in range(BATCH + 1):
            memo.keep(number.to_bytes(16, "big"), VALUE)
        with _memo(tmp_path) as other:
            assert other.recall((BATCH - 1).to_bytes(16, "big")) == VALUE
            assert other.recall(BATCH.to_bytes(16, "big")) is None
    assert _recall(tmp_path, BATCH.to_bytes(16, "big")) == VALUE
