"""Real pushes to a repository on a server, and what its web server shows."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen, run

import pytest

from tests.clones import PERSON, change, clone, git, make_repository
from tests.small_site import ROOT
from tests.static_host import fetch, find_dead_links, on_static_host

pytestmark = pytest.mark.publishing

SCRIPT = ROOT / "deploy/push_to_publish.py"
BASE_URL = "https://county.example/guide/"
NAMES = ("programs.yaml", "name: Bright Path Newark", "name: Bright Path Harrison")
BROKEN = ("programs.yaml", "levels:", "levls:")


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """The clone of somebody who pushes, and the server."""

    staff: Path
    repository: Path
    folder: Path

    @property
    def live(self) -> Path:
        return self.folder / "live"

    @property
    def listing(self) -> str:
        return (self.live / "programs/bright-path-newark/index.html").read_text(encoding="utf-8")

    @property
    def accepted(self) -> str:
        return git(self.repository, "for-each-ref", "--format=%(objectname)", "refs/heads/main")

    @property
    def shown(self) -> str:
        """The commit whose version is linked."""
        return self.live.readlink().name.split("-")[0]

    def push(self, *, staff: Path | None = None, ref: str = "main") -> CompletedProcess[str]:
        return run(  # noqa: S603  our own words
            ["git", "push", str(self.repository), ref],  # noqa: S607  wherever it is
            cwd=staff or self.staff,
            env={**os.environ, **PERSON},
            check=False,
            capture_output=True,
            text=True,
        )

    def command(self, *words: str) -> CompletedProcess[str]:
        command = [sys.executable, str(SCRIPT), *words]
        return run(command, env={**os.environ, **PERSON}, check=False, capture_output=True, text=True)  # noqa: S603


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("pushed"))


def county_in(folder: Path) -> County:
    """The server that stands in *folder*, with its hooks and settings for that place."""
    county = County(staff=folder / "staff", repository=folder / "site.git", folder=folder / "srv/web")
    options = ["--folder", str(county.folder), "--base-url", BASE_URL, "--python", sys.executable]
    assert county.command("setup", str(county.repository), *options).returncode == 0
    return county


@pytest.fixture
def empty_county(source: Path, tmp_path: Path) -> County:
    """A server where nothing has been pushed yet."""
    clone(source, tmp_path / "staff")
    return county_in(tmp_path)


@pytest.fixture(scope="session")
def first_push(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a server that shows the first version; to be copied."""
    folder = tmp_path_factory.mktemp("server")
    clone(source, folder / "staff")
    done = county_in(folder).push()
    assert done.returncode == 0
    assert f"Published: {BASE_URL}" in done.stderr.splitlines()
    return folder


@pytest.fixture
def county(first_push: Path, tmp_path: Path) -> County:
    """A server that shows the first version."""
    shutil.copytree(first_push, tmp_path, symlinks=True, dirs_exist_ok=True)
    return county_in(tmp_path)


def test_a_good_push_is_shown_and_works_under_its_path(county: County) -> None:
    """Every link of it leads somewhere; the branch is what is shown."""
    assert county.shown == county.accepted == git(county.staff, "rev-parse", "HEAD")
    with on_static_host(county.live, base_path="/guide/") as host:
        assert find_dead_links(host.url, BASE_URL) == []
    change(county.staff, *NAMES)
    assert county.push().returncode == 0
    assert "Bright Path Harrison" in county.listing


def test_a_bad_push_is_refused_with_its_faults_and_changes_nothing(county: County) -> None:
    """Told to the pusher with file, line and what to do; once mended, the same push goes through."""
    before = county.live.readlink(), county.accepted
    change(county.staff, *BROKEN)
    refused = county.push()
    assert refused.returncode == 1
    told = [line.removeprefix("remote: ").rstrip() for line in refused.stderr.splitlines()]
    assert 'programs.yaml:7:5: error E201: unknown key "levls"' in told
    assert '  fix: did you mean "levels"?' in told
    last = "Refused: the faults are told above. Mend them, commit, and push again. The site is as it was."
    assert last in told
    assert (county.live.readlink(), county.accepted) == before
    change(county.staff, "programs.yaml", "levls:", "levels:")
    assert county.push().returncode == 0
    assert county.shown == county.accepted


def test_files_that_stay_the_same_keep_their_date(county: County) -> None:
    """So a reader's browser need not fetch them again; a nightly build alone changes none."""
    other = county.live / "about/index.html"
    before = other.stat()
    change(county.staff, *NAMES)
    assert county.push().returncode == 0
    assert (other.stat().st_mtime_ns, other.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert county.command("rebuild", str(county.repository)).returncode == 0
    assert (other.stat().st_mtime_ns, other.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_of_two_pushes_at_once_the_one_that_is_accepted_is_shown(county: County, tmp_path: Path) -> None:
    """Both are checked, one after the other; git takes one, and the site is that one."""
    staff = [county.staff, clone(county.repository, tmp_path / "colleague")]
    change(staff[0], *NAMES)
    change(staff[1], "programs.yaml", "name: Bright Path Newark", "name: Bright Path Kearny")
    command = ["git", "push", str(county.repository), "main"]
    pushes = [Popen(command, cwd=folder, env={**os.environ, **PERSON}, stderr=PIPE) for folder in staff]  # noqa: S603
    for push in pushes:
        push.communicate()
    assert sorted(push.returncode for push in pushes) == [0, 1]
    winner = staff[[push.returncode for push in pushes].index(0)]
    assert county.shown == county.accepted == git(winner, "rev-parse", "HEAD")


def kill_in(county: County, hook: str) -> CompletedProcess[str]:
    """Push, while the server kills its own hook half way: after the build began, or before the link was changed."""
    path = county.repository / "hooks" / hook
    whole = path.read_text(encoding="utf-8")
    where = {"pre-receive": "def _build(", "reference-transaction": "def _show_version("}[hook]
    dying = county.repository / "hooks" / "dying.py"
    text = SCRIPT.read_text(encoding="utf-8")
    start = text.index("\n", text.index(where)) + 1
    dying.write_text(f"{text[:start]}    os.kill(os.getpid(), {signal.SIGKILL})\n{text[start:]}", encoding="utf-8")
    path.write_text(whole.replace("push_to_publish.py", "dying.py"), encoding="utf-8")
    done = county.push()
    path.write_text(whole, encoding="utf-8")
    return done


def test_a_push_that_is_killed_while_it_is_built_changes_nothing(county: County) -> None:
    """It can simply be pushed again; what was left over is cleared away."""
    before = county.live.readlink(), county.accepted
    change(county.staff, *NAMES)
    assert kill_in(county, "pre-receive").returncode == 1
    assert (county.live.readlink(), county.accepted) == before
    assert county.push().returncode == 0
    assert "Bright Path Harrison" in county.listing
    assert not (county.folder / "work").exists()


def test_a_push_that_is_killed_after_it_was_accepted_is_shown_by_the_next_run(county: County) -> None:
    """The branch has moved and the link has not: the nightly build puts it right, as the next push would."""
    change(county.staff, *NAMES)
    kill_in(county, "reference-transaction")
    assert county.shown != county.accepted
    assert county.command("rebuild", str(county.repository)).returncode == 0
    assert county.shown == county.accepted
    assert "Bright Path Harrison" in county.listing


def test_a_pusher_who_hangs_up_leaves_a_whole_version(county: County) -> None:
    """Whatever the server had come to: the site is the branch, before or after."""
    change(county.staff, *NAMES)
    command = ["git", "push", "--porcelain", str(county.repository), "main"]
    with Popen(command, cwd=county.staff, env={**os.environ, **PERSON}, stderr=PIPE, start_new_session=True) as push:  # noqa: S603
        assert push.stderr is not None
        push.stderr.readline()  # the hook has begun
        os.killpg(push.pid, signal.SIGINT)
    assert county.command("rebuild", str(county.repository)).returncode == 0
    assert county.shown == county.accepted
    assert len(list(county.live.rglob("*.html"))) > 10


def test_other_branches_are_kept_and_not_shown(county: County) -> None:
    """A draft may have faults; main may neither be deleted nor set back."""
    change(county.staff, *BROKEN)
    before = county.shown
    assert county.push(ref="HEAD:refs/heads/draft").returncode == 0
    assert county.push(ref=":main").returncode == 1
    assert county.push(ref="+HEAD~1:refs/heads/draft").returncode == 1
    assert county.shown == county.accepted == before


def test_only_the_newest_versions_are_kept(county: County) -> None:
    """Enough to go back by hand; the disk does not fill up."""
    for _ in range(3):
        assert county.command("rebuild", str(county.repository)).returncode == 0
    assert len(list((county.folder / "versions").iterdir())) == 3


def test_setting_up_again_renews_the_hooks_and_leaves_the_rest(county: County) -> None:
    """After a new version of the generator."""
    hook = county.repository / "hooks/push_to_publish.py"
    hook.write_text("old", encoding="utf-8")
    options = ["--folder", str(county.folder), "--base-url", BASE_URL, "--python", sys.executable]
    assert county.command("setup", str(county.repository), *options).returncode == 0
    assert hook.read_bytes() == SCRIPT.read_bytes()
    change(county.staff, *NAMES)
    assert county.push().returncode == 0
    assert county.shown == county.accepted


def test_packages_are_installed_for_a_new_lock_and_then_reused(
    empty_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the lock is empty and the packages are lent, so that nothing is fetched; what cannot be had is a refusal."""
    git(empty_county.repository, "config", "stepdown.python", "")
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (empty_county.staff / "requirements.txt").write_text("nothing-of-this-name==1\n", encoding="utf-8")
    git(empty_county.staff, "commit", "--all", "--quiet", "--message=A lock that cannot be met")
    refused = empty_county.push()
    assert "packages in requirements.txt cannot be installed" in refused.stderr
    assert refused.returncode == 1
    (empty_county.staff / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    git(empty_county.staff, "commit", "--all", "--quiet", "--message=An empty lock")
    installing = "Installing the packages that this commit asks for."
    assert installing in empty_county.push().stderr
    change(empty_county.staff, *NAMES)
    assert installing not in empty_county.push().stderr
    assert "Bright Path Harrison" in empty_county.listing


# --- behind a real web server --------------------------------------------------------------------


@pytest.fixture
def nginx(county: County, tmp_path: Path) -> Iterator[str]:
    """The address of an nginx that is set up as docs/hosts/plain-server.md says."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("there is no nginx here (Debian: apt-get install nginx-light)")
    page = (ROOT / "docs/hosts/plain-server.md").read_text(encoding="utf-8")
    block = re.search(r"```nginx\n(.*?)```", page, re.DOTALL)
    assert block is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = (
        block[1].replace("listen 80", f"listen 127.0.0.1:{port}").replace("/srv/stepdown", str(county.folder.parent))
    )
    # As on a real server it reads what another user wrote; the test's own folder is closed to that other user.
    user = "user root;" if os.geteuid() == 0 else ""
    logs = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    http = f"http {{ access_log off; types {{ text/html html; }} {temporary} {server} }}"
    (tmp_path / "nginx.conf").write_text(f"{user} {logs} events {{}} {http}", encoding="utf-8")
    options = ["-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path), "-e", str(tmp_path / "error.log")]
    # It goes to the background when it listens, so there is nothing to wait for.
    run([program, *options], check=True, capture_output=True)  # noqa: S603  our own words
    yield f"http://127.0.0.1:{port}/guide/"
    run([program, *options, "-s", "stop"], check=True, capture_output=True)  # noqa: S603  our own words


def test_nginx_shows_each_pushed_version_whole(county: County, nginx: str) -> None:
    """All its links, its page for a wrong address, and after a push the new version, with nothing told to nginx."""
    assert find_dead_links(nginx, BASE_URL) == []
    change(county.staff, *NAMES)
    assert county.push().returncode == 0
    assert b"Bright Path Harrison" in fetch(f"{nginx}programs/bright-path-newark/")[1]
    change(county.staff, *BROKEN)
    assert county.push().returncode == 1
    assert fetch(f"{nginx}programs/bright-path-newark/")[0] == 200


def test_no_reader_misses_a_page_while_versions_change(county: County, nginx: str) -> None:
    """Asked without a pause through a push and a build: never anything but a page, old or new."""
    change(county.staff, *NAMES)
    command = ["git", "push", str(county.repository), "main"]
    seen: list[tuple[int, bool, bool]] = []
    with Popen(command, cwd=county.staff, env={**os.environ, **PERSON}, stderr=PIPE) as push:  # noqa: S603  our own words
        while push.poll() is None:
            status, body = fetch(f"{nginx}programs/bright-path-newark/")
            seen.append((status, b"Bright Path Newark" in body, b"Bright Path Harrison" in body))
    assert {(200, True, False), (200, False, True)} >= set(seen)
    assert len(seen) > 1


def test_the_copy_by_rsync_makes_the_same_folder(county: County, tmp_path: Path) -> None:
    """The commands of the page on plain servers, with a folder in place of the server; a second copy sends nothing."""
    if shutil.which("rsync") is None:
        pytest.skip("there is no rsync here (Debian: apt-get install rsync)")
    page = (ROOT / "docs/hosts/plain-server.md").read_text(encoding="utf-8")
    commands = [line for line in page.splitlines() if line.startswith("rsync ")]
    assert len(commands) == 2
    target = tmp_path / "copied"
    (target / "gone").mkdir(parents=True)
    for line in commands:
        words = line.replace("stepdown@county.example:/srv/stepdown/web/live", str(target)).split()
        (target / "assets").mkdir(exist_ok=True)
        site = county.live.resolve()
        run([word.replace("_site", str(site)) for word in words], check=True)  # noqa: S603  the page's own words
    copied, made = (
        {str(p.relative_to(root)) for root in [place] for p in place.rglob("*")} for place in (target, site)
    )
    assert copied == made
