"""The phone numbers of a finished page: what is shown, and what is dialled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from site_gen.diagnostics import Diagnostic
from site_gen.phones import find_phone_like
from site_gen.verify.facts import PageFacts

DIALLED = re.compile(r"(?:tel|sms):(\+?\d[\d().-]*)(?:[;,?].*)?", re.ASCII)
SHORT_CODE = re.compile(r"(?<!\d)\d{3,6}(?!\d)")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# Attributes that are shown, spoken or read by a script; data- attributes too.
SAID = frozenset({"alt", "title", "aria-label", "aria-description", "placeholder", "value", "content", "label"})


@lru_cache(maxsize=8192)
def national_digits(number: str) -> str:
    """The digits without the country's 1; letters as on a keypad."""
    digits = re.sub(r"\D", "", number.upper().translate(KEYPAD))
    return digits[1:11] if digits.startswith("1") and len(digits) > len("8005550100") else digits[:10]


Shown: TypeAlias = Mapping[str, tuple[int, str]]
"""The digits of each number of a page (see `national_digits`), with its first place and how it is written there."""


def read_numbers(page: PageFacts) -> Shown:
    """Every number that is shown or dialled."""
    shown: dict[str, tuple[int, str]] = {}
    for at, number in _numbers_on(page):
        shown.setdefault(national_digits(number), (at, number))
    return shown


def find_unknown_numbers(page: PageFacts, shown: Shown, known: frozenset[str]) -> Iterator[Diagnostic]:
    """E603: every number that the page has is *known*, and its links dial what they show."""
    for digits, (at, number) in shown.items():
        if digits not in known:
            advice = "numbers come only from content/helplines.yaml and programs.yaml"
            yield page.fault("E603", at, f'"{number}" is not a number of a helpline or a listed program', advice)
    yield from _find_wrong_dials(page)


def _numbers_on(page: PageFacts) -> Iterator[tuple[int, str]]:
    for offset, shown in find_phone_like(page.text):
        yield page.place_of_text(offset), shown
    for element in page.named("script"):
        yield from ((element.at, shown) for _, shown in find_phone_like(element.raw))
    for key, elements in page.by_attribute.items():
        if key in SAID or key.startswith("data-"):
            yield from ((element.at, shown) for element in elements for shown in _said(element.attributes[key]))
    for element in page.having("href"):
        if dialled := DIALLED.fullmatch(element.attributes["href"]):
            yield element.at, dialled[1]


@lru_cache(maxsize=8192)
def _said(value: str) -> tuple[str, ...]:
    """What in the value of an attribute is like a number. Most values of a site are alike."""
    return tuple(shown for _, shown in find_phone_like(value))


def _find_wrong_dials(page: PageFacts) -> Iterator[Diagnostic]:
    for link in page.named("a", "area"):
        target = link.attributes.get("href", "")
        if not target.lower().startswith(("tel:", "sms:")):
            continue
        dialled = DIALLED.fullmatch(target)
        shown = _numbers_in(page.name_of(link))
        if dialled is None:
            yield page.fault("E603", link.at, f'"{target}" cannot be dialled')
        elif shown - {national_digits(dialled[1])}:
            words = " and ".join(sorted(shown))
            message = f'the link shows {words} but dials "{dialled[1]}"'
            yield page.fault("E603", link.at, message)


def _numbers_in(text: str) -> set[str]:
    """The full numbers a link shows; without one, the short codes, such as 988."""
    full = {national_digits(shown) for _, shown in find_phone_like(text)}
    return full or set(SHORT_CODE.findall(text))
