"""An article begun by command: a draft that is valid at once, behind the others of its stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.cli import main
from site_gen.diagnostics import has_errors
from site_gen.new_article import NewArticle, add_article
from site_gen.pipeline import BuildOptions, build
from site_gen.verified_entry import EditError, load_records
from tests.examples import examples
from tests.small_site import ROOT, TODAY, edited, shipped_sources, small_records, small_sources

NEW = NewArticle(title="What is day treatment?", summary="Care by day.", language="en")
FRAME = (ROOT / "docs/skeletons/article.md").read_text(encoding="utf-8")


def test_article_is_a_draft_with_what_every_article_needs() -> None:
    """Its name comes from its title, its place is the next ten."""
    path, data = add_article(small_sources(), NEW, frame="Text.\n")
    assert "content/en/what-is-day-treatment.md" == path
    assert (
        '---\ntitle: "What is day treatment?"\nsummary: "Care by day."\norder: 100\ndraft: true\n---\n\nText.\n'
    ) == data.decode()


def test_article_stands_behind_the_others_of_its_stage() -> None:
    """The first of a stage is ten."""
    _, data = add_article(small_sources(), replace(NEW, stage="starting", name="day"), frame="")
    assert b"order: 10\nstage: starting\n" in data


def test_frame_passes_every_check_of_the_shipped_site() -> None:
    """As an article that is no draft any more: whoever fills it in starts from green."""
    sources = {**shipped_sources(), **{p: d for p, d in small_sources().items() if p.startswith("templates/")}}
    path, data = add_article(sources, NEW, frame=FRAME)
    faults = build({**sources, path: data}, BuildOptions(today=TODAY, drafts=True)).diagnostics
    assert [] == [fault for fault in faults if fault.path == path or path in fault.message]
    assert not has_errors(faults)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "about"}, "content/en/about.md is there already"),
        ({"name": "quiz"}, '"quiz" is the address of a page of the site; choose another name with --name'),
        ({"name": "Day One"}, "an article must stand in content/<language>/"),
        ({"language": "es"}, 'the site has no language "es" (content/site.yaml has: en)'),
        ({"summary": " "}, "expected text"),
        ({"title": "Day\u00ad time"}, "an invisible or control character stands here (U+00AD)"),
        ({"stage": "later"}, '"later" is not one of the choices'),
    ],
)
def test_what_would_be_a_fault_is_not_written(change: dict[str, str], words: str) -> None:
    """It is told instead, with what to do."""
    with pytest.raises(EditError) as refused:
        add_article(small_sources(), replace(NEW, **change), frame=FRAME)
    assert words in str(refused.value)


@examples(25)
@given(title=st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cf"]), min_size=1))
def test_any_title_is_written_as_it_is(title: str) -> None:
    """Colons, quotes and hashes too; only a title of blanks is none. Hidden characters are refused above."""
    sources = small_records()
    new = replace(NEW, title=title, name="day")
    if not title.strip():
        with pytest.raises(EditError):
            add_article(sources, new, frame="")
        return
    path, data = add_article(sources, new, frame="")
    site, _, _ = load_records({**sources, path: data})
    assert title.strip() == next(article.front.title for article in site.articles if article.slug == "day")


def test_command_writes_the_file_and_says_how_to_see_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second time it is there already."""
    for path, data in small_sources().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    words = ["new", "article", "--root", str(tmp_path), "--title", "Day care", "--summary", "By day."]
    assert main(words) == 0
    assert capsys.readouterr().out.startswith(
        "Wrote content/en/day-care.md, as a draft. See it with: build.py serve --drafts\n"
    )
    assert main(["check", "--root", str(tmp_path), "--now", "2026-11-22", "-q"]) == 0
    assert main(words) == 1
    assert "content/en/day-care.md is there already" in capsys.readouterr().err


def test_frame_is_in_the_language_of_the_article(tmp_path: Path) -> None:
    """Where there is one; the folder of a language that has no article yet is made."""
    two = edited("content/site.yaml", "languages: [en]", "languages: [en, es]")
    for path, data in small_sources(two).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    words = ["--title", "Cuidado de día", "--summary", "De día.", "--language", "es", "--name", "about"]
    assert main(["new", "article", "--root", str(tmp_path), *words]) == 0
    text = (tmp_path / "content/es/about.md").read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "Cuidado de día"\nsummary: "De día."\nslug: cuidado-de-dia\ntranslates: "')
    assert text.endswith((ROOT / "docs/skeletons/article.es.md").read_text(encoding="utf-8"))


def test_a_translation_names_its_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article that stands in another language alone has no place in the guide."""
    two = edited("content/site.yaml", "languages: [en]", "languages: [en, es]")
    for path, data in small_sources(two).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    words = ["--title", "Cuidado de día", "--summary", "De día.", "--language", "es"]
    assert main(["new", "article", "--root", str(tmp_path), *words]) == 1
    assert "there is no content/en/cuidado-de-dia.md to translate" in capsys.readouterr().err
