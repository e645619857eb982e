"""How a finished page is read."""

from __future__ import annotations

from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.verify.facts import PageFacts, read_page
from tests.finished_page import make_page


class Oracle(HTMLParser):
    """The tags and attributes the standard library's parser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=a hidden data-x='1 > 0' title=\"a&amp;b &lt;\">x</p>",
        "<P\n CLASS = 'A'\n>x</P\n><BR/><hr><input value=a/b disabled>",
        "<script>if (a < b && '<p>') {}</script><style>a > b{}</style>",
        "<!-- <p> --><p>&copy; 5 > 4</p><svg><path d=''/></svg>",
    ],
)
def test_pages_are_read_as_a_parser_reads_them(markup: str) -> None:
    """Inside the narrow grammar, the reader sees the same tags as html.parser."""
    oracle = Oracle()
    oracle.feed(markup)
    oracle.close()
    page = read_page("x", markup.encode())
    assert oracle.tags == [(element.name, dict(element.attributes)) for element in page.elements]
    assert page.bad_markup == ()


PIECES = [
    *(
        "<",
        ">",
        '"',
        "'",
        "=",
        "/",
        "<!--",
        "-->",
        "--!>",
        "<![CDATA[",
        "]]>",
        "<?x",
        "&lt;",
        "\x00",
        "\x0b",
        "\x0c",
        "\xa0",
    ),
    *("<script>", "</script>", "<SCRIPT>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>"),
    *("<svg>", "</svg>", "<math>", "<foreignObject>", "<xmp>", "</xmp>", "<plaintext>", "<iframe>", "</iframe>"),
    *(
        "<noscript>",
        "<template>",
        "<select>",
        "<option>",
        "<table>",
        "</p>",
        "<p onclick=x>",
        "<img src=//x>",
        " style=x",
    ),
]
WHOLE = make_page("""<p class="a">x <b>y</b> <a href="q" title="t">z</a></p><ul><li>1<li>2</ul><!-- c -->
<svg><path d=""/><title>u</title></svg><script>var a="<p>"</script><img src=a alt="">""").decode()


def active_in_browser(source: str) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    """What can run or load, as the parsing rules of the HTML standard see it."""
    tree = html5lib.parse(source, namespaceHTMLElements=False)
    found = [
        (e.tag, {str(k).rpartition("}")[2]: v for k, v in e.items()}) for e in tree.iter() if isinstance(e.tag, str)
    ]
    return {
        (tag.rpartition("}")[2], frozenset(attributes.items()))
        for tag, attributes in found
        if is_active(tag, attributes)
    }


def active_in(page: PageFacts) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    return {(e.name, frozenset(e.attributes.items())) for e in page.elements}


def is_active(tag: str, attributes: dict[str, str]) -> bool:
    return tag.rpartition("}")[2] in {"script", "style", "img", "iframe", "a"} or bool(
        {"onclick", "style"} & attributes.keys()
    )


@given(st.lists(st.tuples(st.integers(60, len(WHOLE) - 1), st.sampled_from(PIECES)), min_size=1, max_size=4))
def test_nothing_active_hides_from_the_reader(insertions: list[tuple[int, str]]) -> None:
    """A damaged page is either reported as badly written, or read with everything in it that a browser would run."""
    source = WHOLE
    for place, piece in insertions:
        source = source[:place] + piece + source[place:]
    page = read_page("x", source.encode())
    assert page.bad_markup or active_in_browser(source) <= active_in(page)


def test_a_drawing_holds_no_tags_in_its_title() -> None:
    """There, a browser reads tags where it would see text in the title of a page."""
    page = read_page("x", b"<svg><title><p onclick=x></title></svg>")
    assert page.bad_markup == ((5, '<title> in a drawing contains "<", which starts a tag there'),)
