"""`build.py check --live`: whether a copy of the site, in a folder or on the web, is what was built, file by file."""

from __future__ import annotations

import gzip
import os
import urllib.request
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TypeAlias
from urllib.error import HTTPError
from urllib.parse import quote

from site_gen import urls
from site_gen.diagnostics import Diagnostic
from site_gen.headers import HEADERS_FILE
from site_gen.manifest import MANIFEST, FileFacts, Manifest, describe_file, find_differences, write_manifest
from site_gen.online import OPENER, TIMEOUT
from site_gen.precompressed import SUFFIX
from site_gen.publish import MARKER

AT_ONCE = 8
MAX_SIZE = 64_000_000
# Not ours: the mark of the published folder, and what RFC 8615 gives to the host, such as the proofs of a certificate.
OF_THE_HOST = (MARKER, ".well-known/")
NOT_FOUND_STATUS = 404
HEADERS = {"User-Agent": "Stepdown live check", "Cache-Control": "no-cache"}

Found: TypeAlias = dict[str, FileFacts | None]


class LiveError(Exception):
    """Nothing could be compared; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """*faults*: each file that differs. *count*: how many were looked at."""

    faults: tuple[Diagnostic, ...]
    count: int


def compare_live(where: str, manifest: Manifest) -> Compared:
    """Compare the copy at *where*: a folder, the address of the site, or a file that lists addresses of it.

    Raises LiveError.
    """
    expected = {**manifest.files, MANIFEST: describe_file(write_manifest(manifest))}
    if Path(where).is_dir():
        found = _read_folder(Path(where), expected)
        return Compared(faults=tuple(find_differences(expected, found)), count=len(expected))
    if where.startswith(("https://", "http://")):
        served = [path for path in expected if path != HEADERS_FILE]  # hosts that know it keep it to themselves
        found = _ask_for({_address_of(path, where): path for path in served})
    else:
        found = _ask_listed(_read_list(Path(where)), expected, manifest.base_url)
    asked = {path: facts for path, facts in expected.items() if path in found}
    return Compared(faults=tuple(find_differences(asked, found)), count=len(found))


# --- a folder ------------------------------------------------------------------------------------------


def _read_folder(folder: Path, expected: Mapping[str, FileFacts]) -> Found:
    """Every file there. Those that a build compressed beside the others are told only where they hold another text."""
    found: Found = {}
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names):
            name = path.relative_to(folder).as_posix()
            if not name.startswith(OF_THE_HOST) and not _is_twin(path, expected.get(name.removesuffix(SUFFIX))):
                found[name] = _read_facts(path)
    return found


def _read_facts(path: Path) -> FileFacts | None:
    try:
        return describe_file(path.read_bytes())
    except OSError:  # a link that leads nowhere, or closed to us and so to others
        return None


def _is_twin(path: Path, whole: FileFacts | None) -> bool:
    """Whether the file is another one compressed: its own bytes may differ from one computer to the next."""
    if whole is None or path.suffix != SUFFIX:
        return False
    with suppress(OSError, EOFError, zlib.error), gzip.open(path) as file:
        return describe_file(file.read(whole.size + 1)) == whole
    return False


# --- the web -------------------------------------------------------------------------------------------


def _address_of(path: str, base: str) -> str:
    return urls.absolute(base, quote(path.removesuffix("index.html")))


def _read_list(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise LiveError(f"{path} is no folder, no web address and no list of addresses") from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _ask_listed(listed: Iterable[str], expected: Mapping[str, FileFacts], base_url: str) -> Found:
    """The files that the addresses stand for; an address that stands for none is found, and is no part of the site."""
    known = {_address_of(path, base_url): path for path in expected}
    return _ask_for({address: known.get(address, address) for address in listed})


def _ask_for(paths: Mapping[str, str]) -> Found:
    """What the web has for each path, by the addresses they stand at."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = pool.map(lambda address: _ask(address, paths[address]), paths)
    return dict(zip(paths.values(), answers, strict=True))


def _ask(address: str, path: str) -> FileFacts | None:
    request = urllib.request.Request(address, headers=HEADERS)  # noqa: S310  OPENER knows the web alone
    try:
        with OPENER.open(request, timeout=TIMEOUT) as response:
            return describe_file(response.read(MAX_SIZE))
    except HTTPError as error:
        with error:
            # Hosts may show this page at its own address too as what it says.
            is_page = error.code == NOT_FOUND_STATUS and path == urls.NOT_FOUND
            return describe_file(error.read(MAX_SIZE)) if is_page else None
    except (OSError, HTTPException, ValueError) as error:
        raise LiveError(f"no answer from {address}: {error}") from error
