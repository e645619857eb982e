"""Colors that meet on a page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from site_gen.contrast import COLORS, TOKENS, check, contrast, read_colors
from tests.small_site import small_sources

SHEET = """@layer tokens {
  :root { --ink: #000; /* --ink: #fff; */
    --paper: #ffffff; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #fff }
  }
  :root { --card: #eee; }
}
"""
colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def faults_with(name: str, value: str) -> list[tuple[str, int, str]]:
    """Code, line and hint of each fault when a color of the light scheme is another one."""
    sheet = re.sub(rf"(?<=--{name}: )#\w+", value, small_sources()[TOKENS].decode(), count=1)
    return [(fault.code, fault.line, fault.hint) for fault in check({TOKENS: sheet.encode()})]


def test_the_shipped_colors_can_be_read() -> None:
    """On all they stand on, in both schemes."""
    assert check(small_sources()) == ()


def test_contrast_is_counted_as_wcag_does() -> None:
    """Black on white is 21; a known gray is just enough for text, the next lighter one is not."""
    assert contrast("#000", "#ffffff") == 21
    assert contrast("#767676", "#fff") >= 4.5 > contrast("#777777", "#fff")


@given(colors, colors)
def test_contrast_has_no_direction(one: str, other: str) -> None:
    """From 1 for the same color to 21, whichever of the two is the text."""
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21
    assert contrast(one, one) == 1


def test_dark_keeps_what_it_does_not_change() -> None:
    """And what stands behind its rules is of the light scheme; a comment is nothing."""
    light, dark = read_colors(SHEET)
    assert light == {"ink": "#000", "paper": "#ffffff", "card": "#eee"}
    assert dark == {"ink": "#fff", "paper": "#ffffff", "card": "#eee"}
    assert [(one.line, one.column) for one in (light["paper"], dark["ink"], dark["card"])] == [
        (3, 14),
        (5, 20),
        (7, 19),
    ]


def test_every_color_of_the_sheet_is_one_that_the_build_knows() -> None:
    """But for lines between things, which nobody needs to see."""
    light, dark = read_colors(small_sources()[TOKENS].decode())
    named = {name for name, value in {**light, **dark}.items() if value.startswith("#")}
    assert named - {"line"} == set(COLORS)


def test_a_faint_color_is_told_once_with_one_that_can_be_read() -> None:
    """At its own line, however many it stands on."""
    assert faults_with("soft", "#8a9090") == [("E804", 19, "a darker one such as #666b6b can be read there")]


def test_a_site_without_the_sheet_has_nothing_to_be_computed() -> None:
    """Its own templates may do without."""
    assert check({}) == ()


@given(colors)
def test_what_is_suggested_can_be_read(color: str) -> None:
    """Taken into the sheet, the suggestion is no fault."""
    for code, _, hint in faults_with("ink", color):
        found = re.search(r"#[0-9a-f]{6}", hint)
        assert code == "E804"
        assert found is not None
        assert faults_with("ink", found[0]) == []
