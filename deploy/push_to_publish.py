#!/usr/bin/env python3
"""Push to publish: a repository on your own server that checks and builds what is pushed, and then shows it.

    push_to_publish.py setup REPOSITORY --folder FOLDER --base-url URL   make the repository, or renew its hooks
    push_to_publish.py rebuild REPOSITORY                                build again what is published, for a timer

The web server shows FOLDER/live, a link to the folder of one version; to publish is to point it to another, in one
step. Before git accepts a push, it runs this as `pre-receive`: the pushed commit is built, or the push is refused. When
the branch has moved, it runs this as `reference-transaction`: the version of the branch's commit is linked. The branch
decides, so of two pushes at once the one that git accepts is shown, and what was killed half way is mended by the next
run, of whatever kind.

Whoever may push runs code here, as the user that owns the repository: give that user nothing else.
"""
# ruff: noqa: T201  a hook tells the pusher what happens

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

BRANCH = "refs/heads/main"
NOTHING = "0" * 40
VERSIONS_KEPT = 3
LONGEST_BUILD = 900  # in seconds: a build that hangs must not keep the next push waiting for ever
HOOKS = ("pre-receive", "reference-transaction")
PYTHON = "stepdown.python"


class RefusedError(Exception):
    """The commit cannot be built; what is wrong has been said. The site is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The repository, and the folder with what it publishes."""

    repository: Path

    @property
    def folder(self) -> Path:
        return Path(self.setting("stepdown.folder"))

    @property
    def live(self) -> Path:
        return self.folder / "live"

    @property
    def versions(self) -> Path:
        return self.folder / "versions"

    @property
    def work(self) -> Path:
        """For what is being built; whatever is left in it is of a run that was killed."""
        return self.folder / "work"

    def setting(self, name: str) -> str:
        return self.git("config", "--default", "", name)

    def git(self, *words: str, **environment: str) -> str:
        command = ["git", "--git-dir", str(self.repository), *words]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})  # noqa: S603  our words
        return done.stdout.strip()


def main(words: Sequence[str]) -> int:
    """Act as the hook that git calls this by, or as the command that is typed."""
    os.umask(0o022)  # the web server must be able to read what is built
    try:
        if words and words[0] in HOOKS:
            _act_as_hook(words[0], words[1:], Server(repository=Path(os.environ["GIT_DIR"]).resolve()))
        else:
            _run_command(words)
    except RefusedError as refused:
        _say(f"{refused} The site is as it was.")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


# --- as hooks --------------------------------------------------------------------------------


def _act_as_hook(hook: str, words: Sequence[str], server: Server) -> None:
    if hook == "pre-receive":
        for line in sys.stdin:
            _, commit, name = line.split()
            if name == BRANCH and commit != NOTHING:
                _say("Checking and building what you pushed.")
                with _alone(server):
                    _make_version(server, commit)
    elif words == ["committed"]:
        for kind in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(kind, signal.SIG_IGN)  # the push is accepted: it is shown, even if the pusher is gone
        with _alone(server):
            _show_branch(server)


def _show_branch(server: Server) -> None:
    """Link the version of the branch's commit, unless it is linked; make it if a run that was killed did not."""
    commit = _read_branch(server)
    if commit and not (server.live.is_symlink() and server.live.readlink().name.startswith(commit)):
        _show_version(server, _find_version(server, commit) or _make_version(server, commit))


def _read_branch(server: Server) -> str:
    return server.git("for-each-ref", "--format=%(objectname)", BRANCH)


def _find_version(server: Server, commit: str) -> Path | None:
    return max(server.versions.glob(f"{commit}-*"), default=None)


# --- making a version ------------------------------------------------------------------------


def _make_version(server: Server, commit: str) -> Path:
    """Build the site of *commit* in a folder of its own; raises RefusedError when it has faults."""
    shutil.rmtree(server.work, ignore_errors=True)
    server.work.mkdir()
    # A name of its own: the build of a hook that was killed may still be running, and must not write into this one.
    work = Path(tempfile.mkdtemp(dir=server.work))
    source, made = work / "source", work / "site"
    _check_out(server, commit, source)
    if server.live.exists():
        # What has not changed stays the same file, with its date: readers' browsers need not fetch it again.
        shutil.copytree(server.live.resolve(), made, copy_function=os.link)
    _build(_find_python(server, source), source, made, server.setting("stepdown.baseurl"))
    version = server.versions / f"{commit}-{time.time_ns()}"
    made.rename(version)
    shutil.rmtree(server.work, ignore_errors=True)
    return version


def _check_out(server: Server, commit: str, folder: Path) -> None:
    folder.mkdir()
    place = {"GIT_INDEX_FILE": str(folder.parent / "index"), "GIT_WORK_TREE": str(folder)}
    server.git("read-tree", commit, **place)
    server.git("checkout-index", "--all", **place)


def _build(python: Path, source: Path, made: Path, base_url: str) -> None:
    options = ["--root", str(source), "--out", str(made), "--base-url", base_url, "--quiet"]
    if _run([str(python), str(source / "build.py"), "build", *options], source) != 0:
        raise RefusedError("Refused: the faults are told above. Mend them, commit, and push again.")


def _find_python(server: Server, source: Path) -> Path:
    """The Python that setup named, else one with the packages that this commit locks; made when the lock is new."""
    if named := server.setting(PYTHON):
        return Path(named)
    lock = source / "requirements.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16] if lock.is_file() else "none"
    folder = server.folder / "packages" / digest
    python, whole = folder / "bin" / "python", folder / "whole"
    if not whole.exists():
        _say("Installing the packages that this commit asks for.")
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(lock)]
        if _run([sys.executable, "-m", "venv", "--clear", str(folder)], source) or _run(install, source):
            raise RefusedError("Refused: the packages in requirements.txt cannot be installed on this server.")
        whole.touch()
    return python


def _run(command: Sequence[str], folder: Path) -> int:
    """Run a program that tells the pusher what it finds, and knows nothing of git."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        return subprocess.run(  # noqa: S603  our words
            command, check=False, cwd=folder, env=environment, stdout=sys.stderr, timeout=LONGEST_BUILD
        ).returncode
    except subprocess.TimeoutExpired:
        raise RefusedError(f"Refused: this took longer than {LONGEST_BUILD // 60} minutes.") from None


# --- showing a version -----------------------------------------------------------------------


def _show_version(server: Server, version: Path) -> None:
    link = server.folder / "live.new"
    link.unlink(missing_ok=True)
    link.symlink_to(version.relative_to(server.folder))
    link.rename(server.live)
    for old in sorted(server.versions.iterdir(), key=_age)[:-VERSIONS_KEPT]:
        if old != version:
            shutil.rmtree(old, ignore_errors=True)
    _say(f"Published: {server.setting('stepdown.baseurl')}")


def _age(version: Path) -> int:
    return int(version.name.rpartition("-")[2])


@contextmanager
def _alone(server: Server) -> Iterator[None]:
    """One at a time; the lock goes with the process that holds it, however that ends."""
    server.versions.mkdir(parents=True, exist_ok=True)
    with (server.folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another version is being built; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(words: str) -> None:
    """For whoever pushed, if they are still there: git passes it on."""
    with suppress(OSError):
        print(words, file=sys.stderr, flush=True)


# --- as commands -----------------------------------------------------------------------------


def _run_command(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="push_to_publish.py", allow_abbrev=False, description="Push to publish.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    setup = commands.add_parser("setup", help="make the repository that is pushed to, or renew its hooks")
    setup.add_argument("repository", type=Path, metavar="REPOSITORY", help="such as /srv/stepdown/site.git")
    setup.add_argument("--folder", type=Path, required=True, help="where live/ is to stand, such as /srv/stepdown/web")
    setup.add_argument("--base-url", required=True, help="address the site will have")
    setup.add_argument("--python", default="", help="a Python that has the packages (default: install them)")
    setup.set_defaults(run=_set_up)
    rebuild = commands.add_parser(
        "rebuild", help="build again what is published, since ages count from the build's day"
    )
    rebuild.add_argument("repository", type=Path, metavar="REPOSITORY")
    rebuild.set_defaults(run=_rebuild)
    options = parser.parse_args(words)
    options.run(options)


def _set_up(options: argparse.Namespace) -> None:
    server = Server(repository=options.repository.absolute())
    create = ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(server.repository)]
    subprocess.run(create, check=True)  # noqa: S603  our words
    for name, value in (
        ("stepdown.folder", str(options.folder.absolute())),
        ("stepdown.baseurl", options.base_url),
        (PYTHON, options.python),
        ("receive.denyDeletes", "true"),
        ("receive.denyNonFastForwards", "true"),
        ("receive.fsckObjects", "true"),
    ):
        server.git("config", name, value)
    _install_hooks(server.repository / "hooks")
    _say(f"Ready. Let the web server show {server.live}, and push to {server.repository}.")


def _install_hooks(hooks: Path) -> None:
    """A copy of this file, and for each hook a line that runs it with this Python."""
    copy = hooks / Path(__file__).name
    if not copy.exists() or not copy.samefile(__file__):
        shutil.copyfile(__file__, copy)
    for name in HOOKS:
        hook = hooks / name
        hook.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(copy), name])} "$@"\n', encoding="utf-8")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _rebuild(options: argparse.Namespace) -> None:
    server = Server(repository=options.repository.absolute())
    with _alone(server):
        if commit := _read_branch(server):
            _show_version(server, _make_version(server, commit))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
