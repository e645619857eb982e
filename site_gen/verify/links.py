"""Where a finished page leads, and what it loads."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from site_gen.diagnostics import Diagnostic
from site_gen.verify.facts import PageFacts
from site_gen.verify.html_reader import Element

HOME = "index.html"
NOT_FOUND = "404.html"

# <link> with these relations names a page; with any other the browser may load something.
NAMING = frozenset({"alternate", "author", "canonical", "help", "license", "me", "next", "prev"})
LOADING = ("action", "background", "data", "formaction", "manifest", "ping", "poster", "src", "xlink:href")
LOADING_LISTS = ("imagesrcset", "srcset")

STYLE_ADDRESS = re.compile(r"""[uU@](?:[rR][lL]\(\s*["']?\s*([^"')\s]+)|[iI][mM][pP][oO][rR][tT]\s*["']([^"']+))""")
SCRIPT_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'`]([^"'`]+)""")
CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
REFRESH = re.compile(r"""\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
# Followed when the reader asks for it; `rules` looks at the numbers, and at scripts in addresses.
FOLLOWED = frozenset({"//", "http", "https", "javascript", "mailto", "sms", "tel", "vbscript"})


class Address(NamedTuple):
    """An address written on a page; *loads*: the browser goes there by itself."""

    element: Element
    url: str
    loads: bool


class InternalLink(NamedTuple):
    """A link to a file of the site, and to the element *anchor* in it."""

    path: str
    anchor: str
    url: str
    at: int


def read_addresses(page: PageFacts) -> tuple[Address, ...]:
    """Every address on the page: followed, loaded, or named in its styles."""
    return tuple(_addresses_on(page))


def find_internal_links(page: PageFacts, addresses: Iterable[Address], base_url: str) -> Iterator[InternalLink]:
    """The links to files of the site, with the path each leads to."""
    for element, url, _ in addresses:
        own = _without_base(url, base_url)
        if own is not None:
            yield _resolve(HOME, own, url, element.at)
        elif url.startswith("/") and not _scheme(url):
            top = urlsplit(base_url).path or "/"
            yield _resolve(HOME, url.removeprefix(top).lstrip("/") or "./", url, element.at)
        elif not _scheme(url):
            yield _resolve(page.path, url, url, element.at)


def find_rooted_links(page: PageFacts, addresses: Iterable[Address]) -> Iterator[Diagnostic]:
    """E601: links are relative, for the site may stand in a folder; on 404.html, shown anywhere, none is."""
    for element, url, _ in addresses:
        if _scheme(url) or url[:1] in {"", "#"} or url.startswith("/") == (page.path == NOT_FOUND):
            continue
        if page.path == NOT_FOUND:
            message, advice = f'"{url}" is relative, but hosts show this page at any address', 'start it with "/"'
        else:
            message, advice = f'"{url}" starts with "/", but the site may stand in a folder', "make it relative"
        yield page.fault("E601", element.at, message, advice)


def find_outside_loads(page: PageFacts, addresses: Iterable[Address], base_url: str) -> Iterator[Diagnostic]:
    """E604: nothing is loaded from elsewhere, and links elsewhere do not tell where the reader was."""
    for address in addresses:
        if not _scheme(address.url) or _without_base(address.url, base_url) is not None:
            continue
        if words := _what_is_wrong(address):
            message, advice = words
            yield page.fault("E604", address.element.at, message, advice)


def _what_is_wrong(address: Address) -> tuple[str, str] | None:
    """Message and advice about an address outside the site."""
    element, url, loads = address
    scheme = _scheme(url)
    if loads:
        advice = "keep a copy in templates/assets/, or make it a plain link"
        return None if scheme == "data" else (f'<{element.name}> loads "{url}" from elsewhere', advice)
    if scheme not in FOLLOWED:
        return f'"{url}" is no address of the web, of mail or of a phone', ""
    if element.name == "link" or scheme not in {"//", "http", "https"}:
        return None
    if "noreferrer" in element.attributes.get("rel", "").lower().split():
        return None
    return f'the link to "{url}" lacks rel="noreferrer"', ""


def path_under(base_url: str, url: str) -> str:
    """The file a full address of this site stands for; the address itself when it is none."""
    own = _without_base(url, base_url)
    return url if own is None else _resolve(HOME, own, url, 0).path


def find_style_loads(style: str) -> Iterator[tuple[int, str]]:
    """What a style sheet loads from elsewhere, each with its offset."""
    return ((at, url) for at, url in _style_addresses(style) if _scheme(url) not in {"", "data"})


def find_script_loads(script: str) -> Iterator[tuple[int, str]]:
    """What a script imports from elsewhere, each with its offset."""
    return ((match.start(), match[1]) for match in SCRIPT_IMPORT.finditer(script) if _scheme(_clean(match[1])))


def canonical_address(page: PageFacts) -> str:
    """The full address the page names as its own, or ""."""
    links = (link.attributes for link in page.named("link"))
    return next((link.get("href", "") for link in links if link.get("rel", "").lower() == "canonical"), "")


def _addresses_on(page: PageFacts) -> Iterator[Address]:
    for element in page.having("href"):
        yield Address(element, _clean(element.attributes["href"]), _href_loads(element))
    for key in LOADING:
        for element in page.having(key):
            if key != "data" or element.name == "object":
                yield Address(element, _clean(element.attributes[key]), loads=True)
    for key in LOADING_LISTS:
        for element in page.having(key):
            urls = CANDIDATE.findall(element.attributes[key])
            yield from (Address(element, _clean(url), loads=True) for url in urls)
    for element in page.having("http-equiv"):
        if match := REFRESH.fullmatch(element.attributes.get("content", "")):
            yield Address(element, _clean(match[1]), loads=True)
    for element in page.named("style"):
        yield from (Address(element, url, loads=True) for _, url in _style_addresses(element.raw))


def _href_loads(element: Element) -> bool:
    if element.name == "link":
        return not NAMING.issuperset(element.attributes.get("rel", "").lower().split())
    return element.name not in {"a", "area"}


@lru_cache(maxsize=64)
def _style_addresses(style: str) -> tuple[tuple[int, str], ...]:
    """The addresses in a style with their offsets. Pages share their styles."""
    return tuple((match.start(), _clean(match[1] or match[2])) for match in STYLE_ADDRESS.finditer(style))


@lru_cache(maxsize=8192)
def _clean(url: str) -> str:
    """As browsers read it: without line breaks and outer spaces, and with "/" for a backslash."""
    return re.sub(r"[\t\r\n]", "", url).strip().replace("\\", "/")


@lru_cache(maxsize=8192)
def _scheme(url: str) -> str:
    """The scheme of an address outside the site, "//" for one that borrows it, "" for a path."""
    if url.startswith("//"):
        return "//"
    match = SCHEME.match(url.lower())
    return match[1] if match else ""


def _without_base(url: str, base_url: str) -> str | None:
    """The part of a full address of this site below its *base_url*; None for any other address."""
    return url[len(base_url) :] if base_url and url.startswith(base_url) else None


def _resolve(path: str, relative: str, url: str, at: int) -> InternalLink:
    """The file a relative address on the page at *path* leads to; for a folder, its index."""
    target, anchor = _target(posixpath.dirname(path), relative)
    return InternalLink(target or path, anchor, url, at)


@lru_cache(maxsize=8192)
def _target(folder: str, relative: str) -> tuple[str, str]:
    """File and anchor of an address on a page in *folder*; for the page itself, no file."""
    address, _, anchor = relative.partition("#")
    address = unquote(address.partition("?")[0])
    if not address:
        return "", unquote(anchor)
    target = posixpath.normpath(posixpath.join(folder, address))
    if address.rpartition("/")[2] in {"", ".", ".."}:
        target = posixpath.normpath(f"{target}/{HOME}")
    return target, unquote(anchor)
