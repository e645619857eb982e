"""The colors of the site: whether what stands on each other can be read, in both schemes.

All of them stand in one sheet, which a county may edit. Which meet on a page is written here, beside what they need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, fault

TOKENS = "templates/assets/css/tokens.css"

# WCAG 2.2: 1.4.3 for text, 1.4.11 for what shows a control or its state.
TEXT = 4.5
SHAPE = 3.0

GROUNDS = ("paper", "card", "tint", "sand", "warm-tint", "alert-tint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A color and all that it stands on. *least*: contrast it needs there."""

    name: str
    grounds: tuple[str, ...] = GROUNDS
    least: float = TEXT


PAIRS = (
    Pair(name="ink"),
    Pair(name="soft"),
    Pair(name="accent"),
    Pair(name="warm", grounds=("paper", "card", "tint", "sand", "warm-tint")),
    Pair(name="alert", grounds=("paper", "card", "alert-tint")),
    Pair(name="on-accent", grounds=("accent", "alert")),
    Pair(name="on-crisis", grounds=("crisis",)),
    Pair(name="edge", grounds=("paper", "card", "tint"), least=SHAPE),
    Pair(name="focus", least=SHAPE),
    Pair(name="focus-on-crisis", grounds=("crisis",), least=SHAPE),
)
COLORS = tuple(dict.fromkeys(name for pair in PAIRS for name in (pair.name, *pair.grounds)))

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")
_DECLARATION = re.compile(r"--([a-z][a-z0-9-]*):\s*([^;}]*[^;}\s])")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

Colors = Mapping[str, Located]
"""What a scheme gives each name."""


def check(sources: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """E803: a color that is missing or cannot be computed. E804: one that cannot be read on what it stands on."""
    if TOKENS not in sources:
        return ()
    light, dark = read_colors(sources[TOKENS].decode(errors="replace"))
    unread = tuple(_find_unread(light, dark))
    return unread or tuple(_find_faint("light", light)) + tuple(_find_faint("dark", dark))


def read_colors(sheet: str) -> tuple[Colors, Colors]:
    """The values of the sheet's names in the light scheme and in the dark one, which keeps what it does not change."""
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), sheet)
    start, end = _dark_part(bare)
    light: dict[str, Located] = {}
    dark: dict[str, Located] = {}
    for found in _DECLARATION.finditer(bare):
        scheme = dark if start <= found.start() < end else light
        scheme[found[1]] = _place(bare, found[2], found.start(2))
    return light, {**light, **dark}


def _dark_part(sheet: str) -> tuple[int, int]:
    """Where the rules for the dark scheme begin and end."""
    opening = _DARK.search(sheet)
    if opening is None:
        return len(sheet), len(sheet)
    depth = 1
    for brace in re.finditer(r"[{}]", sheet[opening.end() :]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return opening.end(), opening.end() + brace.start()
    return opening.end(), len(sheet)


def _place(sheet: str, text: str, at: int) -> Located:
    line = sheet.count("\n", 0, at) + 1
    return Located(text, path=TOKENS, line=line, column=at - sheet.rfind("\n", 0, at))


def _find_unread(light: Colors, dark: Colors) -> Iterator[Diagnostic]:
    for name in COLORS:
        if name not in light:
            message, hint = f'the color "--{name}" is missing', "put it back among the others, such as --ink: #1e2a2b;"
            yield Diagnostic(code="E803", path=TOKENS, message=message, hint=hint)
            continue
        for value in dict.fromkeys((light[name], dark[name])):
            if not is_color(value):
                hint = "write it as # and six digits or letters from a to f, such as #1e2a2b"
                yield fault("E803", value, f'the color "--{name}" cannot be computed: "{value}"', hint)


def is_color(value: str) -> bool:
    """Whether it can be computed with."""
    return _HEX.fullmatch(value) is not None


def _find_faint(scheme: str, colors: Colors) -> Iterator[Diagnostic]:
    """One fault for each color: what it can be read on worst."""
    for pair in PAIRS:
        color = colors[pair.name]
        ground = min(pair.grounds, key=lambda name: contrast(color, colors[name]))
        reached = contrast(color, colors[ground])
        if reached < pair.least:
            kind = "text needs" if pair.least == TEXT else "edges and the ring of the focus need"
            message = (
                f'"--{pair.name}" ({color}) on "--{ground}" ({colors[ground]}) has a contrast of {_cut(reached)} to 1 '
                f"in the {scheme} scheme; {kind} {pair.least:g}"
            )
            yield fault("E804", color, message, _suggest(color, [colors[name] for name in pair.grounds], pair.least))


def _cut(ratio: float) -> str:
    """Not rounded up: 4.49 is not 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"


def contrast(one: str, other: str) -> float:
    """How much lighter one color is than the other, from 1 to 21, as WCAG counts."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """How light a color looks, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB's own numbers


def _parts(color: str) -> tuple[int, ...]:
    digits = color[1:]
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)  # noqa: PLR2004  #rgb is #rrggbb
    return tuple(bytes.fromhex(digits))


def _suggest(color: str, grounds: list[Located], least: float) -> str:
    """The nearest color on the way to black or white that can be read on all of the *grounds*."""
    for step in range(1, 101):
        for word, end in (("darker", 0), ("lighter", 255)):
            mixed = _mix(color, end, step / 100)
            if all(contrast(mixed, ground) >= least for ground in grounds):
                return f"a {word} one such as {mixed} can be read there"
    return "no one color can be read on all it stands on: change the grounds, of which some are light and some are dark"


def _mix(color: str, end: int, share: float) -> str:
    return "#" + "".join(f"{round(part + (end - part) * share):02x}" for part in _parts(color))
