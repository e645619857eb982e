"""The report and the table, from bytes to bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from site_gen import checks, proofs
from site_gen.diagnostics import Diagnostic, did_you_mean, fault, has_errors
from site_gen.documents import parse_file
from site_gen.loading import load_site
from site_gen.model import Criteria, Site
from site_gen.quiz import compile_flow
from site_gen.reading import Notes, reader_of
from site_gen.render import render_document
from site_gen.review.combinations import list_answers, make_side, usual_answers
from site_gen.review.report import Reviewed, make_report, say_share
from site_gen.review.rows import list_rows, write_table
from site_gen.signoff import ReviewStatus, find_status
from site_gen.yaml_tree import MapNode, Node

HTML, CSV = "review.html", "review.csv"
TEMPLATE = "review/report.html"

# What an older version names outside of itself may be gone by now.
UNIMPORTANT = frozenset({"helpline", "article", "source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """*outputs* is empty when the site, or the older version of the criteria, has errors of form."""

    outputs: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    status: ReviewStatus | None = None


def make_review(sources: Mapping[str, bytes], *, today: date, since: tuple[str, bytes] | None = None) -> Review:
    """The report on the criteria of *sources*; *since*: name and content of an older criteria file to compare with."""
    site, faults = load_site(sources)
    if site is None:
        return Review(outputs={}, diagnostics=faults)
    before, found = _read_before(site, since) if since else (None, ())
    if has_errors(found):
        return Review(outputs={}, diagnostics=found)
    return _write(site, sources, before, today)


def _write(site: Site, sources: Mapping[str, bytes], before: Criteria | None, today: date) -> Review:
    """A report shows the faults of the rules too: they are what a reviewer must not sign."""
    compiled = compile_flow(site.criteria)
    faults = proofs.check_criteria(site.criteria, compiled)
    side = make_side(site.criteria, compiled.flow)
    order = [str(criterion.id) for criterion in site.criteria.criteria]
    answers = list_answers((side,), order, usual_answers(site.criteria))
    reviewed = Reviewed(site=site, compiled=compiled, side=side, answers=answers, faults=faults, before=before)
    report = make_report(reviewed, today=today)
    page, failed = render_document(TEMPLATE, {"report": report, "share": say_share}, site, sources)
    if page is None:
        return Review(outputs={}, diagnostics=failed)
    table = write_table(site.criteria, side, list_rows(side, answers)).encode()
    status = find_status(site.criteria, today=today)
    return Review(outputs={HTML: page, CSV: table}, diagnostics=faults, status=status)


def _read_before(site: Site, since: tuple[str, bytes]) -> tuple[Criteria | None, tuple[Diagnostic, ...]]:
    """The older version. What it says about helplines, articles, sources and levels of programs is left aside."""
    document, faults = parse_file(*since)
    notes = Notes()
    criteria = reader_of(Criteria)(_without_sources(document.root), notes) if document else None
    if not isinstance(criteria, Criteria) or notes.faults:
        return None, (*faults, *notes.faults)
    references = checks.list_references(replace(site, criteria=criteria))
    dangling = tuple(
        fault("E301", one.id, f'there is no {one.kind} "{one.id}"', did_you_mean(one.id, one.known))
        for one in references
        if one.id.path == since[0] and one.id not in one.known and one.kind not in UNIMPORTANT
    )
    return (None if dangling else criteria), dangling


def _without_sources(root: Node) -> Node:
    """Sources stood in the criteria before they had a file of their own."""
    if not isinstance(root, MapNode):
        return root
    return MapNode(at=root.at, entries=tuple((key, node) for key, node in root.entries if key != "sources"))
