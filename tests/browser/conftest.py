"""What browser tests stand on: a Chromium, and this repository's own site on a host under a sub-path."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserType, expect

from site_gen.cli import main
from site_gen.files import read_tree
from site_gen.pipeline import BuildOptions, build
from site_gen.publish import publish
from tests.small_site import TODAY
from tests.static_host import StaticHost

ROOT = Path(__file__).parents[2]
CHROMIUM_ARGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


# In milliseconds: what must happen at last. Several tests run at once, and a busy machine must not fail one.
expect.set_options(timeout=20_000)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark the tests of this folder before any are deselected, and put them last after all are in order.

    Once Playwright has started, its event loop runs in the main thread until the session ends; a test
    of another folder that calls `asyncio.run` would fail behind it. pytest itself moves tests that share
    a browser together, so the order is set when it has done so. Of several processes each keeps to it; they share
    the work by files, so the longest come first, lest one process is left with one of them at the end.
    """
    for item in items:
        if _is_browser_test(item):
            item.add_marker(pytest.mark.browser)
    yield
    tests_of = Counter(item.path for item in items)
    items.sort(key=lambda item: (1, -tests_of[item.path], item.path) if _is_browser_test(item) else (0,))


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


@pytest.fixture(scope="session")
def gallery_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The gallery of this repository's site."""
    with StaticHost(tmp_path_factory.mktemp("gallery") / "site") as host:
        sources, _ = read_tree(ROOT)
        built = build(sources, BuildOptions(today=TODAY, base_url=host.url, gallery=True))
        publish(built.outputs, host.folder, keep=())
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"{host.url}components/"
        host.shutdown()
