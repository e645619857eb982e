"""Files of the site as they are made: each is held against the others, described, put in its place, and let go."""

from __future__ import annotations

from collections.abc import MutableMapping

from site_gen import gallery, pages, urls, verify
from site_gen.headers import page_policy
from site_gen.making import Made
from site_gen.manifest import FileFacts, describe_file
from site_gen.model import Helpline, Site
from site_gen.page import Prepared
from site_gen.phones import call_link, known_numbers, text_link
from site_gen.progress import Progress


class Store:
    """Takes files one after the other. *outputs* is where they go; what is known of them stays here."""

    def __init__(self, outputs: MutableMapping[str, bytes], expected: verify.Expected, progress: Progress) -> None:
        self.outputs = outputs
        self.progress = progress
        self.inspection = verify.Inspection(expected)
        self.described: dict[str, FileFacts] = {}

    def take(self, path: str, content: bytes) -> int:
        """How many bytes it has."""
        self._keep(path, content, self.inspection.inspector.inspect(path, content))
        return len(content)

    def add(self, made: Made) -> None:
        """A page, and the files that belong to it, which have been looked at."""
        for one, report in made.files:
            if one.path == gallery.OUTPUT:  # no part of the site
                self.outputs[one.path] = one.content
            else:
                self._keep(one.path, one.content, report, one.budget)

    def _keep(self, path: str, content: bytes, report: verify.FileReport, budget: int | None = None) -> None:
        self.inspection.add(report, content, budget)
        self.described[path] = describe_file(content)
        self.outputs[path] = content
        self.progress.step()


def expect(site: Site, prepared: Prepared) -> verify.Expected:
    """What every page must show, and the most it may weigh."""
    place, home = prepared.addresses.place, prepared.addresses.home
    return verify.Expected(
        numbers=known_numbers(site),
        crisis=tuple(shown for line in pages.crisis_lines(site, home) for shown in _crisis_words(line)),
        policy=page_policy(""),
        exit_url=site.config.exit_url,
        links={
            urls.output_path(place(urls.article_address(view.article.slug), view.language)): view.links
            for view in prepared.articles
        },
    )


def _crisis_words(line: Helpline) -> tuple[str, ...]:
    """The links and numbers of a line that every page shows; without a number to call it has no place there."""
    if not line.call:
        return ()
    to_text = (text_link(line.text.to), str(line.text.to)) if line.text else ()
    return call_link(line.call), str(line.call), *to_text
