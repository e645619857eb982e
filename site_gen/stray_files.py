"""Files that stand where the sources stand and are not read: told, since what they say would be missed by nobody."""

from __future__ import annotations

import re

from site_gen.diagnostics import Diagnostic, nearest
from site_gen.schema import CONFIG, CRITERIA, DIRECTORY, GLOSSARY, HELPLINES, SOURCES, WORDING

READ = (CONFIG, HELPLINES, CRITERIA, WORDING, GLOSSARY, SOURCES)

# What editors, and systems that hide the end of a name, make of .yaml and .md.
_SOURCE = re.compile(r"\.(?P<kind>ya?ml|md|markdown|mdown)(?:\.txt)?\Z", re.IGNORECASE)
# The texts of the YAML files in another language; see `texts`.
_TEXTS = re.compile(r"content/[a-z]{2,3}/texts\.po")
_NOTE = re.compile(r"programs/(?:.*/)?readme(?:\.md|\.txt)?", re.IGNORECASE)


def check_place(path: str) -> Diagnostic | None:
    """E113: a file with the name of a source that is none. W113: another file that nothing reads."""
    folder = path.split("/", maxsplit=1)[0]
    if folder == "templates" or _is_read(path):
        return None
    source = _SOURCE.search(path)
    if source is None:
        return _not_read("W113", path, f"move it out of {folder}/; {_what_is_read(folder)}")
    right = path[: source.start()] + (".yaml" if source["kind"].lower().startswith("y") else ".md")
    return _not_read("E113", path, _how_to_mend(path, right, folder))


def is_note(path: str) -> bool:
    """Whether this is a word for colleagues beside the listings; in content/, a README would be an article."""
    return _NOTE.fullmatch(path) is not None


def _is_read(path: str) -> bool:
    """Articles in a wrong folder count as read: they have a fault of their own."""
    if path.startswith("content/"):
        return path in READ or path.endswith(".md") or _TEXTS.fullmatch(path) is not None
    return path == DIRECTORY or (path.startswith("programs/") and path.endswith(".yaml"))


def _how_to_mend(path: str, right: str, folder: str) -> str:
    if _is_read(right) and right != path:
        return f"rename it to {right}"
    if folder == "content" and right.endswith(f"/{DIRECTORY}"):
        return f"the directory stands beside content/, not in it: move this file to {DIRECTORY}"
    near = nearest(_stem(right), map(_stem, READ)) if folder == "content" and right.endswith(".yaml") else ""
    return (f"did you mean content/{near}.yaml? " if near else "") + _what_is_read(folder)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml").lower()


def _what_is_read(folder: str) -> str:
    if folder == "content":
        names = ", ".join(path.removeprefix("content/") for path in READ)
        return f"read are {names}, and articles such as en/what-is-iop.md"
    return "read are files whose names end in .yaml"


def _not_read(code: str, path: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, path=path, message="this file is not read", hint=hint)
