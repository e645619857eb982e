"""What the oldest supported Python does not do as newer ones do."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.small_site import ROOT

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "site_gen").rglob("*.py"))
]


@pytest.mark.parametrize("name", MODULES)
def test_no_pattern_has_a_possessive_or_atomic_group(name: str) -> None:
    """Pythons before 3.11.5 match them wrongly, and Debian 12 has 3.11.2: there no page could be read."""
    values = vars(importlib.import_module(name)).values()
    patterns = [str(value.pattern) for value in values if isinstance(value, re.Pattern)]
    assert [pattern for pattern in patterns if re.search(r"\)[*+?]\+|\(\?>", pattern)] == []
