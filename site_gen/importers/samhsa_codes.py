"""SAMHSA's service codes and what each of them says in our own ids.

Each table names our id first, then the codes that say it. A code only ever says yes, except for the
few in `DENIES`. Every code of the code book is here, also those we leave out (`LEFT_OUT`), so that a
code of a later edition is noticed. docs/data.md gives the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Table = Mapping[str, frozenset[str]]


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEVELS: Table = {"outpatient": _codes("ORT"), "iop": _codes("OIT"), "php": _codes("ODT")}

PAYMENT: Table = {
    "medicaid": _codes("MD"),
    "medicare": _codes("MC"),
    "private": _codes("PI"),
    "military": _codes("MI"),
    "state_plan": _codes("SI"),
    "tribal": _codes("ITU"),
    "public_funds": _codes("FSA SAMF"),
    "self_pay": _codes("SF"),
    "sliding_scale": _codes("SS"),
    "assistance": _codes("PA"),
    "free": _codes("NP"),
}

OFFERS: Table = {
    "telehealth": _codes("TELE"),
    "transport": _codes("TA"),
    "childcare": _codes("CCC"),
    "co_occurring": _codes("CO SUMH"),
    # The program itself prescribes or gives it: maintenance, prescribing, or a certified opioid program.
    "moud": _codes("OTP MM MMW BUM BMW UB UN"),
    "alcohol_medicine": _codes("PMAT"),
    "detox": _codes("DT OD RD HID"),
    "sober_living": _codes("HH"),
    "housing_help": _codes("HS"),
    "family": _codes("FCO"),
    "peer_support": _codes("PEER RC"),
    "case_management": _codes("CM"),
    "job_help": _codes("EMP VOC"),
    "domestic_violence": _codes("DVFP"),
}

DENIES: Table = {"moud": _codes("NMOA NOOP"), "alcohol_medicine": _codes("NMAUT NAUT")}

# Too weak to say yes ("used in treatment" may mean prescribed elsewhere), enough to doubt a no.
HINTS: Table = {"moud": _codes("BU MU NU OMB MWS RPN")}

POPULATIONS: Table = {
    "teens": _codes("AD"),
    "young_adults": _codes("TAY"),
    "older_adults": _codes("SE"),
    "women": _codes("WN"),
    "men": _codes("MN"),
    "pregnant": _codes("PW"),
    "lgbtq": _codes("GL"),
    "veterans": _codes("VET"),
    "military": _codes("ADM"),
    "military_families": _codes("MF"),
    "court": _codes("CJ"),
    "dui": _codes("DU"),
    "trauma": _codes("TRMA"),
    "violence": _codes("DV"),
    "sexual_abuse": _codes("XA"),
    "hiv": _codes("HV"),
    "chronic_pain": _codes("COPSU"),
}

AGES: Table = {
    "children": _codes("CHLD"),
    "young_adults": _codes("YAD"),
    "adults": _codes("ADLT"),
    "older_adults": _codes("SNR"),
}

ONLY: Table = {"dui": _codes("DUO"), "alcohol": _codes("AUDO"), "opioids": _codes("OUDO")}

GENDERS: Table = {"women": _codes("FEM"), "men": _codes("MALE")}

LANGUAGES: Table = {
    "es": _codes("SP"),
    "ase": _codes("AH"),
    "ar": _codes("F4"),
    "zh": _codes("F17"),
    "ht": _codes("F19"),
    "fa": _codes("F25"),
    "fr": _codes("F28"),
    "de": _codes("F30"),
    "el": _codes("F31"),
    "he": _codes("F35"),
    "hi": _codes("F36"),
    "hmn": _codes("F37"),
    "it": _codes("F42"),
    "ja": _codes("F43"),
    "ko": _codes("F47"),
    "oj": _codes("N24"),
    "pl": _codes("F66"),
    "pt": _codes("F67"),
    "ru": _codes("F70"),
    "tl": _codes("F81"),
    "vi": _codes("F92"),
    "esu": _codes("N40"),
}

ACCREDITATION: Table = {
    "joint_commission": _codes("JC"),
    "carf": _codes("CARF"),
    "coa": _codes("COA"),
    "ncqa": _codes("NCQA"),
    "hfap": _codes("HFAP"),
}

# The codes this importer knows and makes nothing of, by why.
LEFT_OUT: Table = {
    "true of the whole directory, or an umbrella over other codes": _codes("SA OP RES HI FX NX"),
    "care with a bed, which this site does not list": _codes("HIT RL RS GH PSYH BC"),
    "does not say that the program gives the medicine": _codes(
        "OMB MU BU NU MWS RPN MOA INPE RPE PC ACMA AUINPE AURPE AUPC DB DM DLC ULC PAIN SOTP DEA"
    ),
    "single medicines": _codes("ACM DSF METH BSDM BWN BWON BERI NXN VTRL MHIV MHCV LFXD CLND MPEP MMD NRT NSC MDET"),
    "withdrawal care for one substance": _codes("ADTX BDTX CDTX MDTX ODTX"),
    "kinds of therapy and counseling": _codes(
        "ANG BIA CBT CMI CRV MOTI MXM RELP SACA TRC TWFA SAE TCC ICO GCO MCO HAEC TAEC HEOH"
    ),
    "who runs it": _codes("LCCG DDF IH PVTP PVTN STG TBG VAMC FED"),
    "licences without a number, which a family cannot look up": _codes("STAG STMH STDH HLA FQHC"),
    "tests, screening and medical care": _codes(
        "CMHA CSAA ISC OPC MHPA STU SSA SMHD PIEC BABA DAOF DAUT HIVT STDT TBS MST HBT HCT HAV HBV EIH IPC"
    ),
    "other services, without a filter here": _codes("ACC DP NOE OFD SHG AOSS TGD TOD ACU MHS SSD SPS"),
    "smoking and vaping": _codes("SMON SMOP SMPD VAPN VAPP VPPD"),
}

_MAPPED = (LEVELS, PAYMENT, OFFERS, DENIES, POPULATIONS, AGES, ONLY, GENDERS, LANGUAGES, ACCREDITATION)
KNOWN = frozenset[str]().union(*(codes for table in (*_MAPPED, LEFT_OUT) for codes in table.values()))

# When two rows about one place are merged: what shuts people out, and what says no.
COUNTS_ONLY_IF_ALL_SAY_IT = frozenset[str]().union(*ONLY.values(), *DENIES.values())

# A family must see these, and no id says them: (code, said already by this "only", sentence).
NOT_TREATED = (
    ("NOOP", "alcohol", "Does not treat opioid use disorder."),
    ("NAUT", "opioids", "Does not treat alcohol use disorder."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the codes of one row say, in our ids. *disputed*: offers they both affirm and deny."""

    levels: tuple[str, ...]
    payment: tuple[str, ...]
    languages: tuple[str, ...]
    offers: tuple[str, ...]
    does_not_offer: tuple[str, ...]
    disputed: tuple[str, ...]
    populations: tuple[str, ...]
    ages: tuple[str, ...]
    serves_only: tuple[str, ...]
    accreditation: tuple[str, ...]
    note: str


def read_codes(codes: frozenset[str]) -> Facts:
    """The facts that *codes* state; what they are silent on stays unknown."""
    denied = _said(DENIES, codes)
    disputed = tuple(offer for offer in denied if codes & (OFFERS[offer] | HINTS.get(offer, frozenset())))
    only = (*_only_one_gender(codes), *_said(ONLY, codes))
    return Facts(
        levels=_said(LEVELS, codes),
        payment=_said(PAYMENT, codes),
        languages=_said(LANGUAGES, codes),
        offers=_without(_said(OFFERS, codes), disputed),
        does_not_offer=_without(denied, disputed),
        disputed=disputed,
        populations=_said(POPULATIONS, codes),
        ages=_said(AGES, codes),
        serves_only=only,
        accreditation=_said(ACCREDITATION, codes),
        note=" ".join(says for code, said_by, says in NOT_TREATED if code in codes and said_by not in only),
    )


def _said(table: Table, codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(our_id for our_id, said_by in table.items() if codes & said_by)


def _without(ids: tuple[str, ...], disputed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(our_id for our_id in ids if our_id not in disputed)


def _only_one_gender(codes: frozenset[str]) -> tuple[str, ...]:
    """The gender accepted when it is the only one named. A row that names none tells nothing."""
    accepted = _said(GENDERS, codes)
    return accepted if len(accepted) == 1 else ()
