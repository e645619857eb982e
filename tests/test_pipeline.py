"""The build as a whole: the same bytes for the same sources, and never an exception for bad ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import has_errors
from site_gen.pipeline import BuildOptions, build
from tests.examples import examples
from tests.small_site import TODAY, Changes, build_site, edited, small_sources

SOURCES = ("programs.yaml", "content/site.yaml", "content/helplines.yaml", "content/criteria.yaml")


def test_small_site_builds_without_faults() -> None:
    """The pages an admin expects, and nothing to complain about."""
    result = build_site()
    assert result.diagnostics == ()
    assert sorted(path for path in result.outputs if not path.startswith("assets/")) == [
        "404.html",
        "_headers",
        "about/index.html",
        "call-sheet/index.html",
        "compare/index.html",
        "data/feed.xml",
        "data/hsds/index.json",
        "data/hsds/services/b87e1e15-10e8-513e-9346-e5e7c8848027.json",
        "data/hsds/services/e7081800-799e-57a9-bda3-b4685727e334.json",
        "data/hsds/services/index.json",
        "data/index.html",
        "data/programs.csv",
        "data/programs.json",
        "get-help-now/index.html",
        "index.html",
        "levels/iop/index.html",
        "levels/php/index.html",
        "manifest.json",
        "outcomes/index.html",
        "pages.json",
        "privacy/index.html",
        "programs/bright-path-newark/index.html",
        "programs/index.html",
        "programs/quiet-house-trenton/index.html",
        "quiz/index.html",
        "robots.txt",
        "sitemap.xml",
        "what-is-iop/index.html",
    ]


def test_same_sources_give_the_same_bytes() -> None:
    """Whatever the order in which files were found."""
    sources = small_sources()
    backwards = dict(sorted(sources.items(), reverse=True))
    options = BuildOptions(today=TODAY)
    assert build(sources, options).outputs == build(backwards, options).outputs


def test_edited_template_counts_at_once_and_its_old_text_again() -> None:
    """What is kept of templates while the process runs never outlives their text."""
    other = small_sources(edited("templates/base.html", "</body>", "<!-- other --></body>"))
    before, now, again = (
        build(sources, BuildOptions(today=TODAY)).outputs for sources in (small_sources(), other, small_sources())
    )
    pages = {path for path in before if path.endswith(".html")}
    assert {path for path in before if before[path] != now[path]} == pages | {"manifest.json"}
    assert again == before


def test_errors_publish_nothing() -> None:
    """With an error there are no outputs, only faults."""
    result = build_site({"programs.yaml": "programs: [{id: x}]\n"})
    assert has_errors(result.diagnostics)
    assert result.outputs == {}


def test_faults_of_all_files_are_told_in_one_run() -> None:
    """Data, criteria, helplines and articles: nobody has to fix one file to hear of the next."""
    result = build_site(
        {
            "programs.yaml": small_sources()["programs.yaml"].replace(b"payment:", b"paymnt:"),
            "content/helplines.yaml": small_sources()["content/helplines.yaml"].replace(b"hours:", b"ours:", 1),
            "content/criteria.yaml": small_sources()["content/criteria.yaml"].replace(b"then: detox", b"then: detx"),
            "content/en/about.md": small_sources()["content/en/about.md"] + b"\n<b>bold</b>\n",
        }
    )
    assert {fault.path for fault in result.diagnostics} == {
        "programs.yaml",
        "content/helplines.yaml",
        "content/criteria.yaml",
        "content/en/about.md",
    }


def test_demonstration_says_so_on_every_page_and_asks_not_to_be_indexed() -> None:
    """A site with demo: true cannot be mistaken for help."""
    config = small_sources()["content/site.yaml"].replace(b"demo: false", b"demo: true")
    outputs = build_site({"content/site.yaml": config}).outputs
    pages = {path: data for path, data in outputs.items() if path.endswith(".html")}
    assert [path for path, data in pages.items() if b"Demonstration data." not in data] == []
    assert [path for path, data in pages.items() if b'<meta name="robots" content="noindex">' not in data] == []
    assert outputs["robots.txt"].startswith(b"User-agent: *\nDisallow: /\n")


def test_real_site_carries_no_demonstration_notice() -> None:
    """And may be indexed, all but the page for a wrong address."""
    outputs = build_site().outputs
    assert [path for path, data in outputs.items() if b"Demonstration" in data] == []
    assert [path for path, data in outputs.items() if b"noindex" in data] == ["404.html"]
    assert outputs["robots.txt"].startswith(b"User-agent: *\nAllow: /\n")


def test_a_preview_asks_not_to_be_indexed_and_is_else_the_same() -> None:
    """For reviewers only; the pages are those that would be published."""
    preview = build(small_sources(), BuildOptions(today=TODAY, preview=True)).outputs
    mark = b'<meta name="robots" content="noindex">\n'
    assert preview["robots.txt"].startswith(b"User-agent: *\nDisallow: /\n")
    assert {path for path, data in preview.items() if mark in data} == {
        path for path in preview if path.endswith(".html")
    }
    apart = {"robots.txt", "manifest.json"}  # which names the digests of all others
    published = {path: data.replace(mark, b"") for path, data in build_site().outputs.items()}
    assert {path for path, data in preview.items() if data.replace(mark, b"") != published[path]} == apart


def test_draft_is_built_only_when_asked_for() -> None:
    """An article marked as a draft stays out of a normal build."""
    draft = small_sources()["content/en/privacy.md"].replace(b"order: 90", b"order: 90\ndraft: true")
    draft = draft.replace(b"title: Privacy", b"title: Unfinished")
    sources = {**small_sources(), "content/en/draft.md": draft}
    with_drafts = build(sources, BuildOptions(today=TODAY, drafts=True))
    assert "draft/index.html" not in build(sources, BuildOptions(today=TODAY)).outputs
    assert "draft/index.html" in with_drafts.outputs


# --- whatever people write -----------------------------------------------------------------------------

ODD = ("", '""', "[]", "{}", "[x1]", "{x1: y}", "x1", "no", "-1", "2026-11-22", "|", "*", "[", "\t", "&x", "\u202e")
SIGNS = (" {", " [", ' "', " # x", " |", " é")
LINES = ("- x", "x: []", "x: {}", "[[helpline x]]", "::: needs y")

Edit: TypeAlias = Callable[[list[str], int, str], object]
"""What happens to one of some lines, at an index; the text is another line of the file."""

EDITS: tuple[Edit, ...] = (
    lambda lines, at, _other: lines.pop(at),
    lambda lines, at, other: lines.insert(at, other),
    lambda lines, at, _other: lines.__setitem__(at, f"  {lines[at]}"),
    lambda lines, at, _other: lines.__setitem__(at, lines[at].lstrip()),
    lambda lines, at, _other: lines.__setitem__(at, lines[at][: len(lines[at]) // 2]),
)
WORDS_OF_A_LINE = re.compile(r"(\W)")


@st.composite
def edited_files(draw: st.DrawFn) -> Changes:
    """One file of the small site after one to three slips of the kind that happens, in a word or in a line."""
    path = draw(st.sampled_from([path for path in small_sources() if path.endswith((".yaml", ".md"))]))
    lines = small_sources()[path].decode().split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()):
            draw(st.sampled_from(EDITS))(lines, at, draw(st.sampled_from([*LINES, *lines])))
            continue
        words = WORDS_OF_A_LINE.split(lines[at])
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from([*ODD, *SIGNS, *words]))
        lines[at] = "".join(words)
    return {path: "\n".join(lines)}


@examples(40)
@given(edited_files())
def test_no_edit_of_a_file_makes_the_build_raise(changes: Changes) -> None:
    """It ends in a site, or in errors; every fault has a place in a file."""
    result = build_site(changes)
    assert bool(result.outputs) != has_errors(result.diagnostics)
    assert [fault for fault in result.diagnostics if not fault.path] == []


@pytest.mark.parametrize("path", SOURCES)
@pytest.mark.parametrize("content", ["", "x", "[]", "{}", "programs:", "- 1", "helplines: {}", "criteria: []", "\x00"])
def test_no_content_of_a_file_makes_the_build_raise(path: str, content: str) -> None:
    """A file emptied, or with something else in it, is a fault or an empty directory."""
    result = build_site({path: content})
    assert bool(result.outputs) != has_errors(result.diagnostics)


@pytest.mark.parametrize("link", ["#no-such-part", "get-help-now.md#no-such-part"])
def test_link_to_a_heading_that_is_not_there_is_told_where_it_is_written(link: str) -> None:
    """Found on the finished page, told at the line of the article."""
    path = "content/en/what-is-iop.md"
    article = small_sources()[path].decode().rstrip("\n")
    change = f"{article}\n\nThere is [more to read]({link}) on this.\n"
    (fault,) = build_site({path: change}).diagnostics
    place = (path, change.count("\n"), len("There is [more to read](") + 1)
    assert (fault.code, fault.path, fault.line, fault.column) == ("E601", *place)
    assert "no-such-part" in fault.message
