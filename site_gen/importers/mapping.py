"""The file in which an admin says how another list's words are ours: read, and its faults found (E703)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_gen import vocabulary
from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault, quoted
from site_gen.documents import parse_file
from site_gen.yaml_tree import ListNode, MapNode, Node

# Fields that hold a list of ids, and what each id is called in English.
CHOICES: Mapping[str, Mapping[str, str]] = {
    "levels": {},
    "payment": vocabulary.PAYMENT,
    "languages": vocabulary.LANGUAGES,
    "offers": vocabulary.OFFERS,
    "populations": vocabulary.POPULATIONS,
    "ages": vocabulary.AGES,
    "serves_only": vocabulary.SERVES_ONLY,
    "accreditation": vocabulary.ACCREDITATION,
}
# What a no to one of their ids is called.
DENIALS = {"payment": "does_not_accept", "languages": "does_not_speak", "offers": "does_not_offer"}
EVERYONE = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingFile:
    """The sections of a mapping file as texts under texts, small letters where words are compared."""

    columns: Mapping[str, Located] = field(default_factory=dict)
    constants: Mapping[str, Located] = field(default_factory=dict)
    separators: Mapping[str, Located] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Located]] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, tuple[Located, ...]]] = field(default_factory=dict)
    services: Mapping[str, Mapping[str, tuple[Located, ...]]] = field(default_factory=dict)


def read_mapping(path: str, data: bytes, *, sections: tuple[str, ...]) -> tuple[MappingFile, tuple[Diagnostic, ...]]:
    """The mapping and its faults; *sections* are those that the importer knows."""
    document, faults = parse_file(path, data)
    if document is None or faults:
        return MappingFile(), faults
    notes: list[Diagnostic] = []
    texts: dict[str, dict[str, Located]] = {}
    values: dict[str, dict[str, Located]] = {}
    said: dict[str, dict[str, dict[str, tuple[Located, ...]]]] = {}
    for key, node in _entries(document.root, notes):
        if key not in sections:
            notes.append(fault("E703", key, f"unknown section {quoted(key)}", did_you_mean(key, sections)))
        elif key == "values":
            values = {str(name): _texts(child, notes, lower=True) for name, child in _entries(node, notes)}
        elif key in ("terms", "services"):
            said[str(key)] = {_word(name): _said(child, notes) for name, child in _entries(node, notes)}
        else:
            texts[str(key)] = _texts(node, notes)
    mapping = MappingFile(
        columns=texts.get("columns", {}),
        constants=texts.get("constants", {}),
        separators=texts.get("separators", {}),
        values=values,
        terms=said.get("terms", {}),
        services=said.get("services", {}),
    )
    return mapping, tuple(notes)


def our_word(name: str, word: str, values: Mapping[str, Mapping[str, Located]]) -> str:
    """Our id for a *word* of the field *name*: by the mapping, else if it is an id or what we call one."""
    mapped = values.get(name, {}).get(_word(word))
    if mapped is not None:
        return str(mapped)
    labels = {label.casefold(): our_id for our_id, label in CHOICES.get(name, {}).items()}
    plain = _word(word).replace(" ", "_")
    return labels.get(_word(word), plain if plain in CHOICES.get(name, {}) else "")


def _word(text: str) -> str:
    return " ".join(text.casefold().split())


def _entries(node: Node, notes: list[Diagnostic]) -> tuple[tuple[Located, Node], ...]:
    if isinstance(node, MapNode):
        return node.entries
    if node != "":
        at = node if isinstance(node, Located) else node.at
        notes.append(fault("E703", at, "expected keys with values", "write key: value, one on each line"))
    return ()


def _texts(node: Node, notes: list[Diagnostic], *, lower: bool = False) -> dict[str, Located]:
    texts: dict[str, Located] = {}
    for key, child in _entries(node, notes):
        if isinstance(child, Located):
            texts[_word(key) if lower else str(key)] = child
        else:
            notes.append(fault("E703", key, f"{quoted(key)} needs one text", "write key: text"))
    return texts


def _said(node: Node, notes: list[Diagnostic]) -> dict[str, tuple[Located, ...]]:
    """`{levels: [iop], payment: [medicaid]}`."""
    said: dict[str, tuple[Located, ...]] = {}
    fields = (*CHOICES, *DENIALS.values())
    for key, child in _entries(node, notes):
        items = child.items if isinstance(child, ListNode) else (child,)
        if key not in fields:
            notes.append(fault("E703", key, f"unknown field {quoted(key)}", did_you_mean(key, fields)))
        said[str(key)] = tuple(item for item in items if isinstance(item, Located))
    return said
