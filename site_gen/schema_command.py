"""`build.py schema`: the file formats for editors, and settings for those that run in a browser."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from site_gen.cms.offer import CmsSettings
from site_gen.cms.pages_cms import write_pages_cms
from site_gen.cms.sveltia import write_sveltia
from site_gen.files import read_tree
from site_gen.json_schema import write_schemas
from site_gen.loading import load_site
from site_gen.report import to_text

SCHEMAS = Path("docs/schemas")

# The editor runs on a page of its own, apart from the site: the policy of our pages allows no network use.
SVELTIA_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
    "connect-src 'self' data: https://api.github.com; base-uri 'none'; form-action 'none'"
)
SVELTIA_PAGE = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{SVELTIA_POLICY}">
<title>Edit the guide</title>
</head>
<body>
<script src="sveltia-cms.js"></script>
</body>
</html>
"""


def write_formats(*, root: Path, out: Path | None) -> bool:
    """The JSON Schemas into *out*, where the settings of the editor look for them."""
    return _write(write_schemas(), out or root / SCHEMAS)


def write_cms_settings(kind: str, *, root: Path, out: Path | None, repository: str) -> bool:
    """What one editor in the browser needs, into a folder that nothing publishes."""
    sources, faults = read_tree(root)
    site, found = load_site(sources) if sources else (None, ())
    if site is None:
        print(to_text((*faults, *found), sources), file=sys.stderr)
        return False
    made = write_sveltia(site, sources, repository=repository) if kind == "sveltia" else write_pages_cms(site, sources)
    if not _write(_cms_files(kind, made), out or root / "_cms" / kind):
        return False
    for reason in made.left_out:
        print(f"Not offered: {reason}.")
    print("Read docs/editing-in-a-browser.md before you switch it on.")
    return True


def _cms_files(kind: str, made: CmsSettings) -> Mapping[str, bytes]:
    if kind == "pages":
        return {".pages.yml": made.text.encode()}
    return {"config.yml": made.text.encode(), "index.html": SVELTIA_PAGE.encode()}


def _write(files: Mapping[str, bytes], folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        print(f"{error.filename or folder} cannot be written: {error.strerror}", file=sys.stderr)
        return False
    print(f"Wrote {', '.join(files)} into {folder}/.")
    return True
