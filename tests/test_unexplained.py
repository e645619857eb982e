"""Words of the glossary that an article uses, and that its page does not explain."""

from __future__ import annotations

import pytest

from site_gen.loading import load_site
from site_gen.unexplained import check
from tests.small_site import Changes, in_spanish, load_small, shipped_sources

ABOUT, ABOUT_ES = "content/en/about.md", "content/es/about.md"
FRONT = "---\ntitle: About opioids\nsummary: Who runs opioid care.\norder: 90\nsection: site\n---\n"
FRONT_ES = "---\ntitle: Acerca\nsummary: Sobre los opioides.\nslug: acerca\n---\n"
GLOSSARY = """\
terms:
  cbt: {term: cognitive behavioral therapy, short: CBT, definition: A talk therapy.}
  detox: {term: "withdrawal care (cold turkey, or kicking)", short: detox, definition: Care., article: what-is-iop}
  opioid: {term: opioid, definition: A drug.}
  otp: {term: opioid treatment program, definition: A program., known: true}
  step-down: {term: step-down care, definition: Care gets lighter.}
  withdrawal: {term: withdrawal, definition: What the body does.}
"""
GLOSSARY_ES = """\
terms:
  assessment: {term: {en: assessment, es: evaluación}, definition: {en: A talk., es: Una charla.}}
  mutual-help: {term: {en: mutual-help group, es: grupo de ayuda mutua}, definition: {en: Help., es: Ayuda.}}
  otp: {term: {en: opioid treatment program}, definition: {en: A program.}}
"""


def found_in(changes: Changes, path: str, front: str) -> list[tuple[int, int, str]]:
    """Line of the text from 1, column and what to write, in the order of reading."""
    found = sorted((each.line, each.column, each.hint) for each in check(load_small(changes)) if each.path == path)
    return [(line - front.count("\n"), column, hint.split(" here, ")[0]) for line, column, hint in found]


def in_english(text: str) -> list[tuple[int, int, str]]:
    return found_in({ABOUT: FRONT + text, "content/glossary.yaml": GLOSSARY}, ABOUT, FRONT)


def in_spanish_text(text: str) -> list[tuple[int, int, str]]:
    changes = {**in_spanish(), ABOUT_ES: FRONT_ES + text, "content/glossary.yaml": GLOSSARY_ES}
    return found_in(changes, ABOUT_ES, FRONT_ES)


def links_in(text: str) -> list[str]:
    return [hint.removeprefix("write ") for _, _, hint in in_english(text)]


def test_the_first_use_of_a_word_is_told_with_what_to_write() -> None:
    """Once on a page; a title and a summary cannot hold a link, and do not count."""
    text = "We help.\n\nOpioids are\ndrugs. Ask about opioids and CBT, not about an opioid.\n"
    assert [(3, 1, "write [[term opioid|Opioids]]"), (4, 30, "write [[term cbt|CBT]]")] == in_english(text)


def test_a_word_may_be_explained_anywhere_on_the_page() -> None:
    """With its own words or others, before its first use or after it; what stands in code explains nothing."""
    assert [] == in_english("Opioids are drugs. Ask about [[term opioid]].\n")
    assert [] == in_english("[[term opioid|Strong pain pills]] are opioids.\n")
    assert [] == in_english("An opioid helps.\n\n::: glossary\n")
    assert ["[[term opioid|opioid]]"] == links_in("`[[term opioid]]` and an opioid\n")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("An opioid's effect", ["[[term opioid|opioid]]"]),
        ("**Cognitive\nbehavioral therapy** helps", ["[[term cbt|Cognitive behavioral therapy]]"]),
        ("Two CBTs, withdrawal cares", ["[[term cbt|CBTs]]", "[[term detox|withdrawal cares]]"]),
        ("Step-Down Care, OPIOID, cbt, Cbt", []),
        ("Opioid-free, non-opioid, antiopioid, opioidal", []),
        ("Opioids treatment programs", []),
        ("An opioid treatment program gives opioids", ["[[term opioid|opioids]]"]),
        ("Step-down care and step-down", ["[[term step-down|Step-down care]]"]),
        ("Withdrawal care is care", ["[[term detox|Withdrawal care]]"]),
    ],
)
def test_whole_words_count_with_a_simple_plural_and_a_large_first_letter(text: str, links: list[str]) -> None:
    """Over line ends too; a longer word of the glossary holds no shorter one."""
    assert links == links_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "## An opioid",
        "| opioid |\n|---|\n| opioids |",
        "See [the opioid page](what-is-iop.md).",
        'She said: "It was an opioid." He said: “An\nopioid.”',
        "> An opioid, they write.",
        "`opioid`\n\n```\nopioid\n```",
        "::: needs iop\n\nSee [[term step-down|opioids]].",
        "Call [[helpline 911]] for an opioid\noverdose.",
    ],
)
def test_only_sentences_of_the_author_count(text: str) -> None:
    """Not headings, tables, links, quotes, code and directives, nor the call for help at the top."""
    assert [] == in_english(f"{text}\n")


def test_a_helpline_further_down_is_no_call_for_help() -> None:
    """Nor is a first paragraph without one."""
    assert [(3, 32, "write [[term opioid|opioid]]")] == in_english("Hi.\n\nCall [[helpline 911]] after an opioid.\n")
    assert [(1, 4, "write [[term opioid|opioid]]")] == in_english("An opioid.\n\nCall [[helpline 911]].\n")


def test_each_name_of_a_word_counts() -> None:
    """Those in brackets or behind a comma, and the short form."""
    for name in ("Withdrawal care", "cold turkey", "kicking", "detox"):
        assert [f"[[term detox|{name}]]"] == links_in(f"{name}\n")
    assert [] == links_in("Cold, or care")


def test_the_article_about_a_word_need_not_explain_it() -> None:
    """The glossary names it; all other words are to be explained there too."""
    path = "content/en/what-is-iop.md"
    front = "---\ntitle: What is IOP?\nsummary: Care.\norder: 10\n---\n"
    changes = {path: f"{front}## What it needs\n\nDetox and withdrawal.\n", "content/glossary.yaml": GLOSSARY}
    assert [(3, 11, "write [[term withdrawal|withdrawal]]")] == found_in(changes, path, front)


def test_a_draft_is_looked_at_only_where_it_is_built() -> None:
    """As in all checks of texts."""
    changes: Changes = {
        "content/en/new.md": "---\ntitle: New\nsummary: New.\norder: 5\ndraft: true\n---\nAn opioid.\n",
        "content/glossary.yaml": GLOSSARY,
    }
    assert [] == list(check(load_small(changes)))
    assert ["W434"] == [each.code for each in check(load_small(changes), drafts=True)]


def test_spanish_articles_have_the_spanish_words() -> None:
    """Each word of a name may stand in the plural, which may lose its accent; a word without a translation is none."""
    assert [
        (1, 5, "write [[term assessment|evaluaciones]]"),
        (1, 24, "write [[term mutual-help|grupos de ayuda mutua]]"),
    ] == in_spanish_text("Las evaluaciones y los grupos de ayuda mutua, assessment, opioid treatment program.\n")
    assert [(1, 1, "write [[term assessment|Evaluación]]")] == in_spanish_text("Evaluación.\n")
    assert [] == in_spanish_text("La [[term assessment|charla]] es una evaluación.\n")


def test_the_shipped_articles_explain_the_words_they_use() -> None:
    """In both languages; only words that say what they mean are called known."""
    site, faults = load_site(shipped_sources())
    assert site is not None, faults
    assert [] == list(check(site, drafts=True))
    assert ["return-to-use"] == [str(term.id) for term in site.glossary if term.known]
