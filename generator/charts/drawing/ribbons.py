"""Columns of thin nodes with ribbons between them: what flows from one node to the next, to the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing.bars import paint_of
from generator.charts.drawing.letters import LINE, wrap
from generator.charts.drawing.marks import NARROW, Board, Sketch, Style

_BAR = 8.0
_SPACE = 10.0
"""Between two nodes."""
_MARGIN = 6.0
"""Between a node and its words."""
_HEIGHT = {True: 180.0, False: 230.0}
"""How high the whole is drawn on narrow and wide screens, before words need more."""
_KEPT = Style(stroke="line-strong", weight=1.5)


@dataclass(frozen=True, slots=True)
class Stop:
    """One node: what it is, how much in words, how large, and its colour; nothing for money that rests there."""

    key: str
    label: str
    value: str
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What flows from a node of one column to a node of the next."""

    start: str
    end: str
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Step:
    """A column of nodes, and the ribbons from the column before it."""

    stops: tuple[Stop, ...]
    ribbons: tuple[Ribbon, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where a column stands: its words, and its bars on one or both sides of them."""

    words: float
    width: float
    bars: tuple[float, ...]
    right: bool
    """Whether the words stand left of the only bar, and end there."""


@dataclass(frozen=True, slots=True)
class _Placed:
    stop: Stop
    lines: tuple[str, ...]
    top: float
    slot: float
    height: float

    @property
    def bar(self) -> float:
        return self.top + (self.slot - self.height) / 2


def ribbons(steps: Sequence[Step], width: float) -> Sketch:
    """Lay out two or three columns; narrow paper has room for the last two."""
    narrow = width <= NARROW
    shown = list(steps[-2:] if narrow else steps[-3:])
    board = Board(width)
    lanes = _lanes(len(shown), width)
    whole = max(sum(stop.size for stop in step.stops) for step in shown)
    scale = _HEIGHT[narrow] / whole if whole else 0.0
    columns = [_place(step.stops, lane, scale) for step, lane in zip(shown, lanes, strict=True)]
    tallest = max(column[-1].top + column[-1].slot for column in columns)
    columns = [_centre(column, tallest) for column in columns]
    for number in range(1, len(shown)):
        _flow(board, shown[number].ribbons, (lanes[number - 1].bars[-1] + _BAR, columns[number - 1]),
              (lanes[number].bars[0], columns[number]), scale)  # fmt: skip
    for column, lane in zip(columns, lanes, strict=True):
        for placed in column:
            _draw(board, placed, lane)
    return board.sketch(tallest + 4)


def _lanes(count: int, width: float) -> tuple[_Lane, ...]:
    side = width * (0.33 if count == 2 else 0.235)
    left = _Lane(0.0, side, (side + _MARGIN,), right=False)
    right = _Lane(width - side, side, (width - side - _MARGIN - _BAR,), right=True)
    if count == 2:
        return left, right
    start, words = width * 0.4, width * 0.185
    end = start + _BAR + 2 * _MARGIN + words
    return left, _Lane(start + _BAR + _MARGIN, words, (start, end), right=True), right


def _place(stops: Sequence[Stop], lane: _Lane, scale: float) -> list[_Placed]:
    placed: list[_Placed] = []
    top = 0.0
    for stop in stops:
        lines = wrap(stop.label, lane.width)
        height = max(stop.size * scale, 1.0)
        slot = max(height, LINE * (len(lines) + 1.0))
        placed.append(_Placed(stop, lines, top, slot, height))
        top += slot + _SPACE
    return placed


def _centre(column: Sequence[_Placed], tallest: float) -> list[_Placed]:
    down = (tallest - column[-1].top - column[-1].slot) / 2
    return [_Placed(one.stop, one.lines, one.top + down, one.slot, one.height) for one in column]


def _flow(
    board: Board,
    given: Sequence[Ribbon],
    start: tuple[float, Sequence[_Placed]],
    end: tuple[float, Sequence[_Placed]],
    scale: float,
) -> None:
    """Draw ribbons; at each node they lie in the order of the nodes at their other ends, so that few cross."""
    left = {one.stop.key: (place, one) for place, one in enumerate(start[1])}
    right = {one.stop.key: (place, one) for place, one in enumerate(end[1])}
    known = [one for one in given if one.start in left and one.end in right and one.size > 0]
    leaving = {key: one.bar for key, (_, one) in left.items()}
    ending: dict[tuple[str, str], float] = {}
    arriving = {key: one.bar for key, (_, one) in right.items()}
    for one in sorted(known, key=lambda one: (right[one.end][0], left[one.start][0])):
        ending[one.start, one.end] = arriving[one.end]
        arriving[one.end] += one.size * scale
    for one in sorted(known, key=lambda one: (left[one.start][0], right[one.end][0])):
        begin = (start[0], leaving[one.start])
        board.band(begin, (end[0], ending[one.start, one.end]), max(one.size * scale, 0.5), Style(fill=one.colour))
        leaving[one.start] += one.size * scale


def _draw(board: Board, placed: _Placed, lane: _Lane) -> None:
    stop = placed.stop
    for x in lane.bars:
        board.rect(x, placed.bar, _BAR, placed.height, paint_of(stop.colour) if stop.colour else _KEPT)
    x, anchor = (lane.words, "start") if lane.right else (lane.words + lane.width, "end")
    y = placed.top + (placed.slot - LINE * (len(placed.lines) + 1)) / 2 + 12
    for number, line in enumerate(placed.lines):
        board.text(x, y + number * LINE, line, "ct", anchor)  # type: ignore[arg-type] # one of the two
    board.text(x, y + len(placed.lines) * LINE, stop.value, "cv", anchor)  # type: ignore[arg-type]
