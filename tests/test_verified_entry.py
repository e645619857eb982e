"""Writing into a directory that somebody has checked a listing: that entry changes, and not one byte beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import documents, schema
from site_gen.diagnostics import Located
from site_gen.model import Directory, Verified
from site_gen.verified_entry import Check, EditError, mark_verified
from tests.examples import examples
from tests.small_site import TODAY, small_records

PATH = "programs.yaml"
CHECK = Check(on=date(2026, 11, 20), by="Ana", how="phone")
SOURCE = '{name: A list, edition: "2024"}'


RECORDS = small_records()


def with_directory(text: str) -> dict[str, bytes]:
    """The small site with this directory, without the templates, which do not matter here."""
    return {**RECORDS, PATH: text.encode()}


def marked(text: str, *ids: str, check: Check = CHECK) -> str:
    """The small site with this directory, once these programs have been verified."""
    changed = mark_verified(with_directory(text), ids, check, today=TODAY)
    assert [PATH] == list(changed)
    return changed[PATH].decode()


def read(text: str) -> Directory:
    parsed, faults = documents.parse(with_directory(text))
    loaded = schema.load(parsed)
    assert (*faults, *loaded.faults) == ()
    assert loaded.site is not None
    return loaded.site.directory


def block(*lines: str) -> str:
    return "\n".join(("programs:", *lines, ""))


PLAIN = (
    "  - id: oak",
    "    name: Oak House  # since 2019",
    "    levels: {iop: {}}",
    "    address: {city: Newark, state: NJ, zip: '07102'}",
)


def test_a_new_entry_stands_before_the_source() -> None:
    """Where the importer writes it, too."""
    before = block(*PLAIN, f"    source: {SOURCE}", "", "# the end")
    after = block(
        *PLAIN, "    verified: {on: 2026-11-20, by: Ana, how: phone}", f"    source: {SOURCE}", "", "# the end"
    )
    assert after == marked(before, "oak")


def test_a_comment_stays_with_the_line_that_it_is_about() -> None:
    """The entry is put above the comments of `source`, and below those of something else."""
    before = block(*PLAIN, "      # about the address", "    # about the source", f"    source: {SOURCE}")
    entry = "    verified: {on: 2026-11-20, by: Ana, how: phone}"
    after = block(*PLAIN, "      # about the address", entry, "    # about the source", f"    source: {SOURCE}")
    assert after == marked(before, "oak")


def test_a_program_on_one_line_stays_on_one_line() -> None:
    """As does the rest of it."""
    rest = "name: Oak, levels: {iop: {}}, address: {city: Newark, state: NJ, zip: '07102'}"
    before = f"programs: [{{id: oak, {rest}, source: {SOURCE}}}]  # all\n"
    after = (
        f"programs: [{{id: oak, {rest}, verified: {{on: 2026-11-20, by: Ana, how: phone}}, source: {SOURCE}}}]  # all\n"
    )
    assert after == marked(before, "oak")


def test_an_old_entry_keeps_its_form_and_its_comments() -> None:
    """Only the three values are new, whichever way they are written."""
    old = (
        "    verified:  # by us",
        "      how: 'email'",
        "      by: >-",
        "        county",
        "        staff",
        "      # spring round",
        '      on: "2026-03-01"  # a Sunday',
    )
    new = (
        "    verified:  # by us",
        "      how: phone",
        "      by: Ana",
        "      # spring round",
        "      on: 2026-11-20  # a Sunday",
    )
    end = f"    source: {SOURCE}"
    assert block(*PLAIN, *new, end) == marked(block(*PLAIN, *old, end), "oak")


def test_the_source_may_come_first() -> None:
    """Then there is no line above it, and the entry shares the dash."""
    rest = ("    id: oak", *PLAIN[1:])
    entry = "  - verified: {on: 2026-11-20, by: Ana, how: phone}"
    assert block(entry, f"    source: {SOURCE}", *rest) == marked(block(f"  - source: {SOURCE}", *rest), "oak")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("county staff", "county staff"),
        ("J. O'Neil-Smith", "J. O'Neil-Smith"),
        ("Zoë", '"Zoë"'),
        ("no", '"no"'),
        ("a: b # c", '"a: b # c"'),
        ('the "desk" \\ two', r'"the \"desk\" \\ two"'),
        ("- x", '"- x"'),
    ],
)
def test_a_name_is_quoted_where_yaml_would_take_it_for_something_else(name: str, written: str) -> None:
    """And reads back as it was typed."""
    text = marked(block(*PLAIN, f"    source: {SOURCE}"), "oak", check=replace(CHECK, by=name))
    assert f"by: {written}, how" in text
    verified = read(text).programs[0].verified
    assert verified is not None
    assert name == verified.by


def refusal(text: str, *ids: str, check: Check = CHECK) -> str:
    with pytest.raises(EditError) as caught:
        mark_verified(with_directory(text), ids, check, today=TODAY)
    return str(caught.value)


def test_an_id_that_nobody_has_is_refused_with_the_nearest_one() -> None:
    """And with it all others of the same command."""
    text = block(*PLAIN, f"    source: {SOURCE}")
    assert 'there is no program "oka" (did you mean "oak"?)' == refusal(text, "oak", "oka")
    assert 'there is no program "river-center"' == refusal(text, "river-center")


def test_what_would_be_a_fault_is_not_written() -> None:
    """A day to come, a name with a character that hides."""
    text = block(*PLAIN, f"    source: {SOURCE}")
    assert "2026-11-23 is a day to come" == refusal(text, "oak", check=replace(CHECK, on=date(2026, 11, 23)))
    assert "programs.yaml: E102:" in refusal(text, "oak", check=replace(CHECK, by="A\u202ena"))


def test_an_entry_in_a_form_that_cannot_be_cut_is_left_alone() -> None:
    """Half an entry is told, not guessed at."""
    half = block(*PLAIN, "    verified: {on: 2026-03-01, by: Ana}", f"    source: {SOURCE}")
    assert "the entry verified is not whole; write it by hand: {on: , by: , how: }" == refusal(half, "oak")
    broken = block(*PLAIN)
    assert '"oak" has faults; run build.py check, and mend what it reports first' == refusal(broken, "oak")
    twins = block(*PLAIN, f"    source: {SOURCE}", *PLAIN, f"    source: {SOURCE}")
    assert 'two programs have the id "oak"; give one of them another id first' == refusal(twins, "oak")


def test_other_faults_of_the_site_do_not_stand_in_the_way() -> None:
    """Somebody else's unfinished listing must not keep a check from being written down."""
    broken = "  - {id: elm, name: Elm}"
    text = block(*PLAIN, f"    source: {SOURCE}", broken)
    assert block(
        *PLAIN, "    verified: {on: 2026-11-20, by: Ana, how: phone}", f"    source: {SOURCE}", broken
    ) == marked(text, "oak")


def test_a_listing_is_marked_in_the_file_it_stands_in() -> None:
    """A directory may be split below programs/."""
    other = block(*PLAIN, f"    source: {SOURCE}")
    changed = mark_verified(
        {**RECORDS, "programs/essex.yaml": other.encode()}, ["oak", "quiet-house-trenton"], CHECK, today=TODAY
    )
    assert ["programs.yaml", "programs/essex.yaml"] == sorted(changed)


# --- whatever a file looks like ------------------------------------------------------------------------

NAMES = st.text(alphabet='abc:#"{}[],-é ü', max_size=12).map(lambda text: f"'{text}x'")
COMMENTS = st.sampled_from(["", "", "  # note", " #"])
OLD, NEW = {"on": "2026-01-02", "by": "Bo", "how": "email"}, {"on": "2026-11-20", "by": "Ana", "how": "phone"}


@dataclass(frozen=True, kw_only=True)
class Written:
    """A directory as somebody may have written it. *renewed*: the same with the old entries of *wanted* renewed."""

    text: str
    renewed: str
    wanted: tuple[str, ...]


@st.composite
def directories(draw: st.DrawFn) -> Written:
    """Programs on one line or on many, checked before or not, with comments, blank lines and odd line ends."""
    indent = " " * draw(st.integers(0, 4))
    lines = ["# a directory", "programs:"]
    ids = [f"p{number}" for number in range(draw(st.integers(1, 4)))]
    for one in ids:
        lines += draw(st.sampled_from([(), ("",), (f"{indent}# next",), ("", "#")]))
        lines += (write_in_line if draw(st.booleans()) else write_in_lines)(draw, one, indent)
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    whole = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + draw(st.sampled_from(["", end, end + end]))
    wanted = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)))
    return Written(text=fill(whole, ids, OLD), renewed=fill(fill(whole, wanted, NEW), ids, OLD), wanted=wanted)


def fill(text: str, ids: Iterable[str], values: Mapping[str, str]) -> str:
    """Put values where they stand open, as `<on p1>`. The old ones are in quotes, which are part of them."""
    for one, key in product(ids, values):
        old = in_quotes(one, key, values[key]) if values is OLD else values[key]
        text = text.replace(f"<{key} {one}>", old)
    return text


def in_quotes(one: str, key: str, value: str) -> str:
    """Some with double quotes, some with single ones, some without."""
    mark = ("", "'", '"')[(len(key) + int(one[1:])) % 3]
    return f"{mark}{value}{mark}"


def write_in_line(draw: st.DrawFn, one: str, indent: str) -> list[str]:
    gap = draw(st.sampled_from([", ", ",", f",\n{indent}    ", f",  # why\n{indent}     "]))
    inside = gap.join(f"{key}: {value}" for key, value in entries_of(draw, one))
    return f"{indent}- {{{inside}}}{draw(COMMENTS)}".split("\n")


def write_in_lines(draw: st.DrawFn, one: str, indent: str) -> list[str]:
    lines: list[str] = []
    for key, value in entries_of(draw, one):
        if lines:
            lines += draw(st.sampled_from([(), (), (f"{indent}  # about {key}",), ("",), ("      # more",)]))
        lines += spread_out(draw, key, value, f"{indent}  ")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def entries_of(draw: st.DrawFn, one: str) -> list[tuple[str, str]]:
    """In any order."""
    entries = [
        ("id", one),
        ("name", draw(st.one_of(NAMES, st.sampled_from(['"a \\" # b"', "Plain Name"])))),
        ("levels", "{iop: {}}"),
        ("address", f"{{city: Town {one}, state: NJ, zip: '07102'}}"),
        ("source", SOURCE),
    ]
    if draw(st.booleans()):
        close = draw(st.sampled_from(["}", " ,}", "  }"]))
        entries.append(("verified", f"{{ how: <how {one}>,on: <on {one}> , by:  <by {one}>{close}"))
    return list(draw(st.permutations(entries)))


def spread_out(draw: st.DrawFn, key: str, value: str, indent: str) -> list[str]:
    if key != "verified" or draw(st.booleans()):
        return [f"{indent}{draw(st.sampled_from([key, repr(key)]))}: {value}{draw(COMMENTS)}"]
    one = value.split("<how ")[1].split(">", maxsplit=1)[0]
    inner = (f"by: <by {one}>", "# who", f"on: <on {one}>  # when", f"how: <how {one}>")
    return [f"{indent}{key}:{draw(COMMENTS)}", *(f"{indent}  {part}" for part in inner)]


NEW_ENTRY = re.compile(r"verified: \{on: 2026-11-20, by: Ana, how: phone\}(?:, |(?:\r\n|\r|\n) *)")


@examples(25)
@given(directories())
def test_nothing_changes_but_the_entry(written: Written) -> None:
    """The file loads with exactly that change, and every byte outside the entries is as it was."""
    before = read(written.text)
    text = marked(written.text, *written.wanted)
    verified = Verified(on=CHECK.on, by=Located("Ana", path=""), how=Located("phone", path=""))
    programs = tuple(replace(p, verified=verified) if p.id in written.wanted else p for p in before.programs)
    assert replace(before, programs=programs) == read(text)
    assert written.renewed == NEW_ENTRY.sub("", text)
