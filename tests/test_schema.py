"""Documents to one site: which file holds what, and one report for one mistake."""

from __future__ import annotations

import pytest

from site_gen import checks, documents, schema
from site_gen.diagnostics import Diagnostic
from site_gen.model import Site
from site_gen.schema import Loaded
from tests.small_site import Changes, edited, small_sources


def load(changes: Changes | None = None) -> Loaded:
    """The small site with *changes*, loaded."""
    read, faults = documents.parse(small_sources(changes))
    return schema.load(read, broken={fault.path for fault in faults})


def site(changes: Changes | None = None) -> Site:
    """The same; a fault fails the test."""
    loaded = load(changes)
    assert loaded.faults == ()
    return loaded.site


def faults(changes: Changes) -> list[tuple[str, str, int, int, str]]:
    """Every fault of the sources, of their records, and between records."""
    read, found = documents.parse(small_sources(changes))
    loaded = schema.load(read, broken={fault.path for fault in found})
    between = checks.run(loaded.site, unread=loaded.unread)
    return [(f.code, f.path, f.line, f.column, f.message) for f in (*found, *loaded.faults, *between)]


def test_the_small_site_is_read_whole() -> None:
    """Every file ends up in its place."""
    small = site()
    assert "Small Guide" == str(small.config.name)
    assert ["911", "988"] == [line.id for line in small.helplines]
    assert ["danger", "used", "daily", "home", "ride"] == [criterion.id for criterion in small.criteria.criteria]
    assert ["bright-path-newark", "quiet-house-trenton"] == [program.id for program in small.directory.programs]
    assert [("about", "en"), ("get-help-now", "en"), ("privacy", "en"), ("what-is-iop", "en")] == [
        (article.slug, article.language) for article in small.articles
    ]


def test_an_article_has_its_name_and_language_from_its_path() -> None:
    """And its text from below the front matter."""
    changes: Changes = {"content/es/que-es.md": "---\ntitle: x\nsummary: y\norder: 1\n---\nHola\n"}
    (article,) = (each for each in site(changes).articles if each.language == "es")
    assert ("que-es", "content/es/que-es.md") == (article.slug, article.slug.path)
    assert ("Hola\n", 6, 1) == (article.body, article.body.line, article.body.column)


def test_a_directory_may_be_split_into_files() -> None:
    """They are joined in the order of their paths, in folders of any depth."""
    listing = "programs:\n- id: {}\n  name: x\n  levels: {{iop: {{}}}}\n"
    listing += "  address: {{city: x, state: NJ, zip: '07102'}}\n  source: {{name: x, edition: '2024'}}\n"
    changes: Changes = {
        "programs/nj/essex.yaml": listing.format("two"),
        "programs/a.yaml": listing.format("one"),
        "programs/organizations.yaml": "organizations: [{id: another, name: Another}]",
    }
    directory = site(changes).directory
    assert ["bright-path-newark", "quiet-house-trenton", "one", "two"] == [program.id for program in directory.programs]
    assert ["bright-path", "another"] == [organization.id for organization in directory.organizations]


@pytest.mark.parametrize(
    "changes",
    [
        {"programs.yaml": "programs:\n"},
        {"programs.yaml": "programs: []\n"},
        {"programs.yaml": None, "programs/nj.yaml": "programs: []\n"},
    ],
)
def test_a_site_may_have_no_listings(changes: Changes) -> None:
    """The guide and the quiz are of use without them, where somebody has written so."""
    assert () == site(changes).directory.programs


@pytest.mark.parametrize("changes", [{}, {"programs/README.md": "Listings.\n"}])
def test_a_lost_directory_is_told(changes: Changes) -> None:
    """Else a file deleted by mistake would empty the finder, and nobody would be told."""
    loaded = load({"programs.yaml": None, **changes})
    expected = Diagnostic(
        code="E207",
        path="programs.yaml",
        message="there is no directory of programs: neither programs.yaml nor a .yaml file in programs/",
        hint='bring the file back; for a site without listings, write "programs: []" into programs.yaml',
    )
    assert expected in loaded.faults


def test_a_directory_that_cannot_be_read_is_not_told_to_be_missing() -> None:
    """It has its own fault already."""
    assert ["E101"] == [code for code, *_ in faults({"programs.yaml": b"\xff"})]


@pytest.mark.parametrize("name", ["site", "helplines", "criteria"])
def test_a_missing_file_is_told(name: str) -> None:
    """Once, without a line; nothing can be built then."""
    path = f"content/{name}.yaml"
    loaded = load({path: None})
    hint = "every site needs this file; copy it from a working site"
    expected = Diagnostic(code="E207", path=path, message=f"the file {path} is missing", hint=hint)
    assert (frozenset({path}), (expected,)) == (loaded.replaced, loaded.faults)


def test_a_file_that_cannot_be_read_is_not_told_to_be_missing() -> None:
    """It has its own fault already."""
    assert [("E101", "content/site.yaml", 1, 1, "this file is not UTF-8 text (byte 0xff)")] == faults(
        {"content/site.yaml": b"\xff"}
    )


def test_an_empty_file_is_not_told_to_be_missing() -> None:
    """It is there, and holds nothing."""
    message = "expected keys with values, such as key: value; found nothing"
    assert [("E203", "content/site.yaml", 1, 1, message)] == faults({"content/site.yaml": "# later\n"})


@pytest.mark.parametrize(
    "path", ["content/a.md", "content/en/A.md", "content/en/a/b.md", "content/english/a.md", "content/en/a_b c.md"]
)
def test_an_article_stands_where_its_address_can_be_made_of_its_path(path: str) -> None:
    """Elsewhere it would be lost without a word."""
    message = "an article must stand in content/<language>/ and be named with small letters, digits and -"
    found = faults({path: "---\ntitle: x\nsummary: y\norder: 1\n---\n"})
    assert [("E208", path, 1, 1, message)] == found


# --- one mistake, one report ---------------------------------------------------------------------------


def test_a_faulty_organization_is_not_missing_too() -> None:
    """A program that names it is right."""
    change = edited("programs.yaml", "name: Bright Path Recovery", "nam: Bright Path Recovery")
    assert [
        ("E201", "programs.yaml", 2, 23, 'unknown key "nam"'),
    ] == faults(change)


def test_a_faulty_level_is_not_missing_too() -> None:
    """Programs, articles and examples name it."""
    change = edited("content/criteria.yaml", "    short: IOP\n", "")
    ((code, path, _, column, message),) = faults(change)
    assert ("E202", "content/criteria.yaml", 3, 'the key "short" is missing') == (code, path, column, message)
    change = edited("content/criteria.yaml", "  php:\n", "  php: [Day treatment]\n  later:\n")
    assert ["E203"] == [code for code, *_ in faults(change)]


def test_a_faulty_article_is_not_missing_too() -> None:
    """Whether a key or the whole front matter is wrong: the level that names the article is right."""
    path = "content/en/what-is-iop.md"
    missing = [("E202", path, 2, 1, 'the key "title" is missing')]
    assert missing == faults(edited(path, "title: What is IOP?\n", ""))
    assert [("E108", path, 1, 1, "this article has no front matter")] == faults({path: "# What is IOP?"})


def test_an_id_in_the_wrong_form_is_not_unknown_too() -> None:
    """The record is kept under the id as it stands."""
    text = small_sources()["programs.yaml"].decode()
    text = text.replace("bright-path\n", "Bright-Path\n").replace("bright-path,", "Bright-Path,")
    assert [
        ("E204", "programs.yaml", 2, 10, '"Bright-Path" does not have the right form'),
        ("E204", "programs.yaml", 6, 19, '"Bright-Path" does not have the right form'),
    ] == faults({"programs.yaml": text})


def test_faults_of_all_files_come_at_once() -> None:
    """Nobody has to fix one to see the next."""
    changes = {
        **edited("content/site.yaml", "demo: false", "demo: no"),
        **edited("content/helplines.yaml", 'text: {to: "988"}', 'text: {too: "988"}'),
        **edited("content/en/about.md", "order: 90", "order: last"),
        **edited("programs.yaml", 'zip: "08601"', "zip: 8601"),
    }
    assert [
        ("E201", "content/helplines.yaml", 18, 12, 'unknown key "too"'),
        ("E203", "content/site.yaml", 6, 7, 'expected true or false; found "no"'),
        ("E204", "programs.yaml", 24, 65, '"8601" does not have the right form'),
        ("E203", "content/en/about.md", 4, 8, 'expected a whole number; found "last"'),
    ] == faults(changes)
