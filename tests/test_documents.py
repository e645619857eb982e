"""Files to documents: what is text, what is front matter, and the place of whatever is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Diagnostic, Located
from site_gen.documents import Document, decode, parse, parse_file
from site_gen.yaml_tree import MapNode, Node


def entries(node: Node) -> list[tuple[str, int, int]]:
    """The keys of a mapping with their places."""
    assert isinstance(node, MapNode)
    return [(str(key), key.line, key.column) for key, _ in node.entries]


def document(path: str, data: bytes) -> Document:
    """The document in *data*, which must have no fault."""
    found, faults = parse_file(path, data)
    assert faults == ()
    assert found is not None
    return found


def place(body: Located | None) -> tuple[str, str, int, int]:
    assert body is not None
    return str(body), body.path, body.line, body.column


# --- text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"a: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"\xef\xbb\xbfa: 1\nb: 2\n"])
def test_line_ends_and_a_mark_at_the_start_make_no_difference(data: bytes) -> None:
    """Windows, old Macs and editors that write a byte order mark: same text, same places."""
    assert ("a: 1\nb: 2\n", ()) == decode("a.yaml", data)
    assert [("a", 1, 1), ("b", 2, 1)] == entries(document("a.yaml", data).root)


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"\xff\xfea\x00", 1, 1, "0xff"),
        (b"caf\xe9", 1, 4, "0xe9"),
        ("é: 1\r\nñandú: ".encode() + b"\x80", 2, 8, "0x80"),
        ("\ufeffé".encode() + b"\xc3", 1, 2, "0xc3"),
        (b"a\rb\rc \xed\xa0\x80", 3, 3, "0xed"),
    ],
)
def test_bytes_that_are_no_utf_8_are_pointed_at(data: bytes, line: int, column: int, byte: str) -> None:
    """By line and character, as an editor counts them."""
    fault = Diagnostic(
        code="E101",
        path="a.yaml",
        line=line,
        column=column,
        message=f"this file is not UTF-8 text (byte {byte})",
        hint='save the file again with the encoding "UTF-8"',
    )
    assert (None, (fault,)) == parse_file("a.yaml", data)


@pytest.mark.parametrize("char", "\x00\x07\x0b\x1b\x7f\x85\u200b\u200e\u2028\u202e\u2066\ufeff\ufffd")
def test_a_hidden_character_is_pointed_at(char: str) -> None:
    """It could make a number or a name look like another."""
    fault = Diagnostic(
        code="E102",
        path="a.yaml",
        line=2,
        column=5,
        message=f"an invisible or control character stands here (U+{ord(char):04X})",
        hint="delete it; it often comes along when text is pasted from a web page or a PDF",
    )
    assert (None, (fault,)) == parse_file("a.yaml", f"é: 1\r\nñ: 9{char}73\r\n".encode())


@pytest.mark.parametrize(
    "code", [0xAD, 0x34F, 0x61C, 0x1160, 0x180E, 0x206A, 0x3164, 0xFFA0, 0x1D173, 0xE0001, 0xE0041, 0xE0100]
)
def test_what_shows_as_nothing_is_hidden_too(code: int) -> None:
    """Soft hyphens, fillers, joiners, marks of direction, and tags that spell out whole sentences."""
    _, faults = parse_file("a.yaml", f"a: 9{chr(code)}73".encode())
    assert [("E102", 1, 5)] == [(fault.code, fault.line, fault.column) for fault in faults]


@pytest.mark.parametrize(
    "text", ["a: b\tc", "a: caf\u00e9 \u4e2d \U0001f600", "a: b\u00a0c", "a: \u00ab\u2019\u2014\u00bb"]
)
def test_other_characters_are_text(text: str) -> None:
    """Tabs, letters of any script, signs and hard spaces stand as they are."""
    assert (text, ()) == decode("a.yaml", text.encode())


def test_a_file_full_of_hidden_characters_gives_the_first_twenty() -> None:
    """A text of two bytes a letter has a zero byte behind each of them."""
    text, faults = decode("a.yaml", "programs".encode("utf-16-le") * 100_000)
    assert (None, [(1, column) for column in range(2, 42, 2)]) == (text, [(f.line, f.column) for f in faults])


# --- articles ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_article_is_front_matter_and_the_text_below_it(line_end: str, mark: str) -> None:
    """Both know their place in the file."""
    lines = f"{mark}---\ntitle: Où?\norder: 1\n---\n\nCafé\n---\nEnd\n"
    found = document("content/en/a.md", lines.replace("\n", line_end).encode())
    assert [("title", 2, 1), ("order", 3, 1)] == entries(found.root)
    assert ("\nCafé\n---\nEnd\n", "content/en/a.md", 5, 1) == place(found.body)


def test_an_article_may_end_with_its_front_matter() -> None:
    """Its text is empty then, and starts below."""
    assert ("", "a.md", 4, 1) == place(document("a.md", b"---\na: 1\n---").body)


def test_spaces_behind_the_fence_do_not_matter() -> None:
    """Nobody sees them."""
    assert ("x", "a.md", 4, 1) == place(document("a.md", b"---  \na: 1\n---\t\nx").body)


@pytest.mark.parametrize("data", [b"", b"# Title\n", b"\n---\na: 1\n---\n", b"----\na: 1\n----\n", b"title: x\n---\n"])
def test_an_article_without_front_matter_is_a_fault(data: bytes) -> None:
    """The first line must be the fence."""
    message, hint = "this article has no front matter", "start the file with a line ---"
    fault = Diagnostic(code="E108", path="a.md", line=1, column=1, message=message, hint=hint)
    assert (None, (fault,)) == parse_file("a.md", data)


def test_front_matter_without_an_end_is_a_fault() -> None:
    """Else the whole article would be read as YAML."""
    message = "the front matter of this article has no end"
    hint = "close it with a line ---, above the text of the article"
    fault = Diagnostic(code="E108", path="a.md", line=1, column=1, message=message, hint=hint)
    assert (None, (fault,)) == parse_file("a.md", b"---\ntitle: x\n\nText\n")


def test_faults_in_front_matter_are_placed_in_the_file() -> None:
    """The fence is line 1."""
    found, faults = parse_file("a.md", "---\ntitle: é\n\tlevel: iop\n---\nText".encode())
    assert (None, [("E103", 3, 1)]) == (found, [(fault.code, fault.line, fault.column) for fault in faults])


@pytest.mark.parametrize("data", [b"---\n---\nText", b"---\n\n---\nText", b"---\n# none\n---\nText"])
def test_empty_front_matter_is_the_empty_text(data: bytes) -> None:
    """The article is not dropped in silence: the schema says what is missing."""
    found = document("a.md", data)
    assert ("", "a.md", 2, 1) == place(found.root if isinstance(found.root, Located) else None)


# --- the whole tree ----------------------------------------------------------------------------------


def test_only_yaml_and_articles_are_documents() -> None:
    """In the order of their paths; templates and pictures are bytes for others."""
    sources = {"b.yaml": b"a: 1", "a.md": b"---\na: 1\n---\n", "c.html": b"<p>", "d.yml": b"[]", "e.png": b"\x89"}
    documents, faults = parse(sources)
    assert (["a.md", "b.yaml", "d.yml"], ()) == ([each.path for each in documents], faults)


def test_a_template_must_be_text_too() -> None:
    """It is found here, before anything is made of it."""
    sources = {"templates/base.html": b"\xff", "templates/a.css": "a\u200b".encode(), "templates/b.js": b"let a;"}
    documents, faults = parse(sources)
    assert () == documents
    assert [("templates/a.css", "E102"), ("templates/base.html", "E101")] == [(f.path, f.code) for f in faults]


def test_a_faulty_file_is_left_out_and_the_others_are_read() -> None:
    """All faults of all files come in one run."""
    sources = {"a.yaml": b"a: [", "b.yaml": b"\xff", "c.yaml": b"a: 1\na: 2", "d.md": b"", "e.yaml": b"a: 1"}
    documents, faults = parse(sources)
    assert ["c.yaml", "e.yaml"] == [each.path for each in documents]
    assert [("a.yaml", "E103"), ("b.yaml", "E101"), ("c.yaml", "E105"), ("d.md", "E108")] == [
        (fault.path, fault.code) for fault in faults
    ]


@given(st.sampled_from(["a.yaml", "a.md"]), st.binary() | st.text().map(str.encode))
def test_any_bytes_give_a_document_or_faults(path: str, data: bytes) -> None:
    """Nothing raises, and nothing disappears without a word."""
    for content in (data, b"---\n" + data + b"\n---\n" + data):
        found, faults = parse_file(path, content)
        assert found is not None or faults
        assert [] == [fault for fault in faults if fault.path != path or fault.line < 1 or fault.column < 1]
