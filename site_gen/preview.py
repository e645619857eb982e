"""What a browser is shown while the site is being written: the last good version, the last faults on top.

The handlers and the socket are livereload's.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import secrets
from collections.abc import Mapping
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, StaticFileHandler
from tornado import web
from tornado.routing import HostMatches, Rule
from tornado.websocket import WebSocketHandler

from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.publish import is_published

LOOPBACK = ("127.0.0.1", "localhost", "::1")
CLIENT = Path(__file__).resolve().parents[1] / "templates" / "assets" / "dev"
MAX_FAULTS_SHOWN = 100
RELOAD: dict[str, object] = {"command": "reload", "path": "*"}
NO_SITE = "There is no site to show yet. This page reloads as soon as a build succeeds."
CODE_CHANGED = "The code in site_gen/ has changed: stop the server with Ctrl-C and start it again to use it."

TEXT_TYPES = {"application/javascript", "application/json", "application/xml", "image/svg+xml"}
PAGE_START = re.compile(rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html\b[^>]*>)?\s*(?:<head\b[^>]*>)?", re.IGNORECASE)
POLICY_TAG = re.compile(rb"<meta\b[^>]*\bcontent-security-policy\b[^>]*>", re.IGNORECASE)
POLICY = re.compile(rb"\bcontent=([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)


class Preview:
    """The number of the version shown, what is wrong, and whom to tell.

    *strict*: a warning keeps a version back, too. *base_path*: where the site stands on its host, from slash to slash.
    """

    def __init__(self, *, out: Path, strict: bool, base_path: str = "/") -> None:
        self.out = out
        self.base_path = base_path
        self._strict = strict
        # A page of an earlier server is stale too, so the number alone would not do.
        self._start = secrets.token_hex(4)
        self._glimpses = 0
        self._version = 0
        self._faults: tuple[Diagnostic, ...] = ()
        self._failure = ""
        self._code_changed = False
        self._glimpsed: Mapping[str, bytes] = {}
        # The files of the pages that were open when the build under way began, where there was a site to show.
        self._open_before: frozenset[str] | None = None
        # Whether the site is to be built anew.
        self.asked = asyncio.Event()
        # Whether a page has come back since it was told to reload.
        self.is_looked_at = asyncio.Event()

    @property
    def open_files(self) -> frozenset[str]:
        """The files of the site that browsers have open as pages."""
        return frozenset(page.file for page in _open_pages()) if is_published(self.out) else frozenset()

    def find(self, path: Path) -> bytes | None:
        """The newer version of a file, where it has been seen and not yet published."""
        return self._glimpsed.get(path.relative_to(self.out).as_posix())

    @property
    def build_id(self) -> str:
        return f"{self._start}-{self._glimpses}-{self._version}"

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong beside the sources."""
        return tuple(text for text in (self._failure, CODE_CHANGED if self._code_changed else "") if text)

    @property
    def faults(self) -> tuple[tuple[str, str, str, str], ...]:
        """What keeps the last build from being shown: place, code, message and hint of each fault."""
        shown = self._faults[:MAX_FAULTS_SHOWN]
        return tuple((_say_place(fault), fault.code, fault.message, fault.hint) for fault in shown)

    def begin(self) -> frozenset[str]:
        """A build is under way: a page opened from now on asks for another. Gives the files of those open now."""
        self.asked.clear()
        opened = self.open_files
        self._open_before = opened if is_published(self.out) else None
        return opened

    def show_glimpse(self, files: Mapping[str, bytes]) -> bool:
        """Show these in the place of what is published, until the next version; whether an open page is another."""
        changed = {name for name, content in files.items() if content != self._read(name)}
        self._glimpsed = {**self._glimpsed, **files}
        self._glimpses += bool(changed)
        self.is_looked_at.clear()
        for page in _open_pages():
            if page.file in changed:
                page.send_message(RELOAD)
        return not changed.isdisjoint(self.open_files)

    def show_build(self, faults: tuple[Diagnostic, ...], *, failure: str) -> bool:
        """Whether this build was published: then the open pages reload, else they stay and say why not."""
        self._open_before = None
        self._faults = tuple(fault for fault in faults if has_errors([fault], strict=self._strict))
        self._failure = failure
        if self._faults or failure:
            self._tell(self._list_faults())
            return False
        self._version += 1
        seen, self._glimpsed = self._glimpsed, {}
        for page in _open_pages():
            is_shown = page.file in seen and seen[page.file] == self._read(page.file)
            page.send_message(self._list_faults() if is_shown else RELOAD)
        return True

    def _read(self, name: str) -> bytes | None:
        path = self.out / name
        return self._glimpsed.get(name) or (path.read_bytes() if path.is_file() else None)

    def show_code_change(self) -> None:
        """The code that runs is old: from now on every page says so, until a restart."""
        self._code_changed = True
        self._tell(self._list_faults())

    def greet(self, page: LiveReloadHandler, build_id: str) -> None:
        """A page has connected: it may have been loaded while a build ran, or from an earlier server."""
        self.is_looked_at.set()
        if self._open_before is not None and page.file not in self._open_before:
            self.asked.set()
        page.send_message(self._list_faults() if build_id == self.build_id else RELOAD)

    def hang_up(self) -> None:
        for page in _open_pages():
            page.close()

    def _list_faults(self) -> dict[str, object]:
        return {"command": "faults", "notices": self.notices, "faults": self.faults}

    def _tell(self, message: dict[str, object]) -> None:
        for page in _open_pages():
            page.send_message(message)


def _open_pages() -> tuple[ReloadSocket, ...]:
    return tuple(LiveReloadHandler.waiters)


def _say_place(fault: Diagnostic) -> str:
    return ":".join(str(part) for part in (fault.path, fault.line, fault.column) if part)


# --- answers ---------------------------------------------------------------------------------


def make_application(preview: Preview) -> web.Application:
    """Answers to this computer's own names only: a foreign name that leads here is an attack."""
    names = "|".join(re.escape(name) for name in (*LOOPBACK, "[::1]"))
    routes = [
        (r"/livereload", ReloadSocket, {"preview": preview}),
        (r"/livereload/(overlay\.js)", web.StaticFileHandler, {"path": str(CLIENT)}),
        (rf"{re.escape(preview.base_path)}(.*)", SiteFile, {"preview": preview}),
        (rf"(?:/|{re.escape(preview.base_path.rstrip('/'))})", web.RedirectHandler, {"url": preview.base_path}),
        (r"/.*", web.ErrorHandler, {"status_code": HTTPStatus.NOT_FOUND}),  # on its host, somebody else's site
    ]
    return web.Application(
        [Rule(HostMatches(f"(?:{names})"), routes)],
        default_handler_class=ForeignName,
        log_function=lambda _: None,
    )


class ForeignName(web.RequestHandler):
    def prepare(self) -> None:
        self.set_status(HTTPStatus.MISDIRECTED_REQUEST)
        self.finish(f"This server answers to {', '.join(LOOPBACK)} only.\n")


class ReloadSocket(LiveReloadHandler):  # type: ignore[misc] # livereload ships no types
    """Tells an open page to reload, or which faults to show."""

    def initialize(self, *, preview: Preview) -> None:
        self.preview = preview
        self.file = ""

    def check_origin(self, origin: str) -> bool:
        """Only pages of this server may listen; livereload lets every page of the web."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        told = json.loads(message)
        if told["command"] == "info":
            path = unquote(urlsplit(told["url"]).path).removeprefix(self.preview.base_path)
            self.file = f"{path}index.html" if path.endswith("/") or not path else path
            self.preview.greet(self, told["build"])


class SiteFile(StaticFileHandler):  # type: ignore[misc] # livereload ships no types
    """A file of the published site, not to be cached; a page gets the script that reloads it."""

    def initialize(self, *, preview: Preview) -> None:
        super().initialize(path=str(preview.out), default_filename="index.html")
        self.preview = preview

    def prepare(self) -> None:
        if not is_published(self.preview.out):
            raise web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """A file that is not published yet has no place on the disk."""
        if self.preview.find(Path(absolute_path)) is not None:
            return absolute_path
        found: str | None = super().validate_absolute_path(root, absolute_path)
        return found

    def get_modified_time(self) -> None:
        """None is needed, since nothing is to be cached."""

    @cached_property
    def content(self) -> bytes:
        """Read once: the next version may be published while this one is being sent."""
        path = Path(self.absolute_path)
        data = self.preview.find(path) or path.read_bytes()
        return self._complete(data) if self.absolute_path.endswith(".html") else data

    def get_content(self, _: str, start: int | None = None, end: int | None = None) -> bytes:
        return self.content[start:end]

    def get_content_size(self) -> int:
        return len(self.content)

    def get_content_type(self) -> str:
        kind = str(super().get_content_type())
        return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in TEXT_TYPES else kind

    def compute_etag(self) -> None:
        """None is needed, and livereload's way to one warns since Python 3.12."""

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **details: object) -> None:
        not_found = self.preview.out / "404.html"
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.finish(self._complete(_write_faults_page(self.preview)))
        elif status_code == HTTPStatus.NOT_FOUND and not_found.is_file():
            self.finish(self._complete(not_found.read_bytes()))
        else:
            super().write_error(status_code, **details)

    def _complete(self, page: bytes) -> bytes:
        """The page with our script, and with a policy that lets it run; the file stays as it is."""
        return _add_script(_relax_policy(page, self.request.host), self.preview.build_id)


def _add_script(page: bytes, build_id: str) -> bytes:
    start = PAGE_START.match(page)
    at = start.end() if start else 0
    script = f'<script type="module" src="/livereload/overlay.js?build={build_id}"></script>'
    return page[:at] + script.encode() + page[at:]


def _relax_policy(page: bytes, host: str) -> bytes:
    """The page may in addition load scripts from here and talk to our socket."""

    def relax(found: re.Match[bytes]) -> bytes:
        policy = html.unescape(found[2].decode("utf-8", "replace"))
        return f'content="{html.escape(_allow(policy, host))}"'.encode()

    return POLICY_TAG.sub(lambda tag: POLICY.sub(relax, tag[0]), page)


def _allow(policy: str, host: str) -> str:
    directives = {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
    for name, source in (("script-src", "'self'"), ("connect-src", f"ws://{host}")):
        given = directives.get(name, directives.get("default-src"))
        if given is not None:
            directives[name] = [*(other for other in given if other != "'none'"), source]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _write_faults_page(preview: Preview) -> bytes:
    texts = [*preview.notices, *(" ".join(fault) for fault in preview.faults)]
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    head = '<!doctype html><html lang="en"><head><title>No site yet</title></head>'
    return f"{head}<body><h1>No site yet</h1><p>{NO_SITE}</p><ul>{items}</ul></body></html>".encode()
