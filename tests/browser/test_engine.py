"""The script decides as the rules do: the same results for the same answers, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page

from site_gen.model import Criteria, Criterion
from site_gen.quiz import compile_flow
from site_gen.quiz_data import Data, write_quiz_data
from site_gen.results import describe_leaves
from site_gen.rules import decide, first_fit, list_rules, settle
from tests.criteria import load_criteria

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")
SHIPPED = load_criteria("content/criteria.yaml")

Row = Sequence[Sequence[int]]
"""For each criterion in order, the places of the options chosen."""

ASK_THE_ENGINE = """
async ([module, data, rows]) => {
  const flow = await import(module);
  return rows.map((row) => {
    const answers = new Map(row.map((options, place) => [place, options]));
    const step = flow.next(data, answers);
    return step.result ?? null;
  });
}
"""


def results_of_the_script(page: Page, site_url: str, built_site: Path, data: Data, rows: list[Row]) -> list[int]:
    """The number of the result the published engine reaches for every row of answers."""
    (engine,) = built_site.glob("assets/flow.*.js")
    page.goto(f"{site_url}quiz/")
    results: list[int] = page.evaluate(ASK_THE_ENGINE, [f"../assets/{engine.name}", data, rows])
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


def test_script_agrees_with_the_rules_on_20000_people(page: Page, site_url: str, built_site: Path) -> None:
    """The shipped criteria, answered at random by the same 20,000 people in every run."""
    chance = Random(2026)  # noqa: S311  a fixed series, not a secret
    answers = [sets_of(criterion) for criterion in SHIPPED.criteria]
    rows: list[Row] = [[chance.choice(options) for options in answers] for _ in range(20_000)]
    assert results_of_the_script(page, site_url, built_site, data_of(SHIPPED), rows) == results_of_the_rules(
        SHIPPED, rows
    )


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
