"""The places in an article where the site puts something in: a closed set, each with one form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """What an author wrote as `::: needs iop`, `[[term iop|words of the sentence]]` or `[[allow word: reason]]`."""

    name: str
    argument: Located | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a directive is written: on a line of its own or within one, and with which argument.

    *takes_words*: after a bar, the author may write the words to be shown. *takes_reason*: the argument is a phrase,
    and after a colon stands why.
    """

    name: str
    is_block: bool
    argument: str = ""
    takes_words: bool = False
    takes_reason: bool = False

    def __str__(self) -> str:
        words = f"{self.name} {self.argument}".rstrip()
        return f"::: {words}" if self.is_block else f"[[{words}]]"


FORMS = {
    form.name: form
    for form in (
        Form(name="needs", is_block=True, argument="LEVEL"),
        Form(name="levels", is_block=True),
        Form(name="ladder", is_block=True),
        Form(name="week", is_block=True, argument="LEVEL"),
        Form(name="hours", is_block=True, argument="LEVEL"),
        Form(name="remedies", is_block=True),
        Form(name="helplines", is_block=True),
        Form(name="glossary", is_block=True),
        Form(name="helpline", is_block=False, argument="ID"),
        Form(name="term", is_block=False, argument="ID", takes_words=True),
        Form(name="allow", is_block=False, argument="WORD: REASON", takes_reason=True),
    )
}


def read_directive(call: Located, *, is_block: bool) -> Directive | Diagnostic:
    """The directive *call* stands for, or what is wrong with it: the text after `:::` or inside `[[ ]]`."""
    call, shown = _split_words(call)
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
    if form.takes_reason:
        return _with_reason(form, call, words)
    return _with_argument(form, words, shown)


def _split_words(call: Located) -> tuple[Located, str | None]:
    """What stands before the bar, and the words after it; None where there is no bar in a call that may take one."""
    head, bar, shown = call.partition("|")
    takes_words = any(form.takes_words and form.name in head.split()[:1] for form in FORMS.values())
    return (call.with_text(head), shown.strip()) if bar and takes_words else (call, None)


def _word_at(call: Located, match: re.Match[str]) -> Located:
    return Located(match[0], path=call.path, line=call.line, column=call.column + match.start())


def _with_argument(form: Form, words: list[Located], shown: str | None) -> Directive | Diagnostic:
    wanted = 2 if form.argument else 1
    if len(words) < wanted:
        return fault("E403", words[0], f'the directive "{form.name}" needs a word after it', f"write {form}")
    if len(words) > wanted:
        extra = words[wanted]
        return fault("E403", extra, f'"{extra}" is too much for the directive "{form.name}"', f"write {form}")
    if shown == "":
        return fault("E403", words[0], "there are no words after the bar", f"write {form}, or words between | and ]]")
    return Directive(name=form.name, argument=words[1] if form.argument else None, words=shown or "")


def _with_reason(form: Form, call: Located, words: list[Located]) -> Directive | Diagnostic:
    start = call.index(words[0]) + len(words[0])
    phrase, _, reason = call[start:].partition(":")
    if not phrase.strip():
        return fault("E403", words[0], f'the directive "{form.name}" needs a word after it', f"write {form}")
    if not reason.strip():
        message = f'the directive "{form.name}" needs a reason after a colon'
        return fault("E403", words[0], message, f"write {form}")
    return Directive(name=form.name, argument=words[1].with_text(phrase.strip()), words=reason.strip())
