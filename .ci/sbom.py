"""The software bill of materials: what a build runs on, from requirements.txt, as CycloneDX 1.6 on standard output.

    .venv/bin/python .ci/sbom.py > sbom.cdx.json

The same lock gives the same bytes: no date, and a serial number made from the lock.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = "requirements.txt"
ENTRY = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)([^\n]*(?:\n[ ].*)*)", re.MULTILINE)
OURSELVES = "stepdown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """*wanted_by*: the packages that need this one; `stepdown` where it is named in pyproject.toml."""

    name: str
    version: str
    digests: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(text: str) -> Iterator[Package]:
    """Every package of a lock that uv wrote, with what it says of each."""
    for name, version, rest in ENTRY.findall(text):
        _, _, via = rest.partition("# via")
        wanted_by = (word for word in re.findall(r"[A-Za-z0-9._-]+(?: \([^)]*\))?", via))
        yield Package(
            name=name,
            version=version,
            digests=tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)),
            wanted_by=tuple(OURSELVES if "pyproject" in one else one for one in wanted_by),
        )


def make_bill(lock: str, project: Mapping[str, str]) -> dict[str, object]:
    """The bill of *lock*, for the *project* of pyproject.toml."""
    packages = tuple(read_lock(lock))
    us = f"pkg:generic/{OURSELVES}@{project['version']}"
    references = {OURSELVES: us, **{package.name: package.reference for package in packages}}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, us + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": us,
                "name": OURSELVES,
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [_describe(package) for package in packages],
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(p.reference for p in packages if name in p.wanted_by)}
            for name, reference in references.items()
        ],
    }


def _describe(package: Package) -> dict[str, object]:
    files = {
        "type": "distribution",
        "url": f"https://pypi.org/project/{package.name}/{package.version}/#files",
        "comment": "The digests of all files that may be installed: one for each system and Python.",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.digests],
    }
    return {
        "type": "library",
        "bom-ref": package.reference,
        "name": package.name,
        "version": package.version,
        "purl": package.reference,
        "externalReferences": [files],
    }


if __name__ == "__main__":
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    bill = make_bill((ROOT / LOCK).read_text(encoding="utf-8"), settings["project"])
    json.dump(bill, sys.stdout, indent=1)
    sys.stdout.write("\n")
