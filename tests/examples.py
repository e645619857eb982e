"""How many examples a property is tried on: few at each push, many in the long run."""

from __future__ import annotations

from hypothesis import settings

FEW = 40
"""Faults that examples find at all are nearly always found by the first dozens; CONTRIBUTING tells of the long run."""

TIMES = 25
LONG = "long"


def register_profiles() -> None:
    """The two runs: the same examples at each push, new ones in the long run.

    A busy machine must not fail a test: how long an example takes says nothing about the code.
    A push is judged by what it changes, so nothing in it depends on chance.
    """
    settings.register_profile("stepdown", deadline=None, derandomize=True, max_examples=FEW)
    settings.register_profile(LONG, deadline=None, max_examples=FEW * TIMES)


def examples(few: int) -> settings:
    """Settings of a property whose examples are dearer, or rarer, than those of others; the long run tries more too."""
    return settings(max_examples=few * TIMES if settings.get_current_profile_name() == LONG else few)
