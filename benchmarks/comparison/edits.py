"""Edits to be measured: one file of a site gets another word each time, so that nothing can be skipped as the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.generators import STEPDOWN, Generator
from benchmarks.comparison.inputs import EDITED_ARTICLE
from benchmarks.comparison.work import Work

ARTICLE, PROGRAM, TEMPLATE, CRITERIA = "article", "program", "template", "criteria"
# The label of an answer in content/criteria.yaml.
OPTION = "18 or older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """In the file *path* of a site, the first *old* becomes *new*, where {word} is another one each time.

    *page*, *seen*: the file of the output that then has to say so, and what.
    """

    path: str
    old: str
    new: str
    page: str
    seen: str

    def apply(self, text: str, word: str) -> str:
        """*text* with the edit; a file that has nothing to edit is a bug."""
        before, found, after = text.partition(self.old)
        if not found:
            raise ValueError(f"{self.path} has no {self.old!r} to edit")
        return f"{before}{self.new.format(word=word)}{after}"

    def is_seen(self, out: Path, word: str) -> bool:
        """Whether what was built into *out* says it."""
        return self.seen.format(word=word) in (out / self.page).read_text("utf-8")


def plan_edits(generator: Generator, work: Work) -> Mapping[str, Edit]:
    """What is edited in the site of *generator*, by case. A case that is not there has no equal in it."""
    edits = {
        ARTICLE: Edit(
            path=generator.article,
            old="\n## ",
            new="\nThis visit was number {word}.\n\n## ",
            page=f"{EDITED_ARTICLE}/index.html",
            seen="This visit was number {word}.",
        ),
        PROGRAM: _plan_program(generator, work),
        TEMPLATE: Edit(
            path=generator.template,
            old="</footer>",
            new="<p>{word}</p>\n</footer>",
            page="index.html",
            seen="<p>{word}</p>",
        ),
    }
    if generator.name == STEPDOWN:
        label = f"{OPTION} ({{word}})"
        edits[CRITERIA] = Edit(path="content/criteria.yaml", old=OPTION, new=label, page="quiz/index.html", seen=label)
    return edits


def _plan_program(generator: Generator, work: Work) -> Edit:
    """Another door for the first program of the state in the middle: its street is the first one in that file."""
    state = sorted(work.programs)[len(work.programs) // 2]
    program = work.programs[state][0]
    street = program["address"]["street"]
    return Edit(
        path=generator.programs.format(state=state),
        old=street,
        new=f"{street} Door {{word}}",
        page=f"programs/{program['id']}/index.html",
        seen=f"{street} Door {{word}}",
    )


class EditedFile:
    """A file that is edited again and again, each time from what it was, and is as it was in the end."""

    def __init__(self, site: Path, edit: Edit) -> None:
        self.edit, self.path = edit, site / edit.path
        self.original = self.path.read_text("utf-8")

    def write(self, number: int) -> None:
        self.path.write_text(self.edit.apply(self.original, str(number)), "utf-8")

    def restore(self) -> None:
        self.path.write_text(self.original, "utf-8")
