"""An import over listings that are there already: what changes, what stays, and the new text of the file.

Three versions meet: what was imported last (`last_import`), what stands in the file now, and what the list says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic
from site_gen.documents import parse_file
from site_gen.importers.differences import Differences, Gone
from site_gen.importers.ids import first_free
from site_gen.importers.imported import Imported
from site_gen.importers.last_import import LastImport
from site_gen.importers.layout import LayoutError, RecordLayout, find_layout
from site_gen.importers.listings import plain_record, write_directory
from site_gen.importers.matching import Known, Matches, match_listings, unit_of
from site_gen.importers.merging import Merge, Plain, comparable, is_verified_since, merge
from site_gen.importers.rewriting import Decisions, check_rewritten, rewrite, with_heading
from site_gen.model import Directory
from site_gen.reading import Notes, reader_of

CHECKED_SINCE, EDITED = "checked on {}, after this edition", "a person has edited it; delete it by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """The *text* of the file after the import, what was imported last from now on, and what there is to say."""

    text: str
    last: LastImport
    differences: Differences


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listings:
    """What meets in an import. *bases*: what was imported last for each listing of ours that was imported."""

    ours: Mapping[str, Plain]
    layouts: Mapping[str, RecordLayout]
    last: LastImport
    bases: LastImport
    news: tuple[Plain, ...]
    source: str
    edition: str
    state: str

    @property
    def in_scope(self) -> Mapping[str, Plain]:
        return {our_id: plain for our_id, plain in self.ours.items() if self.speaks_of(plain)}

    @property
    def taken_out(self) -> Mapping[str, Plain]:
        """What was imported and then taken out by hand."""
        known = {id(base) for base in self.bases.values()}
        return {
            our_id: plain
            for our_id, plain in self.last.items()
            if our_id not in self.ours and id(plain) not in known and self.speaks_of(plain)
        }

    def speaks_of(self, plain: Plain) -> bool:
        """Whether the list speaks of it: from the same source, and from the state that was looked at."""
        return _part(plain, "source", "name") == self.source and self.state in ("", _part(plain, "address", "state"))


def first_import(imported: Imported) -> Refresh:
    """The import into a place without a file."""
    news = _plain_programs(imported.directory)
    differences = Differences(title=_title(imported), read=imported.read, taken=len(news), matched=0, new=news)
    last = {str(plain["id"]): plain for plain in news}
    return Refresh(text=write_directory(imported.directory), last=last, differences=differences)


def read_listings(path: str, data: bytes) -> tuple[Directory, tuple[Diagnostic, ...]]:
    """The listings of a file, and the faults that keep it from being understood."""
    document, faults = parse_file(path, data)
    if document is None or faults or document.root == "":
        return Directory(), faults
    notes = Notes()
    directory = reader_of(Directory)(document.root, notes)
    return (directory if isinstance(directory, Directory) else Directory()), tuple(notes.faults)


def refresh_listings(
    text: str, directory: Directory, last: LastImport, imported: Imported, *, drop_gone: bool
) -> Refresh:
    """*text*, whose listings are *directory*, after the import. Raises LayoutError."""
    listings = _gather(text, directory, last, imported)
    known = [
        Known(id=our_id, versions=(plain, *([listings.bases[our_id]] if our_id in listings.bases else [])))
        for our_id, plain in listings.in_scope.items()
    ]
    known += [Known(id=our_id, versions=(plain,)) for our_id, plain in listings.taken_out.items()]
    matches = match_listings(known, listings.news)
    merges = _merge_all(listings, matches)
    added, elsewhere = _choose_added(listings, matches)
    gone = tuple(_find_gone(listings, matches, drop_gone=drop_gone))
    decisions = Decisions(
        ours=listings.ours,
        merges=merges,
        added=added,
        dropped=frozenset(str(one.plain["id"]) for one in gone if one.is_dropped),
        organizations=imported.directory.organizations,
    )
    matched = {our_id: {**listings.news[number], "id": our_id} for number, our_id in matches.pairs.items()}
    return Refresh(
        text=_rewrite(text, directory, decisions),
        last=_next_last(listings, {**matched, **{str(plain["id"]): plain for plain in added}}, decisions.dropped),
        differences=Differences(
            title=_title(imported),
            read=imported.read,
            taken=len(listings.news),
            matched=len(merges),
            new=added,
            gone=gone,
            changed=tuple(one for merged in merges.values() for one in merged.changed if one.field != "source"),
            kept=tuple(one for merged in merges.values() for one in merged.kept if one.field != "source"),
            ambiguous=tuple((listings.news[number], ids) for number, ids in matches.ambiguous.items()),
            removed=tuple(plain for our_id, plain in matched.items() if our_id not in listings.ours),
            elsewhere=elsewhere,
            standing=sum(merged.standing for merged in merges.values()),
        ),
    )


def _rewrite(text: str, directory: Directory, decisions: Decisions) -> str:
    """The new text, read back: a layout that an import cannot edit is found out before anything is written."""
    rewritten = rewrite(text, directory, decisions)
    if rewritten == text:
        return text
    after, faults = read_listings("programs.yaml", rewritten.encode())
    check_rewritten({str(plain["id"]): plain for plain in _plain_programs(after)}, faults, decisions)
    return with_heading(rewritten, after)


def _gather(text: str, directory: Directory, last: LastImport, imported: Imported) -> _Listings:
    ours = {str(plain["id"]): plain for plain in _plain_programs(directory)}
    if len(ours) < len(directory.programs):
        raise LayoutError("two listings in it have the same id; give one of them another")
    layout = find_layout(text).get("programs")
    source = imported.directory.programs[0].source
    return _Listings(
        ours=ours,
        layouts=dict(zip(ours, layout.records if layout else (), strict=True)),
        last=last,
        bases=_find_bases(ours, last),
        news=_plain_programs(imported.directory),
        source=source.name,
        edition=source.edition,
        state=imported.state,
    )


def _find_bases(ours: Mapping[str, Plain], last: LastImport) -> LastImport:
    """By id; by place where a person has changed the id, if just one fits."""
    orphans: dict[object, list[Plain]] = {}
    for our_id, plain in last.items():
        if our_id not in ours:
            orphans.setdefault(unit_of(plain), []).append(plain)
    bases = {our_id: last.get(our_id) or _only(orphans.get(unit_of(plain), [])) for our_id, plain in ours.items()}
    return {our_id: base for our_id, base in bases.items() if base}


def _only(plains: list[Plain]) -> Plain | None:
    return plains[0] if len(plains) == 1 else None


def _merge_all(listings: _Listings, matches: Matches) -> Mapping[str, Merge]:
    pairs = {our_id: listings.news[number] for number, our_id in matches.pairs.items()}
    return {our_id: _merge_one(listings, our_id, pairs[our_id]) for our_id in listings.ours if our_id in pairs}


def _merge_one(listings: _Listings, our_id: str, new: Plain) -> Merge:
    current, layout = listings.ours[our_id], listings.layouts[our_id]
    # A record in brackets is written anew as a whole.
    whole = layout.is_flow and layout.is_commented
    commented = frozenset(span.key for span in layout.fields if span.is_commented or whole)
    shield = CHECKED_SINCE.format(_part(current, "verified", "on"))
    is_shielded = is_verified_since(current, listings.edition)
    base = listings.bases.get(our_id)
    return merge(base, current, new, shield=shield if is_shielded else "", commented=commented)


def _choose_added(listings: _Listings, matches: Matches) -> tuple[tuple[Plain, ...], tuple[tuple[Plain, str], ...]]:
    """New listings under free ids, and those that another source has brought before."""
    others = {unit_of(plain): plain for our_id, plain in listings.ours.items() if our_id not in matches.pairs.values()}
    taken = {*listings.ours, *listings.last}
    added: list[Plain] = []
    elsewhere: list[tuple[Plain, str]] = []
    for number, plain in enumerate(listings.news):
        other = others.get(unit_of(plain))
        if number in matches.pairs or number in matches.ambiguous:
            continue
        if other is not None:
            elsewhere.append((plain, f"{other['id']} is from {_part(other, 'source', 'name')}"))
            continue
        wanted = str(plain["id"])
        added.append({**plain, "id": first_free(wanted, taken) if wanted in taken else wanted})
        taken.add(str(added[-1]["id"]))
    return tuple(added), tuple(elsewhere)


def _find_gone(listings: _Listings, matches: Matches, *, drop_gone: bool) -> Iterable[Gone]:
    found = {*matches.pairs.values(), *(our_id for ids in matches.ambiguous.values() for our_id in ids)}
    for our_id, plain in listings.in_scope.items():
        if our_id not in found:
            why = EDITED if drop_gone and _is_edited(listings, our_id, plain) else ""
            yield Gone(plain=plain, is_dropped=drop_gone and not why, why=why)


def _is_edited(listings: _Listings, our_id: str, plain: Plain) -> bool:
    """A listing that nobody has touched can be dropped by a machine; another one cannot."""
    base = listings.bases.get(our_id)
    return listings.layouts[our_id].is_commented or base is None or comparable(base) != comparable(plain)


def _next_last(listings: _Listings, written: Mapping[str, Plain], dropped: frozenset[str]) -> LastImport:
    renamed = {str(base["id"]) for our_id, base in listings.bases.items() if our_id in written} - listings.ours.keys()
    kept = {our_id: plain for our_id, plain in listings.last.items() if our_id not in dropped | renamed}
    return {**kept, **written}


def _plain_programs(directory: Directory) -> tuple[Plain, ...]:
    return tuple(plain_record(program) for program in directory.programs)


def _title(imported: Imported) -> str:
    source = imported.directory.programs[0].source
    return f"{source.name}, edition {source.edition}"


def _part(plain: Plain, key: str, part: str) -> object:
    parts = plain.get(key)
    return parts.get(part) if isinstance(parts, Mapping) else None
