"""Counts of people, and which of them are so small that they could tell who is meant."""

from collections.abc import Iterable, Iterator
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

_PEOPLE_ONLY = "beneficiaries."
"""What stands below this counts people in whatever unit."""
_SPLIT = "by_"
"""The name of a split begins with this."""

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
    """A total and one way in which it is divided, or in which it is made from others."""

    name: str
    total: Cell
    parts: dict[str, Cell]
    limits: dict[str, int]
    taken: frozenset[str] = frozenset()
    """Names of the parts that are taken off."""

    def sign(self, part: str) -> int:
        """Return 1 for what is added and -1 for what is taken off."""
        return -1 if part in self.taken else 1

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

    def at(self, path: str, unit: str) -> int | None:
        """Return the number below which a count at a place of a file is small; `None` where it counts no people."""
        if unit not in PEOPLE and not path.startswith(_PEOPLE_ONLY):
            return None
        owner, _, part = path.rpartition(".")
        split = owner.rpartition(".")[2]
        return self.of(split, part) if split.startswith(_SPLIT) else self.of()

    def _of(self, split: str, part: str) -> int:
        sensitive = split == "by_disability" or part == "child" or self._is_sensitive(part)
        general, high = self.privacy.small_cell, self.privacy.small_cell_sensitive
        return max(general, high) if self.raised or sensitive else general

    def _is_sensitive(self, name: str) -> bool:
        return name in self.words or not self.words.isdisjoint(name.split("-"))


def counts_people(path: str, unit: str) -> bool:
    """Tell whether a number at a place of a file may count people, in whatever unit: any part of a split may."""
    in_split = path.startswith("results.") and f".{_SPLIT}" in path
    return unit in PEOPLE or path.startswith(_PEOPLE_ONLY) or in_split


def records_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Return how the places begin whose totals and splits hold one of these parts of splits."""
    owners = (path.rpartition(".")[0].rpartition(".") for path in paths)
    return tuple(sorted({f"{record}." for record, _, split in owners if split.startswith(_SPLIT)}))


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
        elif isinstance(record, Correction):
            yield from _of_correction(record, limits)
        elif not isinstance(record, Target):
            for cell in record.children():
                if isinstance(cell, Figure | Suppressed) and cell.unit.id in PEOPLE:
                    yield Slot(cell, limits.of(), ("", ""))


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


def _of_correction(record: Correction, limits: Limits) -> Iterator[Slot]:
    """Yield what a count was: it is small as the count itself would be at its place."""
    cell = record.was
    limit = None if cell is None else limits.at(record.at, cell.unit.id)
    if cell is not None and limit is not None:
        yield Slot(cell, limit, ("", "former"))


def _of_result(record: Result, limits: Limits) -> Iterator[Slot]:
    if record.actual is not None and record.actual.unit.id in PEOPLE:
        yield Slot(record.actual, limits.of(), ("", "total"))
    for split in ("by_component", "by_group", "by_place"):
        for part, cell in getattr(record, split).items():
            if cell is not None and cell.unit.id in PEOPLE:
                yield Slot(cell, limits.of(split, part), (split, part))
