"""Texts that are in another language than their page, in the finished markup: an element says so, where one can stand.

Templates write them between marks (see `Foreign`), since they cannot know whether they write text or an attribute.
"""

from __future__ import annotations

import re

from site_gen.model.kinds import FOREIGN, FOREIGN_END, FOREIGN_TEXT

_MARKED = rf"{FOREIGN}([a-z]+){FOREIGN_TEXT}([^{FOREIGN}{FOREIGN_END}]*){FOREIGN_END}"
# Where no element can stand: in a tag, a title, a script, and a text to be sent. Our templates close each of them.
_NO_ELEMENTS = re.compile(r"<(title|script|textarea|option)\b[^>]*>.*?</\1>|<[^<>]*>", re.DOTALL)
_FOREIGN = re.compile(_MARKED)


def has_foreign(markup: str) -> bool:
    """Whether something on the page is in another language."""
    return FOREIGN in markup


def settle_foreign(markup: str) -> str:
    """*markup* with an element around each text that is in another language; in attributes, the text alone."""
    if not has_foreign(markup):
        return markup
    plain = _NO_ELEMENTS.sub(lambda match: _FOREIGN.sub(r"\2", match[0]), markup)
    return _FOREIGN.sub(r'<span lang="\1">\2</span>', plain)
