"""Proofs and examples notice wrong edits of the shipped rules."""

from __future__ import annotations

from site_gen.promises import find_wrong_examples
from site_gen.proofs import check_criteria
from site_gen.quiz import Compiled, compile_flow
from tests.criteria import load_criteria
from tests.mutants import Mutant, is_different, list_mutants

SHIPPED = load_criteria("content/criteria.yaml")
SHARE_TO_CATCH = 0.92


def is_caught(mutant: Mutant, compiled: Compiled) -> bool:
    """Whether the build would stop; the examples are looked at first because they are the quickest."""
    wrong = next(find_wrong_examples(mutant.criteria, compiled.flow), None)
    return wrong is not None or bool(check_criteria(mutant.criteria, compiled))


def test_single_wrong_edits_are_caught() -> None:
    """Of all single edits that change any result, at least 92 in 100 stop the build; the rest are listed."""
    flow = compile_flow(SHIPPED).flow
    caught, survivors = 0, []
    for mutant in list_mutants(SHIPPED):
        compiled = compile_flow(mutant.criteria)
        if not is_different(SHIPPED, flow, compiled.flow):
            continue
        if is_caught(mutant, compiled):
            caught += 1
        else:
            survivors.append(mutant.edit)
    total = caught + len(survivors)
    print(f"{caught} of {total} wrong edits caught; not caught:", *survivors, sep="\n  ")  # noqa: T201  pytest -s shows it
    assert total > 200
    assert caught / total >= SHARE_TO_CATCH
