"""A directory as the text of programs.yaml, laid out for people who will edit it by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, fields
from datetime import date
from typing import get_args, get_type_hints

import yaml

from site_gen.importers.sources import RIGHTS
from site_gen.model import (
    Address,
    Capacity,
    Directory,
    Keyed,
    License,
    ListingSource,
    Offering,
    Organization,
    Phone,
    Program,
    Session,
    Verified,
    Words,
)

Record = Organization | Program | Offering | Session | Address | Phone | Capacity | License | Verified | ListingSource
Value = str | bool | date | Words | Record | tuple["Value", ...] | None

HEADING = "The directory: every program on the site, and the organizations that run them."
# Lists are broken after the item that passes this.
WIDTH = 100
ALWAYS_QUOTED = frozenset({"zip", "number", "extension", "lat", "lon", "edition", "hours_per_week", "from", "to"})
# PyYAML quotes what it would misread itself. Other readers also take these for numbers, times and booleans.
LOOKS_LIKE_ANOTHER_TYPE = re.compile(r"[-+.]?\d[\w.:+-]*|[yYnN]")


KEYED_FIELDS = {
    kind: frozenset(
        name
        for name, hint in get_type_hints(kind, include_extras=True).items()
        if Keyed() in getattr(hint, "__metadata__", ())
    )
    for kind in get_args(Record)
}


class _Quoted(str):
    __slots__ = ()


class OneLineMap(dict[str, object]):
    """Written `{key: value}`."""


class _OneLineList(list[object]):
    """Written `[value, value]`."""


def write_directory(directory: Directory) -> str:
    """The whole file: where it comes from, organizations by id, programs by city and id."""
    organizations = sorted(directory.organizations, key=lambda organization: organization.id)
    programs = sorted(directory.programs, key=lambda program: (program.address.city, program.id))
    tree = {
        "organizations": [OneLineMap(plain_record(organization)) for organization in organizations],
        "programs": [plain_record(program) for program in programs],
    }
    return write_heading(directory.programs) + _dump(tree)


def write_heading(programs: Iterable[Program]) -> str:
    """The comment above everything: which lists the *programs* come from."""
    return "".join(f"# {line}".rstrip() + "\n" for line in _heading(programs))


def write_items(items: Iterable[Mapping[str, object]]) -> str:
    """Records as they stand below `organizations:` or `programs:`: dashes in column 3, keys in column 5."""
    return _dump({"items": list(items)}).partition("\n")[2]


def _dump(tree: object) -> str:
    return yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=WIDTH)


def _heading(programs: Iterable[Program]) -> Iterator[str]:
    yield HEADING
    by_source: dict[tuple[str, str], list[Program]] = {}
    for program in programs:
        by_source.setdefault((program.source.name, program.source.edition), []).append(program)
    for (name, edition), listed in sorted(by_source.items()):
        yield ""
        yield f"Listings from {name}, edition {edition}: {len(listed)}."
        yield from RIGHTS.get(name, ())
        yield f"Checked by anyone since: {sum(program.verified is not None for program in listed) or 'none'}."


def plain_record(record: Record) -> dict[str, object]:
    """The fields of *record* that say something, under the keys of the file."""
    keyed = KEYED_FIELDS[type(record)]
    plain: dict[str, object] = {}
    for field in fields(record):
        value, key = getattr(record, field.name), field.name.rstrip("_")
        if not _goes_without_saying(field, value):
            plain[key] = _by_id(value) if field.name in keyed else _plain(value, key)
    return plain


def _goes_without_saying(field: Field[object], value: Value) -> bool:
    """An empty list where nothing is said is None says that there is none."""
    return value is None or value == field.default


def _by_id(offerings: tuple[Offering, ...]) -> OneLineMap:
    """Keyed records as a mapping: the id is the key, the other fields stand under it."""
    plain = OneLineMap()
    for offering in offerings:
        record = plain_record(offering)
        del record["id"]
        plain[str(offering.id)] = OneLineMap(record)
    return plain


def _plain(value: Value, key: str) -> object:
    if isinstance(value, tuple) and any(isinstance(item, Record) for item in value):
        return [_plain(item, key) for item in value]
    if isinstance(value, tuple):
        return _OneLineList(_plain(item, key) for item in value)
    if isinstance(value, Record):
        return OneLineMap(plain_record(value))
    if isinstance(value, Words):
        return _plain_words(value, key)
    if isinstance(value, str):
        needs_quotes = key in ALWAYS_QUOTED or LOOKS_LIKE_ANOTHER_TYPE.fullmatch(value)
        return _Quoted(value) if needs_quotes else str(value)
    return value


def _plain_words(words: Words, key: str) -> object:
    written = words.as_written
    if isinstance(written, str):
        return _plain(written, key)
    return OneLineMap({language: _plain(text, key) for language, text in written.items()})


class _Dumper(yaml.SafeDumper):
    """PyYAML's emitter with lists under their key, a blank line between programs, and no text broken in two."""

    def ignore_aliases(self, data: object) -> bool:
        del data  # `&id001` would save a few bytes, and nobody could edit it
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  as PyYAML calls it
        del indentless
        super().increase_indent(flow=flow, indentless=False)

    def expect_block_sequence_item(self, first: bool = False) -> None:  # noqa: FBT001, FBT002  as PyYAML calls it
        if not first and isinstance(self.event, yaml.MappingStartEvent) and not self.event.flow_style:
            self.write_line_break()  # ends the line of the item before
            self.write_line_break()
        super().expect_block_sequence_item(first=first)

    def choose_scalar_style(self) -> str:
        style = super().choose_scalar_style()
        return '"' if style == "'" else style  # one kind of quotes

    def write_plain(self, text: str, split: bool = True) -> None:  # noqa: FBT001, FBT002  as PyYAML calls it
        del split
        super().write_plain(text, split=False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: FBT001, FBT002  as PyYAML calls it
        del split
        super().write_double_quoted(text, split=False)


def _one_line_map(dumper: yaml.SafeDumper, plain: OneLineMap) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", plain.items(), flow_style=True)


def _one_line_list(dumper: yaml.SafeDumper, plain: _OneLineList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", plain, flow_style=True)


def _quoted(dumper: yaml.SafeDumper, text: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"')


_Dumper.add_representer(OneLineMap, _one_line_map)
_Dumper.add_representer(_OneLineList, _one_line_list)
_Dumper.add_representer(_Quoted, _quoted)
