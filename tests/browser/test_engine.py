"""The script decides as the rules do: the same results for the same answers, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page

from site_gen.explain import Change, Explanation, explain
from site_gen.model import Criteria, Criterion
from site_gen.quiz import Flow, compile_flow
from site_gen.quiz_data import Data, list_filters, write_quiz_data
from site_gen.results import describe_leaves
from site_gen.rules import Answers, Leaf, decide, first_fit, list_rules, settle
from tests.criteria import load_criteria

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")
SHIPPED = load_criteria("content/criteria.yaml")

PEOPLE = 4_000
Row = Sequence[Sequence[int]]
"""For each criterion in order, the places of the options chosen."""

# Rows travel as JSON text: as values, 20,000 of them take a minute.
ASK_THE_ENGINE = """
async ([module, data, rows]) => {
  const flow = await import(module);
  return JSON.parse(rows).map((row) => {
    const answers = new Map(row.map((options, place) => [place, options]));
    const step = flow.next(data, answers);
    return step.result ?? null;
  });
}
"""


EXPLAIN = """
async ([module, data, rows]) => {
  const flow = await import(module);
  return JSON.parse(rows).map((row) => {
    const say = (told) => [
      told.result, told.path, told.needs, told.unmetForLess, told.waysUp,
      told.changes, told.remedies, told.askThere, told.finds, told.afterwards ?? null,
    ];
    const answers = new Map(row.flatMap((options, place) => options.length ? [[place, options]] : []));
    const told = flow.explain(data, answers);
    const { assume } = data.results[told.result];
    if (!assume) return JSON.stringify(say(told));
    const said = told.path.filter((place) => answers.has(place)).map((place) => [place, answers.get(place)]);
    const past = new Map([...assume.map(([place]) => [place, null]), ...said]);
    return JSON.stringify([...say(told), say(flow.explain(data, new Map([...answers, ...assume]), past))]);
  });
}
"""


def results_of_the_script(page: Page, site_url: str, built_site: Path, data: Data, rows: list[Row]) -> list[int]:
    """The number of the result the published engine reaches for every row of answers."""
    (engine,) = built_site.glob("assets/flow.*.js")
    page.goto(f"{site_url}quiz/")
    results: list[int] = page.evaluate(ASK_THE_ENGINE, [f"../assets/{engine.name}", data, json.dumps(rows)])
    return results


def results_of_the_rules(criteria: Criteria, rows: Iterable[Row]) -> list[int]:
    """The same by the first rule that fits."""
    compiled = compile_flow(criteria)
    rules = list_rules(criteria)
    places = {leaf: number for number, leaf in enumerate(compiled.flow.leaves)}
    results = []
    for row in rows:
        answers = {
            str(c.id): frozenset(str(c.options[place].id) for place in chosen)
            for c, chosen in zip(criteria.criteria, row, strict=True)
        }
        leaf = first_fit(rules, settle(criteria, answers))
        assert leaf is not None
        results.append(places[leaf])
    return results


def data_of(criteria: Criteria) -> Data:
    flow = compile_flow(criteria).flow
    data: Any = json.loads(json.dumps(write_quiz_data(criteria, flow, describe_leaves(criteria, flow.leaves, "en"))))
    return dict(data)


def sets_of(criterion: Criterion) -> list[list[int]]:
    """Every answer the page allows: one option, or any set of options that may stand together."""
    places = range(len(criterion.options))
    if not criterion.multiple:
        return [[place] for place in places]
    alone = {place for place in places if criterion.options[place].id in criterion.alone}
    rows = product((False, True), repeat=len(criterion.options))
    sets = [[place for place, on in zip(places, row, strict=True) if on] for row in rows]
    return [chosen for chosen in sets if chosen and (len(chosen) == 1 or not alone.intersection(chosen))]


def test_script_agrees_with_the_rules_on_every_combination(page: Page, site_url: str, built_site: Path) -> None:
    """Every combination of answers of a small file, sets of answers included."""
    rows: list[Row] = [list(row) for row in product(*(sets_of(criterion) for criterion in SMALL.criteria))]
    assert len(rows) == 3 * 16 * 3 * 2 * 2
    assert results_of_the_script(page, site_url, built_site, data_of(SMALL), rows) == results_of_the_rules(SMALL, rows)


def test_script_agrees_with_the_rules_on_thousands_of_people(page: Page, site_url: str, built_site: Path) -> None:
    """The shipped criteria, answered at random by the same people in every run."""
    chance = Random(2026)  # noqa: S311  a fixed series, not a secret
    rows: list[Row] = [[chance.choice(sets) for sets in SHIPPED_SETS] for _ in range(PEOPLE)]
    assert results_of_the_script(page, site_url, built_site, data_of(SHIPPED), rows) == results_of_the_rules(
        SHIPPED, rows
    )


def explained_by_the_reference(criteria: Criteria, rows: Iterable[Row]) -> list[str]:
    """What site_gen/explain.py tells, in the numbers of the script, as JSON."""
    flow = compile_flow(criteria).flow
    numbers = _Numbers(criteria)
    told = (numbers.tell_on(flow, numbers.answers(row)) for row in rows)
    return [json.dumps(one, separators=(",", ":")) for one in told]


class _Numbers:
    """The places of everything that an explanation names."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.places = {str(c.id): place for place, c in enumerate(criteria.criteria)}
        self.options = {str(c.id): [str(o.id) for o in c.options] for c in criteria.criteria}
        self.filters = list_filters(criteria)

    def answers(self, row: Row) -> Answers:
        ids = self.options.items()
        return {c: frozenset(options[one] for one in chosen) for (c, options), chosen in zip(ids, row, strict=True)}

    def change(self, change: Change) -> list[list[int]]:
        return [[self.places[c], self.options[c].index(o)] for c, o in change]

    def tell_on(self, flow: Flow, answers: Answers) -> list[object]:
        """What is told, and where something comes afterwards, what is told once that is assumed."""
        given = {criterion: chosen for criterion, chosen in answers.items() if chosen}
        told = explain(self.criteria, flow, given)
        row = self.tell(told, flow.leaves)
        if told.afterwards is None:
            return row
        outcome = next(one for one in self.criteria.outcomes if one.id == told.leaf.outcome)
        assert outcome.afterwards is not None
        assumed = {str(c): frozenset(map(str, options)) for c, options in outcome.afterwards.assume.terms}
        past = {criterion: given.get(criterion) if criterion in told.asked else None for criterion in assumed}
        past |= {criterion: given[criterion] for criterion in told.asked if criterion in given}
        return [*row, self.tell(explain(self.criteria, flow, {**given, **assumed}, past), flow.leaves)]

    def tell(self, told: Explanation, leaves: Sequence[Leaf]) -> list[object]:
        less = told.less.needs if told.less else ()
        return [
            leaves.index(told.leaf),
            [self.places[one] for one in told.asked],
            [state.is_met for state in told.needs],
            [place for place, need in enumerate(less) if need in told.unmet_for_less],
            [self.change(change) for change in told.ways_up],
            [self.change(change) for change in told.changes],
            [self.criteria.remedies.index(one) for one in told.remedies],
            [self.criteria.ask_there.index(one) for one in told.ask_there],
            [self.filters.index(one) for one in told.finds],
            leaves.index(told.afterwards) if told.afterwards else None,
        ]


def test_script_explains_as_the_reference_does(page: Page, site_url: str, built_site: Path) -> None:
    """Needs, changes, remedies, questions to take along, filters, and what comes afterwards: equal to the last one.

    Half of the people answer at random and leave some questions out; the others are past all danger, so that
    every level and every change comes up.
    """
    chance = Random(2027)  # noqa: S311  a fixed series, not a secret
    rows = [_anybody(chance) if number % 2 else _past_danger(chance) for number in range(PEOPLE)]
    (engine,) = built_site.glob("assets/flow.*.js")
    page.goto(f"{site_url}quiz/")
    expected = explained_by_the_reference(SHIPPED, rows)
    told = page.evaluate(EXPLAIN, [f"../assets/{engine.name}", data_of(SHIPPED), json.dumps(rows)])
    assert [pair for pair in zip(expected, told, strict=True) if pair[0] != pair[1]] == []
    read = [json.loads(row) for row in told]
    assert {len(row[4]) for row in read} >= {0, 1, 2, 3}  # ways up
    assert {len(row[5]) for row in read} >= {0, 1, 2}  # changes
    assert {len(row) for row in read} == {10, 11}  # with something afterwards, and without


def _anybody(chance: Random) -> Row:
    return [chance.choice([[], *sets]) for sets in SHIPPED_SETS]


def _past_danger(chance: Random) -> Row:
    """The usual answers up to mental health, some of the time; any answer from there on."""
    usual = {str(c): str(options[0]) for c, options in SHIPPED.examples.usual.terms}
    rows = []
    for criterion, sets in zip(SHIPPED.criteria, SHIPPED_SETS, strict=True):
        is_steady = criterion.id in STEADY and chance.random() < STEADY[str(criterion.id)]
        steady = [[str(o.id) for o in criterion.options].index(usual[criterion.id])] if is_steady else []
        rows.append(steady or chance.choice(sets))
    return rows


SHIPPED_SETS = [sets_of(criterion) for criterion in SHIPPED.criteria]
STEADY = {
    **dict.fromkeys(("emergency_now", "self_harm", "substances", "heavy_days", "age"), 0.97),
    **dict.fromkeys(("medical", "mental", "control", "daily_life"), 0.7),
}


def test_page_carries_the_data_of_its_criteria(page: Page, site_url: str) -> None:
    """What the engine works with in the page is what the criteria compile to."""
    page.goto(f"{site_url}quiz/")
    shown = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/json\"]').textContent)")
    assert shown == data_of(SHIPPED)


def test_left_out_answers_are_settled_as_the_reference_settles_them(
    page: Page, site_url: str, built_site: Path
) -> None:
    """A person who leaves everything out gets the same result from script and rules."""
    (engine,) = built_site.glob("assets/flow.*.js")
    page.goto(f"{site_url}quiz/")
    script = """
    async ([module, data]) => {
      const flow = await import(module);
      return flow.next(data, flow.settle(data, new Map())).result;
    }
    """
    result = page.evaluate(script, [f"../assets/{engine.name}", data_of(SHIPPED)])
    assert compile_flow(SHIPPED).flow.leaves[result] == decide(SHIPPED, {})
