"""Tracks: where an indicator stood, what it reached, and what it should reach, each on a scale of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing.bars import DOTS, TICK
from generator.charts.drawing.letters import LINE, measure, wrap
from generator.charts.drawing.marks import NARROW, Board, Sketch, Style
from generator.charts.drawing.stack import spread

_NAMES = 250
_EDGE = 7.0
RING = Style(fill="surface", stroke="c1", weight=2.0)
DISC = Style(fill="c1")


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a track; without a size it has none, and the note of the track says so.

    `kind` is `baseline`, `actual` or `target`.
    """

    kind: str
    name: str
    size: float | None
    value: str


@dataclass(frozen=True, slots=True)
class Track:
    """An indicator with its points in the order baseline, actual, target; those without any meaning are left out."""

    name: str
    note: str
    points: tuple[Point, ...]


def tracks(given: Sequence[Track], width: float, more: str = "") -> Sketch:
    """Lay out tracks below each other; names stand above them on narrow screens, beside them on wide ones."""
    board = Board(width)
    y = 0.0
    for number, track in enumerate(given):
        if number:
            y += 10
            board.line(Style(stroke="line"), (0, y), (width, y))
            y += 8
        y = _track(board, track, y)
    if more:
        board.text(0, y + 16, more, "cm")
        y += 22
    return board.sketch(y)


def _track(board: Board, track: Track, y: float) -> float:
    narrow = board.width <= NARROW
    left = 0.0 if narrow else _NAMES + 20.0
    name_end = _name(board, track, y, board.width if narrow else _NAMES)
    start = name_end + 2 if narrow else y
    return max(name_end, _points(board, track.points, (left, start)))


def _name(board: Board, track: Track, y: float, space: float) -> float:
    for line in wrap(track.name, space, bold=True, lines=3):
        board.text(0, y + 12, line, "cv")
        y += LINE
    for line in wrap(track.note, space):
        board.text(0, y + 12, line, "cm")
        y += LINE
    return y


def _points(board: Board, points: Sequence[Point], corner: tuple[float, float]) -> float:
    """Draw the line, its marks and, below them, what they are."""
    left, top = corner
    known = [one for one in points if one.size is not None]
    middle = top + 12
    places = _places(known, left + _EDGE, board.width - _EDGE)
    # Nobody can see how far a single point has come: its words stand alone.
    if len(known) > 1:
        _draw(board, known, places, (left, middle))
        return _words(board, known, places, (left, middle + 8))
    board.line(DOTS, (left, middle), (board.width, middle))
    return _lines(board, known, (left, middle + 8))


def _places(known: Sequence[Point], left: float, right: float) -> list[float]:
    sizes = [one.size or 0.0 for one in known]
    low, high = min([0.0, *sizes]), max([0.0, *sizes])
    step = (right - left) / (high - low) if high > low else 0.0
    return [left + (size - low) * step for size in sizes]


def _draw(board: Board, known: Sequence[Point], places: Sequence[float], start: tuple[float, float]) -> None:
    left, y = start
    board.line(Style(stroke="line-strong"), (left, y), (board.width, y))
    at = {one.kind: place for one, place in zip(known, places, strict=True)}
    if "baseline" in at and "actual" in at:
        board.line(Style(stroke="c1", weight=3.0), (at["baseline"], y), (at["actual"], y))
    if "target" in at:
        board.line(TICK, (at["target"], y - 8), (at["target"], y + 8))
    if "baseline" in at:
        board.circle(at["baseline"], y, 5.0, RING)
    if "actual" in at:
        board.circle(at["actual"], y, 5.5, DISC)


def _words(board: Board, known: Sequence[Point], places: Sequence[float], corner: tuple[float, float]) -> float:
    """Write name and value of each point below its place, with a thread to it where it had to move aside."""
    left, y = corner
    pairs = sorted(zip(places, known, strict=True), key=lambda pair: pair[0])
    widths = [max(measure(one.name), measure(one.value, bold=True)) for _, one in pairs]
    starts = [max(0.0, place - width / 2 - left) for (place, _), width in zip(pairs, widths, strict=True)]
    found = spread(starts, widths, board.width - left)
    if found is None:
        return _lines(board, known, corner)
    middles = [left + x + width / 2 for x, width in zip(found, widths, strict=True)]
    aside = [not x <= place - left <= x + width for x, (place, _), width in zip(found, pairs, widths, strict=True)]
    top = y + (10 if any(aside) else 0)
    for (place, one), x, moved in zip(pairs, middles, aside, strict=True):
        if moved:
            board.line(Style(stroke="line-strong"), (place, y + 1), (x, top + 1))
        board.text(x, top + 12, one.name, "cm", "middle")
        board.text(x, top + 12 + LINE, one.value, "cv", "middle")
    return top + 2 * LINE + 2


def _lines(board: Board, points: Sequence[Point], corner: tuple[float, float]) -> float:
    left, y = corner
    for one in points:
        board.text(left, y + 12, one.name, "cm")
        board.text(left + measure(one.name) + 6, y + 12, one.value, "cv")
        y += LINE
    return y + 2
