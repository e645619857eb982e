"""A list in a YAML file is cut where the parser saw its items begin, or not at all."""

from __future__ import annotations

import pytest
import yaml

from site_gen import yaml_items
from site_gen.yaml_items import find_items

KEY = "programs"


@pytest.fixture(params=["CLoader", "Loader"], autouse=True)
def _with_each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of libyaml, and the one of those who have none."""
    parser = getattr(yaml, request.param, None)
    if parser is None:
        pytest.skip("PyYAML was installed without libyaml")
    monkeypatch.setattr(yaml_items, "PARSER", parser)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("programs:\n- id: a\n- id: b\n", (1, 2, 3)),
        ("programs:\n  - id: a\n    name: A\n\n  # of b\n  - id: b\n", (1, 5, 6)),
        ("# head\nx: {y: [1]}\nprograms:\n\n  # of a\n  - id: a\nz:\n  - b: c\n", (5, 6)),
        ("programs:\n  -\n    id: a\n  - # of b\n    id: b\n...\n", (1, 3, 5)),
        ("programs:\n- id: a\n  list:\n  - id: c\n  - {id: d}\n- id: b\n\n\n", (1, 5, 8)),
        ("programs:\n- note: |+\n    - id: x\n\n- note: >\n    y\n\n", (1, 4, 7)),
        ("---\nprograms:\n- id: a\n  name: long\n    - not a dash\n", (2, 5)),
        ("programs: x\nprograms:\n- id: a\nothers:\n- b\n", (2, 3)),
        ("{}\n", ()),
        ("", ()),
    ],
    ids=[
        "at the edge", "indented", "between others", "dash alone", "lists inside", "texts of lines", "joined lines",
        "twice", "no list", "nothing",
    ],
)  # fmt: skip
def test_items_end_where_the_next_one_begins(text: str, bounds: tuple[int, ...]) -> None:
    """The last one where something else follows, or the file ends."""
    assert find_items(text, KEY) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "programs:\n- id: a\n- {id: b}\n",
        "programs:\n- id: a\n- b\n",
        "programs:\n- id: a\n-\n",
        "programs:\n- id: a\n- *b\n",
        "programs: [{id: a}]\n",
        "programs:\n- id: a\n- id: b",
        "programs:\n- id: a\n  name: 'open\n",
        "? - id: a\n: programs\n",
        "[programs, [{id: a}]]\n",
        "- programs:\n  - id: a\n",
        "programs: {a: [id]}\n",
    ],
    ids=[
        "item in brackets", "item of text", "empty item", "alias", "list in brackets", "line without end", "no yaml",
        "list as a key", "no keys", "list in a list", "keys of lists",
    ],
)  # fmt: skip
def test_what_cannot_be_cut_by_lines_is_not_cut(text: str) -> None:
    """Not even the items that could be."""
    assert find_items(text, KEY) == ()


def test_file_filled_beyond_reason_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the whole of it is looked at, and refused, whatever is known of its items."""
    text = "programs:\n- id: a\n- id: b\n"
    monkeypatch.setattr(yaml_items, "MAX_VALUES", 9)
    assert find_items(text, KEY) == (1, 2, 3)
    monkeypatch.setattr(yaml_items, "MAX_VALUES", 8)
    assert find_items(text, KEY) == ()
