"""Cases tried by hand, and the library of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_gen.case import find_unexpected, read_case, tell_case
from site_gen.cli import main
from site_gen.quiz import compile_flow
from tests.criteria import ROOT, load_criteria
from tests.small_site import edited, small_sources

SHIPPED = load_criteria("content/criteria.yaml")
FLOW = compile_flow(SHIPPED).flow
LIBRARY = sorted((ROOT / "tests/cases").glob("*.yaml"))


@pytest.mark.parametrize("path", LIBRARY, ids=[path.stem for path in LIBRARY])
def test_case_of_the_library_comes_out_as_it_says(path: Path) -> None:
    """People as a clinician would describe them, and what the quiz must tell them."""
    case, faults = read_case(path.read_bytes(), path=path.name, criteria=SHIPPED)
    assert faults == ()
    assert case is not None
    assert len(case.expected) > 1
    assert find_unexpected(case, tell_case(SHIPPED, FLOW, case.answers)) == ()


def tell(text: str) -> dict[str, object]:
    case, faults = read_case(text.encode(), path="case.yaml", criteria=SHIPPED)
    assert faults == ()
    assert case is not None
    return tell_case(SHIPPED, FLOW, case.answers)


STEADY = """
emergency_now: "no"
self_harm: "no"
age: adult
substances: alcohol
heavy_days: "no"
medical: stable
mental: ok
control: hard
daily_life: slipping
home: sober
support: "no"
stage: new
"""


def test_result_tells_its_rule_its_needs_and_what_would_change_it() -> None:
    """Strong cravings, life slipping and nobody to help: day treatment, and IOP with somebody to help."""
    told = tell(STEADY)
    assert [told["outcome"], told["rule"], told["also_ask"]] == ["php", "one_more_risk", ["iop"]]
    assert told["changes"] == [{"support": "yes"}]
    needs = told["needs"]
    assert isinstance(needs, list)
    assert {need["is"] for need in needs} == {"met"}


def test_danger_is_never_explained_away() -> None:
    """An emergency, and a medical check, name no need and no change that would lead to a program."""
    for text in ('emergency_now: "yes"', STEADY.replace('heavy_days: "no"', 'heavy_days: "yes"')):
        told = tell(text)
        assert [told["needs"], told["changes"]] == [[], []]


def test_what_was_not_asked_is_not_known() -> None:
    """Daily medical care ends the questions, so the needs after it are neither met nor unmet."""
    needs = tell(STEADY.replace("medical: stable", "medical: unstable"))["needs"]
    assert isinstance(needs, list)
    assert [need["is"] for need in needs] == ["met", "met", "not met", *["not known"] * 5]


def test_change_is_one_a_family_can_work_on() -> None:
    """Without a safe place, sober living or a sober home could lead to IOP; the past and danger are no changes."""
    told = tell(STEADY.replace("home: sober", 'home: none\nsober_living: "no"').replace("slipping", "managing"))
    assert told["outcome"] == "residential"
    assert told["changes"] == [{"home": "sober"}, {"sober_living": "yes"}]


def test_after_the_medical_check_comes_the_rest() -> None:
    """The result names what would follow once the first thing is done."""
    assert (
        tell(STEADY.replace('heavy_days: "no"', 'heavy_days: "yes"').replace("slipping", "managing"))["then"] == "iop"
    )


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("homee: sober", ['there is no criterion "homee"']),
        ("home: sobr", ['there is no option of "home" "sobr"']),
        ("home: [sober, none]", ['"home" takes one of these answers, not 2']),
        ("substances: [none, alcohol]", ['"none" stands alone: no other answer to "substances" goes with it']),
        ("expect: {outcom: iop}", ['unknown key "outcom"']),
        ("- home", ["expected answers, such as {home: [sober]}; found a list"]),
    ],
)
def test_wrong_case_is_told_with_its_place(text: str, messages: list[str]) -> None:
    """A typo in a case is a fault with a line, not a result."""
    case, faults = read_case(text.encode(), path="case.yaml", criteria=SHIPPED)
    assert case is None
    assert [fault.message for fault in faults] == messages
    assert {fault.line for fault in faults} == {1}


def test_command_tells_the_case_as_text_and_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build.py quiz FILE` for people, `--format json` for machines; a wrong expectation is exit code 1."""
    path = tmp_path / "case.yaml"
    path.write_text(STEADY, encoding="utf-8")
    assert main(["quiz", str(path), "--root", str(ROOT)]) == 0
    assert capsys.readouterr().out.startswith("Day treatment (partial hospitalization, PHP)\n  because: Cravings")
    assert main(["quiz", str(path), "--root", str(ROOT), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "php"
    path.write_text(STEADY + "expect: {outcome: iop}\n", encoding="utf-8")
    assert main(["quiz", str(path), "--root", str(ROOT)]) == 1
    assert 'E506: outcome is "php", not "iop"' in capsys.readouterr().err


def test_command_tells_why_a_quiz_cannot_answer_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """E508: this question was left out, and does not say what that means."""
    for name, data in small_sources(edited("content/criteria.yaml", "    not_sure: not_sober\n", "")).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    case = tmp_path / "case.yaml"
    case.write_text('danger: "no"\nused: other\n', encoding="utf-8")
    assert main(["quiz", str(case), "--root", str(tmp_path)]) == 1
    assert 'E508: the question "home" does not say what being not sure means' in capsys.readouterr().err
