"""The pages of others that the sources lead to, each with the place where its address is written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from site_gen.diagnostics import Located
from site_gen.markup.source import scan
from site_gen.markup.tokens import Address, Link
from site_gen.model import Article, Site


def list_outside_links(site: Site) -> tuple[Located, ...]:
    """Every web address in articles and among sources, in the order of the files."""
    from_text = chain.from_iterable(_links_of(article) for article in site.articles)
    registered = (source.url for source in site.sources if source.url)
    of_helplines = (line.source.url for line in site.helplines if line.source.url)
    chats = (line.chat for line in site.helplines if line.chat)
    found = (
        link for link in chain(from_text, registered, of_helplines, chats) if link.startswith(("https://", "http://"))
    )
    return tuple(sorted(found, key=lambda link: (link.path, link.line, link.column)))


def _links_of(article: Article) -> Iterator[Located]:
    for token in scan(article.body).tokens.values():
        if isinstance(token, Link) and token.is_sound:
            yield token.destination
        elif isinstance(token, Address) and token.is_sound:
            yield token.href
