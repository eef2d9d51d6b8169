"""Paint each sketch once: in this process, and across builds where a folder is given."""

import contextlib
import hashlib
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

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
        _remember(folder, name, painted)
    return painted


def _digest(sketch: Sketch) -> str:
    said = f"{painter.VERSION} {_matplotlib()} {sketch!r}"
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


@cache
def _matplotlib() -> str:
    return version("matplotlib")


def _recall(name: str, folder: Path | None) -> str | None:
    """Return what was painted in an earlier build, if it is whole: what a disk says is never believed."""
    if folder is None:
        return None
    try:
        seal, _, painted = (folder / f"{name}.svg").read_bytes().decode("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return painted if seal == _seal(name, painted) else None


def _remember(folder: Path, name: str, painted: str) -> None:
    """Keep a painting; a folder that cannot be written costs time in the next build, and nothing else."""
    path = folder / f"{name}.svg"
    draft = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(f"{_seal(name, painted)}\n{painted}".encode())
        draft.replace(path)


def _seal(name: str, painted: str) -> str:
    return hashlib.sha256(f"{name} {painted}".encode()).hexdigest()
