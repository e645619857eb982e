"""SAMHSA's national directory of treatment facilities: its table in, our directory out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located, fault, has_errors
from site_gen.importers.contacts import ZIPS_THAT_START_WITH_ZERO, PhoneLine, read_phone, read_zip
from site_gen.importers.doubts import note_shared_phones
from site_gen.importers.ids import Place, propose_ids, slug
from site_gen.importers.imported import Imported
from site_gen.importers.names import Names, choose_names, has_words, in_title_case, is_shouted, may_be_cut
from site_gen.importers.samhsa_codes import KNOWN, Facts, read_codes
from site_gen.importers.samhsa_table import Row, merge_repeated, read_code_book, read_rows
from site_gen.importers.sources import SAMHSA
from site_gen.importers.tables import has_text
from site_gen.model import Address, Directory, ListingSource, Offering, Organization, Phone, Program, Words
from site_gen.progress import SILENT, Progress, counted

MAX_STATES_NAMED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """A row that was understood, before it gets its id."""

    row: Row
    names: Names
    address: Address
    phones: tuple[Phone, ...]
    facts: Facts

    @property
    def place(self) -> Place:
        street = " ".join(filter(None, (self.address.street, self.address.unit)))
        return Place(
            name=self.names.program,
            city=self.address.city,
            street=street,
            zip=self.address.zip,
            content=self.row.content,
        )


def import_samhsa(  # noqa: PLR0913  all that an import is told
    data: bytes,
    *,
    path: str,
    state: str,
    edition: str,
    only_levels: tuple[str, ...] = (),
    progress: Progress = SILENT,
) -> Imported:
    """The facilities of *state* as a directory; with *only_levels*, those that offer at least one of them.

    A facility keeps all its levels, for the step down from a listed level matters too.
    """
    progress.begin("Reading the list")
    rows, faults = read_rows(data, path=path)
    notes = list(faults)
    in_state = merge_repeated((row for row in rows if row.state == state.upper()), notes)
    _note_unknown_codes(in_state, data, notes)
    chosen = _choose_rows(in_state, state.upper(), only_levels, notes)
    cities = frozenset(row.city.casefold() for row in rows)
    listings = tuple(
        listing
        for row in counted(chosen, "Making listings", progress)
        if (listing := _read_listing(row, cities, notes))
    )
    _note_mended_zips(listings, notes)
    if not listings and not has_errors(notes):
        notes.append(_nothing_left(path, rows, state.upper(), only_levels))
    directory = Directory(organizations=_organizations(listings), programs=_programs(listings, edition))
    notes += note_shared_phones(directory.programs, path)
    notes.sort(key=lambda note: note.sort_key)
    return Imported(directory=directory, notes=tuple(notes), read=len(rows), state=state.upper())


def _choose_rows(
    in_state: Sequence[Row], state: str, only_levels: tuple[str, ...], notes: list[Diagnostic]
) -> tuple[Row, ...]:
    wanted = [row for row in in_state if _offers_one_of(row, only_levels)]
    left_out = len(in_state) - len(wanted)
    if left_out:
        message = f"places of {state} that do not offer {_in_words(only_levels)} and were left out: {left_out}"
        notes.append(Diagnostic(code="W702", path=in_state[0].path, message=message))
    return tuple(wanted)


def _offers_one_of(row: Row, only_levels: tuple[str, ...]) -> bool:
    levels = read_codes(row.codes).levels
    return any(level in levels for level in only_levels or levels)


def _in_words(only_levels: tuple[str, ...]) -> str:
    return " or ".join(only_levels) or "a level of care"


def _nothing_left(path: str, rows: Iterable[Row], state: str, only_levels: tuple[str, ...]) -> Diagnostic:
    states = sorted({row.state for row in rows})[:MAX_STATES_NAMED]
    message = f"no place in {state} offers {_in_words(only_levels)}"
    hint = f"states in this file: {', '.join(states) or 'none'}"
    return Diagnostic(code="E702", path=path, message=message, hint=hint)


def _note_unknown_codes(rows: Sequence[Row], data: bytes, notes: list[Diagnostic]) -> None:
    counts = Counter(code for row in rows for code in row.codes - KNOWN)
    meanings = read_code_book(data) if counts else {}
    for code, count in sorted(counts.items()):
        meaning = f' ("{meanings[code]}")' if code in meanings else ""
        message = f'the code "{code}"{meaning} is not known and was passed over in {count} of {len(rows)} places'
        hint = "look it up in the code book of this edition; add it to site_gen/importers/samhsa_codes.py"
        notes.append(Diagnostic(code="W703", path=rows[0].path, message=message, hint=hint))


def _read_listing(row: Row, cities: frozenset[str], notes: list[Diagnostic]) -> _Listing | None:
    address = _read_address(row)
    if address is None or not (has_words(row.name1) and has_text(row.city)):
        notes.append(_unusable(row))
        return None
    facts = read_codes(row.codes)
    _note_doubts(row, facts, notes)
    return _Listing(
        row=row,
        names=_read_names(row, cities, notes),
        address=address,
        phones=_read_phones(row, notes),
        facts=facts,
    )


def _unusable(row: Row) -> Diagnostic:
    found = f'name "{row.name1}", city "{row.city}", ZIP code "{row.zip}"'
    hint = "it needs a name, a city and a ZIP code of five digits"
    return fault("W702", row.at, f"this place is left out: {found}", hint)


def _read_address(row: Row) -> Address | None:
    zip_code = read_zip(row.zip, state=row.state)
    if zip_code is None:
        return None
    street, unit, *_ = (*(row.located(text) for text in (row.street1, row.street2) if has_text(text)), None, None)
    return Address(
        street=street,
        unit=unit,
        city=row.located(row.city),
        state=row.located(row.state),
        zip=row.located(zip_code),
    )


def _note_mended_zips(listings: Sequence[_Listing], notes: list[Diagnostic]) -> None:
    mended = [listing.row for listing in listings if len(listing.row.zip) < len(listing.address.zip)]
    if mended:
        starts = " or ".join(ZIPS_THAT_START_WITH_ZERO[mended[0].state])
        message = f"ZIP codes that had lost their leading zeros: {len(mended)}; put back"
        hint = f"ZIP codes of {mended[0].state} start with {starts}"
        notes.append(Diagnostic(code="W701", path=mended[0].path, message=message, hint=hint))


def _read_names(row: Row, cities: frozenset[str], notes: list[Diagnostic]) -> Names:
    name1, name2 = (_read_name(row, name, notes) for name in (row.name1, row.name2))
    names = choose_names(name1, name2, city=row.city, cities=cities)
    if names.joined:
        notes.append(fault("W701", row.at, f'"{name1}" goes on in the second name; joined to "{names.program}"'))
    if names.unused:
        message = f'the second name "{names.unused}" says too little on its own; the program is called "{name1}"'
        notes.append(fault("W702", row.at, message))
    return names


def _read_name(row: Row, name: str, notes: list[Diagnostic]) -> str:
    if may_be_cut(name):
        notes.append(fault("W703", row.at, f'"{name}" may be cut: SAMHSA prints 38 characters of a name'))
    if not is_shouted(name):
        return name
    mended = in_title_case(name)
    notes.append(fault("W701", row.at, f'"{name}" is all capitals; written "{mended}"'))
    return mended


def _read_phones(row: Row, notes: list[Diagnostic]) -> tuple[Phone, ...]:
    """The lines that can be called, each once; the first mention counts, so a main line stays main."""
    phones: dict[PhoneLine, Phone] = {}
    for kind, text in row.phones:
        line = _read_phone(row, text, notes)
        if line and (line.number, line.extension) not in {(known.number, known.extension) for known in phones}:
            extension = row.located(line.extension) if line.extension else None
            phones[line] = Phone(number=row.located(line.number), extension=extension, type=row.located(kind))
    if not phones:
        notes.append(fault("W703", row.at, f'"{row.name1}" has no phone that can be called'))
    return tuple(phones.values())


def _read_phone(row: Row, text: str, notes: list[Diagnostic]) -> PhoneLine | None:
    line = read_phone(text)
    if line is None and has_text(text):
        notes.append(fault("W702", row.at, f'"{text}" is not a US phone number; left out'))
    if line and line.was_spelled:
        notes.append(fault("W701", row.at, f'the phone "{text}" is spelled with letters; written {line.number}'))
    return line


def _note_doubts(row: Row, facts: Facts, notes: list[Diagnostic]) -> None:
    notes.extend(
        fault("W703", row.at, f'"{row.name1}" says both yes and no to {offer}; left as unknown')
        for offer in facts.disputed
    )
    if facts.ages == ("children",):
        message = f'"{row.name1}" names no age group but children and teens'
        notes.append(fault("W703", row.at, message, "ask the program whether it takes adults"))


def _organizations(listings: Iterable[_Listing]) -> tuple[Organization, ...]:
    """Each organization once. Where spellings differ only in marks, the first in the alphabet stays."""
    names: dict[str, Located] = {}
    for listing in sorted(listings, key=lambda listing: (listing.names.organization, listing.row.line)):
        name = listing.names.organization
        names.setdefault(slug(name), listing.row.located(name))
    return tuple(Organization(id=name.with_text(org_id), name=name) for org_id, name in sorted(names.items()))


def _programs(listings: Sequence[_Listing], edition: str) -> tuple[Program, ...]:
    ids = propose_ids([listing.place for listing in listings])
    programs = [_program(listing, our_id, edition) for listing, our_id in zip(listings, ids, strict=True)]
    return tuple(sorted(programs, key=lambda program: (program.address.city, program.id)))


def _program(listing: _Listing, our_id: str, edition: str) -> Program:
    row, facts = listing.row, listing.facts

    def located(texts: Iterable[str]) -> tuple[Located, ...]:
        return tuple(row.located(text) for text in texts)

    return Program(
        id=row.located(our_id),
        name=row.located(listing.names.program),
        organization=row.located(slug(listing.names.organization)),
        levels=tuple(Offering(id=level) for level in located(facts.levels)),
        address=listing.address,
        phones=listing.phones,
        payment=located(facts.payment),
        languages=located(facts.languages),
        offers=located(facts.offers),
        does_not_offer=located(facts.does_not_offer),
        populations=located(facts.populations),
        ages=located(facts.ages),
        serves_only=located(facts.serves_only) or None,
        accreditation=located(facts.accreditation),
        source=ListingSource(name=row.located(SAMHSA), edition=row.located(edition)),
        note=Words(translations=(("", row.located(facts.note)),)) if facts.note else None,
    )
