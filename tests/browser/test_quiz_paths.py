"""Every step of the quiz in a browser: each answer to each question leads where the rules say.

With a script, few paths are chosen so that together they take every edge of the diagram. Without one, every
link is clicked where it stands; and of the links of a question with several answers exactly one shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, expect

from site_gen.model import Criterion
from site_gen.quiz import Flow, branch_of, compile_flow, possible_sets
from site_gen.results import section_id
from tests.criteria import load_criteria

SHIPPED = load_criteria("content/criteria.yaml")
CRITERIA = {str(c.id): c for c in SHIPPED.criteria}

TAKE_PATHS = """
(paths) => paths.map((path) => {
  const form = document.querySelector(".quiz");
  const asked = [];
  form.querySelector("[data-do=begin]").click();
  for (const options of path) {
    const group = form.querySelector(".step fieldset");
    const heading = group.querySelector("h2");
    asked.push([group.dataset.criterion, document.activeElement === heading]);
    for (const option of options) group.querySelector(`input[value="${option}"]`).click();
    form.querySelector("[data-part=controls] .button").click();
  }
  const result = form.querySelector(".result");
  const told = [asked, result?.id ?? "", document.activeElement === result?.querySelector("h2")];
  form.querySelector("[data-do=restart]").click();
  return told;
})
"""
SHOWN = """
() => [...document.querySelectorAll(".quiz > section, .tail")]
  .filter((one) => getComputedStyle(one).display !== "none").map((one) => one.id || "tail")
"""
TICK_EACH_SET = """
([section, sets]) => sets.map((chosen) => {
  const step = document.getElementById(section);
  for (const box of step.querySelectorAll("input")) box.checked = chosen.includes(box.value);
  const links = [...step.querySelectorAll(".choice")];
  return links.filter((link) => getComputedStyle(link).display !== "none").map((link) => link.hash.slice(1));
})
"""


@cache
def shipped_flow() -> Flow:
    return compile_flow(SHIPPED).flow


def cover_edges(flow: Flow) -> Iterator[list[tuple[int, int]]]:
    """Paths as (node, branch), each the one with the most edges that no path before it has taken."""
    left = {(number, branch) for number, node in enumerate(flow.nodes) for branch in range(len(node.children))}
    while left:
        path = _most_new(flow, left)
        left.difference_update(path)
        yield path


def _most_new(flow: Flow, left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """A node's children have smaller numbers, so the best path from each is known when it is needed."""
    best: list[tuple[int, int]] = []
    for number, node in enumerate(flow.nodes):
        gains = [
            ((best[child][0] if child >= 0 else 0) + ((number, branch) in left), branch)
            for branch, child in enumerate(node.children)
        ]
        best.append(max(gains))
    path, number = [], flow.root
    while number >= 0:
        branch = best[number][1]
        path.append((number, branch))
        number = flow.nodes[number].children[branch]
    return path


def options_of(flow: Flow, number: int, branch: int) -> list[int]:
    """What to choose for this branch: the option itself, or a set of options that stands for it."""
    criterion = CRITERIA[flow.nodes[number].criterion]
    if not criterion.multiple:
        return [branch]
    ids = [str(option.id) for option in criterion.options]
    return sorted(ids.index(one) for one in flow.branches[criterion.id][branch])


def test_few_paths_take_every_edge() -> None:
    """All answers to all questions of the diagram, in few paths: most edges end at a result."""
    flow = shipped_flow()
    paths = list(cover_edges(flow))
    assert {edge for path in paths for edge in path} == {
        (number, branch) for number, node in enumerate(flow.nodes) for branch in range(len(node.children))
    }
    assert len(paths) <= 140


def test_script_takes_every_edge_to_the_right_question_and_result(page: Page, site_url: str) -> None:
    """In the order of the diagram, the focus always on the heading; one page, started again for every path."""
    flow = shipped_flow()
    paths = list(cover_edges(flow))
    page.goto(f"{site_url}quiz/")
    told = page.evaluate(TAKE_PATHS, [[options_of(flow, *edge) for edge in path] for path in paths])
    expected = [
        [
            [[flow.nodes[number].criterion, True] for number, _ in path],
            section_id(flow.nodes[path[-1][0]].children[path[-1][1]]),
            True,
        ]
        for path in paths
    ]
    assert [pair for pair in zip(expected, told, strict=True) if pair[0] != pair[1]] == []


@pytest.fixture(scope="module")
def unscripted(browser: Browser, site_url: str) -> Iterator[Page]:
    """One page without a script for all steps."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site_url}quiz/")
    yield page
    context.close()


def test_every_link_leads_to_its_question_or_result(unscripted: Page, site_url: str) -> None:
    """Each choice is followed from where it stands; its target is all that shows, a result with what goes with it."""
    flow = shipped_flow()
    for number, node in enumerate(flow.nodes):
        if CRITERIA[node.criterion].multiple:
            continue
        links = [f"#{section_id(child)}" for child in node.children]
        unscripted.goto(f"{site_url}quiz/#{section_id(number)}")
        section = unscripted.locator(f"#{section_id(number)}")
        assert links == section.locator("a.option").evaluate_all("links => links.map((link) => link.hash)")
        assert unscripted.evaluate(SHOWN) == [section_id(number)]
        for child in sorted(set(node.children)):
            section.locator(f'a[href="#{section_id(child)}"]').first.evaluate("link => link.click()")
            assert unscripted.evaluate(SHOWN) == [section_id(child), *(["tail"] if child < 0 else [])]


def test_exactly_one_continue_shows_for_every_set_of_answers(unscripted: Page, site_url: str) -> None:
    """Of a question with several answers: none before anything is ticked, then the one of its branch."""
    flow = shipped_flow()
    for number, node in enumerate(flow.nodes):
        criterion = CRITERIA[node.criterion]
        if not criterion.multiple:
            continue
        sets = possible_sets(tuple(str(o.id) for o in criterion.options), frozenset(map(str, criterion.alone)))
        unscripted.goto(f"{site_url}quiz/#{section_id(number)}")
        shown = unscripted.evaluate(TICK_EACH_SET, [section_id(number), [[], *map(sorted, sets)]])
        assert shown == [[], *([section_id(_child_for(flow, number, criterion, chosen))] for chosen in sets)]


def _child_for(flow: Flow, number: int, criterion: Criterion, chosen: frozenset[str]) -> int:
    return flow.nodes[number].children[branch_of(flow, criterion.id, chosen)]


def test_back_and_forward_work_without_a_script(unscripted: Page, site_url: str) -> None:
    """Every step is an entry of the browser's own history."""
    unscripted.goto(f"{site_url}quiz/")
    unscripted.get_by_role("link", name="Start", exact=True).click()
    unscripted.get_by_role("link", name="Yes", exact=True).click()
    expect(unscripted.locator(".result:visible h2")).to_have_text("Get help right now")
    unscripted.go_back()
    expect(unscripted.get_by_role("heading", name="Is any of this true right now?")).to_be_visible()
    unscripted.go_forward()
    expect(unscripted.locator(".result:visible h2")).to_have_text("Get help right now")


def test_way_on_without_a_script_starts_at_the_next_question(unscripted: Page, site_url: str) -> None:
    """After 988, the first question that was not asked."""
    unscripted.goto(f"{site_url}quiz/")
    unscripted.get_by_role("link", name="Start", exact=True).click()
    unscripted.get_by_role("link", name="No", exact=True).click()
    unscripted.get_by_role("link", name="Yes, but safe right now").click()
    unscripted.get_by_text("When everyone is safe").click()
    unscripted.get_by_role("link", name="Go on", exact=True).click()
    expect(unscripted.get_by_role("heading", name="How old is the person?")).to_be_visible()
