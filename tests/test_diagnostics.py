"""Faults, the text they point at, and the hints they carry."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest

from site_gen.diagnostics import Diagnostic, Located, Severity, did_you_mean, fault, has_errors, join_many, quoted

PLACE = Located("x", path="a.yaml", line=3, column=4)


def test_located_text_is_text() -> None:
    """It compares and hashes by its letters, wherever it stands."""
    assert "x" == PLACE == Located("x", path="b.yaml")
    assert {"x"} == {PLACE, "x"}


def test_a_place_survives_a_copy() -> None:
    """A value can be sent to another process and still knows where it stood."""
    for twin in (deepcopy(PLACE), pickle.loads(pickle.dumps(PLACE))):  # noqa: S301  our own bytes
        assert ("x", "a.yaml", 3, 4) == (str(twin), twin.path, twin.line, twin.column)


def test_other_text_may_stand_at_the_same_place() -> None:
    """As when spaces around a value are taken off."""
    other = PLACE.with_text("y")
    assert ("y", "a.yaml", 3, 4) == (str(other), other.path, other.line, other.column)


def test_a_fault_points_at_its_text() -> None:
    """By path, line and column."""
    expected = Diagnostic(code="E1", path="a.yaml", line=3, column=4, message="b", hint="c")
    assert expected == fault("E1", PLACE, "b", "c")


def test_the_letter_of_a_code_is_its_severity() -> None:
    """E is an error, anything else a warning; warnings count as errors only when asked to."""
    error, warning = (Diagnostic(code=code, path="a", message="x") for code in ("E1", "W1"))
    assert (Severity.ERROR, Severity.WARNING) == (error.severity, warning.severity)
    assert [False, False, True, True] == [has_errors(found) for found in ([], [warning], [error], [warning, error])]
    assert [False, True, True] == [has_errors(found, strict=True) for found in ([], [warning], [error])]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("ipo", ["iop", "php"], 'did you mean "iop"?'),
        ("cash", ["medicaid", "self_pay"], "use one of: medicaid, self_pay"),
        ("x", ["b", "a", "b"], "use one of: a, b"),
        ("x", [], ""),
        ("x", [f"level_{number}" for number in range(25)], ""),
        ("level_3", [f"level_{number:02}" for number in range(25)], 'did you mean "level_23"?'),
    ],
)
def test_a_hint_names_the_nearest_word_or_all_of_a_few(word: str, known: list[str], expected: str) -> None:
    """And says nothing where it could only guess."""
    assert expected == did_you_mean(word, known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", '"a"'),
        ("", '""'),
        (" a\n  b\t", '"a b"'),
        ("a" * 80, '"' + "a" * 80 + '"'),
        ("a" * 81, '"' + "a" * 79 + '…"'),
    ],
)
def test_a_quoted_value_fits_into_a_message(text: str, expected: str) -> None:
    """On one line, and cut where it is long."""
    assert expected == quoted(text)


def test_many_faults_of_a_kind_are_told_as_one() -> None:
    """Three stand as they are; of more, the first names the places of the others."""
    found = [fault("W312", Located("x", path="a.yaml", line=line), f"at {line}") for line in (9, 5, 7)]
    assert ["at 5", "at 7", "at 9"] == [one.message for one in join_many(found)]
    more = [*found, fault("W312", Located("x", path="b.yaml", line=2), "at 2")]
    assert ["at 5; 3 more are like it (lines 7, 9, b.yaml:2)"] == [one.message for one in join_many(more)]
    many = [fault("W312", Located("x", path="a.yaml", line=line), "") for line in range(1, 50)]
    assert join_many(many)[0].message.endswith("24, 25, ...)")
    assert () == join_many([])
