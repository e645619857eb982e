"""The small site of tests/sites/small, whole or with changes, built in memory on a fixed day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from site_gen.pipeline import BuildOptions, BuildResult, build

ROOT = Path(__file__).parent.parent
SITES = ROOT / "tests" / "sites"
TODAY = date(2026, 11, 22)

Changes: TypeAlias = Mapping[str, str | bytes | None]
"""New contents of files by path; None takes a file away."""


def read_folder(folder: Path) -> dict[str, bytes]:
    """The content of every file below *folder* by its path from there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@cache
def _read_once() -> Mapping[str, bytes]:
    templates = {f"templates/{path}": data for path, data in read_folder(ROOT / "templates").items()}
    return {**templates, **read_folder(SITES / "small")}


def small_sources(changes: Changes | None = None) -> dict[str, bytes]:
    """The sources of the small site with *changes*, and the repository's own templates."""
    sources = dict(_read_once())
    for path, content in (changes or {}).items():
        sources.pop(path, None)
        if content is not None:
            sources[path] = content.encode() if isinstance(content, str) else content
    return sources


def shipped_sources() -> dict[str, bytes]:
    """The site of this repository without its listings and templates."""
    content = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    return {**content, "programs.yaml": b"programs: []\n"}


@cache
def in_spanish() -> Changes:
    """What makes the small site one in English and Spanish, with nothing left to translate."""
    return read_folder(SITES / "spanish")


def edited(path: str, old: str, new: str, changes: Changes | None = None) -> Changes:
    """The change of one file of the small site, or of that with *changes*, in the one place where *old* stands."""
    text = small_sources(changes)[path].decode()
    assert text.count(old) == 1
    return {**(changes or {}), path: text.replace(old, new)}


def build_site(changes: Changes | None = None) -> BuildResult:
    """What the small site with these *changes* is built into."""
    return build(small_sources(changes), BuildOptions(today=TODAY))
