"""Whom a program reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.i18n import Message
from generator.model.figure import Cell, Figure, known, total
from generator.model.report import Beneficiaries
from generator.model.text import Text
from generator.views.labels import SPLITS, Label, Names


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled cell of a split."""

    id: str
    label: Label
    cell: Cell


@dataclass(frozen=True, slots=True)
class Split:
    """A whole divided in one way: its parts in the order written, and their sum where parts are known."""

    name: str
    title: Message
    parts: tuple[Part, ...]
    sum: Figure | None

    @property
    def complete(self) -> bool:
        """Tell whether every part is reported and public."""
        return all(isinstance(part.cell, Figure) for part in self.parts)


@dataclass(frozen=True, slots=True)
class People:
    """Beneficiaries of one report."""

    total: Cell
    families: Cell
    counting: str | None
    splits: tuple[Split, ...]
    note: Text | None


def make_split(
    name: str, cells: Mapping[str, Cell], names: Names, address: str, without: Sequence[Label] = ()
) -> Split:
    """Label the cells of a split and add them, where they count the same; `without` names what it leaves out."""
    parts = tuple(Part(key, names.of(name, key), cell) for key, cell in cells.items())
    same = len({one.unit.id for one in known(cells.values())}) == 1
    terms: list[tuple[object, Cell]] = [*((part.label, part.cell) for part in parts), *((one, None) for one in without)]
    added = total(terms, f"{address}.{name}.sum", SPLITS[name]) if same else None
    return Split(name, SPLITS[name], parts, added)


def view_people(given: Beneficiaries | None, names: Names, scope: str) -> People | None:
    """Return the beneficiaries of a report with each split added up, or `None` where nothing is reported."""
    if given is None:
        return None
    address = f"{scope}/computed.beneficiaries"
    splits = tuple(make_split(name, cells, names, address) for name, cells in given.splits().items())
    return People(given.total, given.families, given.counting, splits, given.note)
