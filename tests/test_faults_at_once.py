"""A file that cannot be read hides no fault of another one, and makes none up."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from tests.small_site import Changes, build_site, small_sources

ARTICLE = """---
title: Planted
summary: An article with links to all that another file holds.
order: 50
level: iop
---

There is <b>a fault</b> here. Call [[helpline 988]]. See [the programs](levels/iop/), and [PHP](levels/php/).

An addict is a person. [[allow addict: It is what a film is called.]] Ask about an NTP.

::: needs iop

::: levels

::: ladder

::: week php

::: helplines

::: remedies
"""
GLOSSARY = """terms:
  iop: {term: IOP, definition: Care by day., level: iop, article: nowhere}
"""
FILES = ("site", "helplines", "wording", "criteria")
WRONG = {
    "site": ("languages: [en]", "languages: []"),
    "helplines": ("helplines:", "helplimes:"),
    "wording": ("languages:", "langages:"),
    "criteria": ("disclaimer:", "disclamer:"),
}


def planted() -> dict[str, str]:
    """A fault in an article, in the directory and in the glossary."""
    programs = small_sources()["programs.yaml"].decode()
    assert programs.count('zip: "08601"') == 1
    return {
        "content/en/planted.md": ARTICLE,
        "content/glossary.yaml": GLOSSARY,
        "programs.yaml": programs.replace('zip: "08601"', "zip: 8601"),
    }


def broken(name: str, how: str) -> Changes:
    path = f"content/{name}.yaml"
    text = small_sources()[path].decode()
    if how == "missing":
        return {path: None}
    if how == "syntax":
        return {path: f"{text}\n  - [\n"}
    if how == "empty":
        return {path: ""}
    assert text.count(WRONG[name][0]) == 1
    return {path: text.replace(*WRONG[name])}


def faults(changes: Changes) -> set[Diagnostic]:
    result = build_site(changes)
    assert {} == result.outputs
    return set(result.diagnostics)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", ["missing", "syntax", "empty", "wrong"])
def test_a_file_that_cannot_be_read_hides_no_fault_of_another(name: str, how: str) -> None:
    """And no fault is told in another file that is gone when only the broken one is mended."""
    path = f"content/{name}.yaml"
    mended = faults(planted())
    found = faults({**planted(), **broken(name, how)})
    assert {fault.path for fault in found} >= {path, *planted()}
    assert set() == {fault for fault in found if fault.path != path} - mended
    assert {"E401", "E204", "E301"} <= {fault.code for fault in found if fault.path in planted()}


def test_several_broken_files_are_told_together() -> None:
    """Even when nothing but articles and listings can be read."""
    changes: dict[str, str | bytes | None] = {f"content/{name}.yaml": None for name in FILES}
    found = faults({**planted(), **changes})
    assert {*changes, *planted()} == {fault.path for fault in found}


@pytest.mark.parametrize("lost", ["- 911\n", "- {idd: x}\n"])
def test_a_helpline_that_lost_its_id_may_be_any(lost: str) -> None:
    """So no helpline is told to be missing that an article or the site needs."""
    changes: Changes = {"content/helplines.yaml": f"helplines:\n{lost}", **planted()}
    found = faults(changes)
    assert [] == [fault for fault in found if fault.code in {"E301", "E452"} and "helpline" in fault.message]
    assert {"content/helplines.yaml"} == {fault.path for fault in found} - {*planted()}


def test_a_site_whose_settings_are_lost_is_judged_in_the_language_of_most_articles() -> None:
    """One translated article does not make it the language of the site."""
    other = {"content/es/que-es.md": ARTICLE.replace("a fault", "otra")}
    paths = {fault.path for fault in faults({**planted(), **other, "content/site.yaml": None}) if fault.code == "E401"}
    assert {"content/en/planted.md"} == paths
