"""Articles of all languages: one file each, and the same file name is the same article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from site_gen.diagnostics import Located, fault
from site_gen.documents import Document
from site_gen.model import Article, FrontMatter, Translation
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.stand_ins import languages_of
from site_gen.yaml_tree import MapNode

PATH = re.compile(r"content/(?P<language>[a-z]{2,3})/(?P<slug>[^/]+)\.md")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Stands for what a translation lacks as long as it has no original, which is told.
_NO_FRONT = FrontMatter(title=Located("", path=""), summary=Located("", path=""), order=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A Markdown file where an article can be."""

    slug: Located
    language: str
    document: Document
    body: Located


def article_name(path: str) -> str:
    """The name that an article at *path* has in all languages; empty where none can be."""
    place = PATH.fullmatch(path)
    return place["slug"] if place else ""


def load_articles(documents: Mapping[str, Document], languages: Collection[str], notes: Notes) -> tuple[Article, ...]:
    """The articles among *documents*. *languages*: of the site, the first one that of originals; empty if unknown."""
    files = tuple(_find_files(documents, notes))
    home, *others = languages or languages_of(file.language for file in files) or ("en",)
    read = [_read(file, notes, is_translation=_is_translation(file, home, others)) for file in files]
    articles = [article for article in read if article is not None]
    originals = {str(article.slug): article for article in articles if article.language == home}
    return tuple(_complete(article, originals) for article in articles)


def _find_files(documents: Mapping[str, Document], notes: Notes) -> Iterator[_File]:
    for path, document in sorted(documents.items()):
        if document.body is None:
            continue
        place = PATH.fullmatch(path)
        slug = Located(path.rsplit("/", 1)[-1].removesuffix(".md"), path=path)
        if place and SLUG.fullmatch(slug):
            yield _File(slug=slug, language=place["language"], document=document, body=document.body)
            continue
        message = "an article must stand in content/<language>/ and be named with small letters, digits and -"
        notes.faults.append(fault("E208", slug, message, "rename it, for example content/en/what-is-iop.md"))


def _is_translation(file: _File, home: str, others: Collection[str]) -> bool:
    """In a language that the site is not made in, an article may have been an original before."""
    if file.language == home or file.language in others:
        return file.language != home
    root = file.document.root
    return isinstance(root, MapNode) and any(key == "slug" for key, _ in root.entries)


def _read(file: _File, notes: Notes, *, is_translation: bool) -> Article | None:
    told = len(notes.faults)
    front = reader_of(Translation if is_translation else FrontMatter)(file.document.root, notes)
    notes.unread |= {file.document.path} if len(notes.faults) > told else set()
    if front is MISSING:
        notes.unread.add(file.slug)
        return None
    return Article(
        slug=file.slug,
        language=file.language,
        front=_NO_FRONT if is_translation else front,
        body=file.body,
        translation=front if is_translation else None,
    )


def _complete(article: Article, originals: Mapping[str, Article]) -> Article:
    """A translation with what the original says for it too: its place in the guide, its level, its sources."""
    own = article.translation
    if own is None:
        return article
    original = originals.get(article.slug)
    front = replace(
        original.front if original else _NO_FRONT,
        title=own.title,
        summary=own.summary,
        reviewed_on=own.reviewed_on,
        review_in=own.review_in,
        reviewed_by=own.reviewed_by,
        draft=own.draft or (original is not None and original.front.draft),
    )
    return replace(article, front=front)
