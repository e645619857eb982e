"""What a build keeps for the next one changes the time that it takes, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.crew import Crew
from site_gen.kept import Kept
from site_gen.markup import Converted, Draft, convert_all
from site_gen.pipeline import BuildOptions, BuildResult, build, glimpse
from site_gen.verify import Expected, FileReport, Inspector
from tests.edits import EDITS, Edit, edit
from tests.examples import examples
from tests.memo_in_memory import InMemory
from tests.small_site import TODAY, Changes, build_site, edited, in_spanish, small_sources

ONE_DAY = timedelta(days=1)
PROGRAMS = 2


def _build(sources: dict[str, bytes], memo: InMemory) -> BuildResult:
    return build(sources, BuildOptions(today=TODAY, memo=memo))


def _as_new(made: BuildResult) -> tuple[object, ...]:
    return list(made.outputs.items()), made.diagnostics, made.heaviest


def test_site_is_the_same_with_and_without_what_was_kept() -> None:
    """After each edit of all, and with none of them again: every file, every fault, what is heaviest, what was seen."""
    _compare_builds((small_sources(), *(edit(small_sources(), one) for one in EDITS), small_sources()))


@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=3), st.booleans())
@examples(3)
def test_site_is_the_same_after_any_edits(edits: list[Edit], is_spanish: bool) -> None:  # noqa: FBT001  an example
    """One after the other, in one language or in two: few now, for each is tried by itself above."""
    first = small_sources(in_spanish() if is_spanish else None)
    _compare_builds((first, *accumulate(edits, edit, initial=first)))


def _compare_builds(versions: Iterable[dict[str, bytes]]) -> None:
    keeping = BuildOptions(today=TODAY, memo=InMemory(), kept=Kept())
    for sources in versions:
        seen = glimpse(sources, keeping, ["what-is-iop/index.html", "programs/index.html"])
        made = build(sources, keeping)
        assert _as_new(made) == _as_new(build_site(sources))
        assert not made.outputs or {path: made.outputs[path] for path in seen} == seen


@pytest.fixture(scope="module")
def kept() -> InMemory:
    """A memo after one build of the small site, in two languages."""
    memo = InMemory()
    _build(small_sources(in_spanish()), memo)
    return memo


def _after(kept: InMemory, changes: Changes | None = None) -> InMemory:
    """The same after one more build, with *changes*."""
    memo = InMemory()
    memo.update(kept)
    _build(small_sources({**in_spanish(), **(changes or {})}), memo)
    return memo


def test_nothing_is_made_twice(kept: InMemory) -> None:
    """Each article, program and page is known again, and where the programs of a file stand.

    The home page is made each time, for it tells where the site is.
    """
    pages = [path for path in build_site(in_spanish()).outputs if path.endswith(".html")]
    articles = [path for path in small_sources(in_spanish()) if path.endswith(".md")]
    again = _after(kept)
    assert (again.new, len(again.used)) == (0, len(pages) - 1 + len(articles) + PROGRAMS + 1)


def test_change_of_an_article_makes_its_page_again(kept: InMemory) -> None:
    """The article, and its page; none of the pages that name it."""
    path = "content/en/what-is-iop.md"
    text = small_sources()[path].decode()
    assert _after(kept, {path: f"{text}\nOne sentence more.\n"}).new == 2


def test_line_more_in_a_file_of_data_makes_no_page_again(kept: InMemory) -> None:
    """Where a value stands is not shown; only where the programs stand is looked for again."""
    text = small_sources(in_spanish())["programs.yaml"].decode()
    assert _after(kept, {"programs.yaml": f"# A comment\n{text}"}).new == 1


def test_next_day_makes_only_pages_again_that_tell_ages() -> None:
    """Which are those that are not as they were the day before; a listing that stands apart tells no day."""
    newer = '609-555-0211}]\n    source: {name: SAMHSA National Directory, edition: "2024"'
    old = edited("programs.yaml", newer, newer.replace("2024", "2023"), in_spanish())
    memo, sources = InMemory(), small_sources(old)
    options = BuildOptions(today=TODAY, memo=memo)
    first, before = build(sources, options), len(memo)
    build(sources, replace(options, today=TODAY + ONE_DAY))
    fresh = build(sources, BuildOptions(today=TODAY + ONE_DAY))
    other = {path for path, content in first.outputs.items() if fresh.outputs[path] != content}
    pages = {path for path in other if path.endswith(".html")}
    assert 0 < memo.new - before == len(pages) < len(other)


def test_site_is_the_same_with_what_was_kept_by_other_commands() -> None:
    """Of another day or for another place, with drafts or without: one memo serves them all."""
    sources, memo = small_sources(in_spanish()), InMemory()
    plain = BuildOptions(today=TODAY)
    others = (
        replace(plain, today=TODAY + ONE_DAY),
        replace(plain, today=TODAY + 100 * ONE_DAY),
        replace(plain, base_url="https://county.example/help/"),
        replace(plain, preview=True),
        replace(plain, drafts=True),
        replace(plain, gallery=True),
        replace(plain, most_together=1),
        replace(plain, commit="0123456"),
    )
    for options in (plain, *others, plain):
        assert _as_new(build(sources, replace(options, memo=memo))) == _as_new(build(sources, options))


def test_page_with_a_fault_is_not_kept() -> None:
    """It is told again by each build, at the place where it stands then."""
    wrong = edited("templates/pages/program.html", "<h1", '<h1 id="main"')
    memo = InMemory()
    first, second = (_build(small_sources(wrong), memo) for _ in range(2))
    assert first.diagnostics
    assert _as_new(first) == _as_new(second)


def test_page_is_looked_at_again_when_its_number_is_nobodys_any_more() -> None:
    """What is kept was found sound when the number was a program's."""
    report = FileReport(path="a/index.html", size=1, light=1, faults=(), numbers=frozenset({"9735550123"}))
    expected = Expected(numbers=frozenset({"973-555-0123", "988"}), crisis=(), policy=None)
    assert Inspector(expected).stands_by(report)
    assert not Inspector(replace(expected, numbers=frozenset({"988"}))).stands_by(report)


class _Damaged(InMemory):
    """It knows all that was kept, and can give back none of it."""

    def recall(self, key: bytes) -> None:
        assert self.knows(key)


def test_page_that_is_known_and_lost_is_made_again(kept: InMemory) -> None:
    """Each in its place, by the process that asked for it."""
    memo = _Damaged()
    memo.update(kept)
    sources = small_sources(in_spanish())
    assert _as_new(_build(sources, memo)) == _as_new(build_site(sources))
    assert memo.new == len(kept)


def test_only_new_articles_are_converted(kept: InMemory) -> None:
    """The others are not even handed over."""
    asked: list[str] = []

    def convert(drafts: tuple[Draft, ...]) -> Iterator[Converted]:
        asked.extend(draft.body.path for draft in drafts)
        return convert_all(drafts)

    path = "content/en/what-is-iop.md"
    text = small_sources()[path].decode()
    sources = small_sources({**in_spanish(), path: f"{text}\nOne sentence more.\n"})
    memo = InMemory()
    memo.update(kept)
    build(sources, BuildOptions(today=TODAY, memo=memo, convert=convert))  # type: ignore[arg-type]  # it is given tuples
    assert asked == [path]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_what_several_processes_make_is_kept(kept: InMemory) -> None:
    """By the one that asked them, and next time they make only what is not known, in its place among what is."""
    options = BuildOptions(today=TODAY, spread=Crew(3, fewest_each=1))
    sources = small_sources(in_spanish())
    changed = small_sources(edited("templates/pages/program.html", "<h1>", '<h1 class="x">', in_spanish()))
    memo = InMemory()
    for wanted, new in ((sources, len(kept)), (sources, 0), (changed, 2 * PROGRAMS)):
        before = memo.new
        alone = build(wanted, BuildOptions(today=TODAY))
        assert _as_new(build(wanted, replace(options, memo=memo))) == _as_new(alone)
        assert memo.new - before == new
