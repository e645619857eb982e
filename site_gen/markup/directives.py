"""The places in an article where the site puts something in: a closed set, each with one form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """What an author wrote as `::: needs iop`, `::: levels` or `[[helpline 988]]`."""

    name: str
    argument: Located | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a directive is written: on a line of its own or within one, and with which argument."""

    name: str
    is_block: bool
    argument: str = ""

    def __str__(self) -> str:
        words = f"{self.name} {self.argument}".rstrip()
        return f"::: {words}" if self.is_block else f"[[{words}]]"


FORMS = {
    form.name: form
    for form in (
        Form(name="needs", is_block=True, argument="LEVEL"),
        Form(name="levels", is_block=True),
        Form(name="helplines", is_block=True),
        Form(name="helpline", is_block=False, argument="ID"),
    )
}


def read_directive(call: Located, *, is_block: bool) -> Directive | Diagnostic:
    """The directive *call* stands for, or what is wrong with it: the text after `:::` or inside `[[ ]]`."""
    words = [_word_at(call, match) for match in re.finditer(r"\S+", call)]
    if not words:
        forms = ", ".join(str(form) for form in FORMS.values())
        return fault("E402", call, "a directive without a name", f"write one of: {forms}")
    form = FORMS.get(words[0])
    if form is None:
        return fault("E402", words[0], f'unknown directive "{words[0]}"', did_you_mean(words[0], FORMS))
    if form.is_block != is_block:
        where = "on a line of its own" if form.is_block else "within a line of text"
        return fault("E402", words[0], f'the directive "{form.name}" stands {where}', f"write {form}")
    return _with_argument(form, words)


def _word_at(call: Located, match: re.Match[str]) -> Located:
    return Located(match[0], path=call.path, line=call.line, column=call.column + match.start())


def _with_argument(form: Form, words: list[Located]) -> Directive | Diagnostic:
    wanted = 2 if form.argument else 1
    if len(words) < wanted:
        return fault("E403", words[0], f'the directive "{form.name}" needs a word after it', f"write {form}")
    if len(words) > wanted:
        extra = words[wanted]
        return fault("E403", extra, f'"{extra}" is too much for the directive "{form.name}"', f"write {form}")
    return Directive(name=form.name, argument=words[1] if form.argument else None)
