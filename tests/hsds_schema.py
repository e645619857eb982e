"""A check of values against the schemas of HSDS 3.0, as far as these go; see tests/data/hsds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from tests.small_site import ROOT

DATA = ROOT / "tests" / "data" / "hsds"
SCHEMAS = DATA / "3.0"

TYPES: Mapping[str, tuple[type, ...]] = {"string": (str,), "number": (int, float), "array": (list,), "object": (dict,)}
FORMATS: Mapping[str, Callable[[str], bool]] = {
    "uuid": lambda text: bool(re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)),
    "uri": lambda text: bool(urlsplit(text).scheme and urlsplit(text).netloc),
    "email": lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)),
    "date": lambda text: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)),
    "date-time": lambda text: bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text)),
}
CHECKED = frozenset({"type", "required", "properties", "items", "$ref", "enum", "format", "datapackage_type"})
# What says nothing about a JSON value: words for people, and rules for the CSV form.
SAYS_NOTHING = frozenset(
    [
        "name",
        "path",
        "title",
        "description",
        "example",
        "core",
        "constraints",
        "tabular_required",
        "datapackage_metadata",
    ]
)


def find_schema_faults(value: object, schema: str, at: str = "") -> Iterator[str]:
    """What in *value* breaks the schema of that name. A property that HSDS does not know is a fault here too."""
    yield from _check(value, read_schema(schema), at)


@cache
def read_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return schema


def _check(value: object, rules: Mapping[str, Any], at: str) -> Iterator[str]:
    if "$ref" in rules:
        yield from _check(value, read_schema(rules["$ref"]), at)
        return
    if not isinstance(value, TYPES[rules["type"]]) or isinstance(value, bool):
        yield f"{at}: {value!r} is no {rules['type']}"
    elif isinstance(value, dict):
        yield from _check_object(value, rules, at)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _check(one, rules["items"], f"{at}/{place}")
    else:
        yield from _check_text(value, rules, at)


def _check_object(value: dict[str, object], rules: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: {name} is missing" for name in rules.get("required", ()) if name not in value)
    for name, one in value.items():
        if name in rules["properties"]:
            yield from _check(one, rules["properties"][name], f"{at}/{name}")
        else:
            yield f"{at}: {name} is not known"


def _check_text(value: object, rules: Mapping[str, Any], at: str) -> Iterator[str]:
    if value not in rules.get("enum", (value,)):
        yield f"{at}: {value!r} is none of {rules['enum']}"
    kind = rules.get("format", rules.get("datapackage_type"))
    if kind in FORMATS and not FORMATS[kind](str(value)):
        yield f"{at}: {value!r} is no {kind}"


def list_keywords(schema: object) -> Iterator[str]:
    """Every keyword of a schema and of the schemas in it."""
    if isinstance(schema, dict):
        yield from schema
        for inner in (*schema.get("properties", {}).values(), schema.get("items")):
            yield from list_keywords(inner)
