"""`build.py review`: writes what a clinician signs, and says which digests to sign and whose signatures hold."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

from datetime import date
from pathlib import Path

from site_gen import report
from site_gen.diagnostics import Diagnostic
from site_gen.files import read_tree
from site_gen.review import CSV, HTML, Review, make_review
from site_gen.signoff import SIGNATURES_NEEDED, ReviewStatus

FOLDER = "_review"


class ReviewError(Exception):
    """A file named on the command line cannot be read, or the report cannot be written there."""


def review(*, root: Path, out: Path | None, since: Path | None, today: date) -> tuple[Diagnostic, ...]:
    """Write the report and the table beside it; return the faults found, which are told already.

    Raises ReviewError.
    """
    page = out or root / FOLDER / HTML
    _check_place(page, root)
    older = (str(since), _read(since)) if since else None
    sources, unread = read_tree(root)
    made = make_review(sources, today=today, since=older) if sources else Review(outputs={}, diagnostics=unread)
    texts = {**sources, **dict([older] if older else [])}
    if made.diagnostics:
        print(report.to_text(made.diagnostics, texts), end="\n\n")
    if made.status is not None:
        _write(made, page)
        print(_say_status(made.status))
    return made.diagnostics


def _check_place(page: Path, root: Path) -> None:
    """The published folder is for readers; a report in it would be published."""
    if page.suffix != ".html":
        raise ReviewError(f"{page} must end in .html; the table is written beside it")
    if page.resolve().is_relative_to((root / "_site").resolve()):
        raise ReviewError(f"{page} would be published with the site; choose another folder")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReviewError(f"{path} cannot be read: {error.strerror}") from error


def _write(made: Review, page: Path) -> None:
    table = page.with_suffix(".csv")
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(made.outputs[HTML])
        table.write_bytes(made.outputs[CSV])
    except OSError as error:
        raise ReviewError(f"{error.filename} cannot be written: {error.strerror}") from error
    print(f"Wrote {page} to read and print, and {table} for a spreadsheet.")


def _say_status(status: ReviewStatus) -> str:
    held = len(status.signers)
    first = "Reviewed" if status.is_reviewed else "Not reviewed by a clinician"
    lines = [
        f"{first}: {held} of {SIGNATURES_NEEDED} signatures hold.",
        *(f"  {one.signature.name}: {'; '.join(one.voids)}" for one in status.checked if one.voids),
        "Sign these digests:",
        f"  rules_digest: {status.digests.rules}",
        f"  wording_digest: {status.digests.wording}",
        *(["  translations:"] if status.digests.translations else []),
        *(f"    {language}: {digest}" for language, digest in status.digests.translations.items()),
    ]
    return "\n".join(lines)
