"""`build.py check --stale`: whom to call this month. `build.py verify ID`: somebody has called, and it is so."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from site_gen.call_list import CallList, make_call_list, say_call_list, write_call_table
from site_gen.diagnostics import has_errors
from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.model import Site
from site_gen.render import render_document
from site_gen.report import to_text
from site_gen.verified_entry import Check, EditError, mark_verified
from site_gen.whole_file import replace_file

TEMPLATE = "lists/call_list.html"


class _NotWrittenError(Exception):
    """A file cannot be written; the message says which and why, for the admin."""


def tell_stale(
    *, root: Path, today: date, limit: int | None = None, out: Path | None = None, as_table: bool = False
) -> bool:
    """Print the call list, and write it to *out* as a page to print; whether that could be done."""
    sources, faults = read_tree(root)
    site, found = load_site(sources) if sources else (None, ())
    if site is None:
        print(to_text((*faults, *found), sources), file=sys.stderr)
        return False
    calls = make_call_list(site, today=today, limit=limit)
    try:
        if out is not None:
            _write_page(calls, site, sources, out, root)
    except _NotWrittenError as error:
        print(f"No list was written: {error}", file=sys.stderr)
        return False
    print(write_call_table(calls) if as_table else say_call_list(calls), end="" if as_table else "\n")
    return True


def _write_page(calls: CallList, site: Site, sources: Mapping[str, bytes], out: Path, root: Path) -> None:
    if out.suffix != ".html":
        raise _NotWrittenError(f"{out} must end in .html")
    if out.resolve().is_relative_to((root / "_site").resolve()):
        raise _NotWrittenError(f"{out} would be published with the site; choose another folder")
    page, failed = render_document(TEMPLATE, {"list": calls}, site, sources)
    if page is None:
        raise _NotWrittenError(to_text(failed, sources))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(page)
    except OSError as error:
        raise _NotWrittenError(f"{error.filename} cannot be written: {error.strerror}") from error


def verify(*, root: Path, ids: Iterable[str], check: Check, today: date) -> bool:
    """Write that all of these listings have been checked; whether that could be done."""
    sources, faults = read_tree(root)
    wanted = tuple(dict.fromkeys(ids))
    if has_errors(faults):
        print(to_text(faults, {}), file=sys.stderr)
        return False
    try:
        changed = mark_verified(sources, wanted, check, today=today)
        for path, data in sorted(changed.items()):
            _replace_file(root / path, data)
    except (EditError, _NotWrittenError) as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return False
    print(f"Verified on {check.on} by {check.by}: {', '.join(wanted)}. Wrote {', '.join(sorted(changed))}.")
    return True


def _replace_file(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        raise _NotWrittenError(f"{path} cannot be written: {error.strerror}") from error
