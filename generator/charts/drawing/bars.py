"""Horizontal bars from zero: plain, by groups, and bullets that hold an actual against a budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.charts.drawing.letters import LINE, measure, widest, wrap
from generator.charts.drawing.marks import NARROW, Board, Role, Sketch, Style

MOST = 12
"""Rows that a chart shows; the table below it holds all of them."""
_LABELS = 200
"""Largest width of the column of labels on wide screens."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its label, and its value in words; without a size, a slot that says why there is no bar."""

    label: str
    size: float | None
    value: str
    colour: str = "c1"
    heading: str = ""
    """Begins a group, with `sum` at its right."""
    sum: str = ""
    note: str = ""
    """Muted words beside or below the bar."""
    tick: float | None = None
    """A mark across the bar: what was planned."""
    estimate: bool = False
    alarm: bool = False
    scale: str = ""
    """Bars of one scale can be compared; unlike units get scales of their own."""


def bars(rows: Sequence[Row], width: float, more: str = "") -> Sketch:
    """Lay out rows of bars; `more` says that rows were left out."""
    board = Board(width)
    bottom = _stacked_rows(board, rows) if width <= NARROW else _side_rows(board, rows)
    if more:
        board.text(0, bottom + 14, more, "cm")
        bottom += 20
    return board.sketch(bottom)


def cut(rows: Sequence[Row]) -> tuple[tuple[Row, ...], int]:
    """Return the rows that are drawn, and how many are left to the table."""
    return (tuple(rows), 0) if len(rows) <= MOST + 1 else (tuple(rows[:MOST]), len(rows) - MOST)


def paint_of(colour: str, *, estimate: bool = False) -> Style:
    """Return how a bar of a colour is filled: `c0` is hatched, an estimate only outlined."""
    if estimate:
        return Style(stroke=colour, weight=1.5, dash=(4.0, 3.0))
    if colour == "c0":
        return Style(stroke="c0", hatch="c0")
    return Style(fill=colour)


DOTS = Style(stroke="line-strong", dash=(1.0, 3.0))
"""The dotted line of a slot that nobody filled."""
TICK = Style(stroke="ink", weight=2.0)
"""The mark of what was planned."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where zero lies, and how far one unit reaches."""

    zero: float
    step: float

    def at(self, size: float) -> float:
        return self.zero + size * self.step


def _scales(rows: Sequence[Row], left: float, space: float) -> dict[str, _Scale]:
    """Return a scale for each unit, from zero, or from the lowest value below it."""
    limits: dict[str, tuple[float, float]] = {}
    for row in rows:
        low, high = limits.get(row.scale, (0.0, 0.0))
        sizes = [one for one in (row.size, row.tick) if one is not None]
        limits[row.scale] = min([low, *sizes]), max([high, *sizes])
    return {name: _scale(left, space, low, high) for name, (low, high) in limits.items()}


def _scale(left: float, space: float, low: float, high: float) -> _Scale:
    step = space / (high - low) if high > low else 0.0
    return _Scale(left - low * step, step)


# --- narrow: the label above its bar ---------------------------------------------------------------------------


def _stacked_rows(board: Board, rows: Sequence[Row]) -> float:
    scales = _scales(rows, 0.0, board.width)
    y = 0.0
    for number, row in enumerate(rows):
        if row.heading:
            y = _heading(board, row, y + (10 if number else 0))
        y = _stacked_row(board, row, y, scales[row.scale])
    return y - 6


def _heading(board: Board, row: Row, y: float) -> float:
    space = board.width - measure(row.sum, bold=True) - 12
    for line in wrap(row.heading, space, bold=True):
        board.text(0, y + 12, line, "cv")
        if row.sum:
            board.text(board.width, y + 12, row.sum, "cm", "end")
            row = replace(row, sum="")
        y += LINE
    return y + 4


def _stacked_row(board: Board, row: Row, y: float, scale: _Scale) -> float:
    value_width = measure(row.value, bold=True)
    lines = wrap(row.label, board.width - value_width - 12)
    for number, line in enumerate(lines):
        board.text(0, y + 12 + number * LINE, line)
    board.text(board.width, y + 12, row.value, _role(row), "end")
    if row.size is None:
        _dots(board, measure(lines[0]) + 6 if lines else 0, board.width - measure(row.value) - 6, y + 12)
    y += LINE * max(1, len(lines)) + 2
    if row.size is not None or row.tick is not None:
        _bar(board, row, scale, (y + 2, 12))
        y += 18
    for line in wrap(row.note, board.width):
        board.text(0, y + 14, line, "cm")
        y += LINE
    return y + 10


# --- wide: the label beside its bar ----------------------------------------------------------------------------


def _side_rows(board: Board, rows: Sequence[Row]) -> float:
    labels = min(_LABELS, widest(tuple(row.label for row in rows))) + 14
    values = max(widest(tuple(row.value for row in rows), bold=True), widest(tuple(row.note for row in rows)))
    scales = _scales(rows, labels, board.width - labels - values - 10)
    y = 0.0
    for number, row in enumerate(rows):
        if row.heading:
            y = _heading(board, row, y + (8 if number else 0))
        y = _side_row(board, row, y, (labels, scales[row.scale]))
    return y - 4


def _side_row(board: Board, row: Row, y: float, at: tuple[float, _Scale]) -> float:
    left, scale = at
    lines = wrap(row.label, left - 14)
    height = max(LINE * len(lines), LINE * (2 if _aside(row) else 1)) + 4
    middle = y + height / 2
    for number, line in enumerate(lines):
        board.text(0, middle + 4.5 + (number - (len(lines) - 1) / 2) * LINE, line)
    if row.size is not None or row.tick is not None:
        _bar(board, row, scale, (middle - 7, 14))
    _side_words(board, row, middle, left if row.size is None else max(scale.zero, scale.at(row.size)))
    return y + height + 8


def _side_words(board: Board, row: Row, middle: float, end: float) -> None:
    if _aside(row):
        board.text(board.width, middle - 3.5, row.value, _role(row), "end")
        board.text(board.width, middle + 12.5, row.note, "cm", "end")
    elif row.size is None:
        board.text(end, middle + 4.5, row.value, "cm")
        _dots(board, end + measure(row.value) + 6, board.width, middle + 4.5)
    else:
        board.text(end + 6, middle + 4.5, row.value, _role(row))


def _aside(row: Row) -> bool:
    """Tell whether the words stand at the right edge, since something may be drawn where they would follow."""
    return bool(row.note) or row.tick is not None


# --- parts of both ---------------------------------------------------------------------------------------------


def _bar(board: Board, row: Row, scale: _Scale, band: tuple[float, float]) -> None:
    y, height = band
    end = scale.at(row.size or 0.0)
    if row.size is not None:
        # A reported zero is a hairline at the base: drawn, and not the same as a slot.
        style = paint_of(row.colour, estimate=row.estimate)
        board.rect(min(scale.zero, end), y, max(abs(end - scale.zero), 1.0), height, style)
    if row.tick is not None:
        place = min(scale.at(row.tick), board.width - 1)
        if place > end:
            board.line(Style(stroke="line-strong"), (end, y + height / 2), (place, y + height / 2))
        board.line(TICK, (place, y - 3), (place, y + height + 3))


def _dots(board: Board, start: float, end: float, y: float) -> None:
    if end - start > LINE:
        board.line(DOTS, (start, y), (end, y))


def _role(row: Row) -> Role:
    return "cm" if row.size is None else "ca" if row.alarm else "cv"
