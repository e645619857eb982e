"""YAML as editors and browsers read it: by version 1.2, in which 07102 is a number and `no` is text."""

from __future__ import annotations

import re

import yaml

INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
NULL = frozenset({"", "~", "null", "Null", "NULL"})
TRUE, FALSE = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})


_Loader = getattr(yaml, "CLoader", yaml.Loader)


def read_plain(text: str) -> object:
    """The value of a document, as JSON has it."""
    return value_of(yaml.compose(text, Loader=_Loader))


def value_of(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    if not isinstance(node, yaml.ScalarNode):
        return None
    return node.value if node.style else scalar_of(node.value)


def scalar_of(text: str) -> object:
    """What stands there without quotes."""
    if text in NULL:
        return None
    if text in TRUE | FALSE:
        return text in TRUE
    if INTEGER.fullmatch(text):
        return int(text, 0 if text[1:2] in {"o", "x"} else 10)
    return float(text.replace(".inf", "inf").replace(".nan", "nan")) if FLOAT.fullmatch(text) else text


def write_plain(value: object) -> str:
    """*value* as YAML that reads back as the same: text in quotes, everything else without."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_plain(key)}: {write_plain(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_plain, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "" if value is None else str(value).lower()
