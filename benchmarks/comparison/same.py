"""Whether generators have done the same work: the pages of articles and programs, and what these say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from benchmarks.comparison.work import Work

SAMPLES = 10
_HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def find_differences(out: Path, work: Work) -> Iterator[str]:
    """What is missing in, or too much for, the work that *out* was to be; nothing where it is the same."""
    yield from _compare(
        "article", {one.name for one in work.articles}, _pages(out) & {one.name for one in work.articles}
    )
    yield from _compare("program", {one["id"] for one in work.all_programs()}, _pages(out / "programs"))
    for path in ("index.html", "programs/index.html", "sitemap.xml"):
        if not (out / path).is_file():
            yield f"no {path}"
    programs = work.all_programs()
    for program in programs[:: max(1, len(programs) // SAMPLES)][:SAMPLES]:
        yield from _find_unsaid(out / "programs" / program["id"] / "index.html", program, work)


def _pages(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/index.html")}


def _compare(kind: str, wanted: set[str], found: set[str]) -> Iterator[str]:
    yield from (f"no page of the {kind} {one}" for one in sorted(wanted - found))
    yield from (f"a page of no {kind}: {one}" for one in sorted(found - wanted))


def _find_unsaid(path: Path, program: Mapping[str, Any], work: Work) -> Iterator[str]:
    text = read_text(path.read_text("utf-8")) if path.is_file() else ""
    yield from (f"{program['id']} does not say {one!r}" for one in facts_of(program, work) if one not in text)


def facts_of(program: Mapping[str, Any], work: Work) -> Iterator[str]:
    """What the page of *program* has to say: its name, numbers, address, levels and their hours."""
    place = program["address"]
    yield from (program["name"], place["street"], f"{place['city']}, {place['state']} {place['zip']}")
    yield from (phone["number"] for phone in program.get("phones", ()))
    for level in work.words["levels"]:
        if level["id"] in program["levels"]:
            yield from (level["name"], level["hours"])


def read_text(page: str) -> str:
    """What a reader sees of *page*, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _HIDDEN.sub(" ", page))).split())
