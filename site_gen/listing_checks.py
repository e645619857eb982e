"""Rules for what a listing says: numbers that ring, ZIP codes of its state, hours of its level, nothing twice.

What a directory may rightly say (a toll-free number, two programs at one address) is a warning, and only until somebody
has checked the listing: a warning that cannot be answered teaches people to pass over warnings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from site_gen.diagnostics import Diagnostic, did_you_mean, fault, join_many, quoted
from site_gen.level_hours import range_of
from site_gen.model import LevelOfCare, Offering, Phone, Program, Site
from site_gen.phones import TOLL_FREE, main_phone
from site_gen.zip_states import PREFIXES, states_of

NUMBER = re.compile(r"(?P<area>[2-9]\d\d)-(?P<exchange>[2-9]\d\d)-(?P<line>\d{4})")
SERVICE_CODE = re.compile(r"[2-9]11")
ASK_FOR_NUMBER = "ask the program, or look on its website; leave the number out while you do not know it"
COORDINATE = re.compile(r"-?\d{1,3}(\.\d+)?")
# From American Samoa to Alaska; from Guam over the Aleutian Islands, across the date line, to the Virgin Islands.
LATITUDES, LONGITUDES = ((-15.0, 72.0),), ((-180.0, -64.0), (144.0, 180.0))
MANY_PROGRAMS = 5
CLOSE = 4
LONG_WORD, SLIP = 4, 3
TRACKING = re.compile(r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|mc_eid")

# Words that one list spells out and another shortens, and those that say nothing about who it is.
SHORT_FORMS = {
    "avenue": "ave",
    "boulevard": "blvd",
    "drive": "dr",
    "east": "e",
    "highway": "hwy",
    "lane": "ln",
    "north": "n",
    "road": "rd",
    "route": "rt",
    "rte": "rt",
    "south": "s",
    "street": "st",
    "west": "w",
}
EMPTY_WORDS = frozenset({"and", "co", "corp", "inc", "llc", "ltd", "of", "the"})


def check_listings(site: Site) -> Iterator[Diagnostic]:
    """Every fault of listings; of one kind of warning no more than a few."""
    programs = site.directory.listed
    unchecked = [program for program in programs if program.verified is None]
    yield from find_dead_numbers(programs)
    yield from find_foreign_zips(programs)
    yield from find_foreign_coordinates(programs)
    yield from join_many(find_toll_free_numbers(unchecked))
    yield from join_many(find_shared_numbers(programs))
    yield from join_many(find_doubles(programs))
    yield from join_many(find_unusual_hours(programs, site.criteria.levels))
    yield from join_many(find_tracked_websites(programs))


# --- phones --------------------------------------------------------------------------------------------


def find_dead_numbers(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """E311: nobody can have this number."""
    for phone in (phone for program in programs for phone in program.phones):
        number = NUMBER.fullmatch(phone.number)
        if number and (SERVICE_CODE.fullmatch(number["area"]) or SERVICE_CODE.fullmatch(number["exchange"])):
            message = f"nobody can have the number {phone.number}: it holds a service code"
            yield fault("E311", phone.number, message, ASK_FOR_NUMBER)


def find_invented_numbers(site: Site) -> Iterator[Diagnostic]:
    """E311: the number is one made for stories; W311: in a demonstration."""
    code = "W311" if site.config.demo else "E311"
    for program in site.directory.listed:
        for phone in program.phones:
            number = NUMBER.fullmatch(phone.number)
            if number and number["exchange"] == "555" and number["line"].startswith("01"):
                message = f"the number {phone.number} is made for stories and rings nowhere"
                yield fault(code, phone.number, message, ASK_FOR_NUMBER)


def find_toll_free_numbers(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """W312: the number of a place is one for the whole country."""
    for program in programs:
        phone = main_phone(program)
        if (
            phone
            and NUMBER.fullmatch(phone.number)
            and phone.number[:3] in TOLL_FREE
            and not all(map(_is_online, program.levels))
        ):
            message = f'the main number of "{program.id}" is toll-free: {phone.number}'
            hint = "it may ring in a call center: ask for the number of the place, then run build.py verify"
            yield fault("W312", phone.number, message, hint)


def _is_online(offering: Offering) -> bool:
    return bool(offering.formats) and set(offering.formats) == {"online"}


def find_shared_numbers(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """W313: so many programs have one number that it may be a call center's."""
    listed: dict[str, dict[str, tuple[Phone, Program]]] = {}
    for program in programs:
        for phone in program.phones:
            listed.setdefault(str(phone.number), {}).setdefault(str(program.id), (phone, program))
    for number, entries in listed.items():
        unchecked = [phone for phone, program in entries.values() if program.verified is None]
        if len(entries) >= MANY_PROGRAMS and unchecked:
            message = f"{len(entries)} programs have the number {number}"
            hint = "call it: does it ring at the program, or in a call center? Then run build.py verify"
            yield fault("W313", unchecked[0].number, message, hint)


# --- places --------------------------------------------------------------------------------------------


def find_foreign_zips(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """E312: the ZIP code lies in another state, or nowhere."""
    for program in programs:
        state, zip_code = program.address.state, program.address.zip
        if not re.fullmatch(r"[A-Z]{2}", state) or not re.fullmatch(r"\d{5}", zip_code):
            continue  # E204 has told it
        if state not in PREFIXES:
            yield fault("E312", state, f"there is no state {quoted(state)}", did_you_mean(state, PREFIXES))
        elif state not in states_of(zip_code):
            where = " or ".join(sorted(states_of(zip_code)))
            message = f"no ZIP code starts with {zip_code[:3]}"
            if where:
                message = f"the ZIP code {zip_code} is in {where}, not in {state}"
            yield fault("E312", zip_code, message, "look the address up, and set both zip and state")


def find_foreign_coordinates(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """E313: the point lies outside of the United States and its territories, so distances would be wrong."""
    for program in programs:
        lat, lon = program.address.lat, program.address.lon
        for name, value, ranges in (("lat", lat, LATITUDES), ("lon", lon, LONGITUDES)):
            if value and COORDINATE.fullmatch(value) and not _is_within(value, ranges):
                swapped = lat and lon and _is_within_country(lon, lat)
                hint = "lat and lon stand in each other's place: swap them" if swapped else "look the address up"
                yield fault("E313", value, f"{name} {value} lies outside of the United States", hint)


def _is_within(value: str, ranges: tuple[tuple[float, float], ...]) -> bool:
    return any(low <= float(value) <= high for low, high in ranges)


def _is_within_country(lat: str, lon: str) -> bool:
    is_number = COORDINATE.fullmatch(lat) and COORDINATE.fullmatch(lon)
    return bool(is_number) and _is_within(lat, LATITUDES) and _is_within(lon, LONGITUDES)


def find_doubles(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """W314: two listings of one ZIP code have one address, or nearly one name."""
    by_zip: dict[str, list[Program]] = {}
    for program in programs:
        by_zip.setdefault(str(program.address.zip), []).append(program)
    hint = "remove one if they are the same; if not, check both by phone and run build.py verify"
    for first, second, what in (pair for neighbors in by_zip.values() for pair in _find_pairs(neighbors)):
        if not (first.verified and second.verified):
            where = f"{first.id.path}:{first.id.line}"
            yield fault("W314", second.id, f'"{second.id}" has the same {what} as "{first.id}", at {where}', hint)


def _find_pairs(neighbors: list[Program]) -> Iterator[tuple[Program, Program, str]]:
    """Each pair once, in the order of the file."""
    order = {id(program): place for place, program in enumerate(neighbors)}
    told: set[tuple[int, int]] = set()
    for is_same, key, what in (
        (_is_same_address, lambda one: _words_of(one.address.street or ""), "address"),
        (_is_near_name, lambda one: _words_of(one.name), "name, or nearly,"),
    ):
        for one, other in _next_to_each_other(neighbors, key):
            first, second = sorted((one, other), key=lambda program: order[id(program)])
            pair = order[id(first)], order[id(second)]
            if pair not in told and is_same(first, second):
                told.add(pair)
                yield first, second, what


def _next_to_each_other(neighbors: list[Program], key: Callable[[Program], str]) -> Iterator[tuple[Program, Program]]:
    """Pairs that stand close together in alphabetical order: comparing all with all takes minutes in a big list."""
    ordered = sorted(neighbors, key=key)
    for place, one in enumerate(ordered):
        yield from ((one, other) for other in ordered[place + 1 : place + 1 + CLOSE])


def _is_same_address(first: Program, second: Program) -> bool:
    one, other = first.address, second.address
    if not one.street or not other.street or _words_of(one.street) != _words_of(other.street):
        return False
    return not one.unit or not other.unit or _words_of(one.unit) == _words_of(other.unit)


def _is_near_name(first: Program, second: Program) -> bool:
    """The same but for spaces, or for a slip in one word. Short words and numbers tell neighbors apart: Unit A or B."""
    one, other = _words_of(first.name).split(), _words_of(second.name).split()
    if "".join(one) == "".join(other):
        return bool(one)
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(one: str, other: str) -> bool:
    """Two spellings of one long word: what differs, between what they start and end with alike, is short."""
    if re.search(r"\d", one + other):
        return False
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return min(len(one), len(other)) >= LONG_WORD and max(len(one), len(other)) - start - end <= SLIP


def _alike(one: str, other: str) -> int:
    """How many letters they start with alike."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


@lru_cache(maxsize=1024)
def _words_of(text: str) -> str:
    words = re.findall(r"\w+", text.lower())
    return " ".join(SHORT_FORMS.get(word, word) for word in words if word not in EMPTY_WORDS)


# --- hours, websites -----------------------------------------------------------------------------------


def find_unusual_hours(programs: Iterable[Program], levels: Iterable[LevelOfCare]) -> Iterator[Diagnostic]:
    """W315: a level has more or fewer hours here than the criteria say it has."""
    ranges = {str(level.id): (level, _range_of(level)) for level in levels if level.hours_per_week}
    for offering in (offering for program in programs for offering in program.levels):
        if offering.hours_per_week and offering.id in ranges:
            level, (least, most) = ranges[str(offering.id)]
            if not _fits(offering.hours_per_week, least, most):
                usual = f"{least} or more" if most is None else f"{least} to {most}"
                message = f"{offering.hours_per_week} hours a week are listed as {level.short}, which has {usual}"
                yield fault("W315", offering.hours_per_week, message, "ask which level of care it is, or which hours")


def _range_of(level: LevelOfCare) -> tuple[int, int | None]:
    """The fewest and the most hours, of adults and teens; without a most, there is no upper end."""
    ranges = [hours for hours in (level.hours_per_week, level.hours_per_week_teens) if hours]
    is_open = any(len(hours) == 1 for hours in ranges)
    return min(hours[0] for hours in ranges), None if is_open else max(hours[-1] for hours in ranges)


def _fits(hours: str, least: int, most: int | None) -> bool:
    told = range_of(hours)
    if not told or told[0] > told[-1] or told[0] == 0:
        return True  # E204 or E308 has told it
    return least <= told[0] and (most is None or told[-1] <= most)


def find_tracked_websites(programs: Iterable[Program]) -> Iterator[Diagnostic]:
    """W316: the address of a website tells the website where its reader comes from."""
    for program in programs:
        names = [name for name, _ in parse_qsl(urlsplit(program.website or "").query, keep_blank_values=True)]
        if program.website and (tracked := [name for name in names if TRACKING.fullmatch(name.lower())]):
            message = f'"{tracked[0]}" in this address tells the website where a reader comes from'
            yield fault("W316", program.website, message, 'remove it: all from "?" on, if the page opens without it')
