"""Whatever happens while a version is published, readers have one version, whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Event, Thread

import pytest

from site_gen.cli import main
from site_gen.manifest import MANIFEST
from site_gen.publish import publish
from tests.small_site import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked, and the exchange is not there")

CHILD = ROOT / "tests/publishing_child.py"
DONE, REFUSED, KILLED, NOT_REACHED, INTERRUPTED = 0, 1, 9, 100, 130
STEPS_AT_LEAST = 25
CANNOT = ("nothing", "link", "exchange")
"""What a computer may be unable to do: share a file between two versions, let two folders change places in one step."""


def run_steps(kind: str, out: Path, cannot: str) -> list[tuple[int, str, list[str]]]:
    """Exit code, version and left-overs after each step; the publication after it always puts all in order."""
    run = subprocess.run(  # noqa: S603
        [sys.executable, CHILD, kind, out, cannot], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    steps = json.loads(run.stdout)
    assert [one for one in steps if not one["mended"]] == []
    assert len(steps) > STEPS_AT_LEAST
    assert (steps[-1]["code"], steps[-1]["version"], steps[-1]["beside"]) == (NOT_REACHED, "new", [])
    return [(one["code"], one["version"], one["beside"]) for one in steps[:-1]]


@pytest.mark.parametrize("cannot", ["nothing", "link"])
def test_a_build_killed_at_any_step_leaves_a_whole_version(tmp_path: Path, cannot: str) -> None:
    """The one before until the exchange, the one after from there; the next build clears up what is left beside it."""
    steps = run_steps("kill", tmp_path / "_site", cannot)
    versions = [version for _, version, _ in steps]
    assert {code for code, _, _ in steps} == {KILLED}
    assert versions == sorted(versions, reverse=True)
    assert set(versions) == {"old", "new"}


def test_without_an_exchange_a_build_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """For one step there is no version; it stands beside, whole, and the next build puts it back."""
    steps = run_steps("kill", tmp_path / "_site", "exchange")
    gone = [(version, beside) for _, version, beside in steps if version not in {"old", "new"}]
    assert gone == [("neither: []", ["._site.lock", "._site.new", "._site.old"])]


@pytest.mark.parametrize("cannot", CANNOT)
def test_a_disk_that_is_full_from_any_step_on_leaves_a_whole_version(tmp_path: Path, cannot: str) -> None:
    """Refused with the last version in place and nothing beside it, or done, where no more room was needed."""
    steps = run_steps("full", tmp_path / "_site", cannot)
    outcomes = Counter((code, version, tuple(beside)) for code, version, beside in steps)
    assert set(outcomes) == {(REFUSED, "old", ()), (DONE, "new", ())}
    assert outcomes[REFUSED, "old", ()] > 10


@pytest.mark.parametrize("cannot", CANNOT)
def test_a_disk_that_fails_at_any_step_leaves_a_whole_version(tmp_path: Path, cannot: str) -> None:
    """Reading, writing, renaming, deleting: what cannot be deleted is left beside it for the next build."""
    steps = run_steps("broken", tmp_path / "_site", cannot)
    assert {version for _, version, _ in steps} == {"old", "new"}
    assert [beside for code, version, beside in steps if (code, version) == (REFUSED, "old") and beside] == []


@pytest.mark.parametrize("cannot", CANNOT)
def test_an_interrupt_at_any_step_leaves_a_whole_version(tmp_path: Path, cannot: str) -> None:
    """And nothing beside it: what was begun is taken back, or brought to its end."""
    steps = run_steps("interrupt", tmp_path / "_site", cannot)
    outcomes = {(code, version, tuple(beside)) for code, version, beside in steps}
    assert outcomes - {(INTERRUPTED, "new", ("._site.lock",))} == {(INTERRUPTED, "old", ()), (INTERRUPTED, "new", ())}


# --- real disks ----------------------------------------------------------------------------------------

LARGE = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from site_gen.publish import PublishError, publish
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    publish({"index.html": b"new", "large": bytes(100_000)}, Path(sys.argv[2]), keep=())
except PublishError as error:
    print(error)
"""


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_a_file_written_in_part_is_not_published(tmp_path: Path) -> None:
    """The system ends the writing in the middle of a file."""
    out = tmp_path / "_site"
    publish({"index.html": b"old"}, out, keep=())
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LARGE, ROOT, out], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.stderr) == (f"{out} cannot be published to: File too large, None\n", "")
    assert ((out / "index.html").read_bytes(), beside(out)) == (b"old", [])


MOUNTED = """
mount -t tmpfs -o size=200k tmpfs "$1" && cd "$1" || exit 77
"$2" -c "$3" "$4" "$1/_site" small && "$2" -c "$3" "$4" "$1/_site" large
mount -o remount,ro "$1" && "$2" -c "$3" "$4" "$1/_site" other
"""
PUBLISHER = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from site_gen.publish import PublishError, publish
out, sizes = Path(sys.argv[2]), {"small": 10, "large": 300_000, "other": 20}
try:
    publish({"index.html": b"x" * sizes[sys.argv[3]]}, out, keep=())
except PublishError as error:
    print(error)
print((out / "index.html").stat().st_size, sorted(os.listdir(out.parent)))
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a disk of its own, which Linux can make in memory")
def test_a_disk_that_is_really_full_or_read_only_keeps_the_last_version(tmp_path: Path) -> None:
    """Both are said in words, and nothing is left beside it."""
    script = [MOUNTED, "sh", str(tmp_path), sys.executable, PUBLISHER, str(ROOT)]
    own = ["unshare", "--map-root-user", "--mount", "sh", "-c", *script]
    run = subprocess.run(own, capture_output=True, text=True, check=False)  # noqa: S603
    if "unshare" in run.stderr or run.returncode == 77:
        pytest.skip("this account may not mount a disk")
    out = tmp_path / "_site"
    assert run.stdout.split("\n") == [
        "10 ['_site']",
        f"{out} cannot be published to: the disk is full",
        "10 ['_site']",
        f"{out} cannot be published to: Read-only file system, {tmp_path}/._site.lock",
        "10 ['_site']",
        "",
    ]
    assert run.stderr == ""


# --- the command ---------------------------------------------------------------------------------------

COMMAND = """
import os, signal, sys
root, name, site, event = sys.argv[1:5]
sys.path.insert(0, root)
signal.signal(signal.SIGINT, signal.default_int_handler)  # both are ignored in what a shell starts in the background
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from site_gen.cli import main
def audit(what, args):
    global event
    if what == event and "_site" in str(args[0]):
        event = ""
        os.kill(os.getpid(), signal.Signals[name])
sys.addaudithook(audit)
sys.exit(main(["build", "--root", site, "--now", "2026-11-22", "-q"]))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small site that was built the day before."""
    root = tmp_path_factory.mktemp("built") / "site"
    shutil.copytree(ROOT / "tests/sites/small", root)
    shutil.copytree(ROOT / "templates", root / "templates")
    assert main(["build", "--root", str(root), "--now", "2026-11-21", "-q"]) == 0
    return root


@pytest.mark.publishing
@pytest.mark.parametrize(
    "case", [("SIGINT", "os.mkdir", 130, False), ("SIGTERM", "os.link", 143, False), ("SIGHUP", "os.rmdir", 143, True)]
)
def test_a_build_that_is_told_to_end_ends_in_order(
    built: Path, tmp_path: Path, case: tuple[str, str, int, bool]
) -> None:
    """Whether by Ctrl-C or by the system, before the swap or after: an exit code, one sentence, nothing left beside."""
    name, event, code, is_new = case
    root = tmp_path / "site"
    shutil.copytree(built, root)
    before = (root / "_site" / MANIFEST).read_bytes()
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", COMMAND, ROOT, name, root, event], capture_output=True, text=True, check=False
    )
    assert run.returncode == code
    assert run.stderr == "Stopped. What is published is whole: the last version, or the new one.\n"
    assert ((root / "_site" / MANIFEST).read_bytes() != before) == is_new
    assert beside(root / "_site") == beside(built / "_site")


# --- readers -------------------------------------------------------------------------------------------

FILES = ("index.html", "en/iop.html", "quiz/index.html")


def version_page(version: int) -> dict[str, bytes]:
    return {path: f"{path} {version:04} ".encode() * 500 for path in FILES}


def read_version(path: str, data: bytes) -> int:
    """The version a file is of; it must be whole and of one piece."""
    version = int(data.split()[1])
    assert data == version_page(version)[path]
    return version


def test_readers_never_meet_a_gap_or_a_mixture(tmp_path: Path) -> None:
    """During 100 publications: every file is there, whole, no version goes back, and two reads of one version agree."""
    out = tmp_path / "_site"
    publish(version_page(0), out, keep=())
    reads: list[int] = []
    faults: list[BaseException] = []
    is_over = Event()

    def read_on() -> None:
        last = 0
        try:
            while not is_over.is_set():
                first, *others, again = (read_version(path, (out / path).read_bytes()) for path in (*FILES, FILES[0]))
                assert last <= first <= again
                assert first != again or set(others) == {first}
                last = again
                reads.append(again)
        except BaseException as error:  # noqa: BLE001  a thread has nobody above it to tell
            faults.append(error)

    readers = [Thread(target=read_on) for _ in range(3)]
    for reader in readers:
        reader.start()
    for version in range(1, 101):
        publish(version_page(version), out, keep=())
    is_over.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert len(set(reads)) > 10
