"""By what a page is known again: the same for what says the same, another one for all else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from site_gen.diagnostics import Located
from site_gen.keys import LONG_TEXT, Keys, PageKeys
from site_gen.model import Article, Foreign
from site_gen.page import Frame, Page, Planned
from tests.small_site import load_small


@dataclass(frozen=True, slots=True, kw_only=True)
class _Road:
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _River:
    name: str


class _Side(Enum):
    LEFT = "left"
    RIGHT = "right"


def _key(*values: object) -> bytes | None:
    return Keys().key(*values)


VALUES: list[object] = [
    None,
    True,
    1,
    1.5,
    "1",
    "one",
    b"one",
    date(2026, 11, 22),
    Markup("one"),
    Foreign.made_of("one", "en"),
    Foreign.made_of("one", "es"),
    _Road(name="one"),
    _River(name="one"),
    _Side.LEFT,
    _Side.RIGHT,
    "x" * LONG_TEXT,
    "y" * LONG_TEXT,
    (),
    ("one",),
    (("one",),),
    ("o", "ne"),
    ("one", "two"),
    ("two", "one"),
    frozenset({"one"}),
    {"one": "two"},
    {"two": "one"},
    {"one": "two", "two": "one"},
    {"two": "one", "one": "two"},
]


def test_different_values_have_different_keys() -> None:
    """Of different kinds too, and in another order; and several values are not run together."""
    keys = [_key(value) for value in VALUES]
    assert None not in keys
    assert len(set(keys)) == len(VALUES)
    assert _key("a", "bc") != _key("ab", "c")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Located("day", path="a.md", line=1), Located("day", path="b.yaml", line=9, column=2)),
        (Located("night", path="a.md"), "night"),
        (["day", "night"], ("day", "night")),
        ({"b", "c", "a"}, {"a", "c", "b"}),
        (_Road(name="x"), _Road(name="x")),
    ],
)
def test_values_that_say_the_same_have_one_key(one: object, other: object) -> None:
    """Wherever they stand in the sources."""
    assert _key(one) == _key(other)


@given(st.dictionaries(st.text(), st.lists(st.text() | st.integers() | st.none())))
def test_key_is_the_same_each_time(value: object) -> None:
    """Asked again, or by another build."""
    keys = Keys()
    assert keys.key(value) == keys.key(value) == _key(value)


@pytest.mark.parametrize("value", [object(), str.upper, {"a": [object()]}, iter(())])
def test_value_of_an_unknown_kind_has_no_key(value: object) -> None:
    """Two of them may say something else and look alike."""
    assert _key("a", value) is None


def test_record_that_is_gone_leaves_its_key_to_nobody() -> None:
    """Python may give its place in memory to the next one."""
    (article, *_) = load_small().articles
    keys = Keys()
    made = {keys.key(_titled(article, number)) for number in range(200)}
    assert len(made) == 200
    assert len({keys.key(str(number) * LONG_TEXT) for number in range(200)}) == 200


def _titled(article: Article, number: int) -> Article:
    return replace(article, slug=article.slug.with_text(f"day-{number}"))


def _fill(frame: Frame, facts: object) -> Page:
    return Page(frame=frame, context={"facts": facts})


def _fill_otherwise(frame: Frame, facts: object) -> Page:
    return Page(frame=frame, context={"facts": facts}, in_sitemap=False)


FRAME = Frame(address="a/", language="en", template="pages/a.html")


def _plan(facts: object = "facts", frame: Frame = FRAME) -> Planned[object]:
    return Planned(frame=frame, gather=lambda: facts, fill=_fill)


TEMPLATES = {
    "pages/a.html": '{% extends "base.html" %}{% include "components/b.html" %}',
    "pages/c.html": "c",
    "base.html": "base",
    "components/b.html": "b",
    "parts/d.html": "d",
}


@pytest.mark.parametrize(
    "other",
    [
        _plan(frame=replace(FRAME, address="b/")),
        _plan(frame=replace(FRAME, language="es")),
        _plan(frame=replace(FRAME, template="pages/c.html")),
        _plan(frame=replace(FRAME, parts="parts/d.html")),
        _plan("other facts"),
        replace(_plan(), fill=_fill_otherwise),
    ],
    ids=["address", "language", "template", "parts", "facts", "maker"],
)
def test_all_that_a_page_is_made_from_counts(other: Planned[object]) -> None:
    """Each may change what is published, or what is said of it."""
    keys = PageKeys("shared", TEMPLATES)
    assert keys.key(_plan()) == keys.key(_plan()) is not None
    assert keys.key(_plan()) != keys.key(other) is not None


def test_page_that_may_be_made_from_more_than_was_gathered_has_no_key() -> None:
    """A function within another one knows what that one knew."""
    more = "more"

    def fill(frame: Frame, facts: object) -> Page:
        return Page(frame=frame, context={"facts": facts, "more": more})

    keys = PageKeys("shared", TEMPLATES)
    assert keys.key(replace(_plan(), fill=fill)) is None
    assert keys.key(replace(_plan(), fill=partial(_fill))) is None


@pytest.mark.parametrize("name", ["pages/a.html", "base.html", "components/b.html"])
def test_page_has_another_key_when_one_of_its_templates_changes(name: str) -> None:
    """What it extends and includes as well; but no other template."""
    before = PageKeys("shared", TEMPLATES)
    after = PageKeys("shared", {**TEMPLATES, name: f"{TEMPLATES[name]}!"})
    other = _plan(frame=replace(FRAME, template="pages/c.html"))
    assert before.key(_plan()) != after.key(_plan())
    assert before.key(other) == after.key(other)


def test_what_all_pages_share_counts_for_each() -> None:
    """If nothing can be said of that, no page has a key."""
    assert PageKeys("one", TEMPLATES).key(_plan()) != PageKeys("two", TEMPLATES).key(_plan())
    assert PageKeys(object(), TEMPLATES).key(_plan()) is None
