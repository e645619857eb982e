"""How hard a text is to read: sentences, grades, syllables and short forms."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.loading import load_site
from site_gen.markup import Passage
from site_gen.model import Limits
from site_gen.readability import check, find_unexplained, grade_of, spanish_syllables, split_sentences
from tests.small_site import ROOT, Changes, edited, load_small, shipped_sources

ABOUT = "content/en/about.md"
FRONT = "---\ntitle: About\nsummary: Who runs this guide.\norder: 90\nsection: site\n---\n"
CONFIG = (ROOT / "tests/sites/small/content/site.yaml").read_text(encoding="utf-8")


def hard_in(changes: Changes) -> list[Diagnostic]:
    """What is hard to read, as the report orders it; that a build looks for it, tests/sites/broken/ shows."""
    return sorted(check(load_small(changes)), key=lambda fault: fault.sort_key)


def found_in(text: str, *, limits: str = "{}") -> list[tuple[str, int, int]]:
    """Code, line of the text from 1, and column of each fault of an article."""
    changes: Changes = {ABOUT: FRONT + text, "content/site.yaml": f"{CONFIG}limits: {limits}\n"}
    return [(f.code, f.line - FRONT.count("\n"), f.column) for f in hard_in(changes) if f.path == ABOUT]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two two! Three?", [("One.", 1), ("Two two!", 2), ("Three?", 1)]),
        ("It costs 1,200.50 dollars (e.g. now). Dr. Diaz of the U.S. agency knows", [
            ("It costs 1,200.50 dollars (e.g. now).", 7),
            ("Dr. Diaz of the U.S. agency knows", 8),
        ]),
        ('She said: "Go." They\nwent...', [('She said: "Go."', 3), ("They went...", 2)]),
        ("don\u2019t use well-known words", [("don\u2019t use well-known words", 4)]),
        (" - ", []),
    ],
)  # fmt: skip
def test_a_sentence_ends_at_its_mark(text: str, sentences: list[tuple[str, int]]) -> None:
    """Not within a number, an initial or a common short form."""
    assert sentences == [(sentence.text, sentence.words) for sentence in split_sentences(text, "en")]


def test_sentences_keep_their_offsets() -> None:
    """Counted from the start of the body they stand in."""
    assert [99, 107] == [sentence.start for sentence in split_sentences("A bit.  More.\n", "en", start=99)]


def test_english_is_graded_by_flesch_and_kincaid() -> None:
    """0.39 x 6 words + 11.8 x 1 syllable - 15.59, and never less than what comes out."""
    assert -1.4 == grade_of(split_sentences("The cat sat on the mat.", "en"), "en")
    assert 0.0 == grade_of([], "en")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("El pan es de la casa.", 4.0),
        ("La persona va a su casa cada día.", 4.0),
        ("La familia puede ayudar en casa.", 5.0),
        ("Pregunte al programa qué horario tiene.", 6.0),
        ("Pregunte cada día.", 7.5),
        ("La persona recibe tratamiento durante el día.", 11.0),
        ("Desintoxicación.", 16.0),
    ],
)
def test_spanish_is_graded_by_fernandez_huerta(text: str, grade: float) -> None:
    """The score, put on the scale of grades: one text of each step from 90 to 50, and one of the last."""
    assert grade == grade_of(split_sentences(text, "es"), "es")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("día", 2), ("aéreo", 4), ("bueno", 2), ("ciudad", 2), ("país", 2), ("hay", 1), ("muy", 1), ("y", 1)),
        *(("reírse", 3), ("miau", 1), ("guía", 2), ("quien", 1), ("vergüenza", 3), ("tratamiento", 4), ("988", 1)),
    ],
)
def test_spanish_syllables_are_counted_by_nuclei(word: str, count: int) -> None:
    """Weak vowels join strong ones; an accent parts them; u after g and q is silent before e and i."""
    assert count == spanish_syllables(word)


@pytest.mark.parametrize(
    ("text", "short_forms"),
    [
        ("Ask about IOP. IOP is good.", ["IOP"]),
        ("An intensive outpatient program (IOP) is care. IOPs differ.", []),
        ("IOP (intensive outpatient) is care.", []),
        ("Day treatment (partial hospitalization, or\nPHP) is care.", []),
        ("SAMHSA, the federal agency, says so. HIPAA is a law.", []),
        ("Care (IOP\nor PHP) is good.", ["PHP"]),
        ("ZIP codes, 42 CFR and OK, and I.", ["CFR", "OK"]),
    ],
)
def test_a_short_form_is_spelled_out_at_its_first_use(text: str, short_forms: list[str]) -> None:
    """In brackets after its words, before words in brackets, or by what it is."""
    found = find_unexplained("", [Passage(start=5, text=text)], {"ZIP"})
    assert [(5 + text.index(short), short) for short in short_forms] == list(found)


def test_title_and_summary_may_spell_it_out() -> None:
    """But a title alone that uses it explains nothing."""
    body = [Passage(start=0, text="IOP and PHP")]
    assert [(8, "PHP")] == list(find_unexplained("What is intensive outpatient (IOP)?\nOr PHP?", body, ()))


HARD = "Administrative responsibilities necessitate interdepartmental institutional collaboration.\n"


def test_the_hardest_sentences_of_a_page_are_named() -> None:
    """Three at most, and none while the page as a whole is easy."""
    assert [("W431", 1, 1), ("W431", 2, 1), ("W431", 3, 1)] == found_in(HARD * 5)
    assert [] == found_in(HARD + "\nWe help. " * 60)
    assert [] == found_in(HARD, limits="{article_grade: 99}")


def test_the_longest_sentences_of_a_page_are_named() -> None:
    """Three at most; a list of short items is no long sentence."""
    long = "We go " * 12 + "on a day.\n\n"
    assert [("W432", line, 1) for line in (1, 3, 5)] == found_in(long * 4)
    assert [] == found_in("- we go on\n" * 20)
    assert [("W432", 1, 1)] == found_in("We go on.\n", limits="{sentence_words: 2}")


def test_headings_tables_and_code_are_no_sentences() -> None:
    """They are read in another way."""
    words = "interdepartmental collaboration " * 20
    assert [] == found_in(f"## {words}\n\n| {words} |\n|---|\n| {words} |\n\n`{words}`\n\nWe help.")


def test_a_hard_question_is_named() -> None:
    """With its reason and its options, for those two are read with it."""
    changes = edited(
        "content/criteria.yaml",
        "Is there danger right now?",
        "Does an emergency necessitate professional intervention?",
    )
    assert ["W431"] == [fault.code for fault in hard_in(changes)]


def test_the_shipped_texts_are_easy_to_read() -> None:
    """Articles and questions; none is held to limits of its own."""
    site, faults = load_site(shipped_sources())
    assert site is not None, faults
    assert Limits() == site.config.limits
    assert [] == list(check(site, drafts=True))
