"""How a finished page is built: its headings and landmarks, and the first stops of the tab key."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.diagnostics import Diagnostic
from site_gen.verify.facts import PageFacts
from site_gen.verify.html_reader import Element

LANDMARKS = frozenset({"aside", "footer", "header", "main", "nav"})
SILENT = frozenset({"link", "script", "style", "template"})
FOCUSABLE = ("a", "button", "input", "select", "summary", "textarea")
# Before the main part may stand the way out, the way to the main part, and nothing else.
FIRST_STOPS = 2

_Found = Iterator[tuple[int | None, str]]


def find_bad_structure(page: PageFacts) -> Iterator[Diagnostic]:
    """E608: the page can be read aloud, and read by machines as people read it."""
    for at, message in (
        *page.bad_markup,
        *_find_missing_parts(page),
        *_find_skipped_headings(page),
        *_find_text_outside_landmarks(page),
        *_find_nameless_navigation(page),
        *_find_missing_skip_link(page),
    ):
        yield page.fault("E608", at, message)


def find_missing_exit(page: PageFacts, exit_url: str | None) -> Iterator[Diagnostic]:
    """E614: who must leave at once finds the way out at the first press of the tab key."""
    if exit_url is None:
        return
    first = next(iter(_stops(page)), None)
    if first is None or first.attributes.get("href") != exit_url:
        message = f'the first link of the page is not the one to leave the site for "{exit_url}"'
        yield page.fault("E614", first.at if first else None, message, "see exit_url in content/site.yaml")


def _find_missing_parts(page: PageFacts) -> _Found:
    for name in ("h1", "main"):
        elements = page.named(name)
        if len(elements) != 1:
            yield elements[1].at if elements else None, f"the page has {len(elements)} <{name}> instead of one"
    root = next(iter(page.named("html")), None)
    if root is None or not root.attributes.get("lang", "").strip():
        yield root.at if root else None, "<html> does not say the language (lang)"
    titles = [title for title in page.named("title") if all(e.name != "svg" for e in page.around(title))]
    if not any(page.text_of(title) for title in titles):
        yield titles[0].at if titles else None, "the page has no <title>"


def _find_skipped_headings(page: PageFacts) -> _Found:
    level = 1
    for heading in page.named("h1", "h2", "h3", "h4", "h5", "h6"):
        last, level = level, int(heading.name[1])
        if level > last + 1:
            yield heading.at, f"<{heading.name}> comes after <h{last}>: a heading level is skipped"


def _find_text_outside_landmarks(page: PageFacts) -> _Found:
    """Readers who jump from part to part never come to what stands between the parts."""
    for body in page.named("body"):
        place = body.place + 1
        while place < body.end:
            element = page.elements[place]
            place = element.end
            if element.name not in SILENT and not _is_landmark(element) and page.text_of(element):
                yield element.at, f"<{element.name}> holds text outside <header>, <nav>, <main>, <aside> and <footer>"


def _is_landmark(element: Element) -> bool:
    return element.name in LANDMARKS or (element.name == "section" and "aria-label" in element.attributes)


def _find_nameless_navigation(page: PageFacts) -> _Found:
    """Where there are several, each says which one it is."""
    navs = page.named("nav")
    names: set[str] = set()
    for nav in navs if len(navs) > 1 else ():
        name = nav.attributes.get("aria-label", "") or nav.attributes.get("aria-labelledby", "")
        if not name:
            yield nav.at, "<nav> has no name (aria-label), and there are several"
        elif name in names:
            yield nav.at, f'two <nav> have the name "{name}"'
        names.add(name)


def _find_missing_skip_link(page: PageFacts) -> _Found:
    targets = {f"#{main.attributes['id']}" for main in page.named("main") if "id" in main.attributes}
    stops = _stops(page)[:FIRST_STOPS]
    if page.named("main") and not any(stop.attributes.get("href") in targets for stop in stops):
        advice = f"none of the first {FIRST_STOPS} links of the page skips to <main>"
        yield stops[0].at if stops else None, advice


def _stops(page: PageFacts) -> list[Element]:
    """Where the tab key stops, as far as the markup tells."""
    return [stop for stop in page.named(*FOCUSABLE) if stop.name != "a" or "href" in stop.attributes]
