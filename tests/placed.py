"""Values with the places that they were read from, for tests: two texts are equal wherever they stand."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from site_gen.diagnostics import Located


def placed(value: Any, *, path: str = "") -> Any:  # noqa: ANN401  values of any kind
    """The same said with plain values, a text with its place; *path*: as if all that has a place stood in that file."""
    if isinstance(value, Located):
        return str(value), value.path and (path or value.path), value.line, value.column
    if isinstance(value, tuple | list):
        return [placed(one, path=path) for one in value]
    if is_dataclass(value):
        return type(value).__name__, [placed(getattr(value, one.name), path=path) for one in fields(value)]
    return value
