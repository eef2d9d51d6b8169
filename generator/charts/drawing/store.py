"""Paint each sketch once: in this process, and across builds where a folder is given."""

import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from generator import cache
from generator.charts.drawing import painter
from generator.charts.drawing.marks import Sketch

_KEPT = 4_000
"""Sketches that stay in memory, which is about 20 MB."""

_painted: dict[str, str] = {}


def svg_of(sketch: Sketch, prefix: str, folder: Path | None = None) -> str:
    """Return the SVG of a sketch with all its ids behind `prefix`, which must be unique on the page."""
    name = _digest(sketch)
    painted = _painted.get(name)
    if painted is None:
        painted = _recall(name, folder) or _paint(sketch, name, folder)
        if len(_painted) >= _KEPT:
            _painted.clear()
        _painted[name] = painted
    # Quotes in texts are entities, so that these two forms are attributes and nothing else.
    return painted.replace(' id="', f' id="{prefix}-').replace('"url(#', f'"url(#{prefix}-')


def _paint(sketch: Sketch, name: str, folder: Path | None) -> str:
    painted = painter.paint(sketch)
    if folder is not None:
        cache.keep(folder / f"{name}.svg", painted.encode())
    return painted


def _digest(sketch: Sketch) -> str:
    said = f"{_painter()} {sketch!r}"
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


@functools.cache
def _painter() -> str:
    """Return what a painting depends on besides the sketch: our code and the library that writes it."""
    code = cache.sum_code(Path(__file__).with_name("painter.py"), Path(__file__).with_name("marks.py"))
    return f"{code} {version('matplotlib')}"


def _recall(name: str, folder: Path | None) -> str | None:
    """Return what was painted in an earlier build, if it is whole: what a disk says is never believed."""
    kept = cache.recall(folder / f"{name}.svg") if folder is not None else None
    return kept.decode() if kept is not None else None
