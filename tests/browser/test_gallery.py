"""All components in a browser, as the gallery shows them: accessible, and within narrow frames with large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from site_gen.files import read_tree
from site_gen.pipeline import BuildOptions, build
from site_gen.publish import publish
from tests.small_site import ROOT, TODAY
from tests.static_host import StaticHost

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def gallery_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The gallery of this repository's site."""
    with StaticHost(tmp_path_factory.mktemp("gallery") / "site") as host:
        sources, _ = read_tree(ROOT)
        built = build(sources, BuildOptions(today=TODAY, base_url=host.url, gallery=True))
        publish(built.outputs, Path(host.folder), keep=())
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"{host.url}components/"
        host.shutdown()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("forced", ["none", "active"])
def test_components_have_no_fault_that_axe_can_find(
    page: Page, gallery_url: str, width: int, scheme: Literal["light", "dark"], forced: Literal["none", "active"]
) -> None:
    """On a phone and on a desk, light and dark, in the site's colors and in the reader's own."""
    page.emulate_media(color_scheme=scheme, forced_colors=forced)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(gallery_url)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_components_fit_a_narrow_frame(page: Page, gallery_url: str, direction: str, size: str) -> None:
    """With text of double size too, and in a language that is written from right to left."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(gallery_url)
    page.evaluate(
        "([dir, size]) => Object.assign(document.body.parentNode, {dir}).style.fontSize = size", [direction, size]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
