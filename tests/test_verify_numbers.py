"""Which phone numbers a finished page may show and dial."""

from __future__ import annotations

import pytest

from tests.finished_page import check, in_main, make_page


@pytest.mark.parametrize(
    "number",
    [
        "973-555-0100",
        "(973) 555-0100",
        "(973)5550100",
        "973.555.0100",
        "973 555 0100",
        "973\u00a0555\u20110100",
        "973\u2013555\u20130100",
        "+1 973 555 0100",
        "1-973-555-0100",
        "1 (973) 555-0100",
        "1-800-555-HELP",
        "800-TREATME",
        "1-888-GET-HELP-NOW",
    ],
)
def test_a_number_of_nobody_we_know_is_a_fault(number: str) -> None:
    """A number may come only from the helplines or the listings, however it is written."""
    message = f'"{number}" is not a number of a helpline or a listed program'
    assert in_main("E603", message) == check(make_page(f"<p>Call {number} now</p>"))


@pytest.mark.parametrize(
    "markup", ["<b>973</b>-555-<i>0100</i>", "973-555-\n0100", "973&#45;555&#45;0100", "973-555-0100<b>Ask</b>"]
)
def test_a_number_in_pieces_is_one_number(markup: str) -> None:
    """What the reader sees as one number is read as one."""
    (fault,) = check(make_page(f"<p>{markup}</p>"))
    assert fault.startswith('E603 guide/index.html:7 "973-555-')


@pytest.mark.parametrize(
    "text",
    [
        "Newark, NJ 07102-1234",
        "checked 2026-11-02, next 2027-05-02",
        "from 300 to 1000 dollars, $1,200.50",
        "license 1000123, NJ-201-555-0100, A201-555-0100, #201-555-0100",
        "9735550100 listings",
        "ISBN 978-030-9459-57-0",
        "MMWR 74(15):266-268, doi 10.1016/j.dadr.2024.100249",
        "42 CFR 2.31, 77 Ill. Adm. Code 2060.410",
        "hours 9-12, 18:00-21:00, 40.7350 -74.1724",
        "1-800-662-HELP (4357), 1 (800) 662-4357, 800.662.4357",
        "<table><tr><th>A</th><td>973</td><td>555</td><td>0100</td></tr></table>",
        '<a href="https://example.org/973-555-0100" rel="noreferrer">site</a>',
        '<span id="n-973-555-0100" class="c-973-555-0100">x</span>',
    ],
)
def test_what_is_no_phone_number_or_a_known_one_passes(text: str) -> None:
    """ZIP+4, dates, prices, licenses, books, table cells and addresses of the web are not phone numbers."""
    assert [] == check(make_page(f"<div>{text}</div>"))


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="data:," alt="Call 973-555-0100">',
        '<p data-say="973-555-0100">x</p>',
        '<p aria-label="973-555-0100">x</p>',
        '<script type="application/json">{"phone": "973-555-0100"}</script>',
    ],
)
def test_numbers_that_are_spoken_or_read_by_scripts_count_too(tag: str) -> None:
    """Labels, descriptions of pictures and data."""
    message = '"973-555-0100" is not a number of a helpline or a listed program'
    assert in_main("E603", message) == check(make_page(tag))


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ('<a href="tel:+19735550100">Call</a>', '"+19735550100" is not a number of a helpline or a listed program'),
        ('<a href="sms:88788">Text</a>', '"88788" is not a number of a helpline or a listed program'),
        ('<a href="tel:988">Call 911</a>', 'the link shows 911 but dials "988"'),
        ('<a href="tel:988">988 or 911</a>', 'the link shows 911 and 988 but dials "988"'),
        ('<a href="tel:+18006624357">973-609-5501</a>', 'the link shows 9736095501 but dials "+18006624357"'),
        ('<a href="tel:988" aria-label="Call 911">Call</a>', 'the link shows 911 but dials "988"'),
        ('<a href="tel:HELP">Call</a>', '"tel:HELP" cannot be dialled'),
    ],
)
def test_a_link_dials_a_known_number_and_the_one_it_shows(link: str, message: str) -> None:
    """A frightened reader must reach whom the text names."""
    assert in_main("E603", message) == check(make_page(link))


def test_a_script_holds_known_numbers_only() -> None:
    """What a script shows later is part of the site."""
    outputs = {"assets/listings.0123456789.js": b'export const listings=[["973-609-5501"],["973-555-0100"]]'}
    message = '"973-555-0100" is not a number of a helpline or a listed program'
    assert [f"E603 assets/listings.0123456789.js:1 {message}"] == check(make_page(), outputs)


def test_an_export_holds_known_numbers_only() -> None:
    """Files for partners are part of the site."""
    outputs = {"programs.csv": b"id,phone\na,973-609-5501\nb,973-555-0100\n"}
    message = '"973-555-0100" is not a number of a helpline or a listed program'
    assert [f"E603 programs.csv:3 {message}"] == check(make_page(), outputs)
