"""Files of the site as they are made: each is held against the others, described, put in its place, and let go."""

from __future__ import annotations

from collections.abc import MutableMapping

from site_gen import gallery, verify
from site_gen.making import Made
from site_gen.manifest import FileFacts, describe_file
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
