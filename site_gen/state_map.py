"""The outlines of the states, for a map that is part of a page and loads nothing.

They stand in templates/assets/maps/us-states.txt, made by `import_map`. A line is a state: its code, the point in its
middle where a number of three digits has room ("-" where none has), and its outline as the path of an SVG.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from site_gen.vocabulary import STATES

TABLE = "templates/assets/maps/us-states.txt"
VIEW = "78 4 948 600"  # of the drawing: left, top, width, height

TOLERANCE = 1.2  # points: what an outline may be off by
SMALLEST_ISLAND = 12.0  # square points
ROOM = 13.0  # points around the middle of a label

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A state on the map. *label*: the point in the middle of its text, None where there is no room for one."""

    code: str
    label: tuple[int, int] | None
    path: str


def read_map(table: str) -> tuple[Outline, ...]:
    """The states of the table, in its order."""
    return tuple(_read_line(line) for line in table.splitlines() if not line.startswith("#"))


def _read_line(line: str) -> Outline:
    code, across, *down, path = line.split(" ", 3 if line[3] != "-" else 2)
    return Outline(code=code, label=(int(across), int(down[0])) if down else None, path=path)


# --- making the table ------------------------------------------------------------------------------


def import_map(topology: str) -> str:
    """The lines of the table, from the TopoJSON of the states that us-atlas draws for a page."""
    drawing = json.loads(topology)
    arcs = [_simplify(arc) for arc in _read_arcs(drawing)]
    codes = {name: code for code, name in STATES.items()}
    found = {codes[one["properties"]["name"]]: _rings(one, arcs) for one in drawing["objects"]["states"]["geometries"]}
    return "".join(_write_line(code, rings) for code, rings in sorted(found.items()))


def _read_arcs(drawing: Mapping[str, Any]) -> Iterator[list[Point]]:
    """Steps on a grid to points of the drawing, whose left upper corner is moved to nought."""
    scale_x, scale_y = drawing["transform"]["scale"]
    for arc in drawing["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x, y * scale_y))
        yield points


def _simplify(points: list[Point]) -> list[Point]:
    """Douglas and Peucker: without the points that the line passes closely anyway.

    What two states share is one arc, so their outlines still meet.
    """
    first, last = points[0], points[-1]
    if first == last and len(points) > 2:  # noqa: PLR2004  an island: two halves, or nothing would be far from the line
        half = max(range(len(points)), key=lambda place: math.dist(first, points[place]))
        return [*_simplify(points[: half + 1])[:-1], *_simplify(points[half:])]
    far, place = max(((_off(points[i], first, last), i) for i in range(1, len(points) - 1)), default=(0.0, 0))
    if far <= TOLERANCE:
        return [first, last]
    return [*_simplify(points[: place + 1])[:-1], *_simplify(points[place:])]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far *point* is from the line between two others."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = along_x**2 + along_y**2
    part = ((point[0] - start[0]) * along_x + (point[1] - start[1]) * along_y) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return math.dist(point, (start[0] + part * along_x, start[1] + part * along_y))


def _rings(geometry: Mapping[str, Any], arcs: Sequence[list[Point]]) -> list[Ring]:
    """The outlines of one state, the largest first, without its smallest islands."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [_join(ring, arcs) for polygon in polygons for ring in polygon]
    largest, *others = sorted(rings, key=_area, reverse=True)
    return [largest, *(ring for ring in others if _area(ring) >= SMALLEST_ISLAND)]


def _join(ring: Iterable[int], arcs: Sequence[list[Point]]) -> Ring:
    """One ring of arcs; a number below nought is an arc walked backwards."""
    parts = (arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring)
    return [point for part in parts for point in part[:-1]]


def _area(ring: Ring) -> float:
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in _sides(ring))) / 2


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return pairwise([*ring, ring[0]])


def _write_line(code: str, rings: Sequence[Ring]) -> str:
    room, (x, y) = max((_room_at(point, rings[0]), point) for point in _grid(rings[0]))
    label = f"{x:.0f} {y:.0f}" if room >= ROOM else "-"
    return f"{code} {label} {''.join(map(_write_path, rings))}\n"


def _grid(ring: Ring) -> Iterator[Point]:
    """Points to try for a label: every second one across and down."""
    across, down = ([int(point[axis]) for point in ring] for axis in (0, 1))
    for x in range(min(across), max(across) + 2, 2):
        for y in range(min(down), max(down) + 2, 2):
            yield x, y


def _room_at(point: Point, ring: Ring) -> float:
    """How far the outline is from a point within it; below nought outside of it."""
    nearest = min(_off(point, *side) for side in _sides(ring))
    crossed = sum((a[1] > point[1]) != (b[1] > point[1]) and _crosses(point, a, b) for a, b in _sides(ring))
    return nearest if crossed % 2 else -nearest


def _crosses(point: Point, start: Point, end: Point) -> bool:
    return point[0] < start[0] + (point[1] - start[1]) * (end[0] - start[0]) / (end[1] - start[1])


def _write_path(ring: Ring) -> str:
    """Whole points, each as the step from the one before: `m10 20 5-3 2 8z`."""
    points = [(round(x), round(y)) for x, y in ring]
    kept = [point for before, point in pairwise([points[-1], *points]) if point != before]
    (x, y), *_ = kept
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
    numbers = "".join(f"{' ' if number >= 0 else ''}{number}" for step in steps for number in step)
    return f"M{x} {y}l{numbers.lstrip()}z" if steps else f"M{x} {y}h1v1h-1z"
