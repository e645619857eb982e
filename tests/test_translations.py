"""Catalogues are whole, originals are known by their words, and a new language begins with empty files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from site_gen.cli import main
from site_gen.files import read_tree
from site_gen.i18n import catalogue_path
from site_gen.loading import load_site
from site_gen.messages import list_messages
from site_gen.pipeline import BuildOptions, build
from site_gen.translation_drafts import draft_catalogue, draft_texts, say_missing
from site_gen.translations import compare, digest_of, list_texts
from tests.other_language import LANGUAGE, in_another_language
from tests.small_site import ROOT, TODAY, Changes, build_site, edited, in_spanish, load_small, small_sources

SHIPPED = read_tree(ROOT)[0]
LANGUAGES = sorted(path.stem for path in (ROOT / "templates/i18n").glob("*.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_every_message_and_no_other(language: str) -> None:
    """None missing, none empty, none fuzzy; each in all the forms of number that the language has."""
    read = read_po(BytesIO(SHIPPED[catalogue_path(language)]), locale=language, abort_invalid=True)
    entries = [one for one in read if one.id]
    ids = {(one.context or "", one.id if isinstance(one.id, str) else one.id[0]) for one in entries}
    wanted = {(message.context, message.id) for message in list_messages(SHIPPED)}
    assert (set(), set()) == (wanted - ids, ids - wanted)
    plurals = {one.id[0]: len(one.string or ()) for one in entries if not isinstance(one.id, str)}
    assert {} == {id_: count for id_, count in plurals.items() if count != read.num_plurals}
    empty = [
        one.id
        for one in entries
        if one.fuzzy or not one.string or (not isinstance(one.string, str) and not all(one.string))
    ]
    assert ([], {}) == (empty, dict(read.obsolete))


def test_one_message_has_one_plural() -> None:
    """A catalogue looks a message up by its form for one: two with the same would get the same translation."""
    plurals: dict[str, set[str]] = {}
    for message in list_messages(SHIPPED):
        if message.plural:
            plurals.setdefault(message.id, set()).add(message.plural)
    assert len(plurals) > 10
    assert {} == {id_: forms for id_, forms in plurals.items() if len(forms) > 1}


def test_labels_that_stand_in_the_code_are_messages_too() -> None:
    """Of lists, of levels and days, of the finder; and folders of addresses, which are no text."""
    messages = {(message.context, message.id) for message in list_messages(SHIPPED)}
    assert {("", "Medicaid"), ("", "Monday"), ("", "Level of care"), ("", "Home"), ("address", "quiz")} < messages


# --- what an article was made from ---------------------------------------------------------------------


def digest_with(change: Changes) -> str:
    return next(digest_of(article) for article in load_small(change).articles if article.slug == "privacy")


def test_the_digest_of_an_original_is_that_of_its_words() -> None:
    """Not of its line breaks, nor of its place, its sources or its reviews."""
    path, now = "content/en/privacy.md", digest_with({})
    assert now == digest_with(edited(path, "guide stores nothing", "guide\nstores nothing"))
    assert now == digest_with(edited(path, "order: 90", "order: 95"))
    assert now != digest_with(edited(path, "stores nothing", "stores Nothing"))
    assert now != digest_with(edited(path, "title: Privacy", "title: Your privacy"))
    assert now != digest_with(edited(path, "What this guide stores.", "What we store."))


def test_a_translation_has_its_place_and_sources_from_its_original() -> None:
    """It says only what is its own."""
    article = next(
        one for one in load_small(in_spanish()).articles if (one.slug, one.language) == ("what-is-iop", "es")
    )
    assert (10, "iop", ["book"], "que-es-un-iop") == (
        article.front.order,
        article.front.level,
        list(article.front.sources),
        article.place,
    )


def test_a_text_may_stand_in_both_languages_in_its_own_file() -> None:
    """Then that goes first; a note of a program too."""
    both = edited(
        "programs.yaml",
        "    levels: {iop: {}}\n",
        "    levels: {iop: {}}\n    note: {en: By day, es: De día}\n",
        in_spanish(),
    )
    outputs = build_site(both).outputs
    assert '<p class="note">De día</p>' in outputs["es/programas/quiet-house-trenton/index.html"].decode()
    assert '<p class="note">By day</p>' in outputs["programs/quiet-house-trenton/index.html"].decode()


def test_a_draft_is_not_translated_yet() -> None:
    """Its page shows the original until it is finished."""
    path = "content/es/privacy.md"
    built = build_site(edited(path, "slug: privacidad\n", "slug: privacidad\ndraft: true\n", in_spanish()))
    assert [("W481", "content/en/privacy.md")] == [(one.code, one.path) for one in built.diagnostics]


@pytest.mark.parametrize("slug", ["cuestionario", "sobre-este-sitio"])
def test_an_address_is_taken_in_its_own_language(slug: str) -> None:
    """By a page of the site, or by another article."""
    built = build_site(edited("content/es/privacy.md", "slug: privacidad", f"slug: {slug}", in_spanish()))
    assert {"E303"} == {one.code for one in built.diagnostics}


# --- commands ----------------------------------------------------------------------------------------------


def write_site(root: Path, changes: Changes) -> None:
    for path, data in small_sources(changes).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def test_check_prints_what_a_language_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ready to be filled in, and the digest that an article should name."""
    write_site(tmp_path, edited("content/en/privacy.md", "stores nothing", "stores no answer", in_spanish()))
    assert main(["check", "--lang", "es", "--root", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert told == (
        "# content/es/privacy.md was made from an older content/en/privacy.md, or does not say from which.\n"
        '# When both say the same, write translates: "9bf00fe27b5b"\n'
    )


def test_check_says_when_a_language_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to print."""
    write_site(tmp_path, in_spanish())
    assert main(["check", "--lang", "es", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Spanish is whole.\n"


@pytest.mark.parametrize("code", ["zz", "../es", "Arabic"])
def test_a_language_is_one_that_dates_can_be_written_in(code: str, tmp_path: Path) -> None:
    """Nothing is written for any other word."""
    write_site(tmp_path, {})
    assert main(["new", "language", code, "--root", str(tmp_path)]) == 1
    assert not (tmp_path / "content" / code).exists()


def test_new_language_writes_empty_files_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is there already is somebody's work and stays."""
    write_site(tmp_path, {})
    assert main(["new", "language", LANGUAGE, "--root", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "To make the site in Arabic, in this order:" in told
    assert "check --lang ar" in told
    texts = (tmp_path / "content/ar/texts.po").read_text("utf-8")
    assert '#. safety: a page in this language may not lack it\nmsgid "Danger comes first."\nmsgstr ""\n' in texts
    (tmp_path / "content/ar/texts.po").write_text("mine", "utf-8")
    assert main(["new", "language", LANGUAGE, "--root", str(tmp_path)]) == 0
    assert (tmp_path / "content/ar/texts.po").read_text("utf-8") == "mine"


def begun() -> Changes:
    """The small site with the empty files of a language from right to left, made in it all the same."""
    return {
        **edited("content/site.yaml", "[en]", f"[en, {LANGUAGE}]"),
        f"content/{LANGUAGE}/texts.po": draft_texts(list_texts(load_small()), LANGUAGE),
        f"templates/i18n/{LANGUAGE}.po": draft_catalogue(list_messages(small_sources()), LANGUAGE),
    }


def test_new_language_is_refused_while_safety_texts_are_missing() -> None:
    """With a list of them by file, and no other error."""
    built = build_site(begun())
    assert {} == built.outputs
    errors = [one for one in built.diagnostics if one.code.startswith("E")]
    assert {"E481"} == {one.code for one in errors}


def test_new_language_is_published_once_its_safety_texts_are_there() -> None:
    """All else is shown as it is, and says so; the build warns of it."""
    whole, changes = in_another_language(), dict(begun())
    for path in (f"content/{LANGUAGE}/texts.po", f"templates/i18n/{LANGUAGE}.po"):
        filled = str(whole[path]).split("\n\n")
        drafted = str(changes[path]).split("\n\n")
        safety = {block.split("msgid ", 1)[1].split("\n")[0] for block in drafted if "safety:" in block}
        kept = [block for block in filled[1:] if block and block.split("msgid ", 1)[1].split("\n")[0] in safety]
        changes[path] = "\n\n".join([filled[0], *kept])
    built = build_site(changes)
    assert {"W481"} == {one.code for one in built.diagnostics}
    home = built.outputs[f"{LANGUAGE}/index.html"].decode()
    assert f'<html lang="{LANGUAGE}" dir="rtl">' in home
    assert '<span lang="en">What is IOP?</span>' in home


def test_what_a_language_lacks_can_be_filled_in_as_it_is_printed() -> None:
    """The printed entries are a catalogue that reads without a fault."""
    sources = small_sources(edited("content/site.yaml", "[en]", "[en, es]"))
    site, _ = load_site(sources)
    assert site is not None
    printed = say_missing(compare(site, sources, "es"))
    entries = [one for one in read_po(BytesIO(printed.encode()), abort_invalid=True) if one.id]
    assert len({str(one.words.at) for one in list_texts(site)}) == len(entries)


def test_a_build_in_two_languages_is_the_same_each_time() -> None:
    """To the byte."""
    sources = small_sources(in_spanish())
    first, second = (build(sources, BuildOptions(today=TODAY)).outputs for _ in range(2))
    assert first == second
