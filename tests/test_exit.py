"""The way out, as content/site.yaml has it."""

from __future__ import annotations

from tests.small_site import build_site, edited

WAY_OUT = '<a class="exit" href="https://www.weather.gov/" rel="noreferrer">Leave this site</a>\n\n<script>'


def test_every_page_has_the_way_out_with_its_script() -> None:
    """The script stands right behind it, and the policy knows it by its hash."""
    outputs = build_site().outputs
    pages = {path: data.decode() for path, data in outputs.items() if path.endswith(".html")}
    assert [path for path, text in pages.items() if text.count(WAY_OUT) != 1] == []
    assert [path for path, text in pages.items() if "script-src 'self' 'sha256-" not in text] == []


def test_a_site_without_an_address_to_go_to_has_no_way_out() -> None:
    """No link, no script, and nothing for it in the policy."""
    result = build_site(edited("content/site.yaml", "exit_url: https://www.weather.gov/\n", ""))
    pages = [data.decode() for path, data in result.outputs.items() if path.endswith(".html")]
    assert pages
    assert [text for text in pages if 'class="exit"' in text or "<script>" in text] == []
    assert [text for text in pages if "script-src 'self';" not in text] == []
