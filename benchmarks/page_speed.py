"""How soon a page shows its main part on a slow network, and how soon the quiz answers, in Chromium.

    python benchmarks/page_speed.py _site --chromium /usr/bin/chromium-headless-shell

Largest contentful paint (LCP) in milliseconds, lowest and median of repeated loads, and the largest cumulative layout
shift (CLS) of them. Networks are those of Chromium's own tools: 1.6 Mbit/s with 150 ms there and back, 400 kbit/s with
400 ms. Files are sent compressed, each load is the first one, in a process of its own. The goals: 1.0 s, 2.0 s, and
nothing that moves.

Long tasks, as browsers count them: those that keep a page from answering for more than 50 ms by the clock. How many of
the loads on the faster network have one, and the longest of all. The goal is none. Take a Chromium without windows of
its own: one that has them makes its address bar beside the first page of each, which takes the processor for
five times as long as the page.

The quiz: from the answer to the next question laid out, at full speed and with the processor slowed down four times.
The goal is 16 ms, one picture of the screen.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, ViewportSize, sync_playwright

REPEATS = 10
SCREEN = ViewportSize(width=390, height=844)
NETWORKS = {"slow 4G": (1_600_000, 150), "slow 3G": (400_000, 400)}
PAGES = ("", "get-help-now/", "what-is-iop/", "compare/", "quiz/", "programs/", "levels/iop/", "call-sheet/", "data/")
SETTLED = 500
"""Milliseconds after the load that nothing may move in any more."""

OBSERVE = """
window.measured = {lcp: 0, cls: 0, tasks: []};
new PerformanceObserver((list) => list.getEntries().forEach((one) => measured.tasks.push(one.duration)))
    .observe({type: 'longtask', buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => (measured.lcp = one.startTime)))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => (measured.cls += one.value)))
    .observe({type: 'layout-shift', buffered: true});
"""

# From the beginning to a result; the first option of a question never tells of danger.
TAKE_QUIZ = """() => {
    const took = [], form = document.querySelector('.quiz');
    form.querySelector('[data-do=begin]').click();
    for (let group; (group = form.querySelector('.step fieldset')); ) {
        group.querySelector('label').click();
        const start = performance.now();
        form.querySelector('[data-part=controls] .button').click();
        document.body.offsetHeight;
        took.push(performance.now() - start);
    }
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    return took;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One load of a page. *lcp*: milliseconds. *cls*: a share of the screen times a share of the way.

    *tasks*: milliseconds of each that took more than 50.
    """

    lcp: float
    cls: float
    tasks: list[float]


def main() -> None:
    """Print a line for each page and network, as a row of a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--chromium", help="the browser to start (default: Playwright's own)")
    options = parser.parse_args()
    with serve(options.site) as url, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        print(
            f"Chromium {browser.version}, {REPEATS} loads of each page: "
            "LCP lowest / median and largest CLS on each network, long tasks"
        )
        for page in PAGES:
            size = len(compress(options.site / page / "index.html"))
            fast, slow = ([load(browser, url, page, network) for _ in range(REPEATS)] for network in NETWORKS.values())
            told = describe(fast), describe(slow), describe_tasks(fast)
            print(f"| `{page or 'home'}` | {size:,} | " + " | ".join(told) + " |")
        for slower in (1, 4):
            took = answer(browser, f"{url}quiz/", slower)
            print(f"quiz, {slower}x slower: {len(took)} answers, {describe_answers(took)}")
        browser.close()


def load(browser: Browser, site: str, page: str, network: tuple[int, int]) -> Load:
    """Open the page in a browser that has nothing of it yet."""
    bits, delay = network
    context = browser.new_context(viewport=SCREEN)
    tab = context.new_page()
    tab.add_init_script(OBSERVE)
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8, "latency": delay, "offline": False}
    session.send("Network.emulateNetworkConditions", speed)
    tab.goto(site + page, wait_until="load")
    tab.wait_for_timeout(SETTLED)
    measured = tab.evaluate("measured")
    context.close()
    return Load(**measured)


def answer(browser: Browser, url: str, slower: int) -> list[float]:
    """The quiz taken some times; the milliseconds of each answer."""
    page = browser.new_page(viewport=SCREEN)
    page.goto(url)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.evaluate(TAKE_QUIZ)  # to warm up
    took = [one for _ in range(REPEATS) for one in page.evaluate(TAKE_QUIZ)]
    page.close()
    return took


def describe_answers(took: list[float]) -> str:
    """Median and longest."""
    return f"median {statistics.median(took):.1f} ms, longest {max(took):.1f} ms"


def describe(loads: list[Load]) -> str:
    """Lowest and median LCP, and the largest CLS."""
    times = [one.lcp for one in loads]
    return f"{min(times):.0f} / {statistics.median(times):.0f} | {max(one.cls for one in loads):.3f}"


def describe_tasks(loads: list[Load]) -> str:
    """How many loads had a long task, and the longest."""
    tasks = [task for one in loads for task in one.tasks]
    return f"{sum(bool(one.tasks) for one in loads)} of {len(loads)}" + (f", {max(tasks):.0f} ms" if tasks else "")


def compress(file: Path) -> bytes:
    """What is sent of a file."""
    return gzip.compress(file.read_bytes(), 9)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The site on a port of this machine, compressed as hosts send it."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_CompressingHandler, directory=str(folder))) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()


class _CompressingHandler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        """Whole files, gzipped."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = compress(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library named it
        """Say nothing."""


if __name__ == "__main__":
    main()
