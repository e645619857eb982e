"""Documents to the site: which file holds what, and all of them as one value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from site_gen.article_files import article_name, load_articles
from site_gen.diagnostics import Diagnostic
from site_gen.documents import Document, parse_source
from site_gen.model import (
    Article,
    Criteria,
    Directory,
    Glossary,
    Helplines,
    Site,
    SiteConfig,
    Sources,
    Wording,
)
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.stand_ins import NO_CRITERIA, NO_HELPLINES, NO_WORDING, bare_config
from site_gen.yaml_tree import ListNode, MapNode, Node

CONFIG, HELPLINES, CRITERIA, WORDING, DIRECTORY = (
    "content/site.yaml",
    "content/helplines.yaml",
    "content/criteria.yaml",
    "content/wording.yaml",
    "programs.yaml",
)
GLOSSARY, SOURCES = "content/glossary.yaml", "content/sources.yaml"

NEEDED = (CONFIG, HELPLINES, CRITERIA, WORDING)
# What each file is read as, and what stands in for it where it could not be read; for CONFIG, see `bare_config`.
_FILES: Mapping[str, tuple[type, Any]] = {
    CONFIG: (SiteConfig, None),
    HELPLINES: (Helplines, NO_HELPLINES),
    CRITERIA: (Criteria, NO_CRITERIA),
    WORDING: (Wording, NO_WORDING),
    GLOSSARY: (Glossary, Glossary(terms=())),
    SOURCES: (Sources, Sources(sources=())),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """*unread*: ids of records, and paths of files, of which something could not be read: nothing is missed there.

    *replaced*: the files that every site needs and in whose place *site* has an empty one.
    """

    site: Site
    faults: tuple[Diagnostic, ...]
    unread: frozenset[str]
    replaced: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What a file of records says; *value* is MISSING where it says nothing that can be read.

    *has_nameless*: it has a record without an id by which it could be known as lost.
    """

    path: str
    value: Any
    faults: tuple[Diagnostic, ...]
    unread: frozenset[str]
    has_nameless: bool


Part: TypeAlias = Document | Records
"""What one file says: an article, or records. Of these there is no tree: it is many times larger than what it says."""

FileReader: TypeAlias = Callable[[str, bytes], tuple[Part | None, tuple[Diagnostic, ...]]]


def read_file(path: str, data: bytes) -> tuple[Part | None, tuple[Diagnostic, ...]]:
    """One source by itself; None where it could not be read, or says nothing that is data."""
    document, faults = parse_source(path, data)
    return (document and _read_records(document)), faults


def _read_records(document: Document) -> Part:
    kind = Directory if is_listing(document.path) else _FILES.get(document.path, (None, None))[0]
    if kind is None:
        return document
    notes = Notes()
    value = reader_of(kind)(document.root, notes)
    return Records(
        path=document.path,
        value=value,
        faults=tuple(notes.faults),
        unread=frozenset(notes.unread),
        has_nameless=bool(notes.faults) and _has_nameless(document.root),
    )


def load(parts: Iterable[Part], *, broken: Collection[str] = ()) -> Loaded:
    """What all files say as one value; *broken* files have faults already and are not missed.

    *parts* are gone through once, and *broken* is looked at after that, so that each can be let go before the next.
    """
    documents: dict[str, Document] = {}
    records: dict[str, Records] = {}
    for part in parts:
        read = _read_records(part) if isinstance(part, Document) else part
        if isinstance(read, Document):
            documents[read.path] = read
        else:
            records[read.path] = read
    broken = {*broken} - documents.keys() - records.keys()
    notes = Notes(faults=list(_find_missing({*documents, *records, *broken})))
    for one in records.values():
        notes.faults += one.faults
        notes.unread |= one.unread
    values: dict[str, Any] = {path: records[path].value if path in records else MISSING for path in _FILES}
    notes.unread |= {path for path, one in values.items() if one is MISSING and _is_wanted(path, records, broken)}
    notes.unread |= set(_list_gaps(records))
    articles = load_articles(documents, () if values[CONFIG] is MISSING else values[CONFIG].languages, notes)
    notes.unread |= {slug for path in broken if (slug := article_name(path))}
    notes.unread |= {DIRECTORY for path in {*broken, *notes.unread} if is_listing(path)}
    replaced = frozenset(path for path in NEEDED if values[path] is MISSING)
    site = _join(values, _join_directory(records), articles)
    return Loaded(site=site, faults=tuple(notes.faults), unread=frozenset(notes.unread), replaced=replaced)


def _join(read: Mapping[str, Any], directory: Directory, articles: tuple[Article, ...]) -> Site:
    """The site of what was read of each file; an empty one stands in for what could not be."""
    empty = {path: stand_in for path, (_, stand_in) in _FILES.items()}
    whole = {path: empty[path] if one is MISSING else one for path, one in read.items()}
    return Site(
        config=bare_config(articles) if read[CONFIG] is MISSING else read[CONFIG],
        helplines=whole[HELPLINES].helplines,
        criteria=whole[CRITERIA],
        directory=directory,
        articles=articles,
        wording=whole[WORDING],
        glossary=whole[GLOSSARY].terms,
        sources=whole[SOURCES].sources,
    )


def _find_missing(there: Collection[str]) -> Iterator[Diagnostic]:
    """E207: a file that every site needs is not there."""
    for path in NEEDED:
        if path not in there:
            message, hint = f"the file {path} is missing", "every site needs this file; copy it from a working site"
            yield Diagnostic(code="E207", path=path, message=message, hint=hint)
    if not any(map(is_listing, there)):
        yield _no_directory()


def _is_wanted(path: str, there: Collection[str], broken: Collection[str]) -> bool:
    """A site may do without the others, but what is there is read."""
    return path in NEEDED or path in there or path in broken


def _list_gaps(records: Mapping[str, Records]) -> Iterator[str]:
    """The files of which something was read, and of which something is lost that has no name."""
    lossy = {path: one for path, one in records.items() if any(map(_is_loss, one.faults))}
    yield from lossy.keys() & {CONFIG, WORDING}
    if CRITERIA in lossy and lossy[CRITERIA].value is not MISSING and not lossy[CRITERIA].value.levels:
        yield CRITERIA
    if HELPLINES in lossy and lossy[HELPLINES].has_nameless:
        yield HELPLINES


def _is_loss(fault: Diagnostic) -> bool:
    return fault.code in {"E201", "E202", "E203"}


def _has_nameless(root: Node) -> bool:
    """Whether a record of a list has no id by which it could be known as lost."""
    lists = [node for _, node in root.entries] if isinstance(root, MapNode) else []
    items = [item for node in lists if isinstance(node, ListNode) for item in node.items]
    return any(not isinstance(item, MapNode) or "id" not in dict(item.entries) for item in items)


def is_listing(path: str) -> bool:
    """Whether it is the directory, or a part of it."""
    return path == DIRECTORY or (path.startswith("programs/") and path.endswith(".yaml"))


def _no_directory() -> Diagnostic:
    """An empty directory is a choice that somebody writes down, not a file that got lost."""
    message = "there is no directory of programs: neither programs.yaml nor a .yaml file in programs/"
    hint = 'bring the file back; for a site without listings, write "programs: []" into programs.yaml'
    return Diagnostic(code="E207", path=DIRECTORY, message=message, hint=hint)


def _join_directory(records: Mapping[str, Records]) -> Directory:
    """programs.yaml and programs/**/*.yaml, joined in the order of their paths."""
    read = [one.value for path, one in sorted(records.items()) if is_listing(path) and one.value is not MISSING]
    return Directory(
        organizations=tuple(o for part in read for o in part.organizations),
        programs=tuple(p for part in read for p in part.programs),
    )
