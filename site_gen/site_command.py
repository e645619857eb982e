"""`build.py new site DIR`: a clean site for another county. `build.py update DIR`: a newer generator for one."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from site_gen.diagnostics import has_errors
from site_gen.dialog import Question, ask
from site_gen.exit_codes import AT_FAULT, DONE
from site_gen.files import SOURCES, is_leftover
from site_gen.model.kinds import Color, WebAddress
from site_gen.new_site import (
    GENERATOR,
    MANIFEST,
    NewSite,
    Update,
    languages_of,
    make_site,
    plan_update,
    read_manifest,
)
from site_gen.pipeline import BuildOptions, build
from site_gen.report import to_text
from site_gen.whole_file import replace_file

HERE = Path(__file__).parents[1]
EXECUTABLE = 0o755

Given = Mapping[str, str | None]


class SiteCommandError(Exception):
    """The site was not made, or not updated; the message says why, for the admin."""


def new_site(folder: Path, *, given: Given, today: date) -> None:
    """Ask what is not given, and fill *folder*. Raises SiteCommandError, UnansweredError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SiteCommandError(f"{folder} is there already, and not empty")
    files = _read_below(HERE, (*GENERATOR, "content"))
    answers = ask(_QUESTIONS, given)
    colors = (answers["accent"], answers["accent_dark"]) if answers["accent"] else None
    new = NewSite(
        name=answers["name"],
        area=answers["area"],
        run_by=answers["run_by"],
        base_url=answers["base_url"],
        languages=_choose_languages(files, given.get("languages")),
        colors=colors,
    )
    made = make_site(files, new)
    _check_content(made, today, "a site of these answers would have faults")
    _write_all(folder, made)
    print(f"Made {folder}/: {len(made)} files. Next:")
    print(f"  cd {folder}")
    print("  git init && git add -A && git commit -m 'A new site'")
    print("  make")
    print("README.md there says what to do first.")


def run_update(folder: Path, *, today: date) -> int:
    """Update the site in *folder*; the exit code."""
    try:
        update_site(folder, today=today)
    except SiteCommandError as error:
        print(f"Nothing was updated: {error}", file=sys.stderr)
        return AT_FAULT
    return DONE


def update_site(folder: Path, *, today: date) -> None:
    """Put this generator in the place of the one that stands in *folder*. Raises SiteCommandError."""
    if folder.resolve() == HERE.resolve():
        raise SiteCommandError("this is the folder of the new version itself; name that of the site")
    known = _read_manifest(folder)
    files = _read_below(HERE, GENERATOR)
    present = _read_below(folder, (path for path in {**known, **files} if (folder / path).is_file()))
    update = plan_update(files, present, known)
    if update.blocked:
        listed = "\n".join(f"  {path}" for path in update.blocked)
        raise SiteCommandError(f"somebody has changed files of the generator, or put others in their place:\n{listed}")
    own = _read_below(folder, (name for name in SOURCES if name != "templates"))
    _check_content({**own, **files}, today, "the content does not fit the new version yet; mend this first")
    _carry_out(folder, update)
    print(f"Updated {folder}/: {len(update.written)} files written, {len(update.removed)} removed.")
    print("Look at it with git diff, run make, and commit.")


_QUESTIONS = (
    Question(key="name", words="Name of the site"),
    Question(key="area", words="Area it is for, such as Essex County"),
    Question(key="run_by", words="Who runs it"),
    Question(key="base_url", words="Address it will have, such as https://county.example/guide/", kind=WebAddress),
    Question(key="accent", words='Your color, such as "#0b5a5c"', kind=Color, required=False),
    Question(key="accent_dark", words='The same on dark pages, such as "#83d3c9"', kind=Color, follows="accent"),
)


def _choose_languages(files: Mapping[str, bytes], given: str | None) -> tuple[str, ...]:
    """English, or what was asked for and is there."""
    offered = languages_of(files)
    chosen = tuple(word.strip() for word in (given or "en").split(","))
    if unknown := next((one for one in chosen if one not in offered), None):
        raise SiteCommandError(f'there is no text to start from in "{unknown}"; there is: {", ".join(offered)}')
    return chosen


def _read_manifest(folder: Path) -> Mapping[str, str]:
    try:
        return read_manifest((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise SiteCommandError(
            f"{folder / MANIFEST} cannot be read: was this site made by build.py new site?"
        ) from error


def _read_below(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The files of these names and in these folders, but for what editors and Python leave behind."""
    try:
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for name in names
            for path in ([root / name] if (root / name).is_file() else sorted((root / name).rglob("*")))
            if path.is_file() and (path == root / name or not (is_leftover(path.name) or path.suffix == ".pyc"))
        }
    except OSError as error:
        raise SiteCommandError(f"{error.filename} cannot be read: {error.strerror}") from error


def _check_content(sources: Mapping[str, bytes], today: date, why: str) -> None:
    """Nothing is written that a build would refuse. Raises SiteCommandError."""
    result = build({path: data for path, data in sources.items() if _is_source(path)}, BuildOptions(today=today))
    if has_errors(result.diagnostics):
        raise SiteCommandError(f"{why}:\n\n{to_text(result.diagnostics, sources)}")


def _is_source(path: str) -> bool:
    return path.split("/", maxsplit=1)[0] in SOURCES


def _carry_out(folder: Path, update: Update) -> None:
    _write_all(folder, update.written)
    try:
        for path in update.removed:
            (folder / path).unlink()
        # Last: after a stop halfway, the next update still knows what was there.
        replace_file(folder / MANIFEST, update.manifest)
    except OSError as error:
        raise SiteCommandError(f"{error.filename or folder} cannot be written: {error.strerror}") from error


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            replace_file(folder / path, data)
            if data.startswith(b"#!"):
                (folder / path).chmod(EXECUTABLE)
    except OSError as error:
        raise SiteCommandError(f"{error.filename or folder} cannot be written: {error.strerror}") from error
