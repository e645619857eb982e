"""What builds keep for each other, in the memory, for tests of what is made again and what is not."""

from __future__ import annotations


class InMemory(dict[bytes, bytes]):
    """A memo in the memory; it counts what was recalled and what was new."""

    def __init__(self) -> None:
        super().__init__()
        self.new = 0
        self.used: set[bytes] = set()

    def knows(self, key: bytes) -> bool:
        return key in self

    def recall(self, key: bytes) -> bytes | None:
        return self.get(key)

    def keep(self, key: bytes, value: bytes) -> None:
        self[key] = value
        self.new += 1

    def use(self, key: bytes) -> None:
        self.used.add(key)
