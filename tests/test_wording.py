"""Words to avoid: which are found, which may stand, and where the report points."""

from __future__ import annotations

import pytest
import yaml

from site_gen.diagnostics import Diagnostic
from site_gen.loading import load_site
from site_gen.wording import find_words, list_texts
from tests.small_site import ROOT, Changes, build_site, edited, load_small, read_folder, small_sources

ABOUT = "content/en/about.md"
WORDING = "content/wording.yaml"
SHIPPED = (ROOT / WORDING).read_text(encoding="utf-8")
SOURCES = (ROOT / "content/sources.yaml").read_text(encoding="utf-8")
FRONT = "---\ntitle: About\nsummary: Who runs this guide.\norder: 90\nsection: site\n---\n"


def about(text: str, **more: str | None) -> Changes:
    """The small site with the shipped list and this text on its page about itself, drafted in one line."""
    book = small_sources()["content/sources.yaml"].decode().removeprefix("sources:\n")
    return {WORDING: SHIPPED, "content/sources.yaml": f"{SOURCES}\n{book}", ABOUT: FRONT + text, **more}


def words_in(changes: Changes, *, drafts: bool = False) -> list[Diagnostic]:
    """Every fault of the words, as the report orders them; that a build looks for them, tests/sites/broken/ shows."""
    found = find_words(load_small(changes), small_sources(changes), drafts=drafts)
    return sorted(set(found), key=lambda fault: fault.sort_key)


def found_in(text: str) -> list[tuple[str, int, int, str]]:
    """Code, line of the text from 1, column and first quoted word of each word to avoid."""
    return [
        (fault.code, fault.line - FRONT.count("\n"), fault.column, fault.message.split('"')[1])
        for fault in words_in(about(text))
        if fault.code in {"E421", "W421"}
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Help for addicts.", [("E421", 1, 10, "addicts")]),
        ("Help for *Addicts*, and for an\nADDICT.", [("E421", 1, 11, "Addicts"), ("E421", 2, 1, "ADDICT")]),
        ("An ex-addict, a drug addict.", [("E421", 1, 4, "ex-addict"), ("E421", 1, 17, "drug addict")]),
        ("Substance\n**abuse** hurts.", [("W421", 1, 1, "Substance abuse")]),
        ("## Get clean\n\n- and a relapse", [("W421", 1, 4, "Get clean"), ("W421", 3, 9, "relapse")]),
        ("[An addict](what-is-iop.md)", [("E421", 1, 5, "addict")]),
        ("They committed suicide.", [("W421", 1, 6, "committed suicide")]),
        ("An addict“s word”.", [("E421", 1, 4, "addict")]),
    ],
)
def test_a_word_to_avoid_is_found_where_it_stands(text: str, found: list[tuple[str, int, int, str]]) -> None:
    """In any case, over line ends and emphasis, as the longest form; labels for people are errors."""
    assert found == found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Addiction is an illness. Addictive. Addictions.",
        "The Substance Abuse and Mental Health\nServices Administration and Alcoholics Anonymous.",
        "Alcoholic drinks, child abuse, relapse prevention and a vice president.",
        "Partial hospitalization, medical detox, a clean home.",
        'She said: "I am an addict, and I am\nproud."',
        "She said: “I am an addict.”",
        "`addict` <https://a.example/addict> https://a.example/addict [A](https://a.example/addict)",
    ],
)
def test_names_quotes_and_what_is_not_text_may_hold_them(text: str) -> None:
    """As may phrases that the list allows."""
    assert [] == found_in(text)


def test_a_quote_ends_with_its_paragraph() -> None:
    """A stray quotation mark excuses nothing far below it."""
    assert [("E421", 3, 4, "addict")] == found_in('A stray "mark.\n\nAn addict. Another "mark.')


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        (ABOUT, "title: About\n", "title: About addicts\n", (2, 14)),
        (ABOUT, "summary: Who runs this guide.", "summary: 'Addicts'' guide'", (3, 11)),
        (
            "content/criteria.yaml",
            "    says: Care for some",
            "    says: >-\n      Care for\n      addicts for some",
            None,
        ),
        ("content/helplines.yaml", "use_for: Thoughts", "use_for: Addicts with thoughts", (16, 14)),
        ("content/site.yaml", "paid_by: The county", "paid_by: No addict. The county", (9, 15)),
        ("content/sources.yaml", "checked_how: The", "note: For addicts.\n    checked_how: The", (8, 15)),
    ],
)
def test_data_is_read_too(path: str, old: str, new: str, place: tuple[int, int] | None) -> None:
    """The report points at the word itself, behind quotes and in folded text."""
    changes = edited(path, old, new)
    text = changes[path]
    assert isinstance(text, str)
    (fault,) = [each for each in words_in(changes) if each.code == "E421"]
    line = text.split("\n")[fault.line - 1]
    assert "addict" == line[fault.column - 1 :][:6].lower()
    assert place in {None, (fault.line, fault.column)}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/helplines.yaml", "name: 988 Lifeline", "name: Addicts Lifeline"),
        ("content/helplines.yaml", "source: {title: 988 Lifeline", "source: {title: Addicts Lifeline"),
        ("content/site.yaml", "  name: Small County", "  name: Addicts County"),
        ("content/sources.yaml", "title: A book\n    publisher: A publisher", "title: Addicts\n    publisher: Addict"),
        ("programs.yaml", "name: Quiet House", "name: Addicts House"),
    ],
)
def test_names_are_not_read(path: str, old: str, new: str) -> None:
    """What an organization or a book is called is not ours to change."""
    assert [] == words_in(edited(path, old, new))


def test_the_glossary_is_read_too() -> None:
    """Its definitions stand on many pages."""
    glossary = "terms:\n  php: {term: PHP, definition: Care for addicts.}\n"
    faults = words_in({"content/glossary.yaml": glossary})
    assert [("E421", 2, 41)] == [(fault.code, fault.line, fault.column) for fault in faults]


def test_a_waiver_lets_one_phrase_of_one_file_pass() -> None:
    """The same word elsewhere in the file is still found."""
    waiver = f"waivers:\n  - {{in: {ABOUT}, phrase: The Addict Choir, because: It chose the name.}}\n"
    text = "Hear the addict choir. An addict sings."
    faults = words_in({ABOUT: FRONT + text, WORDING: small_sources()[WORDING].decode() + waiver})
    assert [("E421", 7, 27)] == [(fault.code, fault.line, fault.column) for fault in faults]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Addict Choir sings. [[allow The Addict Choir: It chose the name.]]", []),
        ("The Addict\nChoir. [[allow addict choir: It chose the name.]]\n\nAn addict.", [("E421", 4, 4, "addict")]),
        ("- An addict. [[allow addict: A name.]]\n- An addict.", [("E421", 2, 6, "addict")]),
        ("| A | B |\n| --- | --- |\n| addict | x [[allow addict: A name.]] |", []),
        ("An addict. [[allow junkie: A name.]]", [("E421", 1, 4, "addict")]),
        ("`[[allow addict: A name.]]` An addict.", [("E421", 1, 32, "addict")]),
    ],
)
def test_an_author_lets_a_word_stand_in_one_paragraph(text: str, found: list[tuple[str, int, int, str]]) -> None:
    """Or in one item of a list, or one row of a table; code is only shown."""
    assert found == found_in(text)


def test_readers_see_nothing_of_what_an_author_lets_stand() -> None:
    """Neither the word of the directive nor its reason."""
    result = build_site(about("The Addict Choir sings. [[allow The Addict Choir: It chose the name.]]"))
    assert b"<p>The Addict Choir sings. </p>" in result.outputs["about/index.html"]


@pytest.mark.parametrize(
    "text",
    ["No such word. [[allow addict: A name.]]", "A choir. [[allow choir: A name.]]", "[[allow addict: A name.]]"],
)
def test_leave_that_lets_nothing_pass_is_told(text: str) -> None:
    """The word is not there, or needs no leave."""
    assert ["W422"] == [fault.code for fault in words_in(about(text))]


def test_a_draft_is_read_when_it_is_built() -> None:
    """Until then neither its words nor its waivers are judged."""
    front = FRONT.replace("order: 90", "order: 90\ndraft: true")
    waiver = "waivers:\n  - {in: content/en/draft.md, phrase: an addict, because: Not yet decided.}\n"
    changes: Changes = {
        "content/en/draft.md": front + "For addicts and for an addict.",
        WORDING: small_sources()[WORDING].decode() + waiver,
    }
    assert [] == words_in(changes)
    assert [("E421", 8, 5)] == [(fault.code, fault.line, fault.column) for fault in words_in(changes, drafts=True)]


def test_spanish_has_a_list_of_its_own() -> None:
    """Which holds for Spanish text only."""
    changes = about("Care.", **{"content/es/que-es.md": FRONT + "Un adicto. Alcohólicos Anónimos. A relapse."})
    faults = [fault for fault in words_in(changes) if fault.code in {"E421", "W421"}]
    assert [("E421", "content/es/que-es.md", 7, 4)] == [(f.code, f.path, f.line, f.column) for f in faults]


def test_the_list_names_its_reasons() -> None:
    """Every word has something to write instead, a reason and a source that is listed."""
    data = yaml.safe_load(SHIPPED)
    rules = [rule for words in data["languages"].values() for rule in words["words"]]
    known = set(yaml.safe_load(SOURCES)["sources"])
    assert [] == [rule for rule in rules if not (rule["use"] and rule["why"] and known.issuperset(rule["sources"]))]


def test_no_form_stands_in_two_rules() -> None:
    """Or one of their hints would never be read."""
    for words in yaml.safe_load(SHIPPED)["languages"].values():
        forms = [form.lower() for rule in words["words"] for form in rule["avoid"]]
        assert sorted(set(forms)) == sorted(forms)


def test_the_shipped_texts_use_none_of_these_words() -> None:
    """Neither articles nor data."""
    sources = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    sources["programs.yaml"] = (ROOT / "programs.yaml").read_bytes()
    site, _ = load_site(sources)
    assert site is not None
    assert () == find_words(site, sources, drafts=True)
    assert sum(1 for _ in list_texts(site)) > 400
