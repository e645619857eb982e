"""`build.py export`: the directory in one format, as a folder of its own."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

from pathlib import Path

from site_gen import report
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.exports import make_export
from site_gen.files import read_tree, source_paths
from site_gen.loading import load_site
from site_gen.publish import publish


def export(*, form: str, root: Path, out: Path, base_url: str | None) -> tuple[Diagnostic, ...]:
    """Make *out* hold exactly this export; return the faults found, which are told already.

    Nothing is written when the sources have errors. Raises PublishError.
    """
    sources, unread = read_tree(root)
    site, faults = load_site(sources) if sources else (None, unread)
    faults = tuple(sorted({*unread, *faults}, key=lambda fault: fault.sort_key))
    if faults:
        print(report.to_text(faults, sources), end="\n\n")
    if site is None or has_errors(faults):
        print(f"Nothing was written; {out} is as it was.")
        return faults
    files = dict(make_export(form, site, base_url=base_url or str(site.config.base_url)))
    publish(files, out, keep=source_paths(root))
    print(f"Wrote {len(site.directory.programs)} programs as {form} to {out}/: {_name(files)}.")
    return faults


def _name(files: dict[str, bytes]) -> str:
    first = min(files, key=lambda path: (path.count("/"), path))
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more files"
