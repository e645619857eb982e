"""The program finder: facets, how each listing answers them, and the style rules that filter.

Filtering works without a script. Every option has a one-letter mark; a card carries the marks of
what its program is known to have in one attribute, and a style rule for each facet reads them.
Absent is not no: levels and places hide what does not match, all other facets move what is not
known to a second group, "ask", and hide only what a program says it does not offer.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from site_gen import i18n, vocabulary
from site_gen.known import known
from site_gen.model import LevelOfCare, Program, Words

# The titles of the other groups stand in `stated`, which tells more of them.
LEVEL = "Level of care"
MESSAGES = (LEVEL,)

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

# What has a facet of its own stands there, and not among the offers too.
OFFERS = {
    one: label
    for one, label in vocabulary.OFFERS.items()
    if one not in vocabulary.SCHEDULES and one not in vocabulary.MEETINGS
}


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
    """*marks*: for each program id, the marks of its card. *cities*: for each program id, its city's."""

    facets: tuple[Facet, ...]
    cities: tuple[City, ...]
    marks: Mapping[str, str]
    city_of: Mapping[str, str]
    css: str


def plan_finder(programs: Iterable[Program], levels: Iterable[LevelOfCare], language: str) -> Finder:
    """The facets that these programs can be told apart by. *language*: by whose rules towns are sorted."""
    listed = tuple(programs)
    facets = list_facets(listed, levels)
    refused = {(facet.id, one) for facet in facets for program in listed for one in known(program, facet.id).no}
    marked = _name_marks(facets, refused)
    cities = _list_cities(listed, language)
    city_ids = {city.name: city.id for city in cities}
    return Finder(
        facets=marked,
        cities=cities,
        marks={str(p.id): _marks_of(p, marked) for p in listed},
        city_of={str(p.id): city_ids[str(p.address.city)] for p in listed},
        css=_filter_css(marked, cities),
    )


def list_facets(programs: Iterable[Program], levels: Iterable[LevelOfCare]) -> list[Facet]:
    """The groups of filters, with the options that a listing has, without marks."""
    listed = tuple(programs)
    names = {str(level.id): level.name for level in levels if level.listed_as is None}
    return [facet for facet in _list_facets(listed, names) if facet.options]


def _list_facets(programs: tuple[Program, ...], levels: Mapping[str, Words]) -> list[Facet]:
    return [
        _facet(programs, "level", LEVEL, levels, strict=True),
        _facet(programs, "schedule", "Days and times", vocabulary.SCHEDULES),
        _facet(programs, "format", "In person or online", vocabulary.MEETINGS),
        _facet(programs, "payment", "How to pay", {one: vocabulary.PAYMENT[one] for one in PAYMENT}),
        _facet(programs, "offers", "What it offers", OFFERS),
        _facet(programs, "language", "Languages", vocabulary.LANGUAGES),
        _facet(programs, "age", "Ages", vocabulary.AGES),
        _facet(programs, "group", "Groups made for", {one: vocabulary.POPULATIONS[one] for one in GROUPS}),
    ]


def _facet(
    programs: tuple[Program, ...], name: str, label: str, labels: Mapping[str, str | Words], *, strict: bool = False
) -> Facet:
    counts = Counter(one for program in programs for one in known(program, name).yes)
    options = tuple(
        FacetOption(id=one, label=text, mark="", count=counts[one]) for one, text in labels.items() if counts[one]
    )
    return Facet(id=name, label=label, strict=strict, options=options)


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


def _marks_of(program: Program, facets: tuple[Facet, ...]) -> str:
    marks = []
    for facet in facets:
        said = known(program, facet.id)
        marks += [o.mark for o in facet.options if o.id in said.yes]
        marks += [o.no_mark for o in facet.options if o.id in said.no and o.no_mark]
    return "".join(marks)


def _list_cities(programs: tuple[Program, ...], language: str) -> tuple[City, ...]:
    counts = Counter(str(program.address.city) for program in programs)
    ordered = sorted(counts, key=lambda name: i18n.order_key(name, language))
    return tuple(City(id=f"{number}", name=name, count=counts[name]) for number, name in enumerate(ordered, 1))


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
