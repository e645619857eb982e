"""The MkDocs hook: a generated file for each page that is no article, and what its template is rendered with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from benchmarks.comparison.sites.python_pages import (
    Record,
    find_sections,
    home_context,
    listing_context,
    program_context,
    read_pages,
    to_json,
)

# What stands in the place of each page without an article, by the page's address: its template and its context.
_shown: dict[str, Record] = {}
_common: dict[str, Any] = {}


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - MkDocs is not installed where this is checked
    """Add a file for each page that is made from data."""
    data = Path(config.config_file_path).parent / "data"
    pages = read_pages(data)
    _common.update(words=pages.words, programs=pages.programs)
    _add(files, config, "home.html", home_context(pages))
    for program in pages.programs:
        _add(files, config, "program.html", program_context(program))
    for listing in pages.listings:
        _add(files, config, "listing.html", listing_context(listing))
    return files


def _add(files: Any, config: Any, template: str, shown: Record) -> None:  # noqa: ANN401 - as above
    path, title = f"{shown['address']}index.md", json.dumps(shown["title"])
    files.append(File.generated(config, path, content=f"---\ntemplate: {template}\ntitle: {title}\n---\n"))
    _shown[shown["address"]] = shown


def on_env(env: Any, config: Any, files: Any) -> None:  # noqa: ANN401, ARG001 - as above
    """Escape what is shown, as the other generators do."""
    env.autoescape, env.trim_blocks, env.lstrip_blocks = True, True, True
    env.filters.update(json=to_json, sections=find_sections)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> None:  # noqa: ANN401, ARG001 - as above
    """Give each page its words and its own data."""
    context.update(words=_common["words"], **_shown.get(_address(page.url), {}))


def _address(url: str) -> str:
    return "" if url in {".", "./", ""} else url


def on_post_build(config: Any) -> None:  # noqa: ANN401 - as above
    """Write the finder's data."""
    keys = ("payment", "offers", "populations", "ages")
    rows = [
        [one["id"], one["name"], *(one["address"][key] for key in ("city", "state", "zip")), one["levels"]]
        + [one.get(key, []) for key in keys]
        for one in _common["programs"]
    ]
    (Path(config.site_dir) / "finder.json").write_text(json.dumps(rows), "utf-8")
