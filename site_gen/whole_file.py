"""One file put in the place of another in one step: a full disk must not cost the one that is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

NEW_FILE = 0o644


def replace_file(path: Path, data: bytes) -> None:
    """The new content is whole on disk before it takes the old one's place. Raises OSError."""
    # A name with a dot in front is no source, should a build look meanwhile.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else NEW_FILE)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
