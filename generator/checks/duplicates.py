"""Rows of one list that say the same."""

from collections.abc import Iterator
from functools import cache

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, fields_of, files
from generator.documents import MappingNode, Node, Scalar, SequenceNode
from generator.findings import Severity
from generator.i18n import Message, msg
from generator.model.portfolio import Portfolio
from generator.model.record import Record
from generator.model.report import Result


@check(
    "duplicate-rows",
    msg("No row stands in a list twice"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Compares the entries of each list, without their ids, sources and notes: two that say the same are "
            "reported, and so are two results of one indicator. Receipts have a check of their own."
        ),
        bad="""\
activities:
  - {id: course, title: Course in sewing, on: 2024-03-02, participants: 20}
  - {id: course-2, title: Course in sewing, on: 2024-03-02, participants: 20}
""",
        good="""\
activities:
  - {id: course, title: Course in sewing, on: 2024-03-02, participants: 20}
  - {id: course-2, title: Course in sewing, on: 2024-03-09, participants: 20}
""",
        why=msg("A row that was pasted twice counts its people and its money twice in every total above it."),
    ),
)
def find_duplicates(portfolio: Portfolio) -> Outcomes:
    """Look for entries of one list that say the same under different ids."""
    for file in files(portfolio):
        for record in file.records:
            for name in _in_order(type(record)):
                rows = getattr(record, name)
                if name != "received" and isinstance(rows, tuple) and rows and isinstance(rows[0], Record):
                    yield from _twins(rows, record.node_of(name))


@cache
def _in_order(kind: type[Record]) -> tuple[str, ...]:
    return tuple(sorted(fields_of(kind)))


def _twins(rows: tuple[Record, ...], nodes: object) -> Iterator[Fault | Passed]:
    first: dict[str, Record] = {}
    for index, row in enumerate(rows):
        node = nodes[index] if isinstance(nodes, SequenceNode) else None
        said = _said(row, node)
        earlier = first.setdefault(said, row) if said else row
        if earlier is row:
            yield Passed(())
            continue
        place = node.mark if node is not None else row.mark
        message = msg("this entry says the same as the one in line {line}", line=str(earlier.mark.line))
        yield Fault(place, message, dotted(*row.path), _remove(row))


def _remove(row: Record) -> Message:
    if isinstance(row, Result):
        return msg("an indicator has one result in a report: put the two together, or delete one")
    return msg("delete one of the two, or write what tells them apart")


def _said(row: Record, node: object) -> str:
    """Return what an entry says without its id: for a result the indicator alone, for little said nothing."""
    if isinstance(row, Result):
        return row.indicator
    if not isinstance(node, MappingNode):
        return ""
    kept = {key: one for key, one in node.items() if key not in ("id", "source", "note")}
    return _plain(kept) if len(kept) > 1 else ""


def _plain(node: Node | dict[str, Node]) -> str:
    if isinstance(node, Scalar):
        return str(node)
    if isinstance(node, dict):
        return "{" + ",".join(f"{key}:{_plain(one)}" for key, one in sorted(node.items())) + "}"
    return "[" + ",".join(map(_plain, node)) + "]"
