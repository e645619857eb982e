"""Saves that the system does not tell of: seen by looking again and again."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from tests.serving import PATIENCE, Site, drive, first_version, serve_command


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def polled_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """On a network drive, say: its admin asks for polling by the variable that watchfiles knows."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    return site


def test_quick_saves_are_all_seen_by_looking(polled_site: Site) -> None:
    """Several in one second too, in place or by renaming, deeper down or in the root."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        for word, path in (("two", "content/a.md"), ("six", "content/a.md"), ("new", "content/es/b.md")):
            polled_site.save(path, word)
            page = await page.reloaded(expected=word)
        for word in ("list1", "list2"):
            polled_site.save_by_renaming("programs.yaml", word)
            page = await page.reloaded(expected=word)

    drive(polled_site, scenario)


def test_a_folder_that_is_replaced_or_new_is_seen_by_looking(polled_site: Site) -> None:
    """As when a branch is checked out."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        polled_site.save("other/a.md", "swapped")
        shutil.rmtree(polled_site.root / "content")
        (polled_site.root / "other").rename(polled_site.root / "content")
        page = await page.reloaded(expected="swapped")
        (polled_site.root / "templates").mkdir()
        polled_site.save("templates/base.html", "template")
        await page.reloaded(expected="template")

    drive(polled_site, scenario)


def test_changed_code_is_seen_by_looking(polled_site: Site) -> None:
    """The notice comes however changes are found."""

    async def scenario(address: str) -> None:
        page = await first_version(address)
        (polled_site.code / "quiz.py").write_bytes(b"")
        assert len((await page.told())["notices"]) == 1

    drive(polled_site, scenario)


@pytest.mark.parametrize("limit", ["max_inotify_watches", "max_inotify_instances"])
def test_a_system_that_grants_no_watch_is_made_up_for(site: Site, limit: str) -> None:
    """Both limits of Linux, real ones; said once, and then a save is built as ever."""
    lower = f'echo 0 >/proc/sys/user/{limit} && exec "$@"'
    confined = ["unshare", "--user", "--map-root-user", "sh", "-c", lower, "sh"]
    if not shutil.which("unshare") or run([*confined, "true"], check=False, capture_output=True).returncode:  # noqa: S603  our words
        pytest.skip("this system lets nobody lower its limits for one process (unshare --user)")
    with Popen([*confined, *serve_command(site)], stdout=PIPE, stderr=PIPE, text=True) as server:  # noqa: S603  our words
        assert server.stdout is not None
        lines = [server.stdout.readline(), server.stdout.readline()]
        site.save("content/a.md", "second")
        lines.append(server.stdout.readline())
        server.send_signal(signal.SIGINT)
        try:
            _, errors = server.communicate(timeout=PATIENCE)
        finally:
            server.kill()
    assert ["Open", "Built", "Built"] == [line.split(" ")[0] for line in lines]
    assert errors == "Looking for saves every 0.2 s, since the system grants no watch on these folders.\n"
    assert server.returncode == 0
