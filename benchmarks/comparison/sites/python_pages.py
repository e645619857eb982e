"""What Pelican and MkDocs have no part for: program data read from YAML, and lists of programs made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from markupsafe import Markup

Record: TypeAlias = Mapping[str, Any]

MOST_TOGETHER = 500
_SECTION = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page that lists *programs*, or leads to *parts* of the list."""

    address: str
    title: str
    programs: Sequence[Record] = ()
    parts: Sequence[Record] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Everything that is no article: its data, and the lists to be made of it."""

    words: Record
    articles: Sequence[Record]
    programs: Sequence[Record]
    listings: Sequence[Listing]

    def addresses(self) -> Iterator[str]:
        """Where every page stands, for the sitemap."""
        yield ""
        yield from (f"{article['name']}/" for article in self.articles)
        yield from (listing.address for listing in self.listings)
        yield from (f"programs/{program['id']}/" for program in self.programs)


def read_pages(data: Path) -> Pages:
    """The data in the folder *data*: words.yaml, articles.yaml, and programs by state."""
    words, articles = read_yaml(data / "words.yaml"), read_yaml(data / "articles.yaml")
    programs = [program for path in sorted(data.glob("programs/*.yaml")) for program in read_yaml(path)]
    return Pages(words=words, articles=articles, programs=programs, listings=(*list_programs(programs, words),))


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """The values of one file, by the fastest reader that PyYAML has."""
    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def list_programs(programs: Sequence[Record], words: Record) -> Iterator[Listing]:
    """All programs, those of each level, and where that is too many for a page, those of each state."""
    states = group_by_state(programs) if len(programs) > MOST_TOGETHER else {}
    parts = [
        {"address": _address(words["states"][state]), "title": words["states"][state], "count": len(found)}
        for state, found in states.items()
    ]
    kinds = [("programs/", "Find a program", programs)]
    kinds += [
        (f"levels/{level['id']}/", level["name"], [one for one in programs if level["id"] in one["levels"]])
        for level in words["levels"]
    ]
    for address, title, found in kinds:
        yield Listing(address=address, title=title, programs=() if parts else found, parts=parts)
    for state, found in states.items():
        yield from _list_state(words["states"][state], found)


def group_by_state(programs: Sequence[Record]) -> Mapping[str, list[Record]]:
    """The programs of each state, in the order of the files."""
    states: dict[str, list[Record]] = {}
    for program in programs:
        states.setdefault(program["address"]["state"], []).append(program)
    return states


def _list_state(name: str, programs: Sequence[Record]) -> Iterator[Listing]:
    for start in range(0, len(programs), MOST_TOGETHER):
        number = start // MOST_TOGETHER + 1
        address = _address(name) if number == 1 else f"{_address(name)}{number}/"
        yield Listing(address=address, title=name, programs=programs[start : start + MOST_TOGETHER])


def _address(state: str) -> str:
    return f"programs/in/{state.lower().replace(' ', '-')}/"


def find_sections(html: str) -> list[Mapping[str, str]]:
    """The sections of an article, for its table of contents."""
    return [{"id": id_, "name": name} for id_, name in _SECTION.findall(html)]


def to_json(value: object) -> Markup:
    """*value* for the inside of a script element."""
    return Markup(json.dumps(value).replace("<", "\\u003c"))  # noqa: S704 - no tag can begin in it


def article_context(article: Record) -> Record:
    """What the page of an article is rendered with, besides its text."""
    return {"title": article["title"], "description": article["summary"], "address": f"{article['name']}/", **_CRUMB}


def program_context(program: Record) -> Record:
    """What the page of a program is rendered with."""
    return {
        "program": program,
        "title": program["name"],
        "description": f"{program['name']}, {program['address']['city']}",
        "address": f"programs/{program['id']}/",
        "parent": {"href": "/programs/", "name": "Find a program"},
    }


def listing_context(listing: Listing) -> Record:
    """What a list is rendered with."""
    title = listing.title
    return {"listing": listing, "title": title, "description": f"{title}: programs", "address": listing.address}


def home_context(pages: Pages) -> Record:
    """What the home page is rendered with."""
    site = pages.words["site"]
    shown = {"articles": pages.articles, "count": len(pages.programs)}
    return {**shown, "title": "Home", "description": site["tagline"], "address": ""}


_CRUMB = {"parent": {"href": "/#guide", "name": "Guide"}}
