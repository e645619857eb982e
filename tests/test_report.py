"""The forms diagnostics are printed in: exact text, for people and for machines."""

from __future__ import annotations

import json
import re

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.report import MAX_LINE, count_words, place_of, to_github, to_json, to_summary, to_text

ERROR = Diagnostic(
    code="E205", path="a.yaml", line=2, column=5, message='"red" is not one of the choices', hint="use one of: blue"
)
WARNING = Diagnostic(code="W401", path="b.md", line=1, column=1, message="this is not read as a list")
WHOLE_FILE = Diagnostic(code="E207", path="c.yaml", message="the file c.yaml is missing")


def text_of(line: str, column: int) -> list[str]:
    """The lines of the report of a fault at *column* of a file with one line."""
    fault = Diagnostic(code="E1", path="a", line=1, column=column, message="x")
    return to_text([fault], {"a": line.encode()}).split("\n")


# --- text --------------------------------------------------------------------------------------------


def test_text_shows_place_message_line_and_fix() -> None:
    """One paragraph for each, an empty line between them, in the order given."""
    expected = """\
a.yaml:2:5: error E205: "red" is not one of the choices
    2 | b: [red]
      |     ^
  fix: use one of: blue

b.md:1:1: warning W401: this is not read as a list
    1 | - a
      | ^

c.yaml: error E207: the file c.yaml is missing"""
    assert expected == to_text([ERROR, WARNING, WHOLE_FILE], {"a.yaml": b"a: 1\nb: [red]\n", "b.md": b"- a"})


def test_no_faults_are_no_text() -> None:
    """Nothing is printed."""
    assert "" == to_text([], {})


@pytest.mark.parametrize("source", [b"", b"a", b"a\n"])
def test_a_place_outside_the_sources_has_no_excerpt(source: bytes) -> None:
    """A fault of the finished site, or one at the end of a file."""
    fault = Diagnostic(code="E1", path="a", line=3, column=1, message="x", hint="y")
    assert "a:3:1: error E1: x\n  fix: y" == to_text([fault], {"a": source})
    assert "a:3:1: error E1: x\n  fix: y" == to_text([fault], {})


@pytest.mark.parametrize("data", [b"one\r\ntwo", b"one\rtwo", b"\xef\xbb\xbfone\ntwo"])
def test_lines_are_those_of_an_editor(data: bytes) -> None:
    """Whatever ends them, and without the byte order mark."""
    fault = Diagnostic(code="E1", path="a", line=2, column=3, message="x")
    assert "a:2:3: error E1: x\n    2 | two\n      |   ^" == to_text([fault], {"a": data})
    first = Diagnostic(code="E1", path="a", line=1, column=1, message="x")
    assert "a:1:1: error E1: x\n    1 | one\n      | ^" == to_text([first], {"a": data})


def test_the_caret_stands_under_its_character_behind_tabs() -> None:
    """A tab is as wide as the terminal shows it, so the line of the caret has the same tabs."""
    assert ["    1 | \ta:\tb", "      | \t  \t^"] == text_of("\ta:\tb", 5)[1:]


def test_the_caret_counts_characters() -> None:
    """Letters outside ASCII are one each."""
    assert ["    1 | é: ñ", "      |    ^"] == text_of("é: ñ", 4)[1:]


def test_a_fault_without_column_points_at_the_start_of_the_line() -> None:
    """Column 0 is not known."""
    assert ["a:1:1: error E1: x", "    1 | abc", "      | ^"] == text_of("abc", 0)


def test_of_a_long_line_the_part_around_the_fault_is_shown() -> None:
    """As many characters as fit, with the caret still in its place."""
    line = "".join(str(number % 10) for number in range(1, 1001))
    assert [f"    1 | {line[:MAX_LINE]}", "      |          ^"] == text_of(line, 10)[1:]
    shown = line[420 : 420 + MAX_LINE]
    assert [f"    1 | {shown}", f"      | {' ' * 79}^"] == text_of(line, 500)[1:]
    assert "0" == shown[79]
    assert [f"    1 | {line[920:]}", f"      | {' ' * 79}^"] == text_of(line, 1000)[1:]


def test_a_line_number_of_six_digits_keeps_the_caret_in_line() -> None:
    """The national directory has half a million lines."""
    fault = Diagnostic(code="E1", path="a", line=123456, column=2, message="x")
    assert ["123456 | ab", "       |  ^"] == to_text([fault], {"a": b"\n" * 123455 + b"ab"}).split("\n")[1:]


def test_nothing_can_steer_the_terminal() -> None:
    """Control characters become question marks, in the line, the message, the path and the hint."""
    fault = Diagnostic(code="E1", path="a\x1b[2J", line=1, column=2, message="b\nc\x07", hint="d\u202e")
    expected = "a?[2J:1:2: error E1: b?c?\n    1 | ?\ufffdx\n      |  ^\n  fix: d?"
    assert expected == to_text([fault], {"a\x1b[2J": b"\x1b\xffx"})


@pytest.mark.parametrize(
    ("line", "column", "expected"), [(0, 0, "a.md"), (0, 5, "a.md"), (3, 0, "a.md:3:1"), (3, 7, "a.md:3:7")]
)
def test_a_place_is_as_exact_as_known(line: int, column: int, expected: str) -> None:
    """In the form editors and terminals make links of."""
    assert expected == place_of(Diagnostic(code="E1", path="a.md", line=line, column=column, message="x"))


# --- JSON and GitHub ---------------------------------------------------------------------------------


def test_json_holds_every_field_and_the_counts() -> None:
    """Letters outside ASCII stand as they are."""
    fault = Diagnostic(code="W1", path="é.md", line=1, column=2, message='say "ñ"')
    assert {
        "errors": 2,
        "warnings": 1,
        "diagnostics": [
            {
                "code": "E205",
                "severity": "error",
                "path": "a.yaml",
                "line": 2,
                "column": 5,
                "message": '"red" is not one of the choices',
                "hint": "use one of: blue",
            },
            {
                "code": "W1",
                "severity": "warning",
                "path": "é.md",
                "line": 1,
                "column": 2,
                "message": 'say "ñ"',
                "hint": "",
            },
            {
                "code": "E207",
                "severity": "error",
                "path": "c.yaml",
                "line": 0,
                "column": 0,
                "message": "the file c.yaml is missing",
                "hint": "",
            },
        ],
    } == json.loads(to_json(iter([ERROR, fault, WHOLE_FILE])))
    assert "é.md" in to_json([fault])


def test_json_of_no_faults_is_an_empty_list() -> None:
    """A program that reads it needs no special case."""
    assert {"errors": 0, "warnings": 0, "diagnostics": []} == json.loads(to_json([]))


def test_github_gets_errors_first() -> None:
    """It shows ten annotations of a step, and warnings must not push errors out."""
    assert (
        '::error file=a.yaml,line=2,col=5,title=E205::"red" is not one of the choices%0Afix: use one of: blue\n'
        "::error file=c.yaml,title=E207::the file c.yaml is missing\n"
        "::warning file=b.md,line=1,col=1,title=W401::this is not read as a list"
    ) == to_github([WARNING, ERROR, WHOLE_FILE])


def test_github_reads_text_as_text() -> None:
    """What would end a command or a property is escaped: per cent, line ends, and colon and comma in a path."""
    fault = Diagnostic(code="E1", path="a,b:c%.md", line=1, column=1, message="50%: a,b\r\n::error::x")
    expected = "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=E1::50%25: a,b%0D%0A::error::x"
    assert expected == to_github([fault])


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        ([], "no faults"),
        ([ERROR], "1 error"),
        ([WARNING, WARNING], "2 warnings"),
        ([WARNING, ERROR, WHOLE_FILE], "2 errors, 1 warning"),
    ],
)
def test_faults_are_counted_in_words(faults: list[Diagnostic], expected: str) -> None:
    """Errors first, and nothing that is not there."""
    assert expected == count_words(faults)


def numbered(count: int, severity: str) -> list[Diagnostic]:
    return [Diagnostic(code=f"{severity}{n:03}", path="a.md", line=n + 1, message="m") for n in range(count)]


def test_github_shows_ten_of_a_kind_and_a_count_of_the_rest() -> None:
    """Errors before warnings; what GitHub would drop without a word is counted."""
    lines = to_github([*numbered(12, "W"), *numbered(11, "E")]).split("\n")
    assert [line[:4] for line in lines] == ["::er"] * 10 + ["::wa"] * 10 + ["::no"]
    assert lines[-1] == "::notice title=More faults::3 more: see the summary of this job"
    assert "::notice" not in to_github(numbered(10, "E"))


def test_summary_is_a_table_of_all_faults_in_which_nothing_is_markup() -> None:
    """What a file held is shown as text, whatever it was."""
    fault = Diagnostic(code="E401", path="a.md", line=1, column=2, message="<b> | `x` [y](z) @all", hint="")
    assert to_summary([fault]).split("\n") == [
        "### 1 error",
        "",
        "| where | code | what | fix |",
        "| --- | --- | --- | --- |",
        "| a.md&#58;1&#58;2 | E401 | &#60;b&#62; &#124; &#96;x&#96; &#91;y&#93;&#40;z&#41; &#64;all |  |",
        "",
    ]
    assert to_summary([]) == "### No faults\n\n"


def test_color_adds_nothing_but_color() -> None:
    """Taken out again, the text is what it is without."""
    faults = [Diagnostic(code=code, path="a.md", line=1, column=2, message="m", hint="h") for code in ("E1", "W1")]
    colored = to_text(faults, {"a.md": b"text"}, in_color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == to_text(faults, {"a.md": b"text"})
    assert "\x1b[1;31merror E1\x1b[0m" in colored
