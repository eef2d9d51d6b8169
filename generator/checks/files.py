"""The files that checks look at, and the exact places inside them that findings name."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias, TypeVar

from generator.documents import MappingNode, Node, Scalar, SequenceNode
from generator.findings import Mark
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record, names_of
from generator.model.report import Report
from generator.model.text import Text

File: TypeAlias = Program | Report
T = TypeVar("T")


def files(portfolio: Portfolio) -> Iterator[File]:
    """Yield every program and every report, also the reports of a program whose own file is broken."""
    yield from portfolio.programs
    for program in sorted(portfolio.reports):
        yield from portfolio.reports[program]


def programs(portfolio: Portfolio) -> Iterator[tuple[Program, File]]:
    """Yield every program and every report, each with the program it belongs to."""
    for program in portfolio.programs:
        yield program, program
        for report in portfolio.reports_of(program):
            yield program, report


@cache
def fields_of(kind: type[Record]) -> frozenset[str]:
    """Return the names of the fields of a type of record."""
    return frozenset(names_of(kind))


def texts(file: Record) -> tuple[Text, ...]:
    """Return every text of a file, with those that stand beside its figures."""
    return _kept(file, "texts of checks", lambda: tuple(_texts(file)))


def _texts(file: Record) -> Iterator[Text]:
    for one in file.contents:
        if isinstance(one, Text):
            yield one
        elif isinstance(one, Figure):
            yield from filter(None, (one.note, one.counted))
        elif isinstance(one, Suppressed) and one.note:
            yield one.note


def _kept(file: Record, name: str, gather: Callable[[], T]) -> T:
    """Gather something of a file once, beside its `contents`: forty checks pass over each file."""
    if name not in vars(file):
        vars(file)[name] = gather()
    found: T = vars(file)[name]
    return found


def broken_reports(portfolio: Portfolio, program: Program) -> bool:
    """Tell whether a report of the program could not be loaded."""
    folder = f"programs/{program.id}/periods/"
    return any(path.startswith(folder) for path in portfolio.broken)


def node_at(record: Record, path: tuple[str, ...]) -> Node | None:
    """Return the raw node at a path of the file, which begins with the path of the record."""
    steps = path[len(record.path) :]
    node: Node | None = record.node_of(steps[0]) if steps else None
    for step in steps[1:]:
        if isinstance(node, MappingNode):
            node = node.get(step)
        elif isinstance(node, SequenceNode):
            node = next((item for item in node if item.path[-1] == step), None)
        else:
            return None
    return node


def mark_at(record: Record, *path: str) -> Mark:
    """Return the place of the value at a path below a record, or of the record where nothing stands there."""
    node = node_at(record, (*record.path, *path))
    return node.mark if node is not None else record.mark


def key_mark(record: Record, mapping: str, key: str) -> Mark:
    """Return the place of a key inside a mapping of the record."""
    node = record.node_of(mapping)
    return node.key_mark(key) if isinstance(node, MappingNode) else record.mark


def is_bare(record: Record, key: str) -> bool:
    """Tell whether a text is written as one string, and not by language."""
    return isinstance(record.node_of(key), Scalar)


def dotted(*steps: str) -> str:
    """Return a path as disclosures and addresses write it."""
    return ".".join(steps)
