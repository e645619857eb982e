"""The manifest of the version that is published now: what the next one is compared with before it takes its place."""

from __future__ import annotations

from pathlib import Path

from site_gen.diagnostics import Diagnostic
from site_gen.manifest import MANIFEST, Manifest, ManifestError, find_losses, read_manifest
from site_gen.pipeline import BuildResult


def load_manifest(path: Path) -> Manifest:
    """The manifest in a file. Raises ManifestError, with words that name the file."""
    try:
        return read_manifest(path.read_bytes())
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}") from error
    except ManifestError as error:
        raise ManifestError(f"{path} is no manifest: {error}") from error


def guard(result: BuildResult, out: Path, *, last: Path | None) -> tuple[Diagnostic, ...]:
    """What readers would lose by this build: against the manifest *last*, else the one in *out*, if there is one.

    Raises ManifestError.
    """
    path = last or out / MANIFEST
    if result.site is None or MANIFEST not in result.outputs or (last is None and not path.exists()):
        return ()
    new = read_manifest(result.outputs[MANIFEST])
    return tuple(find_losses(load_manifest(path), new, programs_gone=result.site.config.limits.programs_gone))
