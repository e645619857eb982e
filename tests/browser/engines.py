"""Firefox and WebKit, driven by what they speak themselves: no driver but Debian's own packages is needed.

Firefox listens for WebDriver BiDi on a socket; WebKitGTK brings a small server for the older WebDriver. Playwright
drives neither of them as Debian builds them.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO, Any, Protocol
from urllib.request import Request, urlopen

from tornado.websocket import WebSocketClientConnection, websocket_connect

PATIENCE = 60
TAB = "\ue004"
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
PROFILE = """
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("focusmanager.testmode", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
"""


class Engine(Protocol):
    """A browser with one window."""

    def open(self, url: str) -> None: ...

    def resize(self, width: int, height: int) -> None: ...

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401  whatever the page says, as JSON
        """The value of an expression, waited for when it is a promise."""

    def press_tab(self) -> None: ...


@contextmanager
def start_firefox(folder: Path) -> Iterator[Engine]:
    """A Firefox with a profile of its own in *folder*, without a window."""
    (folder / "user.js").write_text(PROFILE, encoding="utf-8")
    program = shutil.which("firefox-esr") or shutil.which("firefox") or ""
    command = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0"]
    with _running(command, {"MOZ_CRASHREPORTER_DISABLE": "1"}) as process:
        address = _wait_for(process.stderr, r"BiDi listening on (ws://\S+)")
        with ThreadPoolExecutor(1) as thread:
            firefox = _Firefox(thread, address)
            yield firefox
            firefox.end()


class _Firefox:
    """A session of WebDriver BiDi, in a thread of its own: Playwright's loop holds the main one."""

    def __init__(self, thread: ThreadPoolExecutor, address: str) -> None:
        self.thread = thread
        self.loop = asyncio.new_event_loop()
        self.number = 0
        self.socket: WebSocketClientConnection = self._do(lambda: websocket_connect(f"{address}/session"))
        self.say("session.new", capabilities={})
        self.context = self.say("browsingContext.getTree")["contexts"][0]["context"]
        self.say("browsingContext.activate", context=self.context)

    def _do(self, make: Callable[[], Any]) -> Any:  # noqa: ANN401  whatever is waited for
        async def run() -> object:
            return await asyncio.wait_for(make(), PATIENCE)

        return self.thread.submit(lambda: self.loop.run_until_complete(run())).result()

    def say(self, method: str, **params: object) -> Any:  # noqa: ANN401  what the browser answers
        self.number += 1
        message = json.dumps({"id": self.number, "method": method, "params": params})
        self._do(lambda: self.socket.write_message(message))
        while True:
            answer = json.loads(self._do(self.socket.read_message))
            if answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def end(self) -> None:
        """Close the browser and then the connection, which else would be closed when its loop is gone."""

        async def leave() -> None:
            self.socket.close()
            while await self.socket.read_message() is not None:
                pass

        self.say("browser.close")
        self._do(leave)
        self.thread.submit(self.loop.close).result()

    def open(self, url: str) -> None:
        self.say("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def resize(self, width: int, height: int) -> None:
        self.say("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height})

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401  whatever the page says
        script = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        target = {"context": self.context}
        result = self.say("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert result["type"] == "success", result
        return json.loads(result["result"]["value"])

    def press_tab(self) -> None:
        keys = [{"type": kind, "value": TAB} for kind in ("keyDown", "keyUp")]
        self.say("input.performActions", context=self.context, actions=[{"type": "key", "id": "k", "actions": keys}])


@contextmanager
def start_webkit(_folder: Path) -> Iterator[Engine]:
    """WebKitGTK's small browser on a screen of its own, by the server that comes with it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["xvfb-run", "-a", "WebKitWebDriver", f"--port={port}"]
    quiet = {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with _running(command, quiet):
        _wait_for_port(port)
        webkit = _WebKit(f"http://127.0.0.1:{port}/session")
        yield webkit
        webkit.say("DELETE", "")


class _WebKit:
    """A session of WebDriver."""

    def __init__(self, address: str) -> None:
        self.address = address
        options = {"binary": str(find_mini_browser()), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        self.address += "/" + self.say("POST", "", capabilities={"alwaysMatch": wanted})["sessionId"]

    def say(self, method: str, path: str, **params: object) -> Any:  # noqa: ANN401  what the browser answers
        data = json.dumps(params).encode() if method == "POST" else None
        request = Request(self.address + path, data=data, method=method)  # noqa: S310  our own server
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  likewise
            return json.load(answer)["value"]

    def open(self, url: str) -> None:
        self.say("POST", "/url", url=url)

    def resize(self, width: int, height: int) -> None:
        """The window, until what it shows has the size."""
        inner = self.evaluate("[innerWidth, innerHeight]")
        outer = self.say("GET", "/window/rect")
        size = {"width": outer["width"] + width - inner[0], "height": outer["height"] + height - inner[1]}
        self.say("POST", "/window/rect", **size)

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401  whatever the page says
        asked = f"(async () => JSON.stringify([(await ({expression})) ?? null]))()"
        tell = f"{asked}.catch((bug) => JSON.stringify(String(bug)))"
        told = json.loads(self.say("POST", "/execute/async", script=f"{tell}.then(arguments[0])", args=[]))
        assert isinstance(told, list), told
        return told[0]

    def press_tab(self) -> None:
        keys = [{"type": kind, "value": TAB} for kind in ("keyDown", "keyUp")]
        self.say("POST", "/actions", actions=[{"type": "key", "id": "k", "actions": keys}])


def find_mini_browser() -> Path | None:
    return next(iter(sorted(Path("/").glob(MINI_BROWSERS.lstrip("/")))), None)


def has_firefox() -> bool:
    return bool(shutil.which("firefox-esr") or shutil.which("firefox"))


def has_webkit() -> bool:
    return bool(shutil.which("WebKitWebDriver") and shutil.which("xvfb-run") and find_mini_browser())


@contextmanager
def _running(command: list[str], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program and all it starts, until the end of the block."""
    environment = {**os.environ, **settings}
    process = subprocess.Popen(  # noqa: S603  found on the path, with our own arguments
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, 15)
        process.communicate(timeout=PATIENCE)


def _wait_for(stream: IO[str] | None, pattern: str) -> str:
    """What the first line says that has the pattern."""
    for line in stream or ():
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"the browser stopped before it said {pattern}")


def _wait_for_port(port: int) -> None:
    """Until somebody listens."""
    for _ in range(600):
        with socket.socket() as line:
            line.settimeout(1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.1)  # the server tells nobody when it is ready
    raise AssertionError("WebKitWebDriver does not listen")
