"""The site in the other two kinds of browsers, where they are installed: `make test-browsers` installs Debian's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.audit import AXE, OF_COLORS, RUN_AXE
from tests.browser.engines import Engine, has_firefox, has_webkit, start_firefox, start_webkit
from tests.browser.quiz_reader import ANSWER_ALL, STEADY
from tests.browser.test_pages import KINDS


class Kind(NamedTuple):
    """How to find and to start a browser."""

    is_installed: Callable[[], bool]
    start: Callable[[Path], AbstractContextManager[Engine]]


ENGINES = {"Firefox": Kind(has_firefox, start_firefox), "WebKit": Kind(has_webkit, start_webkit)}
FILTERED = """
(async () => {
  const status = document.querySelector("[role=status]");
  while (!status.textContent) await new Promise((done) => setTimeout(done, 10)); // the script comes after the page
  const shown = () => document.querySelectorAll(".card").length && [...document.querySelectorAll(".card")]
    .filter((card) => getComputedStyle(card).display !== "none" && getComputedStyle(card).order !== "2").length;
  const all = shown();
  document.querySelector("#f-level-php").click();
  return [all, shown(), status.textContent];
})()
"""
# The script comes after the page. It takes the questions out, to show them one by one.
SCRIPT_IS_THERE = """
(async () => {
  while (document.querySelector(".quiz > [data-step]")) await new Promise((done) => setTimeout(done, 10));
})()
"""
# Within the page, where browsers go at once: a test can see both the page that is left and where it led.
LEAVE = """
(() => {
  const link = document.querySelector(".exit");
  const before = history.length;
  link.href = "#left";
  localStorage.setItem("stepdown-list", "a");
  link.click();
  return [document.documentElement.hidden, localStorage.length, location.hash, history.length - before];
})()
"""
# A window without the focus outlines nothing; on a screen without a window manager, as WebKit has here, none has it.
STOP = """
(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  return [document.activeElement.textContent, isOutlined || !document.hasFocus()];
})()
"""


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    kind = ENGINES[request.param]
    if not kind.is_installed():
        pytest.skip(f"{request.param} is not installed; make test-browsers installs it")
    with kind.start(tmp_path_factory.mktemp(request.param)) as browser:
        yield browser


def test_every_kind_of_page_fits_a_narrow_frame(engine: Engine, site_url: str, built_site: Path) -> None:
    """Nobody has to scroll sideways."""
    program = min(path.name for path in (built_site / "programs").iterdir() if path.is_dir())
    too_wide = []
    engine.open(site_url)
    engine.resize(320, 640)
    for kind, path in KINDS.items():
        engine.open("about:blank")
        engine.open(site_url + path.format(program=program))
        too_wide += [kind] if engine.evaluate("document.documentElement.scrollWidth > innerWidth") else []
    assert too_wide == []


def test_all_components_can_be_read(engine: Engine, gallery_url: str) -> None:
    """By their colors. All else that axe looks at is markup, the same in every browser."""
    engine.open(gallery_url)
    engine.evaluate(f"(() => {{ {AXE}; window.axe = axe; }})()")
    assert engine.evaluate(f"({RUN_AXE})({json.dumps(['html', OF_COLORS, True])})") == []


def test_quiz_comes_to_its_result(engine: Engine, site_url: str) -> None:
    """With the script, from the first question to the last."""
    engine.open(f"{site_url}quiz/")
    engine.evaluate(SCRIPT_IS_THERE)
    engine.evaluate(f"({ANSWER_ALL})({STEADY!r})")
    assert engine.evaluate("document.querySelector('.quiz .result h2').textContent") == "Standard outpatient care"


def test_filters_choose(engine: Engine, site_url: str) -> None:
    """By style rules alone; the script counts what they leave, for those who do not see it."""
    engine.open(f"{site_url}programs/")
    everything, some, told = engine.evaluate(FILTERED)
    assert 0 < some < everything
    assert str(some) in told


def test_way_out_blanks_the_page_and_takes_its_place(engine: Engine, site_url: str) -> None:
    """At once, and without a new entry in the history."""
    engine.open(f"{site_url}privacy/")
    assert engine.evaluate(LEAVE) == [True, 0, "#left", 0]


def test_tab_key_comes_to_the_way_out_first(engine: Engine, site_url: str) -> None:
    """Then to the link past the menu; both are outlined, where the window can have the focus."""
    engine.open(f"{site_url}privacy/")
    stops = []
    for _ in range(2):
        engine.press_tab()
        stops.append(engine.evaluate(STOP))
    assert stops == [["Leave this site", True], ["Skip to the main part", True]]
