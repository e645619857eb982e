"""The commands. Exit codes: 0 done, 1 the content, 2 wrong usage, 3 our fault, 130 interrupted, 143 ended."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from site_gen.arguments import make_parser
from site_gen.build_day import day_of
from site_gen.diagnostics import has_errors
from site_gen.exit_codes import AT_FAULT, CUT_OFF, DONE, ENDED, INTERRUPTED, OUR_FAULT, WRONG_USAGE
from site_gen.stopping import StoppedError, stopping_in_order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing an admin can cause ends in a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    typed = None if arguments is not None else tuple(words)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words.insert(0, "build")
    try:
        options = make_parser(_COMMANDS).parse_args(words)
        options.typed = typed  # None where another program calls, for which nothing is remembered
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    if not re.fullmatch(r"\d{0,11}", os.environ.get("SOURCE_DATE_EPOCH", "")):
        print("SOURCE_DATE_EPOCH must be a number of seconds; it is set outside of Stepdown.", file=sys.stderr)
        return WRONG_USAGE
    try:
        with stopping_in_order():
            code: int = options.run(options)
    except (KeyboardInterrupt, StoppedError) as stopped:
        print("Stopped. What is published is whole: the last version, or the new one.", file=sys.stderr)
        return INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else ENDED
    except BrokenPipeError:  # whoever reads has read enough, as `head` does; Python would complain again at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    except Exception as error:  # noqa: BLE001  whatever else goes wrong is a bug of ours, told as one
        return _tell_our_fault(error)
    return code


def _tell_our_fault(error: Exception) -> int:
    with tempfile.NamedTemporaryFile("w", prefix="stepdown-", suffix=".txt", delete=False) as report:
        report.write("".join(traceback.format_exception(error)))
    print("Stepdown itself failed; this is not your fault. Nothing was published.", file=sys.stderr)
    print(f"Please report it with the file {report.name}", file=sys.stderr)
    return OUR_FAULT


# --- build, check, serve -------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from site_gen.build_command import run_build

    return run_build(options)


def _check(options: argparse.Namespace) -> int:
    from site_gen.build_command import run_check

    return run_check(options)


def _serve(options: argparse.Namespace) -> int:
    from site_gen.build_command import run_serve

    return run_serve(options)


# --- import --------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from site_gen.import_command import ImportCommandError, ImportOptions, run_import, write_template
    from site_gen.progress_line import show_progress

    try:
        if options.template:
            write_template()
            return DONE
        with show_progress(options) as progress:
            return DONE if run_import(ImportOptions.typed(options), progress) else AT_FAULT
    except ImportCommandError as error:
        print(f"Nothing was imported: {error}", file=sys.stderr)
        return AT_FAULT


# --- headers -------------------------------------------------------------------------------------------


def _headers(options: argparse.Namespace) -> int:
    from site_gen.headers_command import print_headers

    return DONE if print_headers(root=options.root, host=options.host, base_url=options.base_url) else AT_FAULT


# --- export --------------------------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> int:
    from site_gen.export_command import export
    from site_gen.publish import PublishError

    try:
        faults = export(form=options.format, root=options.root, out=options.out, base_url=options.base_url)
    except PublishError as error:
        print(f"Nothing was written: {error}", file=sys.stderr)
        return AT_FAULT
    return AT_FAULT if has_errors(faults) else DONE


# --- quiz ----------------------------------------------------------------------------------------------


def _quiz(options: argparse.Namespace) -> int:
    from site_gen.quiz_command import try_case

    return DONE if try_case(file=options.file, root=options.root, as_json=options.format == "json") else AT_FAULT


# --- verify --------------------------------------------------------------------------------------------


def _verify(options: argparse.Namespace) -> int:
    from site_gen.listing_command import verify
    from site_gen.verified_entry import Check

    today = day_of(options)
    check = Check(on=options.on or today, by=options.by, how=options.how)
    return DONE if verify(root=options.root, ids=options.ids, check=check, today=today) else AT_FAULT


# --- review --------------------------------------------------------------------------------------------


def _review(options: argparse.Namespace) -> int:
    from site_gen.review_command import ReviewError, review

    try:
        faults = review(root=options.root, out=options.out, since=options.since, today=day_of(options))
    except ReviewError as error:
        print(f"No report was written: {error}", file=sys.stderr)
        return AT_FAULT
    return AT_FAULT if has_errors(faults) else DONE


# --- explain -------------------------------------------------------------------------------------------


def _explain(options: argparse.Namespace) -> int:
    from site_gen.manual import explain_code, guess_code

    faults_page = (Path(__file__).parents[1] / "docs" / "faults.md").read_text(encoding="utf-8")
    section = explain_code(options.code, faults_page)
    if section is None:
        print(f"There is no code {options.code}. {guess_code(options.code, faults_page)}".strip(), file=sys.stderr)
        return WRONG_USAGE
    print(section)
    return DONE


# --- new, update, schema -------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    from site_gen.new_command import run_new

    return run_new(options, today=day_of(options))


def _update(options: argparse.Namespace) -> int:
    from site_gen.site_command import run_update

    return run_update(options.folder, today=day_of(options))


def _schema(options: argparse.Namespace) -> int:
    from site_gen.schema_command import write_cms_settings, write_formats

    if options.cms:
        done = write_cms_settings(options.cms, root=options.root, out=options.out, repository=options.repo)
    else:
        done = write_formats(root=options.root, out=options.out)
    return DONE if done else AT_FAULT


_COMMANDS = {
    "build": _build,
    "check": _check,
    "explain": _explain,
    "serve": _serve,
    "import": _import,
    "export": _export,
    "headers": _headers,
    "verify": _verify,
    "quiz": _quiz,
    "review": _review,
    "schema": _schema,
    "new": _new,
    "update": _update,
}
