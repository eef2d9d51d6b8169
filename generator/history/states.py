"""Read the figures of a former version of a file, without asking that all of it still fits today's model."""

import sys
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from generator import migration
from generator.documents import Document, MappingNode, Node, Scalar, SequenceNode, parse
from generator.model import amount
from generator.model.figure import Figure, Origin, Suppressed
from generator.model.past import Value
from generator.model.program import Program
from generator.model.record import FigureType, Record
from generator.model.report import Report
from generator.model.unit import PERCENT, RUPIAH, Unit
from generator.sources import Source

CORRECTIONS = "corrections"
"""The part of a file that speaks of figures and holds none of its own."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it was typed, and the id of its unit."""

    text: str
    unit: str

    @property
    def value(self) -> Value:
        """Return what makes it the same number as another one."""
        read = amount.read(self.text)
        return read.less, read.value, self.unit

    def cell(self, address: str, origin: Origin, unit: Unit) -> Figure | Suppressed:
        """Return the number as a figure."""
        read = amount.read(self.text)
        if read.less:
            return Suppressed(read.value, unit, origin, address)
        return Figure(read.value, unit, origin, address, None, read.quantum, read.tolerance, read.scale)


@dataclass(frozen=True, slots=True)
class State:
    """One version of a file: whether it may be published, since which day it says so, and its figures by path."""

    public: bool
    published: str
    period: str
    figures: Mapping[str, Written]


def read_state(document: Document, *, report: bool) -> State:
    """Return the figures of a file and what decides whether they are public."""
    root = document.root
    model = Report if report else Program
    found = dict(_figures(_Record(model), root))
    public = not report or _said(root, "status") == "final"
    return State(public, _said(root, "published"), _period(root.get("period")), found)


def state_of(document: Document, figures: Iterable[Figure | Suppressed], *, report: bool) -> State:
    """Return what `read_state` does for a file whose figures are already known."""
    found = {}
    for one in figures:
        origin = one.origin
        assert isinstance(origin, Origin)  # noqa: S101 - for the type checker: no other figure is written
        if origin.path[0] != CORRECTIONS:
            found[sys.intern(".".join(origin.path))] = Written(origin.written, one.unit.id)
    root = document.root
    public = not report or _said(root, "status") == "final"
    return State(public, _said(root, "published"), _period(root.get("period")), found)


def read_bytes(data: bytes, *, report: bool) -> State | None:
    """Return the state of a former version, or `None` for what was no YAML of ours, and so was never published."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    moved = migration.move_on(Source("", text, ""), "report" if report else "program")
    document, faults = parse(moved)
    return read_state(document, report=report) if document is not None and not faults else None


def _said(node: MappingNode, key: str) -> str:
    found = node.get(key)
    return str(found) if isinstance(found, Scalar) and not found.missing else ""


def _period(node: Node | None) -> str:
    return " ".join(_said(node, key) for key in ("from", "to")).strip() if isinstance(node, MappingNode) else ""


# --- where figures stand, by the types of the model --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Number:
    unit: str


@dataclass(frozen=True, slots=True)
class _Many:
    """The items of a list or the values of a mapping."""

    inner: "_Shape"


@dataclass(frozen=True, slots=True)
class _Record:
    model: type[Record]


_Shape = _Number | _Many | _Record


@cache
def _fields(model: type[Record]) -> Mapping[str, _Shape]:
    """Return the fields of a record in or below which figures stand, by the name that authors write."""
    shapes = {
        info.alias or name: _shape(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()
    }
    return {name: shape for name, shape in shapes.items() if shape is not None and name != CORRECTIONS}


def _shape(annotation: Any, metadata: tuple[object, ...] = ()) -> _Shape | None:  # noqa: ANN401 - a type form
    number = next((one for one in metadata if isinstance(one, FigureType)), None)
    if number is not None:
        return _Number(number.unit)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _Record(annotation) if _fields(annotation) else None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        shapes = [_shape(one) for one in arguments]
        return next((one for one in shapes if one), None)
    if origin in (tuple, dict):
        inner = _shape(arguments[0] if origin is tuple else arguments[1])
        return _Many(inner) if inner else None
    return None


def _figures(shape: _Shape, node: Node) -> Iterator[tuple[str, Written]]:
    if isinstance(shape, _Number):
        written = _written(shape, node)
        if written is not None:
            yield ".".join(node.path), written
    elif isinstance(shape, _Many):
        for item in node.values() if isinstance(node, MappingNode) else node if isinstance(node, SequenceNode) else ():
            yield from _figures(shape.inner, item)
    elif isinstance(node, MappingNode):
        for name, inner in _fields(shape.model).items():
            if name in node:
                yield from _figures(inner, node[name])


def _written(number: _Number, node: Node) -> Written | None:
    """Return a number with its unit; `None` for what is left open or cannot be read."""
    value = node.get("value") if isinstance(node, MappingNode) else node
    if not isinstance(value, Scalar) or value.missing:
        return None
    try:
        read = amount.read(value)
    except amount.AmountError:
        return None
    said = RUPIAH if read.money else PERCENT if read.percent else number.unit
    named = _said(node, "unit") if isinstance(node, MappingNode) else ""
    return Written(str(value), named or said)
