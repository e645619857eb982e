"""The words of the command line: commands, their options, and what --help says about them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from site_gen.headers import HOSTS
from site_gen.vocabulary import STAGES, VERIFIED_HOW

Run: TypeAlias = Callable[[argparse.Namespace], int]


def make_parser(commands: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The parser of a command line; the options it returns hold as `run` what is to be run with them."""
    parser = argparse.ArgumentParser(
        prog="build.py", allow_abbrev=False, description="Build the site from content/, programs.yaml and templates/."
    )
    added = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (words, add_options) in _COMMANDS.items():
        command = added.add_parser(name, help=words, description=words, allow_abbrev=False)
        command.set_defaults(run=commands[name])
        add_options(command, name)
    return parser


def _add_build_options(command: argparse.ArgumentParser, name: str) -> None:
    add = command.add_argument
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--base-url", type=_address, help="address the site will have, such as https://county.example/guide/")
    add("--now", type=_day, metavar="YYYY-MM-DD", help="count ages from this day instead of today")
    add("--strict", action="store_true", help="let warnings stop publication too")
    add("--drafts", action="store_true", help="include articles marked as drafts")
    add(
        "--preview",
        action="store_true",
        help="ask search engines to stay away, for a version that is only to be reviewed",
    )
    forms = ("text", "json", "github", "csv") if name == "check" else ("text", "json", "github")
    add("--format", choices=forms, default="text", help="form of the faults (default: text); csv for --stale")
    add("-q", "--quiet", action="store_true", help="print faults only")
    if name != "serve":
        add("-v", "--verbose", action="store_true", help="tell too how long each stage took")
        add("--no-cache", action="store_true", help="make everything anew, though nothing may have changed")
        add("--jobs", type=_count, metavar="N", help="make pages with so many processes (default: one for each core)")
    if name != "check":
        add("--out", type=Path, help="folder to publish to (default: _site below the root)")
    command.set_defaults(commit=None, last=None, allow_removals=False, gzip=False, no_cache=False)
    if name == "build":
        add("--commit", type=_commit, metavar="HEX", help="commit of the sources, for manifest.json")
        add("--last", type=Path, metavar="FILE", help="manifest.json of the version online (default: the one in --out)")
        add("--allow-removals", action="store_true", help="publish though pages, or many programs, are gone")
        add("--gzip", action="store_true", help="write a compressed twin of each text, for hosts that send those")
    if name == "check":
        add("--lang", metavar="CODE", help="print instead what this language lacks, such as es")
        add("--live", metavar="WHERE", help="compare a copy instead: a folder, its address, or a file of addresses")
        add("--manifest", type=Path, metavar="FILE", help="with --live: what to compare with (default: that in _site)")
        add("--online", action="store_true", help="ask too whether the outside pages that articles lead to are there")
        add("--stale", action="store_true", help="print instead whom to call this month, and what to ask")
        add("--limit", type=_count, metavar="N", help="with --stale: how many (default: a twelfth of the listings)")
        add("--out", type=Path, metavar="FILE.html", help="with --stale: write the list as a page to print, too")
    command.set_defaults(gallery=name == "serve")  # the page of all components is for those who change them
    if name == "serve":
        add("--port", type=int, default=8000, help="port on this computer (default: 8000)")


def _add_import_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("format", choices=("samhsa", "hsds", "csv"), help="SAMHSA's directory, Open Referral's format, or any table")
    add("file", type=Path, nargs="?", help="workbook, CSV or JSON file, or a folder of an HSDS export")
    add("--edition", type=_edition, help="year or day of the list, such as 2024 or 2026-11-02")
    add("--state", default="", type=str.upper, help="samhsa: two letters; take this state's listings only")
    add("--only", default="", metavar="LEVELS", help="keep programs with one of these levels, such as iop,php")
    add("--mapping", type=Path, metavar="MAP.yaml", help="hsds, csv: which of their words are ours")
    add("--source", default="", metavar="NAME", help="hsds, csv: what to call the list, the same at each import")
    add("--template", action="store_true", help="csv: write a table and a mapping to start from, and stop")
    add("--out", type=Path, default=Path("programs.yaml"), help="file to write or refresh (default: programs.yaml)")
    add("--dry-run", action="store_true", help="tell what would change, write nothing")
    add("-q", "--quiet", action="store_true", help="do not tell how far it has come")
    add("-v", "--verbose", action="store_true", help="tell too how long each stage took")
    add("--drop-gone", action="store_true", help="take out listings that the list no longer has, if nobody edited them")


def _add_quiz_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("file", type=Path, help="YAML file of criterion: option; what is left out is not sure")
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--format", choices=("text", "json"), default="text", help="form of the result (default: text)")


def _add_verify_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("ids", nargs="+", metavar="ID", help="a program, as its id stands in programs.yaml")
    add("--by", required=True, metavar="NAME", type=_one_line, help="who looked, as readers shall see it")
    add("--how", required=True, choices=tuple(VERIFIED_HOW), help="how they looked")
    add("--on", type=_day, metavar="YYYY-MM-DD", help="when they looked (default: today)")
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--now", type=_day, metavar="YYYY-MM-DD", help="take this day for today")


def _add_review_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--now", type=_day, metavar="YYYY-MM-DD", help="judge signatures as of this day instead of today")
    add("--out", type=Path, metavar="FILE.html", help="report to write (default: _review/review.html below the root)")
    add("--since", type=Path, metavar="FILE.yaml", help="older criteria.yaml: report what has changed since")


def _add_schema_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--out", type=Path, metavar="DIR", help="folder to write to (default: docs/schemas, or _cms, below the root)")
    add("--cms", choices=("sveltia", "pages"), help="write instead the settings of an editor in the browser")
    add("--repo", default="OWNER/REPOSITORY", help="with --cms sveltia: where on GitHub the site's files are")


def _add_new_options(command: argparse.ArgumentParser, _name: str) -> None:
    kinds = command.add_subparsers(dest="kind", metavar="KIND", required=True)
    words = {"program": "a program, in the directory", "article": "an article, as a draft", "site": "a site, elsewhere"}
    words["language"] = "the files of another language, to be filled in"
    for kind, (options, add_more) in _NEW.items():
        added = kinds.add_parser(kind, help=words[kind], description=words[kind].capitalize(), allow_abbrev=False)
        add_more(added)
        for name, help_words in options.items():
            added.add_argument(f"--{name}", metavar="TEXT", help=f"{help_words}; asked for if it is left out")
        added.add_argument("--now", type=_day, metavar="YYYY-MM-DD", help="take this day for today")


def _add_new_program(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--file", help="file of listings to add it to (default: programs.yaml)")
    add("--organization", metavar="NAME", help="who runs it")
    add("--website", metavar="ADDRESS", help="its own page")
    add("--source", metavar="NAME", help="where this is known from (default: who runs the site)")


def _add_new_article(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--language", metavar="CODE", help="language of the article (default: the site's first)")
    add("--name", help="name of the file, and of the page's address (default: made from the title)")
    add("--stage", choices=tuple(STAGES), help="when a reader may want it")


def _add_new_language(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("code", metavar="CODE", help="of the language, such as ar")
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")


def _add_new_site(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="DIR", help="folder to make")
    command.add_argument("--languages", metavar="CODES", help="languages to start with, with commas (default: en)")


_NEW: Mapping[str, tuple[Mapping[str, str], Callable[[argparse.ArgumentParser], None]]] = {
    "program": (
        {
            "name": "its name",
            "levels": "levels of care, with commas, such as iop,php",
            "street": "street and number",
            "city": "city",
            "state": "two letters",
            "zip": "five digits",
            "phone": "a US number such as 973-555-0123",
            "by": "who has checked it",
            "how": f"how they checked: {', '.join(VERIFIED_HOW)}",
        },
        _add_new_program,
    ),
    "article": ({"title": "title", "summary": "summary, one sentence"}, _add_new_article),
    "language": ({}, _add_new_language),
    "site": (
        {
            "name": "name of the site",
            "area": "area it is for",
            "run-by": "who runs it",
            "base-url": "address it will have",
            "accent": "color on light pages",
            "accent-dark": "color on dark pages",
        },
        _add_new_site,
    ),
}


def _add_update_options(command: argparse.ArgumentParser, _name: str) -> None:
    command.add_argument("folder", type=Path, metavar="DIR", help="folder of the site that is to get this version")
    command.add_argument("--now", type=_day, metavar="YYYY-MM-DD", help="count ages from this day instead of today")


def _add_explain_options(command: argparse.ArgumentParser, _name: str) -> None:
    command.add_argument("code", metavar="CODE", help="as a fault shows it, such as E301")


def _add_export_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("format", choices=("hsds", "csv", "json"), help="Open Referral HSDS 3.0, a table, or our own format")
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--base-url", type=_address, help="address the site has; listings name their pages on it")
    add(
        "--out", type=Path, required=True, metavar="DIR", help="folder for this export alone; it is replaced as a whole"
    )


def _add_headers_options(command: argparse.ArgumentParser, _name: str) -> None:
    add = command.add_argument
    add("host", choices=tuple(HOSTS), help="what serves the site")
    add("--root", type=Path, default=Path(), help="folder that holds content/ and programs.yaml (default: here)")
    add("--base-url", type=_address, help="address the site will have")


def _commit(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{7,64}", text):
        raise ValueError(text)
    return text


def _edition(text: str) -> str:
    """A year, or one with more behind it; as a listing may have it."""
    if not re.fullmatch(r"\d{4}.{0,30}", text, re.ASCII):
        raise ValueError(text)
    return text


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#<>\"]+(?:/[^\s?#<>\"]*)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no web address such as https://county.example/guide/")
    return text


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _one_line(text: str) -> str:
    if not (name := " ".join(text.split())):
        raise ValueError
    return name


_COMMANDS = {
    "build": ("build the site and publish it to a folder (the default)", _add_build_options),
    "check": ("report every fault, publish nothing", _add_build_options),
    "explain": ("say what a code means, and how to put it right", _add_explain_options),
    "serve": ("build, show in a browser, and rebuild at every save", _add_build_options),
    "import": ("turn a published directory into programs.yaml", _add_import_options),
    "export": ("write the directory for other systems: HSDS, CSV or JSON", _add_export_options),
    "headers": ("print what your web server is to send along with each page", _add_headers_options),
    "verify": ("write into programs.yaml that somebody has checked a listing", _add_verify_options),
    "quiz": ("try a case: answers in, the result and its reasons out", _add_quiz_options),
    "new": ("write a new program or article, or make a new site", _add_new_options),
    "update": ("put this version of the generator into a site made by new site", _add_update_options),
    "schema": ("write the file formats for editors, or settings for editing in a browser", _add_schema_options),
    "review": ("write what a clinician signs: rules, proofs, words, changes", _add_review_options),
}
