"""Numbers to call or text that somebody typed into an article: more forms than a finished page is searched for.

On a page a short code is shown on purpose, from the data. In the text of an article none is: each way of writing one is
found here, and so that years, doses and laws are not, a number of few digits counts only behind a word for dialing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_gen.phones import TOLL_FREE, find_phone_like

_GAP = r"[ \t\u00a0.\-\u2010-\u2015]"
_START = r"(?<![\w$#§+])(?<![\w)][-./,])(?<!\bCFR )(?<!\bUSC )(?<!§ )(?<!\[\[helpline )"
_END = r"(?!\w|%|[-./,:]\d|[ ]?(?:CFR|USC)\b)"
_UNIT = r"(?![ \n](?:mc?g|ml|people|patients|persons|hours|days|dollars|miles|calories)\b)"
_DIAL = r"(?:call|dial|text|phone|ring|sms)(?:s|ed|ing)?"
_LINKING = rf"(?:[ \n]+(?:{_DIAL}|or|and|to|at|on|the|number|number:|911|988))*[ \n]+"
_TOLL_FREE = "|".join(sorted(TOLL_FREE))
_LETTERS = rf"(?=[\dA-Z .\-]{{0,5}}[A-Z]{{3}})(?:[\dA-Z]{{3}}{_GAP}?[\dA-Z]{{4}}|[\dA-Z]{{4}}{_GAP}[\dA-Z]{{3}})"

# What a form begins with stands before all that may not be behind it: there, most places are passed over.
_FORMS = (
    rf"(?=9){_START}(?:911|988|9-1-1|9-8-8){_END}{_UNIT}",
    rf"\b{_DIAL}{_LINKING}(?P<code>(?-i:[2-9]\d\d|[2-9]\d{{4,5}})){_END}{_UNIT}",
    rf"\b(?:text|sms|message|send)(?:s|ed|ing)?\b[^.?!\d\n]{{0,40}}\bto[ \n]+(?P<to>[2-9]\d{{4,5}}){_END}{_UNIT}",
    rf"(?=\d){_START}(?:1{_GAP}?)?[2-9]\d\d[2-9]\d{{6}}{_END}",
    rf"(?=\d){_START}[2-9]\d\d-\d{{4}}{_END}{_UNIT}",
    rf"(?<!\w)\+[1-9]\d{{0,2}}(?:{_GAP}{{1,2}}\(?\d{{1,5}}\)?){{2,5}}{_END}",
    rf"(?=[\d(]){_START}(?:1{_GAP})?\(?(?:{_TOLL_FREE})\)?{_GAP}(?-i:{_LETTERS})(?!\w)",
)
_TYPED = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


def find_typed_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Every string that is, or looks like, a number to call or text, with its offset; the first of two that overlap."""
    end = 0
    for start, shown in sorted({*find_phone_like(text), *_find_forms(text)}, key=lambda one: (one[0], -len(one[1]))):
        if start >= end:
            yield start, shown
            end = start + len(shown)


def _find_forms(text: str) -> Iterator[tuple[int, str]]:
    for form in _TYPED:
        for match in form.finditer(text):
            group = match.lastgroup or 0
            yield match.start(group), match[group]
