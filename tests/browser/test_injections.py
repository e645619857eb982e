"""A site that holds hostile texts in every field, in a real browser: nothing runs, nothing is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Dialog, Page, Request

from site_gen.pipeline import BuildOptions, build
from tests.injections import full_sources, plant, read_injections
from tests.small_site import TODAY
from tests.static_host import StaticHost

GROUPS = [" ".join(read_injections()[start::3]) for start in range(3)]
LISTEN = """
window.told = [];
document.addEventListener("securitypolicyviolation", e => told.push(e.violatedDirective + " " + e.blockedURI), true);
"""
TOUCH = """
document.querySelectorAll("details").forEach(one => { one.open = true; });
for (const one of document.querySelectorAll("*"))
  for (const name of ["mouseover", "focus", "pointerenter", "animationstart", "toggle"])
    one.dispatchEvent(new Event(name, {bubbles: true}));
document.querySelectorAll("button, summary, label, input").forEach(one => one.click());
"""


@pytest.fixture(scope="module", params=GROUPS, ids=["one", "two", "three"])
def hostile_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """The small site with a third of the injections in every field, on a host."""
    result = build(plant(full_sources(), lambda text: f"{text} {request.param} z"), BuildOptions(today=TODAY))
    assert result.outputs, result.diagnostics
    with StaticHost(tmp_path_factory.mktemp("hostile")) as host:
        for path, data in result.outputs.items():
            (host.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (host.folder / path).write_bytes(data)
        Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


def list_pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def listen_to(page: Page, own: str) -> list[str]:
    """What *page* does that a page of texts never does: noted here, as long as the test runs."""
    seen: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note_request(request: Request) -> None:
        if not request.url.startswith(own):
            seen.append(f"request {request.url}")

    page.on("dialog", dismiss)
    page.on("request", note_request)
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    page.on("console", lambda message: seen.append(f"{message.type} {message.text}"))
    page.on("popup", lambda other: seen.append(f"window {other.url}"))
    page.add_init_script(LISTEN)
    return seen


def test_no_page_runs_or_asks_for_what_a_text_says(page: Page, hostile_site: StaticHost) -> None:
    """No dialog, no error, no violation of the policy, no request elsewhere, on any page, whatever is touched."""
    own = hostile_site.url
    seen = listen_to(page, own)
    for path in list_pages(hostile_site.folder):
        page.goto(own + path)
        page.evaluate(TOUCH)
        assert ([], []) == (seen, page.evaluate("window.told")), path
        assert page.url.startswith(own)


def test_what_does_run_is_heard(page: Page, hostile_site: StaticHost) -> None:
    """Else the test above would prove nothing."""
    seen = listen_to(page, hostile_site.url)
    policy = '<meta http-equiv="Content-Security-Policy" content="img-src \'none\'">'
    broken = f"<!doctype html>{policy}<p onmouseover=alert(1)>a<img src=//evil.example/x>"
    (hostile_site.folder / "broken.html").write_text(broken, encoding="utf-8")
    page.goto(f"{hostile_site.url}broken.html")
    page.evaluate(TOUCH)
    (hostile_site.folder / "broken.html").unlink()
    assert ["img-src http://evil.example/x"] == page.evaluate("window.told")
    assert "dialog 1" in seen
