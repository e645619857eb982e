"""A made-up directory of the whole country, to measure with: as many listings as asked for, the same ones every time.

    python -m benchmarks.make_directory --programs 15000 --out FOLDER

writes the root of a site: this repository's content and templates, and the listings by state. What a listing offers is
taken from the shipped ones; names, towns and streets are invented, ZIP codes are real, and the phone numbers are among
those of exchange 555 that nobody has (555-0200 to 555-0299). Every second state tells the county of its listings.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from site_gen.diagnostics import Located
from site_gen.documents import parse
from site_gen.geo import TABLE, read_steps
from site_gen.importers.listings import write_directory
from site_gen.model import Address, Directory, ListingSource, Organization, Phone, Program, Verified
from site_gen.schema import load
from site_gen.urls import slugify

ROOT = Path(__file__).parent.parent
SEED = 20_261_122
TODAY = date(2026, 11, 22)
ZIPS_OF_A_TOWN = 3
ZIPS_OF_A_COUNTY = 40
NUMBERS_OF_AN_AREA = 100

FIRST = (
    "Bright Quiet Clear New Safe Open Steady True Green Silver Golden North South East West River Lake Harbor".split()
)
SECOND = (
    "Path House Step Door Horizon Bridge Meadow Light Haven Ridge Stone Spring Anchor Oak Maple Willow Field".split()
)
KINDS = (
    "Recovery",
    "Recovery Center",
    "Counseling Services Inc",
    "Behavioral Health LLC",
    "Treatment Center",
    "Medical Center Outpatient",
    "Family Services",
    "Wellness and Recovery",
)
TOWN_STARTS = (
    "Ash Bay Bel Brook Cedar Chester Clear Dan East Elm Fair Frank Glen Green Hamil Haver Jack King Lake Lin Madi "
    "Mar Mil Nor Oak Pine Port Quin Red River Salis Spring Stan Tren Union Vern Wake Wes York Zion"
).split()
TOWN_ENDS = "bury dale field ford ham land ley mont port ridge side ton town vale view ville wood worth".split()
STREETS = "Main Broad Park Center Church Oak Maple High Washington Lincoln Market Mill River Spring Union".split()


def main() -> None:
    """Write the root of a site to an empty or new folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--programs", type=int, default=15_000, help="how many listings (default: 15000)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, which must be new or empty")
    options = parser.parse_args()
    write_site(options.out, options.programs)


def write_site(out: Path, count: int) -> None:
    """The site of this repository with *count* listings of the whole country in place of its own."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, out / name)
    config = out / "content" / "site.yaml"
    config.write_text(config.read_text("utf-8").replace("area: New Jersey", "area: the United States"), "utf-8")
    (out / "programs").mkdir()
    for state, directory in make_directories(count):
        (out / "programs" / f"{state.lower()}.yaml").write_text(write_directory(directory), "utf-8")


def make_directories(count: int) -> Iterator[tuple[str, Directory]]:
    """The listings of each state: as many as its share of the ZIP codes."""
    random = Random(SEED)
    shipped = _read_shipped()
    zips = _read_zips()
    states = Counter(random.choices([state for state, _ in zips], k=count))
    numbers = cycle(_phone_numbers())  # beyond 50,000 listings, some share one
    ids: Counter[str] = Counter()
    for place, state in enumerate(sorted(states)):
        own = [code for code_state, code in zips if code_state == state]
        maker = _Maker(state=state, zips=own, has_counties=place % 2 == 0, random=random)
        programs = [maker.program(random.choice(shipped), numbers, ids) for _ in range(states[state])]
        named = {str(p.organization): p.name for p in programs if p.organization}
        organizations = tuple(Organization(id=_at(id_), name=_at(f"{name} Group")) for id_, name in named.items())
        yield state, Directory(organizations=organizations, programs=tuple(programs))


def _read_shipped() -> Sequence[Program]:
    names = ("programs.yaml", *(f"content/{name}.yaml" for name in ("site", "helplines", "criteria", "wording")))
    documents, _ = parse({name: (ROOT / name).read_bytes() for name in names})
    return load(documents).site.directory.programs


def _read_zips() -> list[tuple[str, str]]:
    """Every state and ZIP code of the shipped table."""
    lines = (line for line in (ROOT / TABLE).read_text("utf-8").splitlines() if not line.startswith("#"))
    parted = (line.split(" ", 5) for line in lines)
    return [(state, f"{code:05}") for state, *_, steps in parted for code, *_ in read_steps(map(int, steps.split()))]


def _phone_numbers() -> Iterator[str]:
    """Numbers that ring nowhere, in area codes that could be; those kept for fiction are an error in a listing."""
    for line in range(200, 200 + NUMBERS_OF_AN_AREA):
        for area in range(201, 990):
            if area % 100 != 11 and area // 10 % 10 != 9:
                yield f"{area}-555-0{line}"


def _at(text: str) -> Located:
    return Located(text, path="")


class _Maker:
    """Invents the listings of one state."""

    def __init__(self, *, state: str, zips: Sequence[str], has_counties: bool, random: Random) -> None:
        self.state, self.zips, self.has_counties, self.random = state, zips, has_counties, random

    def program(self, like: Program, numbers: Iterator[str], ids: Counter[str]) -> Program:
        """A listing that offers what *like* does, give or take."""
        random = self.random
        name = f"{random.choice(FIRST)} {random.choice(SECOND)} {random.choice(KINDS)}"
        address = self._address()
        stem = slugify(f"{name} {address.city} {self.state}")
        ids[stem] += 1
        return replace(
            like,
            id=_at(stem if ids[stem] == 1 else f"{stem}-{ids[stem]}"),
            name=_at(name),
            organization=_at(slugify(f"{name} {self.state}")) if random.random() < 0.6 else None,
            address=address,
            phones=tuple(replace(phone, number=_at(next(numbers))) for phone in like.phones[:2])
            or (Phone(number=_at(next(numbers))),),
            website=_at(f"https://{slugify(name)}.example/") if random.random() < 0.3 else None,
            payment=self._most_of(like.payment),
            offers=self._most_of(like.offers),
            populations=self._most_of(like.populations),
            does_not_offer=self._refused(like.offers),
            verified=self._verified(),
            source=ListingSource(name=_at("Made up to measure with"), edition=_at("2026")),
        )

    def _address(self) -> Address:
        place = self.random.randrange(len(self.zips))
        county = _town(f"{self.state}{place // ZIPS_OF_A_COUNTY}")
        return Address(
            street=_at(f"{self.random.randint(1, 999)} {self.random.choice(STREETS)} Street"),
            city=_at(_town(f"{self.state}{place // ZIPS_OF_A_TOWN}/")),
            state=_at(self.state),
            zip=_at(self.zips[place]),
            county=_at(f"{county} County") if self.has_counties else None,
        )

    def _most_of(self, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if self.random.random() < 0.8)

    def _refused(self, offered: tuple[str, ...]) -> tuple[Located, ...]:
        choices = [one for one in ("evening", "childcare", "moud", "transport") if one not in offered]
        return tuple(_at(one) for one in choices if self.random.random() < 0.2)

    def _verified(self) -> Verified | None:
        if self.random.random() < 0.5:
            return None
        return Verified(on=TODAY - timedelta(days=self.random.randrange(90)), by=_at("staff"), how=_at("phone"))


def _town(seed: str) -> str:
    random = Random(seed)
    return random.choice(TOWN_STARTS) + random.choice(TOWN_ENDS)


if __name__ == "__main__":
    main()
