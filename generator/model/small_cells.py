"""Counts of people, and which of them are so small that they could tell who is meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from generator.model.figure import Cell, Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Program, Target
from generator.model.publisher import Privacy
from generator.model.report import BENEFICIARY_SPLITS, Beneficiaries, Report, Result
from generator.model.source import Correction

PEOPLE = frozenset(
    {"person", "partner", "participant", "beneficiary", "member", "student", "family", "household"},
)
"""Built-in units whose counts are counts of people; units of the publisher's own are not, outside `beneficiaries`."""

HALVES = {"by_sex": ("female", "male"), "by_disability": ("with", "without")}
"""Splits that have these two parts and no other, whether both are written or not."""

Written: TypeAlias = Figure | Suppressed


@dataclass(frozen=True, slots=True)
class Slot:
    """A count of people as written, and the number below which it is small; `key` names what is counted."""

    cell: Written
    limit: int
    key: tuple[str, str]
    """Split and part, such as `by_sex`, `female`; both empty for what is no part of a split."""

    @property
    def is_small(self) -> bool:
        """Tell whether the exact count is below the limit; nobody at all is no small count."""
        return isinstance(self.cell, Figure) and 0 < self.cell.value < self.limit


@dataclass(frozen=True, slots=True)
class Whole:
    """A total and one way in which it is divided."""

    name: str
    total: Cell
    parts: dict[str, Cell]
    limits: dict[str, int]

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the parts that are there and not reported, also the half that nobody wrote."""
        left = [name for name in HALVES.get(self.name, ()) if name not in self.parts]
        return (*(name for name, cell in self.parts.items() if cell is None), *left)


class Limits:
    """The numbers of a publisher, for one program."""

    def __init__(self, privacy: Privacy | None, program: Program) -> None:
        self.privacy = privacy or Privacy.model_construct()
        self.words = frozenset(self.privacy.sensitive)
        self.raised = any(self._is_sensitive(theme) for theme in program.themes)
        self._known: dict[tuple[str, str], int] = {}

    @property
    def said(self) -> tuple[object, ...]:
        """Return all that decides the limits; two that say the same are the same."""
        return self.privacy.small_cell, self.privacy.small_cell_sensitive, self.words, self.raised

    def of(self, split: str = "", part: str = "") -> int:
        """Return the number below which a count is small."""
        known = self._known.get((split, part))
        if known is None:
            known = self._known[split, part] = self._of(split, part)
        return known

    def _of(self, split: str, part: str) -> int:
        sensitive = split == "by_disability" or part == "child" or self._is_sensitive(part)
        general, high = self.privacy.small_cell, self.privacy.small_cell_sensitive
        return max(general, high) if self.raised or sensitive else general

    def _is_sensitive(self, name: str) -> bool:
        return name in self.words or not self.words.isdisjoint(name.split("-"))


def counts_people(path: str, unit: str) -> bool:
    """Tell whether a number at a place of a file may count people, in whatever unit: any part of a split may."""
    first, _, rest = path.partition(".")
    return unit in PEOPLE or first == "beneficiaries" or (first == "results" and ".by_" in rest)


def limits_of(portfolio: Portfolio, program: Program) -> Limits:
    """Return the limits that hold for a program."""
    return Limits(portfolio.publisher.privacy, program)


def counts_of(file: Program | Report, limits: Limits) -> tuple[Slot, ...]:
    """Return every count of people of a file; targets count nobody yet. The file keeps them for the next who asks."""
    kept: tuple[tuple[object, ...], tuple[Slot, ...]] | None = vars(file).get(_KEPT)
    if kept is None or kept[0] != limits.said:
        kept = vars(file)[_KEPT] = (limits.said, tuple(_slots(file, limits)))
    return kept[1]


_KEPT = "counts of people"
"""Under this name a file keeps its counts, beside its fields."""


def _slots(file: Program | Report, limits: Limits) -> Iterator[Slot]:
    for record in file.records:
        if isinstance(record, Beneficiaries):
            yield from _of_beneficiaries(record, limits)
        elif isinstance(record, Result):
            yield from _of_result(record, limits)
        elif not isinstance(record, Target):
            for cell in record.children():
                if isinstance(cell, Figure | Suppressed) and cell.unit.id in PEOPLE:
                    former = isinstance(record, Correction)
                    yield Slot(cell, limits.of(), ("", "former") if former else ("", ""))


def wholes(file: Program | Report, limits: Limits) -> Iterator[Whole]:
    """Yield every total of people with each of its splits."""
    for record in file.records:
        if isinstance(record, Beneficiaries):
            for name, cells in record.splits().items():
                yield Whole(name, record.total, cells, {part: limits.of(name, part) for part in _names(name, cells)})
        elif isinstance(record, Result):
            for name in ("by_component", "by_group", "by_place"):
                cells = getattr(record, name)
                if cells and _counts_people(record):
                    yield Whole(name, record.actual, cells, {part: limits.of(name, part) for part in cells})


def _names(split: str, cells: dict[str, Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*cells, *HALVES.get(split, ()))))


def _counts_people(result: Result) -> bool:
    cells = (result.actual, *result.by_component.values(), *result.by_group.values(), *result.by_place.values())
    return any(cell is not None and cell.unit.id in PEOPLE for cell in cells)


def _of_beneficiaries(record: Beneficiaries, limits: Limits) -> Iterator[Slot]:
    for name, cell in (("total", record.total), ("families", record.families)):
        if cell is not None:
            yield Slot(cell, limits.of(), ("", name))
    for split in BENEFICIARY_SPLITS:
        for part, cell in getattr(record, split).items():
            if cell is not None:
                yield Slot(cell, limits.of(split, part), (split, part))


def _of_result(record: Result, limits: Limits) -> Iterator[Slot]:
    if record.actual is not None and record.actual.unit.id in PEOPLE:
        yield Slot(record.actual, limits.of(), ("", "total"))
    for split in ("by_component", "by_group", "by_place"):
        for part, cell in getattr(record, split).items():
            if cell is not None and cell.unit.id in PEOPLE:
                yield Slot(cell, limits.of(split, part), (split, part))
