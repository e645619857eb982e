"""What a command tells: faults in the form that was asked for, and words for people beside them."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from site_gen.pipeline import BuildResult


def print_faults(options: argparse.Namespace, faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes]) -> None:
    """As text, as JSON, or beside the lines of a change on GitHub."""
    from site_gen import report  # noqa: PLC0415  only a command that has something to say waits for it

    if options.format == "json":
        print(report.to_json(faults))
    elif options.format == "github":
        print(report.to_github(faults), end="\n" if faults else "")
        _add_to_summary(report.to_summary(faults))
    elif faults:
        print(show_faults(faults, sources))


def show_faults(faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes]) -> str:
    """As text with the number of them, in color where a person looks at it."""
    from site_gen import report  # noqa: PLC0415  as above

    in_color = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"{report.to_text(faults, sources, in_color=in_color)}\n\n{report.count_words(faults)}."


def _add_to_summary(words: str) -> None:
    """Where GitHub keeps the summary of a job, when this is one."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"{words}\n")


def say(options: argparse.Namespace, words: str) -> None:
    """For people: not when quiet, and on the error stream when a machine reads the output."""
    if not options.quiet:
        print(words, file=sys.stdout if options.format == "text" else sys.stderr)


def describe_build(result: BuildResult, out: Path) -> str:
    """The last line of a build: what was made of what, what weighs most, and how to look at it."""
    from site_gen.verify import describe_weights  # noqa: PLC0415  only a build that was made waits for it

    site = result.site
    articles = len(site.articles) if site else 0
    programs = len(site.directory.programs) if site else 0
    python = Path(sys.executable)
    command = python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else Path("python")
    return (
        f"Built {len(result.outputs)} files from {articles} articles and {programs} programs into {out}/. "
        f"{describe_weights(result.heaviest)} Look at it with: {command} build.py serve"
    )
