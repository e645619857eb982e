"""By what a page, or a text, is known again: a digest of everything that it is made from.

A value counts for what it says, not for where in the sources it stands: a line more at the top of a file changes no
page. Of a value of an unknown kind nothing is guessed: what shows one is made each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from hashlib import blake2b
from types import FunctionType, MappingProxyType
from typing import Any

from markupsafe import Markup

from site_gen.assets import template_closure
from site_gen.diagnostics import Located
from site_gen.model import Article, Foreign, Helpline, LevelOfCare, Organization, Program, SiteConfig, Source, Term
from site_gen.page import Planned
from site_gen.program_lists import ProgramList

# Records that many pages show: the digest of each is made once, as that of a long text is.
RECORDS = frozenset({Article, Helpline, LevelOfCare, Organization, Program, ProgramList, SiteConfig, Source, Term})
LONG, LONG_TEXT = 50, 10_000


class Keys:
    """Keys of values, for one build: it holds the records that they show."""

    def __init__(self) -> None:
        self._records: dict[int, tuple[object, bytes]] = {}

    def key(self, *values: object) -> bytes | None:
        """The same for values that say the same, in any build; None where one of them is of an unknown kind."""
        try:
            return _digest(self._plain(values))
        except _UnknownKindError:
            return None

    def _plain(self, value: object) -> object:
        """The same said with tuples, texts and numbers alone, which Python writes alike each time."""
        kind: Any = type(value)
        if kind in _AS_THEY_ARE:
            return value
        # Known by their type itself, for speed.
        if kind is str:
            return value if len(value) < LONG_TEXT else self._hold(value, lambda: value)  # type: ignore[arg-type]  # above
        if kind is tuple or kind is list:
            return self._plain_list(value)  # type: ignore[arg-type]  # likewise
        read = _reader_of(kind)
        if kind in RECORDS:
            return self._hold(value, lambda: read(value, self._plain))
        return read(value, self._plain)

    def _hold(self, value: object, say: Callable[[], object]) -> bytes:
        if id(value) not in self._records:  # held, so that its place is not given to another one
            self._records[id(value)] = value, _digest(say())
        return self._records[id(value)][1]

    def _plain_list(self, values: Sequence[object]) -> object:
        """A long list, such as that of all programs of a state, is not held in this form as a whole."""
        if len(values) < LONG:
            return tuple(map(self._plain, values))
        return tuple(_digest(self._plain(one)) for one in values)


class PageKeys:
    """Keys of the pages of one build. *shared*: all that any page may show beside what is gathered for it."""

    def __init__(self, shared: object, templates: Mapping[str, str]) -> None:
        self._keys = Keys()
        self._templates = templates
        self._shared = self._keys.key(shared)
        self._closure = cache(self._read_closure)

    def key(self, planned: Planned[Any]) -> bytes | None:
        """None where something that the page, or any page, is made from is of an unknown kind.

        None too for what is made by more than a function of a module: that may know what was not gathered.
        """
        frame, fill = planned.frame, planned.fill
        if self._shared is None or not isinstance(fill, FunctionType) or "<" in fill.__qualname__:
            return None
        made_by = fill.__module__, fill.__qualname__, self._closure(frame.template), self._closure(frame.parts)
        return self._keys.key(self._shared, made_by, frame, planned.gather())

    def _read_closure(self, template: str) -> bytes | None:
        closure = template_closure(template, self._templates)
        return self._keys.key(tuple((name, self._templates[name]) for name in closure))


class _UnknownKindError(TypeError):
    """A value of a kind for which nobody has said what it says."""


def _digest(said: object) -> bytes:
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()


_AS_THEY_ARE = frozenset({bool, bytes, date, float, int, Located, Markup, time, type(None)})

_Plain = Callable[[Any], object]


@cache
def _reader_of(kind: type) -> Callable[[Any, _Plain], object]:
    """What says a value of this kind; the name goes with it, for two kinds may have the same fields."""
    name = kind.__name__
    if kind is Foreign:
        return lambda value, _: (name, value.language, str(value))
    if kind in (dict, MappingProxyType):
        return lambda value, plain: (name, *((plain(key), plain(one)) for key, one in value.items()))
    if kind in (set, frozenset):
        return lambda value, plain: (name, *sorted(map(repr, map(plain, value))))
    if issubclass(kind, Enum):
        return lambda value, _: (name, value.name)
    if issubclass(kind, tuple):
        return lambda value, plain: (name, *map(plain, value))
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value, plain: (name, *(plain(getattr(value, one)) for one in names))
    raise _UnknownKindError(kind)
