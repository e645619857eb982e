"""Records as plain values that JSON can hold, and back, with the places of what they say: by the model's own types."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Annotated, Any

from site_gen.diagnostics import Located
from site_gen.model import OneOf


def write_record(record: Any, first_line: int) -> Any:  # noqa: ANN401  any record; what JSON can hold
    """*record*, which was read from lines from *first_line* on; what `read_record` makes a record of."""
    kind: Any = type(record)
    return _form_of(kind).write(record, first_line)


def read_record(kind: Any, plain: object, path: str, lines: Sequence[int]) -> Any:  # noqa: ANN401  a record of any kind
    """The record of this *kind* that was written so, as if it had been read from these *lines* of the file at *path*.

    Values of one line share its number: a directory has a million of them.
    """
    return _form_of(kind).read(plain, path, lines)


@dataclass(frozen=True, slots=True)
class _Form:
    write: Callable[[Any, int], Any]
    read: Callable[[Any, str, Sequence[int]], Any]


@cache
def _form_of(kind: Any) -> _Form:  # noqa: ANN401  any annotated type
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        base, rule, *_ = arguments
        return _choice(rule) if isinstance(rule, OneOf) and base is str else _form_of(base)
    if origin in (typing.Union, types.UnionType):
        (base,) = (one for one in arguments if one is not type(None))
        return _form_of(base)
    if origin is tuple:
        return _list(arguments[0]) if arguments[-1] is Ellipsis else _pair(*arguments)
    return _SIMPLE[kind] if kind in _SIMPLE else _record(kind)


def _choice(rule: OneOf) -> _Form:
    """Without a place of its own, a choice is one value wherever it stands."""
    known = {choice: choice for choice in rule.choices}
    return _Form(lambda value, _: value, lambda plain, *_: known[plain])


def _list(kind: Any) -> _Form:  # noqa: ANN401  any annotated type
    item = _form_of(kind)
    return _Form(
        lambda values, first: [item.write(value, first) for value in values],
        lambda plain, path, lines: tuple(item.read(one, path, lines) for one in plain),
    )


def _pair(*kinds: Any) -> _Form:  # noqa: ANN401  any annotated types
    items = tuple(map(_form_of, kinds))
    return _Form(
        lambda values, first: [item.write(value, first) for item, value in zip(items, values, strict=True)],
        lambda plain, path, lines: tuple(item.read(one, path, lines) for item, one in zip(items, plain, strict=True)),
    )


def _record(kind: Any) -> _Form:  # noqa: ANN401  any record
    """Values in the order of the fields; None for one that stands as it does where nothing was said."""
    hints = typing.get_type_hints(kind, include_extras=True)
    forms = tuple((one.name, _form_of(hints[one.name]), one.default) for one in fields(kind))

    def write(record: Any, first: int) -> Any:  # noqa: ANN401  likewise
        values = ((getattr(record, name), form, default) for name, form, default in forms)
        return [None if value is default else form.write(value, first) for value, form, default in values]

    def read(plain: Any, path: str, lines: Sequence[int]) -> Any:  # noqa: ANN401  likewise
        said = zip(forms, plain, strict=True)
        return kind(**{name: form.read(one, path, lines) for (name, form, _), one in said if one is not None})

    return _Form(write, read)


def _read_located(plain: tuple[str, int, int], path: str, lines: Sequence[int]) -> Located:
    text, line, column = plain
    return Located(text, path=path, line=lines[line], column=column)


_AS_IT_IS = _Form(lambda value, _: value, lambda plain, *_: plain)
_SIMPLE: dict[Any, _Form] = {
    Located: _Form(lambda value, first: [str(value), value.line - first, value.column], _read_located),
    date: _Form(lambda value, _: value.isoformat(), lambda plain, *_: date.fromisoformat(plain)),
    str: _AS_IT_IS,
    bool: _AS_IT_IS,
    int: _AS_IT_IS,
}
