"""programs.yaml: who runs programs, and every program as it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from site_gen.diagnostics import Located
from site_gen.model.kinds import (
    Accreditation,
    Age,
    ClockTime,
    Coordinate,
    Extension,
    Format,
    Hours,
    How,
    Id,
    Keyed,
    NoLanguage,
    NoOffer,
    NoPayment,
    Offer,
    Only,
    Payment,
    PhoneNumber,
    PhoneType,
    Population,
    Slug,
    SpokenLanguage,
    StateCode,
    Status,
    WebAddress,
    Weekday,
    Words,
    Year,
    Zip,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    id: Slug
    name: Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    days: tuple[Weekday, ...]
    from_: ClockTime
    to: ClockTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """A level of care as one program gives it; *id* is the level's. Hours are per week."""

    id: Id
    hours_per_week: Hours | None = None
    sessions: tuple[Session, ...] = ()
    formats: tuple[Format, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    street: Located | None = None
    unit: Located | None = None
    city: Located
    state: StateCode
    zip: Zip
    county: Located | None = None
    lat: Coordinate | None = None
    lon: Coordinate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    number: PhoneNumber
    extension: Extension | None = None
    type: PhoneType = Located("main", path="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    accepting: bool
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    number: Located | None = None
    authority: Located
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    on: date
    by: Located
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSource:
    """The list a listing was copied from. An edition is not a check: see *verified*."""

    name: Located
    edition: Year
    url: WebAddress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A listing: one place that offers one or more levels of care.

    What it offers is yes (*offers*), no (*does_not_offer*) or unknown (neither): unknown is shown as
    "ask". The same holds for payment (*does_not_accept*) and languages (*does_not_speak*). An empty
    *serves_only* says that nobody is left out; None, that it is not known.
    """

    id: Slug
    name: Located
    organization: Slug | None = None
    levels: Annotated[tuple[Offering, ...], Keyed()]
    address: Address
    phones: tuple[Phone, ...] = ()
    website: WebAddress | None = None
    payment: tuple[Payment, ...] = ()
    does_not_accept: tuple[NoPayment, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    does_not_speak: tuple[NoLanguage, ...] = ()
    offers: tuple[Offer, ...] = ()
    does_not_offer: tuple[NoOffer, ...] = ()
    populations: tuple[Population, ...] = ()
    ages: tuple[Age, ...] = ()
    serves_only: tuple[Only, ...] | None = None
    admission: tuple[Id, ...] = ()
    capacity: Capacity | None = None
    license: License | None = None
    accreditation: tuple[Accreditation, ...] = ()
    status: Status = Located("active", path="")
    verified: Verified | None = None
    source: ListingSource
    note: Words | None = None

    @property
    def has_closed(self) -> bool:
        """For good: what is closed for a while stays listed, with a warning."""
        return self.status == "defunct"

    def has_level(self, level: str) -> bool:
        """Whether it gives the level of this id."""
        return any(offering.id == level for offering in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    organizations: tuple[Organization, ...] = ()
    programs: tuple[Program, ...] = ()

    @property
    def listed(self) -> tuple[Program, ...]:
        """What lists and counts show: all but closed programs, of which a page is left that says so."""
        return tuple(program for program in self.programs if not program.has_closed)
