"""Digests that only what is signed can change, and signatures that hold only as long as they should."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from site_gen.diagnostics import Diagnostic, Located
from site_gen.model import Criteria, Review, Signature, SignedTranslation, Words
from site_gen.signoff import check_signatures, compute_digests, find_status
from tests.criteria import load_criteria, read_criteria
from tests.small_site import TODAY, build_site, load_small, small_sources

PATH = "content/criteria.yaml"
TEXT = small_sources()[PATH].decode()
SMALL = read_criteria(TEXT)
DIGESTS = compute_digests(SMALL)
SHIPPED = load_criteria(PATH)
HINT = "`build.py review` prints the digests to sign, and what has changed"


def edit(old: str, new: str) -> Criteria:
    assert TEXT.count(old) == 1
    return read_criteria(TEXT.replace(old, new))


def changed_parts(criteria: Criteria) -> set[str]:
    now = compute_digests(criteria)
    return {part for part in ("rules", "wording") if getattr(now, part) != getattr(DIGESTS, part)}


NO_CHANGE = {
    "a comment": ("outcomes:\n", "# results\noutcomes:\n"),
    "another layout": (
        "    says: Care for some hours a week.\n",
        "    says: >-\n      Care for some\n      hours a week.\n",
    ),
    "another order of keys": (
        "{id: steady, says: Home is safe., also_ask: [php]}",
        "{says: Home is safe., also_ask: [php], id: steady}",
    ),
    "another order of answers": ('when: {danger: ["yes", not_sure]}, then', 'when: {danger: [not_sure, "yes"]}, then'),
    "a default written out": ("    not_sure: not_sober\n", "    not_sure: not_sober\n    multiple: false\n"),
    "an open question": ("    not_sure: not_sober\n", "    not_sure: not_sober\n    open_question: Is this so?\n"),
    "an example": ("A steady person, answers", "Somebody, answers"),
}

ONLY_RULES = {
    "a gate": ("when: {used: [not_sure]}, then: detox", "when: {used: [other, not_sure]}, then: detox"),
    "a need": ("when: {home: [sober]}, says", "when: {home: [sober, not_sober]}, says"),
    "a reason": ("{id: more_help, says", '{id: more_help, when: {ride: ["yes"]}, says'),
    "when a question is asked": ("asked_if: {used: [alcohol, pills]}", "asked_if: {used: [alcohol]}"),
    "what may be chosen together": ("alone: [nothing]", "alone: [nothing, not_sure]"),
    "how many may be chosen": ("    multiple: true\n", ""),
    "what not sure means": ("not_sure: not_sober", "not_sure: sober"),
    "why not sure is safe": ("    not_sure: not_sober\n", "    not_sure: not_sober\n    not_sure_because: It is.\n"),
    "a promise": ("only: [emergency]", "not: [php]"),
    "an order": ("never_lower: {home: [sober, not_sober]}", "never_lower: {home: [not_sober, sober]}"),
    "a remedy's condition": ('when: {ride: ["no"]}', 'when: {ride: ["yes"]}'),
    "a helpline": ('helplines: ["911", "988"]', 'helplines: ["988"]'),
    "the condition of other words": (
        "variants: {check: Ask a doctor before stopping.}",
        "variants: {check: {do: Ask a doctor before stopping., when: {home: [sober]}}}",
    ),
}

ONLY_WORDING = {
    "a question": ("ask: What is home like?", "ask: How is home?"),
    "the question to oneself": ("ask_me: What is your home like?", "ask_me: How is your home?"),
    "a label": ("sober: Safe and sober", "sober: Safe"),
    "a reason to ask": ("why: A safe home matters.", "why: A home matters."),
    "what a gate says": ("says: There may be danger.", "says: There is danger."),
    "what a level is called": ("name: Day treatment (PHP)", "name: Day care"),
    "a cell of the comparison": ("nights: Home, medical_care: Some", "nights: At home, medical_care: Some"),
    "what to do": ("call_911: Call for help and stay there.", "call_911: Call."),
    "a remedy": ("says: Ask about rides.", "says: Ask for rides."),
    "a promise's sentence": ("Danger always means emergency", "Danger is an emergency"),
    "the disclaimer": ("disclaimer: A professional decides.", "disclaimer: Ask a professional."),
    "hours": ("hours_per_week: [9, 19]", "hours_per_week: [9, 20]"),
}


@pytest.mark.parametrize("name", NO_CHANGE)
def test_what_is_not_signed_changes_no_digest(name: str) -> None:
    """Comments, layout, order of keys, and what no result and no reader sees."""
    assert set() == changed_parts(edit(*NO_CHANGE[name]))


@pytest.mark.parametrize("name", ONLY_RULES)
def test_rule_edit_changes_only_the_digest_of_the_rules(name: str) -> None:
    """The words are still those that were signed."""
    assert {"rules"} == changed_parts(edit(*ONLY_RULES[name]))


@pytest.mark.parametrize("name", ONLY_WORDING)
def test_wording_edit_changes_only_the_digest_of_the_wording(name: str) -> None:
    """The rules are still those that were signed."""
    assert {"wording"} == changed_parts(edit(*ONLY_WORDING[name]))


def swap_two(field: str) -> Callable[[Criteria], Criteria]:
    def swap(criteria: Criteria) -> Criteria:
        one, other, *rest = getattr(criteria, field)
        changed: dict[str, Any] = {field: (other, one, *rest)}
        return replace(criteria, **changed)

    return swap


@pytest.mark.parametrize("field", ["gates", "levels", "criteria", "outcomes"])
def test_order_of_records_is_a_rule(field: str) -> None:
    """The first that fits decides."""
    assert {"rules"} == changed_parts(swap_two(field)(SMALL))


def test_two_labels_that_change_places_are_other_words() -> None:
    """A text counts with the place where it stands."""
    text = TEXT.replace("sober: Safe and sober", "sober: XX").replace(
        "not_sober: Others use there", "not_sober: Safe and sober"
    )
    assert {"wording"} == changed_parts(read_criteria(text.replace("sober: XX", "sober: Others use there")))


def test_digests_of_the_shipped_file_are_whole() -> None:
    """SHA-256 in hexadecimal, and two different ones."""
    digests = compute_digests(SHIPPED)
    assert re.fullmatch(r"[0-9a-f]{64}", digests.rules)
    assert re.fullmatch(r"[0-9a-f]{64}", digests.wording)
    assert digests.rules != digests.wording


# --- signatures ----------------------------------------------------------------------------------------


def sign(name: str = "Dana Reyes", **changes: Any) -> Signature:  # noqa: ANN401  any of its fields
    signed = Signature(
        name=Located(name, path=PATH, line=80, column=14),
        role=Located("Physician", path=PATH),
        on=date(2026, 11, 1),
        expires=date(2027, 11, 1),
        rules_digest=Located(DIGESTS.rules, path=PATH),
        wording_digest=Located(DIGESTS.wording, path=PATH),
    )
    return replace(signed, **changes)


def other(text: str) -> Located:
    return Located(text, path=PATH)


def signed_by(*signatures: Signature) -> Criteria:
    return replace(SMALL, review=Review(signatures=signatures))


GOOD, SECOND = sign(), sign("Sam Okoro")
CASES = {
    "nobody": ((), False),
    "one person": ((GOOD,), False),
    "the same person twice": ((GOOD, sign("  dana  REYES ")), False),
    "the same person with a title": ((GOOD, sign("Dr. Dana Reyes, M.D.")), False),
    "the same person by family name": ((GOOD, sign("Reyes, Dana")), False),
    "two people": ((GOOD, SECOND), True),
    "two people told apart by an initial": ((sign("Dana B. Reyes"), sign("Dana C. Reyes")), True),
    "nothing but a title": ((GOOD, sign("Dr.")), False),
    "two people and an old signature": ((sign("Kim Lee", rules_digest=other("")), GOOD, SECOND), True),
    "one expired": ((GOOD, sign("Sam Okoro", expires=date(2026, 11, 21))), False),
    "the last day": ((GOOD, sign("Sam Okoro", expires=TODAY)), True),
    "one from tomorrow": ((GOOD, sign("Sam Okoro", on=date(2026, 11, 23))), False),
    "other rules": ((GOOD, sign("Sam Okoro", rules_digest=other("0" * 64))), False),
    "other words": ((GOOD, sign("Sam Okoro", wording_digest=other("0" * 64))), False),
    "a shortened digest": ((GOOD, sign("Sam Okoro", rules_digest=other(DIGESTS.rules[:12]))), False),
    "no name": ((GOOD, sign(" ")), False),
}


@pytest.mark.parametrize("name", CASES)
def test_review_takes_two_people_who_signed_this_very_version(name: str) -> None:
    """Present, different, unexpired, and both digests as they are."""
    signatures, expected = CASES[name]
    assert expected == find_status(signed_by(*signatures), today=TODAY).is_reviewed


def test_status_says_which_part_is_void() -> None:
    """A rule edit leaves the wording signed, and the other way round."""
    status = find_status(signed_by(sign(rules_digest=other("ab12")), sign(wording_digest=other(""))), today=TODAY)
    assert [
        (False, True, (f"the rules signed were ab12, and they are {DIGESTS.rules[:12]} now",)),
        (True, False, (f"the wording signed were not named, and they are {DIGESTS.wording[:12]} now",)),
    ] == [(one.rules, one.wording, one.voids) for one in status.checked]


def faults_of(criteria: Criteria, *, require_review: bool) -> list[Diagnostic]:
    site = load_small()
    config = replace(site.config, require_review=require_review)
    return list(check_signatures(replace(site, config=config, criteria=criteria), today=TODAY))


def test_unsigned_criteria_are_no_fault_where_no_review_is_required() -> None:
    """The pages say that they are not reviewed; that is enough."""
    assert [] == faults_of(SMALL, require_review=False)


def test_signature_that_lapsed_is_a_warning() -> None:
    """Who, of when, and why it does not hold."""
    expired = sign(expires=date(2026, 11, 2), rules_digest=other("ab12"))
    message = (
        'the signature of "Dana Reyes" of 2026-11-01 does not hold: it expired on 2026-11-02; '
        f"the rules signed were ab12, and they are {DIGESTS.rules[:12]} now"
    )
    expected = Diagnostic(code="W510", path=PATH, line=80, column=14, message=message, hint=HINT)
    assert [expected] == faults_of(signed_by(expired), require_review=False)


def test_missing_review_is_an_error_where_it_is_required() -> None:
    """With the signatures that do not hold, and how many do."""
    future = sign("Sam Okoro", on=date(2026, 12, 1))
    void = 'the signature of "Sam Okoro" of 2026-12-01 does not hold: its date is still to come on 2026-11-22'
    missing = 'the site requires a review, and the signature of "Dana Reyes" holds: 2 different people must sign'
    assert [
        Diagnostic(code="E510", path=PATH, line=80, column=14, message=void, hint=HINT),
        Diagnostic(code="E510", path=PATH, message=missing, hint=HINT),
    ] == faults_of(signed_by(GOOD, future), require_review=True)


def test_nobody_having_signed_is_told_once() -> None:
    """There is no place to point at."""
    missing = "the site requires a review, and no signature holds: 2 different people must sign"
    assert [Diagnostic(code="E510", path=PATH, message=missing, hint=HINT)] == faults_of(SMALL, require_review=True)


def test_reviewed_site_may_require_it() -> None:
    """And an old signature beside two good ones is still only a warning."""
    old = sign("Kim Lee", expires=date(2026, 1, 1))
    assert [] == faults_of(signed_by(GOOD, SECOND), require_review=True)
    assert ["W510"] == [fault.code for fault in faults_of(signed_by(GOOD, SECOND, old), require_review=True)]


# --- what readers see ----------------------------------------------------------------------------------


def with_signatures(*names: str) -> dict[str, str]:
    rows = "".join(
        f"    - {{name: {name}, role: Physician, on: 2026-11-01, expires: 2027-11-01, "
        f"rules_digest: {DIGESTS.rules}, wording_digest: {DIGESTS.wording}}}\n"
        for name in names
    )
    return {PATH: f"{TEXT}review:\n  signatures:\n{rows}"}


@pytest.mark.parametrize("address", ["quiz/index.html", "outcomes/index.html"])
def test_quiz_pages_say_that_nobody_reviewed_them_until_two_have(address: str) -> None:
    """The note goes with the second signature, and not before."""
    shown = [
        b"No clinician has reviewed" in build_site(changes).outputs[address]
        for changes in ({}, with_signatures("Dana Reyes"), with_signatures("Dana Reyes", "Sam Okoro"))
    ]
    assert [True, True, False] == shown


def test_open_questions_appear_nowhere_on_the_site() -> None:
    """They are for reviewers."""
    marked = TEXT.replace("    not_sure: not_sober\n", "    not_sure: not_sober\n    open_question: Zebra home?\n")
    marked = marked.replace("{id: unknown, when", "{id: unknown, open_question: Zebra gate?, when")
    marked = marked.replace("    short: IOP\n", "    short: IOP\n    open_question: Zebra level?\n")
    assert marked.count("Zebra") == 3
    built = build_site({PATH: marked})
    assert built.outputs
    assert [] == [path for path, data in built.outputs.items() if b"Zebra" in data]


def test_shipped_file_is_unsigned_and_names_its_doubts() -> None:
    """Nobody has reviewed it yet; what the authors are unsure of is written down."""
    doubts = [
        str(one.id)
        for records in (SHIPPED.criteria, SHIPPED.gates, SHIPPED.levels)
        for one in records
        if isinstance(one.open_question, Words)
    ]
    assert Review() == SHIPPED.review
    assert [
        *("age", "heavy_days", "sober_living"),
        *("may_act_on_suicide", "thoughts_of_suicide", "under_18"),
        *("outpatient", "php"),
    ] == doubts


def test_person_counts_once() -> None:
    """The second signature of one person holds, but is not counted."""
    status = find_status(signed_by(GOOD, GOOD, SECOND), today=TODAY)
    assert [(True, ()), (False, ()), (True, ())] == [(one.counts, one.voids) for one in status.checked]
    assert ("Dana Reyes", "Sam Okoro") == status.signers


# --- other languages -----------------------------------------------------------------------------------

SPANISH = edit("ask: What is home like?", "ask: {en: What is home like?, es: ¿Cómo es el hogar?}")


def test_another_language_has_a_digest_of_its_own() -> None:
    """What stands there belongs to neither of the other two, and each language is signed by who can read it."""
    changed = edit("ask: What is home like?", "ask: {en: What is home like?, es: ¿Cómo es la casa?}")
    assert set() == changed_parts(SPANISH)
    assert {} == DIGESTS.translations
    assert ["es"] == list(compute_digests(SPANISH).translations)
    assert compute_digests(SPANISH).translations != compute_digests(changed).translations


def signed_in(language: str, digest: str) -> Signature:
    named = SignedTranslation(id=Located(language, path=""), digest=Located(digest, path=""))
    return sign("Rosa Diaz", translations=(named,))


def test_a_changed_translation_voids_a_signature_for_its_language_alone() -> None:
    """It still counts for the language that the criteria were written in."""
    digest = compute_digests(SPANISH).translations["es"]
    review = Review(signatures=(signed_in("es", digest), SECOND))
    both, changed = (
        find_status(replace(criteria, review=review), today=TODAY)
        for criteria in (SPANISH, edit("ask: What is home like?", "ask: {en: What is home like?, es: Otra}"))
    )
    assert [(True, ("Rosa Diaz",)), (True, ())] == [(one.is_reviewed, one.signers_in("es")) for one in (both, changed)]
    assert [()] == [one.lapsed for one in both.checked[:1]]
    assert ["es"] == [language for language, _ in changed.checked[0].lapsed]


def test_a_site_that_must_be_reviewed_is_reviewed_in_all_its_languages() -> None:
    """Who reads Spanish reads what somebody has signed, too."""
    site = load_small()
    languages = (Located("en", path=""), Located("es", path=""))
    config = replace(site.config, require_review=True, languages=languages)
    criteria = replace(SPANISH, review=Review(signatures=(GOOD, SECOND)))
    found = check_signatures(replace(site, config=config, criteria=criteria), today=TODAY)
    message = 'the site requires a review, and no signature holds: 2 different people must sign the words in "es" too'
    assert [("E510", message)] == [(one.code, one.message) for one in found]
