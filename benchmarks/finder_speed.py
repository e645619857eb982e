"""How long the finder takes for one action on the longest list of a built site, in Chromium.

    python benchmarks/finder_speed.py _site --chromium /usr/bin/chromium

The median and the slowest of repeated actions, first at full speed, then with the processor slowed down four times, as
on an old phone. What counts is how long the page's thread works on an action, with style and layout: that is
the same on a busy machine. The clock's time, from the input to the end of layout, stands beside it.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import CDPSession, Page, sync_playwright

REPEATS = 20
SLOWER = (1, 4)

# Each does one thing that a reader does, waits until the finder has answered, and returns the milliseconds.
ACTIONS = {
    "filter": """async (turn) => {
        const boxes = document.querySelectorAll('.filters input[type=checkbox]');
        const start = performance.now();
        boxes[turn % boxes.length].click();
        document.body.offsetHeight;
        return performance.now() - start;
    }""",
    "clear": """async () => {
        const start = performance.now();
        document.querySelector('.filters [type=reset]').click();
        document.body.offsetHeight;
        return performance.now() - start;
    }""",
    "name": """async (turn) => {
        const field = document.querySelector('[data-finder=name]');
        const start = performance.now();
        field.value = ['r', 're', 'rec', 'recovery', 'recovery oak', ''][turn % 6];
        field.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.offsetHeight;
        return performance.now() - start;
    }""",
    "zip": """async (turn) => {
        const field = document.querySelector('[data-finder=zip]');
        const {zips, places} = field.closest('.finder').dataset;
        const here = document.querySelector('script[type=module]').src;
        const [table] = await Promise.all([import(new URL(zips, here)), import(new URL(places, here))]);
        const codes = table.zips.filter((_, at) => at % 3 === 0).map((sum => step => sum += step)(0));
        const cards = document.querySelectorAll('.card');
        const moved = new Promise((done) => {
            const all = new Set();
            new MutationObserver((found, self) => {
                found.forEach((one) => one.addedNodes.forEach((card) => all.add(card)));
                if (all.size === cards.length) self.disconnect(), done();
            }).observe(document.querySelector('.cards'), {childList: true});
        });
        const start = performance.now();
        field.value = String(codes[(turn * 97) % codes.length]).padStart(5, '0');
        field.dispatchEvent(new Event('input', {bubbles: true}));
        await moved;
        document.body.offsetHeight;
        return performance.now() - start;
    }""",
}


def main() -> None:
    """Print a line for each action and speed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--chromium", help="the browser to start (default: Playwright's own)")
    options = parser.parse_args()
    path, cards = find_longest(options.site)
    print(f"{path}: {cards} programs, {path.stat().st_size:,} bytes")
    with serve(options.site) as url, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        print(f"Chromium {browser.version}, {REPEATS} of each action")
        for slower in SLOWER:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.goto(url + path.parent.relative_to(options.site).as_posix() + "/")
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            measure(page, session, slower)
        browser.close()


def find_longest(site: Path) -> tuple[Path, int]:
    """The page with the most programs to choose from."""
    counts = {path: path.read_text("utf-8").count('class="card"') for path in site.glob("programs/**/index.html")}
    return max(counts.items(), key=lambda found: found[1])


def measure(page: Page, session: CDPSession, slower: int) -> None:
    """Do every action some times and print how long it took."""
    for name, script in ACTIONS.items():
        worked, took = [], []
        for turn in range(REPEATS + 1):
            before = read_work(session)
            clock = page.evaluate(script, turn)
            if turn:  # the first one is for warming up
                worked.append(read_work(session) - before)
                took.append(clock)
        shown = (statistics.median(worked), max(worked), statistics.median(took))
        print(
            "{}x slower  {:6} median {:6.1f} ms  slowest {:6.1f} ms  by the clock {:6.1f} ms".format(
                slower, name, *shown
            )
        )


def read_work(session: CDPSession) -> float:
    """Milliseconds that the page's thread has worked."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The site on a port of this machine, for as long as it is asked."""
    handler = partial(_QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library named it
        """Say nothing."""


if __name__ == "__main__":
    main()
