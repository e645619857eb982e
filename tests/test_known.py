"""Yes, no and not known: what a listing says, group by group."""

from __future__ import annotations

import pytest

from site_gen.known import GROUPS, Known, known, takes_new
from site_gen.model import Limits, Program
from tests.small_site import TODAY, edited, load_small

DIRECTORY = "programs.yaml"


def program_with(old: str = "", new: str = "") -> Program:
    """The first listing of the small site, with an edit."""
    return load_small(edited(DIRECTORY, old, new) if old else None).directory.programs[0]


@pytest.mark.parametrize(
    ("group", "yes", "no"),
    [
        ("level", {"iop", "php"}, set()),
        ("schedule", {"evening"}, set()),
        ("format", {"in_person"}, set()),
        ("payment", {"medicaid", "private"}, set()),
        ("language", {"en", "es"}, set()),
        ("offers", {"evening", "transport"}, {"moud"}),
        ("age", set(), set()),
        ("group", set(), set()),
    ],
)
def test_what_is_not_told_is_in_neither(group: str, yes: set[str], no: set[str]) -> None:
    """Only what stands in the listing is a yes or a no."""
    said = known(program_with(), group)
    assert Known(yes=frozenset(yes), no=frozenset(no)) == said


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("capacity: {accepting: true, as_of: 2026-11-02}", True),
        ("capacity: {accepting: false, as_of: 2026-11-02}", False),
        ("capacity: {accepting: false, as_of: 2026-10-23}", False),
        ("capacity: {accepting: false, as_of: 2026-10-22}", None),
        ("capacity: {accepting: true, as_of: 2026-10-22}", None),
        ("accreditation: [carf]", None),
        ("status: temporarily_closed", False),
        ("capacity: {accepting: true, as_of: 2026-11-02}\n    status: defunct", False),
    ],
)
def test_openings_are_known_for_thirty_days(said: str, takes: bool | None) -> None:  # noqa: FBT001  the expected value
    """Then nobody knows; a program that is closed takes nobody."""
    program = program_with("capacity: {accepting: true, as_of: 2026-11-02}", said)
    assert takes is takes_new(program, TODAY, Limits())


def test_a_site_may_believe_openings_for_longer() -> None:
    """Or for a day."""
    assert takes_new(program_with(), TODAY, Limits(openings_after=20)) is True
    assert takes_new(program_with(), TODAY, Limits(openings_after=19)) is None


def test_every_group_can_be_asked_for() -> None:
    """A listing that tells nothing says neither yes nor no, in any group but its level."""
    silent = load_small().directory.programs[1]
    assert {group for group in GROUPS if known(silent, group).yes | known(silent, group).no} == {"level"}


@pytest.mark.parametrize(
    ("old", "new", "group", "yes", "no"),
    [
        ("payment: [medicaid, private]", "does_not_accept: [medicaid]", "payment", set(), {"medicaid"}),
        ("languages: [en, es]", "languages: [en]\n    does_not_speak: [es]", "language", {"en"}, {"es"}),
        ("does_not_offer: [moud]", "does_not_offer: [weekend]", "schedule", {"evening"}, {"weekend"}),
        ("does_not_offer: [moud]", "does_not_offer: [telehealth]", "format", {"in_person"}, {"telehealth"}),
        ("formats: [in_person]", "formats: [hybrid]", "format", {"in_person", "telehealth"}, set()),
        ("formats: [in_person]", "formats: [online]", "format", {"telehealth"}, set()),
    ],
)
def test_a_no_is_said_not_guessed(old: str, new: str, group: str, yes: set[str], no: set[str]) -> None:
    """Payment, languages, schedule and format have a no of their own, as offers have."""
    said = known(program_with(old, new), group)
    assert Known(yes=frozenset(yes), no=frozenset(no)) == said


@pytest.mark.parametrize(
    ("days", "from_", "schedule"),
    [
        ("[mon]", "09:00", {"day"}),
        ("[mon]", "16:59", {"day"}),
        ("[mon]", "17:00", {"evening"}),
        ("[sat]", "09:00", {"weekend"}),
        ("[sun]", "18:00", {"weekend", "evening"}),
        ("[fri, sat]", "09:00", {"day", "weekend"}),
    ],
)
def test_sessions_tell_when_care_is(days: str, from_: str, schedule: set[str]) -> None:
    """An evening starts at five; a day session is on a weekday before that."""
    old = 'sessions: [{days: [mon, wed, thu], from: "18:00", to: "21:00"}], formats: [in_person]}'
    new = f'sessions: [{{days: {days}, from: "{from_}", to: "21:00"}}], formats: [in_person]}}'
    both = program_with(old, new)
    assert schedule | {"evening"} == known(both, "schedule").yes


def test_nobody_left_out_is_not_the_same_as_not_known() -> None:
    """An empty list says that everybody is taken; no list says nothing."""
    assert program_with("serves_only: [women]", "serves_only: []").serves_only == ()
    assert program_with("    serves_only: [women]\n", "").serves_only is None
