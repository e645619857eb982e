"""All components in a browser, as the gallery shows them: accessible, and within narrow frames with large text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.audit import ALL_COLORS, find_violations


def test_components_have_no_fault_that_axe_can_find(page: Page, gallery_url: str) -> None:
    """On a phone and on a desk, by day and by night, in the site's colors and in the reader's own."""
    page.goto(gallery_url)
    assert find_violations(page, colors=ALL_COLORS) == []


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
