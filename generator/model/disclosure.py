"""What a reader can work out about withheld counts from the public ones: totals, parts, and nothing else.

Totals and parts are linear equations over counts that are whole numbers and never negative. A small count is weak
where these leave it fewer values than it needs: it can then be worked out, or nearly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf
from typing import TypeAlias

_ENOUGH = 2
"""Values that must stay possible for a small count, so that it cannot be worked out."""
_ROUNDS = 60

Row: TypeAlias = dict[str, Fraction]
"""Coefficients by unknown; the empty name stands for the constant, with all of it on one side."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A count that is not public; a small one is known to lie between 1 and below its limit."""

    address: str
    limit: Decimal | None
    whole: int | None = None
    """Number of the split whose unreported part it is, where it has no address."""


class System:
    """Equations between totals and parts, gathered one by one."""

    def __init__(self) -> None:
        self.equations: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self.public: dict[str, Decimal] = {}
        self.unknowns: dict[str, Unknown] = {}

    def equate(self, total: str, parts: Sequence[str], taken: Sequence[str] = ()) -> None:
        """Say that the parts, less what is taken off, make the total."""
        self.equations.append((total, tuple(parts), tuple(taken)))

    def tell(self, name: str, value: Decimal) -> None:
        """Say what a public count is."""
        self.public[name] = value

    def hide(self, name: str, unknown: Unknown) -> None:
        """Say that a count is not public."""
        self.unknowns.setdefault(name, unknown)

    def weak(self) -> tuple[Unknown, ...]:
        """Return the small counts that can be worked out, or that the equations contradict."""
        low, high = self._bounds()
        return tuple(
            one
            for name, one in self.unknowns.items()
            if one.limit is not None and high[name] - low[name] + 1 < min(_ENOUGH, float(one.limit) - 1)
        )

    def _bounds(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return the lowest and highest value of each unknown that the equations allow."""
        rows = [row for row in self._rows() if len(row) > ("" in row)]
        rows += list(_reduced(rows))
        names = {name for row in rows for name in row if name} | set(self.unknowns)
        limits = {name: one.limit for name, one in self.unknowns.items()}
        low: dict[str, float] = {name: 1 if limits.get(name) is not None else 0 for name in names}
        high: dict[str, float] = {name: _top(limits.get(name)) for name in names}
        for _ in range(_ROUNDS):
            before = dict(low), dict(high)
            for row in rows:
                _tighten(row, low, high)
            if before == (low, high):
                break
        return low, high

    def _rows(self) -> Iterator[Row]:
        """Yield each equation as a row whose terms add up to zero."""
        for total, parts, taken in self.equations:
            row: Row = {}
            signs = (*((one, Fraction(-1)) for one in (total, *taken)), *((one, Fraction(1)) for one in parts))
            for name, sign in signs:
                known = self.public.get(name)
                at, amount = (name, sign) if known is None or name in self.unknowns else ("", sign * Fraction(known))
                row[at] = row.get(at, Fraction(0)) + amount
            yield {name: value for name, value in row.items() if value}


def _top(limit: Decimal | None) -> float:
    return inf if limit is None else float(limit) - 1


def _reduced(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of the reduced echelon form: what follows from several equations together."""
    done: list[tuple[str, Row]] = []
    for row in rows:
        rest = dict(row)
        for pivot, other in done:
            rest = _minus(rest, other, rest.get(pivot, Fraction(0)))
        pivot = next((name for name in sorted(rest) if name), "")
        if not pivot:
            continue
        lead = {name: value / rest[pivot] for name, value in rest.items()}
        done = [(name, _minus(other, lead, other.get(pivot, Fraction(0)))) for name, other in done]
        done.append((pivot, lead))
    return (row for _, row in done)


def _minus(row: Row, other: Row, factor: Fraction) -> Row:
    if not factor:
        return row
    names = {*row, *other}
    made = {name: row.get(name, Fraction(0)) - factor * other.get(name, Fraction(0)) for name in names}
    return {name: value for name, value in made.items() if value}


def _tighten(row: Row, low: dict[str, float], high: dict[str, float]) -> None:
    """Narrow the bounds of each unknown of a row by those of the others."""
    constant = float(row.get("", Fraction(0)))
    for name, own in row.items():
        if not name:
            continue
        least, most = constant, constant
        for other, factor in row.items():
            if other not in ("", name):
                ends = float(factor) * low[other], float(factor) * high[other]
                least, most = least + min(ends), most + max(ends)
        begin, end = sorted((-least / float(own), -most / float(own)))
        low[name] = max(low[name], ceil(begin - 1e-9) if begin > -inf else begin)
        high[name] = min(high[name], floor(end + 1e-9) if end < inf else end)
