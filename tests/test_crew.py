"""Pages made by several processes: the same site, and no process is left behind whatever happens."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from site_gen import build_command
from site_gen.cli import main
from site_gen.crew import Crew, EndedError, PageError
from site_gen.listed_pages import Entry
from site_gen.making import Made
from site_gen.pipeline import BuildOptions, BuildResult, build
from tests.small_site import TODAY, Changes, edited, in_spanish, small_sources

if not hasattr(os, "fork"):
    pytest.skip("this system forks no processes", allow_module_level=True)


def _build(members: int, changes: Changes | None = None) -> BuildResult:
    options = BuildOptions(today=TODAY, spread=Crew(members, fewest_each=1))
    return build(small_sources(changes), options)


def _count_open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


@cache
def _build_alone(*, is_spanish: bool) -> BuildResult:
    return _build(1, in_spanish() if is_spanish else None)


@pytest.mark.parametrize("members", [2, 3, 7])
@pytest.mark.parametrize("is_spanish", [False, True])
def test_site_is_the_same_however_many_make_it(members: int, *, is_spanish: bool) -> None:
    """Each file, their order, what was found, and which pages are the heaviest."""
    alone, together = _build_alone(is_spanish=is_spanish), _build(members, in_spanish() if is_spanish else None)
    assert list(alone.outputs.items()) == list(together.outputs.items())
    assert replace(alone, outputs={}) == replace(together, outputs={})
    assert _has_no_child()


def test_faults_are_the_same_however_many_find_them() -> None:
    """Of templates that fail, and of pages that do not keep to what they must."""
    broken = edited("templates/pages/program.html", "view.program.address", "view.program.adress")
    wrong = edited("templates/base.html", '<main class="main" id="main">', '<main class="main">', broken)
    alone = _build(1, wrong)
    assert {"E802", "E608"} >= {fault.code for fault in alone.diagnostics} >= {"E802"}
    assert alone == _build(3, wrong)


def _made(number: int) -> Made:
    return Made(entry=Entry(address=str(number), in_sitemap=True, review=None))


@pytest.mark.parametrize("members", [2, 3, 4])
@pytest.mark.parametrize("count", [*range(6), 50])
def test_pages_come_in_their_order(members: int, count: int) -> None:
    """Though fewer than processes, or not a multiple of them."""

    def work(part: int, parts: int) -> Iterator[Made]:
        return map(_made, range(part, count, parts))

    made = Crew(members, fewest_each=1)(work, 100)
    assert list(map(str, range(count))) == [one.entry.address for one in made]
    assert _has_no_child()


def test_few_pages_are_made_by_this_process() -> None:
    """To fork costs more than they do."""

    def work(part: int, parts: int) -> Iterator[Made]:
        assert (part, parts) == (0, 1)
        yield _made(os.getpid())

    assert [str(os.getpid())] == [one.entry.address for one in Crew(4)(work, 99)]


def test_process_that_is_ended_is_told() -> None:
    """By the system for want of memory, as a rule."""

    def work(part: int, parts: int) -> Iterator[Made]:
        yield _made(part)
        if part == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        yield _made(part + parts)

    with pytest.raises(EndedError, match="ended \\(SIGKILL\\); if memory is short, run it again with --jobs 1"):
        list(Crew(2, fewest_each=1)(work, 100))
    assert _has_no_child()


def test_process_without_memory_is_told() -> None:
    """It has no room to say more than that."""

    def work(part: int, _parts: int) -> Iterator[Made]:
        yield _made(part)
        raise MemoryError

    with pytest.raises(EndedError, match="ran out of memory; run it again with --jobs 1"):
        list(Crew(2, fewest_each=1)(work, 100))
    assert _has_no_child()


def test_process_that_cannot_begin_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system starts one and no second, this process does all of it."""
    forks = iter([os.fork])

    def fork() -> int:
        for one in forks:
            return one()
        raise BlockingIOError

    def work(part: int, parts: int) -> Iterator[Made]:
        return map(_made, range(part, 10, parts))

    monkeypatch.setattr(os, "fork", fork)
    open_before = _count_open_files()
    made = Crew(3, fewest_each=1)(work, 300)
    assert list(map(str, range(10))) == [one.entry.address for one in made]
    assert _has_no_child()
    assert _count_open_files() == open_before


def test_bug_is_told_with_its_place() -> None:
    """As if it had happened in this process."""

    def work(part: int, _parts: int) -> Iterator[Made]:
        yield _made(part)
        raise ZeroDivisionError

    with pytest.raises(PageError, match="ZeroDivisionError"):
        list(Crew(2, fewest_each=1)(work, 100))
    assert _has_no_child()


def test_who_asks_for_no_more_pages_ends_the_processes() -> None:
    """As when a build is interrupted."""

    def work(part: int, parts: int) -> Iterator[Made]:
        return map(_made, range(part, 1_000_000, parts))

    pages = Crew(2, fewest_each=1)(work, 100)
    assert isinstance(pages, Generator)
    assert next(pages).entry.address == "0"
    pages.close()
    assert _has_no_child()


@pytest.mark.parametrize(("command", "words"), [("build", "published"), ("check", "checked")])
def test_command_tells_in_words_that_a_process_was_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, words: str
) -> None:
    """The content is not at fault, but neither is it looked at."""

    def end(*_: object) -> BuildResult:
        raise EndedError("a process was ended")

    monkeypatch.setattr(build_command, "_run_pipeline", end)
    assert main([command, "--root", str(tmp_path), "--now", "2026-11-22"]) == 1
    assert f"Nothing was {words}: a process was ended\n" == capsys.readouterr().err


def _has_no_child() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False
