"""A static host, and a reader who follows every link on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

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


class StaticHost(ThreadingHTTPServer):
    """A host as a county has it: plain files, mostly under a sub-path, nothing set up, a log of what was asked for."""

    def __init__(self, folder: Path, *, base_path: str = "/county/site/") -> None:
        super().__init__(("127.0.0.1", 0), partial(StaticHandler, directory=str(folder)))
        self.folder = folder
        self.base_path = base_path
        self.log: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{self.base_path}"


class StaticHandler(SimpleHTTPRequestHandler):
    """Files with their types, `index.html` for a folder, the site's own 404 page for the rest."""

    server: StaticHost
    extensions_map = CONTENT_TYPES

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Note the request; what lies outside the sub-path is someone else's site."""
        self.server.log.append(self.path)
        if not urlsplit(self.path).path.startswith(self.server.base_path):
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.server.base_path))

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


@contextmanager
def on_static_host(folder: Path, *, base_path: str) -> Iterator[StaticHost]:
    """The folder, while it is served."""
    with StaticHost(folder, base_path=base_path) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


def fetch(url: str) -> tuple[int, bytes]:
    """The status and the body of an answer; a redirect is not followed."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def find_dead_links(url: str, base_url: str) -> list[str]:
    """Every file of the site at *url* that a reader is led to and does not get, from the home page on.

    *base_url* is what the site was built for: what leads there is looked for at *url*. The page for a wrong address
    must be there too, and lead somewhere.
    """
    wrong = f"{url}no/such/page/"
    status, body = fetch(wrong)
    known = {url, *_links(body, wrong, url, base_url)} - {wrong}
    dead = [wrong] if status != 404 or len(known) == 1 else []
    waiting = sorted(known)
    while waiting:
        here = waiting.pop()
        status, body = fetch(here)
        if status != 200:
            dead.append(here)
        elif here.endswith("/"):
            found = set(_links(body, here, url, base_url)) - known
            known |= found
            waiting += sorted(found)
    return dead


def _links(page: bytes, here: str, url: str, base_url: str) -> list[str]:
    parser = _LinkParser()
    parser.feed(page.decode())
    moved = (urljoin(here, link).replace(base_url, url, 1).partition("#")[0] for link in parser.links)
    return [link for link in moved if link.startswith(f"http://{urlsplit(url).netloc}/")]


class _LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "link": "href", "script": "src", "img": "src"}
        self.links += [value for name, value in attrs if name == wanted.get(tag) and value]
