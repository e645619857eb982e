"""What tools and a ruler can tell of a page in a browser, in all its looks: axe, sizes, the stops of the tab key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, Literal, NamedTuple, get_args

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
HEIGHT = 640


Scheme = Literal["light", "dark"]
Forced = Literal["none", "active"]


class Look(NamedTuple):
    """A width, and the colors a reader has asked for."""

    width: int
    scheme: Scheme
    forced: Forced


PLAIN = {width: Look(width, "light", "none") for width in (320, 1280)}
# Two rules look at colors, and take longer than all others together. The markup is the same in all colors.
DAY_AND_NIGHT = (PLAIN[320], Look(320, "dark", "none"))
ALL_COLORS = tuple(
    Look(width, scheme, forced) for width in PLAIN for scheme in get_args(Scheme) for forced in get_args(Forced)
)
OF_COLORS = ("color-contrast", "link-in-text-block")
# The cards of a long list are of the same colors.
RUN_AXE = """
async ([within, rules, areOnly]) => {
  const context = { include: [within], exclude: areOnly ? [".card:nth-child(n + 12)"] : [] };
  const others = { rules: Object.fromEntries(rules.map((id) => [id, { enabled: false }])) };
  const asked = areOnly ? { runOnly: { type: "rule", values: rules } } : others;
  const { violations } = await axe.run(context, { resultTypes: ["violations"], ...asked });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}
"""
# A link in a line of text may be as low as its line; a box to tick is pressed by its label.
MEASURE = """
(main) => {
  const told = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const target = one.matches("[type=checkbox], [type=radio]") ? one.closest("label") ?? one : one;
    const { width, height } = target.getBoundingClientRect();
    if (!width || !one.checkVisibility() || one.closest("svg, .skip")) continue;
    const least = one.matches(main) ? 44 : 24;
    const isInText = least < 44 && getComputedStyle(one).display === "inline";
    if (isInText || Math.min(Math.round(width), Math.round(height)) >= least) continue;
    told.push(`${one.textContent.trim().slice(0, 30)} (${one.className}): ${width} x ${height}`);
  }
  return [...new Set(told)];
}
"""
# What a reader came to do: call, leave, answer, go on, open, pick. The whole of a door on the home page is its link.
MAIN_ACTIONS = (
    ".exit, .crisis a, .brand, .button, .option input, .pick, .program__phone, .turn__link, .answers__change, summary, "
    ".filters select, .filters input:not([type=checkbox])"
)
# The stop before is measured again, for what is laid out only when it is scrolled to moves all below it.
AT_STOP = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const [box] = one.getClientRects();
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const over = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 10));
  const middle = ({ y, height }) => y + height / 2;
  const last = window.lastStop;
  window.lastStop = one;
  return {
    name: (one.textContent.trim() || one.id || one.className).slice(0, 40),
    place: [...document.querySelectorAll("*")].indexOf(one),
    isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    isSeen: Boolean(over && (one.contains(over) || over.contains(one))),
    isBelow: !last?.closest("main") || middle(one.getClientRects()[0]) > middle(last.getClientRects()[0]) - 24,
  };
}
"""


def wear(page: Page, look: Look) -> None:
    """Show the page in this look."""
    page.set_viewport_size({"width": look.width, "height": HEIGHT})
    page.emulate_media(color_scheme=look.scheme, forced_colors=look.forced)


def find_violations(page: Page, *, colors: Iterable[Look] = DAY_AND_NIGHT, within: str = "html") -> list[str]:
    """What axe finds *within* an element: in its markup on a phone and on a desk, and in these *colors*."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    looks = [*((look, False) for look in PLAIN.values()), *((look, True) for look in colors)]
    found = [f"{look}: {one}" for look, are_only in looks for one in _run_axe(page, look, within, are_only=are_only)]
    wear(page, PLAIN[320])
    return found


def _run_axe(page: Page, look: Look, within: str, *, are_only: bool) -> list[str]:
    wear(page, look)
    found: list[str] = page.evaluate(RUN_AXE, [within, OF_COLORS, are_only])
    return found


def find_small_targets(page: Page) -> list[str]:
    """What is too small for a thumb, on a phone or on a desk."""
    found = []
    for look in PLAIN.values():
        wear(page, look)
        found += [f"{look.width}: {one}" for one in page.evaluate(MEASURE, MAIN_ACTIONS)]
    return found


def walk(page: Page, most: int) -> Iterator[dict[str, Any]]:
    """Each stop of the tab key, from the top of the page, until it leaves the page or for *most* stops."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); delete window.lastStop; }")
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(AT_STOP)
        if stop is None:
            return
        yield stop
