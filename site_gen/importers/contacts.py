"""Phones, ZIP codes and streets as a directory prints them, in the form our records have."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER_AND_EXTENSION = re.compile(r"(?P<number>.+?)(?:\s+(?:x|ext\.?)\s*(?P<extension>\d{1,8}))?", re.IGNORECASE)
PHONE_NUMBER = re.compile(r"[2-9]\d{2}-[2-9]\d{2}-\d{4}")
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
DIGITS = 10
ZIP = re.compile(r"(?P<zip>\d{5})(?:-?\d{4})?")

# Spreadsheets read ZIP codes as numbers. Where those of a state start with zeros, a short one can be mended.
ZIPS_THAT_START_WITH_ZERO = {
    "CT": ("06",),
    "MA": ("01", "02", "055"),
    "ME": ("03", "04"),
    "NH": ("03",),
    "NJ": ("07", "08"),
    "PR": ("006", "007", "009"),
    "RI": ("02",),
    "VI": ("008",),
    "VT": ("05",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    number: str
    extension: str = ""
    was_spelled: bool = False


def read_phone(text: str) -> PhoneLine | None:
    """`888-PARNEXT` and `973-555-0100 x12` as number and extension; None when it is no US number."""
    match = NUMBER_AND_EXTENSION.fullmatch(text)
    if match is None:
        return None
    spelled = match["number"].upper()
    keys = "".join(re.findall(r"[0-9A-Z]", spelled)).translate(KEYPAD)
    if len(keys) == DIGITS + 1:
        keys = keys.removeprefix("1")
    number = f"{keys[:3]}-{keys[3:6]}-{keys[6:]}"
    if not PHONE_NUMBER.fullmatch(number):
        return None
    return PhoneLine(
        number=number, extension=match["extension"] or "", was_spelled=any("A" <= key <= "Z" for key in spelled)
    )


def read_zip(text: str, *, state: str) -> str | None:
    """The five digits of *text*; *state* is the witness that zeros were lost. None when they are not to be had."""
    whole = ZIP.fullmatch(text)
    if whole:
        return whole["zip"]
    starts = ZIPS_THAT_START_WITH_ZERO.get(state)
    if starts and re.fullmatch(r"\d{3,4}", text) and text.zfill(5).startswith(starts):
        return text.zfill(5)
    return None
