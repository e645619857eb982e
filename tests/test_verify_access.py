"""What keeps people from using a page, and checkers in browsers do not see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.finished_page import EXPECTED, STYLE, check, hash_of, in_main, make_page

# --- E608: landmarks and the first stops -------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>Lost</p>", "<p> holds text outside <header>, <nav>, <main>, <aside> and <footer>"),
        (
            '<nav><a href="#main">Up</a></nav><nav aria-label="B"><a href="#main">Up</a></nav>',
            "<nav> has no name (aria-label), and there are several",
        ),
        ('<nav aria-label="A"></nav><nav aria-label="A"></nav>', 'two <nav> have the name "A"'),
    ],
)
def test_every_part_of_a_page_is_a_landmark_with_a_name_of_its_own(body: str, message: str) -> None:
    """Who cannot see the page goes from part to part."""
    assert [f"E608 guide/index.html:5 {message}"] == check(make_page(body=body))


def test_what_holds_no_text_may_stand_anywhere() -> None:
    """Scripts, templates and named sections."""
    body = '<script src="../a.js"></script><template><p>x</p></template><section aria-label="Notice">New</section>'
    assert [] == check(make_page(body=body), {"a.js": b""})


def test_the_way_to_the_main_part_is_among_the_first_two_stops() -> None:
    """The way out may come before it, a menu may not."""
    page = make_page().decode()
    skip = '<a href="#main">Skip</a>'
    menu = '<a href="../">A</a>'
    assert [] == check(page.replace(skip, menu + skip).encode())
    late = page.replace(skip, f'{menu}<a href="./">B</a>{skip}').encode()
    assert ["E608 guide/index.html:5 none of the first 2 links of the page skips to <main>"] == check(late)


# --- E614: the way out -------------------------------------------------------------------------------


def test_the_first_stop_of_every_page_is_the_way_out() -> None:
    """Before everything else; a site that has none expects none."""
    out = '<a href="https://weather.example/" rel="noreferrer">Leave this site</a>'
    expected = replace(EXPECTED, exit_url="https://weather.example/")
    first = make_page().decode().replace("<header>", f"<header>{out}").encode()
    late = make_page().decode().replace("</header>", f"{out}</header>").encode()
    message = 'the first link of the page is not the one to leave the site for "https://weather.example/"'
    others = {"index.html": first}
    assert [] == check(first, others, expected)
    assert [f"E614 guide/index.html:5 {message}"] == check(late, others, expected)
    assert [] == check(late, others)


# --- E615: controls ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("main", "message"),
    [
        (
            '<label><input type="radio" name="a"><input type="radio" name="a"> x</label>',
            'the radio buttons "a" stand in no <fieldset> with a <legend> that says the question',
        ),
        (
            '<fieldset><label><input type="radio" name="a"> x</label></fieldset>',
            'the radio buttons "a" stand in no <fieldset> with a <legend> that says the question',
        ),
        ('<a href="../"><svg></svg></a>', "<a> has no text, so a screen reader cannot say what it does"),
        ("<button> </button>", "<button> has no text, so a screen reader cannot say what it does"),
        ("<input>", "<input> has no <label> that says what it is for"),
        ('<p>Town: <input type="text" id="b"></p>', "<input> has no <label> that says what it is for"),
        ('<label for="b"> </label><select id="b"></select>', "<select> has no <label> that says what it is for"),
        ("<label><textarea></textarea></label>", "<textarea> has no <label> that says what it is for"),
    ],
)
def test_a_control_says_what_it_is_for(main: str, message: str) -> None:
    """A group of radio buttons by its legend."""
    assert in_main("E615", message) == check(make_page(main))


def test_a_control_may_be_named_in_every_way_that_html_has() -> None:
    """Around it, by its id, by an attribute; and what is hidden or a button needs none."""
    main = """<label>Town <input></label><label for="z">ZIP code</label><input id="z"><input aria-label="Name">
<select aria-labelledby="x"></select><input type="hidden"><input type="reset"><h2 id="x">State</h2>"""
    assert [] == check(make_page(main))


# --- E616: things to press ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ('<span data-do="print">Print</span>', "<span> is made to be pressed, but it is no button and no link"),
        ('<div role="button">Print</div>', "<div> is made to be pressed, but it is no button and no link"),
        ('<p tabindex="1">x</p>', 'tabindex="1" changes the order in which the tab key goes on'),
    ],
)
def test_what_is_pressed_is_a_button_or_a_link(main: str, message: str) -> None:
    """Nothing else answers to the keyboard by itself."""
    assert in_main("E616", message) == check(make_page(main))


def test_a_part_may_take_the_focus_where_it_must() -> None:
    """A table that scrolls, a heading that a script reads aloud; and buttons do what they do."""
    main = '<div tabindex="0">x</div><p tabindex="-1">y</p><button data-do="print">Print</button>'
    assert [] == check(make_page(main))


# --- E617: focus -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "selector"),
    [
        ("a:focus{outline:none}", "a:focus"),
        ("@layer base{.b:focus-visible{color:red;outline: 0}}", ".b:focus-visible"),
        ('[tabindex="-1"]:focus,a{outline-style:none}', '[tabindex="-1"]:focus,a'),
        ("a{outline-color:transparent}", "a"),
    ],
)
def test_no_style_takes_the_outline_of_the_focus_away(style: str, selector: str) -> None:
    """However it is written."""
    page = make_page().decode().replace(STYLE, style).replace(hash_of(STYLE), hash_of(style))
    message = f'the style of "{selector}" takes the outline away that shows where the keyboard is'
    assert [f"E617 guide/index.html:3 {message}"] == check(page.encode())


def test_what_only_a_script_gives_the_focus_to_needs_no_outline() -> None:
    """And an outline may be changed."""
    style = '[tabindex="-1"]:focus{outline:none}a:focus{outline:3px solid;outline-offset:0}'
    page = make_page().decode().replace(STYLE, style).replace(hash_of(STYLE), hash_of(style))
    assert [] == check(page.encode())


# --- E618: tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ("<table><tr><td>1</td></tr></table>", "the table has no header cell (<th>)"),
        (
            '<table><tr><th scope="col">A<th>B<th>C</table>',
            "a header cell does not say whether it heads a column or a row (scope)",
        ),
    ],
)
def test_a_table_has_headers_that_say_what_they_head(main: str, message: str) -> None:
    """Once for each table."""
    assert in_main("E618", message) == check(make_page(main))


# --- E619: languages ---------------------------------------------------------------------------------

SPANISH = "Si usted o un ser querido necesita ayuda con el alcohol o las drogas, llame para hablar con alguien."


def test_text_in_another_language_says_so() -> None:
    """On the page, or around the text."""
    message = f'this text is in "es", but the page is in "en": "{SPANISH[:60]}"'
    assert in_main("E619", message) == check(make_page(f"<p>{SPANISH}</p>"))
    assert [] == check(make_page(f'<p lang="es">{SPANISH}</p>'))
    assert [] == check(make_page(f'<div lang="es-US"><p>{SPANISH}</p></div>'))


def test_english_text_on_a_spanish_page_says_so() -> None:
    """It is what stands there while nobody has translated it."""
    page = make_page(f"<p>{SPANISH}</p>\n<p>Call the program and ask what it costs for you.</p>").decode()
    message = 'this text is in "en", but the page is in "es": "Call the program and ask what it costs for you."'
    found = check(page.replace('lang="en"', 'lang="es"').encode())
    assert [f"E619 guide/index.html:8 {message}"] == found


def test_names_are_in_no_language() -> None:
    """Programs are called what they are called."""
    main = "<p>El Centro de la Raza, Los Angeles</p><p>Casa de los Amigos: para Usted</p>"
    assert [] == check(make_page(main))


def test_a_link_to_a_page_in_another_language_is_in_that_language() -> None:
    """So that it is read aloud to those who look for it."""
    message = 'the link leads to a page in "es", but its words are not marked as "es"'
    assert in_main("E619", message) == check(make_page('<a href="../" hreflang="es">Espanol</a>'))
    assert [] == check(make_page('<a href="../" hreflang="es" lang="es">Espanol</a>'))


# --- E620: links -------------------------------------------------------------------------------------


def test_links_with_the_same_words_lead_to_the_same_place() -> None:
    """Many people hear the links of a page as a list."""
    message = 'two links say "Read more"; one leads to "../", this one to "#main"'
    main = '<a href="../">Read more</a> <a href="../"> Read  more</a> <a href="#main">Read more</a>'
    assert in_main("E620", message) == check(make_page(main))


def test_links_in_steps_shown_one_at_a_time_are_lists_of_their_own() -> None:
    """The questions of the quiz without a script all have a "Yes"."""
    steps = '<div data-step><a href="../">Yes</a></div><div data-step><a href="#main">Yes</a></div>'
    assert [] == check(make_page(steps))


def test_a_label_counts_in_place_of_the_words() -> None:
    """It is what is read aloud."""
    assert [] == check(make_page('<a href="../" aria-label="More: care">More</a> <a href="#main">More</a>'))
