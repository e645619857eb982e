"""How far the directory can be relied on, counted: what it holds, who has checked it, and what it does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from site_gen import urls
from site_gen.freshness import add_months
from site_gen.known import known
from site_gen.levels import listed_levels
from site_gen.listing import LABELS, WORTH_ASKING
from site_gen.model import LevelOfCare, Program, Site

# What the lists that listings come from allow, by how their names begin; in words for readers.
RIGHTS: Mapping[str, tuple[str, ...]] = {
    "SAMHSA": (
        "SAMHSA is a federal agency, and its list is in the public domain. That means anyone may copy it.",
        "SAMHSA asks to be named as the source. Nobody may hand its list out for a fee unless it agrees in writing.",
        "We read this notice as others quote it, not in SAMHSA's own file.",
    ),
}
UNKNOWN_RIGHTS = ("Ask whoever made this list what you may do with it.",)

# What a listing either tells or leaves open.
TOLD: Mapping[str, Callable[[Program], bool]] = {
    "Phone number": lambda program: bool(program.phones),
    "Website": lambda program: program.website is not None,
    "Hours a week": lambda program: any(one.hours_per_week for one in program.levels),
    "Days and times": lambda program: any(one.sessions for one in program.levels),
    "If it takes new people": lambda program: program.capacity is not None,
    "State license": lambda program: program.license is not None,
    "If it serves only some groups": lambda program: program.serves_only is not None,
}
MONTHS = ((6, "Checked in the last six months"), (12, "Checked six months to a year ago"))
OLDER, NEVER = "Checked more than a year ago", "Never checked"

DOWNLOADS = (
    ("programs.csv", "Table (CSV)", "One row for each program. It opens in Excel or any other spreadsheet."),
    ("programs.json", "Our own format (JSON)", "All we know, to build on or to put into a site like this one."),
    ("hsds/services/index.json", "Open Referral HSDS 3.0 (JSON)", "The format that many help directories share."),
    ("feed.xml", "Feed (Atom)", "Tells a feed reader which listings were checked or listed last."),
)
MESSAGES = (
    *(sentence for sentences in (*RIGHTS.values(), UNKNOWN_RIGHTS) for sentence in sentences),
    *TOLD,
    *(label for _, label in MONTHS),
    OLDER,
    NEVER,
    *(words for _, *both in DOWNLOADS for words in both),
)
BYTES_OF_A_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """A list that listings come from, as they name it."""

    name: str
    edition: str
    url: str
    count: int
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How many listings say yes or no to something families ask, and how many do not say."""

    label: str
    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """*ages* and *told* hold (message id, programs)."""

    total: int
    closed: int
    sources: tuple[SourceCount, ...]
    verified: int
    ages: tuple[tuple[str, int], ...]
    levels: tuple[tuple[LevelOfCare, int], ...]
    told: tuple[tuple[str, int], ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """*label* and *says* are message ids."""

    address: str
    label: str
    says: str
    size: str


def count_coverage(site: Site, *, today: date) -> Coverage:
    """What the listings tell and leave open. Of closed ones only their source and number: exports hold them too."""
    programs = site.directory.listed
    ages = Counter(_age_of(program, today) for program in programs)
    return Coverage(
        total=len(programs),
        closed=sum(program.status != "active" for program in site.directory.programs),
        sources=_count_sources(site.directory.programs),
        verified=len(programs) - ages[NEVER],
        ages=tuple((label, ages[label]) for label in (*(label for _, label in MONTHS), OLDER, NEVER) if ages[label]),
        levels=tuple((level, sum(p.has_level(level.id) for p in programs)) for level in listed_levels(site)),
        told=tuple((label, sum(map(is_told, programs))) for label, is_told in TOLD.items()),
        answers=tuple(answer for group in WORTH_ASKING for answer in _count_answers(programs, group)),
    )


def _age_of(program: Program, today: date) -> str:
    if program.verified is None:
        return NEVER
    return next((label for months, label in MONTHS if add_months(program.verified.on, months) >= today), OLDER)


def _count_sources(programs: Iterable[Program]) -> tuple[SourceCount, ...]:
    counts = Counter((str(one.source.name), str(one.source.edition), str(one.source.url or "")) for one in programs)
    return tuple(
        SourceCount(name=name, edition=edition, url=url, count=count, rights=_find_rights(name))
        for (name, edition, url), count in sorted(counts.items())
    )


def _find_rights(name: str) -> tuple[str, ...]:
    return next((rights for start, rights in RIGHTS.items() if name.startswith(start)), UNKNOWN_RIGHTS)


def _count_answers(programs: tuple[Program, ...], group: str) -> Iterator[Answer]:
    said = [known(program, group) for program in programs]
    for one in WORTH_ASKING[group]:
        yes, no = sum(one in ids.yes for ids in said), sum(one in ids.no for ids in said)
        yield Answer(label=LABELS[group][one], yes=yes, no=no, unknown=len(programs) - yes - no)


def list_downloads(sizes: Mapping[str, int]) -> tuple[Download, ...]:
    """The exports of the site, given the bytes of each file; one made of many files weighs what they weigh together."""
    return tuple(
        Download(address=urls.DATA + path, label=label, says=says, size=_say_size(_weigh(sizes, urls.DATA + path)))
        for path, label, says in DOWNLOADS
    )


def _weigh(sizes: Mapping[str, int], address: str) -> int:
    if not address.startswith(urls.HSDS):
        return sizes[address]
    return sum(size for path, size in sizes.items() if path.startswith(urls.HSDS))


def _say_size(size: int) -> str:
    if size < BYTES_OF_A_MEGABYTE:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / BYTES_OF_A_MEGABYTE:.1f} MB"
