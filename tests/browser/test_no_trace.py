"""What a visit leaves behind: on every page nothing but the request for it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

PROGRAMS_EACH = 80
LONGEST_HISTORY = 50  # of a tab of the browser
STATE = """
async () => JSON.stringify([
  location.href, document.title, history.length, window.name, document.cookie,
  Object.keys(localStorage), Object.keys(sessionStorage), await caches.keys(), await indexedDB.databases(),
  (await navigator.serviceWorker.getRegistrations()).length,
])
"""
WATCH = """
window.blocked = [];
addEventListener("securitypolicyviolation", (event) => blocked.push(event.blockedURI));
"""


def addresses(built_site: Path, site_url: str) -> list[str]:
    """Every page; of the pages of programs, which differ in their words alone, one in so many."""
    pages = sorted(path.parent.relative_to(built_site).as_posix() for path in built_site.rglob("index.html"))
    programs = [page for page in pages if page.startswith(("programs/", "es/programas/"))]
    kept = [page for page in pages if page not in programs] + programs[::PROGRAMS_EACH]
    return [site_url + (f"{page}/" if page != "." else "") for page in kept]


def test_no_page_asks_another_host_or_keeps_anything(page: Page, site_url: str, built_site: Path) -> None:
    """Once it is there it is silent, its address and title stay, and the browser is given nothing to keep."""
    requests: list[str] = []
    page.add_init_script(WATCH)
    page.on("request", lambda request: requests.append(request.url))
    visited = addresses(built_site, site_url)
    assert len(visited) > 30
    for number, address in enumerate(visited, start=2):
        page.goto(address)
        title = page.title()
        requests_before = len(requests)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        nothing: list[str] = []
        found = page.evaluate(f"({STATE})().then(JSON.parse)")
        assert found[:2] + found[4:9] == [address, title, "", nothing, nothing, nothing, nothing]
        assert (found[2], found[3], found[9]) == (min(number, LONGEST_HISTORY), "", 0)
        assert page.evaluate("blocked") == []
        assert requests[requests_before:] == []
    assert [url for url in requests if not url.startswith((site_url, "data:"))] == []
    assert page.context.cookies() == []
