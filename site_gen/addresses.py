"""Who gets which address: each is given once, and none that computers or hosts keep for themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from site_gen import urls
from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.model import Article, Site

# On Windows no file and no folder can have these names, whatever follows behind a dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An address, and where in the sources it is asked for. *hint*: what to do where it cannot be had."""

    address: str
    at: Located
    hint: str


def find_taken_addresses(site: Site) -> Iterator[Diagnostic]:
    """E303: a page would stand where another page stands, or where none can."""
    taken = {fold(urls.article_address(name)): "a page of the site itself" for name in urls.RESERVED}
    taken |= {fold(f"{language}/"): "the home page in that language" for language in site.config.languages[1:]}
    taken |= {fold(urls.article_address(name)): "the hosts that keep it for themselves" for name in urls.KEPT_BY_HOSTS}
    for claim in list_claims(site):
        key = fold(claim.address)
        if device := next(filter(_DEVICE.fullmatch, key.split("/")), None):
            message = f'no page can stand at "{claim.address}": Windows keeps the name "{device}" for a device'
            yield fault("E303", claim.at, message, claim.hint)
        elif key in taken:
            yield fault("E303", claim.at, f'the address "{claim.address}" is taken by {taken[key]}', claim.hint)
        taken.setdefault(key, f"{claim.at.path}:{claim.at.line}")


def list_claims(site: Site) -> Iterator[Claim]:
    """What articles and records ask for, aliases last. Two records with one id have a fault of their own."""
    for article in site.articles:
        yield Claim(address=_address_of(article, article.place, site), at=article.slug, hint=_mend(article))
    for program in {str(program.id): program for program in reversed(site.directory.programs)}.values():
        yield Claim(address=urls.program_address(program.id), at=program.id, hint="give it another id")
    for level in {str(level.id): level for level in reversed(site.criteria.levels)}.values():
        yield Claim(address=urls.level_address(level.id), at=level.id, hint="give it another id")
    for article in site.articles:
        for alias in article.front.aliases:
            yield Claim(address=_address_of(article, alias, site), at=alias, hint="remove this alias")


def _mend(article: Article) -> str:
    return "give it another slug" if article.translation else "rename the file"


def _address_of(article: Article, slug: str, site: Site) -> str:
    address = urls.article_address(slug)
    return address if article.language == site.config.languages[0] else f"{article.language}/{address}"


def fold(path: str) -> str:
    """*path* as file systems compare it: many know no difference of case, and only one of the forms of an accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
