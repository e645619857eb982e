"""Phones and ZIP codes as directories print them."""

from __future__ import annotations

import pytest

from site_gen.importers.contacts import PhoneLine, read_phone, read_zip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("973-555-0100", PhoneLine(number="973-555-0100")),
        ("(973) 555-0100", PhoneLine(number="973-555-0100")),
        ("1-973-555-0100", PhoneLine(number="973-555-0100")),
        ("973-555-0100 x123", PhoneLine(number="973-555-0100", extension="123")),
        ("973-555-0100 ext. 7", PhoneLine(number="973-555-0100", extension="7")),
        ("888-PARNEXT", PhoneLine(number="888-727-6398", was_spelled=True)),
        ("217-3488DUI", PhoneLine(number="217-348-8384", was_spelled=True)),
        ("813-630hope x2", PhoneLine(number="813-630-4673", extension="2", was_spelled=True)),
    ],
)
def test_a_phone_is_a_number_and_an_extension(text: str, line: PhoneLine) -> None:
    """However it is punctuated, and with the digits that letters stand for."""
    assert line == read_phone(text)


@pytest.mark.parametrize(
    "text", ["", "- - -", "555-0100", "888-RECOVERY", "973-555-0100 x123456789", "173-555-0100", "973-155-0100", "none"]
)
def test_what_cannot_be_called_is_no_phone(text: str) -> None:
    """Too short, too long, or not numbered as US phones are."""
    assert read_phone(text) is None


@pytest.mark.parametrize(
    ("text", "state", "zip_code"),
    [
        ("07102", "NJ", "07102"),
        ("7102", "NJ", "07102"),
        ("8330", "NJ", "08330"),
        ("07102-1234", "NJ", "07102"),
        ("705", "PR", "00705"),
        ("5501", "MA", "05501"),
        ("7102", "ID", None),
        ("9102", "NJ", None),
        ("705", "NJ", None),
        ("830", "VI", "00830"),
        ("", "NJ", None),
        ("0710A", "NJ", None),
    ],
)
def test_lost_zeros_are_put_back_where_the_state_vouches_for_them(text: str, state: str, zip_code: str | None) -> None:
    """Four digits are New Jersey's ZIP code without its zero, or a mistake."""
    assert zip_code == read_zip(text, state=state)
