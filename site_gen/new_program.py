"""A new program in the text of a directory, in its place, and no other byte changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic, Located
from site_gen.importers.ids import Place, first_free, slug
from site_gen.importers.layout import LayoutError
from site_gen.importers.listings import plain_record
from site_gen.importers.refresh import read_listings
from site_gen.importers.rewriting import Decisions, check_rewritten, rewrite
from site_gen.model import (
    Address,
    Directory,
    ListingSource,
    Offering,
    Organization,
    Phone,
    Program,
    Site,
    Verified,
)
from site_gen.schema import DIRECTORY
from site_gen.verified_entry import MARK, Check, EditError, find_new_faults, load_records


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """What is known of it; an empty text where nothing is. *source* and *edition*: where it is known from, and when."""

    name: str
    levels: tuple[str, ...]
    city: str
    state: str
    zip: str
    street: str = ""
    phone: str = ""
    website: str = ""
    organization: str = ""
    source: str
    edition: str
    check: Check | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The id of the new program, and the new content of the file it stands in."""

    id: str
    data: bytes


def add_program(sources: Mapping[str, bytes], new: NewProgram, *, path: str = DIRECTORY) -> Added:
    """*new* in the file at *path*, under an id of its own. Raises EditError."""
    site, faults, _ = load_records(sources)
    organization = _find_organization(site, new.organization)
    program = _make_program(new, _free_id(site, new), organization)
    added = Added(id=str(program.id), data=_edit(sources[path], path, program, organization))
    _, found, _ = load_records({**sources, path: added.data})
    _refuse(find_new_faults(faults, found))
    return added


def _free_id(site: Site, new: NewProgram) -> str:
    """The shortest that no other program has."""
    taken = {str(program.id) for program in site.directory.programs}
    place = Place(name=new.name, city=new.city, street=new.street, zip=new.zip, content=())
    free = next((one for one in place.candidates if one not in taken), "")
    return free or first_free(place.candidates[0], taken)


def _find_organization(site: Site, name: str) -> Organization | None:
    """The one of that name, or a new one."""
    if not name:
        return None
    known = site.directory.organizations
    if found := next((one for one in known if one.name.casefold() == name.casefold()), None):
        return found
    taken = {str(one.id) for one in known}
    free = first_free(slug(name), taken) if slug(name) in taken else slug(name)
    return Organization(id=_text(free), name=_text(name))


def _make_program(new: NewProgram, its_id: str, organization: Organization | None) -> Program:
    check = new.check
    return Program(
        id=_text(its_id),
        name=_text(new.name),
        organization=organization.id if organization else None,
        levels=tuple(Offering(id=_text(level)) for level in new.levels),
        address=Address(
            street=_text(new.street) if new.street else None,
            city=_text(new.city),
            state=_text(new.state),
            zip=_text(new.zip),
        ),
        phones=(Phone(number=_text(new.phone)),) if new.phone else (),
        website=_text(new.website) if new.website else None,
        verified=Verified(on=check.on, by=_text(check.by), how=_text(check.how)) if check else None,
        source=ListingSource(name=_text(new.source), edition=_text(new.edition)),
    )


def _text(text: str) -> Located:
    return Located(text, path="")


def _edit(data: bytes, path: str, program: Program, organization: Organization | None) -> bytes:
    directory, faults = read_listings(path, data)
    if faults:
        raise EditError(f"{path} has faults; run build.py check, and mend what it reports first")
    whole = data.decode()
    text = whole.removeprefix(MARK)
    decisions = Decisions(
        ours={str(one.id): plain_record(one) for one in directory.programs},
        merges={},
        added=(plain_record(program),),
        dropped=frozenset(),
        organizations=(organization,) if organization else (),
    )
    return (whole[: len(whole) - len(text)] + _rewrite(text, path, directory, decisions)).encode()


def _rewrite(text: str, path: str, directory: Directory, decisions: Decisions) -> str:
    """The new text, read back before anybody relies on it."""
    try:
        written = rewrite(text, directory, decisions)
        after, faults = read_listings(path, written.encode())
        _refuse(faults)
        check_rewritten({str(one.id): plain_record(one) for one in after.programs}, faults, decisions)
    except LayoutError as error:
        raise EditError(f"{path} cannot be edited: {error}") from error
    return written


def _refuse(faults: tuple[Diagnostic, ...]) -> None:
    if faults:
        raise EditError("; ".join(f"{fault.message} ({fault.hint})" for fault in faults))
