"""What whoever comes first reads: short, true to the code, and with links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from site_gen.arguments import _COMMANDS
from tests.small_site import ROOT

TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
ONE_SCREEN = 60
ONE_PAGE = 80
LIGHT = 80_000


def test_readme_is_one_screen_and_has_a_light_picture() -> None:
    """What it is, a picture with words for it, two commands, for whom, what it promises; then links."""
    assert README.count("\n") <= ONE_SCREEN
    ((words, path),) = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", README)
    assert len(words.split()) > 5
    assert (ROOT / path).stat().st_size <= LIGHT
    ((commands,),) = [re.findall(r"```sh\n(.*?)```", README, re.DOTALL)]
    assert ["make", "make test"] == [line.split("#")[0].strip() for line in commands.strip().split("\n")]


def test_contributing_is_one_page() -> None:
    """Layout, rules, and how to add a check, a component, a facet."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert text.count("\n") <= ONE_PAGE
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert {"Where things are", "Rules", "Adding a check", "Adding a component", "Adding a facet"} <= set(headings)


def test_every_command_is_described() -> None:
    """In docs/commands.md, by its name."""
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert [] == [name for name in _COMMANDS if not re.search(rf"^\|.*`{name}\b", text, re.MULTILINE)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_texts_lead_somewhere(path: Path) -> None:
    """To a file that is there; what a new site starts from links as it will stand there."""
    if "skeletons" in path.parts:
        return
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [] == [target for target in targets if target and not (path.parent / target).exists()]


def test_citation_names_the_data_that_we_carry() -> None:
    """Each with who made it and what may be done with it."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    references = citation["references"]
    assert [[]] * len(references) == [
        [key for key in ("title", "authors", "notes") if key not in one] for one in references
    ]
    carried = {
        "National Directory of Drug and Alcohol Use Treatment Facilities": "programs.yaml",
        "GeoNames postal codes": "templates/assets/zips/us.txt",
        "Cartographic boundary files": "templates/assets/maps/us-states.txt",
        "Human Services Data Specification 3.0": "tests/data/hsds",
    }
    assert carried.keys() == {one["title"] for one in references}
    assert all((ROOT / path).exists() for path in carried.values())
    assert [] == [one["title"] for one in references if carried[one["title"]] not in one["notes"]]


@pytest.mark.parametrize("path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem)
def test_issue_forms_can_be_read(path: Path) -> None:
    """And ask for something."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        return
    assert {"name", "description", "body"} <= form.keys()
    assert all("label" in field["attributes"] for field in form["body"])
