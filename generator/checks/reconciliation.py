"""Parts and totals."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import alike, explain_gap, rounding
from generator.checks.files import dotted, files, key_mark, node_at
from generator.findings import Mark
from generator.i18n import msg
from generator.model.amount import ZERO
from generator.model.figure import Cell, Figure, known
from generator.model.figure import total as add
from generator.model.finance import Flow, Fund
from generator.model.portfolio import Portfolio
from generator.model.record import Record
from generator.model.report import Beneficiaries, Result

_HALVES = {"by_sex": frozenset({"female", "male"}), "by_disability": frozenset({"with", "without"})}
"""Splits that are complete only with both halves: who counts the women has not said there were no men."""

Split: TypeAlias = tuple[Record, str, Cell, Mapping[str, Cell]]
"""A record, the name of its split, the total, and the parts by name."""


@check(
    "parts-do-not-sum",
    msg("Parts add up to the total"),
    page=RulePage(
        meaning=msg(
            "The total of beneficiaries is held against its split by component, sex, age, disability, group and "
            "place; money spent or planned against its split by category, component, activity, place and asnaf; all "
            "that a fund received against its receipts. Numbers that were written rounded may differ by half of their "
            "last place each, added over the parts; whole numbers must agree exactly. Where a part is not reported or "
            "withheld, the others may not exceed the total."
        ),
        bad="""\
beneficiaries:
  total: 342
  by_component: {farming: 100, livestock: 85, enterprise: 139}
""",
        good="""\
beneficiaries:
  total: 324
  by_component: {farming: 100, livestock: 85, enterprise: 139}
""",
        why=msg("Auditors begin here: a total that its own parts contradict means that one of the numbers is wrong."),
    ),
)
def compare_parts(portfolio: Portfolio) -> Outcomes:
    """Compare each stated total with the sum of each of its splits."""
    for file in files(portfolio):
        for record in file.records:
            for split in (*_splits(record), *_receipts(record)):
                yield from _compare(portfolio, *split)


def _splits(record: Record) -> Iterator[Split]:
    if isinstance(record, Flow | Beneficiaries):
        for name, cells in record.splits().items():
            yield record, name, record.total, cells


def _receipts(record: Record) -> Iterator[Split]:
    if isinstance(record, Fund) and record.received:
        yield record, "received", record.received_total, {one.id: one.amount for one in record.received}


def _compare(
    portfolio: Portfolio, record: Record, split: str, total: Cell, cells: Mapping[str, Cell]
) -> Iterator[Fault | Passed]:
    parts = known(cells.values())
    if not isinstance(total, Figure) or not parts or not _comparable(total, parts):
        return
    complete = len(parts) == len(cells) and _HALVES.get(split, frozenset()) <= cells.keys()
    gap = sum((one.value for one in parts), ZERO) - total.value
    exact = all(one.tolerance is ZERO for one in parts)
    spread = ZERO if exact else sum((one.tolerance for one in parts), ZERO)
    allowed = spread + total.tolerance + rounding(portfolio, total)
    if gap > allowed or (complete and -gap > allowed):
        whole = add(tuple(cells.items()), f"{total.address}.parts")
        assert whole is not None  # noqa: S101 - there is at least one part
        yield _mismatch(record, split, total, whole)
    else:
        yield Passed((total, *parts))


def _mismatch(record: Record, split: str, total: Figure, whole: Figure) -> Fault:
    gap = abs(whole.value - total.value)
    message = msg(
        "the parts add up to {parts}, but the total says {total}; the difference is {gap}",
        parts=whole.value,
        total=total.value,
        gap=gap,
    )
    hint = explain_gap(
        gap, msg("compare {split} and the total with the source, and correct the one that differs", split=split)
    )
    return Fault(total.mark or record.mark, message, dotted(*record.path, split), hint, (total, *whole.terms))


@check(
    "mixed-units",
    msg("Parts and total count the same"),
    page=RulePage(
        meaning=msg(
            "All parts of one split count the same, and the same as their total. A source that counts partners in the "
            "total and people in the parts may be written as it is, since both are people."
        ),
        bad="""\
beneficiaries:
  total: {value: 40, unit: family}
  by_sex: {female: 70, male: 60}
""",
        good="""\
beneficiaries:
  total: {value: 130, unit: person}
  families: 40
  by_sex: {female: 70, male: 60}
""",
        why=msg("People and families, or kilograms and rupiah, cannot be added: a sum over them would mean nothing."),
    ),
)
def compare_units(portfolio: Portfolio) -> Outcomes:
    """Refuse splits whose parts count different things, or something else than their total."""
    for file in files(portfolio):
        for record in file.records:
            for split in (*_splits(record), *_disaggregations(record)):
                yield from _judge_units(*split)


def _disaggregations(record: Record) -> Iterator[Split]:
    if isinstance(record, Result):
        for name in ("by_component", "by_group", "by_place"):
            yield record, name, record.actual, getattr(record, name)


def _judge_units(record: Record, split: str, total: Cell, cells: Mapping[str, Cell]) -> Iterator[Fault | Passed]:
    reported = [(name, cell) for name, cell in cells.items() if cell is not None]
    if not reported:
        return
    first = reported[0][1]
    path = dotted(*record.path, split)
    for name, cell in reported[1:]:
        if cell.unit.id != first.unit.id:
            message = msg("this part counts {unit}, the parts before it {other}", unit=cell.unit, other=first.unit)
            hint = msg("give all parts of {split} the same unit", split=split)
            yield Fault(_unit_mark(record, split, name), message, path, hint, (first, cell))
            return
    if total is not None and not alike(total.unit, first.unit):
        message = msg("the parts count {unit}, the total counts {other}", unit=first.unit, other=total.unit)
        hint = msg("write unit: below the numbers, as the source counts them")
        yield Fault(key_mark(record, split, reported[0][0]), message, path, hint, (total, first))
    else:
        yield Passed(tuple(cell for _, cell in reported))


def _unit_mark(record: Record, split: str, part: str) -> Mark:
    written = node_at(record, (*record.path, split, part, "unit"))
    return written.mark if written is not None else key_mark(record, split, part)


def _comparable(total: Figure, parts: tuple[Figure, ...]) -> bool:
    return len({part.unit.id for part in parts}) == 1 and alike(total.unit, parts[0].unit)
