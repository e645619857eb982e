"""How soon what is saved is on the screen: `build.py serve`, and a page open in Chromium.

    python benchmarks/save_to_screen.py . --chromium /usr/bin/chromium

The site is copied first. From before a file is written until the frame in which the reloaded page shows it, by the
page's own clock; the lowest, the median and the highest of several saves, each after the whole build of the one before.
With --pause it comes that many seconds after, while the build runs, which is given up: a large site takes minutes.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TextIO, cast

from playwright.sync_api import Page, sync_playwright

BUILD = Path(__file__).resolve().parents[1] / "build.py"
SAVES = 7
PATIENCE = 120_000

# The first frame in which the whole page is there, in milliseconds since 1970.
TELL_WHEN_SHOWN = """addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => (window.shownAt = Date.now());
    port2.postMessage('');
}))"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One kind of save: which *file*, what it makes of its text and a new word, and the page that shows it."""

    name: str
    word: str
    file: Path
    page: str
    change: Callable[[str, str], str]


def main() -> None:
    """Print a line for each kind of save."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("root", type=Path, help="folder of the sources")
    parser.add_argument("--chromium", help="the browser to start (default: Playwright's own)")
    parser.add_argument("--pause", type=float, help="seconds from the screen to the next save")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copy_sources(options.root, Path(folder) / "site")
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox", "--disable-gpu"])
        with serve(root) as (address, output):
            for edit in list_edits(root):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.add_init_script(TELL_WHEN_SHOWN)
                page.goto(address + edit.page, timeout=PATIENCE)
                rest = partial(time.sleep, options.pause) if options.pause else partial(wait_for_build, output)
                # The first one is for warming up.
                report(edit.name, [save(page, edit, turn, rest) for turn in range(SAVES + 1)][1:])
                page.close()
        browser.close()


def copy_sources(root: Path, copy: Path) -> Path:
    """The sources in a folder where they can be edited."""
    for name in ("content", "templates", "programs"):
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name)
    if (root / "programs.yaml").is_file():
        shutil.copy(root / "programs.yaml", copy)
    return copy


def list_edits(root: Path) -> Iterator[Edit]:
    """An article and a program, as people edit them, and a style."""
    article = root / "content/en/teens.md"
    yield Edit("an article", "Apple", article, "teens/", lambda text, word: f"{text}\nOne more {word}.\n")
    listing = min([*root.glob("programs.yaml"), *root.glob("programs/*.yaml")])
    listed = listing.read_text("utf-8").partition("\nprograms:")[2]
    found = re.search(r"- id: (\S+)\n\s+name: (.+)\n", listed)
    if found:
        record, program = found[0].rstrip(), found[1]
        yield Edit(
            "a program",
            "Pear",
            listing,
            f"programs/{program}/",
            lambda text, word: text.replace(record, f"{record} {word}", 1),
        )
    style = root / "templates/components/crisis_bar.css"
    yield Edit("a style", "Plum", style, "teens/", lambda text, word: f"{text}\nh1::after {{ content: '{word}'; }}\n")


@contextmanager
def serve(root: Path) -> Iterator[tuple[str, TextIO]]:
    """The address of the server, and what it says, after its first build."""
    command = [sys.executable, "-u", str(BUILD), "serve", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # noqa: S603
        said = cast("TextIO", server.stdout)
        address = said.readline().split()[1]
        wait_for_build(said)
        yield address, said
        server.terminate()


def wait_for_build(output: TextIO) -> None:
    """Until the server says that it has built."""
    while not output.readline().startswith(("Built", "Not published")):
        pass


def save(page: Page, edit: Edit, turn: int, rest: Callable[[], None]) -> float:
    """Milliseconds from the save to the screen; returns after a *rest*."""
    word = f"{edit.word}{turn}"
    text = edit.change(edit.file.read_text("utf-8"), word)
    started = time.time() * 1000
    edit.file.write_text(text, "utf-8")
    shown = page.wait_for_function(
        "(word) => document.documentElement.innerHTML.includes(word) && window.shownAt", arg=word, timeout=PATIENCE
    )
    took = float(shown.json_value()) - started
    rest()
    return took


def report(name: str, times: list[float]) -> None:
    """One line."""
    print(f"{name:12} {min(times):6.0f} {statistics.median(times):6.0f} {max(times):6.0f} ms", flush=True)


if __name__ == "__main__":
    main()
