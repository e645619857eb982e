"""The site's own color: written into the style of every page, and refused where it could not be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_gen.contrast import TEXT, TOKENS, contrast, is_color, luminance, read_colors
from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model import Colors, Site

DARK = "@media (prefers-color-scheme: dark)"
# What text in this color stands on, and what stands on it.
AROUND = {
    "paper": "the page",
    "card": "a card",
    "tint": "a tinted box",
    "sand": "the top of the home page",
    "warm-tint": "a notice",
    "alert-tint": "a box about danger",
    "on-accent": "the words of a button",
}


def write_colors(colors: Colors | None) -> str:
    """The style rules that put them in place of ours; print has its own."""
    if colors is None:
        return ""
    light, dark = (f":root {{ --accent: {color}; }}" for color in (colors.accent, colors.accent_dark))
    return f"@layer tokens {{\n{light}\n{DARK} {{ {dark} }}\n}}\n"


def check_colors(site: Site, sources: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """E471: words in this color, or on it, could not be read."""
    colors = site.config.colors
    if colors is None:
        return
    schemes = read_colors(sources.get(TOKENS, b"").decode(errors="replace"))
    for color, tokens in zip((colors.accent, colors.accent_dark), schemes, strict=True):
        if re.fullmatch(r"#[0-9a-f]{6}", color):  # else it has a fault of its own
            yield from _check_color(color, tokens)


def _check_color(color: Located, tokens: Mapping[str, str]) -> Iterator[Diagnostic]:
    for name, words in AROUND.items():
        if name in tokens and is_color(tokens[name]) and (ratio := contrast(color, tokens[name])) < TEXT:
            found = f"{color} has a contrast of {ratio:.1f} to {words} ({tokens[name]})"
            message = f"{found}, where {TEXT} is needed"
            darker = luminance(tokens["paper"]) > luminance("#777777")
            yield fault("E471", color, message, f"choose a {'darker' if darker else 'lighter'} one")
            return
