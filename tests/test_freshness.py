"""Review dates of articles and ages of helplines, counted from the day of the build."""

from __future__ import annotations

import json
from datetime import date

import pytest

from site_gen.freshness import add_months, check
from site_gen.loading import load_site
from tests.small_site import TODAY, Changes, build_site, edited, load_small, shipped_sources

ABOUT = "content/en/about.md"
LATE = "A new review of this page was due by"


def reviewed(on: str, more: str = "") -> Changes:
    """The small site with its page about itself reviewed on this day."""
    by = "reviewed_by: {name: Rosa Diaz, credential: MD}"
    return edited(ABOUT, "order: 90", f"order: 90\n{by}\nreviewed_on: {on}{more}")


def codes_of(changes: Changes, *, drafts: bool = False) -> list[str]:
    """What is too old; that a build looks for it, tests/sites/broken/ shows."""
    return [fault.code for fault in check(load_small(changes), today=TODAY, drafts=drafts)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
        (date(2026, 12, 5), 25, date(2029, 1, 5)),
        (date(9999, 12, 31), 999_999, date(9999, 3, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, later: date) -> None:
    """To the last day of a short month."""
    assert later == add_months(day, months)


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        ("2026-11-23", ["E441"]),
        ("2026-11-22", []),
        ("2025-11-22", []),
        ("2025-11-21", ["W441"]),
        ("2025-05-22", ["W441"]),
        ("2025-05-21", ["E441"]),
    ],
)
def test_a_review_holds_a_year_and_may_be_six_months_late(on: str, codes: list[str]) -> None:
    """The day it is due is still good; a day to come is an error."""
    assert codes == codes_of(reviewed(on))


def test_an_article_and_a_site_may_set_other_terms() -> None:
    """`review_in` of the article, `review_months_late` of the site."""
    limits = edited("content/site.yaml", "demo: false\n", "demo: false\nlimits: {review_months_late: 0}\n")
    assert ["W441"] == codes_of(reviewed("2026-10-21", "\nreview_in: 1"))
    assert ["E441"] == codes_of({**reviewed("2026-10-21", "\nreview_in: 1"), **limits})


def test_an_overdue_page_says_so() -> None:
    """To its readers, beside the day of its last review; no other page does."""
    outputs = build_site(reviewed("2025-11-21")).outputs
    assert [f"{LATE} November 21, 2026." in outputs["about/index.html"].decode()] == [True]
    assert ["about/index.html"] == [path for path, data in outputs.items() if LATE.encode() in data]
    assert [] == [path for path, data in build_site(reviewed("2025-11-22")).outputs.items() if LATE.encode() in data]


def test_a_page_that_nobody_reviewed_says_so() -> None:
    """And is never overdue."""
    outputs = build_site().outputs
    assert b"No clinician has reviewed this page yet." in outputs["about/index.html"]
    assert (
        b"No clinician has reviewed this page yet."
        not in build_site(reviewed("2026-11-22")).outputs["about/index.html"]
    )


def test_monitors_find_every_article_and_its_review_in_pages_json() -> None:
    """Addresses are whole; what is not there is null."""
    rows = json.loads(build_site(reviewed("2026-10-31", "\nreview_in: 4")).outputs["pages.json"])
    assert {
        "address": "https://small.example/guide/about/",
        "title": "About",
        "language": "en",
        "reviewed_on": "2026-10-31",
        "review_due": "2027-02-28",
        "sources": 0,
    } in rows
    assert {
        "address": "https://small.example/guide/what-is-iop/",
        "title": "What is IOP?",
        "language": "en",
        "reviewed_on": None,
        "review_due": None,
        "sources": 1,
    } in rows
    assert ["about", "get-help-now", "privacy", "what-is-iop"] == sorted(row["address"].split("/")[-2] for row in rows)


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        ("2026-11-23", ["E451"]),
        ("2026-11-22", []),
        ("2026-05-26", []),
        ("2026-05-25", ["W451"]),
        ("2025-10-18", ["W451"]),
        ("2025-10-17", ["E451"]),
    ],
)
def test_a_helpline_is_to_be_checked_every_half_year(on: str, codes: list[str]) -> None:
    """After 180 days the build warns, after 400 it fails; a day to come is an error."""
    old = "    checked_on: 2026-11-01\n    checked_how: Known"
    assert codes == codes_of(edited("content/helplines.yaml", old, old.replace("2026-11-01", on)))


def test_a_site_may_set_other_limits_for_helplines() -> None:
    """The small site's were checked 21 days ago."""
    for limits, codes in (
        ("{helpline_warn_days: 21}", []),
        ("{helpline_warn_days: 20}", ["W451", "W451"]),
        ("{helpline_fail_days: 20}", ["E451", "E451"]),
    ):
        assert codes == codes_of(edited("content/site.yaml", "demo: false\n", f"demo: false\nlimits: {limits}\n"))


def test_a_draft_may_be_late_until_it_is_built() -> None:
    """As with its words."""
    late = reviewed("2020-01-01", "\ndraft: true")
    assert [[], ["E441"]] == [codes_of(late, drafts=drafts) for drafts in (False, True)]


def test_the_shipped_facts_are_fresh_on_the_day_of_these_tests() -> None:
    """Every helpline, and every review there is."""
    site, faults = load_site(shipped_sources())
    assert site is not None, faults
    assert [] == list(check(site, today=TODAY, drafts=True))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("reviewed_on: 2026-11-01", "this page has reviewed_on and no reviewed_by"),
        ("reviewed_by: {name: Ann, credential: MD}", "this page has reviewed_by and no reviewed_on"),
        ("review_in: 0", "review_in is 0 months"),
        ("review_in: 61", "review_in is 61 months"),
    ],
)
def test_a_review_has_a_day_a_reviewer_and_an_end(keys: str, message: str) -> None:
    """A page may only say that it was reviewed when it can say by whom."""
    changes = edited("content/en/about.md", "order: 90", f"order: 90\n{keys}")
    assert [("E443", message)] == [(fault.code, fault.message) for fault in build_site(changes).diagnostics]


def test_a_reviewer_who_cannot_be_read_is_not_missing_too() -> None:
    """One mistake, one report."""
    keys = "reviewed_on: 2026-11-01\nreviewed_by: Ann"
    changes = edited("content/en/about.md", "order: 90", f"order: 90\n{keys}")
    assert ["E203"] == [fault.code for fault in build_site(changes).diagnostics]
