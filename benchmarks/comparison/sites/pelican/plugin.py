"""The Pelican plugin: a generator that writes the pages of programs, the lists, the sitemap and the finder's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from benchmarks.comparison.sites.python_pages import (
    home_context,
    listing_context,
    program_context,
    read_pages,
)


class ProgramsGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Everything that Pelican has no kind of page for."""

    def generate_context(self) -> None:
        """Read the data, and let the pages of articles use the words too."""
        self.pages = read_pages(Path(self.path).parent / "data")
        self.context["words"] = self.pages.words

    def generate_output(self, writer: Any) -> None:  # noqa: ANN401 - Pelican ships no types
        """Write every page that is no article."""

        def write(path: str, template: str, **shown: object) -> None:
            writer.write_file(path, self.get_template(template), self.context, **shown)

        write("index.html", "home", **home_context(self.pages))
        for program in self.pages.programs:
            write(f"programs/{program['id']}/index.html", "program", **program_context(program))
        for listing in self.pages.listings:
            write(f"{listing.address}index.html", "listing", **listing_context(listing))
        write("sitemap.xml", "sitemap", addresses=[*self.pages.addresses()])
        write("finder.json", "finder", programs=self.pages.programs)


def register() -> None:
    """Tell Pelican of the generator."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican: object) -> type[ProgramsGenerator]:
    return ProgramsGenerator
