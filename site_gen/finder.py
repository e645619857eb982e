"""The program finder: facets, how each listing answers them, and the style rules that filter.

Filtering works without a script. Every option has a one-letter mark; a card carries the marks of
what its program is known to have in one attribute, and a style rule for each facet reads them.
Absent is not no: levels and places hide what does not match, all other facets move what is not
known to a second group, "ask", and hide only what a program says it does not offer.

With a script the rules stay, and templates/components/finder.js works out the same from the marks, so that a browser
need not look at what they hide: a change here is one there too.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from site_gen import vocabulary
from site_gen.as_of import Aged
from site_gen.known import Known, known
from site_gen.model import LevelOfCare, Program, Words

# Characters that can stand in a quoted attribute and a quoted selector without escaping.
MARKS = string.ascii_letters + string.digits + "!#$%()*+,-./:;=?@^_{|}~"


# What the page filters by. Left out, and still told on each program's page: what nearly all programs
# have (paying yourself), and groups that few families look for first.
PAYMENT = (
    "medicaid",
    "medicare",
    "private",
    "military",
    "state_plan",
    "tribal",
    "public_funds",
    "sliding_scale",
    "assistance",
    "free",
)
GROUPS = (
    "teens",
    "young_adults",
    "older_adults",
    "women",
    "men",
    "pregnant",
    "lgbtq",
    "veterans",
    "court",
    "trauma",
)

OPENINGS = "openings"
TAKES_NEW = {"takes_new": "Takes new people"}

# What has a facet of its own stands there, and not among the offers too.
OFFERS = {
    one: label
    for one, label in vocabulary.OFFERS.items()
    if one not in vocabulary.SCHEDULES and one not in vocabulary.MEETINGS
}


FACETS: tuple[tuple[str, str, Mapping[str, str | Words]], ...] = (
    ("schedule", "Days and times", vocabulary.SCHEDULES),
    ("format", "In person or online", vocabulary.MEETINGS),
    ("payment", "How to pay", {one: vocabulary.PAYMENT[one] for one in PAYMENT}),
    ("offers", "What it offers", OFFERS),
    ("language", "Languages", vocabulary.LANGUAGES),
    ("age", "Ages", vocabulary.AGES),
    ("group", "Groups made for", {one: vocabulary.POPULATIONS[one] for one in GROUPS}),
    (OPENINGS, "Openings", TAKES_NEW),
)
"""The facets below the level of care: id, label, and the options with theirs."""

LEVEL = "Level of care"
MESSAGES = (LEVEL, *(label for _, label, _ in FACETS), *TAKES_NEW.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetOption:
    """*label*: a message id, or the name of a level. *mark*: known to have it; *no_mark*: says it does not.

    *count*: programs known to have it.
    """

    id: str
    label: str | Words
    mark: str
    no_mark: str = ""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A group of filters. *strict*: what does not match is hidden; else it is listed as "ask"."""

    id: str
    label: str
    strict: bool
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """*marks*: for each program id, the marks of its card. *city_of*: for each program id, its city's.

    *passing*: for each program id, that one of its marks which holds only while what it says of openings is believed.
    """

    facets: tuple[Facet, ...]
    cities: tuple[City, ...]
    marks: Mapping[str, str]
    passing: Mapping[str, str]
    city_of: Mapping[str, str]
    css: str


def plan_finder(programs: Iterable[Program], levels: Iterable[LevelOfCare], *, ages: Mapping[str, Aged]) -> Finder:
    """The facets that these programs can be told apart by. Towns stand in the order of *programs*."""
    listed = tuple(programs)
    facets = list_facets(listed, levels, ages=ages)
    refused = {(facet.id, one) for facet in facets for program in listed for one in _said(program, facet.id, ages).no}
    marked = _name_marks(facets, refused)
    cities = _list_cities(listed)
    city_ids = {city.name: city.id for city in cities}
    return Finder(
        facets=marked,
        cities=cities,
        marks={str(p.id): _marks_of(p, marked, ages) for p in listed},
        passing={str(p.id): _marks_of(p, [f for f in marked if f.id == OPENINGS], ages) for p in listed},
        city_of={str(p.id): city_ids[str(p.address.city)] for p in listed},
        css=_filter_css(marked, cities),
    )


def list_facets(programs: Iterable[Program], levels: Iterable[LevelOfCare], *, ages: Mapping[str, Aged]) -> list[Facet]:
    """The groups of filters, with the options that a listing has, without marks."""
    listed = tuple(programs)
    names = {str(level.id): level.name for level in levels if level.listed_as is None}
    every: tuple[tuple[str, str, Mapping[str, str | Words]], ...] = (("level", LEVEL, names), *FACETS)
    facets = []
    for name, label, labels in every:
        counts = Counter(one for program in listed for one in _said(program, name, ages).yes)
        options = tuple(
            FacetOption(id=one, label=text, mark="", count=counts[one]) for one, text in labels.items() if counts[one]
        )
        if options:
            facets.append(Facet(id=name, label=label, strict=name == "level", options=options))
    return facets


def _said(program: Program, group: str, ages: Mapping[str, Aged]) -> Known:
    """What is known, in the one group too where that depends on the day."""
    if group != OPENINGS:
        return known(program, group)
    taking = ages[program.id].takes_new
    return Known(yes=frozenset(TAKES_NEW if taking else ()), no=frozenset(TAKES_NEW if taking is False else ()))


def _name_marks(facets: list[Facet], refused: Collection[tuple[str, str]]) -> tuple[Facet, ...]:
    """Give every option its marks; past the last character an option is left out, the rarest first."""
    ordered = sorted(((o.count, facet.id, o.id) for facet in facets for o in facet.options), reverse=True)
    marks = iter(MARKS)
    given = {(facet, option): mark for (_, facet, option), mark in zip(ordered, marks, strict=False)}
    no_marks = dict(zip(sorted(refused), marks, strict=False))
    return tuple(replace(facet, options=_with_marks(facet, given, no_marks)) for facet in facets)


def _with_marks(
    facet: Facet, given: Mapping[tuple[str, str], str], no_marks: Mapping[tuple[str, str], str]
) -> tuple[FacetOption, ...]:
    return tuple(
        replace(
            option,
            mark=given[facet.id, option.id],
            no_mark=no_marks.get((facet.id, option.id), ""),
        )
        for option in facet.options
        if (facet.id, option.id) in given
    )


def _marks_of(program: Program, facets: Iterable[Facet], ages: Mapping[str, Aged]) -> str:
    marks = []
    for facet in facets:
        said = _said(program, facet.id, ages)
        marks += [o.mark for o in facet.options if o.id in said.yes]
        marks += [o.no_mark for o in facet.options if o.id in said.no and o.no_mark]
    return "".join(marks)


def _list_cities(programs: tuple[Program, ...]) -> tuple[City, ...]:
    counts = Counter(str(program.address.city) for program in programs)
    return tuple(City(id=f"{number}", name=name, count=counts[name]) for number, name in enumerate(counts, 1))


# --- the style rules -------------------------------------------------------------------------------

# Only the form is looked through for what is chosen, and its results stand beside it: with rules about an element that
# holds the cards too, browsers went through all of them for each option, and each change of a card cost seconds.
FORM, RESULTS, CARD = ".filters", "~*", ".card"
HIDE, ASK = "{display:none}", "{order:2;--ask:block}"


def _filter_css(facets: tuple[Facet, ...], cities: tuple[City, ...]) -> str:
    rules = [rule for facet in facets for rule in _facet_rules(facet)]
    return "\n".join([*rules, _ask_heading_rule(facets), *_city_rules(cities)])


def _facet_rules(facet: Facet) -> list[str]:
    """OR within the facet: a card is spared when it has any option that is chosen.

    Whether anything is chosen stands first, in `:is`: browsers then go through the options only where they matter.
    """
    chosen = f":is({FORM}:has(.facet--{facet.id} :checked){RESULTS} *)"
    spared = ",".join(f'{_when(facet, o)} [data-f*="{o.mark}"]' for o in facet.options)
    rules = [f"{CARD}{chosen}:not({spared}){HIDE if facet.strict else ASK}"]
    refusing = [o for o in facet.options if o.no_mark]
    rules += [f'{CARD}[data-f*="{o.no_mark}"]:is({_when(facet, o)} *):not({spared}){HIDE}' for o in refusing]
    return rules


def _when(facet: Facet, option: FacetOption) -> str:
    return f"{FORM}:has(#f-{facet.id}-{option.id}:checked){RESULTS}"


def _ask_heading_rule(facets: tuple[Facet, ...]) -> str:
    loose = ",".join(f".facet--{facet.id} :checked" for facet in facets if not facet.strict)
    return f"{FORM}:has({loose}){RESULTS} .ask-heading{{display:block}}" if loose else ""


def _city_rules(cities: tuple[City, ...]) -> list[str]:
    spared = ",".join(
        f'{FORM}:has(.facet--city [value="{city.id}"]:checked){RESULTS} [data-c="{city.id}"]' for city in cities
    )
    chosen = f':is({FORM}:has(.facet--city option:not([value=""]):checked){RESULTS} *)'
    return [f"{CARD}{chosen}:not({spared}){HIDE}"] if spared else []
