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
    ("content/helplines.yaml", "helplines:", "# A comment\nhelplines:"),
    ("content/criteria.yaml", "name: ", "name: New "),
    ("templates/base.html", "</main>", "<!-- more --></main>"),
    ("templates/pages/program.html", "{% block", "{# more #}{% block"),
    ("templates/pages/program.html", "view.program.name", "view.program.nme"),
    ("templates/assets/css/base.css", "{", "{color:red;"),
    ("templates/components/finder.js", "const ", "const unused = 1;\nconst "),
)


def edit(sources: dict[str, bytes], one: Edit) -> dict[str, bytes]:
    """The sources of the small site after an edit."""
    path, old, new = one
    assert old.encode() in sources[path]
    return {**sources, path: sources[path].replace(old.encode(), new.encode(), 1)}
