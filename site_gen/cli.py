"""The commands. Exit codes: 0 done, 1 the content is at fault, 2 wrong usage, 3 our fault, 130 interrupted."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.arguments import make_parser
from site_gen.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from site_gen.model import Site
    from site_gen.pipeline import BuildResult

DONE, AT_FAULT, WRONG_USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing an admin can cause ends in a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words.insert(0, "build")
    try:
        options = make_parser(_COMMANDS).parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    if not re.fullmatch(r"\d{0,11}", os.environ.get("SOURCE_DATE_EPOCH", "")):
        print("SOURCE_DATE_EPOCH must be a number of seconds; it is set outside of Stepdown.", file=sys.stderr)
        return WRONG_USAGE
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        print("Stopped. Nothing was published.", file=sys.stderr)
        return INTERRUPTED
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
    from site_gen.publish import PublishError

    try:
        faults = _build_and_publish(options)
    except PublishError as error:
        print(f"Nothing was published: {error}", file=sys.stderr)
        return AT_FAULT
    return _exit_code(options, faults)


def _build_and_publish(options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    from site_gen.files import source_paths
    from site_gen.publish import publish

    sources, result = _run_pipeline(options)
    out = options.out or options.root / "_site"
    _print_faults(options, result.diagnostics, sources)
    if has_errors(result.diagnostics, strict=options.strict):
        _say(options, f"Nothing was published; {out} is as it was.")
    else:
        publish(result.outputs, out, keep=source_paths(options.root))
        _say(options, _describe_build(result, out))
    return result.diagnostics


def _run_pipeline(options: argparse.Namespace) -> tuple[Mapping[str, bytes], BuildResult]:
    from site_gen.files import read_tree
    from site_gen.pipeline import BuildOptions, BuildResult, build

    sources, unread = read_tree(options.root)
    if not sources:
        return sources, BuildResult(outputs={}, diagnostics=unread)
    made = build(sources, BuildOptions(today=options.now or _today(), base_url=options.base_url, drafts=options.drafts))
    faults = tuple(sorted({*unread, *made.diagnostics}, key=lambda fault: fault.sort_key))
    return sources, BuildResult(outputs=made.outputs, diagnostics=faults, site=made.site)


def _today() -> date:
    """The day SOURCE_DATE_EPOCH names, for builds that must come out the same; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def _print_faults(options: argparse.Namespace, faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes]) -> None:
    from site_gen import report

    if options.format == "json":
        print(report.to_json(faults))
    elif options.format == "github":
        print(report.to_github(faults), end="\n" if faults else "")
        _add_to_summary(report.to_summary(faults))
    elif faults:
        in_color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        print(report.to_text(faults, sources, in_color=in_color), end="\n\n")
        print(f"{report.count_words(faults)}.")


def _add_to_summary(words: str) -> None:
    """Where GitHub keeps the summary of a job, when this is one."""
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"{words}\n")


def _describe_build(result: BuildResult, out: Path) -> str:
    site = result.site
    articles = len(site.articles) if site else 0
    programs = len(site.directory.programs) if site else 0
    python = Path(sys.executable)
    command = python.relative_to(Path.cwd()) if python.is_relative_to(Path.cwd()) else Path("python")
    return (
        f"Built {len(result.outputs)} files from {articles} articles and {programs} programs into {out}/. "
        f"Look at it with: {command} build.py serve"
    )


def _say(options: argparse.Namespace, words: str) -> None:
    """For people: not when quiet, and on the error stream when a machine reads the output."""
    if not options.quiet:
        print(words, file=sys.stdout if options.format == "text" else sys.stderr)


def _exit_code(options: argparse.Namespace, faults: tuple[Diagnostic, ...]) -> int:
    return AT_FAULT if has_errors(faults, strict=options.strict) else DONE


def _check(options: argparse.Namespace) -> int:
    if options.stale:
        return _tell_stale(options)
    if options.lang:
        from site_gen.translation_command import tell_missing

        return DONE if tell_missing(root=options.root, language=options.lang) else AT_FAULT
    if options.format == "csv" or options.limit or options.out:
        print("--format csv, --limit and --out go with --stale.", file=sys.stderr)
        return WRONG_USAGE
    sources, result = _run_pipeline(options)
    faults = result.diagnostics
    if options.online and result.site is not None:
        faults = tuple(sorted((*faults, *_ask_outside(options, result.site)), key=lambda fault: fault.sort_key))
    _print_faults(options, faults, sources)
    if not faults:
        _say(options, "No faults found.")
    return _exit_code(options, faults)


def _tell_stale(options: argparse.Namespace) -> int:
    from site_gen.listing_command import tell_stale

    if options.format not in {"text", "csv"}:
        print("--stale prints text, or a table with --format csv.", file=sys.stderr)
        return WRONG_USAGE
    as_table = options.format == "csv"
    today = options.now or _today()
    done = tell_stale(root=options.root, today=today, limit=options.limit, out=options.out, as_table=as_table)
    return DONE if done else AT_FAULT


def _ask_outside(options: argparse.Namespace, site: Site) -> tuple[Diagnostic, ...]:
    from site_gen.online import check_links
    from site_gen.outside import list_outside_links

    cache = options.root / ".cache" / "links.json"
    answers = check_links(list_outside_links(site), cache=cache, now=datetime.now(UTC).timestamp())
    _say(options, str(answers))
    return answers.faults


def _serve(options: argparse.Namespace) -> int:
    from site_gen.serve import serve

    out = options.out or options.root / "_site"
    options.quiet = True  # the server says itself when it has built
    # What needs a whole address, such as the page for a wrong one, must stay on this computer.
    options.base_url = options.base_url or f"http://127.0.0.1:{options.port}/"
    return serve(
        root=options.root,
        out=out,
        rebuild=lambda: _build_and_publish(options),
        strict=options.strict,
        port=options.port,
    )


def _new(options: argparse.Namespace) -> int:
    from site_gen.translation_command import start_language

    return DONE if start_language(root=options.root, language=options.code) else AT_FAULT


# --- import --------------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from site_gen.import_command import ImportCommandError, ImportOptions, run_import, write_template

    try:
        if options.template:
            write_template()
            return DONE
        return DONE if run_import(ImportOptions.typed(options)) else AT_FAULT
    except ImportCommandError as error:
        print(f"Nothing was imported: {error}", file=sys.stderr)
        return AT_FAULT


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

    today = options.now or _today()
    check = Check(on=options.on or today, by=options.by, how=options.how)
    return DONE if verify(root=options.root, ids=options.ids, check=check, today=today) else AT_FAULT


# --- review --------------------------------------------------------------------------------------------


def _review(options: argparse.Namespace) -> int:
    from site_gen.review_command import ReviewError, review

    try:
        faults = review(root=options.root, out=options.out, since=options.since, today=options.now or _today())
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


_COMMANDS = {
    "build": _build,
    "check": _check,
    "explain": _explain,
    "serve": _serve,
    "new": _new,
    "import": _import,
    "export": _export,
    "verify": _verify,
    "quiz": _quiz,
    "review": _review,
}
