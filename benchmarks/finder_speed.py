"""How long the finder takes for one action on the longest list of a built site, in Chromium.

    python benchmarks/finder_speed.py _site --chromium /usr/bin/chromium

The median and the slowest of repeated actions, first at full speed, then with the processor slowed down four times, as
on an old phone. What counts is how long the page's thread works until the screen shows the answer, with style and
layout: that depends less on what else the machine does. Frames that the page asks for after that one wait until the
clock has been read. Every action counts, the first one too; only the ZIP code that fetches the table is typed before.
Beside it stands the work on all that follows (the cards that come after those on the screen), and how many tasks kept
the page from answering for more than 50 ms, by the clock.
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

# Each does one thing that a reader does, but the first, which changes a word: what a picture costs in which the finder
# has nothing to do, on this machine and at this hour.
ACTIONS = {
    "a word": "(turn) => (document.querySelector('[data-finder=status]').textContent = `Turn ${turn}`)",
    "filter": """(turn) => {
        const boxes = document.querySelectorAll('.filters input[type=checkbox]');
        boxes[turn % boxes.length].click();
    }""",
    "clear": "() => document.querySelector('.filters [type=reset]').click()",
    "name": """(turn) => {
        const field = document.querySelector('[data-finder=name]');
        field.value = ['r', 're', 'rec', 'recovery', 'recovery oak', ''][turn % 6];
        field.dispatchEvent(new Event('input', {bubbles: true}));
    }""",
    "zip": """(turn) => {
        const field = document.querySelector('[data-finder=zip]');
        field.value = window.zipCodes[(turn * 97) % window.zipCodes.length];
        field.dispatchEvent(new Event('input', {bubbles: true}));
    }""",
}

# The ZIP codes that the page knows, and the table fetched, since it is fetched once. Long tasks are kept.
PREPARE = """async () => {
    const here = document.querySelector('script[type=module]').src;
    const {zips, places} = document.querySelector('.finder').dataset;
    const [table] = await Promise.all([import(new URL(zips, here)), import(new URL(places, here))]);
    const codes = table.zips.filter((_, at) => at % 3 === 0).map((sum => step => sum += step)(0));
    window.zipCodes = codes.map((code) => String(code).padStart(5, '0'));
    const field = document.querySelector('[data-finder=zip]');
    field.value = window.zipCodes[0];
    field.dispatchEvent(new Event('input', {bubbles: true}));
    while (!document.querySelector('.card__miles')) await new Promise(requestAnimationFrame);
    document.querySelector('.filters [type=reset]').click();
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries())).observe({type: 'longtask'});
}"""

# The picture is made after the callbacks of its frame; a message that one of them sends comes when it is.
SHOWN = """() => new Promise((done) => window.nextFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage('');
}))"""
HOLD = """() => {
    window.nextFrame ??= requestAnimationFrame.bind(window);
    window.held = [];
    window.requestAnimationFrame = (callback) => -window.held.push(callback);
}"""
LET_GO = """() => {
    window.requestAnimationFrame = window.nextFrame;
    window.held.forEach((callback) => window.nextFrame(callback));
}"""

SETTLED = """() => new Promise((done) => {
    let still = 0;
    const seen = new MutationObserver(() => (still = 0));
    seen.observe(document.querySelector('.finder'), {childList: true, subtree: true});
    const wait = () => (still++ < 5 ? requestAnimationFrame(wait) : (seen.disconnect(), done()));
    wait();
})"""

TAKE_LONG_TASKS = "() => window.longTasks.splice(0).length"


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
            page.evaluate(PREPARE)
            page.evaluate(SETTLED)
            measure(page, session, slower)
        browser.close()


def find_longest(site: Path) -> tuple[Path, int]:
    """The page with the most programs to choose from."""
    counts = {path: path.read_text("utf-8").count('class="card"') for path in site.glob("programs/**/index.html")}
    return max(counts.items(), key=lambda found: found[1])


def measure(page: Page, session: CDPSession, slower: int) -> None:
    """Do every action some times and print how long it took."""
    for name, script in ACTIONS.items():
        shown, settled, long_tasks = [], [], 0
        for turn in range(REPEATS):
            page.evaluate(TAKE_LONG_TASKS)
            before = read_work(session)
            page.evaluate(f"async (turn) => {{ ({HOLD})(); ({script})(turn); await ({SHOWN})(); }}", turn)
            answered = read_work(session)
            page.evaluate(LET_GO)
            page.evaluate(SETTLED)
            shown.append(answered - before)
            settled.append(read_work(session) - answered)
            long_tasks += page.evaluate(TAKE_LONG_TASKS)
        median, after = statistics.median(shown), statistics.median(settled)
        print(
            f"{slower}x slower  {name:6} until shown: median {median:6.1f} ms  slowest {max(shown):6.1f} ms  ", end=""
        )
        print(f"after it: {after:6.1f} ms  long tasks: {long_tasks}")


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
