"""`build.py quiz`: what the quiz says to one case that is written down in a file."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from site_gen import report
from site_gen.case import find_unexpected, read_case, say_case, tell_case
from site_gen.diagnostics import Diagnostic, has_errors
from site_gen.files import read_tree
from site_gen.loading import load_site
from site_gen.proofs import find_unanswered
from site_gen.quiz import compile_flow


def try_case(*, file: Path, root: Path, as_json: bool) -> bool:
    """Print the result of the case in *file*; false when there is none, or not the one it expects."""
    sources, unread = read_tree(root)
    site, faults = load_site(sources) if sources else (None, unread)
    if site is None:
        return _tell_no_result(faults, sources, as_json=as_json)
    try:
        data = file.read_bytes()
    except OSError as error:
        print(f"{file} cannot be read: {error.strerror}", file=sys.stderr)
        return False
    case, faults = read_case(data, path=str(file), criteria=site.criteria)
    if case is None:
        return _tell_no_result(faults, {str(file): data}, as_json=as_json)
    compiled = compile_flow(site.criteria)
    if unanswered := find_unanswered(site.criteria, compiled):
        return _tell_no_result(unanswered, sources, as_json=as_json)
    told = tell_case(site.criteria, compiled.flow, case.answers)
    print(json.dumps(told, indent=2, ensure_ascii=False) if as_json else say_case(told))
    return _tell_faults(find_unexpected(case, told), {str(file): data})


def _tell_no_result(faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes], *, as_json: bool) -> bool:
    if not as_json:
        return _tell_faults(faults, sources)
    print(report.to_json(faults))
    return False


def _tell_faults(faults: tuple[Diagnostic, ...], sources: Mapping[str, bytes]) -> bool:
    if faults:
        print(report.to_text(faults, sources), file=sys.stderr)
    return not has_errors(faults)
