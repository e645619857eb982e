"""The commands. Exit codes: 0 done, 1 the content, 2 wrong usage, 3 our fault, 130 interrupted, 143 ended."""
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
from site_gen.stopping import StoppedError, stopping_in_order
from site_gen.telling import describe_build, print_faults, say

if TYPE_CHECKING:
    from site_gen.model import Site
    from site_gen.pipeline import BuildResult

DONE, AT_FAULT, WRONG_USAGE, OUR_FAULT, INTERRUPTED, ENDED = 0, 1, 2, 3, 130, 143


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
        with stopping_in_order():
            code: int = options.run(options)
    except (KeyboardInterrupt, StoppedError) as stopped:
        print("Stopped. What is published is whole: the last version, or the new one.", file=sys.stderr)
        return INTERRUPTED if isinstance(stopped, KeyboardInterrupt) else ENDED
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
    from site_gen.manifest import ManifestError
    from site_gen.publish import PublishError

    try:
        faults = _build_and_publish(options)
    except (ManifestError, PublishError) as error:
        print(f"Nothing was published: {error}", file=sys.stderr)
        return AT_FAULT
    return _exit_code(options, faults)


def _build_and_publish(options: argparse.Namespace) -> tuple[Diagnostic, ...]:
    from site_gen.files import source_paths
    from site_gen.last_version import guard
    from site_gen.precompressed import compress
    from site_gen.publish import publish

    sources, result = _run_pipeline(options)
    out = options.out or options.root / "_site"
    losses = () if options.allow_removals else guard(result, out, last=options.last)
    faults = (*result.diagnostics, *losses)
    print_faults(options, faults, sources)
    if has_errors(faults, strict=options.strict):
        say(options, f"Nothing was published; {out} is as it was.")
    else:
        twins = compress(result.outputs) if options.gzip else {}
        publish({**result.outputs, **twins} if twins else result.outputs, out, keep=source_paths(options.root))
        say(options, describe_build(result, out))
    return faults


def _run_pipeline(options: argparse.Namespace) -> tuple[Mapping[str, bytes], BuildResult]:
    from site_gen.files import read_tree
    from site_gen.pipeline import BuildOptions, BuildResult, build

    sources, unread = read_tree(options.root)
    if not sources:
        return sources, BuildResult(outputs={}, diagnostics=unread)
    day, commit = options.now or _today(), options.commit or ""
    asked = BuildOptions(today=day, base_url=options.base_url, drafts=options.drafts, commit=commit)
    made = build(sources, asked)
    faults = tuple(sorted({*unread, *made.diagnostics}, key=lambda fault: fault.sort_key))
    return sources, BuildResult(outputs=made.outputs, diagnostics=faults, site=made.site)


def _today() -> date:
    """The day SOURCE_DATE_EPOCH names, for builds that must come out the same; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def _exit_code(options: argparse.Namespace, faults: tuple[Diagnostic, ...]) -> int:
    return AT_FAULT if has_errors(faults, strict=options.strict) else DONE


def _check(options: argparse.Namespace) -> int:
    if options.stale:
        return _tell_stale(options)
    if options.live:
        return _tell_live(options)
    if options.format == "csv" or options.limit or options.out:
        print("--format csv, --limit and --out go with --stale.", file=sys.stderr)
        return WRONG_USAGE
    sources, result = _run_pipeline(options)
    faults = result.diagnostics
    if options.online and result.site is not None:
        faults = tuple(sorted((*faults, *_ask_outside(options, result.site)), key=lambda fault: fault.sort_key))
    print_faults(options, faults, sources)
    if not faults:
        say(options, "No faults found.")
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


def _tell_live(options: argparse.Namespace) -> int:
    from site_gen.last_version import load_manifest
    from site_gen.live import LiveError, compare_live
    from site_gen.manifest import ManifestError

    try:
        compared = compare_live(options.live, load_manifest(options.manifest or options.root / "_site/manifest.json"))
    except (LiveError, ManifestError) as error:
        print(f"Nothing was compared: {error}", file=sys.stderr)
        return AT_FAULT
    print_faults(options, compared.faults, {})
    say(options, f"Compared {compared.count} files with the manifest; {len(compared.faults)} differ.")
    return _exit_code(options, compared.faults)


def _ask_outside(options: argparse.Namespace, site: Site) -> tuple[Diagnostic, ...]:
    from site_gen.online import check_links
    from site_gen.outside import list_outside_links

    cache = options.root / ".cache" / "links.json"
    answers = check_links(list_outside_links(site), cache=cache, now=datetime.now(UTC).timestamp())
    say(options, str(answers))
    return answers.faults


def _serve(options: argparse.Namespace) -> int:
    from site_gen.serve import serve

    out = options.out or options.root / "_site"
    options.quiet = True  # the server says itself when it has built
    options.allow_removals = True  # what is only looked at may lose what it likes
    # What needs a whole address, such as the page for a wrong one, must stay on this computer.
    options.base_url = options.base_url or f"http://127.0.0.1:{options.port}/"
    return serve(
        root=options.root,
        out=out,
        rebuild=lambda: _build_and_publish(options),
        strict=options.strict,
        port=options.port,
    )


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
    "import": _import,
    "export": _export,
    "headers": _headers,
    "verify": _verify,
    "quiz": _quiz,
    "review": _review,
}
