"""Texts that would be more than text where somebody forgot to escape, and a site that holds one in all its fields."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

import html5lib

from site_gen import documents, schema
from site_gen.diagnostics import Located
from site_gen.markup.sanitizer import ATTRIBUTES, TAGS, VALUES
from site_gen.model import Words
from site_gen.yaml_tree import ListNode, MapNode, Node
from tests.small_site import ROOT, small_sources

Place: TypeAlias = tuple[str, int, int]
Change: TypeAlias = Callable[[str], str]


def read_injections() -> tuple[str, ...]:
    """Every text of tests/data/injections.txt."""
    lines = (ROOT / "tests" / "data" / "injections.txt").read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("# "))


def find_texts(value: object, name: str = "") -> Iterator[tuple[str, Located]]:
    """All free text in the records of *value*, each with the name of its field."""
    if isinstance(value, Words):
        yield from ((name, text) for _, text in value.translations)
    elif isinstance(value, tuple):
        for item in value:
            yield from find_texts(item, name)
    elif dataclasses.is_dataclass(value):
        kinds = text_fields(type(value))
        for one in dataclasses.fields(value):
            found = getattr(value, one.name)
            if isinstance(found, Located) and one.name in kinds:
                yield f"{type(value).__name__}.{one.name}", found
            elif not isinstance(found, Located):
                yield from find_texts(found, f"{type(value).__name__}.{one.name}")


def text_fields(record: type) -> set[str]:
    """The fields of *record* that take any text, in one language or in several."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {name for name, kind in hints.items() if _is_text(kind)}


def _is_text(kind: object) -> bool:
    if typing.get_origin(kind) is typing.Annotated:
        return False
    return kind in {Located, Words} or any(_is_text(one) for one in typing.get_args(kind))


# --- a site with text in every field -----------------------------------------------------------------

EDITS = {
    "content/criteria.yaml": (
        ("    ask: Is there danger right now?\n", "    short: Danger\n    ask: Is there danger right now?\n"),
        ("    why: Danger comes first.\n", "    why: Danger comes first.\n    note: Look\n    open_question: Why?\n"),
        ("    why: Some drugs are", "    signs: [They slept]\n    signs_me: [You slept]\n    why: Some drugs are"),
        ("    not_sure: not_sober\n", "    not_sure: not_sober\n    not_sure_because: It leads to more care\n"),
        ("{call_911: Call for help and stay there.}", "{call_911: {do: Call for help, label: Someone is in danger}}"),
        ("afterwards: {title", "if_not_possible: Ask a nurse.\n    afterwards: {title"),
        ("says: There may be danger.}", "says: There may be danger., open_question: Why?}"),
        ("    short: IOP\n", "    short: IOP\n    open_question: Why?\n"),
        ("remedies:\n", "ask_there:\n  - {id: which_level, says: Which level do you advise?}\nremedies:\n"),
    ),
    "content/helplines.yaml": (
        ('    call: "988"\n', '    call: "988"\n    call_note: Press 2 for Spanish.\n'),
        ('{to: "988"}', '{to: "988", word: HOME}\n    access: {es: {press: "2", word: AYUDA}}'),
        ("{title: Emergency number}", "{title: Emergency number, publisher: The State}"),
    ),
    "content/sources.yaml": (("    checked_how: The whole book\n", "    checked_how: All of it\n    note: Look\n"),),
    "content/en/what-is-iop.md": (
        (
            "sources: [book]",
            "sources: [book]\nreviewed_on: 2026-11-02\nreviewed_by: {name: Ann Example, credential: LCSW}",
        ),
        (
            "is care by day.",
            "is care by day: [[term step]].\n\n::: glossary\n\n::: remedies\n\n::: helplines\n\n::: ladder\n\n",
        ),
    ),
    "programs.yaml": (
        ("{street: 12 Broad St, city: Newark,", "{street: 12 Broad St, unit: Floor 2, county: Essex, city: Newark,"),
        (
            "    capacity: {accepting",
            "    note: Ring twice.\n    license: {number: L1, authority: NJ}\n    capacity: {accepting",
        ),
    ),
}
GLOSSARY = "terms:\n  step: {term: step-down care, short: SDC, definition: Fewer hours., level: iop, sources: [book]}\n"

# Not for readers: what the build compares texts with, what only whoever edits a file sees, and what is a digest.
NOT_SHOWN = {
    "Article.body",  # has tests of its own, as has the name of its file
    "Article.slug",
    "Signature.name",
    "Signature.role",
    "Signature.rules_digest",
    "Signature.wording_digest",
    "SignedTranslation.digest",
    "Translation.summary",  # in front matter of another language, which is read as the first one is
    "Translation.title",
    "Waiver.because",
    "Waiver.in_",
    "Waiver.phrase",
    "WordList.short_forms",
    "WordRule.allowed",
    "WordRule.avoid",
    "WordRule.use",
    "WordRule.why",
}


def full_sources() -> dict[str, bytes]:
    """The small site with something in every field that takes text."""
    sources = small_sources({"content/glossary.yaml": GLOSSARY})
    for path, edits in EDITS.items():
        text = sources[path].decode()
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        sources[path] = text.encode()
    return sources


def plant(sources: Mapping[str, bytes], change: Change) -> dict[str, bytes]:
    """*sources* with each text that readers may see changed by *change*."""
    read, _ = documents.parse(sources)
    texts = find_texts(schema.load(read).site)
    places = {(text.path, text.line, text.column) for name, text in texts if name not in NOT_SHOWN}
    return {**sources, **{document.path: _write(document, places, change) for document in read}}


def _write(document: documents.Document, places: AbstractSet[Place], change: Change) -> bytes:
    """JSON, which is YAML too: one line, in which nothing is left to how a text is quoted."""
    tree = json.dumps(_replace(document.root, places, change), ensure_ascii=False)
    return (tree if document.body is None else f"---\n{tree}\n---\n{document.body}").encode()


def _replace(node: Node, places: AbstractSet[Place], change: Change) -> object:
    if isinstance(node, ListNode):
        return [_replace(item, places, change) for item in node.items]
    if isinstance(node, MapNode):
        return {str(key): _replace(value, places, change) for key, value in node.entries}
    return change(node) if (node.path, node.line, node.column) in places else str(node)


# --- what articles may hold --------------------------------------------------------------------------


def find_active(html: str) -> Iterator[str]:
    """What stands in *html* that no article needs: elements, attributes and addresses."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        if element.tag not in TAGS:
            yield str(element.tag)
        yield from set(element.attrib) - ATTRIBUTES.get(element.tag, set()) - set(VALUES.get(element.tag, {}))
        if not re.fullmatch(r"(?:https?://[a-z]|mailto:[a-z]|#)?[^:\\]*(?<!^/)/?[^:\\]*", element.get("href", "")):
            yield element.get("href", "")
