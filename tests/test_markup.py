"""Articles: the HTML of every construct, and every fault at its line and column."""

import inspect
import sys
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen import documents
from site_gen.diagnostics import Diagnostic, Located, has_errors
from site_gen.markup import Content, Directive, Heading, convert
from site_gen.markup.sanitizer import ATTRIBUTES, TAGS, VALUES, sanitize

FIRST_LINE = 10
ARTICLES = sorted((Path(__file__).parent.parent / "content").glob("*/*.md"))


def located(text: str) -> Located:
    return Located(text, path="content/en/page.md", line=FIRST_LINE)


def accept(destination: Located) -> str:
    return str(destination)


def html_of(text: str) -> str:
    """The HTML of a faultless text, directives as {name argument}."""
    content, faults = convert(located(text), resolve=accept)
    assert () == faults
    return joined(content)


def joined(content: Content) -> str:
    return "".join(
        f"{{{part.name} {part.argument}}}" if isinstance(part, Directive) else part for part in content.parts
    )


def faults_of(text: str) -> list[tuple[str, int, int]]:
    """Code, line of the text from 1, and column of every fault."""
    found = convert(located(text), resolve=accept)[1]
    return [(each.code, each.line - FIRST_LINE + 1, each.column) for each in found]


def only_fault(text: str) -> Diagnostic:
    (found,) = convert(located(text), resolve=accept)[1]
    return found


# --- HTML --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("Some *soft* and **strong** words.", "<p>Some <em>soft</em> and <strong>strong</strong> words.</p>"),
        ("One line\nand the next  \nbroken", "<p>One line\nand the next<br>\nbroken</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n    - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("    indented, not code", "<p>indented, not code</p>"),
        ("Use `<b>` and ``a`b``.", "<p>Use <code>&lt;b&gt;</code> and <code>a`b</code>.</p>"),
        ("```html\n<b>&amp;\n\n[x](y z)\n```", "<pre><code>&lt;b&gt;&amp;amp;\n\n[x](y z)\n</code></pre>"),
        (
            "- a\n\n    ~~~\n    b\n    ~~~",
            "<ul>\n<li>\n<p>a</p>\n<pre><code>b\n</code></pre>\n</li>\n</ul>",
        ),
        (r"\*a\* \[b\](c) [note] 5 < 6 ]( [", "<p>*a* [b](c) [note] 5 &lt; 6 ]( [</p>"),
        ("one ` alone and [[double]", "<p>one ` alone and [[double]</p>"),
    ],
)
def test_plain_constructs_become_plain_html(text: str, html: str) -> None:
    """Each construct of Markdown that articles may use has one exact rendering."""
    assert html == html_of(text)


@pytest.mark.parametrize(
    "text",
    [
        '“Quotes” \u2013 dashes… it\'s "so"',
        "a &nbsp; b &amp; c &lt; d &copy; e &#8212;",
        "AT&T, R&D & more",
        "a\u00a0b ñ 中 💜",
    ],
)
def test_signs_and_entities_never_trip_the_sanitizer(text: str) -> None:
    """What an author types or pastes as typography reaches the reader unchanged."""
    shown = html5lib.parseFragment(html_of(text), namespaceHTMLElements=False)
    meant = html5lib.parseFragment(f"<p>{text}</p>", namespaceHTMLElements=False)
    assert "".join(meant.itertext()) == "".join(shown.itertext())


def test_tables_scroll_in_their_own_box_and_name_their_columns() -> None:
    """Alignment is a class, never a style, and a header cell heads its column."""
    assert html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | `x|y` | 3 |") == (
        '<div class="table-scroll">\n<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="align-center" scope="col">b</th>\n<th class="align-right" scope="col">c</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="align-center"><code>x|y</code></td>\n'
        '<td class="align-right">3</td>\n</tr>\n</tbody>\n</table>\n</div>'
    )


def test_headings_get_unique_ids_and_are_listed() -> None:
    """The list holds h2 and h3 as plain words; equal words get different ids."""
    text = "## What is `IOP` & why?\n\n### Más *ayuda*\n\n#### Detail\n\n## What is IOP & why?"
    content, faults = convert(located(text), resolve=accept)
    assert () == faults
    assert content.headings == (
        Heading(level=2, id="what-is-iop-why", text="What is IOP & why?"),
        Heading(level=3, id="mas-ayuda", text="Más ayuda"),
        Heading(level=2, id="what-is-iop-why_1", text="What is IOP & why?"),
    )
    assert joined(content).startswith('<h2 id="what-is-iop-why">What is <code>IOP</code> &amp; why?</h2>\n<h3 id=')


# --- links -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[IOP](what-is-iop.md#cost)", '<a href="what-is-iop.md#cost">IOP</a>'),
        ("[quiz](/quiz/)", '<a href="/quiz/">quiz</a>'),
        ("[a\nb](</programs/x-1/#map>)", '<a href="/programs/x-1/#map">a\nb</a>'),
        (
            "[b *c*](https://a.org/x_(y)?a=1&b=2)",
            '<a href="https://a.org/x_(y)?a=1&amp;b=2" rel="noopener noreferrer">b <em>c</em></a>',
        ),
        ("<https://a.org/b_c_d>", '<a href="https://a.org/b_c_d" rel="noopener noreferrer">https://a.org/b_c_d</a>'),
        ("<me@a.org>", '<a href="mailto:me@a.org" rel="noopener noreferrer">me@a.org</a>'),
        ("[mail](mailto:me@a.org)", '<a href="mailto:me@a.org" rel="noopener noreferrer">mail</a>'),
    ],
)
def test_allowed_links_are_kept(text: str, html: str) -> None:
    """Only links that leave the site get a rel; none opens a new window."""
    assert f"<p>{html}</p>" == html_of(text)


def test_links_within_the_site_are_resolved_by_the_caller() -> None:
    """The resolver sees each destination with its place, and what it returns is the href, escaped."""
    seen: list[tuple[str, int, int]] = []

    def resolve(destination: Located) -> str:
        seen.append((str(destination), destination.line, destination.column))
        return '../x/?a="b"&c'

    content, faults = convert(located("[one](a.md),\n[two](b.md#c) <https://d.org>"), resolve=resolve)
    assert () == faults
    assert [("a.md", FIRST_LINE, 7), ("b.md#c", FIRST_LINE + 1, 7)] == seen
    assert '<a href="../x/?a=&quot;b&quot;&amp;c">one</a>' in joined(content)


def test_an_anchor_of_the_same_page_needs_no_resolver() -> None:
    """A heading of the body itself is known; any other anchor is asked about."""
    text = "[up](#first)\n\n## First\n\n[down](#frist)"
    content, faults = convert(located(text), resolve=lambda _: None)
    assert [("E405", FIRST_LINE + 4, 8)] == [(each.code, each.line, each.column) for each in faults]
    assert 'did you mean "#first"?' == faults[0].hint
    assert '<a href="#first">up</a>' in joined(content)


def test_a_link_without_a_page_is_e405() -> None:
    """What the resolver does not know is a broken link, at its destination."""
    faults = convert(located("See\n[what IOP is](waht-is-iop.md)."), resolve=lambda _: None)[1]
    assert faults == (
        Diagnostic(
            code="E405",
            path="content/en/page.md",
            line=FIRST_LINE + 1,
            column=15,
            message='there is no page for the link "waht-is-iop.md"',
            hint="check the spelling: the name of an article file, or the address of a page of this site",
        ),
    )


@pytest.mark.parametrize(
    "destination",
    [
        "",
        "tel:988",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        "java&#115;cript:x",
        "data:text/html,x",
        "//host.org/x",
        "\\\\host.org",
        "https:\\\\a.org",
        "https://localhost/",
        "https://me@a.org/",
        "https://127.1/",
        "https://-a.org/",
        "https://a.org:99999/",
        "mailto:a@b.org?cc=c@d.org",
        "https://a.org/a b",
        "https://a.org/?a=1&amp;b=2",
        "https://ñ.org/",
        'a.md "Title"',
        "mailto:me",
        "../a.md",
        "a.html",
        "A.md",
        "/quiz",
        "/../x/",
        "#a b",
    ],
)
def test_destinations_outside_the_closed_list_are_e404(destination: str) -> None:
    """The raw text is judged, at the place of the destination, and nothing of it reaches an href."""
    content, faults = convert(located(f"See [this page there]({destination})."), resolve=accept)
    assert [("E404", FIRST_LINE, 23)] == [(each.code, each.line, each.column) for each in faults]
    assert '<p>See <a href="">this page there</a>.</p>' in joined(content).replace(' rel="noopener noreferrer"', "")


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("See ![a picture](a.png)", 5),
        ("<ftp://a.org>", 2),
        ("<me@host>", 2),
        ("See [a [b](b.md) c](c.md)", 8),
        ("See [a <https://a.org> c](c.md)", 8),
        ("[the IOP page][1]\n\n[1]: what-is-iop.md", 1),
        ("See [the IOP page](what-is-iop.md", 5),
    ],
)
def test_other_forms_of_links_are_e404(text: str, column: int) -> None:
    """Pictures, links inside links, links by reference and links without an end are refused."""
    found = [each for each in faults_of(text) if each[0] == "E404"]
    assert ("E404", text.count("\n") + 1, column) == found[0]


# --- directives ----------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", ["![](x.png)", "![here](x.png)", "![A map](https://a.example/x.png)"])
def test_a_picture_is_one_fault(picture: str) -> None:
    """Neither its words nor where it leads are told as well: it has to go."""
    assert (only_fault(f"See {picture}.").code, only_fault(f"See {picture}.").column) == ("E404", 5)


def test_directives_are_parts_with_the_place_of_their_argument() -> None:
    """A block directive leaves no paragraph around it; an argument knows its line and column."""
    text = "Call [[helpline 988]] now.\n::: needs iop\n- a\n\n   :::   levels  \n\n::: helplines"
    content, faults = convert(located(text), resolve=accept)
    assert () == faults
    assert content.parts == (
        "<p>Call ",
        Directive(name="helpline", argument=Located("988", path="")),
        " now.</p>\n",
        Directive(name="needs", argument=Located("iop", path="")),
        "\n<ul>\n<li>a</li>\n</ul>\n",
        Directive(name="levels", argument=None),
        "\n",
        Directive(name="helplines", argument=None),
    )
    arguments = [part.argument for part in content.parts if isinstance(part, Directive) and part.argument]
    assert [(FIRST_LINE, 17), (FIRST_LINE + 1, 11)] == [(each.line, each.column) for each in arguments]


def test_a_term_may_come_with_the_words_of_its_sentence() -> None:
    """They stand after a bar, in a table too."""
    content, faults = convert(located("[[term iop| a program ]]\n\n| a |\n|---|\n| [[term iop|it]] |"), resolve=accept)
    found = [part for part in content.parts if isinstance(part, Directive)]
    assert () == faults
    assert ["a program", "it"] == [part.words for part in found]


def test_directives_in_code_are_code() -> None:
    """An article can show how a directive is written."""
    assert "<p><code>[[helpline 988]]</code></p>\n<pre><code>::: nonsense\n</code></pre>" == html_of(
        "`[[helpline 988]]`\n\n```\n::: nonsense\n```"
    )


@pytest.mark.parametrize(
    ("text", "code", "column", "message", "hint"),
    [
        ("a [[helplin 988]]", "E402", 5, 'unknown directive "helplin"', 'did you mean "helpline"?'),
        ("::: neds iop", "E402", 5, 'unknown directive "neds"', 'did you mean "needs"?'),
        (
            "::: helpline 988",
            "E402",
            5,
            'the directive "helpline" stands within a line of text',
            "write [[helpline ID]]",
        ),
        ("[[needs iop]]", "E402", 3, 'the directive "needs" stands on a line of its own', "write ::: needs LEVEL"),
        ("::: needs", "E403", 5, 'the directive "needs" needs a word after it', "write ::: needs LEVEL"),
        ("::: needs iop php", "E403", 15, '"php" is too much for the directive "needs"', "write ::: needs LEVEL"),
        ("::: levels all", "E403", 12, '"all" is too much for the directive "levels"', "write ::: levels"),
        ("[[helpline 988 | now]]", "E403", 16, '"|" is too much for the directive "helpline"', "write [[helpline ID]]"),
        (
            "[[term iop| ]]",
            "E403",
            3,
            "there are no words after the bar",
            "write [[term ID]], or words between | and ]]",
        ),
        ("[[allow]]", "E403", 3, 'the directive "allow" needs a word after it', "write [[allow WORD: REASON]]"),
        (
            "[[allow : A name.]]",
            "E403",
            3,
            'the directive "allow" needs a word after it',
            "write [[allow WORD: REASON]]",
        ),
        (
            "[[allow x]]",
            "E403",
            3,
            'the directive "allow" needs a reason after a colon',
            "write [[allow WORD: REASON]]",
        ),
        (
            "[[allow x: ]]",
            "E403",
            3,
            'the directive "allow" needs a reason after a colon',
            "write [[allow WORD: REASON]]",
        ),
        (
            "::: allow x: y",
            "E402",
            5,
            'the directive "allow" stands within a line of text',
            "write [[allow WORD: REASON]]",
        ),
        ("[[helpline]]", "E403", 3, 'the directive "helpline" needs a word after it', "write [[helpline ID]]"),
        (
            ":::",
            "E402",
            4,
            "a directive without a name",
            (
                "write one of: ::: needs LEVEL, ::: levels, ::: ladder, ::: week LEVEL, ::: hours LEVEL, ::: remedies, "
                "::: helplines, ::: glossary, [[helpline ID]], [[term ID]], [[allow WORD: REASON]]"
            ),
        ),
        (
            "See ::: levels",
            "E402",
            5,
            "a ::: directive cannot stand in the middle of text",
            "put it on a line of its own, at the start of the line",
        ),
        ("Call [[helpline 988]", "E402", 6, "this directive is not closed", "end it with ]] on the same line"),
        (
            "## Call [[helpline 988]]",
            "E402",
            9,
            "a directive cannot stand in a heading",
            "put it into the text below",
        ),
        (
            "[Call [[helpline 988]]](a.md)",
            "E402",
            7,
            "a directive cannot stand inside the words of a link",
            "put one after the other",
        ),
    ],
)
def test_faulty_directives(text: str, code: str, column: int, message: str, hint: str) -> None:
    """A directive is known, has the right form and the right number of words, and stands where it can."""
    assert only_fault(text) == Diagnostic(
        code=code, path="content/en/page.md", line=FIRST_LINE, column=column, message=message, hint=hint
    )


# --- other faults --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b class='x'>b", "<b"),
        ("a </b>", "</b"),
        ("a <!-- b -->", "<!--"),
        ("a <?php", "<?"),
        ("a <!DOCTYPE html>", "<!D"),
        ("a <script\n>", "<script"),
    ],
)
def test_html_is_e401(text: str, shown: str) -> None:
    """HTML outside code is named where it starts, and shown as text all the same."""
    content, faults = convert(located(f"x\n\n{text}"), resolve=accept)
    assert [("E401", FIRST_LINE + 2, 3)] == [(each.code, each.line, each.column) for each in faults]
    assert f'HTML is not allowed in articles, and "{shown}" starts some' == faults[0].message
    assert "&lt;" in joined(content)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Title", ("E408", 1, 1)),
        ("## a\n\n#### b", ("E408", 3, 1)),
        ("### a", ("E408", 1, 1)),
        ("## a\n\n- ### b\n\n> ##### c", ("E408", 5, 3)),
    ],
)
def test_heading_levels_go_down_one_at_a_time_from_two(text: str, fault: tuple[str, int, int]) -> None:
    """The title is the only h1, and no level is skipped on the way down."""
    assert [fault] == faults_of(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Call if:\n- one", ("W401", 2, 1)),
        ("Call if:\n1. one\n2. two", ("W401", 2, 1)),
        ("- a\n\n    more\n    - b", ("W401", 4, 5)),
        ("- a\n1. b", ("W401", 2, 1)),
        ("1) one", ("W401", 1, 1)),
        ("> Call if:\n> - one", ("W401", 2, 3)),
        ("- a\n  - b\n  - c", ("W402", 2, 3)),
        ("1. a\n\n   - b", ("W402", 3, 4)),
        ("a ~~b~~ c", ("W403", 1, 3)),
        ("see https://a.org/b", ("W403", 1, 5)),
        ("see www.a.org", ("W403", 1, 5)),
        ("[here](a.md)", ("W404", 1, 1)),
        ("Please [**Click here**!](a.md)", ("W404", 1, 8)),
        ("[](a.md)", ("W404", 1, 1)),
        ("Ver [más](a.md)", ("W404", 1, 5)),
        ("##Heading", ("W405", 1, 1)),
        ("  ## Heading", ("W405", 1, 3)),
        ("##", ("W405", 1, 1)),
        ("Heading\n-------", ("W405", 2, 1)),
        ("Heading\n===", ("W405", 2, 1)),
    ],
)
def test_traps_are_warnings(text: str, fault: tuple[str, int, int]) -> None:
    """What other dialects read as a list, a link or a heading is warned of where it stands."""
    assert [fault] == faults_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call if:\n\n- one\n- two\n    - three\n\n- four",
        "We began in\n1990. That was long ago, and it rained - a lot",
        "## Heading\n- one",
        "- a\n\n1. b",
        "1. a\n10. b",
        "[https://a.org](https://a.org) and `www.a.org ~~b~~ <b>`",
        "[what is here for you](a.md)",
        "a\n\n***\n\n- - -",
        "| a | b |\n|---|---|\n| - c | 1. d |",
        "I <3 you, 5<6",
    ],
)
def test_ordinary_text_is_no_trap(text: str) -> None:
    """Warnings are rare enough to be read."""
    assert [] == faults_of(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n\n" + "b" * 10_001, ("E407", 3, 10_001)),
        ("a\n\n" + "[" * 501, ("E407", 3, 501)),
        ("a\n" + "`b" * 501, ("E407", 2, 1001)),
        ("*a **b " * 200, ("E407", 1, 1167)),
        ("- " * 13 + "a", ("E407", 1, 25)),
        ("a\n\n" + "> " * 13 + "a", ("E407", 3, 25)),
        ("- a\n" + "    " * 12 + "- a", ("E407", 2, 49)),
        ("## a\n\n" * 201, ("E407", 401, 1)),
        ("a\n" * 50_001, ("E407", 1, 1)),
    ],
)
def test_text_beyond_reason_is_e407(text: str, fault: tuple[str, int, int]) -> None:
    """What Python-Markdown would need minutes for is refused before it starts."""
    assert [fault] == faults_of(text)


def test_the_limits_themselves_are_allowed() -> None:
    """A limit is the last size that passes."""
    text = "\n\n".join(["- " * 12 + "a", "[" * 500, "b" * 10_000])
    assert [] == faults_of(text)


def test_running_out_of_stack_is_e407() -> None:
    """If nesting exhausts Python all the same, the block that does so is named, at whichever depth of stack."""
    usual, depth = sys.getrecursionlimit(), len(inspect.stack())
    found = []
    try:
        for room in range(100, 30, -4):
            sys.setrecursionlimit(depth + room)
            found.append(faults_of("a\n\n" + "- " * 12 + "a"))
            if found[-1]:
                break
    finally:
        sys.setrecursionlimit(usual)
    assert [("E407", 3, 1)] == found[-1]


@pytest.mark.parametrize(
    "code", ["&#8238;", "&#x202E;", "&#x200b", "&zwj;", "&shy;", "&ZeroWidthSpace;", "&rlm;", "&#xe0041;"]
)
def test_a_code_for_a_hidden_character_is_e102(code: str) -> None:
    """The character itself is refused in every file."""
    assert [("E102", 3, 5)] == faults_of(f"a\n\nsee {code} here")
    assert [] == faults_of(f"a `{code}` &eacute; &amp; &#60; &nbsp; &unknown; AT&T b")


def test_code_marks_on_one_line_are_no_fence() -> None:
    """Nothing of what stands between them is lost."""
    assert "<p><code>a b</code> c</p>" == html_of("```` a b ```` c")
    assert "<pre><code>b\n</code></pre>" == html_of("~~~ a `x`\nb\n~~~")


def test_all_faults_come_at_once_and_in_order() -> None:
    """One run tells everything, from top to bottom."""
    text = "# A\n\n<b>\n\n[x](tel:1) [[nope]]\n- a\n\n### B"
    expected = [("E408", 1, 1), ("E401", 3, 1), ("E404", 5, 5), ("E402", 5, 14), ("W401", 6, 1), ("E408", 8, 1)]
    assert expected == faults_of(text)


# --- safety --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ("<p>a</p><script>b</script>", ("<script>", " a")),
        ('<p>a</p><p onclick="b">c</p>', ("<p onclick='b'>", " a")),
        ('<a href="javascript:b">c</a>', ("<a href='javascript:b'>", "")),
        ('<a href="//host.org">c</a>', ("<a href='//host.org'>", "")),
        ('<a href="/\\host.org">c</a>', ("<a href='/\\\\host.org'>", "")),
        ('<td style="x">a</td>', ("<td style='x'>", "")),
        ('<div class="overlay">a</div>', ("<div class='overlay'>", "")),
        ('<a href="a"><a href="b">c</a></a>', ("<a href='b'>", "")),
    ],
)
def test_the_sanitizer_names_what_it_would_lose(html: str, lost: tuple[str, str]) -> None:
    """The net below the conversion knows only what articles need."""
    assert lost == sanitize(html)[1]


WORDS = r"""
[ ] ( ) ]( [a](b.md) ![i](j.md) [[helpline_988]] [[ ::: ` `` ``` ~~~ * ** _ __ a - 1. 2) > # ## ### | --- === & &amp;
&lt &#60; < </ <a <b> <!-- <https://x.org> <a@b.org> https://x.org \ \[ \` ~~ " ' = é ! javascript: href=" <p> [r]:
"""
LINES = (" ", "    ", "\n", "\n\n", "\n::: levels\n", "\n```\n", "\n| a | b |\n|---|:-:|\n", "\U000f0000", "\U00100001")
PIECES = st.sampled_from((*WORDS.split(), *LINES))
PRINTABLE = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t")
TEXTS = st.text(PRINTABLE) | st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_any_text_is_a_fault_or_inert_html(text: str) -> None:
    """Whatever is typed, a browser finds only allowed elements and attributes, and every fault has its place."""
    content, faults = convert(located(text), resolve=accept)
    lines = text.split("\n")
    for each in faults:
        assert 1 <= each.column <= len(lines[each.line - FIRST_LINE]) + 1
    tree = html5lib.parseFragment(joined(content), namespaceHTMLElements=False)
    elements = [element for element in tree.iter() if element is not tree]
    assert set() == {element.tag for element in elements} - TAGS
    for element in elements:
        allowed = ATTRIBUTES.get(element.tag, set()) | set(VALUES.get(element.tag, {}))
        assert set() == set(element.attrib) - allowed
    if not has_errors(faults):
        assert all(element.get("href") != "" for element in elements)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_articles_of_this_site_have_no_faults(path: Path) -> None:
    """Every article that ships is written in the Markdown this module reads."""
    document, faults = documents.parse_file(str(path), path.read_bytes())
    assert () == faults
    assert document is not None
    assert document.body is not None
    assert () == convert(document.body, resolve=accept)[1]
