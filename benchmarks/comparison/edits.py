"""Edits to be measured: one file of a site gets another word each time, so that nothing can be skipped as the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.generators import STEPDOWN, Generator
from benchmarks.comparison.work import Work

ARTICLE, PROGRAM, TEMPLATE, CRITERIA = "article", "program", "template", "criteria"
# The label of an answer in content/criteria.yaml.
OPTION = "18 or older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """In the file *path* of a site, the first *old* becomes *new*, where {word} is another one each time."""

    path: str
    old: str
    new: str

    def apply(self, text: str, word: str) -> str:
        """*text* with the edit; a file that has nothing to edit is a bug."""
        before, found, after = text.partition(self.old)
        if not found:
            raise ValueError(f"{self.path} has no {self.old!r} to edit")
        return f"{before}{self.new.format(word=word)}{after}"


def plan_edits(generator: Generator, work: Work) -> Mapping[str, Edit]:
    """What is edited in the site of *generator*, by case. A case that is not there has no equal in it."""
    state, street = _find_program(work)
    edits = {
        ARTICLE: Edit(path=generator.article, old="\n## ", new="\nThis visit was number {word}.\n\n## "),
        PROGRAM: Edit(path=generator.programs.format(state=state), old=street, new=f"{street} Door {{word}}"),
        TEMPLATE: Edit(path=generator.template, old="</footer>", new="<p>{word}</p>\n</footer>"),
    }
    if generator.name == STEPDOWN:
        edits[CRITERIA] = Edit(path="content/criteria.yaml", old=OPTION, new=f"{OPTION} ({{word}})")
    return edits


def _find_program(work: Work) -> tuple[str, str]:
    """The state in the middle, and the street of its first program: the first one in that state's files."""
    state = sorted(work.programs)[len(work.programs) // 2]
    return state, work.programs[state][0]["address"]["street"]


class EditedFile:
    """A file that is edited again and again, each time from what it was, and is as it was in the end."""

    def __init__(self, site: Path, edit: Edit) -> None:
        self.edit, self.path = edit, site / edit.path
        self.original = self.path.read_text("utf-8")

    def write(self, number: int) -> None:
        self.path.write_text(self.edit.apply(self.original, str(number)), "utf-8")

    def restore(self) -> None:
        self.path.write_text(self.original, "utf-8")
