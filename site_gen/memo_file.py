"""The memo of builds on a disk: one SQLite file, which may be taken away at any time.

A value is found only by the same code with the same libraries, and only if it comes back as it was written. Whatever is
wrong with the file, the build goes on without it, and the file is thrown away: what is lost is time.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from site_gen.unchanged import CHECKOUT, list_libraries

PLACE = Path(CHECKOUT, ".cache", "memo.sqlite3")
# What none of so many builds has used is forgotten: somebody may build two sites in turn, or look at drafts in between.
BUILDS_KEPT = 4
# Written down together. More are not held, for a site may have thousands.
BATCH = 500
SECONDS_TO_WAIT = 0.5
"""For another build that is writing."""

# What is lost with the machine's power is made again, so nothing waits for the disk; a writer stops no reader.
BEGIN = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL);
"""
KNOWS = "SELECT 1 FROM kept WHERE key = ?"
RECALL = "SELECT value FROM kept WHERE key = ?"
KEEP = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, used = excluded.used"
USE = "UPDATE kept SET used = ? WHERE key = ?"
FORGET = "DELETE FROM kept WHERE used <= ?"

T = TypeVar("T")


class MemoFile:
    """Keeps values from build to build. Used as a context, it is closed after one build."""

    def __init__(self, path: Path = PLACE, *, maker: bytes | None = None) -> None:
        self._path = path
        self._maker = describe_maker() if maker is None else maker
        self._connection: sqlite3.Connection | None = None
        self._connection = self._try(self._open)
        self._new: list[tuple[bytes, bytes, int]] = []
        self._used: list[tuple[int, bytes]] = []
        last = self._do(lambda connection: connection.execute("PRAGMA user_version").fetchone())
        self._build = last[0] + 1 if last else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        self.close(is_whole=failed is None)

    def knows(self, key: bytes) -> bool:
        """Whether something was kept, which may turn out to be damaged."""
        return bool(self._do(lambda connection: connection.execute(KNOWS, (self._own(key),)).fetchone()))

    def recall(self, key: bytes) -> bytes | None:
        """What was kept."""
        return self._do(lambda connection: self._find(connection, self._own(key)))

    def keep(self, key: bytes, value: bytes) -> None:
        """Write it down, soon."""
        own, packed = self._own(key), zlib.compress(value, 1)
        self._new.append((own, _digest(own, packed) + packed, self._build))
        if len(self._new) >= BATCH:
            self._do(self._write)

    def use(self, key: bytes) -> None:
        """What was recalled is of use."""
        self._used.append((self._build, self._own(key)))

    def close(self, *, is_whole: bool = True) -> None:
        """Write down what is still to be; after a whole build, forget what nobody has used for long."""
        self._do(self._write)
        if is_whole:
            self._do(self._forget)
        if self._connection:
            self._connection.close()
            self._connection = None

    def _own(self, key: bytes) -> bytes:
        return _digest(self._maker, key)

    def _find(self, connection: sqlite3.Connection, own: bytes) -> bytes | None:
        for (value,) in connection.execute(RECALL, (own,)):
            digest, packed = value[: len(own)], value[len(own) :]
            if digest == _digest(own, packed):
                return zlib.decompress(packed)
        return None

    def _write(self, connection: sqlite3.Connection) -> None:
        new, used, self._new, self._used = self._new, self._used, [], []
        with connection:
            connection.executemany(KEEP, new)
            connection.executemany(USE, used)

    def _forget(self, connection: sqlite3.Connection) -> None:
        with connection:
            connection.execute(FORGET, (self._build - BUILDS_KEPT,))
            connection.execute(f"PRAGMA user_version = {self._build}")

    def _do(self, action: Callable[[sqlite3.Connection], T]) -> T | None:
        """None where there is no file to be used, or none any more."""
        connection = self._connection
        return self._try(lambda: action(connection)) if connection else None

    def _try(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except (OSError, sqlite3.Error, TypeError, zlib.error) as error:
            self._connection = None
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                self._throw_away()
            return None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # A server builds in a thread of its own, one build after the other.
        connection = sqlite3.connect(self._path, timeout=SECONDS_TO_WAIT, check_same_thread=False)
        connection.executescript(BEGIN)
        return connection

    def _throw_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self._path}{ending}").unlink()


def describe_maker() -> bytes:
    """A digest of all that makes pages from sources: this code, the libraries, and Python."""
    code = sorted(Path(CHECKOUT, "site_gen").rglob("*.py"))
    said = [sys.version, *list_libraries(), *(f"{path}\n{path.read_text('utf-8')}" for path in code)]
    return _digest(*(one.encode("utf-8", "surrogateescape") for one in said))


def _digest(*parts: bytes) -> bytes:
    """Of parts of different lengths, none of which runs into the next."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
