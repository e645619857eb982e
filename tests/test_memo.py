"""What a build keeps for the next one changes the time that it takes, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.crew import Crew
from site_gen.markup import Converted, Draft, convert_all
from site_gen.pipeline import BuildOptions, BuildResult, build
from site_gen.verify import Expected, FileReport, Inspector
from tests.examples import examples
from tests.small_site import TODAY, Changes, build_site, edited, in_spanish, small_sources


class Kept(dict[bytes, bytes]):
    """A memo in the memory; it counts what was recalled and what was new."""

    def __init__(self) -> None:
        super().__init__()
        self.new = 0
        self.used: set[bytes] = set()

    def recall(self, key: bytes) -> bytes | None:
        return self.get(key)

    def keep(self, key: bytes, value: bytes) -> None:
        self[key] = value
        self.new += 1

    def use(self, key: bytes) -> None:
        self.used.add(key)


def _build(sources: dict[str, bytes], memo: Kept) -> BuildResult:
    return build(sources, BuildOptions(today=TODAY, memo=memo))


def _as_new(made: BuildResult) -> tuple[object, ...]:
    return list(made.outputs.items()), made.diagnostics, made.heaviest


# What an editor may do: a file, what stands in it, and what comes in its place.
EDITS = [
    ("content/en/what-is-iop.md", "\n## ", "\nOne sentence more.\n\n## "),
    ("content/en/what-is-iop.md", "---\n", "---\n# A comment\n"),
    ("content/site.yaml", "name:", "# A comment\nname:"),
    ("programs.yaml", "programs:", "# A comment\nprograms:"),
    ("programs.yaml", "city: ", "city: New "),
    ("programs.yaml", "number: ", "purpose: "),
    ("content/helplines.yaml", "helplines:", "# A comment\nhelplines:"),
    ("content/criteria.yaml", "name: ", "name: New "),
    ("templates/base.html", "</main>", "<!-- more --></main>"),
    ("templates/pages/program.html", "{% block", "{# more #}{% block"),
    ("templates/pages/program.html", "view.program.name", "view.program.nme"),
    ("templates/assets/css/base.css", "{", "{color:red;"),
    ("templates/components/finder.js", "const ", "const unused = 1;\nconst "),
]


def _edit(sources: dict[str, bytes], edit: tuple[str, str, str]) -> dict[str, bytes]:
    path, old, new = edit
    assert old.encode() in sources[path]
    return {**sources, path: sources[path].replace(old.encode(), new.encode(), 1)}


def test_site_is_the_same_with_and_without_a_memo() -> None:
    """After each edit of all, and with none of them again: every file, every fault, and what is heaviest."""
    memo = Kept()
    first = small_sources()
    for edit, sources in ((None, first), *((edit, _edit(first, edit)) for edit in EDITS), (None, first)):
        assert (edit, *_as_new(_build(sources, memo))) == (edit, *_as_new(build_site(sources)))


@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=3), st.booleans())
@examples(2)
def test_site_is_the_same_after_any_edits(edits: list[tuple[str, str, str]], is_spanish: bool) -> None:  # noqa: FBT001  an example
    """One after the other, in one language or in two: few now, for each is tried by itself above."""
    memo = Kept()
    first = small_sources(in_spanish() if is_spanish else None)
    for sources in (first, *accumulate(edits, _edit, initial=first)):
        assert _as_new(_build(sources, memo)) == _as_new(build_site(sources))


@pytest.fixture(scope="module")
def kept() -> Kept:
    """A memo after one build of the small site, in two languages."""
    memo = Kept()
    _build(small_sources(in_spanish()), memo)
    return memo


def _after(kept: Kept, changes: Changes | None = None) -> Kept:
    """The same after one more build, with *changes*."""
    memo = Kept()
    memo.update(kept)
    _build(small_sources({**in_spanish(), **(changes or {})}), memo)
    return memo


def test_nothing_is_made_twice(kept: Kept) -> None:
    """Each article and each page is known again; the home page is made each time, for it tells where the site is."""
    pages = [path for path in build_site(in_spanish()).outputs if path.endswith(".html")]
    articles = [path for path in small_sources(in_spanish()) if path.endswith(".md")]
    again = _after(kept)
    assert (again.new, len(again.used)) == (0, len(pages) - 1 + len(articles))


def test_change_of_an_article_makes_its_page_again(kept: Kept) -> None:
    """The article, and its page; none of the pages that name it."""
    path = "content/en/what-is-iop.md"
    text = small_sources()[path].decode()
    assert _after(kept, {path: f"{text}\nOne sentence more.\n"}).new == 2


def test_line_more_in_a_file_of_data_makes_no_page_again(kept: Kept) -> None:
    """Where a value stands is not shown."""
    text = small_sources(in_spanish())["programs.yaml"].decode()
    assert _after(kept, {"programs.yaml": f"# A comment\n{text}"}).new == 0


def test_page_with_a_fault_is_not_kept() -> None:
    """It is told again by each build, at the place where it stands then."""
    wrong = edited("templates/pages/program.html", "<h1", '<h1 id="main"')
    memo = Kept()
    first, second = (_build(small_sources(wrong), memo) for _ in range(2))
    assert first.diagnostics
    assert _as_new(first) == _as_new(second)


def test_page_is_looked_at_again_when_its_number_is_nobodys_any_more() -> None:
    """What is kept was found sound when the number was a program's."""
    report = FileReport(path="a/index.html", size=1, light=1, faults=(), numbers=frozenset({"9735550123"}))
    expected = Expected(numbers=frozenset({"973-555-0123", "988"}), crisis=(), policy=None)
    assert Inspector(expected).stands_by(report)
    assert not Inspector(replace(expected, numbers=frozenset({"988"}))).stands_by(report)


def test_only_new_articles_are_converted(kept: Kept) -> None:
    """The others are not even handed over."""
    asked: list[str] = []

    def convert(drafts: tuple[Draft, ...]) -> Iterator[Converted]:
        asked.extend(draft.body.path for draft in drafts)
        return convert_all(drafts)

    path = "content/en/what-is-iop.md"
    text = small_sources()[path].decode()
    sources = small_sources({**in_spanish(), path: f"{text}\nOne sentence more.\n"})
    memo = Kept()
    memo.update(kept)
    build(sources, BuildOptions(today=TODAY, memo=memo, convert=convert))  # type: ignore[arg-type]  # it is given tuples
    assert asked == [path]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_several_processes_use_one_memo(kept: Kept) -> None:
    """What they recall is the same, and what they make is kept by the one that asked them."""
    options = BuildOptions(today=TODAY, spread=Crew(3, fewest_each=1))
    sources = small_sources(in_spanish())
    alone = build_site(sources)
    for memo, new in ((Kept(), len(kept)), (kept, 0)):
        before = kept.new
        assert _as_new(build(sources, replace(options, memo=memo))) == _as_new(alone)
        assert memo.new - (before if memo is kept else 0) == new
