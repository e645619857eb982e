"""What is dialled comes from what is shown."""

from __future__ import annotations

import pytest

from site_gen import phones


@pytest.mark.parametrize(
    ("number", "extension", "expected"),
    [
        ("973-555-0100", None, "tel:+1-973-555-0100"),
        ("973-555-0100", "12", "tel:+1-973-555-0100;ext=12"),
        ("1-800-662-4357", None, "tel:+1-800-662-4357"),
        ("988", None, "tel:988"),
        ("911", None, "tel:911"),
    ],
)
def test_call_link_is_international_for_full_numbers_and_plain_for_short_ones(
    number: str, extension: str | None, expected: str
) -> None:
    """A phone abroad or with another dial plan reaches the same line; 911 and 988 stay as they are."""
    assert expected == phones.call_link(number, extension)


def test_text_link_dials_the_short_code() -> None:
    """A text goes to the digits shown."""
    assert phones.text_link("741741") == "sms:741741"
