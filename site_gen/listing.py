"""What pages say about a program: a short card for lists, and everything known for its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from site_gen import i18n, phones, urls, vocabulary
from site_gen.ages import Confirmed
from site_gen.as_of import Aged, Openings
from site_gen.finder import Finder
from site_gen.known import known
from site_gen.model import LevelOfCare, Offering, Organization, Phone, Program
from site_gen.schedule import WeekPicture, draw_week
from site_gen.told_apart import tell_apart

# What families ask first: when it is not known, the program's page says to ask.
WORTH_ASKING = {
    "payment": ("medicaid", "medicare", "private", "sliding_scale"),
    "offers": ("evening", "weekend", "telehealth", "transport", "childcare", "co_occurring", "moud", "family"),
    "language": ("es", "ase"),
}
LABELS: Mapping[str, Mapping[str, str]] = {
    "payment": vocabulary.PAYMENT,
    "offers": vocabulary.OFFERS,
    "language": vocabulary.LANGUAGES,
    "group": vocabulary.POPULATIONS,
}
TITLES = {
    "payment": "How to pay",
    "offers": "What it offers",
    "language": "Languages",
    "group": "Groups made for",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """A number as shown, its `tel:` link, and what it is for."""

    label: str
    number: str
    extension: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A program in a list. *levels*: short names. *warnings*: what to know before calling.

    *told_by*: what tells it from others of its name, with its city. *openings*: None when they are not known.
    *passing*: that one of its marks which holds as long as they do.
    """

    id: str
    address: str
    name: str
    organization: str
    city: str
    levels: tuple[str, ...]
    phone: PhoneLine | None
    warnings: tuple[str, ...]
    confirmed: Confirmed
    openings: Openings | None
    told_by: str = ""
    marks: str = ""
    passing: str = ""
    city_id: str = ""

    @property
    def has_ages(self) -> bool:
        """Whether it says anything that changes from day to day."""
        return self.confirmed.on is not None or self.openings is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """One facet of a listing in three parts: known yes, known no, and worth asking."""

    title: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFacts:
    """A level as this program gives it. *sessions*: (days, from, to). *week*: the same as a picture."""

    level: LevelOfCare
    offering: Offering
    sessions: tuple[tuple[tuple[str, ...], str, str], ...]
    formats: tuple[str, ...]
    week: WeekPicture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    program: Program
    organization: str
    levels: tuple[LevelFacts, ...]
    phones: tuple[PhoneLine, ...]
    warnings: tuple[str, ...]
    facts: tuple[FactGroup, ...]
    ages: tuple[str, ...]
    accreditation: tuple[str, ...]
    verified_how: str
    confirmed: Confirmed
    openings: Openings | None
    license_has_expired: bool

    @property
    def has_ages(self) -> bool:
        """Whether it says anything that changes from day to day."""
        expires = self.program.license.expires if self.program.license else None
        return self.confirmed.on is not None or self.openings is not None or expires is not None


def order_programs(programs: Iterable[Program], language: str) -> tuple[Program, ...]:
    """The order of a printed list: by city, then by name, as *language* sorts them."""
    key = partial(i18n.order_key, language=language)
    return tuple(sorted(programs, key=lambda program: (key(program.address.city), key(program.name), program.id)))


def name_levels(levels: Iterable[LevelOfCare], language: str) -> dict[str, str]:
    """The short names of levels by their ids."""
    return {str(level.id): level.short.in_language(language) for level in levels}


def make_cards(
    programs: Iterable[Program],
    short: Mapping[str, str],
    organizations: Mapping[str, Organization],
    finder: Finder | None = None,
    *,
    ages: Mapping[str, Aged],
) -> tuple[Card, ...]:
    """Cards in the order of *programs*. *short*: the names of levels. *ages*: see `age_listings`."""
    programs = tuple(programs)
    apart = tell_apart(programs)
    cards = (_card(one, short, organization_name(one, organizations), finder, ages[one.id]) for one in programs)
    return tuple(replace(card, told_by=apart[card.id]) if card.id in apart else card for card in cards)


def _card(
    program: Program,
    short: Mapping[str, str],
    organization: str,
    finder: Finder | None,
    aged: Aged,
) -> Card:
    phone = phones.main_phone(program)
    return Card(
        id=program.id,
        address=urls.program_address(program.id),
        name=program.name,
        organization=organization,
        city=program.address.city,
        levels=tuple(short[offering.id] for offering in program.levels if offering.id in short),
        phone=_phone_line(phone) if phone else None,
        warnings=list_warnings(program),
        confirmed=aged.confirmed,
        openings=aged.openings,
        marks=finder.marks[program.id] if finder else "",
        passing=finder.passing[program.id] if finder else "",
        city_id=finder.city_of[program.id] if finder else "",
    )


def organization_name(program: Program, organizations: Mapping[str, Organization]) -> str:
    """Who runs it, when that says more than its own name."""
    organization = organizations.get(program.organization or "")
    return str(organization.name) if organization and organization.name != program.name else ""


def _phone_line(phone: Phone) -> PhoneLine:
    return PhoneLine(
        label=vocabulary.PHONE_TYPES[phone.type],
        number=phone.number,
        extension=phone.extension or "",
        href=phones.call_link(phone.number, phone.extension),
    )


def list_warnings(program: Program) -> tuple[str, ...]:
    """What a family must see before the phone number, beside what changes from day to day."""
    closed = () if program.status == "active" else (vocabulary.STATUS[program.status],)
    return (*closed, *(vocabulary.SERVES_ONLY[only] for only in program.serves_only or ()))


def describe_listing(
    program: Program,
    levels: Iterable[LevelOfCare],
    organizations: Mapping[str, Organization],
    aged: Aged,
) -> ListingPage:
    """Everything the directory knows of one program."""
    known = {str(level.id): level for level in levels}
    return ListingPage(
        program=program,
        organization=organization_name(program, organizations),
        levels=tuple(_level_facts(known[o.id], o) for o in program.levels if o.id in known),
        phones=tuple(_phone_line(phone) for phone in program.phones),
        warnings=list_warnings(program),
        facts=tuple(_fact_group(program, facet) for facet in LABELS),
        ages=tuple(vocabulary.AGES[age] for age in program.ages),
        accreditation=tuple(vocabulary.ACCREDITATION[one] for one in program.accreditation),
        verified_how=vocabulary.VERIFIED_HOW[program.verified.how] if program.verified else "",
        confirmed=aged.confirmed,
        openings=aged.openings,
        license_has_expired=aged.license_has_expired,
    )


def _level_facts(level: LevelOfCare, offering: Offering) -> LevelFacts:
    return LevelFacts(
        level=level,
        offering=offering,
        sessions=tuple(
            (tuple(vocabulary.WEEKDAYS[day] for day in s.days), str(s.from_), str(s.to)) for s in offering.sessions
        ),
        formats=tuple(vocabulary.FORMATS[one] for one in offering.formats),
        week=draw_week(offering.sessions),
    )


def _fact_group(program: Program, facet: str) -> FactGroup:
    labels = LABELS[facet]
    said = known(program, facet)
    stated = said.yes | said.no
    unknown = (one for one in WORTH_ASKING.get(facet, ()) if one not in stated)
    return FactGroup(
        title=TITLES[facet],
        yes=tuple(text for one, text in labels.items() if one in said.yes),
        no=tuple(text for one, text in labels.items() if one in said.no),
        ask=tuple(labels[one] for one in unknown),
    )
