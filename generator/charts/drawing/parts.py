"""Parts of a whole on charts: their rows and segments, and what they leave open of the stated total."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.drawing.bars import Row
from generator.charts.drawing.picture import PALETTE, Said, named, number, size, spoken
from generator.charts.drawing.stack import MOST_PARTS, Segment, Stack
from generator.i18n import Translator
from generator.model.figure import Cell, Figure, agree, difference, known
from generator.views.mismatch import Mismatch
from generator.views.people import Part, Split


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance between parts and their stated total: how large, in which direction, and whether disclosed."""

    size: Figure
    short: bool
    """Whether the parts fall short of the total; else they exceed it."""
    disclosed: bool


def find_gap(whole: Cell, split: Split, mismatches: Sequence[Mismatch], scope: str) -> Gap | None:
    """Return what lies between a stated total and its complete parts, or `None` where they agree or cannot be held."""
    if not isinstance(whole, Figure) or split.sum is None or not split.complete or split.sum.missing:
        return None
    if agree(whole, split.sum):
        return None
    short = split.sum.value < whole.value
    terms = (whole, split.sum) if short else (split.sum, whole)
    gap = difference(*terms, f"{scope}/computed.{split.name}.gap")
    parts = {one.address for one in known(part.cell for part in split.parts)}
    disclosed = any(
        one.stated is not None
        and one.stated.address == whole.address
        and {part.cell.address for part in one.parts if part.cell} == parts
        for one in mismatches
    )
    return Gap(gap, short, disclosed)


def rows_of(parts: Sequence[Part], to: Translator) -> tuple[Said, ...]:
    """Return parts in words."""
    return tuple(Said(named(part, to), part.cell) for part in parts)


def bar_rows(rows: Sequence[Said], to: Translator, *, units: bool = False) -> tuple[Row, ...]:
    """Return parts as bars, each on the scale of its unit; `units` writes the unit after every number."""
    return tuple(
        Row(
            row.label,
            size(row.cell),
            spoken(row.cell, to) if units or _doubtful(row.cell) else number(row.cell, to),
            estimate=_doubtful(row.cell),
            scale=row.cell.unit.id if row.cell else "",
        )
        for row in rows
    )


def _doubtful(cell: Cell) -> bool:
    return isinstance(cell, Figure) and cell.estimate


def can_stack(split: Split) -> bool:
    """Tell whether parts can share one bar: all known, of one unit, not too many, and not all zero."""
    figures = known(part.cell for part in split.parts)
    same = split.sum is not None and not split.sum.missing
    return same and split.complete and len(figures) <= MOST_PARTS and any(one.value > 0 for one in figures)


def stack_of(name: str, whole: Cell, split: Split, gap: Gap | None, to: Translator) -> Stack:
    """Return a split as one bar, with the gap hatched where the parts fall short of the total."""
    segments = [
        Segment(row.label, size(row.cell) or 0.0, number(row.cell, to), PALETTE[place], estimate=_doubtful(row.cell))
        for place, row in enumerate(rows_of(split.parts, to))
    ]
    total = whole if whole is not None else split.sum
    if gap is None:
        return Stack(name, spoken(total, to), tuple(segments))
    words = gap_words(gap, to)
    if gap.short:
        segments.append(Segment("", size(gap.size) or 0.0, words, "c2", gap=True))
        return Stack(name, spoken(total, to), tuple(segments))
    marked, beyond = spoken(total, to), gap.size.number(to)
    stated = to("The line marks the stated total of {total}; the parts are {gap} more.", total=marked, gap=beyond)
    return Stack(name, spoken(total, to), tuple(segments), size(total), stated)


def gap_words(gap: Gap, to: Translator) -> str:
    """Write the size of a gap as it stands beside its bar."""
    if gap.short:
        return to("difference {gap}", gap=gap.size.number(to))
    return to("{gap} too many", gap=gap.size.number(to))


def gap_title(gap: Gap, to: Translator) -> str:
    """Write a gap as a title."""
    if gap.short:
        return to("The parts fall {gap} short of the stated total", gap=gap.size.number(to))
    return to("The parts exceed the stated total by {gap}", gap=gap.size.number(to))
