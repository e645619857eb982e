"""What a version of the site consists of, in a file beside it, to see if a copy is whole and what the next one loses.

The same sources, day and address give the same manifest on every machine, so whoever doubts a copy can build it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from site_gen import urls
from site_gen.diagnostics import Diagnostic
from site_gen.model import Site
from site_gen.signoff import compute_digests

MANIFEST = "manifest.json"
FINDER = urls.output_path(urls.PROGRAMS)
ALLOW = "--allow-removals"
PUT_UP = "put up this version again; if that does not help, ask the host what it does to files"

NAMES = ("base_url", "day", "commit", "rules", "wording")


class ManifestError(Exception):
    """The text is no manifest of a site; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """*day*: the one that ages were counted from. *commit*: of the sources, where the build was told.

    *rules* and *wording*: the digests that clinicians sign. *programs*: how many are listed. *files*: all but the
    manifest itself, by path.
    """

    base_url: str
    day: str
    commit: str
    rules: str
    wording: str
    programs: int
    files: Mapping[str, FileFacts]


def describe_file(content: bytes) -> FileFacts:
    """What a manifest says of a file."""
    return FileFacts(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def make_manifest(files: Mapping[str, FileFacts], site: Site, *, base_url: str, day: date, commit: str) -> Manifest:
    """What a whole site of these *files* consists of."""
    digests = compute_digests(site.criteria)
    return Manifest(
        base_url=base_url,
        day=day.isoformat(),
        commit=commit,
        rules=digests.rules,
        wording=digests.wording,
        programs=len(site.directory.programs),
        files=dict(sorted(files.items())),
    )


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON, one file a line: what changed between two versions is then seen with diff."""
    head = {**{name: getattr(manifest, name) for name in NAMES}, "programs": manifest.programs}
    start = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    lines = ",\n  ".join(
        f'{json.dumps(path)}: {{"sha256": "{facts.sha256}", "size": {facts.size}}}'
        for path, facts in manifest.files.items()
    )
    return f'{start},\n "files": {{\n  {lines}\n }}\n}}\n'.encode()


def read_manifest(data: bytes) -> Manifest:
    """The manifest that was written so. Raises ManifestError."""
    try:
        held = json.loads(data)
        return Manifest(
            **{name: _typed(held[name], str) for name in NAMES},
            programs=_typed(held["programs"], int),
            files={path: _read_facts(one) for path, one in held["files"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ManifestError("a build writes something else") from error


def _read_facts(held: Mapping[str, object]) -> FileFacts:
    return FileFacts(sha256=_typed(held["sha256"], str), size=_typed(held["size"], int))


T = TypeVar("T")


def _typed(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


# --- what the next version loses -----------------------------------------------------------------------


def find_losses(last: Manifest, new: Manifest, *, programs_gone: int) -> Iterator[Diagnostic]:
    """E621 and E622: what readers found on the last version is not lost by mistake.

    *programs_gone*: how many of a hundred programs may go at once. Their pages are counted so and no other way:
    programs close, and a guard that cries at each of them is soon switched off.
    """
    if (last.programs - new.programs) * 100 > last.programs * programs_gone:
        message = f"the site had {last.programs:,} programs and would have {new.programs:,} now"
        hint = f"look for a file that was lost; if so many have closed, build with {ALLOW}"
        yield Diagnostic(code="E621", path="programs.yaml", message=message, hint=hint)
    for path in sorted(last.files.keys() - new.files.keys()):
        if path.endswith(".html") and (path == FINDER or not path.startswith(urls.PROGRAMS)):
            message = "this page of the last version is gone, and whoever kept its address finds nothing"
            hint = f"name it under aliases of the article that takes its place, or build with {ALLOW}"
            yield Diagnostic(code="E622", path=path, message=message, hint=hint)


# --- whether a copy is whole ---------------------------------------------------------------------------


def find_differences(expected: Mapping[str, FileFacts], found: Mapping[str, FileFacts | None]) -> Iterator[Diagnostic]:
    """E631 to E633: a copy has every expected file as it was built, and no other. *found*: None where nothing is."""
    for path in sorted(expected.keys() | found.keys()):
        if path not in expected:
            hint = "take it away: it may be left over from an older version"
            yield Diagnostic(code="E633", path=path, message="this file is no part of the site", hint=hint)
        elif (there := found.get(path)) is None:
            yield Diagnostic(code="E631", path=path, message="this file of the site is not there", hint=PUT_UP)
        elif there != expected[path]:
            message = f"this file is not as it was built: {there.size:,} bytes with the digest {there.sha256[:12]}"
            yield Diagnostic(code="E632", path=path, message=message, hint=PUT_UP)
