"""`build.py headers HOST`: what a web server is to send along with each file, for its administrator to paste."""
# ruff: noqa: T201  a command prints

from __future__ import annotations

import sys
from pathlib import Path

from site_gen import report
from site_gen.files import read_tree
from site_gen.headers import write_headers
from site_gen.loading import load_site


def print_headers(*, root: Path, host: str, base_url: str | None) -> bool:
    """Print the settings for *host*; false where the site's address is not given and the sources cannot be read."""
    if base_url is None:
        sources, unread = read_tree(root)
        site, faults = load_site(sources) if sources else (None, unread)
        if site is None:
            print(report.to_text(faults, sources), file=sys.stderr)
            return False
        base_url = str(site.config.base_url)
    print(write_headers(host, base_url), end="")
    return True
