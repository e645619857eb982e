"""The report that a clinician reads and signs, as one value: everything its template shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from site_gen.diagnostics import Diagnostic
from site_gen.model import Criteria, Site
from site_gen.quiz import Compiled
from site_gen.review.changes import Change, Edit, compare
from site_gen.review.cited import CitedRow, list_cited
from site_gen.review.combinations import Answers, Side, count_combinations, tally_places
from site_gen.review.diagram import NumberedQuestion, Sheet, draw_sheets, number_questions
from site_gen.review.matrix import MatrixRow, list_matrix
from site_gen.review.sections import (
    ExampleRow,
    GateRow,
    LevelTable,
    OrderRow,
    OtherWords,
    PromiseRow,
    RemedyRow,
    list_examples,
    list_gates,
    list_levels,
    list_orders,
    list_other_words,
    list_promises,
    list_remedies,
)
from site_gen.review.words import Term, say_match, say_person
from site_gen.rules import Leaf
from site_gen.signoff import Digests, Entries, ReviewStatus, compute_digests, find_status, split_criteria


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCount:
    """A question that decides: how many answers it has, and when it is asked."""

    id: str
    ask: str
    answers: int
    asked_if: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something the authors want decided: where, and in their words."""

    kind: str
    id: str
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBlock:
    """All that is signed of one record, as (place in it, what stands there, the same in other languages)."""

    title: str
    entries: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRow:
    """People whose result changed: who decided before and now, how many, and one of them."""

    before: Leaf
    now: Leaf
    count: int
    share: str
    person: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """The change since an older version; *signed_by*: who signed that version, as far as this file says."""

    digests: Digests
    signed_by: tuple[str, ...]
    change: Change
    moved: tuple[MovedRow, ...]
    moved_share: str
    rules: tuple[tuple[str, str], ...]
    wording: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReport:
    site: Site
    today: date
    status: ReviewStatus
    faults: tuple[Diagnostic, ...]
    total: int
    questions: tuple[QuestionCount, ...]
    results: tuple[tuple[Leaf, int, str], ...]
    gates: tuple[GateRow, ...]
    other_words: tuple[OtherWords, ...]
    matrix: tuple[MatrixRow, ...]
    levels: tuple[LevelTable, ...]
    promises: tuple[PromiseRow, ...]
    orders: tuple[OrderRow, ...]
    usual: tuple[Term, ...]
    examples: tuple[ExampleRow, ...]
    remedies: tuple[RemedyRow, ...]
    sources: tuple[CitedRow, ...]
    open_questions: tuple[OpenQuestion, ...]
    wording: tuple[SignedBlock, ...]
    sheets: tuple[Sheet, ...]
    nodes: tuple[NumberedQuestion, ...]
    signed_rules: tuple[SignedBlock, ...]
    change: ChangeReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the report is made from. *before*: an older version of the criteria, when one is given."""

    site: Site
    compiled: Compiled
    side: Side
    answers: Answers
    faults: tuple[Diagnostic, ...]
    before: Criteria | None


def make_report(reviewed: Reviewed, *, today: date) -> ReviewReport:
    """Everything that is signed, and the proofs and counts that help to judge it."""
    site, flow, criteria = reviewed.site, reviewed.compiled.flow, reviewed.site.criteria
    language = str(site.config.languages[0])
    total = count_combinations(reviewed.side, reviewed.answers)
    nodes = number_questions(criteria, flow)
    status, signed = find_status(criteria, today=today), split_criteria(criteria)
    return ReviewReport(
        site=site,
        today=today,
        status=status,
        faults=reviewed.faults,
        total=total,
        questions=tuple(_count_questions(criteria, reviewed.answers, language)),
        results=tuple(_count_results(reviewed, total)),
        gates=list_gates(criteria, language),
        other_words=list_other_words(criteria, language),
        matrix=list_matrix(criteria, language),
        levels=list_levels(criteria, language),
        promises=list_promises(criteria, flow, language),
        orders=list_orders(criteria, flow, language),
        usual=say_match(criteria, criteria.examples.usual, language),
        examples=list_examples(criteria, flow, language),
        remedies=list_remedies(criteria, language),
        sources=list_cited(site),
        open_questions=tuple(_list_open_questions(criteria, language)),
        wording=tuple(_list_blocks(signed.wording, signed.translations)),
        sheets=draw_sheets(nodes),
        nodes=nodes,
        signed_rules=tuple(_list_blocks(signed.rules, {})),
        change=_report_change(reviewed.before, criteria, status, language) if reviewed.before else None,
    )


def _count_questions(criteria: Criteria, answers: Answers, language: str) -> Iterator[QuestionCount]:
    for criterion in criteria.criteria:
        if criterion.id in answers:
            yield QuestionCount(
                id=criterion.id,
                ask=criterion.ask.in_language(language),
                answers=sum(group.size for group in answers[criterion.id]),
                asked_if=say_match(criteria, criterion.asked_if, language),
            )


def _count_results(reviewed: Reviewed, total: int) -> Iterator[tuple[Leaf, int, str]]:
    """Every result with its combinations, in the order of the rules."""
    counts: dict[Leaf, int] = {}
    for ((number, _),), tally in tally_places((reviewed.side,), reviewed.answers, {}).items():
        leaf = reviewed.side.flow.leaves[-number - 1]
        counts[leaf] = counts.get(leaf, 0) + tally.count
    for leaf in dict.fromkeys([*(rule.leaf for rule in reviewed.compiled.rules), *counts]):
        if leaf in counts:
            yield leaf, counts[leaf], say_share(counts[leaf], total)


def say_share(count: int, total: int) -> str:
    """A share in percent, exact enough to tell a few from none."""
    percent = 100 * count / total if total else 0
    return f"{percent:.1f}%" if percent >= 1 or not count else f"{percent:.2g}%" if percent >= SMALL else "under 0.001%"


SMALL = 0.001


def _list_open_questions(criteria: Criteria, language: str) -> Iterator[OpenQuestion]:
    for kind, records in (("Question", criteria.criteria), ("Gate", criteria.gates), ("Level", criteria.levels)):
        for record in records:
            if record.open_question is not None:
                yield OpenQuestion(kind=kind, id=record.id, asks=record.open_question.in_language(language))
    for criterion in criteria.criteria:
        if criterion.not_sure_because is not None:
            asks = f'Why "not sure" may lead to a level: {criterion.not_sure_because.in_language(language)}'
            yield OpenQuestion(kind="Question", id=criterion.id, asks=asks)


# --- words and rules as signed -------------------------------------------------------------------------

RECORDS = ("criteria", "outcomes", "gates", "levels", "remedies", "ask_there", "never")


def _list_blocks(signed: Entries, translations: Mapping[str, Entries]) -> Iterator[SignedBlock]:
    """Everything that is signed, those entries of one record together."""
    blocks: dict[str, list[tuple[str, str, tuple[tuple[str, str], ...]]]] = {}
    for place, value in signed.items():
        kind, _, rest = place.partition("/")
        name, _, inner = rest.partition("/") if kind in RECORDS else ("", "", rest)
        title = f"{kind}: {name}" if inner and name else kind
        others = tuple((code, str(entries[place])) for code, entries in translations.items() if place in entries)
        blocks.setdefault(title, []).append((inner or name or kind, _say_value(value), others))
    for title, entries in blocks.items():
        yield SignedBlock(title=title, entries=tuple(entries))


def _say_value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- change --------------------------------------------------------------------------------------------


def _report_change(before: Criteria, now: Criteria, status: ReviewStatus, language: str) -> ChangeReport:
    change = compare(before, now)
    digests = compute_digests(before)
    moved = tuple(
        MovedRow(
            before=group.before,
            now=group.now,
            count=group.count,
            share=say_share(group.count, change.total),
            person=_say_unusual(now, group.person, language),
        )
        for group in change.moved
    )
    return ChangeReport(
        digests=digests,
        signed_by=tuple(
            f"{one.signature.name} ({one.signature.role}) on {one.signature.on}"
            for one in status.checked
            if (one.signature.rules_digest, one.signature.wording_digest) == (digests.rules, digests.wording)
        ),
        change=change,
        moved=moved,
        moved_share=say_share(change.moved_count, change.total),
        rules=tuple((edit.place, _say_edit(edit)) for edit in change.rules),
        wording=tuple((edit.place, _say_edit(edit)) for edit in change.wording),
    )


def _say_unusual(criteria: Criteria, person: Mapping[str, frozenset[str]], language: str) -> tuple[Term, ...]:
    """The answers in which a person differs from the usual one of the examples."""
    usual = {str(name): frozenset(map(str, options)) for name, options in criteria.examples.usual.terms}
    unusual = {name: chosen for name, chosen in person.items() if usual.get(name) != chosen}
    return say_person(criteria, unusual, language)


def _say_edit(edit: Edit) -> str:
    if isinstance(edit.before, list) and isinstance(edit.now, list):
        return _say_list_edit(edit.before, edit.now)
    if edit.before is None:
        return f"new: {_say_value(edit.now)}"
    if edit.now is None:
        return f"gone: {_say_value(edit.before)}"
    return f"was: {_say_value(edit.before)} — is: {_say_value(edit.now)}"


def _say_list_edit(before: list[object], now: list[object]) -> str:
    """What came, what went, and whether the rest stands in another order."""
    came, went = [one for one in now if one not in before], [one for one in before if one not in now]
    kept = [one for one in now if one in before]
    said = [f"new: {_say_value(came)}"] if came else []
    said += [f"gone: {_say_value(went)}"] if went else []
    if kept != [one for one in before if one in now]:
        said.append(f"in another order now: {_say_value(now)}")
    return "; ".join(said)
