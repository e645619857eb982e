"""What `serve` shows before a build is what the build makes, and what it keeps of the last one changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from site_gen import urls
from site_gen.diagnostics import Located
from site_gen.gallery import OUTPUT
from site_gen.kept import Kept
from site_gen.markup import Converted, Draft, convert_all
from site_gen.pipeline import BuildOptions, build, glimpse
from site_gen.worker import Worker
from tests.edits import EDITS, Edit, edit
from tests.small_site import TODAY, edited, in_spanish, small_sources

OPTIONS = BuildOptions(today=TODAY, gallery=True)
WRITTEN = "content/en/what-is-iop.md"


def test_every_page_seen_before_the_build_is_the_page_of_the_build() -> None:
    """All but the page that tells how large other files are; with the modules and scripts that it needs."""
    sources = small_sources(in_spanish())
    built = build(sources, OPTIONS).outputs
    pages = [path for path in built if path.endswith(".html")]
    seen = glimpse(sources, OPTIONS, pages)
    assert {path: built[path] for path in seen} == seen
    assert {path for path in pages if path not in seen} == {"data/index.html", "es/datos/index.html"}
    assert {path for path in built if path.endswith(".js")} <= seen.keys()


def test_only_what_is_wanted_is_made() -> None:
    """A page, and the scripts that pages have."""
    pages = {path for path in glimpse(small_sources(), OPTIONS, ["quiz/index.html"]) if path.endswith(".html")}
    assert pages == {"quiz/index.html"}
    assert urls.output_path(urls.GALLERY) == OUTPUT
    assert OUTPUT in glimpse(small_sources(), OPTIONS, [OUTPUT])
    assert OUTPUT not in glimpse(small_sources(), replace(OPTIONS, gallery=False), [OUTPUT])


class GivenUpError(Exception):
    pass


@dataclass
class GivesUp:
    """Ends a build at the step of that number."""

    steps_left: int

    def begin(self, stage: str, total: int = 0) -> None:
        pass

    def step(self) -> None:
        self.steps_left -= 1
        if self.steps_left == 0:
            raise GivenUpError


def test_a_build_that_is_given_up_leaves_nothing_behind() -> None:
    """Wherever that is: in the middle of reading, with articles under way in another process, or of making pages."""
    sources, page, never = small_sources(), "what-is-iop/index.html", GivesUp(10_000)
    build(sources, BuildOptions(today=TODAY), progress=never)
    reading, in_all = len(sources), 10_000 - never.steps_left
    with Worker() as worker:
        options = BuildOptions(today=TODAY, kept=Kept(), convert=worker)
        for number in (1, reading, reading + 1, reading + 2, reading + 3, in_all // 2, in_all):
            sources = edit(small_sources(), (WRITTEN, "\n## ", f"\nWord{number}.\n\n## "))
            with pytest.raises(GivenUpError):
                build(sources, options, progress=GivesUp(number))
            assert f"Word{number}.".encode() in glimpse(sources, options, [page])[page]
        assert build(sources, options) == build(sources, BuildOptions(today=TODAY))


@pytest.mark.parametrize(
    "wrong",
    [
        ("programs.yaml", "levels:", "levls:"),
        ("content/site.yaml", "name:", "nme:"),
        ("content/en/what-is-iop.md", "\n## ", "\n[x](nowhere.md)\n\n## "),
    ],
    ids=["record", "settings", "article"],
)
def test_nothing_is_seen_of_sources_that_cannot_be_read(wrong: Edit) -> None:
    """The last good page stays, under what is wrong."""
    assert glimpse(edit(small_sources(), wrong), OPTIONS, ["index.html", "what-is-iop/index.html"]) == {}


def test_page_whose_template_fails_is_not_seen() -> None:
    """The others are."""
    wrong = edited("templates/pages/quiz.html", "{% block main %}", "{% block main %}{{ nobody.knows }}")
    seen = glimpse(small_sources(wrong), OPTIONS, ["index.html", "quiz/index.html"])
    assert [path for path in seen if path.endswith(".html")] == ["index.html"]


def test_only_a_file_that_has_changed_is_read_anew() -> None:
    """By its bytes; what it said before is forgotten."""
    kept = Kept()
    sources = small_sources()
    before = {path: kept.read(path, data) for path, data in sources.items()}
    after = edit(edit(sources, EDITS[0]), EDITS[4])
    anew = {path for path, data in after.items() if kept.read(path, data) is not before[path]}
    assert anew == {WRITTEN, "programs.yaml"}


def test_only_an_article_that_has_changed_is_converted_anew() -> None:
    """By its words and the line where they begin, which faults are told by; the same words in two places are two."""
    asked: list[str] = []

    def convert(drafts: Sequence[Draft]) -> list[Converted]:
        asked.extend(f"{draft.body.path}:{draft.body.line} {draft.body}" for draft in drafts)
        return list(convert_all(drafts))

    kept = Kept()
    for places in ((("a", 5), ("b", 5)), (("b", 5), ("a", 7)), (("a", 7), ("c", 7))):
        drafts = [Draft(body=Located("Words.", path=path, line=line), resolve=str) for path, line in places]
        assert list(kept.convert(drafts, convert)) == list(convert_all(drafts))
    assert asked == ["a:5 Words.", "b:5 Words.", "a:7 Words.", "c:7 Words."]
