"""Paint a sketch as SVG: the only module that knows matplotlib.

matplotlib's SVG renderer is driven directly, without figure, axes or fonts; its output is then rewritten into what can
stand inside a page: colours as custom properties, ids that a page can prefix, no prolog, metadata or styles.
The SVG is hidden from screen readers: the page gives the takeaway as the label of the element around it, which is
read once, while the single labels of a chart read in a row would make no sense.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from generator.charts.drawing.marks import COLOURS, Band, Circle, Line, Mark, Rect, Shape, Sketch, Style

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline

_PLACEHOLDERS = {name: f"#0000{number:02x}" for number, name in enumerate(COLOURS, start=1)}
_NAMES = {code: f"var(--{name})" for name, code in _PLACEHOLDERS.items()}
_HATCH = "///"
_TINT = 0.35
"""How much of its colour a band keeps, so that bands can be told apart where they cross."""
_QUOTED = {'"': "&quot;"}
_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}
_FIXED: Any = {"svg.fonttype": "none", "svg.hashsalt": "amanah", "text.parse_math": False, "path.simplify": False}

_DEFAULT = ("hatch.linewidth", "hatch.color", "svg.id", "svg.image_inline")
"""What somebody's own settings of matplotlib must not decide."""


def paint(sketch: Sketch) -> str:
    """Return the SVG of a sketch: no fixed size or colour, ids beginning with `h`."""
    # It tells of its list of fonts, which no chart asks for, and of homes that it cannot write into.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl  # noqa: PLC0415 - half a second, spent only when there is something to paint
    from matplotlib.backends.backend_svg import RendererSVG  # noqa: PLC0415

    paper = io.StringIO()
    defaults: Any = mpl.rcParamsDefault
    with mpl.rc_context({name: defaults[name] for name in _DEFAULT} | _FIXED):
        renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
            sketch.width, sketch.height, paper, metadata=_NOTHING
        )
        for style, outline in _outlines(sketch.marks, (Shape,)):
            _stroke(renderer, style, outline)
        for band in (mark for mark in sketch.marks if isinstance(mark, Band)):
            _stroke(renderer, band.style, _ribbon(band), tint=_TINT)
        for style, outline in _outlines(sketch.marks, (Rect, Line, Circle)):
            _stroke(renderer, style, outline)
        for text in sketch.texts():
            renderer.writer.element("text", text.text, x=_number(text.x), y=_number(text.y))
        renderer.finalize()
    return _rewrite(paper.getvalue(), sketch)


# --- to matplotlib ---------------------------------------------------------------------------------------------


def _outlines(
    marks: Iterable[Mark], kinds: "Iterable[type[Shape | Rect | Line | Circle]]"
) -> Iterator[tuple[Style, "Outline"]]:
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
            yield style, Outline(vertices, [code for shape in shapes for code in _codes(len(shape), closed)])


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


def _stroke(renderer: Any, style: Style, outline: "Outline", *, tint: float = 1.0) -> None:  # noqa: ANN401 - untyped in matplotlib
    from matplotlib.transforms import Affine2D  # noqa: PLC0415

    pen = renderer.new_gc()
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
    face = _rgb(style.fill) if style.fill else None
    down = Affine2D().scale(1, -1).translate(0, renderer.height)
    renderer.draw_path(pen, outline, down, face)


def _rgb(name: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    return to_rgb(_PLACEHOLDERS[name])


# --- from matplotlib -------------------------------------------------------------------------------------------


def _rewrite(svg: str, sketch: Sketch) -> str:
    root = ET.fromstring(svg)  # noqa: S314 - our own renderer wrote it a moment ago
    ids: dict[str, str] = {}
    shapes = [_path(one, ids) for one in root.findall("{*}path")]
    defs = "".join(_pattern(one, ids[one.get("id", "")]) for one in root.iter("{http://www.w3.org/2000/svg}pattern"))
    size = f"{_number(sketch.width)} {_number(sketch.height)}"
    head = f'<svg viewBox="0 0 {size}" aria-hidden="true">'
    parts = (head, f"<defs>{defs}</defs>" if defs else "", *shapes, *_texts(root, sketch), "</svg>")
    return "".join(parts)


def _path(element: ET.Element, ids: dict[str, str]) -> str:
    style = dict(pair.split(": ", 1) for pair in element.get("style", "").split("; ") if pair)
    found = re.fullmatch(r"url\(#(.+)\)", style.get("fill", ""))
    if found:
        style["fill"] = f"url(#{ids.setdefault(found[1], f'h{len(ids) + 1}')})"
    style.pop("stroke-dashoffset", None)
    return _element("path", {"d": _outline(element.get("d", "")), **style})


def _pattern(element: ET.Element, name: str) -> str:
    lines = next(one for one in element if one.tag.endswith("path"))
    style = dict(pair.split(": ", 1) for pair in lines.get("style", "").split("; ") if pair)
    ink = {name: style[name] for name in ("stroke", "stroke-width")}
    drawn = _element("path", {"d": _outline(lines.get("d", "")), **ink})
    size = {name: element.get(name, "") for name in ("width", "height")}
    frame = _element("pattern", {"id": name, "patternUnits": "userSpaceOnUse", **size})
    return f"{frame[:-2]}>{drawn}</pattern>"


def _outline(data: str) -> str:
    """Write path data without the spaces that it can do without."""
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", data).strip()


def _texts(root: ET.Element, sketch: Sketch) -> Iterator[str]:
    """Yield the texts grouped by role and anchor, each group with its class said once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for text, element in zip(sketch.texts(), root.findall("{*}text"), strict=True):
        place = {"x": element.get("x", ""), "y": element.get("y", "")}
        drawn = f"{_element('text', place)[:-2]}>{escape(element.text or '', _QUOTED)}</text>"
        groups.setdefault((text.role, text.anchor), []).append(drawn)
    for (role, anchor), drawn_texts in groups.items():
        attributes = {"class": role} if anchor == "start" else {"class": role, "text-anchor": anchor}
        yield f"{_element('g', attributes)[:-2]}>{''.join(drawn_texts)}</g>"


def _element(tag: str, attributes: dict[str, str]) -> str:
    said = "".join(f' {name}="{escape(_NAMES.get(value, value), _QUOTED)}"' for name, value in attributes.items())
    return f"<{tag}{said}/>"


def _number(value: float) -> str:
    return f"{value:g}"
