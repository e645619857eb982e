"""What docs/faults.md says of a code, for a terminal."""

from __future__ import annotations

import re

from site_gen.diagnostics import did_you_mean

_HEADING = re.compile(r"^## ([EW]\d{3}) ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(#[^)]*\)")


def explain_code(code: str, faults_page: str) -> str | None:
    """The section of *code*, as it stands there; None where there is none."""
    headings = list(_HEADING.finditer(faults_page))
    place = next((place for place, heading in enumerate(headings) if heading[1] == code.upper()), None)
    if place is None:
        return None
    ends = [heading.start() for heading in headings[1:]] + [len(faults_page)]
    section = faults_page[headings[place].start() : ends[place]]
    return _LINK.sub(r"\1", section.removeprefix("## ")).strip()


def guess_code(code: str, faults_page: str) -> str:
    """The code that may be meant, in words; or which codes there are."""
    codes = _HEADING.findall(faults_page)
    return did_you_mean(code.upper(), codes) or f"They go from {min(codes)} to {max(codes)}."
