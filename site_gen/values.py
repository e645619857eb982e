"""One value of a file to text, a number, a day or a choice, with what is wrong with it noted.

Text in the wrong form is kept as it stands; an unknown choice is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault, quoted
from site_gen.model import OneOf, Pattern, Words
from site_gen.yaml_tree import ListNode, MapNode, Node

# Of free text: no field holds more than a long paragraph.
MAX_TEXT = 5_000

MISSING: Final = object()


@dataclass(slots=True)
class Notes:
    """What the reading found: faults, and the ids of records that could not be made."""

    faults: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def report(self, code: str, at: Located, message: str, hint: str) -> None:
        self.faults.append(fault(code, at, message, hint))


def wrong_kind(node: Node, notes: Notes, wanted: str) -> Any:
    """E203: nothing is read from *node*."""
    at = node if isinstance(node, Located) else node.at
    kind = "a list" if isinstance(node, ListNode) else "keys with values"
    found = (quoted(node) if node else "nothing") if isinstance(node, Located) else kind
    notes.report("E203", at, f"expected {wanted}; found {found}", f"write {wanted}")
    return MISSING


def read_text(node: Node, notes: Notes) -> Any:
    """Any text but an endless one."""
    text = _read_any(node, notes)
    if text is not MISSING and len(text) > MAX_TEXT:
        message = f"this text has {len(text):,} characters, more than {MAX_TEXT:,}"
        notes.report("E204", text, message, "write a short text; a long one can be an article")
    return text


def _read_any(node: Node, notes: Notes) -> Any:
    if not isinstance(node, Located) or not node.strip():
        return wrong_kind(node, notes, "text")
    text = node.strip()
    return node if text == node else node.with_text(text)  # a directory has a million values


def read_pattern(node: Node, notes: Notes, rule: Pattern) -> Any:
    """Text of the form that *rule* names."""
    text = _read_any(node, notes)
    if text is not MISSING and (len(text) > rule.max_length or not re.fullmatch(rule.regex, text, re.ASCII)):
        notes.report("E204", text, f"{quoted(text)} does not have the right form", f"write {rule.words}")
    return text


def read_choice(node: Node, notes: Notes, rule: OneOf) -> Any:
    """One of the words that *rule* names."""
    text = _read_any(node, notes)
    if text is not MISSING and text not in rule.choices:
        notes.report("E205", text, f"{quoted(text)} is not one of the choices", did_you_mean(text, rule.choices))
        return MISSING
    return text


def read_bool(node: Node, notes: Notes) -> Any:
    """YAML's other words for it, such as `on`, are text here."""
    if node in ("true", "false"):
        return node == "true"
    return wrong_kind(node, notes, "true or false")


def read_int(node: Node, notes: Notes) -> Any:
    """A number of days, hours or the like; never one that is dialled or written on a letter."""
    if isinstance(node, Located) and re.fullmatch(r"[0-9]{1,6}", node):
        return int(node)
    return wrong_kind(node, notes, "a whole number")


def read_date(node: Node, notes: Notes) -> Any:
    """A day as ISO 8601 writes it."""
    if isinstance(node, Located) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node):
        try:
            return date.fromisoformat(node)
        except ValueError:
            pass
    return wrong_kind(node, notes, "a date such as 2026-11-22")


def read_words(node: Node, notes: Notes) -> Any:
    """Text, or text by language."""
    if not isinstance(node, MapNode) or not node.entries:
        text = read_text(node, notes)
        return text if text is MISSING else Words(translations=(("", text),))
    translations = []
    for key, child in node.entries:
        text = read_text(child, notes)
        if not re.fullmatch(r"[a-z]{2,3}", key):
            notes.report("E204", key, f"{quoted(key)} is not a language", "write a language code such as en or es")
        elif text is not MISSING:
            translations.append((str(key), text))
    return Words(translations=tuple(translations)) if translations else MISSING
