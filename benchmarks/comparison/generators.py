"""The generators that are compared: how each is found and started, and what is edited in its site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.comparison import inputs
from benchmarks.comparison.work import Work
from benchmarks.make_directory import TODAY

ROOT = Path(__file__).parent.parent.parent
WriteInput: TypeAlias = Callable[[Path, Work, Mapping[str, str]], None]

STEPDOWN, HUGO, HUGO_JSON = "Stepdown", "Hugo", "Hugo with JSON"
STEPDOWN_NOTE = "its own site, whole: it checks, proves and writes more than the others, see above"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """*command*: its words, in which {site} and {out} stand for the folders of a site and of what is built.

    *write*: None for Stepdown, whose site the others are made from. *places*: where its program is looked for below
    --tools. *runs_on*: the interpreter of the tool, where it has one. *template*: the file with the footer of all
    pages. *article*, *programs*: the other files that are edited.
    """

    name: str
    command: tuple[str, ...]
    template: str
    note: str
    write: WriteInput | None = None
    places: tuple[str, ...] = ()
    version: tuple[str, ...] = ("--version",)
    runs_on: str = ""
    article: str = f"content/{inputs.EDITED_ARTICLE}.md"
    programs: str = "data/programs/{state}-1.yaml"


# The program itself is put before the command when it is found.
OTHERS = (
    Generator(
        name=HUGO,
        places=("**/hugo/binaries/hugo", "**/hugo/binaries/hugo.exe", "**/bin/hugo"),
        command=("build", "--source", "{site}", "--destination", "{out}", "--quiet"),
        version=("version",),
        write=inputs.write_hugo,
        template="layouts/baseof.html",
        note=f"data in files of at most {inputs.MOST_IN_A_FILE} programs: it refuses a YAML file with more than 10,000 "
        "lists and mappings",
    ),
    Generator(
        name=HUGO_JSON,
        places=("**/hugo/binaries/hugo", "**/hugo/binaries/hugo.exe", "**/bin/hugo"),
        command=("build", "--source", "{site}", "--destination", "{out}", "--quiet"),
        version=("version",),
        write=inputs.write_hugo_json,
        template="layouts/baseof.html",
        programs="data/programs/{state}-1.json",
        note="the same site, its data written as JSON, which Hugo reads faster",
    ),
    Generator(
        name="Eleventy",
        places=("**/node_modules/.bin/eleventy",),
        command=("--quiet", "--output={out}"),
        runs_on="node",
        write=inputs.write_eleventy,
        template="templates/base.html",
        note="reads its data with js-yaml in its configuration",
    ),
    Generator(
        name="Pelican",
        places=("**/bin/pelican",),
        command=("content", "--settings", "pelicanconf.py", "--output", "{out}", "--quiet"),
        runs_on="python",
        write=inputs.write_pelican,
        template="theme/templates/base.html",
        note="programs and lists come from a plugin of 40 lines; PyYAML reads the data",
    ),
    Generator(
        name="MkDocs",
        places=("**/bin/mkdocs",),
        command=("build", "--quiet", "--site-dir", "{out}"),
        runs_on="python",
        write=inputs.write_mkdocs,
        template="theme/base.html",
        note="programs and lists come from a hook of 60 lines; PyYAML reads the data; no search, no script",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A generator that is there. *start*: the words that start it, before those of its command.

    *cold_options*: more for a build that may use nothing of an earlier one. *modules*: what Node imports from.
    """

    generator: Generator
    start: tuple[str, ...]
    version: str
    cold_options: tuple[str, ...] = ()
    modules: Path | None = None

    def command(self, site: Path, out: Path, *, is_cold: bool) -> tuple[str, ...]:
        """How it is told to build *site* into *out*."""
        words = (word.format(site=site, out=out) for word in self.generator.command)
        return (*self.start, *words, *(self.cold_options if is_cold else ()))


def make_stepdown(python: str, options: tuple[str, ...], *, cold_options: tuple[str, ...] = ()) -> Tool:
    """The generator of this repository, run by *python* with more *options*, on the day its listings are made for."""
    generator = Generator(
        name=STEPDOWN,
        command=("build", "--root", "{site}", "--out", "{out}", "--now", str(TODAY), "--quiet", *options),
        template="templates/base.html",
        article=f"content/en/{inputs.EDITED_ARTICLE}.md",
        programs="programs/{state}.yaml",
        note=STEPDOWN_NOTE,
    )
    version = ", ".join((*_own_version(python), *options, *(f"{one} when cold" for one in cold_options)))
    return Tool(generator=generator, start=(python, "build.py"), version=version, cold_options=cold_options)


def find_tool(generator: Generator, folder: Path | None) -> Tool | None:
    """*generator* where it is installed: below *folder*, or on the PATH."""
    found = next((path for place in generator.places for path in sorted(folder.glob(place))), None) if folder else None
    program = str(found) if found else shutil.which(Path(generator.places[-1]).name)
    if program is None:
        return None
    modules = next((parent for parent in Path(program).parents if parent.name == "node_modules"), None)
    return Tool(generator=generator, start=(program,), version=_tell_version(generator, program), modules=modules)


def _own_version(python: str) -> tuple[str, str]:
    """The last commit that changed what builds a site, and a + if something of that is not committed yet."""
    git, parts = ("git", "-C", str(ROOT)), ("--", "build.py", "site_gen", "templates")
    commit = _first_line((*git, "log", "-1", "--format=%h", *parts))
    is_clean = _first_line((*git, "status", "--porcelain", *parts)) == "unknown"
    return f"{commit}{'' if is_clean else '+'}", _first_line((python, "--version"))


def _tell_version(generator: Generator, program: str) -> str:
    """The number in what *program* says of itself, and its interpreter: the one beside it, else that on the PATH."""
    line = _first_line((program, *generator.version))
    number = re.search(r"\d+(?:\.\d+)+", line)
    if not generator.runs_on:
        return number[0] if number else line
    beside = Path(program).with_name(generator.runs_on)
    interpreter = _first_line((str(beside) if beside.exists() else generator.runs_on, "--version"))
    name = "Node " if generator.runs_on == "node" else ""
    return f"{number[0] if number else line}, {name}{interpreter.removeprefix('v')}"


def _first_line(command: tuple[str, ...]) -> str:
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - of a tool to be run
    return (asked.stdout.strip().splitlines() or ["unknown"])[0]


def environment(site: Path) -> dict[str, str]:
    """What a generator finds around it: no cache but those inside its *site*, and this repository for its plugins."""
    caches = str(site / ".caches")
    return {**os.environ, "XDG_CACHE_HOME": caches, "HUGO_CACHEDIR": caches, "PYTHONPATH": str(ROOT)}
