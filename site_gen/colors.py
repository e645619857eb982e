"""The site's own color: written into the style of every page, and refused where it could not be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model import Colors, Site

TOKENS = "templates/assets/css/tokens.css"
DARK = "@media (prefers-color-scheme: dark)"
MIN_CONTRAST = 4.5  # of text, by WCAG 2.2 AA
# What text in this color stands on, and what stands on it.
AROUND = {"paper": "the page", "card": "a card", "tint": "a tinted box", "on-accent": "the words of a button"}

NEARLY_BLACK = 0.04045

_TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6});")


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
    light, _, dark = sources.get(TOKENS, b"").decode(errors="replace").partition(DARK)
    for color, tokens in ((colors.accent, light), (colors.accent_dark, dark)):
        if re.fullmatch(r"#[0-9a-f]{6}", color):  # else it has a fault of its own
            yield from _check_color(color, dict(_TOKEN.findall(tokens)))


def _check_color(color: Located, tokens: Mapping[str, str]) -> Iterator[Diagnostic]:
    for name, words in AROUND.items():
        if name in tokens and (ratio := contrast(color, tokens[name])) < MIN_CONTRAST:
            found = f"{color} has a contrast of {ratio:.1f} to {words} ({tokens[name]})"
            message = f"{found}, where {MIN_CONTRAST} is needed"
            darker = luminance(tokens["paper"]) > luminance("#777777")
            yield fault("E471", color, message, f"choose a {'darker' if darker else 'lighter'} one")
            return


def contrast(one: str, other: str) -> float:
    """From 1, not to be told apart, to 21, black on white: WCAG's measure."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """How light a color looks, from 0 to 1."""
    digits = color[1:] if len(color) == len("#rrggbb") else "".join(digit * 2 for digit in color[1:])
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """As sRGB has it: nearly black is proportional to light, everything else a power."""
    return part / 12.92 if part <= NEARLY_BLACK else float(((part + 0.055) / 1.055) ** 2.4)
