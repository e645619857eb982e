"""What importers wrote last, kept beside the listings: so an edit by hand can be told from a change of the list."""

from __future__ import annotations

import json
from collections.abc import Mapping

from site_gen.importers.merging import Plain, comparable

ABOUT = "What build.py import wrote last, by id, to be compared with the listings. Keep it in git; do not edit it."

LastImport = Mapping[str, Plain]


class LastImportError(Exception):
    """The file is not one that `write_last_import` made."""


def read_last_import(data: bytes) -> LastImport:
    """The listings by id. Raises LastImportError."""
    try:
        programs = json.loads(data)["programs"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LastImportError("it is not as an import left it") from error
    if not isinstance(programs, dict) or not all(isinstance(plain, dict) for plain in programs.values()):
        raise LastImportError("it is not as an import left it")
    return {our_id: {**plain, "id": our_id} for our_id, plain in programs.items()}


def write_last_import(programs: LastImport) -> bytes:
    """One line for each listing, by id: a change reads well in git."""
    lines = [
        f"{json.dumps(our_id)}: {json.dumps(_without_id(plain), ensure_ascii=False)}"
        for our_id, plain in sorted(programs.items())
    ]
    body = ",\n".join(lines)
    return f'{{\n"about": {json.dumps(ABOUT)},\n"programs": {{\n{body}\n}}\n}}\n'.encode()


def _without_id(plain: Plain) -> object:
    return comparable({key: value for key, value in plain.items() if key != "id"})
