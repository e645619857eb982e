"""`build.py import`: a published list into programs.yaml, or over the one that is there, with what that changes."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from site_gen import report
from site_gen.diagnostics import Located, has_errors
from site_gen.importers.county import import_table
from site_gen.importers.county_template import MAPPING, MAPPING_TEXT, TABLE, TABLE_TEXT
from site_gen.importers.differences import say_differences
from site_gen.importers.hsds import import_hsds
from site_gen.importers.imported import Imported
from site_gen.importers.last_import import LastImport, LastImportError, read_last_import, write_last_import
from site_gen.importers.layout import LayoutError
from site_gen.importers.refresh import Refresh, first_import, read_listings, refresh_listings
from site_gen.importers.samhsa import import_samhsa
from site_gen.model import ListingSource
from site_gen.progress import SILENT, Progress


class ImportCommandError(Exception):
    """A file cannot be read or written, or what stands in it is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the admin typed. *out*: the file of listings to be made or refreshed."""

    format: str
    file: Path
    out: Path
    edition: str
    state: str = ""
    only: tuple[str, ...] = ()
    mapping: Path | None = None
    source: str = ""
    dry_run: bool = False
    drop_gone: bool = False

    @classmethod
    def typed(cls, words: argparse.Namespace) -> Self:
        """From the command line; what an importer needs and was not typed is an ImportCommandError."""
        needed = {"samhsa": ("file", "edition", "state"), "hsds": ("file", "edition", "source")}
        for name in needed.get(words.format, ("file", "edition", "source", "mapping")):
            if not getattr(words, name):
                raise ImportCommandError(f"import {words.format} needs {'a file' if name == 'file' else f'--{name}'}")
        return cls(
            format=words.format,
            file=words.file,
            out=words.out,
            edition=words.edition,
            state=words.state,
            only=tuple(word for word in words.only.split(",") if word),
            mapping=words.mapping,
            source=words.source,
            dry_run=words.dry_run,
            drop_gone=words.drop_gone,
        )


def run_import(options: ImportOptions, progress: Progress = SILENT) -> bool:
    """Import and say what came of it; False where nothing could be imported. Raises ImportCommandError."""
    imported = _import(options, progress)
    if imported.notes:
        print(report.to_text(imported.notes, {}), end="\n\n")
    if has_errors(imported.notes):
        return False
    progress.begin("Comparing")
    refresh = _refresh(options, imported)
    progress.begin("Writing")
    print(say_differences(refresh.differences))
    if options.dry_run:
        print(f"Only tried: {options.out} is as it was.")
    else:
        _write(options.out, refresh)
    return True


def write_template() -> None:
    """The table and the mapping to start from, into this folder. Raises ImportCommandError."""
    for name, text in ((TABLE, TABLE_TEXT), (MAPPING, MAPPING_TEXT)):
        try:
            with Path(name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise ImportCommandError(f"{name} cannot be written: {error.strerror}") from error
    print(f"Wrote {TABLE} and {MAPPING}. Put your own columns into the mapping.")


def _import(options: ImportOptions, progress: Progress) -> Imported:
    path, only = str(options.file), options.only
    if options.format == "samhsa":
        data = _read(options.file)
        return import_samhsa(
            data, path=path, state=options.state, edition=options.edition, only_levels=only, progress=progress
        )
    source = ListingSource(name=Located(options.source, path=""), edition=Located(options.edition, path=""))
    mapping = (str(options.mapping), _read(options.mapping)) if options.mapping else None
    if options.format == "csv" and mapping:
        return import_table(
            _read(options.file), path=path, mapping=mapping, source=source, only_levels=only, progress=progress
        )
    files = _read_files(options.file)
    return import_hsds(files, path=path, mapping=mapping, source=source, only_levels=only, progress=progress)


def _read_files(path: Path) -> Mapping[str, bytes]:
    """One file, or those of a folder that HSDS may stand in."""
    if not path.is_dir():
        return {path.name: _read(path)}
    found = sorted(one for one in path.iterdir() if one.suffix in (".json", ".csv") and one.is_file())
    return {one.name: _read(one) for one in found}


def _refresh(options: ImportOptions, imported: Imported) -> Refresh:
    if not options.out.exists():
        return first_import(imported)
    data = _read(options.out)
    directory, faults = read_listings(str(options.out), data)
    if faults:
        print(report.to_text(faults, {str(options.out): data}), end="\n\n")
        raise ImportCommandError(f"{options.out} has faults; put them right first")
    last = _read_last(options.out)
    try:
        return refresh_listings(data.decode(), directory, last, imported, drop_gone=options.drop_gone)
    except LayoutError as error:
        raise ImportCommandError(f"{options.out} cannot be edited: {error}") from error


def last_import_path(out: Path) -> Path:
    """Beside the listings; not .yaml, for the build reads every such file below programs/ as listings."""
    return out.with_suffix(".imported.json")


def _read_last(out: Path) -> LastImport:
    path = last_import_path(out)
    if not path.exists():
        print(f"There is no {path}: what was imported and what a person wrote cannot be told apart, so all is kept.")
        return {}
    try:
        return read_last_import(_read(path))
    except LastImportError as error:
        raise ImportCommandError(f"{path} cannot be used: {error}; take it from git again") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImportCommandError(f"{path} cannot be read: {error.strerror}") from error


def _write(out: Path, refresh: Refresh) -> None:
    """The listings first: the other way round, a crash between the two would hide what has changed."""
    last = last_import_path(out)
    for path, data in ((out, refresh.text.encode()), (last, write_last_import(refresh.last))):
        try:
            _write_whole(path, data)
        except OSError as error:
            raise ImportCommandError(f"{path} cannot be written: {error.strerror}") from error
    print(f"Wrote {out}, and {last} for the next import. Nobody has verified what is new.")


def _write_whole(path: Path, data: bytes) -> None:
    """Aside first, then in one step: a full disk must not cost the file that is there."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as aside:
        aside.write(data)
    try:
        Path(aside.name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(aside.name).replace(path)
    except OSError:
        Path(aside.name).unlink(missing_ok=True)
        raise
