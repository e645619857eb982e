"""Questions on a terminal: each asked until its answer can be used; elsewhere, what lacks is told at once."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Located
from site_gen.reading import Notes, reader_of

Answers = dict[str, str]


class UnansweredError(Exception):
    """Something is needed that nobody has said, and nobody is there to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """*key*: the option that answers it too. *kind*: the annotated type of the answer. *check*: what else is wrong.

    *follows*: another question; where that has an answer, this one is needed, and else it is not asked.
    """

    key: str
    words: str
    kind: object = Located
    required: bool = True
    check: Callable[[str], str] = lambda _: ""
    follows: str = ""

    def find_fault(self, answer: str) -> str:
        """Why the answer cannot be used; empty where it can."""
        if not answer:
            return "this one is needed" if self.required else ""
        notes = Notes()
        reader_of(self.kind)(Located(answer, path=""), notes)
        told = (f"{fault.message}: {fault.hint}" for fault in notes.faults)
        return next(told, "") or self.check(answer)


def ask(questions: Iterable[Question], given: Mapping[str, str | None]) -> Answers:
    """The answers by key: those *given*, then those of whoever sits at the terminal. Raises UnansweredError."""
    answers: Answers = {}
    lacking = []
    for question in questions:
        answer = given.get(question.key)
        if question.follows and not answers[question.follows]:
            answers[question.key] = answer or ""
            continue
        if answer is not None and (why := question.find_fault(answer)):
            raise UnansweredError(f"--{question.key.replace('_', '-')}: {why}")
        if answer is None and sys.stdin.isatty():
            answer = _ask_one(question)
        if answer is None and question.required:
            lacking.append(f"--{question.key.replace('_', '-')}")
        answers[question.key] = answer or ""
    if lacking:
        raise UnansweredError(f"{', '.join(lacking)}: needed where nobody can be asked")
    return answers


def _ask_one(question: Question) -> str:
    while True:
        answer = input(f"{question.words}{'' if question.required else ' (Enter to leave out)'}: ").strip()
        why = question.find_fault(answer)
        if not why:
            return answer
        print(f"  {why}")
