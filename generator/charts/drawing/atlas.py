"""A map of dots: land, a dot for each spot, and as many labels as find room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from generator.charts.drawing.coastline import WHOLE, Frame, Point, area, clip, coastline, simplify
from generator.charts.drawing.letters import LINE, measure, shorten
from generator.charts.drawing.marks import NARROW, Board, Sketch, Style

_LAND = Style(fill="line")
_DOT = Style(fill="c2", stroke="surface", weight=2.0)
_LEADER = Style(stroke="ink")
_RADIUS = 6.5
_SPAN = 9.0
"""Degrees that a map shows at least, so that one can see where it lies."""
_MARGIN = 1.5
"""Degrees left around the outermost spots."""
_FLAT, _TALL = {True: 0.5, False: 0.36}, {True: 1.1, False: 0.6}
"""Least and largest height of a map as a share of its width, on narrow screens and on wide ones."""
_POINTS = {True: 420, False: 760}
"""Corners that the land of a map may have, so that it stays light."""
_REACH = (14.0, 28.0, 46.0, 66.0)
"""How far a label may stand from its dot; beyond the first it gets a line."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map in words: its name, and what is there."""

    label: str
    note: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class _View:
    """A frame of degrees shown on a width."""

    frame: Frame
    width: float

    @property
    def scale(self) -> float:
        return self.width / ((self.frame[2] - self.frame[0]) * self._squeeze)

    @property
    def height(self) -> float:
        return (self.frame[3] - self.frame[1]) * self.scale

    @property
    def _squeeze(self) -> float:
        """Return how much shorter a degree of longitude is than one of latitude, in the middle of the map."""
        return cos(radians((self.frame[1] + self.frame[3]) / 2))

    def at(self, point: Point) -> Point:
        return (point[0] - self.frame[0]) * self._squeeze * self.scale, (self.frame[3] - point[1]) * self.scale


def atlas(spots: Sequence[Spot], width: float) -> tuple[Sketch, int]:
    """Lay out a map of spots; also return how many of them have no label, for want of room."""
    narrow = width <= NARROW
    view = _View(_frame(spots, narrow=narrow), width)
    board = Board(width)
    for ring in _land(view, _POINTS[narrow]):
        board.shape(_LAND, ring)
    dots = [view.at((one.longitude, one.latitude)) for one in spots]
    taken: list[Box] = [(x - 9, y - 9, x + 9, y + 9) for x, y in dots]
    left = 0
    for spot, dot in sorted(zip(spots, dots, strict=True), key=lambda pair: (pair[1][1], pair[1][0])):
        box = _place(spot, dot, taken, (width, view.height))
        if box is None:
            left += 1
        else:
            taken += [box, *_along(dot, box)]
            _label(board, spot, dot, box)
    for x, y in dots:
        board.circle(x, y, _RADIUS, _DOT)
    return board.sketch(view.height), left


# --- the frame -------------------------------------------------------------------------------------------------


def _frame(spots: Sequence[Spot], *, narrow: bool) -> Frame:
    """Return whole degrees around all spots, neither too flat nor too tall, and inside of what is known."""
    east, north = [one.longitude for one in spots], [one.latitude for one in spots]
    west, right = _widen(min(east) - _MARGIN, max(east) + _MARGIN, _SPAN, (WHOLE[0], WHOLE[2]))
    flat = (right - west) * _FLAT[narrow]
    south, top = _widen(min(north) - _MARGIN, max(north) + _MARGIN, flat, (WHOLE[1], WHOLE[3]))
    west, right = _widen(west, right, (top - south) / _TALL[narrow], (WHOLE[0], WHOLE[2]))
    return west, south, right, top


def _widen(low: float, high: float, least: float, limits: tuple[float, float]) -> tuple[float, float]:
    more = max(0.0, least - (high - low)) / 2
    low, high = round(low - more), round(high + more)
    shift = max(0.0, limits[0] - low) - max(0.0, high - limits[1])
    return max(limits[0], low + shift), min(limits[1], high + shift)


# --- land ------------------------------------------------------------------------------------------------------


@cache
def _land(view: _View, most: int) -> tuple[tuple[Point, ...], ...]:
    """Return the land of a map in its units, as finely as the number of corners allows."""
    inside = [clip(ring, view.frame) for ring in coastline() if _meets(ring, view.frame)]
    drawn = [[view.at(point) for point in ring] for ring in inside if ring]
    coarse = 0.6
    while True:
        kept = [simplify([*ring, ring[0]], coarse)[:-1] for ring in drawn if area(ring) > 12 * coarse]
        if sum(map(len, kept)) <= most:
            return tuple(tuple((float(round(x)), float(round(y))) for x, y in ring) for ring in kept if len(ring) > 2)
        coarse *= 1.3


def _meets(ring: Sequence[Point], frame: Frame) -> bool:
    east, north = [x for x, _ in ring], [y for _, y in ring]
    return min(east) < frame[2] and max(east) > frame[0] and min(north) < frame[3] and max(north) > frame[1]


# --- labels ----------------------------------------------------------------------------------------------------


def _place(spot: Spot, dot: Point, taken: Sequence[Box], size: tuple[float, float]) -> Box | None:
    """Return the first place for a label that covers nothing else, with its second line or without it."""
    for lines in (2, 1) if spot.note else (1,):
        words = _words(spot, size[0])[:lines]
        wide = max(measure(text, bold=not number) for number, text in enumerate(words))
        for box in _around(dot, wide, LINE * lines):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
            if inside and not any(_overlap(one, other) for one in (box, *_along(dot, box)) for other in taken):
                return box
    return None


def _words(spot: Spot, width: float) -> tuple[str, ...]:
    room = min(width / 2, 210.0)
    return shorten(spot.label, room, bold=True), shorten(spot.note, room)


def _around(dot: Point, wide: float, high: float) -> Iterator[Box]:
    x, y = dot
    for reach in _REACH:
        middle = y - high / 2
        yield x + reach, middle, x + reach + wide, middle + high
        yield x - reach - wide, middle, x - reach, middle + high
        yield x - wide / 2, y - reach - high, x + wide / 2, y - reach
        yield x - wide / 2, y + reach, x + wide / 2, y + reach + high
        yield x - 6, y - reach - high, x - 6 + wide, y - reach
        yield x - 6, y + reach, x - 6 + wide, y + reach + high
        yield x + 6 - wide, y - reach - high, x + 6, y - reach
        yield x + 6 - wide, y + reach, x + 6, y + reach + high


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] + 4 and other[0] < one[2] + 4 and one[1] < other[3] and other[1] < one[3]


def _label(board: Board, spot: Spot, dot: Point, box: Box) -> None:
    words = _words(spot, board.width)[: round((box[3] - box[1]) / LINE)]
    for number, text in enumerate(words):
        board.text(box[0], box[1] + 12 + number * LINE, text, "cm" if number else "cv")
    if _along(dot, box):
        board.line(_LEADER, dot, _near(dot, box))


def _near(dot: Point, box: Box) -> Point:
    """Return the point of a label that lies nearest to its dot."""
    return min(max(dot[0], box[0]), box[2]), min(max(dot[1], box[1]), box[3])


def _along(dot: Point, box: Box) -> tuple[Box, ...]:
    """Return the line from a dot to its label as small boxes, without its begin on the dot; none where they touch."""
    near = _near(dot, box)
    long = ((near[0] - dot[0]) ** 2 + (near[1] - dot[1]) ** 2) ** 0.5
    if long <= _REACH[0] + 2:
        return ()
    steps = [at / long for at in range(16, int(long), 4)]
    points = ((dot[0] + part * (near[0] - dot[0]), dot[1] + part * (near[1] - dot[1])) for part in steps)
    return tuple((x - 1, y - 1, x + 1, y + 1) for x, y in points)
