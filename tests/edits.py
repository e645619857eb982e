"""What an editor may do to the sources of the small site, for tests of builds that follow each other."""

from __future__ import annotations

from typing import TypeAlias

Edit: TypeAlias = tuple[str, str, str]
"""A file, what stands in it, and what comes in its place."""

EDITS: tuple[Edit, ...] = (
    ("content/en/what-is-iop.md", "\n## ", "\nOne sentence more.\n\n## "),
    ("content/en/what-is-iop.md", "---\n", "---\n# A comment\n"),
    ("content/site.yaml", "name:", "# A comment\nname:"),
    ("programs.yaml", "programs:", "# A comment\nprograms:"),
    ("programs.yaml", "city: ", "city: New "),
    ("programs.yaml", "number: ", "purpose: "),
    ("programs.yaml", "Bright Path Recovery", "Bright Path Care"),
    ("programs.yaml", "as_of: 2026-11-02", "as_of: 2026-11-03"),
    ("content/site.yaml", "demo: false", "demo: false\nlimits: {openings_after: 1}"),
    ("content/helplines.yaml", "helplines:", "# A comment\nhelplines:"),
    ("content/criteria.yaml", "name: ", "name: New "),
    ("content/sources.yaml", "title: A book", "title: A newer book"),
    ("templates/base.html", "</main>", "<!-- more --></main>"),
    ("templates/pages/program.html", "{% block", "{# more #}{% block"),
    ("templates/pages/program.html", "view.program.name", "view.program.nme"),
    ("templates/assets/css/base.css", "{", "{color:red;"),
    ("templates/assets/zips/us.txt", "\nNJ ", "\n# NJ "),
    ("templates/i18n/es.po", "Ir a la parte principal", "Vaya a la parte principal"),
    ("templates/components/finder.js", "const ", "const unused = 1;\nconst "),
)


def edit(sources: dict[str, bytes], one: Edit) -> dict[str, bytes]:
    """The sources of the small site after an edit."""
    path, old, new = one
    assert old.encode() in sources[path]
    return {**sources, path: sources[path].replace(old.encode(), new.encode(), 1)}
