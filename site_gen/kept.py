"""What a process that builds again and again keeps of its last build: what each file said, and what articles became."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen import schema
from site_gen.diagnostics import Diagnostic
from site_gen.edited_listing import read_edited
from site_gen.markup import Converted, Converter, Draft


class Kept:
    """Gives the same answers as reading and converting anew, sooner. Of each file it holds the last version."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, tuple[schema.Part | None, tuple[Diagnostic, ...]]]] = {}
        self._articles: dict[str, list[tuple[Draft, Converted]]] = {}

    def read(
        self, path: str, data: bytes, read_file: schema.FileReader = schema.read_file
    ) -> tuple[schema.Part | None, tuple[Diagnostic, ...]]:
        """As *read_file*, which is asked for what differs."""
        known = self._files.get(path)
        if known is None or known[0] != data:
            known = self._files[path] = (data, read_file(path, data))
        return known[1]

    def glance(self, path: str, data: bytes) -> tuple[schema.Part | None, tuple[Diagnostic, ...]]:
        """As `read`, for who does not look at places: of an edited file of programs, only what was edited is read."""
        before, (part, _) = self._files.get(path, (b"", (None, ())))
        if isinstance(part, schema.Records) and before != data and (edited := read_edited(part, before, data)):
            return edited, ()
        return self.read(path, data)

    def convert(self, drafts: Sequence[Draft], convert: Converter) -> Iterator[Converted]:
        """As *convert*, which is asked at once for those that are new."""
        found = [(draft, self._recall(draft)) for draft in drafts]
        fresh = iter(convert([draft for draft, known in found if known is None]))
        return self._join(found, fresh)

    def _recall(self, draft: Draft) -> Converted | None:
        """The same words at another place are not the same: what is wrong with them would be told of the old one."""
        known = self._articles.get(draft.body.path, ())
        return next((made for one, made in known if one == draft and one.body.line == draft.body.line), None)

    def _join(self, found: Sequence[tuple[Draft, Converted | None]], fresh: Iterator[Converted]) -> Iterator[Converted]:
        articles: dict[str, list[tuple[Draft, Converted]]] = {}
        for draft, known in found:
            made = next(fresh) if known is None else known
            articles.setdefault(draft.body.path, []).append((draft, made))
            yield made
        self._articles = articles
