"""What of an article is text for readers, at which offset, and which of it is a phone number."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Located
from site_gen.markup import convert, own_words, passages, visible_text
from site_gen.markup.prose import find_literals, find_numbers
from site_gen.markup.tables import find_table_traps


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Plain words.", "Plain words."),
        ("## A *soft* heading", "   A  soft  heading"),
        ("- one\n- two", "  one\n  two"),
        ("3. one", "   one"),
        ("> said", "  said"),
        ("a [link](what-is-iop.md) b", "a  link                  b"),
        ("a (b) [c] (d)", "a (b)  c  (d)"),
        ("[[helpline 988]] now", "                 now"),
        ("an [[term iop|evening program]] now", "an            evening program   now"),
        ("[[term iop|not closed", "  term iop not closed"),
        ("see `code` now", "see        now"),
        ("<https://a.example/addict> b", "                           b"),
        ("at https://a.example/addict b", "at                          b"),
        (r"a \* b", "a    b"),
        ("snake_case and _soft_", "snake_case and  soft "),
        ("| a | b |", "  a   b  "),
        ("a\n\n::: levels\n\nb", "a\n\n          \n\nb"),
        ("a\n\n```\ncode\n```\nb", "a\n\n   \n    \n   \nb"),
        ("*" * 501, " " * 501),
    ],
)
def test_what_is_not_shown_as_words_is_blank(body: str, text: str) -> None:
    """Everything else keeps its offset."""
    assert text == visible_text(body)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See [what\nIOP](what-is-iop.md#care) is.", "See is."),
        ("An [[term iop|evening program]] is care.", "An is care."),
        ("[a] (b) and [c](#d)", "a (b) and"),
        ('She said: "Go on."\nWe went, “he\nsays”.', "She said: We went, ."),
        ("- one\n\n> They say this.\n\n- two", "one two"),
        ("## Head\n\n| a |\n|---|\n| b |\n\n`code` and words", "and words"),
    ],
)
def test_own_words_are_those_of_sentences(body: str, text: str) -> None:
    """Not those that lead elsewhere or that somebody else said; they keep their offsets."""
    found = list(own_words(body))
    assert text == " ".join(word for passage in found for word in passage.text.split())
    assert all(body[each.start + len(each.text) :][:1] in {"", "\n"} for each in found)


def test_a_passage_is_a_paragraph_or_an_item() -> None:
    """Headings and tables are none."""
    body = "## Head\nOne\ntwo.\n- three\n  and\n- four\n### Head\n\n| a |\n|---|\n| b |\n\nfive"
    found = [(passage.start, " ".join(passage.text.split())) for passage in passages(body)]
    assert [(8, "One two."), (17, "three and"), (31, "four"), (67, "five")] == found


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Call 973-555-0100 or\n(609) 555-0111.", [(7, 6), (8, 1)]),
        ("`1-800-662-4357`", [(7, 2)]),
        ("```\n1-800-662-4357\n```", [(8, 1)]),
        ("[1-800-662-4357](https://a.example/)", [(7, 2)]),
        ("[[helpline 988]] and 988\nand 911", [(7, 22), (8, 5)]),
        ("[[term iop|973-555-0100]]", [(7, 12)]),
        ("[the paper](https://a.example/973-555-0100)", []),
        ("<https://a.example/973-555-0100>", []),
        ("2026-11-22, 42 CFR 2.11, 07102-1234", []),
    ],
)
def test_a_phone_number_in_an_article_is_a_fault(body: str, places: list[tuple[int, int]]) -> None:
    """Wherever readers would see it; not in a directive or an address."""
    found = find_numbers(Located(body, path="a.md", line=7))
    assert [("E409", *place) for place in places] == [(each.code, each.line, each.column) for each in found]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", []),
        ("|  | b |\n|---|---|\n| 1 | 2 |", []),
        ("a | b\n--|--\n1 | 2", []),
        ("One | two, in a line of text.\nAnd more.", []),
        ("| one row |", []),
        ("`| a |`\n\n```\n| a |\n| b |\n```", []),
        ("|  |  |\n|---|---|\n| 1 | 2 |", [(7, 1)]),
        ("| a | b |\n| 1 | 2 |\n| 3 | 4 |", [(7, 1)]),
        ("|---|---|\n| 1 | 2 |", [(7, 1)]),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", [(8, 1)]),
    ],
)
def test_rows_that_make_no_table_are_named(body: str, places: list[tuple[int, int]]) -> None:
    """A table starts its block, and its columns have names; the first may do without."""
    found = find_table_traps(Located(body, path="a.md", line=7))
    assert [("W406", *place) for place in places] == [(each.code, each.line, each.column) for each in found]


@pytest.mark.parametrize(
    ("destination", "codes"),
    [
        ("https://a.example/map.png", ["W407"]),
        ("https://a.example/map.JPEG?size=2#top", ["W407"]),
        ("https://a.example/map.png.html", []),
        ("https://a.example/png", []),
    ],
)
def test_a_link_to_a_picture_is_doubtful(destination: str, codes: list[str]) -> None:
    """It still is a link: whoever reads the warning may decide to keep it."""
    content, faults = convert(Located(f"[the map]({destination})", path="a.md"), resolve=str)
    assert codes == [each.code for each in faults]
    assert f'href="{destination}"' in "".join(map(str, content.parts))


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        (":: needs iop", [1]),
        (": levels", [1]),
        ("  ::needs iop", [3]),
        ("See [the page] (teens.md).", [16]),
        ("See [the page] (levels/iop/) and [it] (https://a.example/x).", [16, 39]),
        ("text {: .cls}", [6]),
        ("text {#here} and {.there}", [6, 18]),
        ("::: needs iop", []),
        ("Ask: needs come first.", []),
        ("See [the page](teens.md) (and more).", []),
        ("`text {: .cls} [a] (b.md)`", []),
        ("```\n:: needs iop\n```", []),
        ("a [[helpline 988]] (day or night)", []),
    ],
)
def test_what_other_programs_read_is_shown_as_typed(body: str, columns: list[int]) -> None:
    """Directives with too few colons, links with a gap, classes."""
    found = find_literals(Located(body, path="a.md"))
    assert [("W403", column) for column in columns] == [(each.code, each.column) for each in found]
