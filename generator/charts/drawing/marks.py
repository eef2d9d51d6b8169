"""Marks and sketches: a chart as plain frozen data, in user units, with y running down the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generator.charts.drawing.letters import ASCENT, DESCENT, clean, measure

NARROW, WIDE = 340, 720
"""Widths that every chart is laid out for."""

Role: TypeAlias = Literal["ct", "cv", "cm", "ca"]
"""Class of a text: plain, value (bold), muted, attention (bold)."""
Anchor: TypeAlias = Literal["start", "middle", "end"]
BOLD = ("cv", "ca")

COLOURS = (
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "s1", "s2", "s3", "s4", "s5",
    "ink", "muted", "line", "line-strong", "surface", "att", "pos", "neg",
)  # fmt: skip
"""Colours by the name of their custom property; the page decides what they look like."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a shape is painted: names of colours, nothing for none; `hatch` colours diagonal lines."""

    fill: str = ""
    stroke: str = ""
    weight: float = 1.0
    dash: tuple[float, ...] = ()
    hatch: str = ""
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """A line through two or more points."""

    points: tuple[tuple[float, float], ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc; with a fill of `surface` and a stroke, a ring."""

    x: float
    y: float
    radius: float
    style: Style


@dataclass(frozen=True, slots=True)
class Band:
    """A tinted ribbon that flows from a place on the left to one on the right, as thick at one end as at the other."""

    x: float
    y: float
    """Its upper edge at the left."""
    end_x: float
    end_y: float
    """Its upper edge at the right."""
    thickness: float
    style: Style

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """Return its edge: the upper curve from the left, then the lower one back, each with two control points."""
        middle, down = (self.x + self.end_x) / 2, self.thickness
        upper = ((self.x, self.y), (middle, self.y), (middle, self.end_y), (self.end_x, self.end_y))
        return (*upper, *((x, y + down) for x, y in reversed(upper)))


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    role: Role = "ct"
    anchor: Anchor = "start"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom."""
        width = measure(self.text, bold=self.role in BOLD)
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return left, self.y - ASCENT, left + width, self.y + DESCENT


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline; it lies below everything else."""

    points: tuple[tuple[float, float], ...]
    style: Style


Mark: TypeAlias = Shape | Band | Rect | Line | Circle | Text


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything there is to paint; bands lie below rectangles, those below lines, then circles, text above all."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def texts(self) -> tuple[Text, ...]:
        """Return the lines of text in order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Text))


class Board:
    """Gather marks while a layout runs; coordinates are rounded to a tenth, so that equal charts are equal data."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._marks: list[Mark] = []

    def rect(self, x: float, y: float, width: float, height: float, style: Style) -> None:
        """Add a rectangle."""
        self._marks.append(Rect(_round(x), _round(y), _round(width), _round(height), style))

    def line(self, style: Style, *points: tuple[float, float]) -> None:
        """Add a line through points."""
        self._marks.append(Line(tuple((_round(x), _round(y)) for x, y in points), style))

    def shape(self, style: Style, points: Iterable[tuple[float, float]]) -> None:
        """Add a filled outline."""
        self._marks.append(Shape(tuple((_round(x), _round(y)) for x, y in points), style))

    def circle(self, x: float, y: float, radius: float, style: Style) -> None:
        """Add a disc or a ring."""
        self._marks.append(Circle(_round(x), _round(y), radius, style))

    def band(self, start: tuple[float, float], end: tuple[float, float], thickness: float, style: Style) -> None:
        """Add a ribbon between the upper ends of its edges."""
        self._marks.append(
            Band(_round(start[0]), _round(start[1]), _round(end[0]), _round(end[1]), _round(thickness), style)
        )

    def text(self, x: float, y: float, text: str, role: Role = "ct", anchor: Anchor = "start") -> None:
        """Add a line of text; nothing is added for an empty one."""
        line = clean(text, 300)
        if line:
            self._marks.append(Text(_round(x), _round(y), line, role, anchor))

    def put(self, sketch: "Sketch", left: float, top: float) -> float:
        """Add all marks of another sketch, moved right and down, and return where it ends."""
        self._marks.extend(_move(mark, left, top) for mark in sketch.marks)
        return top + sketch.height

    def sketch(self, height: float) -> Sketch:
        """Return what was gathered."""
        return Sketch(self.width, float(round(height)), tuple(self._marks))


def _move(mark: Mark, right: float, down: float) -> Mark:
    if isinstance(mark, Line | Shape):
        return replace(mark, points=tuple((_round(x + right), _round(y + down)) for x, y in mark.points))
    if isinstance(mark, Band):
        mark = replace(mark, end_x=_round(mark.end_x + right), end_y=_round(mark.end_y + down))
    return replace(mark, x=_round(mark.x + right), y=_round(mark.y + down))


def _round(value: float) -> float:
    return round(value, 1) + 0.0


def twice(lay: Callable[[float], Sketch]) -> tuple[Sketch, Sketch]:
    """Lay a chart out for narrow and for wide screens."""
    return lay(NARROW), lay(WIDE)
