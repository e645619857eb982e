"""SAMHSA's service codes: what each says, what it does not, and that the guide tells the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import vocabulary
from site_gen.importers import samhsa_codes
from site_gen.importers.samhsa_codes import read_codes

GUIDE = (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("codes", "offers", "does_not_offer"),
    [
        ("UB", ("moud",), ()),
        ("OTP", ("moud",), ()),
        ("MOA", (), ()),
        ("BU MU NU OMB MOA", (), ()),
        ("NMOA", (), ("moud",)),
        ("NMOA NU", (), ()),
        ("NMOA UN", (), ()),
        ("PMAT", ("alcohol_medicine",), ()),
        ("ACMA", (), ()),
        ("NMAUT", (), ("alcohol_medicine",)),
        ("CO MHS", ("co_occurring",), ()),
        ("DV DVFP", ("domestic_violence",), ()),
        ("DT OD", ("detox",), ()),
    ],
)
def test_an_offer_is_yes_no_or_unknown(codes: str, offers: tuple[str, ...], does_not_offer: tuple[str, ...]) -> None:
    """Medicine counts when the place itself gives it; a yes and a no together are unknown."""
    facts = read_codes(frozenset(codes.split()))
    assert (offers, does_not_offer) == (facts.offers, facts.does_not_offer)


@pytest.mark.parametrize(
    ("codes", "serves_only"),
    [
        ("FEM", ("women",)),
        ("MALE", ("men",)),
        ("FEM MALE", ()),
        ("", ()),
        ("CHLD", ()),
        ("DUO", ("dui",)),
        ("AUDO OUDO", ("alcohol", "opioids")),
        ("WN FEM MALE DU", ()),
    ],
)
def test_people_are_shut_out_only_where_a_code_says_so(codes: str, serves_only: tuple[str, ...]) -> None:
    """One gender alone and the "only" codes count; missing ages and tailored groups do not."""
    assert serves_only == read_codes(frozenset(codes.split())).serves_only


@pytest.mark.parametrize(
    ("codes", "note"),
    [
        ("NOOP", "Does not treat opioid use disorder."),
        ("NAUT", "Does not treat alcohol use disorder."),
        ("NAUT OUDO", ""),
        ("NOOP AUDO", ""),
    ],
)
def test_a_condition_that_is_not_treated_is_said_once(codes: str, note: str) -> None:
    """A listing for opioid use only says already that alcohol use is not treated."""
    assert note == read_codes(frozenset(codes.split())).note


@pytest.mark.parametrize(
    ("table", "known"),
    [
        (samhsa_codes.PAYMENT, vocabulary.PAYMENT),
        (samhsa_codes.OFFERS, vocabulary.OFFERS),
        (samhsa_codes.DENIES, vocabulary.OFFERS),
        (samhsa_codes.POPULATIONS, vocabulary.POPULATIONS),
        (samhsa_codes.AGES, vocabulary.AGES),
        (samhsa_codes.ONLY, vocabulary.SERVES_ONLY),
        (samhsa_codes.GENDERS, vocabulary.SERVES_ONLY),
        (samhsa_codes.LANGUAGES, vocabulary.LANGUAGES),
        (samhsa_codes.ACCREDITATION, vocabulary.ACCREDITATION),
    ],
)
def test_codes_become_ids_that_exist_and_the_guide_lists_them(table: samhsa_codes.Table, known: dict[str, str]) -> None:
    """Tables, vocabulary and docs/data.md agree."""
    assert set() == set(table) - set(known)
    rows = [f"| `{our_id}` | {' '.join(sorted(codes))} |" for our_id, codes in table.items()]
    assert [] == [row for row in rows if row not in GUIDE]


def test_the_guide_lists_the_codes_left_out() -> None:
    """Each with its reason."""
    rows = [f"| {why} | {' '.join(sorted(codes))} |" for why, codes in samhsa_codes.LEFT_OUT.items()]
    assert [] == [row for row in rows if row not in GUIDE]
