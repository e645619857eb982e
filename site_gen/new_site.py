"""A site for another county: the generator's files as they are, and content of its own to start from.

Two kinds of files stand in a site. The generator's are replaced by `build.py update`, and a list with a digest of each
tells whether somebody has changed one. Everything else is the site's own and is never touched again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from site_gen.article_files import PATH as ARTICLE_PATH
from site_gen.schema import CONFIG

MANIFEST = ".generator.json"
# The first parts of their paths. A list of what is copied, not of what is left out: a checkout may hold anything.
GENERATOR = (
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".github/dependabot.yml",
    ".github/workflows",
    ".gitignore",
    ".gitlab-ci.yml",
    ".vscode",
    "LICENSE",
    "Makefile",
    "build.py",
    "deploy",
    "docs",
    "netlify.toml",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "site_gen",
    "templates",
    "wrangler.toml",
)
OWN = ("README.md", "content", "programs", "programs.imported.json", "programs.yaml")
LEFT_OUT = (
    ".github",
    "CHANGELOG.md",
    "CITATION.cff",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks",
    "tests",
)
SKELETON = "docs/skeletons/site/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """What a county says of its site; *colors*: on light pages and on dark ones."""

    name: str
    area: str
    run_by: str
    base_url: str
    languages: tuple[str, ...] = ("en",)
    colors: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an update does: content by path, files to remove, the new list. *blocked*: files somebody has changed."""

    written: Mapping[str, bytes]
    removed: tuple[str, ...]
    blocked: tuple[str, ...]
    manifest: bytes


def is_generators(path: str) -> bool:
    """Whether a file of a checkout is part of the generator."""
    return any(path == name or path.startswith(f"{name}/") for name in GENERATOR)


def make_site(files: Mapping[str, bytes], new: NewSite) -> dict[str, bytes]:
    """Every file of the new site, from those of this one."""
    generator = {path: data for path, data in files.items() if is_generators(path)}
    content = {path: data for path, data in files.items() if _is_guide(path, new.languages)}
    start = {
        path.removeprefix(SKELETON): _fill(data, new, quoted=path.endswith(".yaml"))
        for path, data in files.items()
        if path.startswith(SKELETON)
    }
    own = {
        path: data for path, data in start.items() if not path.startswith("content/") or _is_guide(path, new.languages)
    }
    own[CONFIG] += _write_colors(new).encode()
    return {**generator, **content, **own, MANIFEST: write_manifest(generator)}


def _is_guide(path: str, languages: tuple[str, ...]) -> bool:
    """Articles in the languages of the site, and the data that all of them share."""
    parts = path.split("/")
    return parts[0] == "content" and (len(parts) == 2 or parts[1] in languages)  # noqa: PLR2004  content/NAME


def _fill(data: bytes, new: NewSite, *, quoted: bool) -> bytes:
    """A text of the skeleton with the county's own words; in YAML, in quotes."""
    text = data.decode()
    for key in ("name", "area", "run_by", "base_url"):
        word = getattr(new, key)
        text = text.replace(f"@{key}@", json.dumps(word, ensure_ascii=False) if quoted else word)
    return text.replace("@languages@", ", ".join(new.languages)).encode()


def _write_colors(new: NewSite) -> str:
    return f'\ncolors: {{accent: "{new.colors[0]}", accent_dark: "{new.colors[1]}"}}\n' if new.colors else ""


def write_manifest(generator: Mapping[str, bytes]) -> bytes:
    """The generator's files, each with a digest of what it held when it came."""
    digests = {path: _digest(data) for path, data in sorted(generator.items())}
    return (json.dumps(digests, indent=0) + "\n").encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """The digests by path. Raises ValueError for a list that is none."""
    read = json.loads(data)
    if not isinstance(read, dict) or not all(isinstance(digest, str) for digest in read.values()):
        raise ValueError(MANIFEST)
    return read


def plan_update(files: Mapping[str, bytes], present: Mapping[str, bytes], known: Mapping[str, str]) -> Update:
    """From the files of a new version, those that stand in the site, and the digests of those that came last.

    A file that somebody has taken away stays away. One that somebody has changed blocks the update, unless the new
    version says the same.
    """
    wanted = {path: data for path, data in files.items() if is_generators(path)}
    kept_away = known.keys() - present.keys()
    written = {path: data for path, data in wanted.items() if present.get(path) != data and path not in kept_away}
    removed = tuple(sorted(path for path in known.keys() & present.keys() if path not in wanted))
    touched = [path for path in (*written, *removed) if path in present]
    blocked = tuple(sorted(path for path in touched if known.get(path) != _digest(present[path])))
    return Update(written=written, removed=removed, blocked=blocked, manifest=write_manifest(wanted))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def languages_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The languages that a new site can have: those in which it can say who runs it."""
    places = (ARTICLE_PATH.fullmatch(path.removeprefix(SKELETON)) for path in files if path.startswith(SKELETON))
    return tuple(sorted({place["language"] for place in places if place}))
