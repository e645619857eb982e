"""Table, diagram and script decide alike for everyone: on all 2,875,392 valid combinations, by one digest.

The combinations stand in one order: the questions as they are asked, the first changing slowest. Each side
writes the number of the result for each combination, one byte after the other. The table does so for all
combinations at once (`Combinations`); the diagram by joining pieces that it knows already; the script one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from site_gen.quiz import Flow, branch_of, compile_flow
from site_gen.rules import Answers, settle
from tests.browser.test_engine import SHIPPED, data_of
from tests.oracle.first_match import Combinations, Result, combine, derive_withdrawal, list_valid, split_by_result
from tests.test_criteria import TABLE_ROWS, WITHDRAWAL

# One person for each value of the table's derived input; test_criteria.py tries all 1,822 ways to answer.
PEOPLE: Mapping[str, dict[str, str]] = {
    "none": {"substances": "alcohol", "heavy_days": "no", "past_severe": "no"},
    "dangerous": {"substances": "alcohol", "heavy_days": "yes", "past_severe": "no"},
    "opioid": {"substances": "opioids", "opioid_now": "using"},
    "not_sure": {"substances": "not_sure", "heavy_days": "no", "past_severe": "no"},
}
ORDER = (
    *("emergency_now", "self_harm", "age", "withdrawal", "medical", "mental"),
    *("control", "daily_life", "home", "sober_living", "support", "stage"),
)
NOT_ASKED = "na"
ENUMERATE = """
async ([module, data, numbers, axes, pregnant]) => {
  const flow = await import(module);
  const answers = new Map(pregnant);
  const found = new Uint8Array(2875392);
  let count = 0;
  const visit = (depth, home) => {
    if (depth === axes.length) {
      found[count++] = numbers[flow.next(data, answers).result];
      return;
    }
    for (const { value, sets } of axes[depth].filter((one) => !one.home || one.home.includes(home))) {
      for (const [place, options] of sets) options ? answers.set(place, options) : answers.delete(place);
      visit(depth + 1, axes[depth].name === "home" ? value : home);
    }
  };
  axes.forEach((axis, depth) => { axes[depth] = Object.assign(axis.values, { name: axis.name }); });
  visit(0, "");
  const digest = await crypto.subtle.digest("SHA-256", found);
  return [count, [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")];
}
"""


@cache
def shipped_flow() -> Flow:
    return compile_flow(SHIPPED).flow


def domains() -> dict[str, tuple[str, ...]]:
    """The table's own values in the order of asking."""
    inputs = dict(combine(withdrawal="none").domains)
    return {name: tuple(PEOPLE) if name == "withdrawal" else inputs[name] for name in ORDER}


@cache
def all_results() -> tuple[Result, ...]:
    return tuple(sorted({result_of(number) for number in range(len(shipped_flow().leaves))}))


def result_of(number: int) -> Result:
    leaf = shipped_flow().leaves[number]
    return Result(leaf.outcome, leaf.variant, TABLE_ROWS[leaf.rule])


def numbers() -> list[int]:
    """For each leaf of the diagram, the number of the table's result, from 1."""
    return [all_results().index(result_of(number)) + 1 for number in range(len(shipped_flow().leaves))]


def sequence_of_the_table(pregnant: str) -> bytes:
    """Sets of bits become bytes: in every place exactly one result is not zero; what is not valid stays zero."""
    axes = domains()
    one = Combinations({**{name: axes[name] for name in reversed(ORDER)}, "pregnant": (pregnant,)})
    total = 0
    width = one.every.bit_length()
    for result, bits in split_by_result(one, list_valid(one)).items():
        digits = f"{bits:0{width}b}".encode()
        number = all_results().index(result) + 1
        total |= int.from_bytes(digits.translate(bytes.maketrans(b"01", bytes([0, number]))))
    return total.to_bytes(width)[::-1].replace(b"\0", b"")


def sequence_of_the_diagram(pregnant: str) -> bytes:
    """Every piece is made once for each node and question it starts from."""
    flow, axes, leaf_numbers = shipped_flow(), domains(), numbers()

    @cache
    def piece(number: int, depth: int, home: str) -> bytes:
        if depth == len(ORDER):
            return bytes([leaf_numbers[-number - 1]])
        name = ORDER[depth]
        values = [value for value in axes[name] if is_valid(name, value, home)]
        return b"".join(
            piece(
                follow(flow, number, answers_for(name, value, pregnant)), depth + 1, value if name == "home" else home
            )
            for value in values
        )

    return piece(flow.root, 0, "")


def is_valid(name: str, value: str, home: str) -> bool:
    """Sober living is asked exactly when home is not already sober."""
    return name != "sober_living" or (value == NOT_ASKED) == (home == "sober")


def answers_for(name: str, value: str, pregnant: str) -> Answers:
    """What the person answers where the table has one value."""
    if name == "withdrawal":
        person = {**PEOPLE[value], "pregnant": pregnant}
        settled = settle(SHIPPED, {c: frozenset({option}) for c, option in person.items()})
        return {c: settled[c] for c in (*WITHDRAWAL, "pregnant") if c in settled}
    return {} if value == NOT_ASKED else {name: frozenset({value})}


def follow(flow: Flow, number: int, answers: Answers) -> int:
    """As far through the diagram as these answers lead."""
    while number >= 0 and (criterion := flow.nodes[number].criterion) in answers:
        number = flow.nodes[number].children[branch_of(flow, criterion, answers[criterion])]
    return number


def axes_for_the_script() -> list[dict[str, object]]:
    """The same domains as places of criteria and options; null takes an answer back."""
    places = {str(c.id): place for place, c in enumerate(SHIPPED.criteria)}
    options = {str(c.id): [str(o.id) for o in c.options] for c in SHIPPED.criteria}

    def sets(name: str, value: str) -> list[list[object]]:
        named = PEOPLE[value] if name == "withdrawal" else {name: value}
        asked = WITHDRAWAL if name == "withdrawal" else (name,)
        return [
            [places[c], [options[c].index(named[c])] if named.get(c, NOT_ASKED) != NOT_ASKED else None] for c in asked
        ]

    def homes(name: str, value: str) -> dict[str, object]:
        return {"home": [home for home in domains()["home"] if is_valid(name, value, home)]}

    return [
        {"name": name, "values": [{"value": v, "sets": sets(name, v), **homes(name, v)} for v in values]}
        if name == "sober_living"
        else {"name": name, "values": [{"value": v, "sets": sets(name, v)} for v in values]}
        for name, values in domains().items()
    ]


def test_each_person_has_the_withdrawal_value_they_stand_for() -> None:
    """The derived input of the table, for the people that stand for its values."""
    for value, person in PEOPLE.items():
        assert value == derive_withdrawal({criterion: (option,) for criterion, option in person.items()})


@pytest.mark.parametrize("pregnant", ["no", "yes"])
def test_table_diagram_and_script_decide_alike_for_everyone(
    page: Page, site_url: str, built_site: Path, pregnant: str
) -> None:
    """All 2,875,392 valid combinations: the three sequences of results have one digest."""
    table = sequence_of_the_table(pregnant)
    assert len(table) == 2_875_392
    assert table == sequence_of_the_diagram(pregnant)
    place = [str(c.id) for c in SHIPPED.criteria].index("pregnant")
    option = [str(o.id) for o in SHIPPED.criteria[place].options].index(pregnant)
    (engine,) = built_site.glob("assets/flow.*.js")
    page.goto(f"{site_url}quiz/")
    told = page.evaluate(
        ENUMERATE,
        [f"../assets/{engine.name}", data_of(SHIPPED), numbers(), axes_for_the_script(), [[place, [option]]]],
    )
    assert told == [2_875_392, hashlib.sha256(table).hexdigest()]
