"""The coast of Indonesia as lines to draw: cut and simplified out of Natural Earth, which is in the public domain.

`python -m generator.charts.drawing.coastline land-50m.json` makes `coastline.txt` anew, out of the file of that name in
the npm package world-atlas 2.0.2. A line of the text is one ring: pairs of longitude and latitude in hundredths of a
degree, the first pair in full, each other one as the step from the pair before it.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Frame = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
WHOLE: Frame = (93.0, -12.5, 143.0, 8.0)
"""What the coast is cut to: Sabang to Merauke, Rote to Miangas, and what lies between."""
FILE = Path(__file__).with_name("coastline.txt")
_COARSE = 0.035
"""How far a simplified coast may lie from the real one, in degrees."""
_SMALL = 0.012
"""Islands below this area, in square degrees, are left out: they would be less than a dot."""


@cache
def coastline() -> tuple[tuple[Point, ...], ...]:
    """Return the rings of all land in the frame."""
    return tuple(tuple(_read(line)) for line in FILE.read_text(encoding="ascii").splitlines())


def _read(line: str) -> Iterator[Point]:
    steps = [int(word) for word in line.split()]
    x = y = 0
    for right, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        yield x / 100, y / 100


def write(rings: Sequence[Sequence[Point]]) -> str:
    """Write rings as the text that `coastline` reads."""
    return "".join(f"{' '.join(map(str, _steps(ring)))}\n" for ring in rings)


def _steps(ring: Sequence[Point]) -> Iterator[int]:
    whole = [(round(x * 100), round(y * 100)) for x, y in ring]
    yield from whole[0]
    for (x, y), (next_x, next_y) in pairwise(whole):
        yield from (next_x - x, next_y - y)


# --- shapes -----------------------------------------------------------------------------------------------------


def clip(ring: Sequence[Point], frame: Frame) -> list[Point]:
    """Cut a ring at the four sides of a frame, one after the other (Sutherland and Hodgman)."""
    west, south, east, north = frame
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = list(_cut_side(ring, axis, limit, sign))
    return list(ring)


def _cut_side(ring: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for before, here in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        was_in, is_in = sign * (before[axis] - limit) >= 0, sign * (here[axis] - limit) >= 0
        if was_in != is_in:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])
        if is_in:
            yield here


def area(ring: Sequence[Point]) -> float:
    """Return the area of a ring in square degrees."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


def simplify(line: list[Point], within: float) -> list[Point]:
    """Leave out the points that lie nearly on the line between others (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda at: _distance(line[at], line[0], line[-1]))
    if _distance(line[far], line[0], line[-1]) <= within:
        return [line[0], line[-1]]
    return [*simplify(line[: far + 1], within)[:-1], *simplify(line[far:], within)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


# --- made once, by hand ----------------------------------------------------------------------------------------


def cut(world: Path) -> list[list[Point]]:
    """Return the rings of a TopoJSON of all land, cut to the frame, simplified, the largest first."""
    atlas = json.loads(world.read_text(encoding="utf-8"))
    rings = (clip(ring, WHOLE) for ring in _rings(atlas))
    kept = [simple for ring in rings if area(ring) > _SMALL and len(simple := simplify(ring, _COARSE)) > 3]
    return sorted(kept, key=area, reverse=True)


def _rings(atlas: dict[str, object]) -> Iterator[list[Point]]:
    """Yield the outer rings of the one object of a TopoJSON; its arcs are steps of whole numbers."""
    scale, shift = (atlas["transform"][key] for key in ("scale", "translate"))  # type: ignore[index]
    arcs = [_arc(one, scale, shift) for one in atlas["arcs"]]  # type: ignore[attr-defined]
    for geometry in atlas["objects"]["land"]["geometries"]:  # type: ignore[index]
        for polygon in geometry["arcs"]:
            ring: list[Point] = []
            for number in polygon[0]:
                ring += arcs[number] if number >= 0 else arcs[~number][::-1]
            yield ring


def _arc(steps: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> list[Point]:
    x = y = 0
    found: list[Point] = []
    for right, up in steps:
        x, y = x + right, y + up
        found.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return found


if __name__ == "__main__":
    FILE.write_text(write(cut(Path(sys.argv[1]))), encoding="ascii")
