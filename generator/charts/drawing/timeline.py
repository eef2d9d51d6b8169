"""A line of time: months across on wide screens, downward on narrow ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.charts.drawing.calendar import Months, short_month
from generator.charts.drawing.letters import LINE, measure, shorten, wrap
from generator.charts.drawing.marks import NARROW, Board, Sketch, Style
from generator.i18n import Translator

_ROW = 24.0
_DOT = Style(fill="c1")
_SPAN = Style(stroke="c1", weight=6.0, round_ends=True)
_THREAD = Style(stroke="line-strong")


@dataclass(frozen=True, slots=True)
class Event:
    """What was done, when in words, and the first and last day it can mean, if a year is known."""

    label: str
    when: str
    first: date | None
    last: date | None

    @property
    def lasts(self) -> bool:
        """Tell whether it took, or can mean, more than one day."""
        return self.first != self.last


def timeline(events: Sequence[Event], width: float, to: Translator, more: str = "") -> Sketch:
    """Lay out events in the order given; those without a year stand last, off the line."""
    board = Board(width)
    dated = [one for one in events if one.first and one.last]
    loose = [one for one in events if not (one.first and one.last)]
    y = _down(board, dated) if width <= NARROW else _across(board, dated, to)
    for one in loose:
        y = _loose(board, one, y)
    if more:
        board.text(0, y + 14, more, "cm")
        y += LINE + 4
    return board.sketch(y + 2)


def _down(board: Board, events: Sequence[Event]) -> float:
    y = 0.0
    dots: list[float] = []
    for one in events:
        dots.append(y + 8)
        board.circle(6, y + 8, 4.5, _DOT)
        board.text(22, y + 12, shorten(one.when, board.width - 22), "cm")
        lines = wrap(one.label, board.width - 22, lines=3)
        for number, line in enumerate(lines):
            board.text(22, y + 12 + (number + 1) * LINE, line)
        y += (len(lines) + 1) * LINE + 10
    if len(dots) > 1:
        board.line(_THREAD, (6, dots[0]), (6, dots[-1]))
    return y - 6


def _across(board: Board, events: Sequence[Event], to: Translator) -> float:
    firsts = [one.first for one in events if one.first]
    lasts = [one.last for one in events if one.last]
    months = Months(min(firsts).replace(day=1), max(lasts))
    step = board.width / months.count
    y = _months(board, months, step, to)
    for one in events:
        y = _event(board, one, y, months, step)
    return y


def _months(board: Board, months: Months, step: float, to: Translator) -> float:
    """Write the months above the line, as many of them as find room."""
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if n * step >= 52)
    for number in range(months.count + 1):
        if number < months.count and number % every == 0:
            day = months.begin(number)
            x = number * step
            month = short_month(day.month, to)
            dated = f"{month} {day.year}" if number == 0 or day.month <= every else month
            room = min(board.width - x, every * step - 4)
            board.text(x, 12, next((words for words in (dated, month) if measure(words) <= room), ""), "cm")
            board.line(_THREAD, (x, 18), (x, 24))
    board.line(_THREAD, (0, 21), (board.width, 21))
    return 30.0


def _event(board: Board, event: Event, y: float, months: Months, step: float) -> float:
    assert event.first is not None  # noqa: S101 - only dated events come here
    assert event.last is not None  # noqa: S101
    start = min(max(months.place(event.first) * step, 5.0), board.width - 5)
    end = min(max(months.place(event.last) * step, start), board.width - 5)
    end = end if end - start > 4 else start
    if not _beside(board, event.label, (start - 11, end + 11), y + 14.5):
        label = shorten(event.label, board.width)
        board.text(min(start - 3, board.width - measure(label)), y + 14.5, label)
        y += LINE - 2
    middle = y + 10
    if end > start:
        board.line(_SPAN, (start, middle), (end, middle))
    else:
        board.circle(start, middle, 5.0, _DOT)
    return y + _ROW


def _beside(board: Board, label: str, sides: tuple[float, float], y: float) -> bool:
    """Write a label to the right of its mark, or else to its left; tell whether there was room for it."""
    left, right = sides
    if measure(label) <= board.width - right:
        board.text(right, y, label)
    elif measure(label) <= left:
        board.text(left, y, label, "ct", "end")
    else:
        return False
    return True


def _loose(board: Board, event: Event, y: float) -> float:
    y += 4
    words = shorten(event.when, board.width / 2)
    lines = wrap(event.label, board.width - measure(words) - 16)
    for number, line in enumerate(lines):
        board.text(0, y + 12 + number * LINE, line)
    board.text(board.width, y + 12, words, "cm", "end")
    return y + max(1, len(lines)) * LINE + 2
