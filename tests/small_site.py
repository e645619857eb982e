"""The small site of tests/sites/small, whole or with changes, and the site of this repository, built on a fixed day.

What is built from the same sources is built once in each process: tests look at it, and none can change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.model import Site
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


def small_records(changes: Changes | None = None) -> dict[str, bytes]:
    """The same without the templates, for tests that look at no page."""
    return {path: data for path, data in small_sources(changes).items() if not path.startswith("templates/")}


@cache
def shipped_sources() -> Mapping[str, bytes]:
    """The site of this repository without its listings and templates."""
    content = {f"content/{path}": data for path, data in read_folder(ROOT / "content").items()}
    return MappingProxyType({**content, "programs.yaml": b"programs: []\n"})


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
    return _build_once(frozenset(small_sources(changes).items())) if changes else _build_unchanged()


def load_small(changes: Changes | None = None) -> Site:
    """The small site with these *changes* as it is read, which must have no error."""
    return _load_once(frozenset(small_records(changes).items()))


@cache
def build_shipped() -> BuildResult:
    """What the site of this repository is built into."""
    return _seal(build(read_tree(ROOT)[0], BuildOptions(today=TODAY)))


@cache
def _build_unchanged() -> BuildResult:
    """Kept for the whole run: most files of tests look at it."""
    return _build_once(frozenset(small_sources().items()))


# Tests that stand together look at the same few sites; all that a run builds would not fit into memory.
@lru_cache(maxsize=32)
def _build_once(sources: frozenset[tuple[str, bytes]]) -> BuildResult:
    return _seal(build(dict(sorted(sources)), BuildOptions(today=TODAY)))


@lru_cache(maxsize=32)
def _load_once(sources: frozenset[tuple[str, bytes]]) -> Site:
    site, faults = load_site(dict(sorted(sources)))
    assert site is not None, faults
    return site


def _seal(result: BuildResult) -> BuildResult:
    """*result* as it can be handed to several tests."""
    return replace(result, outputs=MappingProxyType(result.outputs))
