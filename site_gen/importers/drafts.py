"""Places as lists of any kind tell them, read as our own records: what does not fit is left out and noted."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from site_gen.diagnostics import Diagnostic, Located, fault
from site_gen.importers.doubts import note_shared_phones
from site_gen.importers.ids import Place, first_free, propose_ids, slug
from site_gen.importers.imported import Imported
from site_gen.importers.listings import plain_record
from site_gen.importers.matching import unit_of
from site_gen.importers.names import has_words, in_title_case, is_shouted
from site_gen.model import Address, Directory, ListingSource, Organization, Phone, Program
from site_gen.reading import MISSING, Notes, reader_of
from site_gen.yaml_tree import MapNode, Node

PLACEHOLDER = "to-be-named"
# Merged places say these only if each of them does: they shut people out or say no.
NARROWING = ("does_not_accept", "does_not_speak", "does_not_offer", "serves_only")
WIDENING = ("payment", "languages", "offers", "populations", "ages", "accreditation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One place. *fields*: values under the keys of programs.yaml, with *name* and *organization* in words."""

    at: Located
    fields: Mapping[str, Node]


def map_node(at: Located, entries: Mapping[str, Node | None]) -> MapNode:
    """The entries that have a value, as a mapping that stands at *at*."""
    return MapNode(at=at, entries=tuple((at.with_text(key), value) for key, value in entries.items() if value))


def finish_drafts(
    drafts: Sequence[Draft], *, source: ListingSource, path: str, only_levels: tuple[str, ...], notes: list[Diagnostic]
) -> Imported:
    """The directory that *drafts* make, with those that offer one of the levels asked for."""
    organizations: dict[str, Organization] = {}
    programs = [
        program for draft in drafts if (program := _read_program(draft, source, organizations, notes)) is not None
    ]
    wanted = [one for one in programs if not only_levels or {str(level.id) for level in one.levels} & {*only_levels}]
    if len(wanted) < len(programs):
        message = (
            f"places that do not offer {' or '.join(only_levels)} and were left out: {len(programs) - len(wanted)}"
        )
        notes.append(Diagnostic(code="W702", path=path, message=message))
    merged = _name_all(_merge_repeated(wanted, notes), notes)
    notes += note_shared_phones(merged, path)
    used = {str(program.organization) for program in merged if program.organization}
    directory = Directory(
        organizations=tuple(one for key, one in sorted(organizations.items()) if key in used), programs=merged
    )
    if not merged and not any(note.code.startswith("E") for note in notes):
        hint = "read the notes: each says why a place was left out"
        notes.append(Diagnostic(code="E702", path=path, message="no place in this list can be listed", hint=hint))
    ordered = tuple(sorted(notes, key=lambda note: note.sort_key))
    return Imported(directory=directory, notes=ordered, read=len(drafts))


def _read_program(
    draft: Draft, source: ListingSource, organizations: dict[str, Organization], notes: list[Diagnostic]
) -> Program | None:
    fields = dict(draft.fields)
    for key in ("name", "organization"):
        value = fields.get(key)
        if isinstance(value, Located) and is_shouted(value):
            fields[key] = value.with_text(in_title_case(value))
            notes.append(fault("W701", draft.at, f'"{value}" is all capitals; written "{fields[key]}"'))
    name, organization = fields.get("name"), fields.pop("organization", "")
    values = _read_leniently(Program, MapNode(at=draft.at, entries=_entries(draft.at, fields)), notes)
    missing = [key for key in ("name", "levels", "address") if not values.get(key)]
    if missing or not (isinstance(name, Located) and has_words(name)):
        hint = "it needs a name, a level of care, a city, a state of two letters and a ZIP code of five digits"
        message = f"this place is left out: {', '.join(missing or ['name'])} cannot be read"
        notes.append(fault("W702", draft.at, message, hint))
        return None
    if isinstance(organization, Located) and has_words(organization):
        values["organization"] = organization.with_text(slug(organization))
        organizations.setdefault(
            slug(organization), Organization(id=values["organization"], name=organization.with_text(organization))
        )
    values.setdefault("id", draft.at.with_text(PLACEHOLDER))
    program = Program(**{**values, "source": source})
    if not program.phones and not program.website:
        notes.append(fault("W703", draft.at, f'"{program.name}" has no phone that can be called and no website'))
    return program


def _entries(at: Located, fields: Mapping[str, Node]) -> tuple[tuple[Located, Node], ...]:
    return tuple((at.with_text(key), value) for key, value in fields.items())


def _read_leniently(record: type, node: MapNode, notes: list[Diagnostic]) -> dict[str, typing.Any]:
    """Each field by itself; one that is at fault is left out, of a list only the items at fault."""
    hints = typing.get_type_hints(record, include_extras=True)
    names = {field.name.rstrip("_"): field.name for field in dataclasses.fields(record)}
    values: dict[str, typing.Any] = {}
    for key, child in node.entries:
        name = names[key]
        if hints[name] is Address and isinstance(child, MapNode):
            value = _read_address(child, notes)
        else:
            value = _read_value(hints[name], child, notes)
        if value is not MISSING:
            values[name] = value
    return values


def _read_address(node: MapNode, notes: list[Diagnostic]) -> object:
    values = _read_leniently(Address, node, notes)
    return Address(**values) if {"city", "state", "zip"} <= values.keys() else MISSING


def _read_value(kind: object, node: Node, notes: list[Diagnostic]) -> object:
    found = Notes()
    value = reader_of(kind)(node, found)
    notes.extend(
        Diagnostic(code="W702", path=one.path, line=one.line, message=f"{one.message}; left out", hint=one.hint)
        for one in found.faults
    )
    # A choice that is none is taken out of a list by its reader; anything else in the wrong form is not.
    only_choices = all(one.code in {"E205", "E206"} for one in found.faults)
    return value if only_choices and value != () else MISSING if found.faults else value


def _merge_repeated(programs: Iterable[Program], notes: list[Diagnostic]) -> list[Program]:
    """One listing for each place: a list may have a row for each service."""
    merged: dict[tuple[str, ...], Program] = {}
    for program in programs:
        key = unit_of(plain_record(program))
        if key in merged:
            message = f'"{program.name}" is listed more than once at this address; the listings are merged'
            notes.append(fault("W701", program.name, message))
            program = _merge(merged[key], program)  # noqa: PLW2901  what stays of the two
        merged[key] = program
    return list(merged.values())


def _merge(first: Program, other: Program) -> Program:
    levels = {level.id: level for level in (*other.levels, *first.levels)}
    numbers = {(phone.number, phone.extension) for phone in first.phones}
    more: tuple[Phone, ...] = tuple(one for one in other.phones if (one.number, one.extension) not in numbers)
    changes: dict[str, typing.Any] = {
        "levels": tuple(levels[key] for key in dict.fromkeys(level.id for level in (*first.levels, *other.levels))),
        "phones": (*first.phones, *more),
    }
    for name in WIDENING:
        changes[name] = tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name))))
    for name in NARROWING:
        changes[name] = _common(getattr(first, name), getattr(other, name))
    return replace(first, website=first.website or other.website, note=first.note or other.note, **changes)


def _common(first: tuple[Located, ...] | None, other: tuple[Located, ...] | None) -> tuple[Located, ...] | None:
    """What both say; where one shuts people out and the other does not, nothing is known."""
    if first is None or other is None:
        return None
    return tuple(one for one in first if one in other)


def _name_all(programs: Sequence[Program], notes: list[Diagnostic]) -> tuple[Program, ...]:
    """Ids for those that the list gives none, or one that another place has; in the order of the directory."""
    proposed = iter(propose_ids([_place(program) for program in programs if program.id == PLACEHOLDER]))
    taken: set[str] = set()
    named: list[Program] = []
    # Ids that the list gives come first: they are the publisher's own.
    for program in sorted(programs, key=lambda one: one.id == PLACEHOLDER):
        wanted = next(proposed) if program.id == PLACEHOLDER else str(program.id)
        free = first_free(wanted, taken) if wanted in taken else wanted
        if free != wanted and program.id != PLACEHOLDER:
            message = f'the id "{wanted}" stands at two places; "{program.name}" is listed as "{free}"'
            notes.append(fault("W703", program.id, message, "give each place an id of its own"))
        taken.add(free)
        named.append(replace(program, id=program.id.with_text(free)))
    return tuple(sorted(named, key=lambda program: (program.address.city, program.id)))


def _place(program: Program) -> Place:
    address = program.address
    street = " ".join(part for part in (address.street, address.unit) if part)
    content = (str(program.name), street, str(address.zip), *(str(phone.number) for phone in program.phones))
    return Place(name=program.name, city=address.city, street=street, zip=address.zip, content=content)
