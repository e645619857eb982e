"""The site's own color: on every page, and only where words in it can be read."""

from __future__ import annotations

import re

import pytest

from site_gen.colors import DARK, MIN_CONTRAST, contrast, luminance
from tests.small_site import ROOT, Changes, build_site, edited

EXIT = "exit_url: https://www.weather.gov/\n"


def colored(accent: str, accent_dark: str) -> Changes:
    return edited("content/site.yaml", EXIT, f'{EXIT}colors: {{accent: "{accent}", accent_dark: "{accent_dark}"}}\n')


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#fff", 21.0), ("#777777", "#ffffff", 4.48), ("#0b5a5c", "#0b5a5c", 1.0), ("#fff", "#0000ff", 8.59)],
)
def test_contrast_is_measured_as_the_web_does(one: str, other: str, ratio: float) -> None:
    """Known values of WCAG's formula, whichever color is named first."""
    assert ratio == round(contrast(one, other), 2) == round(contrast(other, one), 2)


def test_nearly_black_is_proportional_to_light() -> None:
    """The straight part of the curve of sRGB."""
    assert pytest.approx(10 / 255 / 12.92) == luminance("#0a0a0a")


def test_color_of_the_site_is_on_every_page() -> None:
    """In both schemes, as part of the tokens, so that print keeps its black."""
    result = build_site(colored("#7a1f5c", "#f0a8d0"))
    assert () == result.diagnostics
    pages = [data.decode() for path, data in result.outputs.items() if path.endswith(".html")]
    assert all("@layer tokens{:root{--accent:#7a1f5c}" in text for text in pages)
    assert all(f"{DARK.replace(': ', ':')}{{:root{{--accent:#f0a8d0}}}}" in text for text in pages)


def test_without_a_color_the_style_is_ours() -> None:
    """And not a byte heavier."""
    text = build_site().outputs["index.html"].decode()
    assert ["#0b5a5c", "#83d3c9"] == re.findall(r"--accent:(#[0-9a-f]{6})", text)


@pytest.mark.parametrize(
    ("accent", "accent_dark", "column", "words"),
    [
        ("#00a0c0", "#83d3c9", 18, "to the page (#fbf6ee), where 4.5 is needed"),
        ("#0b5a5c", "#0b5a5c", 42, "to the page (#141b1e), where 4.5 is needed"),
        ("#617a10", "#83d3c9", 18, "to a tinted box (#e4efeb), where 4.5 is needed"),
    ],
)
def test_a_color_that_is_hard_to_see_is_refused(accent: str, accent_dark: str, column: int, words: str) -> None:
    """At its place, once, with what it stands on."""
    (found,) = build_site(colored(accent, accent_dark)).diagnostics
    assert ("E471", 11, column) == (found.code, found.line, found.column)
    assert found.message.endswith(words)


def test_our_own_colors_and_the_example_pass() -> None:
    """What the page on faults shows as right is right."""
    assert () == build_site(colored("#0b5a5c", "#83d3c9")).diagnostics
    assert '"#006a80", accent_dark: "#83d3c9"' in (ROOT / "docs/faults.md").read_text(encoding="utf-8")
    assert () == build_site(colored("#006a80", "#83d3c9")).diagnostics
    assert MIN_CONTRAST == 4.5


def test_what_is_no_color_is_told_once() -> None:
    """Its form is wrong; how it would look is not asked."""
    assert ["E204"] == [one.code for one in build_site(colored("teal", "#83d3c9")).diagnostics]
