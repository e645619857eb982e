"""Articles converted in another process: the same as here, and never longer than is allowed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable

import pytest

from site_gen.articles import draft_articles, list_articles
from site_gen.diagnostics import Diagnostic, Located
from site_gen.loading import load_site
from site_gen.markup import Content, Converted, Directive, Draft, convert_all, convert_draft
from site_gen.page_addresses import plan_addresses
from site_gen.pipeline import BuildOptions, build
from site_gen.worker import NO_WORKER, PIPE, ConversionError, Limits, Worker
from tests.small_site import TODAY, Changes, edited, shipped_sources, small_sources

SHORT = Limits(seconds=0.05, megabytes=64)


def drafts_of(*texts: str) -> tuple[Draft, ...]:
    return tuple(
        Draft(body=Located(text, path=f"content/en/{number}.md", line=7), resolve=str)
        for number, text in enumerate(texts)
    )


def convert_or_not(draft: Draft) -> Converted:
    """The conversion, but for words that make it do what none should."""
    if "endless" in draft.body:
        while True:
            pass
    if "huge" in draft.body:
        return Content(), (len(bytearray(2**31)),)  # type: ignore[return-value]
    if "crash" in draft.body:
        os._exit(9)
    if "killed" in draft.body:
        os.kill(os.getpid(), signal.SIGKILL)
    if "bug" in draft.body:
        raise KeyError("a bug")
    return convert_draft(draft)


def texts_of(converted: Iterable[Converted]) -> list[str]:
    return ["".join(map(str, content.parts)) for content, _ in converted]


def places_of(content: Content) -> list[tuple[str, str, int, int]]:
    """Where every link and directive is written: two texts are equal wherever they stand."""
    arguments = [part.argument for part in content.parts if isinstance(part, Directive)]
    return [(str(at), at.path, at.line, at.column) for at in (*content.links.values(), *arguments) if at is not None]


# --- the same, whoever converts ----------------------------------------------------------------------


def drafts_of_site() -> tuple[Draft, ...]:
    site, _ = load_site(shipped_sources())
    assert site is not None
    addresses = plan_addresses(site, lambda folder, _language: folder)
    return draft_articles(site, list_articles(site, addresses, drafts=True), addresses)


def test_every_article_comes_out_the_same() -> None:
    """In the same order, and to the last place of a link or a directive."""
    drafts = drafts_of_site()
    here = list(convert_all(drafts))
    with Worker() as worker:
        there = list(worker(drafts))
    assert here == there
    assert [places_of(content) for content, _ in here] == [places_of(content) for content, _ in there]


@pytest.mark.parametrize("changes", [{}, edited("content/en/about.md", "The county", "#### <b> [x](nowhere.md)")])
def test_a_site_is_the_same_whatever_converts_its_articles(changes: Changes) -> None:
    """Its pages, and its faults."""
    sources = small_sources(changes)
    here = build(sources, BuildOptions(today=TODAY))
    with Worker() as worker:
        there = build(sources, BuildOptions(today=TODAY, convert=worker))
    assert (here.outputs, here.diagnostics) == (there.outputs, there.diagnostics)


def test_a_worker_serves_one_build_after_the_other() -> None:
    """And batches larger than any pipe, both ways."""
    drafts = drafts_of(*("word " * 4_000 for _ in range(PIPE // 10_000)))
    with Worker() as worker:
        assert list(convert_all(drafts)) == list(worker(drafts))
        assert ["<p>a</p>", "<p>b</p>"] == texts_of(worker(drafts_of("a", "b")))
        assert [] == list(worker(()))


def test_what_nobody_asks_for_any_more_is_in_nobodys_way() -> None:
    """A build that stops half-way does not disturb the next one."""
    with Worker() as worker:
        assert "<p>a</p>" == texts_of([next(worker(drafts_of("a", "b")))])[0]
        worker(drafts_of("c"))
        assert ["<p>d</p>"] == texts_of(worker(drafts_of("d")))


# --- no longer than is allowed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("endless", "this article takes more than 0.05 seconds to be read"),
        ("huge", "this article takes more than 64 MB of memory to be read"),
        ("crash", "this article could not be read: the process that did so was ended (9)"),
        ("killed", "this article could not be read: the process that did so was ended (-9)"),
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_article_that_is_too_much_is_named_and_the_others_are_converted(
    text: str, message: str, number: int
) -> None:
    """Wherever it stands in the batch."""
    texts = ["a", "b", "c"]
    texts[number] = text
    hint = "take its latest changes back, and bring them in again piece by piece; write simply what was too much"
    expected = Diagnostic(code="E407", path=f"content/en/{number}.md", line=7, column=1, message=message, hint=hint)
    with Worker(convert=convert_or_not, limits=SHORT) as worker:
        found = list(worker(drafts_of(*texts)))
        assert [[expected] if each == text else [] for each in texts] == [list(faults) for _, faults in found]
        assert ["" if each == text else f"<p>{each}</p>" for each in texts] == texts_of(found)
        assert ["<p>d</p>"] == texts_of(worker(drafts_of("d")))


def test_every_article_of_a_site_may_be_too_much() -> None:
    """Each is named, and the worker still works."""
    with Worker(convert=convert_or_not, limits=SHORT) as worker:
        found = list(worker(drafts_of(*["endless", "killed", "crash"] * 3)))
        assert [f"content/en/{number}.md" for number in range(9)] == [fault.path for _, (fault,) in found]
        assert ["<p>a</p>"] == texts_of(worker(drafts_of("a")))


def test_a_worker_that_somebody_ends_is_replaced() -> None:
    """It is not missed."""
    with Worker() as worker:
        worker.start()
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        os.waitid(os.P_PID, worker._process.pid, os.WEXITED | os.WNOWAIT)
        assert ["<p>a</p>"] == texts_of(worker(drafts_of("a")))


def test_a_bug_of_the_conversion_is_told_as_one() -> None:
    """With its traceback, and not as the fault of whoever wrote the article."""
    with Worker(convert=convert_or_not) as worker:
        found = worker(drafts_of("a", "bug", "b"))
        assert ["<p>a</p>"] == texts_of([next(found)])
        with pytest.raises(ConversionError, match="KeyError: 'a bug'"):
            next(found)
        assert ["<p>b</p>"] == texts_of(worker(drafts_of("b")))


# Each takes quadratic time in some Markdown, or nests until a stack is full.
CONSTRUCTS = (
    *("[", "[a", "![[]()", "[a](b", "[a](<b", "[ a_", "[ (](", "[a](/b/) ", "[[term", "[[term iop|a]] ", "[a]: b\n"),
    *(
        "` ",
        "`` `",
        "```a\n",
        "~~~\n",
        "<![",
        "<!--",
        "<a ",
        '<a x="',
        "<?",
        "&",
        "&#8238;",
        "a\n=\n",
        "# {x ",
        "## a\n\n",
    ),
    *(
        "*a **a",
        "**a ",
        "_a __a",
        "- ",
        "1. ",
        "> ",
        "- a\n    - b\n",
        "| a ",
        "| a | b |\n|---|---|\n",
        "| ` |\n|-|-|\n",
    ),
    *("'\" ", "\\", "::: ", ":::\n", "http://a.b/", "a@b.c ", "800-", "call 9", "A.B. ", "a  \n", " ", "\t", "\n \n"),
)


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_a_text_of_one_construct_is_converted_or_named(size: int) -> None:
    """In pieces that no limit of size refuses, and in one."""
    texts = [(construct * size)[:size] for construct in CONSTRUCTS]
    with Worker() as worker:
        for text, (content, faults) in zip(texts, worker(drafts_of(*texts)), strict=True):
            assert content.parts or faults or not text.strip(), text[:20]
            assert all("could not be read" not in fault.message for fault in faults), text[:20]


# --- beginning and end -------------------------------------------------------------------------------


def test_no_process_is_started_for_nothing() -> None:
    """A build that finds all its articles converted already pays nothing."""
    with Worker() as worker:
        assert [] == list(worker(()))
        assert worker._process is None


def test_nothing_is_left_running() -> None:
    """Even if it was in the middle of something."""
    with Worker(convert=convert_or_not) as worker:
        worker(drafts_of("endless"))
        assert worker._process is not None
        pid = worker._process.pid
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)


def test_without_a_second_process_the_work_is_done_here_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system that has no fork, or where nobody may."""
    monkeypatch.delattr(os, "fork")
    with Worker() as worker:
        assert ["<p>a</p>", "<p>b</p>"] == texts_of(worker(drafts_of("a", "b")))
        assert NO_WORKER == worker.note
        assert ["<p>c</p>"] == texts_of(worker(drafts_of("c")))
