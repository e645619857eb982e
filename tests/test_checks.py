"""Rules across records: every reference, every id, and statements that contradict each other."""

from __future__ import annotations

import re

import pytest

from site_gen import checks, documents, schema
from site_gen.diagnostics import Diagnostic
from site_gen.model import Site
from tests.small_site import Changes, build_site, edited, small_sources

CRITERIA, DIRECTORY, HELPLINES = "content/criteria.yaml", "programs.yaml", "content/helplines.yaml"


def load(changes: Changes | None = None) -> Site:
    """The small site with *changes*; a fault of a single file fails the test."""
    read, faults = documents.parse(small_sources(changes))
    loaded = schema.load(read)
    assert (*faults, *loaded.faults) == ()
    return loaded.site


def faults(changes: Changes | None = None) -> list[tuple[str, str, str]]:
    """Code, text pointed at, and message of every fault between records."""
    sources = small_sources(changes)
    return [(f.code, text_at(sources, f), f.message) for f in checks.run(load(changes))]


def text_at(sources: dict[str, bytes], fault: Diagnostic) -> str:
    """The word a fault points at."""
    line = sources[fault.path].decode().split("\n")[fault.line - 1]
    return re.split(r"[]},:]", line[fault.column - 1 :])[0]


def test_the_small_site_has_no_fault() -> None:
    """Everything it names is there."""
    assert [] == faults()


# --- E301: ids that nothing has ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "kind"),
    [
        (DIRECTORY, "organization: bright-path", "organization: x1", "organization"),
        (DIRECTORY, "levels: {iop: {}}", "levels: {x1: {}}", "level of care"),
        (DIRECTORY, "serves_only: [women]", "admission: [x1]", "criterion"),
        ("content/en/what-is-iop.md", "level: iop", "level: x1", "level of care"),
        (CRITERIA, "then: emergency", "then: x1", "outcome"),
        (CRITERIA, "variant: call_911, says", "variant: x1, says", 'variant of "emergency"'),
        (CRITERIA, "afterwards: {", "afterwards: {variant: x1, ", 'variant of "detox"'),
        (CRITERIA, "remedies:\n", "otherwise: x1\nremedies:\n", "outcome"),
        (CRITERIA, "only: [emergency]", "only: [x1]", "outcome or level"),
        (CRITERIA, "only: [emergency]", "not: [x1]", "outcome or level"),
        (CRITERIA, "expect: php", "expect: x1", "outcome or level"),
        (CRITERIA, "also_ask: [php]", "also_ask: [x1]", "outcome or level"),
        (CRITERIA, "if_not_possible: Ask about IOP.", "if_not_possible: a\n    listed_as: x1", "level of care"),
        (CRITERIA, "says: Ask about rides.", "says: a, hides: [x1]", "remedy"),
        (CRITERIA, "only_remedies: []", "only_remedies: [x1]", "remedy"),
        (CRITERIA, "says: Ask about rides.", "says: a, helpline: x1", "helpline"),
        (CRITERIA, '["911", "988"]', "[x1]", "helpline"),
        (CRITERIA, "why: Danger comes first.", "why: a\n    sources: [x1]", "source"),
        (CRITERIA, "says: Ask about rides.", "says: a, sources: [x1]", "source"),
        ("content/en/what-is-iop.md", "sources: [book]", "sources: [book, x1]", "source"),
        ("content/wording.yaml", "It speaks of blame.\n        sources: [nida]", "a\n        sources: [x1]", "source"),
        (CRITERIA, "article: what-is-iop", "article: x1", "article"),
        (CRITERIA, "fix: [sober_living]}\n    because", "article: x1}\n    because", "article"),
        (CRITERIA, "    not_sure: not_sober", "    not_sure: x1", 'option of "home"'),
        (CRITERIA, "alone: [nothing]", "alone: [x1]", 'option of "used"'),
        (CRITERIA, "quiet: [not_sober]", "quiet: [x1]", 'option of "home"'),
        (CRITERIA, "when: {daily:", "when: {x1:", "criterion"),
        (CRITERIA, "when: {daily:", "any_of: [{x1: [a]}], when: {daily:", "criterion"),
        (CRITERIA, 'when: {daily: ["yes", not_sure]}', "when: {daily: [x1]}", 'option of "daily"'),
        (CRITERIA, "when: {home: [sober]}", "when: {home: [x1]}", 'option of "home"'),
        (CRITERIA, "id: steady,", "id: steady, when: {x1: [a]},", "criterion"),
        (CRITERIA, 'when: {ride: ["no"]}', "when: {ride: [x1]}", 'option of "ride"'),
        (CRITERIA, "says: Danger always means emergency, when: {danger:", "says: a, when: {x1:", "criterion"),
        (CRITERIA, "asked_if: {used: [alcohol, pills]}", "asked_if: {used: [x1]}", 'option of "used"'),
        (CRITERIA, "asked_if: {used: [alcohol, pills]}", "asked_if: {x1: [a]}", "criterion"),
        (CRITERIA, "check: Ask a doctor before stopping.", "check: {do: a, when: {x1: [a]}}", "criterion"),
        (CRITERIA, "assume: {used: nothing}", "assume: {used: x1}", 'option of "used"'),
        (CRITERIA, "answers: {home: not_sober}", "answers: {home: x1}", 'option of "home"'),
        (CRITERIA, "used: other, home: sober}", "used: other, home: x1}", 'option of "home"'),
        (CRITERIA, "never_lower: {home: [sober, not_sober]}", "never_lower: {x1: [a, b]}", "criterion"),
    ],
)
def test_an_id_that_nothing_has_is_pointed_at(path: str, old: str, new: str, kind: str) -> None:
    """Wherever one record names another, and once."""
    assert [("E301", "x1", f'there is no {kind} "x1"')] == faults(edited(path, old, new))


def test_the_nearest_id_is_offered() -> None:
    """Or all of them when there are few."""
    site = load(edited(DIRECTORY, "levels: {iop: {}}", "levels: {ipo: {}, outpatient: {}}"))
    assert ['did you mean "iop"?', "use one of: iop, php"] == [fault.hint for fault in checks.run(site)]


def test_the_id_of_a_record_with_faults_of_its_own_is_not_unknown() -> None:
    """It was there, and could not be read."""
    site = load(edited(DIRECTORY, "organization: bright-path", "organization: faulty"))
    assert () == checks.run(site, unread={"faulty"})
    assert ["E301"] == [fault.code for fault in checks.run(site, unread={"other"})]


# --- E302 to E305 --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "repeated", "first"),
    [
        (
            DIRECTORY,
            "id: quiet-house-trenton",
            "id: bright-path-newark",
            "bright-path-newark",
            "  - id: bright-path-newark",
        ),
        (
            DIRECTORY,
            "Recovery}\n",
            "Recovery}\n  - {id: bright-path, name: a}\n",
            "bright-path",
            "  - {id: bright-path,",
        ),
        (HELPLINES, '- id: "988"', '- id: "911"', '"911"', '- id: "911"'),
        (CRITERIA, "id: daily_use", "id: danger_now", "danger_now", "id: danger_now"),
        (CRITERIA, "id: not_sober", "id: no_ride", "no_ride", "id: no_ride"),
        (CRITERIA, "id: more_help", "id: steady", "steady", "id: steady"),
        (
            CRITERIA,
            "\nnever_lower",
            "\n  - {id: danger_first, says: a}\nnever_lower",
            "danger_first",
            "id: danger_first",
        ),
        (CRITERIA, "  php:\n", "  detox:\n", "detox", "  detox:"),
    ],
)
def test_an_id_that_is_taken_is_pointed_at(path: str, old: str, new: str, repeated: str, first: str) -> None:
    """The second one, with the place of the first."""
    change = edited(path, old, new)
    line = str(change[path]).partition(first)[0].count("\n") + 1
    message = f'the id "{repeated.strip(chr(34))}" is taken already, at {path}:{line}'
    assert [("E302", repeated, message)] == [fault for fault in faults(change) if fault[0] == "E302"]


def test_the_same_id_may_name_things_of_two_kinds() -> None:
    """A remedy and an option can both be called not_sober."""
    assert [] == faults(edited(CRITERIA, "id: no_ride", "id: danger_now"))


@pytest.mark.parametrize("code", ["zz", "xxx"])
def test_a_site_is_in_a_language_that_is_known(code: str) -> None:
    """Else no date on it could be written."""
    message = f'the language "{code}" is not known'
    assert [("E306", code, message)] == faults(edited("content/site.yaml", "[en]", f"[en, es, {code}]"))


@pytest.mark.parametrize(
    ("yes", "no", "one"),
    [
        ("offers", "does_not_offer", "evening"),
        ("payment", "does_not_accept", "medicaid"),
        ("languages", "does_not_speak", "es"),
    ],
)
def test_a_listing_that_says_yes_and_no_is_pointed_at(yes: str, no: str, one: str) -> None:
    """At the no; either may be wrong."""
    assert [("E304", one, f'"{one}" stands under {yes} and under {no}')] == faults(
        edited(DIRECTORY, "does_not_offer: [moud]", f"{no}: [{one}]")
    )


@pytest.mark.parametrize("needed", ["ride", "daily"])
def test_a_question_may_only_depend_on_one_before_it(needed: str) -> None:
    """Not on a later one, nor on itself."""
    change = edited(CRITERIA, "asked_if: {used: [alcohol, pills]}", f'asked_if: {{{needed}: ["yes"]}}')
    assert [("E305", needed, f'"daily" depends on "{needed}", which is not asked before it')] == faults(change)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('    call: "988"\n', "    call: 1-800-273-8255\n", "the emergency line 988 would dial 1-800-273-8255"),
        ('    call: "988"\n', "", "the emergency line 988 has no number to call"),
        ('    text: {to: "988"}\n', '    text: {to: "741741"}\n', "the emergency line 988 would send texts to 741741"),
        ('  - id: "911"\n', '  - id: "912"\n', "the emergency line 911 is missing"),
    ],
)
def test_emergency_lines_cannot_be_changed(old: str, new: str, message: str) -> None:
    """Nor left out; what a site adds stands beside them."""
    found = build_site(edited(HELPLINES, old, new)).diagnostics
    assert message in {fault.message for fault in found if fault.code == "E452"}


def test_emergency_line_stands_on_every_page() -> None:
    """Taken off the pages, it is a fault."""
    text = small_sources()[HELPLINES].decode().replace("    on_every_page: true\n", "", 1)
    found = build_site({HELPLINES: text}).diagnostics
    assert "the emergency line 911 would not stand on every page" in {fault.message for fault in found}


def test_a_site_may_add_lines_and_say_more_about_these() -> None:
    """A local line, and other words for 988."""
    text = small_sources()[HELPLINES].decode().replace("name: 988 Lifeline", "name: 988, day and night", 1)
    local = text[text.index('  - id: "988"') :].replace('id: "988"', "id: county").replace('"988"', "1-973-555-0123")
    assert build_site({HELPLINES: f"{text}{local}"}).diagnostics == ()
