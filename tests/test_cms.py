"""Settings for editors in the browser: what they offer, and what they are kept away from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from site_gen.cli import main
from site_gen.cms.pages_cms import write_pages_cms
from site_gen.cms.sveltia import write_sveltia
from site_gen.loading import load_site
from site_gen.model import FrontMatter, Helpline, Site
from site_gen.model.forms import fields_of
from tests.small_site import ROOT, Changes, edited, small_sources


def site_with(changes: Changes | None = None) -> tuple[Site, dict[str, bytes]]:
    sources = small_sources(changes)
    site, faults = load_site(sources)
    assert site is not None, faults
    return site, sources


def settings_of(text: str) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load(text)
    return settings


def by_name(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in items}


def sveltia(changes: Changes | None = None) -> dict[str, Any]:
    return settings_of(write_sveltia(*site_with(changes), repository="county/guide").text)


def test_front_matter_has_every_key_and_the_text() -> None:
    """In both editors, so that none is lost over a save."""
    keys = [field.key for field in fields_of(FrontMatter)]
    pages = settings_of(write_pages_cms(*site_with()).text)
    assert [*keys, "body"] == [field["name"] for field in sveltia()["collections"][0]["fields"]]
    assert [*keys, "body"] == [field["name"] for field in pages["content"][0]["fields"]]


def test_fields_take_what_the_records_take() -> None:
    """Choices, patterns with their words, days, numbers, and the ids that there are."""
    files = by_name(sveltia()["collections"][1]["files"])
    program = by_name(by_name(files["programs"]["fields"])["programs"]["fields"])
    address = by_name(program["address"]["fields"])
    assert ["^(?:\\d{5})$", 'Write five digits in quotes, such as "07102"'] == address["zip"]["pattern"]
    assert {"widget": "select", "multiple": True} == {key: program["payment"][key] for key in ("widget", "multiple")}
    assert "organizations.*.id" == program["organization"]["value_field"]
    assert program["organization"]["required"] is False
    assert "date" == by_name(program["verified"]["fields"])["on"]["type"]
    front = by_name(sveltia()["collections"][0]["fields"])
    assert ["iop", "php"] == front["level"]["options"]
    assert ["book", "nida"] == front["sources"]["options"]
    assert {"name": "order", "label": "Order", "required": True, "widget": "number", "value_type": "int"} == front[
        "order"
    ]


def test_text_is_written_in_quotes() -> None:
    """So that a ZIP code, "no" and a time stay text for whoever reads the file next."""
    assert {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}} == sveltia()["output"]


def test_what_an_editor_would_damage_is_not_offered() -> None:
    """Both drop `php: {}` and `serves_only: []`; one leaves alone what it is not told of."""
    files = by_name(sveltia()["collections"][1]["files"])
    programs = by_name(files["programs"]["fields"])["programs"]
    assert {"levels", "serves_only"}.isdisjoint(by_name(programs["fields"]))
    assert programs["allow_add"] is False
    made = write_pages_cms(*site_with())
    assert ["articles-en", "site", "helplines"] == [item["name"] for item in settings_of(made.text)["content"]]
    assert ("programs.yaml: this editor would drop levels of care of which nothing more is said",) == made.left_out


def test_pages_cms_is_told_of_every_key_of_a_helpline() -> None:
    """It drops those it is not told of."""
    content = by_name(settings_of(write_pages_cms(*site_with()).text)["content"])
    (helplines,) = content["helplines"]["fields"]
    assert [field.key for field in fields_of(Helpline)] == [field["name"] for field in helplines["fields"]]


def test_a_site_in_two_languages_has_articles_in_each() -> None:
    """Texts of data files stand there once; their translations have a file of their own."""
    two = sveltia(edited("content/site.yaml", "languages: [en]", "languages: [en, es]"))
    assert ["articles-en", "articles-es", "data"] == [collection["name"] for collection in two["collections"]]


def test_a_file_with_text_by_language_is_not_offered() -> None:
    """The editor would show such a text as empty, and save it so."""
    one = edited("content/helplines.yaml", "short: Crisis", "short: {en: Crisis, es: Crisis}")
    made = write_sveltia(*site_with(one), repository="county/guide")
    assert ("content/helplines.yaml: here every text must stand without a language",) == made.left_out
    assert "content/helplines.yaml" not in made.text


def test_command_writes_schemas_where_editors_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Or into the folder that was named, all of them."""
    assert main(["schema", "--out", str(tmp_path / "here")]) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    assert {path.name: path.read_bytes() for path in (ROOT / "docs/schemas").iterdir()} == written
    assert capsys.readouterr().out.endswith(f"into {tmp_path / 'here'}/.\n")


@pytest.mark.parametrize(("kind", "files"), [("sveltia", {"config.yml", "index.html"}), ("pages", {".pages.yml"})])
def test_command_writes_the_settings_of_an_editor_apart(
    kind: str, files: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is switched on by it: no file of the site changes."""
    for path, data in small_sources().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert main(["schema", "--cms", kind, "--root", str(tmp_path)]) == 0
    assert files == {path.name for path in (tmp_path / "_cms" / kind).iterdir()}
    assert "Read docs/editing-in-a-browser.md before you switch it on.\n" in capsys.readouterr().out


def test_command_needs_a_site_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the settings would know no ids."""
    assert main(["schema", "--cms", "pages", "--root", str(tmp_path)]) == 1
    assert "E114" in capsys.readouterr().err


def test_the_page_of_the_editor_lets_no_third_party_in() -> None:
    """But for the host of the repository: not the makers' hosts of fonts, versions and states."""
    text = (ROOT / "site_gen/schema_command.py").read_text(encoding="utf-8")
    assert ["https://api.github.com"] == [word.strip(";'\"") for word in text.split() if word.startswith("https://")]
