"""The records as forms: which keys a file may hold, and how each value looks; for all that read or explain files."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, TypeAlias

from site_gen.diagnostics import Located
from site_gen.model.kinds import Keyed, Match, OneOf, Pattern, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """*name* stands in code, *key* in a file; *kind* is the annotated type. *note*: what the docstring says of it."""

    name: str
    key: str
    kind: object
    required: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """Any text, or one of a *pattern*."""

    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceForm:
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainForm:
    """A value that one type says all about: bool, int, date, Words or Match."""

    kind: type


@dataclass(frozen=True, slots=True, kw_only=True)
class ListForm:
    item: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """Keys with values. *is_keyed*: several of them, each under its id."""

    kind: type
    is_keyed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EitherForm:
    forms: tuple[Form, ...]


Form: TypeAlias = TextForm | ChoiceForm | PlainForm | ListForm | RecordForm | EitherForm


@cache
def form_of(kind: object) -> Form:
    """How a value of an annotated type looks in a file; one that may be left out looks as if it may not."""
    origin = typing.get_origin(kind)
    if origin is Annotated:
        base, rule, *_ = typing.get_args(kind)
        return _ruled_form(base, rule)
    if origin in (typing.Union, types.UnionType):
        forms = tuple(form_of(one) for one in typing.get_args(kind) if one is not type(None))
        return forms[0] if len(forms) == 1 else EitherForm(forms=forms)
    if origin is tuple:
        return ListForm(item=form_of(typing.get_args(kind)[0]))
    if kind is Located:
        return TextForm()
    if not isinstance(kind, type):
        raise TypeError(kind)
    return PlainForm(kind=kind) if kind in (bool, int, date, Words, Match) else RecordForm(kind=kind)


def _ruled_form(base: object, rule: object) -> Form:
    if isinstance(rule, Pattern):
        return TextForm(pattern=rule)
    if isinstance(rule, OneOf):
        return ChoiceForm(choices=rule.choices)
    if isinstance(rule, Keyed):
        return RecordForm(kind=typing.get_args(base)[0], is_keyed=True)
    raise TypeError(rule)


@cache
def fields_of(record: type) -> tuple[RecordField, ...]:
    """The fields in their order; one without a default is required."""
    hints = typing.get_type_hints(record, include_extras=True)
    notes = _field_notes(record)
    return tuple(
        RecordField(
            name=f.name,
            key=f.name.rstrip("_"),
            kind=hints[f.name],
            required=f.default is dataclasses.MISSING,
            note=notes.get(f.name, ""),
        )
        for f in dataclasses.fields(record)
    )


def short_key(record: type) -> str:
    """The one key that an entry must have besides its id: the value may then stand alone. Empty where it may not."""
    needed = [f.key for f in fields_of(record) if f.required and f.key != "id"]
    return needed[0] if len(needed) == 1 else ""


def about(record: type) -> str:
    """What the docstring says of the record as a whole; a record without one has nothing to add to its name."""
    text = inspect.cleandoc(record.__doc__ or "")
    if text.startswith(f"{record.__name__}("):  # made up by @dataclass
        return ""
    return " ".join(_NOTE.split(text, maxsplit=1)[0].split())


_NOTE = re.compile(r"((?:\*\w+\*(?:, )?)+): ")


def _field_notes(record: type) -> dict[str, str]:
    """`*order*: 10, 20, 30.` in a docstring is the note of that field; several names may share one."""
    _, *parts = _NOTE.split(inspect.cleandoc(record.__doc__ or ""))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: " ".join(note.split()) for names, note in pairs for name in re.findall(r"\w+", names)}
