"""What somebody may type into a file of programs, for tests of what is read of it afterwards."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.small_site import ROOT

PATH = "programs.yaml"
BETWEEN = "\n  - id: "
_TOP, _, _LISTED = (ROOT / PATH).read_text(encoding="utf-8").partition("\nprograms:")
HEAD = "\n".join(_TOP.split("\n")[:12])
RECORDS = _LISTED.split(BETWEEN)[1:8]


def join_records(records: list[str]) -> str:
    """A file of these programs."""
    return BETWEEN.join((f"{HEAD}\nprograms:", *records)) + "\n"


TEXT = join_records(RECORDS)
NAMES = [record.splitlines()[1].removeprefix("    name: ") for record in RECORDS]

_LINES = st.integers(HEAD.count("\n") + 1, TEXT.count("\n"))
_SNIPPETS = (
    "SAME\nSAME",
    "SAME # a comment",
    "SAME more",
    "SAME\n",
    "SAME\n      more",
    "  - id: another",
    "  - {id: another}",
    "    notes: |",
    "    note: |+",
    '    notes: "',
    "      - id: deeper",
    "- id: other",
    "    [",
    "    # a comment",
    "---",
    "...",
    "\t",
    "",
    "organizations:",
    "programs:",
    "    name: &a A",
)


def _type(edits: list[tuple[int, str]]) -> str:
    lines = TEXT.split("\n")
    for place, what in edits:
        lines[place] = what.replace("SAME", lines[place])
    return "\n".join(lines)


TYPED = st.lists(st.tuples(_LINES, st.sampled_from(_SNIPPETS)), min_size=1, max_size=2).map(_type)
"""Lines below the head of the list are doubled or longer, or others come in their place."""
