"""Which files among the sources are read, and what is said of the others."""

from __future__ import annotations

import pytest

from site_gen.diagnostics import Diagnostic
from site_gen.stray_files import check_place, is_note

IN_CONTENT = (
    "read are site.yaml, helplines.yaml, criteria.yaml, wording.yaml, glossary.yaml, sources.yaml, "
    "and articles such as en/what-is-iop.md"
)
IN_PROGRAMS = "read are files whose names end in .yaml"


@pytest.mark.parametrize(
    "path",
    [
        "content/site.yaml",
        "content/glossary.yaml",
        "content/en/a.md",
        "content/a.md",
        "programs.yaml",
        "programs/nj/essex.yaml",
        "templates/assets/map.webp",
    ],
)
def test_what_is_read_or_has_a_fault_of_its_own_is_not_told(path: str) -> None:
    """An article in the wrong folder is E208."""
    assert check_place(path) is None


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/programs.yaml", "the directory stands beside content/, not in it: move this file to programs.yaml"),
        ("content/programs.yml", "the directory stands beside content/, not in it: move this file to programs.yaml"),
        ("content/helplines.yml", "rename it to content/helplines.yaml"),
        ("content/helplines.yaml.txt", "rename it to content/helplines.yaml"),
        ("content/Site.YAML", f"did you mean content/site.yaml? {IN_CONTENT}"),
        ("content/glossary2.yaml", f"did you mean content/glossary.yaml? {IN_CONTENT}"),
        ("content/en/zzz.yaml", IN_CONTENT),
        ("content/en/x.markdown", "rename it to content/en/x.md"),
        ("content/en/x.MD", "rename it to content/en/x.md"),
        ("content/en/new-page.md.txt", "rename it to content/en/new-page.md"),
        ("programs.yml", "rename it to programs.yaml"),
        ("programs/nj.yaml.txt", "rename it to programs/nj.yaml"),
        ("programs/article.md", IN_PROGRAMS),
    ],
)
def test_a_file_named_like_a_source_is_an_error(path: str, hint: str) -> None:
    """Somebody wrote it to be published; the fix names the nearest name that would be read."""
    assert Diagnostic(code="E113", path=path, message="this file is not read", hint=hint) == check_place(path)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("content/en/house.png", f"move it out of content/; {IN_CONTENT}"),
        ("content/notes.txt", f"move it out of content/; {IN_CONTENT}"),
        ("content/en/a.md.bak", f"move it out of content/; {IN_CONTENT}"),
        ("programs/nj.csv", f"move it out of programs/; {IN_PROGRAMS}"),
    ],
)
def test_another_file_is_a_warning(path: str, hint: str) -> None:
    """It changes nothing, but somebody may believe that it does."""
    assert Diagnostic(code="W113", path=path, message="this file is not read", hint=hint) == check_place(path)


@pytest.mark.parametrize(
    ("path", "expected"), [("programs/README", True), ("programs/a.md", False), ("content/README.md", False)]
)
def test_a_note_for_colleagues_stands_beside_the_listings(path: str, expected: bool) -> None:  # noqa: FBT001
    """Only there."""
    assert expected == is_note(path)
