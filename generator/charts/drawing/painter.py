"""Paint a sketch as SVG: the only module that knows matplotlib.

matplotlib's SVG renderer is driven directly, without figure, axes or fonts; its output is then rewritten into what can
stand inside a page: colours as custom properties, ids that a page can prefix, no prolog, metadata or styles. What a
style looks like is asked of the renderer once; of each outline only the way of the pen is taken from it.
The SVG is hidden from screen readers: the page gives the takeaway as the label of the element around it, which is
read once, while the single labels of a chart read in a row would make no sense.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from generator.charts.drawing.marks import COLOURS, Band, Circle, Line, Mark, Rect, Shape, Sketch, Style, Text

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline

_PLACEHOLDERS = {name: f"#0000{number:02x}" for number, name in enumerate(COLOURS, start=1)}
_NAMES = {code: f"var(--{name})" for name, code in _PLACEHOLDERS.items()}
_HATCH = "///"
_HATCHED = "hatched"
"""Stands for the id of a pattern, which is numbered in each sketch."""
_TINT = 0.35
"""How much of its colour a band keeps, so that bands can be told apart where they cross."""
_STYLES = 1_000
"""Styles that stay in memory; there are as many as colours, weights and dashes in use."""
_QUOTED = {'"': "&quot;"}
_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}
_FIXED: Any = {"svg.fonttype": "none", "svg.hashsalt": "amanah", "text.parse_math": False, "path.simplify": False}

_DEFAULT = ("hatch.linewidth", "hatch.color", "svg.id", "svg.image_inline")
"""What somebody's own settings of matplotlib must not decide."""
_WAY = re.compile(r'<path(?: d="([^"]*)")?')  # one that lies outside of the picture has none
_SPACED = re.compile(r"\s*([A-Za-z])\s*")


@dataclass(frozen=True, slots=True)
class _Stroke:
    """An outline with the style it is drawn in."""

    style: Style
    outline: "Outline"
    tint: float = 1.0


@dataclass(frozen=True, slots=True)
class _Ink:
    """A style as SVG: the attributes of a path, and the hatch that they name."""

    attributes: str
    hatch: str = ""
    """What matplotlib calls the pattern; the same hatch in two styles is one pattern."""
    pattern: str = ""


def paint(sketch: Sketch) -> str:
    """Return the SVG of a sketch: no fixed size or colour, ids beginning with `h`."""
    with _settings():
        strokes = tuple(_strokes(sketch.marks))
        inks = [_ink(one.style, one.tint) for one in strokes]
        ways = _ways(sketch, strokes)
    return _write(sketch, inks, ways)


# --- to matplotlib ---------------------------------------------------------------------------------------------


@cache
def _library() -> Any:  # noqa: ANN401 - untyped in matplotlib
    """Return matplotlib, and keep its remarks on fonts, which no chart asks for, and homes from the terminal."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl  # noqa: PLC0415 - half a second, spent only when there is something to paint

    return mpl


@contextmanager
def _settings() -> Iterator[None]:
    """Hold the settings that decide bytes; matplotlib's own context copies all three hundred of them twice."""
    mpl = _library()
    wanted = {name: mpl.rcParamsDefault[name] for name in _DEFAULT} | _FIXED
    before = {name: mpl.rcParams[name] for name in wanted}
    mpl.rcParams.update(wanted)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def _strokes(marks: Sequence[Mark]) -> Iterator[_Stroke]:
    """Yield the outlines of marks, those that lie below others first."""
    yield from _outlines(marks, (Shape,))
    yield from (_Stroke(mark.style, _ribbon(mark), _TINT) for mark in marks if isinstance(mark, Band))
    yield from _outlines(marks, (Rect, Line, Circle))


def _outlines(marks: Iterable[Mark], kinds: "Iterable[type[Shape | Rect | Line | Circle]]") -> Iterator[_Stroke]:
    """Yield one compound outline for all shapes of a kind and style: a chart is few elements, not many."""
    from matplotlib.path import Path as Outline  # noqa: PLC0415

    for kind in kinds:
        strokes: dict[Style, list[tuple[tuple[float, float], ...]]] = {}
        for mark in marks:
            if isinstance(mark, kind):
                for style, points in _points(mark):
                    strokes.setdefault(style, []).append(points)
        for style, shapes in strokes.items():
            closed = kind in (Rect, Shape)
            vertices = [point for shape in shapes for point in (*shape, shape[0])[: len(shape) + closed]]
            codes = [code for shape in shapes for code in _codes(len(shape), closed)]
            yield _Stroke(style, Outline(vertices, codes))


def _ribbon(band: Band) -> "Outline":
    from matplotlib.path import Path as Outline  # noqa: PLC0415

    move, draw, curve, close = 1, 2, 4, 79
    points = [*band.outline, band.outline[0]]
    return Outline(points, [move, curve, curve, curve, draw, curve, curve, curve, close])


def _codes(count: int, closed: bool) -> list[int]:  # noqa: FBT001
    move, draw, close = 1, 2, 79
    return [move, *[draw] * (count - 1), *[close] * closed]


def _points(mark: Shape | Rect | Line | Circle) -> Iterator[tuple[Style, tuple[tuple[float, float], ...]]]:
    if isinstance(mark, Line | Shape):
        yield mark.style, mark.points
    elif isinstance(mark, Rect):
        right, bottom = mark.x + mark.width, mark.y + mark.height
        yield mark.style, ((mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom))
    else:
        # A dot is a line of no length with round ends: a tenth of the bytes of four curves.
        dot = ((mark.x, mark.y), (mark.x + 0.01, mark.y))
        edge = mark.style.weight if mark.style.stroke else 0.0
        if edge:
            yield Style(stroke=mark.style.stroke, weight=2 * mark.radius + edge, round_ends=True), dot
        yield Style(stroke=mark.style.fill, weight=2 * mark.radius - edge, round_ends=True), dot


def _ways(sketch: Sketch, strokes: Iterable[_Stroke]) -> list[str]:
    """Return the way of the pen along each outline, as path data."""
    from matplotlib.backends.backend_svg import RendererSVG  # noqa: PLC0415
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    paper = io.StringIO()
    renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
        sketch.width, sketch.height, paper, metadata=_NOTHING
    )
    pen = renderer.new_gc()
    down = Affine2D().scale(1, -1).translate(0, renderer.height)
    for one in strokes:
        # matplotlib cuts what leaves the picture off lines, not off what is filled or hatched.
        filled = one.style.fill or (one.style.hatch and not one.style.round_ends)
        renderer.draw_path(pen, one.outline, down, (0, 0, 0) if filled else None)
    renderer.finalize()
    return [_outline(way) for way in _WAY.findall(paper.getvalue())]


@lru_cache(_STYLES)
def _ink(style: Style, tint: float) -> _Ink:
    """Return how matplotlib writes a style, asked by one short line."""
    from matplotlib.backends.backend_svg import RendererSVG  # noqa: PLC0415
    from matplotlib.path import Path as Outline  # noqa: PLC0415
    from matplotlib.transforms import IdentityTransform  # noqa: PLC0415

    paper = io.StringIO()
    renderer: Any = RendererSVG(1, 1, paper, metadata=_NOTHING)  # type: ignore[no-untyped-call]
    pen = renderer.new_gc()
    _dip(pen, style, tint)
    face = _rgb(style.fill) if style.fill else None
    renderer.draw_path(pen, Outline([(0, 0), (1, 1)]), IdentityTransform(), face)
    renderer.finalize()
    return _read(ET.fromstring(paper.getvalue()))  # noqa: S314 - our own renderer wrote it a moment ago


def _dip(pen: Any, style: Style, tint: float) -> None:  # noqa: ANN401 - untyped in matplotlib
    """Give a pen of matplotlib a style."""
    pen.set_linewidth(style.weight if style.stroke else 0)
    if tint < 1:
        pen.set_alpha(tint)
    if style.stroke:
        pen.set_foreground(_PLACEHOLDERS[style.stroke])
    if style.dash:
        pen.set_dashes(0, style.dash)
    if style.round_ends:
        pen.set_capstyle("round")
    elif style.hatch:
        pen.set_hatch(_HATCH)
        pen.set_hatch_color(_PLACEHOLDERS[style.hatch])
        pen.set_hatch_linewidth(1.4)


def _rgb(name: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    return to_rgb(_PLACEHOLDERS[name])


# --- from matplotlib -------------------------------------------------------------------------------------------


def _read(root: ET.Element) -> _Ink:
    """Return the style of the one path of a picture."""
    (path,) = root.findall("{*}path")
    style = _styled(path)
    style.pop("stroke-dashoffset", None)
    found = re.fullmatch(r"url\(#(.+)\)", style.get("fill", ""))
    if found is None:
        return _Ink(_attributes(style))
    style["fill"] = f"url(#{_HATCHED})"
    (pattern,) = root.iter("{http://www.w3.org/2000/svg}pattern")
    return _Ink(_attributes(style), found[1], _pattern(pattern))


def _styled(element: ET.Element) -> dict[str, str]:
    return dict(pair.split(": ", 1) for pair in element.get("style", "").split("; ") if pair)


def _pattern(element: ET.Element) -> str:
    lines = next(one for one in element if one.tag.endswith("path"))
    style = _styled(lines)
    ink = {"d": _outline(lines.get("d", "")), **{name: style[name] for name in ("stroke", "stroke-width")}}
    size = {name: element.get(name, "") for name in ("width", "height")}
    frame = {"id": _HATCHED, "patternUnits": "userSpaceOnUse", **size}
    return f"<pattern{_attributes(frame)}><path{_attributes(ink)}/></pattern>"


def _attributes(said: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(_NAMES.get(value, value), _QUOTED)}"' for name, value in said.items())


def _outline(data: str) -> str:
    """Write path data without the spaces that it can do without."""
    return _SPACED.sub(r"\1", data).strip()


def _write(sketch: Sketch, inks: Sequence[_Ink], ways: Sequence[str]) -> str:
    """Return the SVG of a sketch from the ink and the way of each of its outlines; hatches are numbered as met."""
    hatches: dict[str, str] = {}
    patterns = {one.hatch: one.pattern for one in inks if one.hatch}
    shapes = []
    for ink, way in zip(inks, ways, strict=True):
        attributes = ink.attributes
        if ink.hatch:
            name = hatches.setdefault(ink.hatch, f"h{len(hatches) + 1}")
            attributes = attributes.replace(_HATCHED, name)
        shapes.append(f'<path d="{way}"{attributes}/>')
    defs = "".join(patterns[hatch].replace(_HATCHED, name, 1) for hatch, name in hatches.items())
    head = f'<svg viewBox="0 0 {_number(sketch.width)} {_number(sketch.height)}" aria-hidden="true">'
    return "".join((head, f"<defs>{defs}</defs>" if defs else "", *shapes, *_texts(sketch.texts()), "</svg>"))


def _texts(texts: Iterable[Text]) -> Iterator[str]:
    """Yield the texts grouped by role and anchor, each group with its class said once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for text in texts:
        drawn = f'<text x="{_number(text.x)}" y="{_number(text.y)}">{escape(text.text, _QUOTED)}</text>'
        groups.setdefault((text.role, text.anchor), []).append(drawn)
    for (role, anchor), drawn_texts in groups.items():
        attributes = {"class": role} if anchor == "start" else {"class": role, "text-anchor": anchor}
        yield f"<g{_attributes(attributes)}>{''.join(drawn_texts)}</g>"


def _number(value: float) -> str:
    return f"{value:g}"
