"""Files compressed once, at the build, for hosts that send them so: nginx with gzip_static, GitLab Pages, Caddy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping

SUFFIX = ".gz"
TEXTS = (".css", ".csv", ".html", ".js", ".json", ".txt", ".xml")
WORTH_IT = 1_000
"""In bytes: what is smaller fits one packet anyway."""


def list_twins(outputs: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The path and content of the twin of every text that is worth one."""
    for path in list(outputs):
        if path.endswith(TEXTS) and len(content := outputs[path]) >= WORTH_IT:
            yield f"{path}{SUFFIX}", gzip.compress(content, mtime=0)
