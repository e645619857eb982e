"""How heavy pages are as they are sent, and which are the heaviest."""

from __future__ import annotations

import gzip
import heapq
from dataclasses import dataclass, field

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Weight:
    """*size*: of a page, gzipped. *limit*: the most it may be."""

    size: int
    limit: int
    path: str


def weigh_lightly(data: bytes) -> int:
    """The size by the quickest compression: never much more than by the best one."""
    return len(gzip.compress(data, 1))


@dataclass(slots=True)
class Scale:
    """Weighs pages one after the other and remembers the heaviest.

    The quickest compression is never much better than the best one, so what is light by it is not weighed again.
    """

    _heaviest: list[Weight] = field(default_factory=list)

    def weigh(self, path: str, data: bytes, limit: int, light: int | None) -> Weight | None:
        """The weight of a page that is over its limit or among the heaviest so far; None for all others.

        *light*: see `weigh_lightly`, where that is known.
        """
        is_ranked = len(self._heaviest) == MOST_NAMED
        if light is not None and light <= limit and is_ranked and light <= self._heaviest[0].size:
            return None
        weight = Weight(size=len(gzip.compress(data, 9)), limit=limit, path=path)
        heapq.heappush(self._heaviest, weight)
        if len(self._heaviest) > MOST_NAMED:
            heapq.heappop(self._heaviest)
        return weight

    @property
    def heaviest(self) -> tuple[Weight, ...]:
        return tuple(sorted(self._heaviest, reverse=True))


def describe_weights(weights: tuple[Weight, ...]) -> str:
    """The pages with what they weigh and may weigh, in kB as the limits are counted."""
    named = (f"{one.path} {one.size / 1024:.1f} of {one.limit / 1024:.1f}" for one in weights)
    return f"Heaviest pages, in kB gzipped: {', '.join(named)}." if weights else ""
