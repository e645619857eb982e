"""Source files to documents: strict UTF-8, front matter apart from the text below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.hidden import FORBIDDEN, forbidden_character
from site_gen.yaml_tree import Node, read_yaml

FENCE = "---"
TEXTS = (".css", ".html", ".js", ".po")

# Of a file that is no text at all, every other character may be one.
MAX_HIDDEN_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source file: its YAML tree (front matter of an article), and the text below it."""

    path: str
    root: Node
    body: Located | None = None


def parse(sources: Mapping[str, bytes]) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    """Read every YAML file and article; a file with a fault is left out of the documents."""
    read = [parse_source(path, sources[path]) for path in sorted(sources)]
    documents = tuple(document for document, _ in read if document is not None)
    return documents, tuple(fault for _, faults in read for fault in faults)


def parse_source(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """One file of any kind. Templates are only looked at here: they must be text, and no part of them may be hidden."""
    if path.endswith((".yaml", ".yml", ".md")):
        return parse_file(path, data)
    return None, (decode(path, data)[1] if path.endswith(TEXTS) else ())


def parse_file(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """One YAML file or article; the document is None when the file could not be read as a whole."""
    text, faults = decode(path, data)
    if text is None:
        return None, faults
    if path.endswith(".md"):
        return _parse_article(path, text)
    root, faults = read_yaml(text, path=path)
    return (None if root is None else Document(path=path, root=root)), faults


def decode(path: str, data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Strict UTF-8 text whose lines end alike; one byte order mark at the start is allowed."""
    try:
        text = _plain_line_ends(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8 text (byte 0x{data[error.start]:02x})"
        at = _end_of(_plain_line_ends(data[: error.start].decode("utf-8")), path)
        return None, (fault("E101", at, message, 'save the file again with the encoding "UTF-8"'),)
    faults = tuple(islice(_find_hidden(path, text), MAX_HIDDEN_SHOWN))
    return (None if faults else text), faults


def _plain_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _find_hidden(path: str, text: str) -> Iterator[Diagnostic]:
    if not FORBIDDEN.search(text):  # as in nearly all files; line by line, it takes twice as long to find that out
        return
    for number, line in enumerate(text.split("\n"), 1):
        for match in FORBIDDEN.finditer(line):
            yield forbidden_character(match[0], Located("", path=path, line=number, column=match.start() + 1))


def _end_of(text: str, path: str) -> Located:
    """The place that follows *text*."""
    return Located("", path=path, line=text.count("\n") + 1, column=len(text) - text.rfind("\n"))


def _parse_article(path: str, text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, (
            _front_matter_fault(path, 1, "this article has no front matter", f"start the file with a line {FENCE}"),
        )
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        hint = f"close it with a line {FENCE}, above the text of the article"
        return None, (_front_matter_fault(path, 1, "the front matter of this article has no end", hint),)
    root, faults = read_yaml("\n".join(lines[1:end]), path=path, first_line=2)
    if root is None:
        return None, faults
    body = Located("\n".join(lines[end + 1 :]), path=path, line=end + 2)
    return Document(path=path, root=root, body=body), faults


def _front_matter_fault(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="E108", path=path, line=line, column=1, message=message, hint=hint)
