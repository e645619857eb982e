"""The compiled diagram: the same decisions as the rules, in the authors' order, and nothing asked in vain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Criteria, Criterion
from site_gen.quiz import Compiled, Flow, branch_of, compile_flow, longest_path, walk
from site_gen.rules import Answers, decide, first_fit, list_rules, settle
from tests.criteria import load_criteria, read_criteria
from tests.examples import examples

SMALL = load_criteria("tests/sites/small/content/criteria.yaml")
SHIPPED = load_criteria("content/criteria.yaml")


def every_answer(criteria: Criteria) -> Iterator[Answers]:
    """Every combination of options; for questions with several answers, every set of them."""
    choices = []
    for criterion in criteria.criteria:
        options = [str(option.id) for option in criterion.options]
        if criterion.multiple:
            sets = product((False, True), repeat=len(options))
            choices.append([frozenset(o for o, on in zip(options, row, strict=True) if on) for row in sets])
        else:
            choices.append([frozenset({option}) for option in options])
    for combination in product(*choices):
        yield {str(c.id): chosen for c, chosen in zip(criteria.criteria, combination, strict=True)}


def test_diagram_decides_as_the_rules_do_on_every_combination() -> None:
    """Over all answers of a small file, sets of answers included, diagram and rules agree."""
    flow, rules = compile_flow(SMALL).flow, list_rules(SMALL)
    settled = [settle(SMALL, answers) for answers in every_answer(SMALL)]
    assert len(settled) == 3 * 32 * 3 * 2 * 2
    assert [walk(flow, one) for one in settled] == [first_fit(rules, one) for one in settled]


def random_answers(criteria: Criteria, count: int) -> Iterator[Answers]:
    """People who answer some of the questions in any way the page allows; the same ones in every run."""
    chance = Random(2026)  # noqa: S311  a fixed series, not a secret
    for _ in range(count):
        yield {str(c.id): frozenset(_some_options(c, chance)) for c in criteria.criteria}


def _some_options(criterion: Criterion, chance: Random) -> list[str]:
    options = [str(option.id) for option in criterion.options]
    return chance.sample(options, chance.randint(0, len(options) if criterion.multiple else 1))


def test_diagram_of_the_shipped_criteria_decides_as_its_rules_do() -> None:
    """Whatever is answered or left out, diagram and rules agree on the shipped file: 5,000 random people."""
    compiled = compiled_shipped()
    for answers in random_answers(SHIPPED, 5_000):
        settled = settle(SHIPPED, answers)
        assert walk(compiled.flow, settled) == first_fit(compiled.rules, settled)


@cache
def compiled_shipped() -> Compiled:
    return compile_flow(SHIPPED)


TABLE = """
disclaimer: x
audience: {{ask: x, someone: x, me: x}}
criteria:
  a: {{ask: x, why: x, options: {{p: x, q: x, r: x}}, not_sure: r}}
  b: {{ask: x, why: x, options: {{p: x, q: x}}, not_sure: q, asked_if: {{a: [p, q]}}}}
  c: {{ask: x, why: x, multiple: true, options: {{p: x, q: x, r: x, not_sure: x}}}}
  d: {{ask: x, why: x, options: {{p: x, q: x, not_sure: x}}}}
outcomes:
  one: {{name: x, says: x, variants: {{v: x}}}}
  two: {{name: x, says: x, variants: {{v: x, w: {{do: x, when: {{d: [q]}}}}}}}}
  rest: {{name: x, says: x, variants: {{v: x}}}}
gates: {gates}
levels: {{}}
otherwise: rest
examples: {{usual: {{}}, cases: []}}
"""
OPTIONS = {"a": "pqr", "b": "pq", "c": "pqr", "d": "pq"}


@st.composite
def some_tables(draw: st.DrawFn) -> Criteria:
    """Criteria with random gates over four questions."""
    gates = []
    for number in range(draw(st.integers(0, 6))):
        terms = {
            criterion: sorted(draw(st.sets(st.sampled_from(options), min_size=1)))
            for criterion, options in OPTIONS.items()
            if draw(st.booleans())
        }
        when = ", ".join(f"{criterion}: [{', '.join(chosen)}]" for criterion, chosen in terms.items())
        then = draw(st.sampled_from(("one", "two")))
        gates.append(f"{{id: g{number}, when: {{{when}}}, then: {then}, variant: v, says: x}}")
    return read_criteria(TABLE.format(gates=f"[{', '.join(gates)}]"))


@given(some_tables())
@examples(25)
def test_any_table_compiles_to_the_same_decisions(criteria: Criteria) -> None:
    """For random rules, the diagram agrees with the first rule that fits, on every combination."""
    compiled = compile_flow(criteria)
    for answers in every_answer(criteria):
        settled = settle(criteria, answers)
        assert walk(compiled.flow, settled) == first_fit(compiled.rules, settled)


def paths(flow: Flow, number: int) -> Iterator[tuple[str, ...]]:
    """The questions of every way from a node to a result."""
    if number < 0:
        yield ()
        return
    node = flow.nodes[number]
    for child in node.children:
        yield from ((node.criterion, *rest) for rest in paths(flow, child))


def test_questions_come_in_the_order_of_the_file() -> None:
    """On every way through the diagram the authors' order is kept and no question comes twice."""
    flow = compile_flow(SMALL).flow
    order = [str(criterion.id) for criterion in SMALL.criteria]
    for path in paths(flow, flow.root):
        places = [order.index(criterion) for criterion in path]
        assert places == sorted(set(places))


def test_flow_says_the_same_each_time() -> None:
    """Its parts too stand in the order of the file, so that the pages made from it are known by the next build."""
    tests = compile_flow(SHIPPED).flow.tests
    assert list(tests) == [str(one.id) for one in SHIPPED.criteria if one.multiple]
    assert len(tests) > 1


def test_diagram_is_reduced() -> None:
    """No two nodes are the same, and no question has only one way on."""
    flow = compiled_shipped().flow
    assert len(set(flow.nodes)) == len(flow.nodes)
    assert [node for node in flow.nodes if len(set(node.children)) == 1] == []


def test_longest_path_counts_the_questions_left() -> None:
    """At every node the promise "at most N more questions" is the longest way that exists."""
    flow = compile_flow(SMALL).flow
    assert longest_path(flow)[flow.root] == max(len(path) for path in paths(flow, flow.root)) == 4


def test_answers_with_the_same_effect_share_a_branch() -> None:
    """Of a question with several answers only the patterns that rules can tell apart are branches."""
    flow = compile_flow(SMALL).flow
    assert len(flow.branches["used"]) == 4
    assert branch_of(flow, "used", frozenset({"alcohol"})) == branch_of(flow, "used", frozenset({"pills", "other"}))


def test_gap_is_told_with_answers_that_fall_into_it() -> None:
    """Where no rule fits, the compiled quiz names somebody for whom that is so."""
    text = TABLE.format(gates="[{id: g, when: {a: [p], d: [p]}, then: one, variant: v, says: x}]")
    criteria = read_criteria(text.replace("otherwise: rest\n", ""))
    gap = compile_flow(criteria).gap
    assert gap is not None
    assert decide(criteria, gap) is None


def test_emergency_is_found_in_two_questions_and_withdrawal_in_seven() -> None:
    """The shipped order puts danger first."""
    flow = compiled_shipped().flow
    longest = dict.fromkeys(("emergency", "withdrawal_first"), 0)
    for path, outcome in ways(flow, flow.root, 0):
        if outcome in longest:
            longest[outcome] = max(longest[outcome], path)
    assert longest == {"emergency": 2, "withdrawal_first": 7}


def ways(flow: Flow, number: int, depth: int) -> Iterator[tuple[int, str]]:
    """How many questions lead to which outcome, on every way."""
    if number < 0:
        yield depth, flow.leaves[-number - 1].outcome
        return
    for child in set(flow.nodes[number].children):
        yield from ways(flow, child, depth + 1)
