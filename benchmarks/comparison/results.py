"""The figures of a comparison, kept in a file between commands: sizes and cases may be measured one at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.comparison.figures import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a tool has made of the work. *page*: bytes of the page of a program. *differs*: from the work, in words."""

    files: int
    size: int
    page: int
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything measured with one number of programs. *runs*: by case, then by tool. *remark*: for who reads them."""

    day: str
    remark: str = ""
    articles: int
    written: Mapping[str, Written] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)
    runs: Mapping[str, Mapping[str, list[Run]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """*machine*: what it is and has. *tools*: their versions. *sizes*: what was measured, by the number of programs."""

    machine: str
    tools: Mapping[str, str]
    sizes: Mapping[int, Measured] = field(default_factory=dict)


def read_results(path: Path, now: Results) -> Results:
    """What the file holds, if it was measured on this machine with these tools; else nothing, as in *now*."""
    if not path.is_file():
        return now
    stored = json.loads(path.read_text("utf-8"))
    if (stored["machine"], stored["tools"]) != (now.machine, now.tools):
        return now
    sizes = {int(size): _to_measured(measured) for size, measured in stored["sizes"].items()}
    return Results(machine=now.machine, tools=now.tools, sizes=sizes)


def _to_measured(stored: Mapping[str, Any]) -> Measured:
    return Measured(
        day=stored["day"],
        remark=stored.get("remark", ""),
        articles=stored["articles"],
        written={tool: Written(**{**one, "differs": tuple(one["differs"])}) for tool, one in stored["written"].items()},
        failed=stored["failed"],
        runs={
            case: {tool: [Run(**one) for one in runs] for tool, runs in by_tool.items()}
            for case, by_tool in stored["runs"].items()
        },
    )


def write_results(path: Path, results: Results) -> None:
    """Keep *results* for the next command."""
    path.write_text(json.dumps(asdict(results), indent=1), "utf-8")
