"""The yearly refresh: edition 2024 over edition 2022 of two states, with what people did to the file in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
import yaml

from site_gen.importers.differences import say_differences
from site_gen.importers.layout import LayoutError
from site_gen.importers.refresh import Refresh, read_listings
from tests.listings import edition, few, imported_first, refreshed, replaced

ASHWOOD = """\
    name: Ashwood Recovery
    organization: ashwood-recovery
    levels: {iop: {}, php: {}}
"""
PHONES = """\
      - {number: "208-895-7950"}
      - {number: "855-463-8380", type: intake}
"""
HOURS = ASHWOOD.replace("iop: {}", 'iop: {hours_per_week: "9-12"}')


def counts(refresh: Refresh) -> dict[str, int]:
    """How much of what is told."""
    told = refresh.differences
    return {
        "read": told.read,
        "taken": told.taken,
        "matched": told.matched,
        "new": len(told.new),
        "gone": len(told.gone),
        "changed": len({change.id for change in told.changed}),
        "fields": len(told.changed),
        "kept": len(told.kept),
        "ambiguous": len(told.ambiguous),
        "removed": len(told.removed),
        "elsewhere": len(told.elsewhere),
        "standing": told.standing,
    }


NOTHING = {"new": 0, "changed": 0, "fields": 0, "kept": 0, "ambiguous": 0, "removed": 0, "elsewhere": 0, "standing": 0}
NJ = {"read": 331, "taken": 232, "matched": 135, "new": 97, "gone": 76, "changed": 133, "fields": 445}
ID = {"read": 82, "taken": 63, "matched": 45, "new": 18, "gone": 24, "changed": 45, "fields": 139}
FEW = {"read": 82, "taken": 10, "matched": 6, "new": 4, "gone": 4, "changed": 6, "fields": 17}


@cache
def refresh_state(state: str, text: str | None = None, *, drop_gone: bool = False) -> Refresh:
    """Edition 2024 over *text*, or over edition 2022 as it was imported."""
    before = imported_first(state)
    imported = few("2024") if state == "few" else edition(state, "2024")
    return refreshed(before.text if text is None else text, before.last, imported, drop_gone=drop_gone)


@pytest.mark.parametrize(("state", "expected"), [("NJ", NJ), ("ID", ID)])
def test_the_next_edition_is_told_apart_to_the_last_listing(state: str, expected: dict[str, int]) -> None:
    """What is new, gone and changed between the editions; nothing has to be kept where nobody wrote."""
    assert {**NOTHING, **expected} == counts(refresh_state(state))


@pytest.mark.parametrize("state", ["NJ", "ID"])
def test_the_same_edition_again_changes_nothing(state: str) -> None:
    """Neither the file nor what is remembered; what is gone is told again."""
    once = refresh_state(state)
    again = refreshed(once.text, once.last, edition(state, "2024"))
    assert (once.text, once.last) == (again.text, again.last)
    told = counts(again)
    assert {**NOTHING, "gone": len(once.differences.gone)} == {key: told[key] for key in (*NOTHING, "gone")}


@pytest.mark.parametrize("state", ["NJ", "ID"])
def test_a_refreshed_file_is_the_one_a_first_import_would_make(state: str) -> None:
    """But for the ids, which stay, and the order that they bring."""
    refreshed_listings, _ = read_listings("programs.yaml", refresh_state(state, drop_gone=True).text.encode())
    found = {(program.name, program.address, program.phones, program.levels) for program in refreshed_listings.programs}
    programs = edition(state, "2024").directory.programs
    ours = {str(program.id) for program in edition(state, "2022").directory.programs}
    assert len(programs) == len(refreshed_listings.programs)
    expected = {(program.name, program.address, program.phones, program.levels) for program in programs}
    assert expected == found
    assert ours & {str(program.id) for program in refreshed_listings.programs}


@pytest.mark.parametrize("state", ["NJ", "ID"])
def test_the_lists_may_stand_in_any_order(state: str) -> None:
    """Also where the last listing loses its last field, a new one comes behind it, and another list follows."""
    before = imported_first(state)
    heading, organizations, programs = re.split(r"^(?=organizations:|programs:)", before.text, flags=re.MULTILINE)
    after = refreshed(f"{heading}{programs}{organizations}", before.last, edition(state, "2024"))
    found, expected = (read_listings("programs.yaml", one.text.encode()) for one in (after, refresh_state(state)))
    assert found == expected


def test_listings_that_did_not_change_stay_byte_for_byte() -> None:
    """Order, quotes, comments and a layout of one's own, around records that do change."""
    text = imported_first("few").text
    mine = """\
  # Called on 3 May.
  -   name: 'Our Own'   # by hand
      id: our-own
      source: {name: "County list", edition: "2026"}
      address: {zip: '83704', city: Boise,
                state: ID}
      levels: {iop: {}}

"""
    mixed = text.replace("programs:\n", f"programs:\n{mine}", 1)
    after = refresh_state("few", mixed).text
    assert mine in after
    changed = {line for line in mixed.splitlines() if line not in after.splitlines()}
    assert all(line.startswith(("#", "    ", "      ")) for line in changed)
    assert "# Listings from County list, edition 2026: 1." in after


def test_a_hand_edit_survives_where_the_list_has_not_changed() -> None:
    """Hours added to a level, a note and another name are the county's own; the list's new phone still comes."""
    text = replaced(imported_first("few").text, ASHWOOD, HOURS.replace("Ashwood Recovery", "Ashwood"))
    after = refresh_state("few", text)
    assert HOURS.replace("Ashwood Recovery", "Ashwood") in after.text
    assert '      - {number: "208-249-4364", type: intake}\n' in after.text
    assert (2, 0) == (after.differences.standing, len(after.differences.kept))


def test_a_hand_edit_is_kept_and_told_where_the_list_has_changed_too() -> None:
    """Both values are told, and at the next import there is nothing left to tell."""
    mine = '      - {number: "208-895-7999"}\n'
    after = refresh_state("few", replaced(imported_first("few").text, PHONES, mine))
    assert mine in after.text
    (kept,) = after.differences.kept
    assert (
        "phones: 208-895-7999; the list says 208-895-7950, 208-249-4364 (intake) (changed by hand)"
        in say_differences(after.differences)
    )
    assert ("ashwood-recovery-boise", "phones") == (kept.id, kept.field)
    again = refreshed(after.text, after.last, few("2024"))
    assert (after.text, (), 1) == (again.text, again.differences.kept, again.differences.standing)


@pytest.mark.parametrize(("day", "kept"), [("2024-01-01", 5), ("2023-12-31", 0)])
def test_a_listing_that_was_checked_since_the_edition_is_not_touched(day: str, kept: int) -> None:
    """Whoever called the place knows more than a list of that year; an older check gives way."""
    check = f"    verified: {{on: {day}, by: county staff, how: phone}}\n"
    before = replaced(imported_first("few").text, ASHWOOD, ASHWOOD + check)
    after = refresh_state("few", before)
    start = before.index("  - id: ashwood-recovery-boise")
    whole = before[start : before.index("\n\n", start)]
    assert (kept == 5) == (whole in after.text)
    assert kept == len(after.differences.kept)
    assert {"checked on 2024-01-01, after this edition"} >= {change.why for change in after.differences.kept}


def test_a_field_with_a_comment_is_kept() -> None:
    """A person has thought about it, and a machine would lose the comment."""
    mine = PHONES.replace("\n", "  # answers at night\n", 1)
    after = refresh_state("few", replaced(imported_first("few").text, PHONES, mine))
    assert mine in after.text
    assert ["a comment stands there"] == [change.why for change in after.differences.kept]


@pytest.mark.parametrize("comment", ["", "  # by hand"])
def test_a_listing_in_brackets_is_written_anew_unless_it_has_a_comment(comment: str) -> None:
    """Its fields cannot be edited one by one; what it says is merged all the same."""
    text = imported_first("few").text
    start = text.index("  - id: ashwood-recovery-boise")
    end = text.index("\n\n", start)
    root = yaml.compose(text[start:end])
    assert isinstance(root, yaml.SequenceNode)
    (listing,) = root.value
    brackets = f"  - {yaml.serialize(flow(listing), width=999).strip()}{comment}"
    after = refresh_state("few", text[:start] + brackets + text[end:])
    found, _ = read_listings("programs.yaml", after.text.encode())
    (program,) = (program for program in found.programs if program.id == "ashwood-recovery-boise")
    assert (brackets in after.text) == bool(comment)
    assert ("2022" if comment else "2024") == program.source.edition


def flow(node: yaml.Node) -> yaml.Node:
    """The same values in brackets."""
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = True
    return node


def test_a_listing_taken_out_by_hand_does_not_come_back() -> None:
    """It may be in the list for years after a county has found it closed."""
    text = imported_first("few").text
    start = text.index("  - id: ashwood-recovery-boise")
    end = text.index("  - id:", start + 1)
    after = refresh_state("few", text[:start] + text[end:])
    assert "id: ashwood-recovery-boise" not in after.text
    assert ["ashwood-recovery-boise"] == [plain["id"] for plain in after.differences.removed]


def test_a_listing_under_another_id_is_still_the_same() -> None:
    """A county may want a shorter address for the page of a program."""
    text = replaced(imported_first("few").text, "  - id: ashwood-recovery-boise\n", "  - id: ashwood\n")
    after = refresh_state("few", text)
    assert "  - id: ashwood\n" in after.text
    assert "id: ashwood-recovery-boise" not in after.text
    assert {**NOTHING, **FEW} == counts(after)


def test_what_is_gone_is_dropped_only_when_asked_and_never_when_edited() -> None:
    """A listing that a person has worked on is left for a person to delete."""
    name = "    name: D7 Treatment Program\n"
    text = replaced(imported_first("few").text, name, f"{name}    website: https://d7.example\n")
    kept = refresh_state("few", text)
    assert all(f"  - id: {gone.plain['id']}\n" in kept.text for gone in kept.differences.gone)
    dropped = refresh_state("few", text, drop_gone=True)
    gone = dropped.differences.gone
    assert (4, 3) == (len(gone), sum(one.is_dropped for one in gone))
    assert ["d7-treatment-program-blackfoot"] == [
        str(one.plain["id"]) for one in gone if f"  - id: {one.plain['id']}\n" in dropped.text
    ]


def test_without_a_record_of_the_last_import_nothing_is_overwritten() -> None:
    """Nobody can tell then what a person wrote; the same edition again makes the record."""
    text = imported_first("few").text
    told = refreshed(text, {}, few("2024"))
    assert (0, 17) == (len(told.differences.changed), len(told.differences.kept))
    made = refreshed(text, {}, few("2022"))
    assert (text, 0) == (made.text, len(made.differences.kept))
    assert {**NOTHING, **FEW} == counts(refreshed(made.text, made.last, few("2024")))


def test_a_place_that_another_source_lists_is_not_listed_twice() -> None:
    """A county's own entry stays as it is."""
    source = (
        '    source: {name: SAMHSA National Directory of Drug and Alcohol Use Treatment Facilities, edition: "2022"}'
    )
    text = imported_first("few").text
    start = text.index("  - id: ashwood-recovery-boise")
    mine = text[start:].replace(source, '    source: {name: County list, edition: "2026"}', 1)
    after = refreshed(text[:start] + mine, {}, few("2024"))
    ((plain, whose),) = after.differences.elsewhere
    assert ("Ashwood Recovery", "ashwood-recovery-boise is from County list") == (plain["name"], whose)


def test_two_listings_that_cannot_be_told_apart_are_left_alone() -> None:
    """The one in the list may be either; a person has to look."""
    text = imported_first("few").text
    start = text.index("  - id: ashwood-recovery-boise")
    record = text[start : text.index("  - id:", start + 1)]
    twins = "".join(record.replace("ashwood-recovery-boise", name, 1) for name in ("ashwood-a", "ashwood-b"))
    after = refreshed(text.replace(record, twins), {}, few("2024"))
    ((plain, ids),) = after.differences.ambiguous
    assert ("ashwood-recovery-boise", ("ashwood-a", "ashwood-b")) == (plain["id"], ids)
    assert twins in after.text


def test_a_file_with_windows_line_ends_keeps_them() -> None:
    """What is written into it ends as its other lines do."""
    text = imported_first("few").text.replace("\n", "\r\n")
    after = refresh_state("few", text).text
    assert refresh_state("few").text == after.replace("\r\n", "\n")
    assert after.count("\n") == after.count("\r\n")


def test_every_listing_can_have_a_name_of_its_own() -> None:
    """All names changed by hand: all are found again by what was imported, and all stay."""
    lines = imported_first("few").text.splitlines(keepends=True)
    start = lines.index("programs:\n")
    mine = [re.sub(r"^    name: .*", f'    name: "Ours {number}"', line) for number, line in enumerate(lines)]
    after = refresh_state("few", "".join([*lines[:start], *mine[start:]]))
    assert all(line in after.text for line in mine[start:] if line.startswith("    name:"))
    assert {key: FEW[key] for key in ("matched", "new", "gone")} == {
        key: counts(after)[key] for key in ("matched", "new", "gone")
    }


LAYOUTS: dict[str, Callable[[str], str]] = {
    "dashes in the first column": lambda text: re.sub(r"^  (.*)", r"\1", text, flags=re.MULTILINE),
    "dashes far from their keys": lambda text: re.sub(r"^  - id", "  -   id", text, flags=re.MULTILINE).replace(
        "\n    ", "\n      "
    ),
    "dashes on lines of their own": lambda text: text.replace("\n  - id", "\n  -\n    id"),
    "keys in quotes": lambda text: text.replace("\n    phones:", '\n    "phones":'),
    "no line break at the end": lambda text: text.rstrip("\n"),
    "a document mark": lambda text: "---\n" + text,
    "a byte order mark": lambda text: "\ufeff" + text,
    "comments between listings": lambda text: text.replace("\n\n  - id", "\n\n  # Here is one.\n  - id"),
    "blank lines in listings": lambda text: text.replace("\n    phones:", "\n\n    phones:"),
    "no blank lines between listings": lambda text: text.replace("\n\n", "\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_file_is_edited_in_the_layout_it_has(layout: str) -> None:
    """The same listings come out, and the same again at a second run."""
    laid_out = LAYOUTS[layout](imported_first("few").text)
    after = refresh_state("few", laid_out)
    expected, _ = read_listings("programs.yaml", refresh_state("few").text.encode())
    found, _ = read_listings("programs.yaml", after.text.encode())
    assert sorted(expected.programs, key=lambda one: one.id) == sorted(found.programs, key=lambda one: one.id)
    assert after.text == refreshed(after.text, after.last, few("2024")).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    phones:\n", "    ? phones\n    :\n"),
        ("  - id: ashwood-recovery-boise\n", "  - # first\n    id: ashwood-recovery-boise\n"),
        ("  - id: ashwood-recovery-boise\n", "  - id: d7-treatment-program-blackfoot\n"),
    ],
)
def test_a_layout_that_cannot_be_edited_is_refused(old: str, new: str) -> None:
    """Rather than written wrongly."""
    with pytest.raises(LayoutError):
        refresh_state("few", imported_first("few").text.replace(old, new))
