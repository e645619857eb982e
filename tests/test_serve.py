import asyncio
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_gen.lock import hold
from site_gen.preview import Preview
from site_gen.serve import CRASHED, _show_at_once, listen, serve
from tests.serving import HEAD, PATIENCE, Page, Site, connect, drive, fetch, first_version, introduce, serve_command


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


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
            site.save_by_renaming(f"content/{number:02}.md", f"saved{number}")
        await (await page.reloaded(expected="saved19")).version(2)
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


# --- at once -----------------------------------------------------------------------------------


def test_open_pages_show_what_was_saved_before_it_is_built(site: Site) -> None:
    """Those that are open and no others, with the files that belong to them; the site on the disk stays as it is."""

    async def scenario(address: str) -> None:
        front = await first_version(address)
        other = await Page.load(address, path="/en/")
        site.save_by_renaming("content/a.md", "SLOW second")
        front, other = await front.reloaded(expected="second"), await other.reloaded(expected="second")
        assert (await fetch(address, "/new.js")).body == b"SLOW second"
        assert (site.out / "index.html").read_text() == f"{HEAD}<title>first</title>"
        assert front.build.endswith("-1")

    drive(site, scenario)
    assert site.glimpses == [{"index.html", "en/index.html"}]


def test_a_save_ends_the_build_of_the_one_before(site: Site) -> None:
    """Nobody waits for the checks of what has changed since."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        for word in ("SLOW second", "SLOW third", "fourth"):
            site.save_by_renaming("content/a.md", word)
            page = await page.reloaded(expected=word)
        await page.version(2)

    drive(site, scenario)
    assert "<title>fourth</title>" in (site.out / "index.html").read_text()


def test_a_page_opened_while_a_build_runs_shows_what_was_saved(site: Site) -> None:
    """However long the build takes: it is given up for the page, and not again for one that has been seen."""

    async def scenario(address: str) -> None:
        front = await first_version(address)
        site.save_by_renaming("content/a.md", "SLOW second")
        await front.reloaded(expected="second")
        other = await Page.load(address, path="/en/")
        await other.reloaded(expected="second")
        again = await Page.load(address)
        assert "second" in again.text
        site.released.set()
        await again.version(2)

    drive(site, scenario)
    assert site.glimpses == [{"index.html"}, {"index.html", "en/index.html"}]
    assert site.builds == 3


def test_a_page_loaded_before_a_save_was_shown_and_connected_after_it_is_told_to_reload(site: Site) -> None:
    """It shows what was there before, though nothing has been published since."""

    async def scenario(address: str) -> None:
        old = await first_version(address)
        site.save_by_renaming("content/a.md", "SLOW second")
        new = await old.reloaded(expected="second")
        assert (await introduce(await connect(address), old.build))["command"] == "reload"
        assert (await introduce(await connect(address), new.build))["command"] == "faults"

    drive(site, scenario)


def test_a_page_opened_before_there_is_a_site_leaves_the_first_build_alone(site: Site) -> None:
    """It can show nothing sooner."""

    async def scenario(address: str) -> None:
        page = await Page.load(address)
        site.released.set()
        await page.reloaded(expected="first")

    site.save("content/a.md", "SLOW first")
    drive(site, scenario)
    assert site.builds == 1


def test_a_page_that_shows_what_is_published_is_not_loaded_again(site: Site) -> None:
    """Whoever reads it is not moved; a page of which no more was seen than before still is."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        missing = await Page.load(address, path="/nothing")
        site.save_by_renaming("content/a.md", "SLOW second")
        page = await page.reloaded(expected="second")
        site.released.set()
        assert await page.told() == {"command": "faults", "notices": [], "faults": []}
        assert (await missing.told())["command"] == "reload"
        assert (await page.version(2)).text == page.text.replace("-1-1", "-1-2")

    drive(site, scenario)


def test_faults_lie_over_what_was_saved_until_it_is_mended(site: Site) -> None:
    """What could be shown stays, with what keeps it from being published; the mended page comes by itself."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save_by_renaming("content/a.md", "OLD second")
        page = await page.reloaded(expected="second")
        assert [code for _, code, _, _ in (await page.refused())["faults"]] == ["W201"]
        site.save_by_renaming("content/a.md", "first")
        await page.reloaded(expected="first")

    site.strict = True
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
        fixed = await (await later.reloaded(expected="fixed")).version(2)
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


def test_warnings_do_not_keep_a_version_back(site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """They are published and counted in the terminal, and come over the page only beside errors that matter."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save_by_renaming("content/a.md", "OLD")
        page = await (await page.reloaded(expected="OLD")).version(2)
        assert page.greeting["faults"] == []
        site.save_by_renaming("content/a.md", "OLD BROKEN")
        assert [code for _, code, _, _ in (await (await Page.load(address)).refused())["faults"]] == ["E104"]

    drive(site, scenario)
    lines = [re.sub(r"\d\.\d\d", "0", line) for line in capfd.readouterr().out.splitlines()]
    expected = ["Built (0 s)", "Shown (0 s)", "Built (0 s): 1 warning", "Not published (0 s): 1 error, 1 warning"]
    assert lines[1:] == expected


def test_strictly_a_warning_keeps_a_version_back(site: Site) -> None:
    """Then it stands over the last good page like an error."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        site.save("content/a.md", "OLD")
        page = await page.reloaded(expected="OLD")
        assert (await page.refused())["faults"] == [["content/a.md", "W201", "not checked for a year", ""]]

    site.strict = True
    drive(site, scenario)


def test_a_folder_that_may_not_be_replaced_is_said_in_the_page(site: Site) -> None:
    """What publishing refuses is shown like a fault."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        lock = site.out.with_name("._site.lock")
        with hold(lock):
            site.save("content/a.md", "second")
            page = await page.reloaded(expected="second")
            assert (await page.refused())["notices"] == [
                f"another build is publishing to {site.out}: wait for it, or delete {lock} if none is running"
            ]
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


# --- the command -----------------------------------------------------------------------------


def test_a_port_that_cannot_be_used_is_said(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage, no traceback."""
    with listen(0) as taken:
        port = taken.getsockname()[1]
        assert serve(Preview(out=site.out, strict=False), root=site.root, builder=site, port=port) == 2
    expected = f"port {port} cannot be used: Address already in use; choose another with --port\n"
    assert capsys.readouterr().err == expected
    assert serve(Preview(out=site.out, strict=False), root=site.root, builder=site, port=70_000) == 2
    assert capsys.readouterr().err == "port 70000 cannot be used: Invalid argument; choose another with --port\n"


class Shown(Preview):
    """With one open page, which has another text each time."""

    open_files = frozenset({"index.html"})

    def __init__(self, out: Path) -> None:
        super().__init__(out=out, strict=False)
        self.has_shown = asyncio.Event()

    def show_glimpse(self, files: Mapping[str, bytes]) -> bool:
        self.has_shown.set()
        return bool(files)


@pytest.mark.parametrize("moments", range(4))
def test_ctrl_c_is_not_lost_when_a_page_comes_back_with_it(site: Site, moments: int) -> None:
    """In whichever order the two are met."""

    async def scenario() -> None:
        preview = Shown(site.out)
        showing = asyncio.create_task(_show_at_once(preview, site))
        await preview.has_shown.wait()
        for _ in range(5):  # until it waits for the page
            await asyncio.sleep(0)
        preview.is_looked_at.set()
        for _ in range(moments):
            await asyncio.sleep(0)
        was_under_way = showing.cancel()
        await asyncio.wait([showing])
        assert showing.cancelled() == was_under_way

    asyncio.run(scenario())


def test_ctrl_c_ends_the_server_in_peace(site: Site) -> None:
    """Exit code 0, no traceback; before it the address once, and a line for the build."""
    with subprocess.Popen(serve_command(site), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        lines = [server.stdout.readline(), server.stdout.readline()]
        server.send_signal(signal.SIGINT)
        try:
            rest, errors = server.communicate(timeout=PATIENCE)
        finally:
            server.kill()
    assert re.fullmatch(r"Open http://127\.0\.0\.1:\d+/ and stop with Ctrl-C\.\nBuilt \(\d\.\d\d s\)\n", "".join(lines))
    assert (server.returncode, rest, errors) == (0, "\n", "")
