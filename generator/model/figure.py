"""Figures: numbers that know their unit, their precision and where they come from; all arithmetic lives here.

A figure is either written by an author (its origin is a place in a file) or computed (its origin is its terms).
What nobody reported is `None`, never zero; what may not be shown is `Suppressed`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import TypeAlias

from generator.findings import Mark
from generator.i18n import Message, Translator, msg
from generator.model.amount import BILLION, MILLION, ONE, TRILLION, ZERO, rounded
from generator.model.text import Text
from generator.model.unit import PERCENT, RUPIAH, UNITS, Unit

TENTH, TWENTIETH = Decimal("0.1"), Decimal("0.1") / 2


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an author wrote a figure, and how."""

    mark: Mark
    path: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Formula:
    """How a figure was computed: the operation, its terms, and the labels of terms that nobody reported."""

    operation: str
    """`sum`, `difference`, `share` or `count`."""
    terms: "tuple[Figure, ...]"
    missing: tuple[object, ...] = ()
    """What is not in it because it is not reported or withheld, and which terms lack such parts: texts or messages."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, the size of its last written place, and its origin.

    `address` names it on the whole site: `program/period/path.of.ids`. `tolerance` is how far the true value may
    lie from the written one.
    """

    value: Decimal
    unit: Unit
    origin: Origin | Formula
    address: str
    label: Text | Message | None = None
    quantum: Decimal = ONE
    tolerance: Decimal = ZERO
    scale: Decimal = ONE
    source: str = ""
    note: Text | None = None
    counted: Text | None = None
    estimate: bool = False

    @property
    def written(self) -> str:
        """Return the text that the author typed, or nothing for a computed figure."""
        return self.origin.written if isinstance(self.origin, Origin) else ""

    @property
    def mark(self) -> Mark | None:
        """Return the place in the author's file, or `None` for a computed figure."""
        return self.origin.mark if isinstance(self.origin, Origin) else None

    @property
    def terms(self) -> "tuple[Figure, ...]":
        """Return the figures it was computed from."""
        return self.origin.terms if isinstance(self.origin, Formula) else ()

    @property
    def missing(self) -> tuple[object, ...]:
        """Return the labels of terms that could not be counted, or only in part."""
        return self.origin.missing if isinstance(self.origin, Formula) else ()

    @property
    def is_money(self) -> bool:
        """Tell whether it counts rupiah."""
        return self.unit.id == RUPIAH

    @property
    def anchor(self) -> str:
        """Return the last part of the address: the path inside its report."""
        return self.address.rpartition("/")[2]

    def leaves(self) -> "tuple[Figure, ...]":
        """Return the written figures that this one rests on, each once; a written figure rests on itself."""
        if isinstance(self.origin, Origin):
            return (self,)
        found: dict[str, Figure] = {}
        for term in self.origin.terms:
            found.update((leaf.address, leaf) for leaf in term.leaves())
        return tuple(found.values())

    def number(self, translator: Translator) -> str:
        """Write the number alone, with `Rp` for money, at the precision it was written."""
        if self.scale is ONE and self.quantum is ONE:  # nearly all of them, and a site writes a hundred thousand
            return self._signed(translator.number(abs(self.value), 0))
        places = max(0, -self.scaled_quantum.normalize().adjusted()) if self.scaled_quantum < 1 else 0
        if self.value == self.value.to_integral_value() and self.scale == 1:
            places = 0
        return self._signed(translator.scaled(abs(self.value), self.scale, places))

    def _signed(self, text: str) -> str:
        sign, unit = "\u2212" if self.value < ZERO else "", self.unit.id
        if unit == RUPIAH:
            return f"{sign}Rp{text}"
        return f"{sign}{text}%" if unit == PERCENT else f"{sign}{text}"

    def abridged(self, translator: Translator) -> str:
        """Write money short for a headline, such as Rp4,81 miliar; everything else as it is."""
        if not self.is_money or self.scale != 1 or abs(self.value) < MILLION:
            return self.number(translator)
        scale = max(size for size in (MILLION, BILLION, TRILLION) if size <= abs(self.value))
        places = 1 if scale == MILLION else 2
        value = rounded(abs(self.value / scale), Decimal(1).scaleb(-places))
        places = max(0, -value.normalize().as_tuple().exponent)  # type: ignore[operator] # the value is finite
        sign = "\u2212" if self.value < 0 else ""
        return f"{sign}Rp{translator.scaled(value * scale, scale, places)}"

    @property
    def scaled_quantum(self) -> Decimal:
        """Return the size of the last written place in terms of the written scale: 0.1 for 1,7 miliar."""
        return self.quantum / self.scale

    def word(self, translator: Translator) -> str:
        """Write the unit alone; nothing where the number already carries it (rupiah, percent)."""
        return "" if self.unit.id in (RUPIAH, PERCENT) else self.unit.word(translator, self.value)

    def localize(self, translator: Translator) -> str:
        """Write number and unit."""
        return f"{self.number(translator)} {self.word(translator)}".strip()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A count that is withheld to protect people: only that it lies below `limit` is public.

    Without a limit it is not small itself: it is withheld so that a small one beside it cannot be worked out.
    """

    limit: Decimal | None
    unit: Unit
    origin: Origin
    address: str
    label: Text | Message | None = None
    source: str = ""
    note: Text | None = None

    @property
    def mark(self) -> Mark:
        """Return the place in the author's file."""
        return self.origin.mark

    @property
    def anchor(self) -> str:
        """Return the last part of the address: the path inside its report."""
        return self.address.rpartition("/")[2]

    def localize(self, translator: Translator) -> str:
        """Write that the count is withheld, and below which limit it lies, or that it protects another one."""
        if self.limit is None:
            return translator("withheld to protect another count")
        return translator("withheld (fewer than {limit})", limit=self.limit)


Cell: TypeAlias = Figure | Suppressed | None
"""A slot for a number: reported, withheld, or not reported."""


def known(cells: Iterable[Cell]) -> tuple[Figure, ...]:
    """Return the figures among cells that are reported and public."""
    return tuple(cell for cell in cells if isinstance(cell, Figure))


def total(parts: Sequence[tuple[object, Cell]], address: str, label: Text | Message | None = None) -> Figure | None:
    """Add labelled cells of one unit; `None` where none is reported, else a figure that names what is missing.

    Raises `ValueError` for parts of different units: unlike things are never added.
    """
    terms = known(cell for _, cell in parts)
    if not terms:
        return None
    if len({term.unit.id for term in terms}) > 1:
        raise ValueError(f"{address}: {sorted({term.unit.id for term in terms})} cannot be added")
    missing = tuple(one for name, cell in parts for one in _lacking(name, cell))
    value = sum((term.value for term in terms), ZERO)
    return _computed(value, Formula("sum", terms, missing), address, label)


def _lacking(name: object, cell: Cell) -> tuple[object, ...]:
    """Return what a sum lacks for want of a part: all of it, or something that this part lacks itself."""
    if not isinstance(cell, Figure):
        return (name,)
    return (msg("a part of {name}", name=name),) if cell.missing else ()


def _lacking_of(*terms: Figure) -> tuple[object, ...]:
    """Return what is missing from the terms of a difference or a share, whose own names say little."""
    return tuple(dict.fromkeys(one for term in terms for one in term.missing))


def difference(first: Figure, second: Figure, address: str, label: Text | Message | None = None) -> Figure:
    """Subtract the second figure from the first; both must count the same."""
    formula = Formula("difference", (first, second), _lacking_of(first, second))
    return _computed(first.value - second.value, formula, address, label)


def share(part: Figure, whole: Figure, address: str, label: Text | Message | None = None) -> Figure | None:
    """Return the percentage that a part is of a whole, to one decimal; `None` where the whole is zero."""
    if whole.value == 0:
        return None
    value = rounded(part.value * 100 / whole.value, TENTH)
    origin = Formula("share", (part, whole), _lacking_of(part, whole))
    return Figure(value, UNITS[PERCENT], origin, address, label, quantum=TENTH, tolerance=TWENTIETH)


def count(
    number: int, unit: str, address: str, label: Text | Message | None = None, terms: tuple[Figure, ...] = ()
) -> Figure:
    """Return a figure that counts entries of the data themselves, such as programs."""
    return Figure(Decimal(number), UNITS[unit], Formula("count", terms), address, label)


def _computed(value: Decimal, formula: Formula, address: str, label: Text | Message | None) -> Figure:
    """Return a figure with the coarsest place among its terms, and their tolerances added."""
    terms = formula.terms
    coarse = max(terms, key=_quantum)
    exact = all(term.tolerance is ZERO for term in terms)
    spread = ZERO if exact else sum((term.tolerance for term in terms), ZERO)
    return Figure(value, terms[0].unit, formula, address, label, coarse.quantum, spread, coarse.scale)


_quantum = attrgetter("quantum")


def agree(first: Figure, second: Figure) -> bool:
    """Tell whether two figures can be the same number, given the precision both were written with."""
    return abs(first.value - second.value) <= first.tolerance + second.tolerance


def name(figure: Figure, label: Text | Message) -> Figure:
    """Return the figure with a label, unless it has one."""
    return figure if figure.label is not None else replace(figure, label=label)


NOT_REPORTED = msg("not reported")
