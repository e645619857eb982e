"""The registry of sources: who names them, what readers are told of them, and what the shipped one holds."""

from __future__ import annotations

import re

import pytest

from site_gen.loading import load_site
from site_gen.markup import find_allowances
from site_gen.model import Site
from tests.small_site import Changes, build_site, edited, shipped_sources, small_sources

SOURCES, ABOUT = "content/sources.yaml", "content/en/about.md"
YEAR, ADDRESS = '    year: "2020"\n', "    url: https://books.example/iop\n"
READ = "    checked_on: 2026-11-01\n    checked_how: The whole book\n"


def text_of(changes: Changes | None = None) -> str:
    """The list of sources on the page of the small site that has one."""
    page = build_site(changes).outputs["what-is-iop/index.html"].decode()
    (listed,) = re.findall(r"<ol>\n<li>(?:(?!</ol>).)*</ol>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", listed).split())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (None, "A book (A publisher, 2020). Read on November 1, 2026. The whole book."),
        (edited(SOURCES, READ, ""), "A book (A publisher, 2020). Not yet checked at its address."),
        (
            edited(SOURCES, f"{ADDRESS}{READ}", "    note: A copy was read.\n"),
            "A book (A publisher, 2020). Not yet checked, and we have no address for it. A copy was read.",
        ),
        (edited(SOURCES, READ, "    own: true\n"), "A book (A publisher, 2020). Our own words."),
        (
            edited(SOURCES, YEAR, ""),
            "A book (A publisher, year not found). Read on November 1, 2026. The whole book.",
        ),
        (
            edited(SOURCES, YEAR, "    undated: true\n"),
            "A book (A publisher, no year shown). Read on November 1, 2026. The whole book.",
        ),
        (edited(SOURCES, f"{YEAR}{ADDRESS}{READ}", "    own: true\n"), "A book (A publisher). Our own words."),
        (
            edited(SOURCES, ADDRESS, ""),
            "A book (A publisher, 2020). Read on November 1, 2026. The whole book. We have no address for it.",
        ),
    ],
)
def test_readers_are_told_of_what_year_a_source_is_and_when_it_was_read(changes: Changes | None, told: str) -> None:
    """With what was read of it; or that it shows no year; or what we lack of it; our own words need none of them."""
    assert told == text_of(changes)


def test_an_article_shows_its_sources_in_the_order_it_names_them() -> None:
    """Whatever their order in the registry."""
    text = text_of(edited("content/en/what-is-iop.md", "sources: [book]", "sources: [nida, book]"))
    assert text.index("Words Matter") < text.index("A book")


def test_a_source_may_be_named_by_any_record() -> None:
    """A question, a remedy, a word of the glossary or a word to avoid is enough."""
    unnamed: Changes = {**edited("content/en/what-is-iop.md", "sources: [book]\n", "")}
    assert ["W302"] == [fault.code for fault in build_site(unnamed).diagnostics]
    for named in (
        edited("content/criteria.yaml", "why: Danger comes first.", "why: a\n    sources: [book]"),
        edited("content/criteria.yaml", "says: Ask about rides.", "says: a, sources: [book]"),
        {"content/glossary.yaml": "terms:\n  php: {term: PHP, definition: Day treatment., sources: [book]}\n"},
    ):
        assert "W302" not in [fault.code for fault in build_site({**unnamed, **named}).diagnostics]


def test_a_site_that_names_no_source_needs_no_registry() -> None:
    """As a site without a glossary needs no file for it."""
    changes: Changes = {
        SOURCES: None,
        "content/wording.yaml": small_sources()["content/wording.yaml"]
        .decode()
        .replace("        sources: [nida]\n", ""),
        **edited("content/en/what-is-iop.md", "sources: [book]\n", ""),
    }
    assert () == build_site(changes).diagnostics


@pytest.mark.parametrize("text", [b"\xff", "sources: x\n"])
def test_a_registry_that_cannot_be_read_is_told_once(text: str | bytes) -> None:
    """The ids that name its sources are right."""
    assert 1 == len(build_site({SOURCES: text}).diagnostics)


def test_a_source_that_cannot_be_read_is_not_missing_too() -> None:
    """Nor is another one told to be unnamed, since what names it may be hidden."""
    faults = build_site(edited(SOURCES, "    publisher: A publisher\n", "")).diagnostics
    assert [("E202", 'the key "publisher" is missing')] == [(fault.code, fault.message) for fault in faults]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("    checked_on: 2026-11-01\n", 'the source "book" has checked_on and no checked_how'),
        ("    checked_how: The whole book\n", 'the source "book" has checked_how and no checked_on'),
        (READ.replace("11-01", "11-23"), "checked_on is 2026-11-23, a day to come"),
        (f"{READ}    own: true\n", 'the source "book" is our own, so there is nothing to read'),
    ],
)
def test_a_day_comes_with_what_was_read(text: str, message: str) -> None:
    """And is neither in the future nor at our own words."""
    (fault,) = build_site(edited(SOURCES, READ, text)).diagnostics
    assert ("E442", message) == (fault.code, fault.message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (YEAR, f"{YEAR}    undated: true\n", 'the source "book" has a year and undated: true'),
        (
            f"{YEAR}{ADDRESS}{READ}",
            "    undated: true\n    own: true\n",
            'the source "book" is our own, so it needs no year',
        ),
    ],
)
def test_a_source_is_undated_only_without_a_year(old: str, new: str, message: str) -> None:
    """And only where others wrote it."""
    (fault,) = build_site(edited(SOURCES, old, new)).diagnostics
    assert ("E442", message) == (fault.code, fault.message)


def test_a_day_may_be_today() -> None:
    """The small site is built on that day."""
    assert () == build_site(edited(SOURCES, "2026-11-01", "2026-11-22")).diagnostics


def test_an_allowance_counts_for_its_passage() -> None:
    """From its first character to its last, in offsets of the body."""
    (article,) = [a for a in shipped_site(small_sources({ABOUT: ALLOWING})).articles if a.slug == "about"]
    (one,) = find_allowances(article.body)
    assert ("Second x. [[allow x: A name.]]", "x", "A name.") == (
        article.body[one.start : one.end].strip(),
        one.phrase,
        one.because,
    )


ALLOWING = "---\ntitle: A\nsummary: B.\norder: 1\n---\n\nFirst.\n\nSecond x. [[allow x: A name.]]\n\nThird.\n"


def shipped_site(sources: dict[str, bytes] | None = None) -> Site:
    """The site of *sources*, else the shipped one without its listings."""
    files = sources or shipped_sources()
    site, faults = load_site(files)
    assert site is not None, faults
    return site


# --- the shipped registry ------------------------------------------------------------------------------


def test_no_source_stands_twice() -> None:
    """Neither by its title nor by its address."""
    sources = shipped_site().sources
    titles = [re.sub(r"\W+", " ", source.title).lower() for source in sources]
    addresses = [source.url.rstrip("/") for source in sources if source.url]
    assert sorted(set(titles)) == sorted(titles)
    assert sorted(set(addresses)) == sorted(addresses)


def test_every_word_of_the_glossary_says_where_it_comes_from() -> None:
    """Or that it is our own."""
    assert [] == [str(term.id) for term in shipped_site().glossary if not term.sources]


def test_every_source_was_read() -> None:
    """On a day that is told, with what was read of it."""
    assert [] == [source.id for source in shipped_site().sources if not (source.checked_on or source.own)]


def test_every_source_has_an_address() -> None:
    """So that readers can look for themselves."""
    assert [] == [source.id for source in shipped_site().sources if not (source.url or source.own)]


def test_every_source_has_a_year_or_shows_none() -> None:
    """None is shipped of which we only failed to find it."""
    assert [] == [source.id for source in shipped_site().sources if not (source.year or source.undated or source.own)]


def test_a_source_that_shows_no_year_was_read_as_a_whole() -> None:
    """Or its note says who else finds it undated."""
    undated = [source for source in shipped_site().sources if source.undated]
    whole = "The whole of it in a stored copy, found by search; not the live page"
    assert [] == [source.id for source in undated if not (source.note or str(source.checked_how) == whole)]


def test_spanish_words_are_our_own() -> None:
    """The lists we compared are in English."""
    (spanish,) = [words for words in shipped_site().wording.languages if words.id == "es"]
    assert {("ours",)} == {rule.sources for rule in spanish.words}
