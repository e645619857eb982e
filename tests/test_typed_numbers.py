"""Which strings of an article are numbers to call or text, and which only look a little like one."""

from __future__ import annotations

import re

import pytest

from site_gen.markup import visible_text
from site_gen.typed_numbers import find_typed_numbers
from tests.small_site import ROOT


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call 9735550123 now.", ["9735550123"]),
        ("Call 19735550123.", ["19735550123"]),
        ("Call 1 800 662 HELP now.", ["1 800 662 HELP"]),
        ("Call 800 GET HELP.", ["800 GET HELP"]),
        ("Call 1-800-662-HELP.", ["1-800-662-HELP"]),
        ("Call 555-0123.", ["555-0123"]),
        ("Text 741741.", ["741741"]),
        ("Text START to 88788.", ["88788"]),
        ("Send the word HOME to 741741", ["741741"]),
        ("dial 988 or 911", ["988", "911"]),
        ("Call or text 988", ["988"]),
        ("Call 211 for food.", ["211"]),
        ("They dialed 911.", ["911"]),
        ("Is it 9-1-1?", ["9-1-1"]),
        ("Call +44 20 7946 0958.", ["+44 20 7946 0958"]),
        ("Call 973-555-0100 or (609) 555-0111.", ["973-555-0100", "(609) 555-0111"]),
    ],
)
def test_a_number_to_call_or_text_is_found_however_it_is_written(text: str, numbers: list[str]) -> None:
    """Full, local, short, with letters, from abroad; once each."""
    found = list(find_typed_numbers(text))
    assert numbers == [shown for _, shown in found]
    assert numbers == [text[start : start + len(shown)] for start, shown in found]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 and 2025, 911,000 people and 988 people came.",
        "The law, 18 USC 220, and 42 CFR 96.131, and 42 CFR 911, and § 988, and #911.",
        "It costs $911, $200-1000 or $1,988 in Newark, NJ 07102 or 07102-1234.",
        "One study checked 697 listings; 56 in 100; 98.8% or 988%.",
        "3. From 9 to 19 hours a week, 10:30 to 19:30, on 2026-11-22 or 11/22/2026.",
        "A call of 120 minutes. They call 911s nothing. The program calls for at least 138 hours.",
        "Doses of 200-1000 mg, pages 100-200, and 800 IOP programs.",
        "Text us your ZIP code, such as 07102. Programs text 100 people a day.",
        "Chapter 12.911 and version 988.1 of 9.88.",
    ],
)
def test_what_is_no_number_to_call_is_left_alone(text: str) -> None:
    """Years, counts, laws, money, ZIP codes, shares, hours, days, doses."""
    assert [] == list(find_typed_numbers(text))


def test_no_shipped_article_has_a_typed_number() -> None:
    """All of them come from the data."""
    paths = sorted((ROOT / "content").rglob("*.md"))
    found = {path.name: list(find_typed_numbers(_body(path.read_text(encoding="utf-8")))) for path in paths}
    assert {path.name: [] for path in paths} == found


def _body(text: str) -> str:
    return visible_text(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))
