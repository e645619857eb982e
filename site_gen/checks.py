"""Rules across records: ids that must exist, ids that must not repeat, statements that contradict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from site_gen import i18n
from site_gen.addresses import find_taken_addresses
from site_gen.conditions import find_clashing_answers
from site_gen.diagnostics import Diagnostic, Located, did_you_mean, fault, quoted
from site_gen.freshness import find_half_reviews
from site_gen.level_hours import find_impossible_hours
from site_gen.listing_checks import check_listings, find_invented_numbers
from site_gen.model import Criteria, Helpline, LevelOfCare, Match, Outcome, Site
from site_gen.rules import Condition, alternatives
from site_gen.schema import CONFIG, CRITERIA, DIRECTORY, HELPLINES, SOURCES

# To look for the nearest of thousands of ids takes a tenth of a second.
MAX_GUESSES = 50
# A site may add lines of its own, and say more about these; it cannot take them away or send readers elsewhere.
EMERGENCY_LINES = ("911", "988")

# Where a file could not be read, nothing is said of the names for what it may hold.
DEFINED_IN = {
    "criterion": CRITERIA,
    "helpline": HELPLINES,
    "level of care": CRITERIA,
    "organization": DIRECTORY,
    "source": SOURCES,
}
MAX_OPTIONS_TOGETHER = 12


def run(site: Site, *, unread: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """Every fault between records. Ids in *unread* belong to records with faults of their own."""
    by_config = (find_taken_addresses, find_unknown_languages, find_unlisted_articles, find_invented_numbers)
    return (
        *find_unknown_ids(site, unread),
        *find_repeated_ids(site),
        *find_contradictions(site),
        *find_late_questions(site.criteria),
        *find_long_questions(site.criteria),
        *find_clashing_answers(site.criteria),
        *find_impossible_hours(site),
        *find_half_reviews(site, unread),
        *find_changed_emergency_lines(site, unread),
        *find_unnamed_sources(site, unread),
        *check_listings(site),
        *(found for find in by_config if CONFIG not in unread for found in find(site)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An id as it is used, what kind of thing it names, and the ids there are of that kind."""

    id: Located
    kind: str
    known: Collection[str]


def find_unknown_ids(site: Site, unread: Collection[str]) -> Iterator[Diagnostic]:
    """E301: an id is used that nothing has."""
    references = list_references(site)
    hidden = {kind for kind, path in DEFINED_IN.items() if path in unread}
    unknown = (one for one in references if one.id not in one.known and one.id not in unread and one.kind not in hidden)
    for count, reference in enumerate(unknown):
        message = f"there is no {reference.kind} {quoted(reference.id)}"
        hint = did_you_mean(reference.id, reference.known) if count < MAX_GUESSES else ""
        yield fault("E301", reference.id, message, hint)


def list_references(site: Site) -> Iterator[Reference]:
    """Every place where one record names another."""
    for kind, known, used in (*_directory_references(site), *_plain_references(site)):
        for one in used:
            if one is not None:
                yield Reference(id=one, kind=kind, known=known)
    for match in _list_matches(site.criteria):
        yield from _match_references(match, site.criteria)


_References: TypeAlias = Iterator[tuple[str, frozenset[str], Iterable[Located | None]]]
"""A kind of thing, the ids there are of it, and the ids used for it."""


def _directory_references(site: Site) -> _References:
    programs, levels = site.directory.programs, _ids(site.criteria.levels)
    yield "organization", _ids(site.directory.organizations), (program.organization for program in programs)
    yield "level of care", levels, (offering.id for program in programs for offering in program.levels)
    yield "level of care", levels, (article.front.level for article in site.articles)
    yield "criterion", _ids(site.criteria.criteria), (one for program in programs for one in program.admission)


def _plain_references(site: Site) -> _References:
    criteria = site.criteria
    outcomes, levels, remedies = _ids(criteria.outcomes), _ids(criteria.levels), _ids(criteria.remedies)
    results = outcomes | levels
    every: tuple[Outcome | LevelOfCare, ...] = (*criteria.outcomes, *criteria.levels)
    yield "outcome", outcomes, [*(gate.then for gate in criteria.gates), criteria.otherwise]
    yield "outcome or level", results, [i for never in criteria.never for i in (*never.not_, *never.only)]
    yield "outcome or level", results, [example.expect for example in criteria.examples.cases]
    yield "outcome or level", results, [i for lv in criteria.levels for b in lv.because for i in b.also_ask]
    yield "level of care", levels, [criteria.goal, *(level.listed_as for level in criteria.levels)]
    yield "remedy", remedies, [i for remedy in criteria.remedies for i in remedy.hides]
    yield "remedy", remedies, [i for outcome in criteria.outcomes for i in outcome.only_remedies]
    yield "helpline", _ids(site.helplines), [remedy.helpline for remedy in criteria.remedies]
    yield "helpline", _ids(site.helplines), [i for outcome in criteria.outcomes for i in outcome.helplines]
    yield "source", _ids(site.sources), _named_sources(site)
    articles = frozenset(str(article.slug) for article in site.articles)
    yield "article", articles, [result.article for result in every]
    yield "article", articles, [need.article for level in criteria.levels for need in level.needs]
    yield "article", articles, [term.article for term in site.glossary]
    yield "level of care", levels, [term.level for term in site.glossary]
    for outcome in criteria.outcomes:
        chosen = [gate.variant for gate in criteria.gates if gate.then == outcome.id]
        after = [outcome.afterwards.variant] if outcome.afterwards else []
        yield f'variant of "{outcome.id}"', _ids(outcome.variants), [*chosen, *after]
    for criterion in criteria.criteria:
        named = [criterion.not_sure, *criterion.alone, *criterion.quiet]
        yield f'option of "{criterion.id}"', _ids(criterion.options), named


def _named_sources(site: Site) -> Iterator[Located]:
    """The ids of sources where articles, criteria, remedies, words of the glossary and words to avoid name them."""
    rules = (rule for each in site.wording.languages for rule in each.words)
    fronts = (article.front for article in site.articles)
    criteria = site.criteria
    records: Iterable[_HasSources] = (*fronts, *criteria.criteria, *criteria.remedies, *site.glossary, *rules)
    for record in records:
        yield from record.sources


class _HasSources(Protocol):
    @property
    def sources(self) -> tuple[Located, ...]: ...


def _list_matches(criteria: Criteria) -> Iterator[Match]:
    conditions: list[Condition] = [*criteria.gates, *criteria.remedies, *criteria.ask_there, *criteria.never]
    for level in criteria.levels:
        conditions += [*level.needs, *level.because]
    for condition in conditions:
        for group in alternatives(condition):
            yield from group
    yield from (criterion.asked_if for criterion in criteria.criteria)
    yield from (variant.when for outcome in criteria.outcomes for variant in outcome.variants)
    yield from (outcome.afterwards.assume for outcome in criteria.outcomes if outcome.afterwards)
    yield from (example.answers for example in criteria.examples.cases)
    yield criteria.examples.usual
    yield criteria.never_lower


def _match_references(match: Match, criteria: Criteria) -> Iterator[Reference]:
    options = {str(c.id): _ids(c.options) for c in criteria.criteria}
    for criterion, chosen in match.terms:
        yield Reference(id=criterion, kind="criterion", known=options.keys())
        for option in chosen if criterion in options else ():
            yield Reference(id=option, kind=f'option of "{criterion}"', known=options[criterion])


class _HasId(Protocol):
    @property
    def id(self) -> Located | None: ...


def _ids(records: Iterable[_HasId]) -> frozenset[str]:
    return frozenset(str(record.id) for record in records)


def find_repeated_ids(site: Site) -> Iterator[Diagnostic]:
    """E302: two records of one kind have the same id."""
    criteria = site.criteria
    groups: tuple[Iterable[Located], ...] = (
        (program.id for program in site.directory.programs),
        (organization.id for organization in site.directory.organizations),
        (helpline.id for helpline in site.helplines),
        (gate.id for gate in criteria.gates),
        (remedy.id for remedy in criteria.remedies),
        (ask.id for ask in criteria.ask_there),
        (never.id for never in criteria.never),
        (because.id for level in criteria.levels for because in level.because),
        (result.id for results in (criteria.outcomes, criteria.levels) for result in results),
    )
    for group in groups:
        yield from _find_repeats(group)


def _find_repeats(ids: Iterable[Located]) -> Iterator[Diagnostic]:
    first: dict[str, Located] = {}
    for one in ids:
        if one in first:
            where = f"{first[one].path}:{first[one].line}"
            yield fault("E302", one, f'the id "{one}" is taken already, at {where}', "give this entry an id of its own")
        first.setdefault(one, one)


def find_contradictions(site: Site) -> Iterator[Diagnostic]:
    """E304: a listing says both yes and no to something."""
    hint = "keep it in one of the two, or in neither when it is not known"
    for program in site.directory.programs:
        for yes, said, no, denied in (
            ("offers", program.offers, "does_not_offer", program.does_not_offer),
            ("payment", program.payment, "does_not_accept", program.does_not_accept),
            ("languages", program.languages, "does_not_speak", program.does_not_speak),
        ):
            for one in denied:
                if one in said:
                    yield fault("E304", one, f'"{one}" stands under {yes} and under {no}', hint)


def find_late_questions(criteria: Criteria) -> Iterator[Diagnostic]:
    """E305: a question depends on one that is asked after it."""
    later = {str(criterion.id) for criterion in criteria.criteria}
    for criterion in criteria.criteria:
        for needed, _ in criterion.asked_if.terms:
            if needed in later:
                message = f'"{criterion.id}" depends on "{needed}", which is not asked before it'
                yield fault("E305", needed, message, "put the question it depends on above it")
        later.discard(criterion.id)


def find_unknown_languages(site: Site) -> Iterator[Diagnostic]:
    """E306: the site is to be in a language whose dates and lists nobody here can write."""
    for language in site.config.languages:
        if not i18n.is_known(language):
            yield fault(
                "E306", language, f"the language {quoted(language)} is not known", "write a code such as en or es"
            )


def find_unlisted_articles(site: Site) -> Iterator[Diagnostic]:
    """W301: an article is in a language that the site is not made in."""
    for article in site.articles:
        if article.language not in site.config.languages:
            message = f"this article is left out: the site is not made in {quoted(article.language)}"
            hint = "add the language to languages: in content/site.yaml when its articles are ready"
            yield fault("W301", article.slug, message, hint)


def find_long_questions(criteria: Criteria) -> Iterator[Diagnostic]:
    """E307: a question with several answers has so many options that their sets cannot be gone through."""
    for criterion in criteria.criteria:
        if criterion.multiple and len(criterion.options) > MAX_OPTIONS_TOGETHER:
            message = (
                f'"{criterion.id}" takes several of {len(criterion.options)} options, more than {MAX_OPTIONS_TOGETHER}'
            )
            yield fault("E307", criterion.id, message, "join options that rules treat alike, or ask two questions")


def find_changed_emergency_lines(site: Site, unread: Collection[str] = ()) -> Iterator[Diagnostic]:
    """E452: an emergency line is missing, has another number, or does not stand on every page."""
    lines = {str(line.id): line for line in site.helplines}
    for number in EMERGENCY_LINES:
        line = lines.get(number)
        if line is None:
            if number not in unread and HELPLINES not in unread:
                hint = f'put back the helpline with the id "{number}"; lines of your own stand beside it'
                message = f"the emergency line {number} is missing"
                yield Diagnostic(code="E452", path=HELPLINES, line=1, column=1, message=message, hint=hint)
            continue
        for at, wrong in _list_changes(line, number):
            yield fault("E452", at, f"the emergency line {number} {wrong}", f'its number is "{number}", on every page')


def _list_changes(line: Helpline, number: str) -> Iterator[tuple[Located, str]]:
    if line.call != number:
        yield line.call or line.id, f"would dial {line.call}" if line.call else "has no number to call"
    if line.text and line.text.to != number:
        yield line.text.to, f"would send texts to {line.text.to}"
    if not line.on_every_page:
        yield line.id, "would not stand on every page"


def find_unnamed_sources(site: Site, unread: Collection[str]) -> Iterator[Diagnostic]:
    """W302: nothing names a source. What could not be read may name it, so then nothing is said."""
    named = set() if unread else set(_named_sources(site))
    for source in () if unread else site.sources:
        if source.id not in named:
            hint = "remove it, or name it where its facts are used"
            yield fault("W302", source.id, f"nothing names the source {quoted(source.id)}", hint)
