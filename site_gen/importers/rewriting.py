"""The text of programs.yaml with what an import has decided, and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic
from site_gen.importers.editing import Edit, apply_edits, edit_record, insert_records, remove_record
from site_gen.importers.layout import LayoutError, ListLayout, RecordLayout, find_layout
from site_gen.importers.listings import HEADING, OneLineMap, plain_record, write_heading
from site_gen.importers.merging import Merge, Plain, comparable
from site_gen.importers.sources import RIGHTS
from site_gen.model import Directory, Organization

LISTS = ("organizations", "programs")
LINE_OF_HEADING = re.compile(
    "|".join(
        (
            *(re.escape(line) for line in (HEADING, "", *(line for lines in RIGHTS.values() for line in lines))),
            r"Listings from .+, edition .+: \d+\.",
            r"Checked by anyone since: (?:none|\d+)\.",
        )
    )
)
EMPTY = ListLayout(start=0, end=0, records=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What becomes of each program: *ours* by id, those that are merged, added or dropped, the others as they are."""

    ours: Mapping[str, Plain]
    merges: Mapping[str, Merge]
    added: tuple[Plain, ...]
    dropped: frozenset[str]
    organizations: tuple[Organization, ...]

    @property
    def after(self) -> Mapping[str, Plain]:
        merged = {our_id: merge.plain for our_id, merge in self.merges.items()}
        added = {str(plain["id"]): plain for plain in self.added}
        every = {**self.ours, **merged, **added}
        return {our_id: plain for our_id, plain in every.items() if our_id not in self.dropped}


def rewrite(text: str, directory: Directory, decisions: Decisions) -> str:
    """*text*, whose listings are *directory*, with the *decisions* carried out. Raises LayoutError."""
    if decisions.after == decisions.ours:
        return text
    whole = _with_lists(text)
    layout = find_layout(whole)
    edits = [
        *_edit_organizations(whole, layout["organizations"], directory, decisions),
        *_edit_programs(whole, layout["programs"], decisions),
    ]
    return apply_edits(whole, edits)


def with_heading(text: str, directory: Directory) -> str:
    """The comment above everything as the listings now ask for it, unless a person has written there."""
    lines = []
    at = 0
    while text.startswith("#", at):
        end = text.find("\n", at) + 1 or len(text)
        lines.append(text[at:end].strip("# \r\n"))
        at = end
    if HEADING not in lines or not all(LINE_OF_HEADING.fullmatch(line) for line in lines):
        return text
    heading = write_heading(directory.programs)
    return (heading.replace("\n", "\r\n") if "\r\n" in text else heading) + text[at:]


def check_rewritten(found: Mapping[str, Plain], faults: tuple[Diagnostic, ...], decisions: Decisions) -> None:
    """Raises LayoutError where the text does not read back as it was meant."""
    if faults or comparable(found) != comparable(decisions.after):
        raise LayoutError("its layout is one that an import cannot edit; write each entry as the ones it imports are")


def _with_lists(text: str) -> str:
    """With a key for both lists: a file may have neither yet."""
    present = find_layout(text)
    line_break = "\r\n" if "\r\n" in text else "\n"
    end = line_break if text and not text.endswith("\n") else ""
    missing = [f"{key}:{line_break}" for key in LISTS if key not in present]
    return text + end + "".join(missing) if missing else text


def _edit_programs(text: str, layout: ListLayout, decisions: Decisions) -> Iterator[Edit]:
    places = dict(zip(decisions.ours, layout.records, strict=True))
    for our_id, merge in decisions.merges.items():
        changed = frozenset(change.field.partition(".")[0] for change in merge.changed)
        if changed:
            yield from edit_record(text, places[our_id], merge.plain, changed)
    kept = [(places[our_id], _by_city(plain)) for our_id, plain in decisions.after.items() if our_id in places]
    added = [(_by_city(plain), plain) for plain in decisions.added]
    yield from insert_records(text, layout, added, kept, is_apart=True)
    yield from _remove(text, places, decisions.dropped)


def _edit_organizations(text: str, layout: ListLayout, directory: Directory, decisions: Decisions) -> Iterator[Edit]:
    """Organizations of new programs are added; those that have lost their last program are removed."""
    places = dict(zip((str(one.id) for one in directory.organizations), layout.records, strict=True))
    used, was_used = (_organizations(plains) for plains in (decisions.after, decisions.ours))
    orphans = frozenset(
        our_id for our_id, place in places.items() if our_id in was_used - used and not place.is_commented
    )
    missing = [
        ((str(one.id),), OneLineMap(plain_record(one)))
        for one in decisions.organizations
        if one.id in used and one.id not in places
    ]
    kept = [(place, (our_id,)) for our_id, place in places.items() if our_id not in orphans]
    yield from insert_records(text, layout, missing, kept, is_apart=False)
    yield from _remove(text, places, orphans)


def _organizations(plains: Mapping[str, Plain]) -> set[object]:
    return {plain["organization"] for plain in plains.values() if "organization" in plain}


def _remove(text: str, places: Mapping[str, RecordLayout], ids: frozenset[str]) -> Iterator[Edit]:
    last = next(reversed(list(places)), "")
    for our_id in ids:
        yield remove_record(text, places[our_id], is_last=our_id == last)


def _by_city(plain: Plain) -> tuple[str, ...]:
    address = plain.get("address")
    city = address.get("city", "") if isinstance(address, Mapping) else ""
    return (str(city), str(plain["id"]))
