"""What must hold of every sketch: all inside, nothing on top of a word."""

from collections.abc import Iterator
from itertools import combinations

from generator.charts.drawing.marks import Band, Circle, Line, Rect, Shape, Sketch, Text

Box = tuple[float, float, float, float]
SLACK = 1.0


def faults(sketch: Sketch) -> list[str]:
    """Return what is wrong with a sketch, in words."""
    return [*_outside(sketch), *_overlaps(sketch)]


def _outside(sketch: Sketch) -> Iterator[str]:
    for mark in sketch.marks:
        left, top, right, bottom = _box(mark)
        if left < -SLACK or top < -SLACK or right > sketch.width + SLACK or bottom > sketch.height + SLACK:
            yield f"outside {sketch.width} x {sketch.height}: {mark}"


def _overlaps(sketch: Sketch) -> Iterator[str]:
    texts = sketch.texts()
    for one, other in combinations(texts, 2):
        if _meet(one.box, other.box):
            yield f"texts overlap: {one} {other}"
    for text in texts:
        for mark in sketch.marks:
            if isinstance(mark, Rect | Circle) and _meet(_ink(text), _box(mark)):
                yield f"text on a shape: {text} {mark}"
            if isinstance(mark, Band) and any(_meet(_ink(text), piece) for piece in _pieces(mark)):
                yield f"text on a ribbon: {text} {mark}"
            if isinstance(mark, Line) and any(
                _crosses(_ink(text), *pair) for pair in zip(mark.points, mark.points[1:], strict=False)
            ):
                yield f"line through a text: {text} {mark}"


def _ink(text: Text) -> Box:
    """Return where letters without ascenders and descenders lie."""
    left, _, right, _ = text.box
    return left + 1, text.y - 8, right - 1, text.y + 1


def _box(mark: object) -> Box:
    if isinstance(mark, Text):
        return mark.box
    if isinstance(mark, Rect):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Circle):
        reach = mark.radius
        return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach
    if isinstance(mark, Band):
        return mark.x, min(mark.y, mark.end_y), mark.end_x, max(mark.y, mark.end_y) + mark.thickness
    assert isinstance(mark, Line | Shape)
    xs, ys = zip(*mark.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _pieces(band: Band) -> Iterator[Box]:
    """Cut a ribbon into upright slices."""
    steps = 24
    for step in range(steps):
        x, y = _along(band, step / steps)
        end_x, end_y = _along(band, (step + 1) / steps)
        yield x, min(y, end_y), end_x, max(y, end_y) + band.thickness


def _along(band: Band, part: float) -> tuple[float, float]:
    """Return the upper edge of a ribbon at a part of its way."""
    weights = ((1 - part) ** 3, 3 * (1 - part) ** 2 * part, 3 * (1 - part) * part**2, part**3)
    points = band.outline[:4]
    return (
        sum(weight * x for weight, (x, _) in zip(weights, points, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, points, strict=True)),
    )


def _meet(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > SLACK and high > SLACK


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether a line runs through a box, by looking at points along it."""
    steps = 200
    for step in range(steps + 1):
        x = start[0] + (end[0] - start[0]) * step / steps
        y = start[1] + (end[1] - start[1]) * step / steps
        if box[0] < x < box[2] and box[1] < y < box[3]:
            return True
    return False
