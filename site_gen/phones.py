"""Phone numbers: what is dialled is derived from what is shown, never typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.model import Helpline, Phone, Program, Site

TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
_FULL_NUMBER = 10

_DASH = r"[.\-\u00ad\u2010-\u2015\u2212]"
_GAP = rf"(?:{_DASH}|[^\S\n]|[/\u00b7\u200b-\u200d\u2060])"
# A number as people write it in North America, from its area code on. It starts with a set of digits,
# not with what may stand before it, so that most of a text is passed over at the speed of C.
PHONE_LIKE = re.compile(
    rf"""[2-9]\d\d
    (?: (?: \){_GAP}{{0,3}}\d{{3}}{_GAP}? | {_GAP}{{1,3}}\d{{3}}{_GAP}{{1,3}} )\d{{4}}(?!\d|[-./]\d)
    |   (?<=8(?:00|33|44|55|66|77|88))\)?{_DASH}(?=[\d-]{{0,9}}[A-Z]{{2}})(?:-?[\dA-Z]){{7,10}}(?!\w)
    )""",
    re.VERBOSE,
)
# In a longer chain of digits, or behind capitals, it is part of a date, a ZIP+4, a book or a license.
BEFORE = re.compile(rf"(?<![A-Z\d#])(?<![A-Z\d][-./])(?:\+?1{_GAP}{{0,2}})?\(?\Z")


def digits_of(number: str) -> str:
    """The digits to dial, with the country's 1 before a full number."""
    digits = re.sub(r"\D", "", number)
    return f"1{digits}" if len(digits) == _FULL_NUMBER else digits


def call_link(number: str, extension: str | None = None) -> str:
    """A `tel:` address (RFC 3966): short codes as they are, full numbers in international form.

    Its hyphens stand where those of the shown number stand, so that in a long list the two compress
    to little more than one.
    """
    is_full = len(digits_of(number)) > _FULL_NUMBER
    dialled = f"+1-{number.removeprefix('1-')}" if is_full else number
    return f"tel:{dialled}" + (f";ext={extension}" if extension else "")


def text_link(number: str) -> str:
    """An `sms:` address."""
    return f"sms:{digits_of(number)}"


def main_phone(program: Program) -> Phone | None:
    """The number to show first."""
    return next((p for p in program.phones if p.type == "main"), next(iter(program.phones), None))


def known_numbers(site: Site) -> frozenset[str]:
    """The digits of every number the site may show: helplines and listed programs, nothing else."""
    listed = {digits_of(phone.number) for program in site.directory.listed for phone in program.phones}
    return frozenset(listed.union(*(_helpline_numbers(helpline) for helpline in site.helplines)))


def _helpline_numbers(helpline: Helpline) -> set[str]:
    numbers = [helpline.call, helpline.tty, helpline.text.to if helpline.text else None]
    return {digits_of(number) for number in numbers if number}


def find_phone_like(text: str) -> Iterator[tuple[int, str]]:
    """Every phone-like string with its offset."""
    for match in PHONE_LIKE.finditer(text):
        start = max(0, match.start() - len("-+1 - ("))
        if before := BEFORE.search(text[start : match.start()]):
            yield start + before.start(), before[0] + match[0]
