"""How old the facts are: articles due for review, helplines not checked for long, and when sources were read."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date

from site_gen.diagnostics import Diagnostic, fault
from site_gen.model import Article, FrontMatter, Helpline, Limits, Site, Source

# In months. What was true of medicines and laws five years ago is not known to be true today.
MAX_REVIEW_IN = 60


def check(site: Site, *, today: date, drafts: bool = False) -> Iterator[Diagnostic]:
    """E441, W441: an overdue review; E451, W451: a helpline checked too long ago; E442: a source's day or year."""
    for article in site.articles:
        if article.language in site.config.languages and (drafts or not article.front.draft):
            yield from _check_review(article, site.config.limits, today)
    for helpline in site.helplines:
        yield from _check_age(helpline, site.config.limits, today)
    for source in site.sources:
        yield from _check_reading(source, today)
        yield from _check_year(source)


def _check_review(article: Article, limits: Limits, today: date) -> Iterator[Diagnostic]:
    front = article.front
    due = review_due(front)
    if due is None or front.reviewed_on is None:
        return
    hint = "review the page, then set reviewed_on to that day"
    if front.reviewed_on > today:
        yield fault("E441", front.title, f"reviewed_on is {front.reviewed_on}, a day to come", hint)
    elif today > add_months(due, limits.review_months_late):
        message = f"the review of this page was due on {due}, more than {limits.review_months_late} months ago"
        yield fault("E441", front.title, message, hint)
    elif today > due:
        yield fault("W441", front.title, f"the review of this page was due on {due}", hint)


def find_half_reviews(site: Site, unread: Collection[str] = ()) -> Iterator[Diagnostic]:
    """E443: a day of review without a reviewer, or the other way round; or a review that holds never or for ever."""
    for article in (article for article in site.articles if article.slug.path not in unread):
        front = article.front
        if (front.reviewed_on is None) != (front.reviewed_by is None):
            there, missing = ("reviewed_on", "reviewed_by") if front.reviewed_on else ("reviewed_by", "reviewed_on")
            hint = "write both, or neither when no clinician has reviewed the page"
            yield fault("E443", front.title, f"this page has {there} and no {missing}", hint)
        if not 1 <= front.review_in <= MAX_REVIEW_IN:
            message = f"review_in is {front.review_in} months"
            yield fault("E443", front.title, message, f"write a number from 1 to {MAX_REVIEW_IN}")


def review_due(front: FrontMatter) -> date | None:
    """The last day on which the review of an article still holds; None when there was none."""
    return None if front.reviewed_on is None else add_months(front.reviewed_on, front.review_in)


def overdue_since(front: FrontMatter, today: date) -> date | None:
    """The day an article was due for review; None while its review holds, or when there was none."""
    due = review_due(front)
    return due if due is not None and today > due else None


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has fewer; never past the calendar's end."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_age(helpline: Helpline, limits: Limits, today: date) -> Iterator[Diagnostic]:
    days = (today - helpline.checked_on).days
    hint = "call it or read its official page, then set checked_on and checked_how"
    message = f'the helpline "{helpline.name}" was last checked on {helpline.checked_on}, {days} days ago'
    if days < 0:
        yield fault("E451", helpline.id, f"checked_on is {helpline.checked_on}, a day to come", hint)
    elif days > limits.helpline_fail_days:
        yield fault("E451", helpline.id, f"{message}; more than {limits.helpline_fail_days} is too long", hint)
    elif days > limits.helpline_warn_days:
        yield fault("W451", helpline.id, message, hint)


def _check_reading(source: Source, today: date) -> Iterator[Diagnostic]:
    """Readers are told when a source was read and what of it: both, or that it was not."""
    is_dated, is_told = source.checked_on is not None, source.checked_how is not None
    if is_dated != is_told:
        there, missing = ("checked_on", "checked_how") if is_dated else ("checked_how", "checked_on")
        hint = "write both, or neither when nobody has read the source"
        yield fault("E442", source.id, f'the source "{source.id}" has {there} and no {missing}', hint)
    elif source.checked_on is not None and source.checked_on > today:
        hint = "write the day on which the source was read"
        yield fault("E442", source.id, f"checked_on is {source.checked_on}, a day to come", hint)
    elif source.own and is_dated:
        hint = "take checked_on and checked_how away, or own: true"
        yield fault("E442", source.id, f'the source "{source.id}" is our own, so there is nothing to read', hint)


def _check_year(source: Source) -> Iterator[Diagnostic]:
    """That a source shows no year is said of what others wrote, and only where it shows none."""
    if source.undated and source.year is not None:
        message = f'the source "{source.id}" has a year and undated: true'
        yield fault("E442", source.id, message, "take one of them away")
    elif source.undated and source.own:
        message = f'the source "{source.id}" is our own, so it needs no year'
        yield fault("E442", source.id, message, "take undated: true away")
