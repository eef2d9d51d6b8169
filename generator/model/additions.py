"""Counts of people that authors state beside others that they add or take off: equations that every reader sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.figure import Cell, Figure, Suppressed
from generator.model.organization import Fact
from generator.model.program import Program
from generator.model.report import Report
from generator.model.small_cells import Limits, Whole
from generator.model.ways import File, is_cell, resolve

ADDS = "adds"
"""The name of such a way to make a total."""


def additions(program: Program, reports: Sequence[Report], limits: Limits) -> Iterator[Whole]:
    """Yield every stated count of people of a program with what it adds and takes off, also from another report."""
    files: tuple[File, ...] = (program, *reports)
    for file in files:
        for stated in _stated(program, file):
            whole = stated.whole(program, reports, limits)
            if whole is not None and _counts_people(whole, limits):
                yield whole


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number in a file, and the ways to what it adds and takes off."""

    file: File
    cell: Figure | Suppressed
    adds: tuple[str, ...]
    subtracts: tuple[str, ...] = ()

    def whole(self, program: Program, reports: Sequence[Report], limits: Limits) -> Whole | None:
        """Return the number with its terms, or `None` where a way leads nowhere."""
        parts: dict[str, Cell] = {}
        for way in (*self.adds, *self.subtracts):
            found = resolve(program, reports, self.file, way)
            if found is None or not all(map(is_cell, found.values)):
                return None
            parts.update({f"{way} {index}": one for index, one in enumerate(found.values) if is_cell(one)})
        taken = frozenset(name for name in parts if name.rpartition(" ")[0] in self.subtracts)
        below = {name: limits.at(name.rpartition(" ")[0].rpartition("/")[2], "person") or 0 for name in parts}
        return Whole(ADDS, self.cell, parts, below, taken)


def _stated(program: Program, file: File) -> Iterator[_Stated]:
    """Yield the numbers of a file that say what they add."""
    for record in file.records:
        if isinstance(record, Fact) and record.value is not None and (record.adds or record.subtracts):
            yield _Stated(file, record.value, record.adds, record.subtracts)
    adding = {one.id: one.adds for one in program.indicators if one.adds}
    for result in file.results if isinstance(file, Report) else ():
        if result.indicator in adding and result.actual is not None:
            yield _Stated(file, result.actual, adding[result.indicator])


def _counts_people(whole: Whole, limits: Limits) -> bool:
    cells = (whole.total, *whole.parts.values())
    return any(cell is not None and limits.at(cell.anchor, cell.unit.id) is not None for cell in cells)
