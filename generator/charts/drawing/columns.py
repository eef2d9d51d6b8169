"""Columns and lines over periods, with a slot where a period reports nothing; bars where columns find no room."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.charts.drawing.bars import DOTS, Row, bars, paint_of
from generator.charts.drawing.letters import LINE, balance, measure, widest, wrap
from generator.charts.drawing.marks import NARROW, Board, Sketch, Style

_BETWEEN = 10.0
_GUTTER = 40.0
_APART = 22.0
_THICKEST = 64.0


@dataclass(frozen=True, slots=True)
class Column:
    """One period: its name, its size or `None`, and its value in words."""

    label: str
    size: float | None
    value: str
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A series over periods with a name of its own; a line for what stands, columns for what flows."""

    columns: tuple[Column, ...]
    name: str = ""
    note: str = ""
    line: bool = False
    colour: str = "c1"


def panels(given: Sequence[Panel], width: float, height: float = 90.0) -> Sketch:
    """Lay out series, each on a scale of its own: below each other, and in two columns on wide screens."""
    board = Board(width)
    abreast = 2 if width > NARROW and len(given) > 1 else 1
    room = (width - _GUTTER * (abreast - 1)) / abreast
    y = 0.0
    for start in range(0, len(given), abreast):
        y += _APART if start else 0
        drawn = [_panel(panel, room, height) for panel in given[start : start + abreast]]
        y = max(board.put(one, place * (room + _GUTTER), y) for place, one in enumerate(drawn))
    return board.sketch(y)


def _panel(panel: Panel, width: float, height: float) -> Sketch:
    board = Board(width)
    y = _head(board, panel)
    return board.sketch(_series(board, panel, y, height) if _fits(panel, width) else _list(board, panel, y))


def _head(board: Board, panel: Panel) -> float:
    y = 0.0
    for line in wrap(panel.name, board.width, bold=True):
        board.text(0, y + 12, line, "cv")
        y += LINE
    for line in wrap(panel.note, board.width):
        board.text(0, y + 12, line, "cm")
        y += LINE
    return y + (4 if y else 0)


def _fits(panel: Panel, width: float) -> bool:
    """Tell whether every value and label has room in its own column."""
    room = width / max(1, len(panel.columns)) - _BETWEEN
    return all(_need(column) <= room for column in panel.columns)


def _need(column: Column) -> float:
    value = (column.value,) if column.size is not None else balance(column.value)
    return max(widest(value, bold=True), widest(balance(column.label)))


def _series(board: Board, panel: Panel, y: float, height: float) -> float:
    step = board.width / len(panel.columns)
    base = y + LINE + 4 + height
    places = [(number + 0.5) * step for number in range(len(panel.columns))]
    zero, tops = _heights(panel.columns, base, height)
    (_line if panel.line else _pillars)(board, panel, places, (zero, tops))
    for column, x, top in zip(panel.columns, places, tops, strict=True):
        if top is None:
            _slot(board, column, (x, base), step)
    board.line(Style(stroke="line-strong"), (0, zero), (board.width, zero))
    return _names(board, panel, places, base)


def _heights(columns: Sequence[Column], base: float, height: float) -> tuple[float, list[float | None]]:
    """Return where zero lies, and how high each value reaches; zero is the base unless a value lies below it."""
    sizes = [one.size for one in columns if one.size is not None]
    low, high = min([0.0, *sizes]), max([0.0, *sizes])
    unit = height / (high - low) if high > low else 0.0
    return base + low * unit, [None if one.size is None else base - (one.size - low) * unit for one in columns]


def _pillars(board: Board, panel: Panel, places: Sequence[float], levels: tuple[float, Sequence[float | None]]) -> None:
    zero, tops = levels
    thick = min(board.width / len(places) - _BETWEEN, _THICKEST)
    for column, x, top in zip(panel.columns, places, tops, strict=True):
        if top is not None:
            style = paint_of(panel.colour, estimate=column.estimate)
            board.rect(x - thick / 2, min(top, zero - 1), thick, max(abs(zero - top), 1.0), style)
            board.text(x, min(top, zero) - 5, column.value, "cv", "middle")


def _names(board: Board, panel: Panel, places: Sequence[float], base: float) -> float:
    folded = any(widest((one.label,)) > board.width / len(places) - _BETWEEN for one in panel.columns)
    for column, x in zip(panel.columns, places, strict=True):
        for number, line in enumerate(balance(column.label) if folded else (column.label,)):
            board.text(x, base + 15 + number * LINE, line, "cm", "middle")
    return base + (2 if folded else 1) * LINE + 4


def _slot(board: Board, column: Column, foot: tuple[float, float], step: float) -> None:
    x, base = foot
    lines = balance(column.value)
    for number, line in enumerate(lines):
        board.text(x, base - 8 - (len(lines) - 1 - number) * LINE, line, "cm", "middle")
    side = min(step - _BETWEEN, max(_THICKEST, widest(lines) + 12)) / 2
    top = base - 16 - len(lines) * LINE
    board.line(DOTS, (x - side, base), (x - side, top), (x + side, top), (x + side, base))


def _line(board: Board, panel: Panel, places: Sequence[float], levels: tuple[float, Sequence[float | None]]) -> None:
    """Draw a line through neighbours that are known; it breaks where a period is silent."""
    points = [None if top is None else (x, top) for x, top in zip(places, levels[1], strict=True)]
    pieces = [(one, other) for one, other in pairwise(points) if one is not None and other is not None]
    for piece in pieces:
        board.line(Style(stroke=panel.colour, weight=2.5), *piece)
    ring = Style(fill="surface", stroke=panel.colour, weight=2.0)
    for point, column in zip(points, panel.columns, strict=True):
        if point is not None:
            board.circle(*point, 4.5, ring if column.estimate else Style(fill=panel.colour))
            reach = measure(column.value, bold=True) / 2 + 3
            highest = min([point[1] - 4, *(_highest(piece, point[0] - reach, point[0] + reach) for piece in pieces)])
            board.text(point[0], highest - 6, column.value, "cv", "middle")


def _highest(piece: tuple[tuple[float, float], tuple[float, float]], left: float, right: float) -> float:
    """Return how high a piece of line reaches between two places; the page's foot where it does not pass there."""
    (x, y), (end_x, end_y) = piece
    if right <= x or left >= end_x:
        return math.inf
    slope = (end_y - y) / (end_x - x)
    return min(y + slope * (max(left, x) - x), y + slope * (min(right, end_x) - x))


def _list(board: Board, panel: Panel, y: float) -> float:
    """Draw the periods as bars, one below the other."""
    rows = [Row(one.label, one.size, one.value, panel.colour, estimate=one.estimate) for one in panel.columns]
    return board.put(bars(rows, board.width), 0, y)
