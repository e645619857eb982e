"""`serve` in a browser: the site's own policy, a sub-path, the list of faults, reloads."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.small_site import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the small site and the repository's templates, to be edited."""
    shutil.copytree(ROOT / "tests/sites/small", tmp_path / "site")
    shutil.copytree(ROOT / "templates", tmp_path / "site/templates")
    return tmp_path / "site"


# In seconds: how long a server may take to end; without it, one that does not would keep the tests for ever.
PATIENCE = 60
# Ctrl-C is ignored in what a shell starts in the background, and the tests may be that.
SERVE = """
import signal, sys
from site_gen.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(["serve", *sys.argv[1:]]))
"""


@pytest.fixture
def served(root: Path) -> Iterator[str]:
    """The address that `serve` prints, when the site has been built for a county's sub-path."""
    options = [
        "--root",
        str(root),
        "--now",
        "2026-11-22",
        "--port",
        "0",
        "--base-url",
        "https://x.example/county/site/",
    ]
    command = [sys.executable, "-u", "-W", "error", "-c", SERVE, *options]
    with Popen(command, stdout=PIPE, stderr=PIPE, text=True, cwd=ROOT) as server:  # noqa: S603  our own command
        assert server.stdout is not None
        told = server.stdout.readline()
        server.stdout.readline()  # the first build is done
        address = re.search(r"http://\S+", told)
        assert address is not None
        yield address[0]
        server.send_signal(signal.SIGINT)
        try:
            _, errors = server.communicate(timeout=PATIENCE)
        finally:
            server.kill()
    assert errors == ""


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fault_lies_over_the_last_good_page_until_it_is_mended(page: Page, served: str, root: Path) -> None:
    """With place and hint, under the policy of the site itself; the mended page comes by a reload."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if _is_refusal(message) else None)
    page.goto(f"{served}programs/")
    listed = page.locator("dialog")
    edit(root / "programs.yaml", "levels:", "levls:")
    expect(listed).to_contain_text("programs.yaml:7:5 E201")
    expect(listed).to_contain_text('did you mean "levels"?')
    expect(page.locator("main")).to_contain_text("Bright Path Newark")
    edit(root / "programs.yaml", "levls:", "levels:")
    expect(listed).to_have_count(0)
    edit(root / "programs.yaml", "name: Bright Path Newark", "name: Bright Path Harrison")
    expect(page.locator("main")).to_contain_text("Bright Path Harrison")
    assert served.endswith("/county/site/")
    assert refused == []


def test_the_page_for_a_wrong_address_reloads_too(page: Page, served: str, root: Path) -> None:
    """It is the site's own, with the address it was asked for."""
    page.goto(f"{served}no/such/page")
    expect(page.locator("main")).to_contain_text("not here")
    edit(root / "programs.yaml", "levels:", "levls:")
    expect(page.locator("dialog")).to_contain_text("programs.yaml:7:5 E201")


def _is_refusal(message: ConsoleMessage) -> bool:
    return "Content Security Policy" in message.text or "TrustedHTML" in message.text
