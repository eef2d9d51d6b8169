"""Columns and lines over periods, with a slot where a period reports nothing; bars where columns find no room."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.charts.drawing.bars import DOTS, Row, bars, paint_of
from generator.charts.drawing.letters import LINE, balance, widest, wrap
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
    limit = max((column.size or 0.0 for column in panel.columns), default=0.0)
    base = y + LINE + 4 + height
    places = [(number + 0.5) * step for number in range(len(panel.columns))]
    tops = [None if one.size is None else base - (one.size * height / limit if limit else 0.0) for one in panel.columns]
    if panel.line:
        _line(board, panel, places, tops)
    for column, x, top in zip(panel.columns, places, tops, strict=True):
        if top is None:
            _slot(board, column, (x, base), step)
            continue
        if not panel.line:
            thick = min(step - _BETWEEN, _THICKEST)
            board.rect(
                x - thick / 2,
                min(top, base - 1),
                thick,
                max(base - top, 1.0),
                paint_of(panel.colour, estimate=column.estimate),
            )
        board.text(x, top - (10 if panel.line else 5), column.value, "cv", "middle")
    board.line(Style(stroke="line-strong"), (0, base), (board.width, base))
    return _names(board, panel, places, base)


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
    side = (step - _BETWEEN) / 2
    top = base - 16 - len(lines) * LINE
    board.line(DOTS, (x - side, base), (x - side, top), (x + side, top), (x + side, base))


def _line(board: Board, panel: Panel, places: Sequence[float], tops: Sequence[float | None]) -> None:
    """Draw a line through neighbours that are known; it breaks where a period is silent."""
    points = [None if top is None else (x, top) for x, top in zip(places, tops, strict=True)]
    for one, other in pairwise(points):
        if one is not None and other is not None:
            board.line(Style(stroke=panel.colour, weight=2.5), one, other)
    for point, column in zip(points, panel.columns, strict=True):
        if point is not None:
            ring = Style(fill="surface", stroke=panel.colour, weight=2.0)
            board.circle(*point, 4.5, ring if column.estimate else Style(fill=panel.colour))


def _list(board: Board, panel: Panel, y: float) -> float:
    """Draw the periods as bars, one below the other."""
    rows = [Row(one.label, one.size, one.value, panel.colour, estimate=one.estimate) for one in panel.columns]
    return board.put(bars(rows, board.width), 0, y)
