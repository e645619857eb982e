"""The forms of text a file may hold: what is right, and what is told to be wrong."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Located
from site_gen.model.kinds import (
    ClockTime,
    Coordinate,
    Email,
    Extension,
    HelplineNumber,
    Hours,
    Id,
    LanguageCode,
    PhoneNumber,
    Slug,
    StateCode,
    WebAddress,
    Year,
    Zip,
)
from site_gen.reading import Notes, reader_of


def read(kind: object, text: str) -> tuple[str, int]:
    """*text* as it is kept when it is read as *kind*, and the number of faults."""
    notes = Notes()
    return reader_of(kind)(Located(text, path="a.yaml"), notes), len(notes.faults)


# None of them is the name of a machine that everybody reaches under it.
NO_HOSTS = (
    "example",
    "localhost",
    "a..example",
    "-a.example",
    "a-.example",
    "a.example.",
    ".a.example",
    "a_b.example",
    "a.1",
    "0127.0.0.1",
    "256.0.0.1",
    "1.2.3",
    "0x7f.1",
    "2130706433.1",
    "[::1]",
    "me@a.example",
    "me:secret@a.example",
    "good.example@evil.example",
    "good.example%2Fevil.example",
    "good.example\\@evil.example",
    "\u0430pple.example",
    "a\u3002example",
    "a\u00ad.example",
    f"{'a' * 64}.example",
    "a.example:0",
    "a.example:65536",
    "a.example:",
    "a.example:80a",
)
NO_MAIL = ("a@b.org?cc=c@d.org", "a%0a@b.org", "a,b@c.org", "é@b.org")
NO_PATHS = (
    "\\evil",
    "/a b",
    "/a\tb",
    "/a\nb",
    "/\u00e9",
    "/\u202e",
    '/"',
    "/<",
    "/`",
    "/{x}",
    "/a|b",
    "/^",
    "?x",
    "#x",
)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (Id, ["a", "iop_step_down", "no-ride", "988", "a" * 80], ["A", "a b", "-a", "a-", "a__b", "é", "a" * 81]),
        (Slug, ["a", "what-is-iop", "988"], ["iop_step_down", "a.b", "A", "a/b", "../a"]),
        (
            PhoneNumber,
            ["973-555-0100"],
            ["9735550100", "(973) 555-0100", "173-555-0100", "973-555-010", "३३३-३३३-३३३३"],
        ),
        (Extension, ["12", "01234567"], ["x12", "123456789", "1 2"]),
        (HelplineNumber, ["911", "988", "741741", "1-800-662-4357"], ["9", "800-662-4357", "18006624357", "9111"]),
        (Zip, ["07102", "00501"], ["7102", "07102-1234", "071020", "३३३३३"]),
        (StateCode, ["NJ", "NO"], ["nj", "N.J.", "New Jersey"]),
        (
            WebAddress,
            [
                "https://example.org",
                "http://a-b.example.org:8080/x?y=z&w=1#q",
                "https://xn--80ak6aa92e.example/@us/it's",
                f"https://{'a' * 63}.example:65535",
            ],
            [
                "example.org",
                "https://example",
                "HTTPS://example.org",
                "javascript:alert(1)",
                "https://a.example/<x>",
                "//a.example",
                *(f"https://{host}/" for host in NO_HOSTS),
                *(f"https://a.example{rest}" for rest in NO_PATHS),
            ],
        ),
        (ClockTime, ["00:00", "18:30", "23:59"], ["24:00", "6:30", "18.30", "6pm"]),
        (Hours, ["9", "9-12", "20"], ["9 to 12", "9-", "100", "nine"]),
        (Coordinate, ["40.73", "-74", "0.5"], ["40,73", "N40", "+40", "40.73°"]),
        (Year, ["2024", "2024-2025", "2023 (updated 2024)"], ["24", "March 2024", "2024" + "x" * 31, "2024 <b>"]),
        (
            Email,
            ["help@example.org", "a.b+c@d.example.org"],
            ["help", "a@b", "a b@c.org", "<a@b.org>", "a@b@c.org", *NO_MAIL],
        ),
        (LanguageCode, ["en", "es", "ase"], ["EN", "e", "engl", "en-US"]),
    ],
)
def test_text_has_the_form_of_its_kind(kind: object, right: list[str], wrong: list[str]) -> None:
    """Text in another form is a fault, and is kept as it stands, so that one mistake is reported once."""
    assert [(text, 0) for text in right] == [read(kind, text) for text in right]
    assert [(text, 1) for text in wrong] == [read(kind, text) for text in wrong]
