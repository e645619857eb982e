"""What one finished page must keep to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.finished_page import CRISIS, EXPECTED, META, check, hash_of, in_main, make_page


def test_an_id_stands_once_on_a_page() -> None:
    """In drawings too, for they share the ids of the page."""
    main = '<p id="a">1</p><svg><path id="a"/></svg>'
    assert in_main("E602", 'the id "a" stands twice on this page') == check(make_page(main))


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('<p style="color:red">x</p>', 'the attribute "style" on <p> carries code'),
        ('<p onClick="go()">x</p>', 'the attribute "onclick" on <p> carries code'),
        ('<iframe srcdoc="x"></iframe>', 'the attribute "srcdoc" on <iframe> carries code'),
        ('<a href="java&#115;cript:go()">x</a>', 'the attribute "href" on <a> runs a script'),
        ("<script>go()</script>", "the page's policy does not know this inline <script>"),
        ("<style>p{}</style>", "the page's policy does not know this inline <style>"),
    ],
)
def test_a_page_carries_no_code_its_policy_does_not_know(tag: str, message: str) -> None:
    """Style attributes, event handlers, script addresses, and inline code without its hash."""
    assert in_main("E606", message) == check(make_page(tag))


def test_inline_code_known_by_hash_passes() -> None:
    """The hash is of the very text between the tags."""
    code = "\nlet a = 1 < 2\n"
    meta = META.replace("script-src", f"script-src {hash_of(code)}")
    assert [] == check(make_page(f'<script type="module">{code}</script>', meta=meta))


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ("", "the page has 0 Content-Security-Policy tags instead of one"),
        (META * 2, "the page has 2 Content-Security-Policy tags instead of one"),
        (META.replace("form-action 'none'", ""), "the page's policy lacks \"form-action 'none'\""),
        (META.replace("'self'", "'self' https:"), "the page's policy is not the one the site promises"),
    ],
)
def test_every_page_has_the_policy_the_site_promises(meta: str, message: str) -> None:
    """Nothing from elsewhere, no form, no network call."""
    assert [f"E606 guide/index.html:{2 if meta else 0} {message}"] == check(make_page(meta=meta))


def test_a_policy_without_an_expected_one_may_still_allow_nothing_unsafe() -> None:
    """unsafe-inline would undo every hash."""
    page = make_page(meta=META.replace("'self'", "'self' 'unsafe-inline'"))
    expected = replace(EXPECTED, policy=None)
    message = "the page's policy allows 'unsafe-inline' in script-src"
    assert [f"E606 guide/index.html:2 {message}"] == check(page, expected=expected)


def test_the_policy_stands_before_what_it_covers() -> None:
    """A browser does not apply it to what came earlier."""
    page = make_page(meta=f"\n<script src='../a.js'></script>{META}")
    message = "<script> stands before the page's policy, which does not cover it"
    assert [f"E606 guide/index.html:3 {message}"] == check(page, {"a.js": b""})


@pytest.mark.parametrize(
    ("crisis", "line", "message"),
    [
        ("", 0, "the page has no crisis block (data-crisis)"),
        (f"<div hidden>{CRISIS}</div>", 5, "the crisis block is hidden"),
        (f"<noscript>{CRISIS}</noscript>", 5, "the crisis block is hidden"),
        (CRISIS.replace('<a href="tel:911">911</a>', "911"), 5, 'the crisis block lacks "tel:911"'),
        (CRISIS.replace('<a href="tel:911"', '<a hidden href="tel:911"'), 5, 'the crisis block lacks "tel:911"'),
        (
            CRISIS.replace("</div>", '<a href="tel:+19736095501">973-609-5501</a></div>'),
            5,
            'the crisis block leads to "tel:+19736095501", which is no crisis line',
        ),
    ],
)
def test_every_page_shows_every_crisis_line(crisis: str, line: int, message: str) -> None:
    """The first thing a reader in danger needs."""
    assert [f"E607 guide/index.html:{line} {message}"] == check(make_page(crisis=crisis))


def test_a_crisis_line_may_be_expected_as_text() -> None:
    """A number as shown, beside the links."""
    expected = replace(EXPECTED, crisis=(*EXPECTED.crisis, "1-800-662-4357", "988"))
    message = 'E607 {}:5 the crisis block lacks "988"'
    assert [message.format("guide/index.html"), message.format("index.html")] == check(make_page(), expected=expected)


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ("<h1>Again</h1>", "the page has 2 <h1> instead of one"),
        ("<main></main>", "the page has 2 <main> instead of one"),
        ("<h3>Deep</h3>", "<h3> comes after <h1>: a heading level is skipped"),
        (
            '<label><input type="radio" name="a"><input type="radio" name="a"> x</label>',
            'the radio buttons "a" stand in no <fieldset> with a <legend> that says the question',
        ),
        (
            '<fieldset><label><input type="radio" name="a"> x</label></fieldset>',
            'the radio buttons "a" stand in no <fieldset> with a <legend> that says the question',
        ),
        ("<table><tr><td>1</td></tr></table>", "the table has no header cell (<th>)"),
        ('<a href="../"><svg></svg></a>', "<a> has no text, so a screen reader cannot say what it does"),
        ("<button> </button>", "<button> has no text, so a screen reader cannot say what it does"),
        ("<div>", "<div> is never closed"),
        ("</em>", "</em> closes nothing that is open"),
        ("<p>1 < 2</p>", 'this "<" starts no tag that can be read with certainty'),
        ('<br class="a"id="b">', 'this "<" starts no tag that can be read with certainty'),
        ("<p><!--> x</p>", 'this "<" starts no tag that can be read with certainty'),
        ('<p class="a" CLASS="b">x</p>', 'the attribute "CLASS" stands twice in one tag'),
    ],
)
def test_a_page_can_be_read_aloud_and_by_machines(main: str, message: str) -> None:
    """What checkers in the browser miss, and markup that browsers must guess at."""
    assert in_main("E608", message) == check(make_page(main))


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("<h1>Care</h1>", "", 0, "the page has 0 <h1> instead of one"),
        (' lang="en"', "", 2, "<html> does not say the language (lang)"),
        ("<title>Care</title>", "", 0, "the page has no <title>"),
        ("<title>Care</title>", "<title> </title>", 3, "the page has no <title>"),
        ("Care</h1>", "Care\ufffd</h1>", 6, "a character is no text, or not UTF-8"),
    ],
)
def test_a_page_has_its_frame(old: str, new: str, line: int, message: str) -> None:
    """Language, title, one heading of the first level."""
    page = make_page().decode().replace(old, new).encode()
    assert [f"E608 guide/index.html:{line} {message}"] == check(page)
