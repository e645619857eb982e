"""A finished page as facts: its elements, its visible text, and what in it is badly written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from site_gen.diagnostics import Diagnostic
from site_gen.verify.html_reader import Element, HtmlReader
from site_gen.verify.places import PagePlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """One page, read. In *text*, a line break parts what does not stand together.

    *marks*: where each piece of the text starts, in the text and in the source.
    """

    path: str
    source: str
    elements: tuple[Element, ...]
    by_name: Mapping[str, tuple[Element, ...]]
    by_attribute: Mapping[str, tuple[Element, ...]]
    ids: frozenset[str]
    text: str
    marks: tuple[tuple[int, int], ...]
    bad_markup: tuple[tuple[int, str], ...]

    def named(self, *names: str) -> tuple[Element, ...]:
        """The elements of these names, in the order of the page."""
        if len(names) == 1:
            return self.by_name.get(names[0], ())
        found = (element for name in names for element in self.by_name.get(name, ()))
        return tuple(sorted(found, key=attrgetter("place")))

    def having(self, attribute: str) -> tuple[Element, ...]:
        """The elements with this attribute, in the order of the page."""
        return self.by_attribute.get(attribute, ())

    def inside(self, element: Element) -> tuple[Element, ...]:
        return self.elements[element.place + 1 : element.end]

    def around(self, element: Element) -> Iterator[Element]:
        """The elements it stands in, the nearest first."""
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element

    def text_of(self, element: Element) -> str:
        """Its visible text, on one line."""
        return " ".join(self.text[element.text_from : element.text_to].split())

    def name_of(self, element: Element) -> str:
        """What a screen reader says for it: its label and its text, or that of the pictures in it."""
        words = [element.attributes.get("aria-label", ""), self.text_of(element)]
        words += [inner.attributes.get("alt", inner.attributes.get("aria-label", "")) for inner in self.inside(element)]
        return " ".join(filter(None, words)).strip()

    def place_of_text(self, offset: int) -> int:
        """Where in the source this offset of the visible text comes from."""
        start, place = self.marks[bisect_right(self.marks, (offset, len(self.source))) - 1]
        return place + offset - start

    @property
    def mains(self) -> tuple[tuple[int, int], ...]:
        """Where in the source the main part is, from and to."""
        return tuple((main.at, self._end_of(main)) for main in self.named("main"))

    def fault(self, code: str, at: int | None, message: str, advice: str = "") -> Diagnostic:
        """See `PagePlaces`."""
        places = PagePlaces(path=self.path, source=self.source, mains=self.mains)
        return places.fault(code, at, message, advice)

    def _end_of(self, element: Element) -> int:
        return self.elements[element.end].at if element.end < len(self.elements) else len(self.source)


def read_page(path: str, data: bytes) -> PageFacts:
    """Read one HTML file; bytes that are no UTF-8 are reported like bad markup."""
    reader = HtmlReader(data.decode("utf-8", "replace"))
    reader.read()
    by_name: dict[str, list[Element]] = {}
    by_attribute: dict[str, list[Element]] = {}
    for element in reader.elements:
        by_name.setdefault(element.name, []).append(element)
        for attribute in element.attributes:
            by_attribute.setdefault(attribute, []).append(element)
    return PageFacts(
        path=path,
        source=reader.source,
        elements=tuple(reader.elements),
        by_name={name: tuple(elements) for name, elements in by_name.items()},
        by_attribute={name: tuple(elements) for name, elements in by_attribute.items()},
        ids=frozenset(element.attributes["id"] for element in by_attribute.get("id", ())),
        text="".join(reader.texts),
        marks=tuple(reader.marks),
        bad_markup=tuple(reader.bad_markup),
    )
