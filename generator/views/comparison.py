"""Two periods of a program side by side: what both can be asked, what each said, and the difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, difference
from generator.model.program import Program
from generator.views.labels import Label
from generator.views.report import ReportView
from generator.views.results import IndicatorView


@dataclass(frozen=True, slots=True)
class Pair:
    """One number in two periods; at least one of them states it."""

    label: Label
    before: Cell
    after: Cell
    change: Figure | None
    """The later minus the earlier; `None` where one is missing or withheld, or where they count different things."""
    unlike: bool = False
    """Whether both are known and count different things."""


@dataclass(frozen=True, slots=True)
class Group:
    """The pairs about one subject."""

    title: Message
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report held against the one before it."""

    before: ReportView
    after: ReportView
    groups: tuple[Group, ...]


def view_comparisons(program: Program, reports: Sequence[ReportView]) -> tuple[Comparison, ...]:
    """Compare each report with the one before it, the latest first; nothing where there are fewer than two."""
    found = [_compare(program, before, after) for before, after in pairwise(reports)]
    return tuple(reversed(found))


def _compare(program: Program, before: ReportView, after: ReportView) -> Comparison:
    here = f"{program.id}/computed.compare.{after.report.id}"
    groups = (
        Group(msg("Beneficiaries"), tuple(_pairs(_people(before), _people(after), here))),
        Group(msg("Money"), tuple(_pairs(_money(before), _money(after), here))),
        Group(msg("Results of the period"), tuple(_pairs(_results(before), _results(after), here))),
    )
    return Comparison(before, after, tuple(one for one in groups if one.pairs))


Rows = dict[str, tuple[Label, Cell]]


def _pairs(before: Rows, after: Rows, here: str) -> Iterator[Pair]:
    for key in [*after, *(one for one in before if one not in after)]:
        label = (after.get(key) or before[key])[0]
        first, second = (rows[key][1] if key in rows else None for rows in (before, after))
        if first is not None or second is not None:
            yield _pair(label, first, second, f"{here}.{key}")


def _pair(label: Label, before: Cell, after: Cell, address: str) -> Pair:
    if not isinstance(before, Figure) or not isinstance(after, Figure):
        return Pair(label, before, after, None)
    if before.unit.id != after.unit.id:
        return Pair(label, before, after, None, unlike=True)
    return Pair(label, before, after, difference(after, before, address, msg("change of {what}", what=label)))


def _people(report: ReportView) -> Rows:
    if report.people is None:
        return {}
    return {
        "beneficiaries": (msg("beneficiaries"), report.people.total),
        "families": (msg("families"), report.people.families),
    }


def _money(report: ReportView) -> Rows:
    money = report.money
    rows: Rows = {
        "received": (msg("received"), money.received_total),
        "spent": (msg("spent"), money.spent.total),
        "budget": (msg("budget"), money.budget.total),
    }
    for one in money.statements:
        rows[f"funds.{one.kind}"] = (msg("closing balance, {fund}", fund=one.title), one.closing)
    return rows


def _results(report: ReportView) -> Rows:
    return {f"results.{one.indicator.id}": (one.indicator.name, _current(one, report)) for one in report.results}


def _current(one: IndicatorView, report: ReportView) -> Cell:
    return next((point.cell for point in one.points if point.report == report.report.id), None)
