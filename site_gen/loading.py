"""Sources to the site that they say, with what is wrong with them: for builds, and for commands that make no pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from site_gen import checks, schema, texts
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.model import Site
from site_gen.progress import SILENT, Progress, counted


def load_site(sources: Mapping[str, bytes]) -> tuple[Site | None, tuple[Diagnostic, ...]]:
    """The sources as a site, for commands that make no pages; None when they have errors."""
    loaded, faults = load(sources)
    faults += checks.run(loaded.site, unread=loaded.unread)
    return (None if has_errors(faults) else loaded.site), faults


def load(
    sources: Mapping[str, bytes], read_file: schema.FileReader = schema.read_file, progress: Progress = SILENT
) -> tuple[schema.Loaded, tuple[Diagnostic, ...]]:
    """The sources as one value. Each file's tree is let go before the next one is read."""
    faults: list[Diagnostic] = []

    def read() -> Iterator[schema.Part]:
        for path in counted(sorted(sources), "Reading", progress):
            part, found = read_file(path, sources[path])
            faults.extend(found)
            broken.update(fault.path for fault in found)
            if part is not None:
                yield part

    broken: set[str] = set()
    loaded = schema.load(read(), broken=broken)
    # Without its first file, nobody knows which languages the site is in.
    site = loaded.site if schema.CONFIG in loaded.unread else texts.fill(loaded.site, sources)
    return replace(loaded, site=site), (*faults, *loaded.faults)
