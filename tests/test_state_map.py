"""The map of the states: made from shared lines, and small enough to be part of a page."""

from __future__ import annotations

import gzip
import json
import re

from site_gen.state_map import TABLE, Outline, import_map, read_map
from site_gen.vocabulary import STATES
from tests.criteria import ROOT

SHIPPED = (ROOT / TABLE).read_text(encoding="utf-8")


def topology() -> str:
    """Two squares that share a side, the second with an island that is too small to be seen."""
    arcs = [
        [[40, 0], [0, 20], [0, 20]],
        [[40, 40], [-40, 0], [0, -40], [40, 0]],
        [[40, 0], [10, 0], [0, 40], [-10, 0]],
        [[90, 90], [1, 0], [0, 1], [-1, 0], [0, -1]],
    ]
    states = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Utah"}},
        {"type": "MultiPolygon", "arcs": [[[2, -1]], [[3]]], "properties": {"name": "Iowa"}},
    ]
    transform = {"scale": [1, 1], "translate": [5, 5]}
    return json.dumps({"arcs": arcs, "transform": transform, "objects": {"states": {"geometries": states}}})


def test_table_is_made_from_shared_lines() -> None:
    """In the order of the codes; without needless points and islands; with a label only where there is room."""
    assert import_map(topology()) == "IA - M40 0l10 0 0 40-10 0z\nUT 20 20 M40 0l0 40-40 0 0-40z\n"


def test_table_is_read_as_it_was_written() -> None:
    """Comments are passed over."""
    assert read_map("# a\nIA - M40 0l10 0z\nUT 20 20 M40 0l0 40z\n") == (
        Outline(code="IA", label=None, path="M40 0l10 0z"),
        Outline(code="UT", label=(20, 20), path="M40 0l0 40z"),
    )


def test_shipped_map_shows_the_states_and_weighs_little() -> None:
    """Fifty states and the District of Columbia, each with whole steps only; under 5 kB as it is sent."""
    outlines = read_map(SHIPPED)
    assert len({one.code for one in outlines} & STATES.keys()) == len(outlines) == 51
    assert all(re.fullmatch(r"(?:M\d+ \d+l[\d -]+z)+", one.path) for one in outlines)
    assert len(gzip.compress("".join(one.path for one in outlines).encode(), 9)) < 5_000
