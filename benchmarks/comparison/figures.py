"""What was measured, and what is made of it: medians, ranges, and ratios of runs that stood side by side."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process from start to end. *wall*, *cpu*: seconds. *memory*: bytes."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of some figures, with the lowest and the highest of them."""

    median: float
    low: float
    high: float


def spread(figures: Sequence[float]) -> Spread:
    """How *figures*, of which there is at least one, lie."""
    return Spread(median=statistics.median(figures), low=min(figures), high=max(figures))


def ratios(runs: Sequence[Run], base: Sequence[Run]) -> Spread | None:
    """By the clock, each of *runs* against that of *base* in the same turn; None where one has none to stand beside.

    A machine that is slower for a minute slows both of a turn, so a ratio says more than two medians.
    """
    if not base or len(runs) != len(base):
        return None
    return spread([own.wall / other.wall for own, other in zip(runs, base, strict=True)])
