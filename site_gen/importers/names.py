"""What to call a program and who runs it, from the two names SAMHSA prints for each place.

The first name is that of the organization. The second may be the program's own name, or only a
department, a branch, a legal entity or the rest of a first name that was too long.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

LENGTH_OF_CUT_NAMES = 38


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words for what everyone in the field is or does: alone, or beside a place, they name no program.
COMMON_WORDS = _words(
    """a and at for in of on or the to with
    abuse acute add addiction addictions addictive adult adults alc alcohol alcoholism assertive assisted based bh
    behav behavioral care cd center centers central certified chemical child children childrens clinic clinical
    cnty co comm community comprehensive counseling ctr ctrs day department dependence dependency dept detox
    detoxification disorder disorders drug drugs dual dui education family female free greater group halfway health
    healthcare healthplex hlth home hospital house individual inpatient integrated intensive intermediate iop ip
    living main maintenance male management mat med medical medically medication medicine men mens mental metro mh
    network north northern op opd opioid otp outpatient outpt outreach partial patient php prevention prog
    program programs project psych psychiatric psychiatry psychological psychotherapy recov recovery regional rehab
    rehabilitation reintegration res resid residential resource resources sa satellite serv service services servs
    social south southern specialized srvs stabil stabilization sub subst substance sud supervised support supported
    supportive supports system systems teen telehealth term therapeutic therapies therapy transitional treatment trt
    methadone use wellness west western east eastern withdrawal women womens young youth adolescent adolescents"""
)
# A second name with one of these says where, or of whom, the program is a part.
PLACE_WORDS = _words(
    """avenue building bldg branch campus complex counties county division div drive facility floor location office
    offices penthouse region road room school site street suite unit"""
)
LEGAL_FORMS = _words("co corp inc incorporated llc llp lp ltd pa pc pllc")
CREDENTIALS = _words("cadc lac lcadc lcdc lcpc lcsw lisw lmft lmhc lpc lpcc lsw md msw phd psyd")
UNFINISHED = _words("a and at behavioral by community for in mental of on or substance the to with &")

KEPT_IN_CAPITALS = _words(
    """AIDS BHG CBT DUI DWI HIV IOP LGBTQ LLC LLP LP MAT MH NJ NY OP OTP PA PC PHP PLLC SUD UMC US USA VA YMCA YWCA
    II III IV VI VII VIII IX XI XII"""
)
ABBREVIATED_WORDS = _words("BLVD CNTY CTR DR FT HLTH JR MT RD SR SRVS ST TRT")
SMALL_WORDS = _words("a an and at by for in of on or the to with")
LONG_WORD = 5
LOUD_WORDS = 2

DOING_BUSINESS_AS = re.compile(r"d/?b/?a\b:?\s+(?:as\s+)?", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """*unused*: the second name when it says nothing on its own. *joined*: the two were one name."""

    program: str
    organization: str
    unused: str = ""
    joined: bool = False


def choose_names(name1: str, name2: str, *, city: str, cities: AbstractSet[str]) -> Names:
    """The program's name is the second when that says something on its own, else the first.

    *cities*: every city of the list, in small letters, for a second name is often just where a branch is.
    """
    trade_name = DOING_BUSINESS_AS.match(name2)
    if trade_name and has_words(name2[trade_name.end() :]):
        return Names(program=name2[trade_name.end() :], organization=name1)
    if name2 and is_unfinished(name1):
        whole = f"{name1} {name2}"
        return Names(program=whole, organization=whole, joined=True)
    if stands_alone(name2, city=city, cities=cities):
        return Names(program=name2, organization=name1)
    return Names(program=name1, organization=name1, unused=name2)


def has_words(text: str) -> bool:
    """Whether *text* is more than marks."""
    return WORD.search(text) is not None


def is_unfinished(name: str) -> bool:
    """Whether *name* stops where another word has to follow: "Discovery Institute for"."""
    words = name.split()
    return len(words) > 1 and words[-1].casefold() in UNFINISHED


def stands_alone(name: str, *, city: str, cities: AbstractSet[str]) -> bool:
    """Whether *name* would tell a family something if nothing stood beside it."""
    words = _words_of(name)
    if not words or name.isupper():  # an abbreviation of the first name
        return False
    if words[-1] in LEGAL_FORMS or PLACE_WORDS.intersection(words) or CREDENTIALS.intersection(words):
        return False
    city_words = _words_of(city)
    own = [word for word in words if word not in COMMON_WORDS and word not in city_words and not word.isdigit()]
    return bool(own) and cities.isdisjoint({" ".join(words), " ".join(own)})


def _words_of(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def is_shouted(name: str) -> bool:
    """Whether *name* is written in capitals throughout, and is more than an abbreviation."""
    words = WORD.findall(name)
    long = [word for word in words if len(word) >= LONG_WORD and _can_be_said(word)]
    return name.isupper() and (len(long) >= LOUD_WORDS or any(word.casefold() in COMMON_WORDS for word in long))


def in_title_case(name: str) -> str:
    """*name* with a capital for each word, and all capitals left to abbreviations."""
    return WORD.sub(lambda match: _cased(match.group(), is_first=match.start() == 0), name)


def _cased(word: str, *, is_first: bool) -> str:
    if word.lower() in SMALL_WORDS and not is_first:
        return word.lower()
    if word in KEPT_IN_CAPITALS or not (_can_be_said(word) or word in ABBREVIATED_WORDS):
        return word
    return word[0] + word[1:].lower()


def _can_be_said(word: str) -> bool:
    """Whether *word* has a vowel; one that has none is an abbreviation."""
    return any(letter in "AEIOUY" for letter in word)


def may_be_cut(name: str) -> bool:
    """SAMHSA's table ends a name after 38 characters, whatever comes next."""
    return len(name) == LENGTH_OF_CUT_NAMES
