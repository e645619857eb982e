"""Files compressed once, at the build, for hosts that send them so: nginx with gzip_static, GitLab Pages, Caddy."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

SUFFIX = ".gz"
TEXTS = (".css", ".csv", ".html", ".js", ".json", ".txt", ".xml")
WORTH_IT = 1_000
"""In bytes: what is smaller fits one packet anyway."""


def compress(outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The twin of every text that is worth one."""
    worth = (path for path, content in outputs.items() if path.endswith(TEXTS) and len(content) >= WORTH_IT)
    return {f"{path}{SUFFIX}": gzip.compress(outputs[path], mtime=0) for path in worth}
