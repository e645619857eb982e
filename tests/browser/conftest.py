"""What browser tests stand on: a Chromium, and this repository's own site on a host under a sub-path."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserType

from site_gen.cli import main

ROOT = Path(__file__).parents[2]
BASE_PATH = "/county/site/"
CHROMIUM_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
CONTENT_TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark the tests of this folder before any are deselected, and put them last after all are in order.

    Once Playwright has started, its event loop runs in the main thread until the session ends; a test
    of another folder that calls `asyncio.run` would fail behind it. pytest itself moves tests that share
    a browser together, so the order is set when it has done so.
    """
    for item in items:
        if _is_browser_test(item):
            item.add_marker(pytest.mark.browser)
    yield
    items.sort(key=_is_browser_test)


def _is_browser_test(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object], browser_type: BrowserType
) -> dict[str, object]:
    """Launch the Chromium of this machine, and keep it from talking to anyone but the page's host."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium refuses its sandbox to root
    return {
        **browser_type_launch_args,
        "executable_path": _find_chromium(browser_type),
        "args": [*CHROMIUM_ARGS, *sandbox],
    }


def _find_chromium(browser_type: BrowserType) -> str:
    """Look in the same places, in the same order, as .ci/need."""
    named = os.environ.get("STEPDOWN_CHROMIUM", "")
    candidates = (named,) if named else ("chromium", "chromium-browser", "google-chrome", browser_type.executable_path)
    found = next(filter(None, map(shutil.which, candidates)), None)
    if not found:
        pytest.fail(
            f"no Chromium for the browser tests (looked for: {', '.join(candidates)}). "
            "Install Chromium or Chrome, or name one: STEPDOWN_CHROMIUM=/path make test",
            pytrace=False,
        )
    return found


class StaticHost(ThreadingHTTPServer):
    """A host as a county has it: plain files under a sub-path, nothing set up, a log of what was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(StaticHandler, directory=str(folder)))
        self.folder = folder
        self.log: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{BASE_PATH}"


class StaticHandler(SimpleHTTPRequestHandler):
    """Files with their types, `index.html` for a folder, the site's own 404 page for the rest."""

    server: StaticHost
    extensions_map = CONTENT_TYPES

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Note the request; what lies outside the sub-path is someone else's site."""
        self.server.log.append(self.path)
        if not urlsplit(self.path).path.startswith(BASE_PATH):
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(BASE_PATH))

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - a folder without a page is not shown
        self.send_error(404)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.server.folder / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", CONTENT_TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library named it
        """Say nothing: tests read the host's log instead."""


@pytest.fixture(scope="session")
def site_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """The repository's own site, built once for the address where it is served."""
    with StaticHost(tmp_path_factory.mktemp("browser") / "site") as host:
        command = ["build", "--root", str(ROOT), "--out", str(host.folder), "--base-url", host.url]
        assert main(command) == 0, "the site does not build: see the faults above"
        Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


@pytest.fixture(scope="session")
def built_site(site_host: StaticHost) -> Path:
    """The folder that holds the built site."""
    return site_host.folder


@pytest.fixture(scope="session")
def site_url(site_host: StaticHost) -> str:
    """The address of the home page; it ends in a slash."""
    return site_host.url


@pytest.fixture
def site_log(site_host: StaticHost) -> list[str]:
    """What the host was asked for since the test began: paths with their queries, in order."""
    site_host.log.clear()
    return site_host.log
