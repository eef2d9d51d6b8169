"""One bar divided into parts, labelled directly below it; where labels find no room, they follow as a run of words."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing.bars import DOTS, TICK, paint_of
from generator.charts.drawing.letters import LINE, balance, measure, shorten, widest, wrap
from generator.charts.drawing.marks import Board, Role, Sketch, Style

MOST_PARTS = 5
"""Parts that one bar can be divided into."""
_BAR = 24
_BETWEEN = 12.0
"""Least distance between two labels."""
_SWATCH = 10.0
_HALO = Style(stroke="surface", weight=5.0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar; a gap is what the parts leave open of the stated total."""

    label: str
    size: float
    value: str
    colour: str
    gap: bool = False
    estimate: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar with a name at its left end and its total at its right; without segments, a row that says why."""

    name: str
    total: str
    segments: tuple[Segment, ...] = ()
    stated: float | None = None
    """Where the stated total lies, if the parts reach beyond it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Label:
    lines: tuple[str, ...]
    value: str
    role: Role

    @property
    def width(self) -> float:
        return max(widest(self.lines), measure(self.value, bold=True))


def stacks(given: Sequence[Stack], width: float, more: str = "") -> Sketch:
    """Lay out bars below each other; each fills the width, so that their lengths cannot be compared."""
    board = Board(width)
    y = 0.0
    for number, stack in enumerate(given):
        after_bar = bool(number and given[number - 1].segments)
        y = _stack(board, stack, y + (14 if after_bar else 0))
    for line in wrap(more, width):
        board.text(0, y + 14, line, "cm")
        y += LINE + 4
    return board.sketch(y + 2)


def _stack(board: Board, stack: Stack, y: float) -> float:
    y = _head(board, stack, y)
    if not stack.segments:
        board.line(DOTS, (0, y + 2), (board.width, y + 2))
        return y + 10
    starts = _bar(board, stack, y)
    y = _labels(board, stack.segments, starts, y + _BAR)
    for line in wrap(stack.note, board.width):
        board.text(0, y + 16, line, "cm")
        y += LINE
    return y + (4 if stack.note else 0)


def _head(board: Board, stack: Stack, y: float) -> float:
    if not (stack.name or stack.total):
        return y
    lines = wrap(stack.name, board.width - measure(stack.total) - 12, bold=True)
    for number, line in enumerate(lines):
        board.text(0, y + 12 + number * LINE, line, "cv")
    board.text(board.width, y + 12, stack.total, "ct" if stack.segments else "cm", "end")
    return y + LINE * max(1, len(lines)) + 4


def _bar(board: Board, stack: Stack, y: float) -> list[float]:
    """Draw the bar and return where each segment begins and, last, where the bar ends."""
    whole = sum(one.size for one in stack.segments)
    step = board.width / whole if whole else 0.0
    edges = [0.0]
    for one in stack.segments:
        edges.append(edges[-1] + one.size * step)
    for one, start, end in zip(stack.segments, edges, edges[1:], strict=False):
        # A hair of surface between neighbours, so that they can be told apart without their colours.
        last = end >= board.width - 0.05
        board.rect(start, y, max(end - start - (0.0 if last else 1.5), 0.5), _BAR, _paint(one))
    if stack.stated is not None:
        x = min(stack.stated * step, board.width - 1)
        for style in (_HALO, TICK):
            board.line(style, (x, y - 3), (x, y + _BAR + 3))
    return edges


def _paint(segment: Segment) -> Style:
    if segment.gap:
        return Style(stroke="c2", hatch="c2")
    return paint_of(segment.colour, estimate=segment.estimate)


# --- labels ----------------------------------------------------------------------------------------------------


def _labels(board: Board, segments: Sequence[Segment], edges: Sequence[float], y: float) -> float:
    for fold in (lambda text: (text,), balance):
        labels = [_label(one, fold(one.label)) for one in segments]
        places = spread(edges[:-1], [one.width for one in labels], board.width)
        if places is not None:
            return _below(board, labels, (edges, places), y)
    return _run(board, segments, y + 6)


def _label(segment: Segment, lines: tuple[str, ...]) -> _Label:
    return _Label(() if segment.gap else lines, segment.value, "ca" if segment.gap else "cv")


def spread(starts: Sequence[float], widths: Sequence[float], limit: float) -> list[float] | None:
    """Move labels apart so that none overlap and all lie inside; `None` where there is no room for all."""
    places: list[float] = []
    for start, width in zip(starts, widths, strict=True):
        least = places[-1] + widths[len(places) - 1] + _BETWEEN if places else 0.0
        places.append(min(max(start, least), max(limit - width, least)))
    end = limit
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], end - widths[number])
        end = places[number] - _BETWEEN
    return places if not places or places[0] >= -0.05 else None


def _below(board: Board, labels: Sequence[_Label], at: tuple[Sequence[float], Sequence[float]], y: float) -> float:
    edges, places = at
    away = [not edges[n] - 0.5 <= place <= edges[n + 1] - 3 for n, place in enumerate(places)]
    top = y + (12 if any(away) else 4)
    tallest = max(len(label.lines) for label in labels)
    for number, (label, place) in enumerate(zip(labels, places, strict=True)):
        if away[number]:
            foot = (edges[number] + edges[number + 1]) / 2
            board.line(Style(stroke="line-strong"), (foot, y + 2), (place + min(label.width / 2, 14), top - 1))
        for row, line in enumerate(label.lines):
            board.text(place, top + 12 + row * LINE, line, "cm")
        board.text(place, top + 12 + len(label.lines) * LINE, label.value, label.role)
    return top + (tallest + 1) * LINE + 2


def _run(board: Board, segments: Sequence[Segment], y: float) -> float:
    """Write label and value of each part after a swatch, as many to a line as fit."""
    x = 0.0
    for one in segments:
        value = measure(one.value, bold=True)
        words = "" if one.gap else shorten(one.label, board.width - _SWATCH - 12 - value)
        wide = _SWATCH + 6 + (measure(words) + 6 if words else 0) + value
        if x and x + wide > board.width:
            x, y = 0.0, y + LINE + 2
        board.rect(x, y + 2, _SWATCH, _SWATCH, _paint(one))
        board.text(x + _SWATCH + 6, y + 12, words, "cm")
        board.text(x + wide - value, y + 12, one.value, "ca" if one.gap else "cv")
        x += wide + 16
    return y + LINE + 2
