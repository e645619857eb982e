"""The quiz as a page: a section for every question and every result of the diagram.

Readers without a script follow links from section to section; the script shows the same sections.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_gen import vocabulary
from site_gen.explain import list_more
from site_gen.finder import Facet
from site_gen.model import Ask, Audience, Criteria, Criterion, LevelOfCare, Remedy, Words
from site_gen.quiz import Compiled, Flow, longest_path, pattern_of
from site_gen.quiz_data import Data, list_filters, write_quiz_data
from site_gen.results import ResultSection, describe_leaves, section_id
from site_gen.ways_on import find_ways_on

ASK_ABOUT = "Ask about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A link of a question without a script: to the section *target*.

    For a question with several answers, *has* and *lacks* list the groups of options that must and
    must not be chosen for this link to be the right one.
    """

    label: str
    target: str
    has: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSection:
    """*options*: (id, label) of a question that takes several answers; *at_most*: questions left."""

    id: str
    criterion: Criterion
    choices: tuple[Choice, ...]
    options: tuple[tuple[str, str], ...]
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A need as the quiz shows it. *fixes*: what programs can offer where it is not met."""

    says: str
    fixes: tuple[str, ...]
    article: str
    is_safety: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelNeeds:
    id: str
    name: str
    short: str
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Something to look for: the group and label of the filter in the program list, both to be translated.

    *place*: its number in the script's data.
    """

    id: str
    place: int
    group: str
    label: str | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPage:
    """*more*: questions for after the result. *css*: rules that choose what to show without a script.

    *ways_on*: for a result that comes first, the links past it, as (label, section); a single one has no label.
    *filters*, *level_filters*: what can be chosen in the program list, in the order of the script's data.
    """

    audience: Audience
    disclaimer: str
    questions: tuple[QuestionSection, ...]
    results: tuple[ResultSection, ...]
    start: str
    at_most: int
    remedies: tuple[Remedy, ...]
    levels: tuple[LevelNeeds, ...]
    goal: str
    deciding: tuple[Criterion, ...]
    ask_there: tuple[Ask, ...]
    filters: tuple[Filter, ...]
    level_filters: tuple[Filter, ...]
    ways_on: Mapping[str, tuple[tuple[str, str], ...]]
    more: tuple[Criterion, ...]
    data: Data
    css: str


def plan_quiz(criteria: Criteria, compiled: Compiled, language: str, facets: Collection[Facet] = ()) -> QuizPage:
    """Everything the quiz page shows in one language. *facets*: the filters of the program list."""
    flow = compiled.flow
    longest = longest_path(flow)
    known = {str(c.id): c for c in criteria.criteria}
    order = list(known)
    # Sections in the order of asking: so they are read where no style hides them, and like stands by like.
    numbered = sorted(enumerate(flow.nodes), key=lambda numbered: (order.index(numbered[1].criterion), -numbered[0]))
    questions = tuple(
        _question(number, known[node.criterion], flow, longest[number], language) for number, node in numbered
    )
    results = describe_leaves(criteria, flow.leaves, language)
    strict = [facet for facet in facets if facet.strict]
    loose = [facet for facet in facets if not facet.strict]
    return QuizPage(
        audience=criteria.audience,
        disclaimer=criteria.disclaimer.in_language(language),
        questions=questions,
        results=results,
        start=section_id(flow.root),
        at_most=longest[flow.root] if flow.root >= 0 else 0,
        remedies=criteria.remedies,
        levels=tuple(_level_needs(level, language) for level in criteria.levels),
        goal=next((lv.short.in_language(language) for lv in criteria.levels if lv.id == criteria.goal), ""),
        deciding=tuple(c for c in criteria.criteria if any(node.criterion == c.id for node in flow.nodes)),
        ask_there=criteria.ask_there,
        filters=tuple(_name_filters(list_filters(criteria), loose)),
        level_filters=tuple(_name_filters(tuple(o.id for f in strict for o in f.options), strict)),
        ways_on={r.id: find_ways_on(criteria, flow, number, language) for number, r in enumerate(results)},
        more=list_more(criteria, flow),
        data=write_quiz_data(criteria, flow, results),
        css="\n".join((*_choice_rules(questions), *_needs_rules(criteria.levels))),
    )


def _level_needs(level: LevelOfCare, language: str) -> LevelNeeds:
    return LevelNeeds(
        id=level.id,
        name=level.name.in_language(language),
        short=level.short.in_language(language),
        needs=tuple(
            NeedLine(says=says, fixes=fixes, article=article, is_safety=need.safety)
            for need, (says, fixes, article) in zip(level.needs, list_needs(level, language), strict=True)
        ),
    )


def _name_filters(wanted: tuple[str, ...], facets: Iterable[Facet]) -> Iterator[Filter]:
    """As the program list has them; of two with one id, the one that stands first there.

    What no listing says it has is no filter of the list: it is something to ask about.
    """
    labels: dict[str, tuple[str, str | Words]] = {}
    for facet in facets:
        for option in facet.options:
            labels.setdefault(option.id, (facet.label, option.label))
    for place, one in enumerate(wanted):
        group, label = labels.get(one, (ASK_ABOUT, vocabulary.FIXES.get(one, "")))
        yield Filter(id=one, place=place, group=group, label=label)


def _question(number: int, criterion: Criterion, flow: Flow, at_most: int, language: str) -> QuestionSection:
    labels = {str(o.id): o.label.in_language(language) for o in criterion.options}
    targets = [section_id(child) for child in flow.nodes[number].children]
    if criterion.multiple:
        choices = _several_choices(criterion, flow, targets, labels)
    else:
        choices = tuple(Choice(label=label, target=t) for label, t in zip(labels.values(), targets, strict=True))
    return QuestionSection(
        id=section_id(number),
        criterion=criterion,
        choices=choices,
        options=tuple(labels.items()) if criterion.multiple else (),
        at_most=at_most,
    )


def _several_choices(
    criterion: Criterion, flow: Flow, targets: list[str], labels: Mapping[str, str]
) -> tuple[Choice, ...]:
    """One link for each pattern of answers that rules can tell apart."""
    tests = flow.tests[criterion.id]
    order = list(labels)
    groups = [tuple(sorted(test, key=order.index)) for test in tests]
    alike = {
        option: [o for o in order if _pattern_of_one(o, tests) == _pattern_of_one(option, tests)] for option in order
    }
    choices = []
    for answer, target in zip(flow.branches[criterion.id], targets, strict=True):
        pattern = pattern_of(answer, tests)
        has = tuple(group for group, wanted in zip(groups, pattern, strict=True) if wanted)
        lacks = tuple(group for group, wanted in zip(groups, pattern, strict=True) if not wanted)
        words = " + ".join(" / ".join(labels[o] for o in alike[option]) for option in order if option in answer)
        choices.append(Choice(label=words, target=target, has=has, lacks=lacks))
    return tuple(choices)


def _pattern_of_one(option: str, tests: tuple[frozenset[str], ...]) -> tuple[bool, ...]:
    return pattern_of(frozenset({option}), tests)


def _choice_rules(questions: Iterable[QuestionSection]) -> Iterable[str]:
    """Show the one link that fits what is chosen; until something is chosen, none."""
    for question in questions:
        for number, choice in enumerate(question.choices if question.options else ()):
            has = "".join(f":has({_checked(group)})" for group in choice.has) or ":has(:checked)"
            lacks = "".join(f":not(:has({_checked(group)}))" for group in choice.lacks)
            yield f"#{question.id}{has}{lacks} .choice--{number}{{display:block}}"


def _needs_rules(levels: Iterable[LevelOfCare]) -> Iterable[str]:
    """Show with a result the needs of the level it explains."""
    for level in levels:
        yield f".result--{level.id}:target~.tail .needs-of--{level.id}{{display:grid}}"


def _checked(group: tuple[str, ...]) -> str:
    return ",".join(f'[value="{option}"]:checked' for option in group)


def list_needs(level: LevelOfCare, language: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """The needs of a level as (sentence, what can help, article)."""
    return tuple(
        (need.says.in_language(language), tuple(vocabulary.FIXES[one] for one in need.fix), str(need.article or ""))
        for need in level.needs
    )
