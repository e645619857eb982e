"""YAML as it was typed: no value is guessed, every place is known, and what is dangerous is refused at once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.diagnostics import Diagnostic
from site_gen.yaml_tree import MAX_DEPTH, MAX_FAULTS, ListNode, MapNode, Node, read_yaml

Found = tuple[str, int, int]


def read(text: str) -> Node:
    """The tree of *text*, which must have no fault."""
    root, faults = read_yaml(text, path="a.yaml")
    assert faults == ()
    assert root is not None
    return root


def plain(node: Node) -> object:
    """A tree as plain values."""
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    if isinstance(node, MapNode):
        return {str(key): plain(value) for key, value in node.entries}
    return str(node)


def places(node: Node) -> list[Found]:
    """Every text of a tree, keys too, with its line and column."""
    if isinstance(node, ListNode):
        return [place for item in node.items for place in places(item)]
    if isinstance(node, MapNode):
        return [place for key, value in node.entries for place in (*places(key), *places(value))]
    return [(str(node), node.line, node.column)]


def faults_of(text: str) -> list[Found]:
    return [(fault.code, fault.line, fault.column) for fault in read_yaml(text, path="a.yaml")[1]]


def only_fault(text: str) -> Diagnostic:
    (found,) = read_yaml(text, path="a.yaml")[1]
    return found


# --- values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["02134", "NO", "no", "yes", "true", "null", "~", "1:30", "0x1f", "1.10", "+1555", "1e3", ".inf", "2026-11-22"],
)
def test_a_value_is_kept_as_typed(typed: str) -> None:
    """Nothing becomes a number, a date or a yes: ZIP codes keep their zero, and NO stays Norway."""
    assert {"a": [typed, typed]} == plain(read(f"a: ['{typed}', \"{typed}\"]"))
    assert {"a": typed, typed: "b"} == plain(read(f"a: {typed}\n{typed}: b"))


@pytest.mark.parametrize("nothing", ["a:", "a: ''", 'a: ""', "a: # a comment", "{a: }", "{a}"])
def test_a_value_left_out_is_the_empty_text(nothing: str) -> None:
    """There is no null: the schema says what is missing."""
    assert {"a": ""} == plain(read(nothing))


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
def test_a_file_without_a_value_is_the_empty_text(text: str) -> None:
    """So that it is told to be empty, and not taken for a file that is not there."""
    assert "" == plain(read(text))


def test_keys_and_items_keep_their_order() -> None:
    """Order has a meaning: options stand from least to most serious."""
    root = read("z: 1\na: 2\nm: [c, b]\n")
    assert isinstance(root, MapNode)
    assert ["z", "a", "m"] == [str(key) for key, _ in root.entries]
    assert {"z": "1", "a": "2", "m": ["c", "b"]} == plain(root)


def test_text_over_several_lines_is_joined_as_yaml_says() -> None:
    """Folded text is one line, literal text keeps its lines."""
    assert {"a": "one two\n", "b": "one\ntwo"} == plain(read("a: >\n  one\n  two\nb: |-\n  one\n  two\n"))


# --- places ------------------------------------------------------------------------------------------


def test_every_value_knows_its_line_and_column() -> None:
    """Both count from 1, and a value in quotes starts at its quote."""
    text = 'programs:\n  - id: one\n    zip: "07102"\n  - {id: two, tags: [a, b]}\n'
    expected = [("programs", 1, 1), ("id", 2, 5), ("one", 2, 9), ("zip", 3, 5), ("07102", 3, 10)]
    expected += [("id", 4, 6), ("two", 4, 10), ("tags", 4, 15), ("a", 4, 22), ("b", 4, 25)]
    assert expected == places(read(text))


def test_columns_count_characters() -> None:
    """Letters outside ASCII, and outside the first plane, are one column each."""
    assert [("é", 1, 2), ("😀", 1, 5), ("ñ", 1, 8), ("x", 1, 11)] == places(read("{é: 😀, ñ: x}"))


def test_lines_count_from_where_the_text_starts_in_its_file() -> None:
    """Front matter starts on line 2."""
    root, _ = read_yaml("title: x\nlevel: iop", path="a.md", first_line=2)
    assert root is not None
    assert [("title", 2, 1), ("x", 2, 8), ("level", 3, 1), ("iop", 3, 8)] == places(root)
    _, faults = read_yaml("title: x\ntitle: y", path="a.md", first_line=2)
    message = 'the key "title" stands here twice (first on line 2)'
    assert [("a.md", 3, 1, message)] == [(f.path, f.line, f.column, f.message) for f in faults]


def test_a_list_and_a_mapping_know_where_they_start() -> None:
    """A fault about all of one has a place."""
    root = read("a:\n  b: [1]\n")
    assert isinstance(root, MapNode)
    inner = root.entries[0][1]
    assert isinstance(inner, MapNode)
    items = inner.entries[0][1]
    assert isinstance(items, ListNode)
    assert [(1, 1), (2, 3), (2, 6)] == [(n.at.line, n.at.column) for n in (root, inner, items)]


# --- what is refused ---------------------------------------------------------------------------------


def test_a_key_that_stands_twice_is_a_fault_and_the_first_value_counts() -> None:
    """PyYAML itself would keep the last without a word."""
    root, faults = read_yaml("a: 1\nb: 2\na: 3\n", path="a.yaml")
    assert root is not None
    assert {"a": "1", "b": "2"} == plain(root)
    assert (
        Diagnostic(
            code="E105",
            path="a.yaml",
            line=3,
            column=1,
            message='the key "a" stands here twice (first on line 1)',
            hint="keep one of the two",
        ),
    ) == faults


def test_every_key_that_stands_twice_is_reported() -> None:
    """Also between brackets, in quotes, and for the third time."""
    assert [("E105", 1, 11), ("E105", 3, 1), ("E105", 4, 1)] == faults_of('x: {a: 1, "a": 2}\nb: 1\nb: 2\nb: 3\n')
    assert [] == faults_of("x: {a: 1}\ny: {a: 1}\na: 1\n")


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: *one", 1, 4, 'the alias "*one" is not allowed'),
        ("- *one", 1, 3, 'the alias "*one" is not allowed'),
        ("*one : b", 1, 1, 'the alias "*one" is not allowed'),
        ("a: &one b", 1, 4, 'the anchor "&one" is not allowed'),
        ("a: &one [b]", 1, 4, 'the anchor "&one" is not allowed'),
        (
            "a: 1\nb: !!python/object:os.system x",
            2,
            4,
            'the tag "tag:yaml.org,2002:python/object:os.system" is not allowed',
        ),
        ("a: !x {b: c}", 1, 4, 'the tag "!x" is not allowed'),
        ("a: ! b", 1, 4, 'the tag "!" is not allowed'),
        ("a: 1\n<<: {b: c}", 2, 1, 'the merge key "<<" is not allowed'),
    ],
)
def test_yaml_magic_is_refused(text: str, line: int, column: int, message: str) -> None:
    """Aliases can grow a small file beyond memory, tags can name code, and none of them is data."""
    root, (found, *rest) = read_yaml(text, path="a.yaml")
    assert (None, []) == (root, rest)
    assert ("E104", line, column, message) == (found.code, found.line, found.column, found.message)


def test_a_second_document_is_refused_where_it_starts() -> None:
    """A line --- in the middle would hide all that follows."""
    root, faults = read_yaml("a: 1\n---\nb: 2\n---\nc: 3\n", path="a.yaml")
    assert root is None
    hint = "remove the line --- or put the second part into a file of its own"
    message = "a second document starts here"
    assert (Diagnostic(code="E106", path="a.yaml", line=2, column=1, message=message, hint=hint),) == faults


def test_hidden_characters_cannot_be_written_as_codes_either() -> None:
    """A code in double quotes may stand for a character that the text itself must not hold."""
    hint = "delete it; it often comes along when text is pasted from a web page or a PDF"
    message = "an invisible or control character stands here (U+202E)"
    expected = Diagnostic(code="E102", path="a.yaml", line=2, column=4, message=message, hint=hint)
    assert expected == only_fault('a: 1\nb: "973\\u202e-555"\n')
    assert [] == faults_of("a: 'no \\u202e code'\nb: \"tab\\tand\\nline, caf\\u00e9\"\n")


@pytest.mark.parametrize("start", ["[", "{a: ", "- ", "? ", "[{a: ", "- - ", "[[{a: [", "? - "])
@pytest.mark.parametrize("size", [25_000, 1_000_000])
def test_nesting_without_end_is_stopped(start: str, size: int) -> None:
    """A file of opening brackets would take down PyYAML's loader; here reading stops at the limit."""
    root, (found, *rest) = read_yaml(start * (size // len(start)), path="a.yaml")
    assert (None, []) == (root, rest)
    assert "E107" == found.code
    assert f"this file is nested or filled beyond reason: more than {MAX_DEPTH} levels deep" == found.message
    assert 1 == found.line
    assert found.column <= len(start) * (MAX_DEPTH + 1)


def test_nesting_up_to_the_limit_is_read() -> None:
    """Lists within lists as deep as allowed, and one deeper."""
    assert [] == faults_of("[" * (MAX_DEPTH - 1) + "a" + "]" * (MAX_DEPTH - 1))
    assert [("E107", 1, MAX_DEPTH + 1)] == faults_of("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\n\tb: 2", 2, 1, "this line is indented with a tab"),
        ("a: @b", 1, 4, "a character stands here that YAML keeps for itself"),
        ("says: Ask: when?", 1, 10, "a second colon makes this line unclear"),
        ("a: 1\nb\nc: 2", 3, 1, "a colon is missing after a key"),
        ("a: 1\n b: 2", 2, 3, "a second colon makes this line unclear"),
        ("a:\n  b: 1\n c: 2", 3, 2, "the indentation or the quotes here do not fit the lines above"),
        ("- a\nb: c", 2, 1, "this line does not fit the list it stands in"),
        ('a: 1\nb: "two\nc: 3\n', 2, 4, "the quote that opens here is never closed"),
        ("a: [b, c\nd: e\n", 2, 2, "a bracket is opened here or above and never closed"),
        (r'a: "C:\dir"', 1, 7, "a backslash in double quotes means something special"),
        ("a: *", 1, 5, "a value may not start with & or *"),
        ("a: ]", 1, 4, "a value is missing or starts with a character YAML keeps for itself"),
        ("? [a]\n: b", 1, 3, "a key must be plain text"),
        ("a: - b", 1, 4, "a list cannot start here"),
        ("%YAML a", 1, 7, "this cannot be read as YAML (did not find expected version number)"),
        ("a: \x07", 1, 1, "this cannot be read as YAML (control characters are not allowed)"),
    ],
)
def test_what_is_no_yaml_is_said_in_plain_words(text: str, line: int, column: int, message: str) -> None:
    """With the place where to look."""
    found = only_fault(text)
    assert ("E103", line, column, message) == (found.code, found.line, found.column, found.message)
    assert found.hint


@given(st.text() | st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,. \n\t\\"))
def test_any_text_gives_a_tree_or_faults(text: str) -> None:
    """Nothing raises, and a tree that is not there is explained."""
    root, faults = read_yaml(text, path="a.yaml")
    assert root is not None or faults
    assert [] == [fault for fault in faults if fault.path != "a.yaml" or fault.line < 1 or fault.column < 1]


KEYS = st.text(max_size=50).filter(lambda key: key != "<<")


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=9))
def test_what_is_written_in_quotes_comes_back(value: object) -> None:
    """Any text survives, as it was meant; JSON is YAML in double quotes."""
    root, faults = read_yaml(written(value), path="a.yaml")
    assert [] == [fault for fault in faults if fault.code != "E102"]
    assert root is not None
    assert value == plain(root)


def written(value: object) -> str:
    """*value* in flow style, each text in double quotes with every character as a code."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return '"' + "".join(f"\\U{ord(char):08x}" for char in str(value)) + '"'


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("name: Gateway #1 Day", [15]),
        ("- Gateway #1", [11]),
        ("{a: b} #1", []),
        ("name: Gateway # the first", []),
        ("name: Gateway#1", []),
        ('name: "Gateway #1"', []),
        ("name: 'x' #1", []),
        ("name: Gateway # see #1", []),
        ("name: x #-----", []),
        ("#1\nname: x", []),
        ("name: |\n  a #1\n", []),
    ],
)
def test_a_value_that_a_hash_cuts_short_is_doubtful(text: str, columns: list[int]) -> None:
    """Only unquoted, and only where no space makes it a comment."""
    _, faults = read_yaml(text, path="a.yaml")
    assert [("W103", 1, column) for column in columns] == [(each.code, each.line, each.column) for each in faults]


def test_an_id_that_stands_twice_may_lack_a_dash() -> None:
    """The likeliest slip is a new entry of a list without its sign."""
    _, faults = read_yaml("- id: a\n  id: b", path="a.yaml")
    assert ['is a "- " missing in front of it? Else keep one of the two'] == [each.hint for each in faults]


# --- classes of inputs of the public suites for YAML and JSON ------------------------------------------

ATOMS = st.sampled_from(
    [
        *["-", "?", ":", ",", "[", "]", "{", "}", "#", "&", "*", "!", "|", ">", "'", '"', "%", "@", "`"],
        *(
            "---",
            "...",
            "%YAML 1.1",
            "%TAG ! x",
            "!!str",
            "!<x>",
            "!local",
            "&a",
            "*a",
            "<<",
            "|2-",
            ">+",
            "? |",
            ": -",
            "- -",
        ),
        *("\n", "\n  ", "\n    ", "\t", " ", "\\n", "\\x41", "\\ud800", "\\U00110000", "''", '""'),
        *(
            "null",
            "~",
            "NO",
            "0o7",
            "0x1f",
            "1:30",
            "1e999",
            "-.inf",
            ".nan",
            "2026-02-30",
            "a",
            "é",
            "\U0001f600",
            "a b",
            "a: b",
        ),
    ]
)


@given(st.lists(ATOMS, max_size=30).map("".join))
def test_no_mixture_of_what_yaml_is_made_of_stops_the_reader(text: str) -> None:
    """It gives a tree or faults, each at a place in the text."""
    root, faults = read_yaml(text, path="a.yaml")
    lines = text.count("\n") + 1
    assert root is not None or faults
    assert all(1 <= fault.line <= lines + 1 and fault.column >= 1 for fault in faults)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
).map(json.dumps)


@given(JSON, st.data())
def test_no_json_whole_or_damaged_stops_the_reader(text: str, data: st.DataObject) -> None:
    """Cut short, with a piece doubled, with a comma too many, with a bare word."""
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    for damaged in (
        text,
        text[:start],
        text[:end] + text[start:],
        f"{text[:start]},{text[start:]}",
        f"{text[:end]}nul",
    ):
        root, faults = read_yaml(damaged, path="a.yaml")
        assert root is not None or faults


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"":' * 100_000, "[1," * 100_000, " " * 1_000_000 + "x", "a: b\n" * 100_000]
)
def test_what_is_much_too_much_is_stopped_early(text: str) -> None:
    """With some faults, not with one for each line."""
    _, faults = read_yaml(text, path="a.yaml")
    assert len(faults) <= MAX_FAULTS
