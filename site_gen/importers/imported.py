"""What every importer gives back."""

from __future__ import annotations

from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic
from site_gen.model import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file gave. *notes*: W701 mended, W702 left out, W703 doubtful; E701 to E703 for no result.

    *read* counts the rows or services of the file. *state*: the only one that was looked at, if it was only one.
    """

    directory: Directory
    notes: tuple[Diagnostic, ...]
    read: int = 0
    state: str = ""
