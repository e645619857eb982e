"""How soon a page shows its main part on a slow network, and whether anything moves while it loads, in Chromium.

    python benchmarks/page_speed.py _site --chromium /usr/bin/chromium

Largest contentful paint (LCP) in milliseconds, lowest and median of repeated loads, and the largest cumulative layout
shift (CLS) of them. Networks are those of Chromium's own tools: 1.6 Mbit/s with 150 ms there and back, 400 kbit/s with
400 ms. Files are sent compressed, each load is the first one. The goals: 1.0 s, 2.0 s, and nothing that moves.
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

REPEATS = 5
SCREEN = ViewportSize(width=390, height=844)
NETWORKS = {"slow 4G": (1_600_000, 150), "slow 3G": (400_000, 400)}
PAGES = ("", "get-help-now/", "what-is-iop/", "compare/", "quiz/", "programs/", "levels/iop/", "call-sheet/", "data/")
SETTLED = 500
"""Milliseconds after the load that nothing may move in any more."""

OBSERVE = """
window.measured = {lcp: 0, cls: 0};
new PerformanceObserver((list) => list.getEntries().forEach((one) => (measured.lcp = one.startTime)))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => (measured.cls += one.value)))
    .observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One load of a page. *lcp*: milliseconds. *cls*: a share of the screen times a share of the way."""

    lcp: float
    cls: float


def main() -> None:
    """Print a line for each page and network, as a row of a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--chromium", help="the browser to start (default: Playwright's own)")
    options = parser.parse_args()
    with serve(options.site) as url, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        print(f"Chromium {browser.version}, {REPEATS} loads of each page: LCP lowest / median, largest CLS")
        for page in (page for page in PAGES if (options.site / page / "index.html").exists()):
            size = len(gzip.compress((options.site / page / "index.html").read_bytes(), 9))
            loads = ([load(browser, url + page, *network) for _ in range(REPEATS)] for network in NETWORKS.values())
            print(f"| `{page or 'home'}` | {size:,} | " + " | ".join(map(describe, loads)) + " |")
        browser.close()


def load(browser: Browser, url: str, bits: int, delay: int) -> Load:
    """Open the page in a browser that has nothing of it yet."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8, "latency": delay, "offline": False}
    session.send("Network.emulateNetworkConditions", speed)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLED)
    measured = page.evaluate("measured")
    context.close()
    return Load(lcp=measured["lcp"], cls=measured["cls"])


def describe(loads: list[Load]) -> str:
    """Lowest and median LCP, and the largest CLS."""
    times = [one.lcp for one in loads]
    return f"{min(times):.0f} / {statistics.median(times):.0f} | {max(one.cls for one in loads):.3f}"


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
        body = gzip.compress(path.read_bytes(), 9)
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
