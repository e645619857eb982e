"""A small site, its server, and a browser stripped to what `serve` talks to."""

import asyncio
import json
import re
import sys
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.files import read_tree, source_paths
from site_gen.preview import Preview
from site_gen.progress import Progress
from site_gen.publish import publish
from site_gen.serve import CODE, listen, run

PATIENCE = 5
"""In seconds: how long to wait for what must happen. Nothing waits that long when all is well."""

HEAD = (
    "<!doctype html><html lang=en><head>"
    "<meta http-equiv=Content-Security-Policy"
    " content=\"default-src 'none'; script-src 'sha256-x'; connect-src 'none'\">"
)
PAGES = ("index.html", "en/index.html", "404.html")
FAULT = Diagnostic(code="E104", path="content/a.md", line=2, column=7, message="no such <b>level</b>", hint="use iop")


WARNING = Diagnostic(code="W201", path="content/a.md", message="not checked for a year")


class Site:
    """A site whose pages hold the files of content/, and whose faults are the words BROKEN, OLD and CRASH.

    A build that reads SLOW does not end before it is released or something else is saved.
    """

    def __init__(self, folder: Path) -> None:
        self.root, self.out, self.code = folder / "sources", folder / "_site", folder / "code"
        self.code.mkdir()
        self.builds = 0
        self.glimpses: list[frozenset[str]] = []
        self.released = threading.Event()
        self.strict = False
        self.base_path = "/"
        self.save("content/a.md", "first")

    def save(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def save_by_renaming(self, path: str, text: str) -> None:
        """As most editors do it."""
        self.save(f"{path}~", text)
        (self.root / f"{path}~").rename(self.root / path)

    def glimpse(self, wanted: Collection[str]) -> Mapping[str, bytes]:
        """The pages, and a script that they have not had before; nothing of sources that are BROKEN or CRASH."""
        text = self._read()
        if "BROKEN" in text or "CRASH" in text:
            raise ZeroDivisionError
        self.glimpses.append(frozenset(wanted))
        return {path: self._write(text) for path in PAGES if path in wanted} | {"new.js": text.encode()}

    def build(self, progress: Progress) -> tuple[Diagnostic, ...]:
        self.builds += 1
        text = self._read()
        while "SLOW" in text and not self.released.wait(0.01):
            progress.step()
        if "CRASH" in text:
            raise ZeroDivisionError
        faults = tuple(fault for word, fault in (("BROKEN", FAULT), ("OLD", WARNING)) if word in text)
        if has_errors(faults, strict=self.strict):
            return faults
        publish(dict.fromkeys(PAGES, self._write(text)), self.out, keep=source_paths(self.root))
        return faults

    def _read(self) -> str:
        return " ".join(content.decode() for content in read_tree(self.root)[0].values())

    def _write(self, text: str) -> bytes:
        return f"{HEAD}<title>{text}</title>".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a browser has it open: its answer, its build, its socket, and what it was told first."""

    address: str
    path: str
    status: int
    text: str
    build: str
    socket: WebSocketClientConnection
    greeting: dict[str, Any]

    @classmethod
    async def load(cls, address: str, *, path: str = "/") -> Self:
        response = await fetch(address, path)
        text = response.body.decode()
        found = re.search(r"overlay\.js\?build=([\w-]+)", text)
        build = found[1] if found else ""
        socket = await connect(address)
        greeting = await introduce(socket, build, path)
        return cls(
            address=address, path=path, status=response.code, text=text, build=build, socket=socket, greeting=greeting
        )

    async def told(self) -> dict[str, Any]:
        return await told(self.socket)

    async def refused(self) -> dict[str, Any]:
        """Why what was saved is not published."""
        message = self.greeting
        while not message["notices"] and not message["faults"]:
            message = await self.told()
        return message

    async def version(self, number: int) -> "Page":
        """The page as that version of the site has it, or a later one."""
        page: Page = self
        while int(page.build.rpartition("-")[2]) < number:
            page = await Page.load(self.address, path=self.path)
        return page

    async def reloaded(self, *, expected: str) -> "Page":
        """The page after as many reloads as it takes to show what is *expected*."""
        page: Page = self
        while expected not in page.text or page.status != 200:
            message = page.greeting
            while message["command"] != "reload":
                message = await page.told()
            page = await Page.load(self.address, path=self.path)
        return page


async def fetch(address: str, path: str = "/", **headers: str) -> HTTPResponse:
    request = HTTPRequest(f"http://{address}{path}", follow_redirects=False, headers=headers)
    return await AsyncHTTPClient().fetch(request, raise_error=False)


async def connect(address: str, **headers: str) -> WebSocketClientConnection:
    socket = await websocket_connect(HTTPRequest(f"ws://{address}/livereload", headers=headers))
    SOCKETS.append(socket)
    return socket


SOCKETS: list[WebSocketClientConnection] = []
"""Every one that a test has opened: each must be closed for its loop to end in peace."""


async def introduce(socket: WebSocketClientConnection, build: str, path: str = "/") -> dict[str, Any]:
    await socket.write_message(json.dumps({"command": "hello"}))
    assert (await told(socket))["command"] == "hello"
    await socket.write_message(json.dumps({"command": "info", "url": f"http://x{path}?a=b#c", "build": build}))
    return await told(socket)


async def hung_up(socket: WebSocketClientConnection) -> None:
    while await socket.read_message() is not None:
        pass
    socket.close()


async def told(socket: WebSocketClientConnection) -> dict[str, Any]:
    message = await asyncio.wait_for(socket.read_message(), PATIENCE)
    assert message is not None
    return dict(json.loads(message))


def drive(site: Site, scenario: Callable[[str], Awaitable[None]]) -> None:
    """Run the server and the scenario side by side; the scenario gets the server's name and port."""

    async def play() -> None:
        preview = Preview(out=site.out, strict=site.strict, base_path=site.base_path)
        listening = listen(0)
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        server = asyncio.create_task(run(preview, root=site.root, builder=site, listening=listening, code=site.code))
        try:
            await scenario(address)
        finally:
            server.cancel()
            await asyncio.wait([server])
            for socket in SOCKETS:
                await asyncio.wait_for(hung_up(socket), PATIENCE)
            SOCKETS.clear()

    asyncio.run(play())


async def first_version(address: str, *, path: str = "/") -> Page:
    """The page of the first build, and of no server before."""
    return await (await Page.load(address, path=path)).reloaded(expected='-1"')


# A process started in the background inherits Ctrl-C as ignored; a person's terminal does not.
SERVE = """
import signal
import sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, sys.argv[1])
from site_gen.preview import Preview
from site_gen.publish import publish
from site_gen.serve import serve
root, out = Path(sys.argv[2]), Path(sys.argv[3])
class Builder:
    def glimpse(self, wanted):
        return {}
    def build(self, progress):
        publish({"index.html": b"<p>"}, out, keep=[root])
        return ()
raise SystemExit(serve(Preview(out=out, strict=False), root=root, builder=Builder(), port=0))
"""


def serve_command(site: Site) -> list[str]:
    """The server as a process of its own, with every warning an error."""
    return [sys.executable, "-W", "error", "-c", SERVE, *map(str, (CODE.parent, site.root, site.out))]
