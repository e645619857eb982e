"""Proofs and examples notice wrong edits of the shipped rules."""

from __future__ import annotations

from site_gen.proofs import check_criteria
from site_gen.quiz import compile_flow
from tests.criteria import load_criteria
from tests.mutants import is_different, list_mutants

SHIPPED = load_criteria("content/criteria.yaml")
SHARE_TO_CATCH = 0.92


def test_single_wrong_edits_are_caught() -> None:
    """Of all single edits that change any result, at least 92 in 100 stop the build; the rest are listed."""
    flow = compile_flow(SHIPPED).flow
    caught, survivors = 0, []
    for mutant in list_mutants(SHIPPED):
        compiled = compile_flow(mutant.criteria)
        if not is_different(SHIPPED, flow, compiled.flow):
            continue
        if check_criteria(mutant.criteria, compiled):
            caught += 1
        else:
            survivors.append(mutant.edit)
    total = caught + len(survivors)
    print(f"{caught} of {total} wrong edits caught; not caught:", *survivors, sep="\n  ")  # noqa: T201  pytest -s shows it
    assert total > 200
    assert caught / total >= SHARE_TO_CATCH
