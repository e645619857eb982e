"""A page before it is rendered: where it stands, from which template, with what in it, and how heavy it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from site_gen import urls
from site_gen.articles import ArticlePage
from site_gen.listing import ListingPage
from site_gen.model import LevelOfCare
from site_gen.page_addresses import Addresses
from site_gen.program_lists import MOST_TOGETHER
from site_gen.quiz import Compiled

PAGE_BUDGET = 14 * 1024

Subject: TypeAlias = ArticlePage | ListingPage | LevelOfCare | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """A page above another one. *label*: a message id, with *values* put in. *anchor*: the part of it that is meant."""

    label: str
    address: str
    anchor: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a page stands, and what renders it.

    *address*: where it stands in the first language, by which it is known in all of them.
    *parts*: a template whose elements a script of the page builds, published as a module; see `parts`.
    """

    address: str
    language: str
    template: str
    parts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered.

    *style*: rules made for this page. *budget*: most bytes, gzipped.
    *parents*: the pages above it, from the home page down. *subject*: what machines are told that it is about.
    *modules*: by name, data as scripts that the page's script imports when the reader asks for what needs them.
    """

    frame: Frame
    context: Mapping[str, object]
    style: str = ""
    budget: int = PAGE_BUDGET
    in_sitemap: bool = True
    parents: tuple[Parent, ...] = ()
    subject: Subject = None
    modules: Mapping[str, str] = field(default_factory=dict)


_Facts = TypeVar("_Facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Generic[_Facts]):
    """A page to come, known by where it will stand: there may be more than should be held at a time.

    *gather* puts together all that it is made from, and *fill*, a function of a module, makes it from that and from
    nothing else: so a page is known again by what was gathered for it, see `keys`.
    """

    frame: Frame
    gather: Callable[[], _Facts]
    fill: Callable[[Frame, _Facts], Page]

    def make(self) -> Page:
        """The page as it is to be rendered."""
        return self.fill(self.frame, self.gather())


HOME_PARENT = Parent(label="Home", address=urls.HOME)
PROGRAMS_PARENT = Parent(label="Find a program", address=urls.PROGRAMS)
COMPARE_PARENT = Parent(label="Compare", address=urls.COMPARE)

MESSAGES = tuple(parent.label for parent in (HOME_PARENT, PROGRAMS_PARENT, COMPARE_PARENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What earlier stages made of the sources, for pages to show.

    *addresses*: where pages stand in each language. *exports*: the bytes of each file of the directory for other
    systems, by its path. *zip_table*: see `geo`; without
    it the finder knows no distances. *map_table*: see `state_map`; without it, no map. *most_together*: programs that
    one page lists; a longer list has parts.
    """

    compiled: Compiled
    articles: tuple[ArticlePage, ...]
    addresses: Addresses
    exports: Mapping[str, int] = field(default_factory=dict)
    zip_table: str = ""
    map_table: str = ""
    most_together: int = MOST_TOGETHER
