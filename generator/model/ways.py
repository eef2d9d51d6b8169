"""Ways to figures and lists, as authors write them after `adds:`, `subtracts:` and `counts:`.

`results.harvest.actual` is one figure; `assets.value` is that of every asset; `activities.training.participants` those
of the activities of one kind; `partners.university` the partners in one role. A way is looked for in the file itself,
then in `program.yml`; `2024-semester-1/...` leads into another report of the program.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from generator.model.figure import Cell, Figure, Suppressed
from generator.model.organization import Fact, Partner
from generator.model.program import Program
from generator.model.record import Record, names_of
from generator.model.report import Report

File: TypeAlias = Program | Report


@dataclass(frozen=True, slots=True)
class Found:
    """What a way leads to: one value or, where it passes through a list, one a member."""

    values: tuple[object, ...]
    listed: bool


def resolve(program: Program, reports: Iterable[Report], file: File, way: str) -> Found | None:
    """Return what a way leads to, or `None` where it leads nowhere."""
    period, slash, inside = way.rpartition("/")
    tops: list[File] = [file, program]
    if slash:
        tops = [report for report in reports if report.id == period]
    for top in tops:
        found = _follow(top, tuple(inside.split(".")))
        if found is not None:
            return found
    return None


def _follow(value: object, steps: Sequence[str]) -> Found | None:
    if not steps:
        return _end(value)
    step, rest = steps[0], steps[1:]
    if isinstance(value, Record):
        return _follow(getattr(value, step), rest) if step in names_of(type(value)) else None
    if isinstance(value, dict):
        return _follow(value[step], rest) if step in value else None
    return _member(value, steps) if isinstance(value, tuple) else None


def _member(items: tuple[object, ...], steps: Sequence[str]) -> Found | None:
    """Follow a way into a list: one item by its name, those of a kind, or all of them."""
    records = [item for item in items if isinstance(item, Record)]
    one = next((item for item in records if item.path[-1:] == (steps[0],)), None)
    if one is not None:
        return _follow(one, steps[1:])
    chosen = [item for item in records if steps[0] in _kinds(item)]
    if chosen:
        return _each(chosen, steps[1:])
    return _each(records, steps) if any(_has(item, steps[0]) for item in records) else None


def _each(records: Sequence[Record], steps: Sequence[str]) -> Found | None:
    if not steps:
        return Found(tuple(records), listed=True)
    found = [one for one in (_follow(record, steps) for record in records) if one is not None]
    return Found(tuple(value for one in found for value in one.values), listed=True) if found else None


def _end(value: object) -> Found:
    if isinstance(value, tuple):
        return Found(value, listed=True)
    if isinstance(value, dict):
        return Found(tuple(value.values()), listed=True)
    return Found((value.value if isinstance(value, Fact) else value,), listed=False)


def _has(record: Record, step: str) -> bool:
    return step in names_of(type(record))


def _kinds(record: Record) -> Iterator[str]:
    if isinstance(record, Partner):
        yield from record.roles
    kind = getattr(record, "kind", None)
    if isinstance(kind, str):
        yield kind


def is_cell(value: object) -> TypeGuard[Cell]:
    """Tell whether a value is a number's slot: reported, withheld or left open."""
    return value is None or isinstance(value, Figure | Suppressed)
