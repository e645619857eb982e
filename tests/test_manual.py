"""`build.py explain CODE` tells what docs/faults.md tells."""

from __future__ import annotations

import re

import pytest

from site_gen.cli import main
from site_gen.manual import explain_code, guess_code
from tests.small_site import ROOT

PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
CODES = re.findall(r"^## ([EW]\d{3})", PAGE, re.MULTILINE)


def test_every_code_of_the_page_is_explained_up_to_the_next() -> None:
    """Joined again, the sections are the page from the first code on, apart from where its links lead."""
    sections = [explain_code(code, PAGE) or "" for code in CODES]
    assert all(section.startswith(code) for code, section in zip(CODES, sections, strict=True))
    assert all("**To fix it:**" in section for section in sections)
    whole = re.sub(r"\[([^\]]+)\]\(#[^)]*\)", r"\1", PAGE[PAGE.index("\n## E101") + 1 :]).strip()
    assert "\n\n".join(f"## {section}" for section in sections) == whole


def test_code_may_be_typed_in_small_letters() -> None:
    """As people do."""
    assert explain_code("e301", PAGE) == explain_code("E301", PAGE)


@pytest.mark.parametrize(("code", "guess"), [("E4O9", 'did you mean "E409"?'), ("x", "They go from E101 to W703.")])
def test_unknown_code_gets_a_guess(code: str, guess: str) -> None:
    """The nearest one, or which there are."""
    assert (explain_code(code, PAGE), guess_code(code, PAGE)) == (None, guess)


def test_command_prints_the_section(capsys: pytest.CaptureFixture[str]) -> None:
    """And says wrong usage, with exit code 2, where there is none."""
    assert main(["explain", "E304"]) == 0
    assert capsys.readouterr().out.startswith("E304 Yes and no at once\n")
    assert main(["explain", "E9"]) == 2
    assert capsys.readouterr().err.startswith("There is no code E9. ")
