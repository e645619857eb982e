import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from site_gen.diagnostics import Diagnostic
from site_gen.files import read_tree, source_paths
from site_gen.publish import publish
from site_gen.serve import CODE, CRASHED, listen, run, serve

PATIENCE = 5
"""In seconds: how long to wait for what must happen. Nothing waits that long when all is well."""

HEAD = (
    "<!doctype html><html lang=en><head>"
    "<meta http-equiv=Content-Security-Policy"
    " content=\"default-src 'none'; script-src 'sha256-x'; connect-src 'none'\">"
)
FAULT = Diagnostic(code="E104", path="content/a.md", line=2, column=7, message="no such <b>level</b>", hint="use iop")


class Site:
    """A site whose pages are the files of content/, and whose one possible fault is the word BROKEN."""

    def __init__(self, folder: Path) -> None:
        self.root, self.out, self.code = folder / "root", folder / "_site", folder / "code"
        self.code.mkdir()
        self.builds = 0
        self.save("content/a.md", "first")

    def save(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def save_by_renaming(self, path: str, text: str) -> None:
        """As most editors do it."""
        self.save(f"{path}~", text)
        (self.root / f"{path}~").rename(self.root / path)

    def rebuild(self) -> tuple[Diagnostic, ...]:
        self.builds += 1
        text = " ".join(content.decode() for content in read_tree(self.root)[0].values())
        if "CRASH" in text:
            raise ZeroDivisionError
        if "BROKEN" in text:
            return (FAULT,)
        page = f"{HEAD}<title>{text}</title>".encode()
        publish({"index.html": page, "en/index.html": page, "404.html": page}, self.out, keep=source_paths(self.root))
        return ()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a browser has it open: its answer, its build, its socket, and what it was told first."""

    address: str
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
        greeting = await introduce(socket, build)
        return cls(address=address, status=response.code, text=text, build=build, socket=socket, greeting=greeting)

    async def told(self) -> dict[str, Any]:
        return await told(self.socket)

    async def reloaded(self, *, expected: str) -> "Page":
        """The page after as many reloads as it takes to show what is *expected*."""
        page: Page = self
        while expected not in page.text or page.status != 200:
            message = page.greeting
            while message["command"] != "reload":
                message = await page.told()
            page = await Page.load(self.address)
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


async def introduce(socket: WebSocketClientConnection, build: str) -> dict[str, Any]:
    await socket.write_message(json.dumps({"command": "hello"}))
    assert (await told(socket))["command"] == "hello"
    await socket.write_message(json.dumps({"command": "info", "url": "/", "build": build}))
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
    """Run the server and the scenario side by side; the scenario gets the server's address."""

    async def play() -> None:
        listening = listen("127.0.0.1", 0)
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        server = asyncio.create_task(
            run(root=site.root, out=site.out, rebuild=site.rebuild, listening=listening, code=site.code)
        )
        try:
            await scenario(address)
        finally:
            server.cancel()
            await asyncio.wait([server])
            for socket in SOCKETS:
                await asyncio.wait_for(hung_up(socket), PATIENCE)
            SOCKETS.clear()

    asyncio.run(play())


async def first_version(address: str) -> Page:
    """The page of the first build, and of no server before."""
    return await (await Page.load(address)).reloaded(expected='-1"')


# --- saving ----------------------------------------------------------------------------------


def test_a_save_reloads_the_open_page(site: Site) -> None:
    """Written in place or by renaming, one save right after the other: none is lost."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        assert page.greeting == {"command": "faults", "notices": [], "faults": []}
        for word, save in (("second", site.save), ("third", site.save_by_renaming), ("fourth", site.save_by_renaming)):
            save("content/a.md", word)
            page = await page.reloaded(expected=word)

    drive(site, scenario)


def test_twenty_files_saved_at_once_are_one_build_or_two(site: Site) -> None:
    """A branch checked out, a search and replace: not a build for each file."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        before = site.builds
        for number in range(20):
            site.save(f"content/{number:02}.md", f"saved{number}")
        await page.reloaded(expected="saved19")
        assert site.builds - before in {1, 2}

    drive(site, scenario)


def test_the_directory_may_come_and_be_saved_by_renaming(site: Site) -> None:
    """programs.yaml stands in the root; a watch on the file itself would end with its first renaming."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        for word in ("one", "two", "three"):
            site.save_by_renaming("programs.yaml", word)
            page = await page.reloaded(expected=word)

    drive(site, scenario)


def test_a_folder_that_is_replaced_or_new_is_watched(site: Site) -> None:
    """Checking out a branch may do both."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save("other/a.md", "swapped")
        shutil.rmtree(site.root / "content")
        (site.root / "other").rename(site.root / "content")
        page = await page.reloaded(expected="swapped")
        site.save("content/a.md", "saved")
        page = await page.reloaded(expected="saved")
        (site.root / "templates").mkdir()
        site.save("templates/base.html", "template1")
        page = await page.reloaded(expected="template1")
        site.save("templates/base.html", "template2")
        await page.reloaded(expected="template2")

    drive(site, scenario)


def test_a_page_from_an_earlier_build_or_server_is_told_to_reload(site: Site) -> None:
    """It was loaded while a build ran, or the server was started again since."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        for build in ("", "00000000-1", page.build.replace("-1", "-0")):
            assert (await introduce(await connect(address), build))["command"] == "reload"

    drive(site, scenario)


# --- faults ----------------------------------------------------------------------------------


def test_faults_are_shown_over_the_last_good_page_and_go_with_the_fix(site: Site) -> None:
    """Place, code, message and hint, as text; a page loaded later is told the same."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save("content/a.md", "BROKEN")
        expected = {
            "command": "faults",
            "notices": [],
            "faults": [["content/a.md:2:7", "E104", "no such <b>level</b>", "use iop"]],
        }
        assert await page.told() == expected
        later = await Page.load(address)
        assert (later.status, later.text, later.greeting) == (200, page.text, expected)
        site.save("content/a.md", "fixed")
        fixed = await later.reloaded(expected="fixed")
        assert fixed.greeting["faults"] == []

    drive(site, scenario)


def test_without_a_site_the_faults_are_a_page(site: Site) -> None:
    """Escaped, with the status of a site that is not there yet; it reloads when it is."""

    async def scenario(address: str) -> None:
        page = await Page.load(address)
        while not page.greeting["faults"]:
            page = await Page.load(address, path="/en/")
        assert page.status == 503
        assert "<li>content/a.md:2:7 E104 no such &lt;b&gt;level&lt;/b&gt; use iop</li>" in (
            (await fetch(address)).body.decode()
        )
        site.save("content/a.md", "fixed")
        await page.reloaded(expected="fixed")

    site.save("content/a.md", "BROKEN")
    drive(site, scenario)


def test_a_folder_that_may_not_be_replaced_is_said_in_the_page(site: Site) -> None:
    """What publishing refuses is shown like a fault."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        lock = site.out.with_name("._site.lock")
        lock.write_text(str(os.getppid()))
        site.save("content/a.md", "second")
        assert (await page.told())["notices"] == [
            f"another build is publishing to {site.out}: wait for it, or delete {lock} if none is running"
        ]
        lock.unlink()
        site.save("content/a.md", "third")
        await page.reloaded(expected="third")

    drive(site, scenario)


def test_a_crash_of_the_build_ends_no_server(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """The traceback is for the terminal of whoever writes the generator; the page says to look there."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save("content/a.md", "CRASH")
        assert (await page.told())["notices"] == [CRASHED]
        site.save("content/a.md", "mended")
        await page.reloaded(expected="mended")

    drive(site, scenario)
    assert capfd.readouterr().err.splitlines()[-1] == "ZeroDivisionError"


def test_changed_code_asks_for_a_restart(site: Site) -> None:
    """Old code does not go on in silence; compiled files do not count."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        (site.code / "quiz.pyc").write_bytes(b"")
        (site.code / "quiz.py").write_bytes(b"")
        assert (await page.told())["notices"] == [
            "The code in site_gen/ has changed: stop the server with Ctrl-C and start it again to use it."
        ]

    drive(site, scenario)


# --- answers ---------------------------------------------------------------------------------


def test_a_page_gets_the_script_and_a_policy_that_lets_it_run(site: Site) -> None:
    """Only as served, and never cached: the file on disk is what goes to the host."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        assert page.text == (
            "<!doctype html><html lang=en><head>"
            f'<script type="module" src="/livereload/overlay.js?build={page.build}"></script>'
            '<meta http-equiv=Content-Security-Policy content="default-src &#x27;none&#x27;;'
            f' script-src &#x27;sha256-x&#x27; &#x27;self&#x27;; connect-src ws://{address}">'
            "<title>first</title>"
        )
        headers = (await fetch(address)).headers
        assert (headers["Cache-Control"], headers["Content-Type"]) == ("no-store", "text/html; charset=utf-8")
        assert (site.out / "index.html").read_text() == f"{HEAD}<title>first</title>"

    drive(site, scenario)


def test_the_script_is_served(site: Site) -> None:
    """From the templates, as a module."""

    async def scenario(address: str) -> None:
        response = await fetch(address, "/livereload/overlay.js?build=x")
        assert response.body == (CODE.parent / "templates/assets/dev/overlay.js").read_bytes()
        assert response.headers["Content-Type"] in {"text/javascript", "application/javascript"}

    drive(site, scenario)


def test_folders_and_missing_pages_are_answered_as_a_host_does(site: Site) -> None:
    """A folder by its index, after a redirect to the slash; what is missing by the site's own 404 page."""

    async def scenario(address: str) -> None:
        await first_version(address)
        assert [(await fetch(address, path)).code for path in ("/en/", "/en", "/nothing", "/../root/content/a.md")] == [
            200,
            301,
            404,
            403,
        ]
        assert "<title>first</title>" in (await fetch(address, "/nothing")).body.decode()

    drive(site, scenario)


def test_a_foreign_name_is_refused(site: Site) -> None:
    """A name of the web that was made to lead to this computer: pages, script and socket."""

    async def scenario(address: str) -> None:
        await first_version(address)
        for host in ("example.org", "127.0.0.1.example.org"):
            response = await fetch(address, Host=host)
            assert (response.code, response.body) == (
                421,
                b"This server answers to 127.0.0.1, localhost, ::1 only.\n",
            )
        with pytest.raises(HTTPClientError, match="421"):
            await connect(address, Host="example.org")
        assert (await fetch(address, Host="localhost")).code == 200

    drive(site, scenario)


def test_a_page_of_the_web_may_not_listen(site: Site) -> None:
    """It is loaded in the same browser, so the socket is in its reach."""

    async def scenario(address: str) -> None:
        with pytest.raises(HTTPClientError, match="403"):
            await connect(address, Origin="https://example.org")
        await introduce(await connect(address, Origin=f"http://{address}"), "")

    drive(site, scenario)


# --- the command -----------------------------------------------------------------------------


def test_only_this_computer_is_served(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft about people's health is not for the café's network."""
    assert serve(root=site.root, out=site.out, rebuild=site.rebuild, host="0.0.0.0") == 2  # noqa: S104
    assert capsys.readouterr().err == "0.0.0.0 is not this computer: choose one of 127.0.0.1, localhost, ::1\n"


def test_a_port_in_use_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage, no traceback."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert serve(root=site.root, out=site.out, rebuild=site.rebuild, port=port) == 2
    expected = f"port {port} cannot be used: Address already in use; choose another with --port\n"
    assert capsys.readouterr().err == expected


SERVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from site_gen.publish import publish
from site_gen.serve import serve
root, out = Path(sys.argv[2]), Path(sys.argv[3])
def rebuild():
    publish({"index.html": b"<p>"}, out, keep=[root])
    return ()
raise SystemExit(serve(root=root, out=out, rebuild=rebuild, port=0))
"""


def test_ctrl_c_ends_the_server_in_peace(site: Site) -> None:
    """Exit code 0, no traceback; before it the address once, and a line for the build."""
    command = [sys.executable, "-W", "error", "-c", SERVE, *map(str, (CODE.parent, site.root, site.out))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        lines = [server.stdout.readline(), server.stdout.readline()]
        server.send_signal(signal.SIGINT)
        rest, errors = server.communicate(timeout=PATIENCE)
    assert re.fullmatch(r"Open http://127\.0\.0\.1:\d+/ and stop with Ctrl-C\.\nBuilt in \d\.\d\d s\n", "".join(lines))
    assert (server.returncode, rest, errors) == (0, "\n", "")
