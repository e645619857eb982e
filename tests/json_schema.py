"""A check of values against JSON Schemas of 2020-12, by the keywords that ours use and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

SAYS_NOTHING = frozenset({"$schema", "$defs", "title", "description", "errorMessage"})
TYPES: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
Faults: TypeAlias = Iterator[str]
Schema: TypeAlias = Mapping[str, Any]
Inner: TypeAlias = Callable[..., Faults]


def find_schema_faults(value: object, schema: Schema) -> tuple[str, ...]:
    """What in *value* breaks *schema*, each with its place."""
    return tuple(_check(value, schema, schema["$defs"], ""))


def _check(value: object, schema: Schema, definitions: Mapping[str, Any], at: str) -> Faults:
    """All that the keywords of *schema* say against it; a keyword that is not known here is a KeyError."""

    def inner(value: object, schema: Schema, at: str = at) -> Faults:
        return _check(value, schema, definitions, at)

    for keyword, rule in schema.items():
        if keyword == "$ref":
            yield from inner(value, definitions[rule.removeprefix("#/$defs/")])
        elif keyword in NESTED:
            yield from NESTED[keyword](value, rule, schema, inner, at)
        elif keyword not in SAYS_NOTHING and not SIMPLE[keyword](value, rule):
            yield f"{at}: {value!r} breaks {keyword} {rule!r}"


def _check_any(value: object, rule: Any, _schema: Schema, inner: Inner, _at: str) -> Faults:  # noqa: ANN401  of JSON
    """Where none fits, what the first one says."""
    return iter(()) if any(not any(inner(value, one)) for one in rule) else inner(value, rule[0])


def _check_not(value: object, rule: Any, _schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    if not any(inner(value, rule)):
        yield f"{at}: fits what it must not"


def _check_properties(value: object, rule: Any, _schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    return _each(value, rule.get, inner, at)


def _check_patterns(value: object, rule: Any, _schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    ((regex, below),) = rule.items()
    return _each(value, lambda key: below if re.search(regex, key) else None, inner, at)


def _check_others(value: object, rule: Any, schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    return _each(value, lambda key: None if _is_named(key, schema) else rule, inner, at)


def _check_names(value: object, rule: Any, _schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    return (fault for key in _keys(value) for fault in inner(key, rule, f"{at}/{key}"))


def _check_items(value: object, rule: Any, _schema: Schema, inner: Inner, at: str) -> Faults:  # noqa: ANN401  of JSON
    items = value if isinstance(value, list) else []
    return (fault for place, one in enumerate(items) for fault in inner(one, rule, f"{at}/{place}"))


NESTED: Mapping[str, Callable[[object, Any, Schema, Inner, str], Faults]] = {
    "anyOf": _check_any,
    "not": _check_not,
    "properties": _check_properties,
    "patternProperties": _check_patterns,
    "additionalProperties": _check_others,
    "propertyNames": _check_names,
    "items": _check_items,
}


def _each(value: object, rule_of: Callable[[str], Any], inner: Callable[..., Faults], at: str) -> Faults:
    for key in _keys(value):
        rule = rule_of(key)
        if rule is False:
            yield f"{at}: {key} is not known"
        elif rule is not None:
            yield from inner(value[key], rule, f"{at}/{key}")  # type: ignore[index]  # it has keys, so it is a mapping


def _is_named(key: str, schema: Schema) -> bool:
    patterns = schema.get("patternProperties", ())
    return key in schema.get("properties", ()) or any(re.search(regex, key) for regex in patterns)


def _keys(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _is_date(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


SIMPLE: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": lambda value, rule: any(TYPES[one](value) for one in ([rule] if isinstance(rule, str) else rule)),
    "enum": lambda value, rule: value in rule,
    "required": lambda value, rule: not isinstance(value, dict) or all(key in value for key in rule),
    "pattern": lambda value, rule: not isinstance(value, str) or bool(re.search(rule, value)),
    "minLength": lambda value, rule: not isinstance(value, str) or len(value) >= rule,
    "maxLength": lambda value, rule: not isinstance(value, str) or len(value) <= rule,
    "minimum": lambda value, rule: not TYPES["integer"](value) or value >= rule,
    "maximum": lambda value, rule: not TYPES["integer"](value) or value <= rule,
    "minItems": lambda value, rule: not isinstance(value, list) or len(value) >= rule,
    "minProperties": lambda value, rule: not isinstance(value, dict) or len(value) >= rule,
    "uniqueItems": lambda value, _: not isinstance(value, list) or len({*map(str, value)}) == len(value),
    "format": lambda value, _: not isinstance(value, str) or _is_date(value),
}
