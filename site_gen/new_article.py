"""A new article: a draft with front matter, and the frame that every article has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from site_gen.documents import FENCE
from site_gen.importers.ids import slug
from site_gen.model import Site
from site_gen.translations import digest_of
from site_gen.urls import RESERVED
from site_gen.verified_entry import EditError, find_new_faults, load_records

STEP = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """*name*: that of the file and of the page's address; made from the title where it is empty.

    In another language than the first, it is that of the article which is translated.
    """

    title: str
    summary: str
    language: str
    name: str = ""
    stage: str = ""


def add_article(sources: Mapping[str, bytes], new: NewArticle, *, frame: str) -> tuple[str, bytes]:
    """The path and the content of the new file. *frame*: the text to start from. Raises EditError."""
    site, faults, _ = load_records(sources)
    name = new.name or slug(new.title)
    path = f"content/{new.language}/{name}.md"
    if new.language not in site.config.languages:
        spoken = ", ".join(site.config.languages)
        raise EditError(f'the site has no language "{new.language}" (content/site.yaml has: {spoken})')
    if path in sources:
        raise EditError(f"{path} is there already")
    if name in RESERVED:
        raise EditError(f'"{name}" is the address of a page of the site; choose another name with --name')
    data = f"{_front_matter(site, new, name)}\n{frame}".encode()
    _, found, _ = load_records({**sources, path: data})
    if broken := find_new_faults(faults, found):
        raise EditError("; ".join(f"{fault.message} ({fault.hint})" for fault in broken))
    return path, data


def _front_matter(site: Site, new: NewArticle, name: str) -> str:
    if new.language != site.config.languages[0]:
        return _front_of_translation(site, new, name)
    lines = [FENCE, f"title: {_quoted(new.title)}", f"summary: {_quoted(new.summary)}", f"order: {_order(site, new)}"]
    lines += [f"stage: {new.stage}"] if new.stage else []
    return "\n".join([*lines, "draft: true", FENCE, ""])


def _front_of_translation(site: Site, new: NewArticle, name: str) -> str:
    """What is its own. Raises EditError where there is nothing to translate."""
    home = site.config.languages[0]
    original = next((one for one in site.articles if (one.language, one.slug) == (home, name)), None)
    if original is None:
        message = f"there is no content/{home}/{name}.md to translate; name the file of the original with --name"
        raise EditError(message)
    lines = [FENCE, f"title: {_quoted(new.title)}", f"summary: {_quoted(new.summary)}", f"slug: {slug(new.title)}"]
    return "\n".join([*lines, f"translates: {_quoted(digest_of(original))}", "draft: true", FENCE, ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _order(site: Site, new: NewArticle) -> int:
    """Behind the others of its stage."""
    orders = [
        article.front.order
        for article in site.articles
        if article.language == new.language and str(article.front.stage or "") == new.stage
    ]
    return max(orders, default=0) // STEP * STEP + STEP
