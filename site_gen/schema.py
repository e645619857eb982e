"""Documents to the site: which file holds what, and all of them as one value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.documents import Document
from site_gen.model import Article, Criteria, Directory, FrontMatter, Glossary, Helplines, Site, SiteConfig, Wording
from site_gen.reading import MISSING, Notes, reader_of

CONFIG, HELPLINES, CRITERIA, WORDING, DIRECTORY = (
    "content/site.yaml",
    "content/helplines.yaml",
    "content/criteria.yaml",
    "content/wording.yaml",
    "programs.yaml",
)
GLOSSARY = "content/glossary.yaml"
ARTICLE_PATH = re.compile(r"content/(?P<language>[a-z]{2,3})/(?P<slug>[^/]+)\.md")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """*site* is None when one of its files is missing or could not be read at all."""

    site: Site | None
    faults: tuple[Diagnostic, ...]
    unread: frozenset[str]


def load(documents: Iterable[Document], *, broken: Collection[str] = ()) -> Loaded:
    """All documents of a site to one value; *broken* files have faults already and are not missed.

    *documents* are gone through once, and *broken* is looked at after that.
    """
    notes, listings = Notes(), Notes()
    by_path: dict[str, Document] = {}
    parts: dict[str, Any] = {}
    for document in documents:
        if _lists_programs(document.path):
            parts[document.path] = reader_of(Directory)(document.root, listings)
        else:
            by_path[document.path] = document
    for path in (CONFIG, HELPLINES, CRITERIA, WORDING):
        if path not in by_path and path not in broken:
            message, hint = f"the file {path} is missing", "every site needs this file; copy it from a working site"
            notes.faults.append(Diagnostic(code="E207", path=path, message=message, hint=hint))
    config = _load_file(by_path, CONFIG, SiteConfig, notes)
    helplines = _load_file(by_path, HELPLINES, Helplines, notes)
    criteria = _load_file(by_path, CRITERIA, Criteria, notes)
    wording = _load_file(by_path, WORDING, Wording, notes)
    glossary = _load_file(by_path, GLOSSARY, Glossary, notes)
    if glossary is MISSING and (GLOSSARY in by_path or GLOSSARY in broken):
        notes.unread.add(GLOSSARY)
    notes.faults += listings.faults
    notes.unread |= listings.unread
    articles = _load_articles(by_path, notes)
    notes.unread |= {place["slug"] for path in broken if (place := ARTICLE_PATH.fullmatch(path))}
    site = None
    if MISSING not in (config, helplines, criteria, wording):
        site = Site(
            config=config,
            helplines=helplines.helplines,
            criteria=criteria,
            directory=_join_directory(parts),
            articles=articles,
            wording=wording,
            glossary=() if glossary is MISSING else glossary.terms,
        )
    return Loaded(site=site, faults=tuple(notes.faults), unread=frozenset(notes.unread))


def _load_file(by_path: dict[str, Document], path: str, kind: type, notes: Notes) -> Any:
    if path in by_path:
        return reader_of(kind)(by_path[path].root, notes)
    return MISSING


def _lists_programs(path: str) -> bool:
    return path == DIRECTORY or (path.startswith("programs/") and not path.endswith(".md"))


def _join_directory(parts: dict[str, Any]) -> Directory:
    """programs.yaml and programs/**/*.yaml, joined in the order of their paths."""
    read = [part for _, part in sorted(parts.items()) if part is not MISSING]
    return Directory(
        organizations=tuple(o for part in read for o in part.organizations),
        programs=tuple(p for part in read for p in part.programs),
    )


def _load_articles(by_path: dict[str, Document], notes: Notes) -> tuple[Article, ...]:
    articles = []
    for path, document in sorted(by_path.items()):
        if document.body is None:
            continue
        place = ARTICLE_PATH.fullmatch(path)
        front = reader_of(FrontMatter)(document.root, notes)
        slug = Located(path.rsplit("/", 1)[-1].removesuffix(".md"), path=path)
        if place is None or not SLUG.fullmatch(slug):
            message = "an article must stand in content/<language>/ and be named with small letters, digits and -"
            notes.faults.append(fault("E208", slug, message, "rename it, for example content/en/what-is-iop.md"))
        elif front is not MISSING:
            articles.append(Article(slug=slug, language=place["language"], front=front, body=document.body))
        else:
            notes.unread.add(slug)
    return tuple(articles)
