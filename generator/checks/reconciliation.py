"""Parts and totals."""

from collections.abc import Iterator, Mapping

from generator.checks import Fault, Outcomes, Passed, check
from generator.i18n import msg
from generator.model.figure import Cell, Figure, known
from generator.model.figure import total as add
from generator.model.portfolio import Portfolio
from generator.model.record import Record, walk
from generator.model.finance import Flow
from generator.model.report import Beneficiaries


@check("parts-do-not-sum", msg("Parts add up to the total"))
def compare_parts(portfolio: Portfolio) -> Outcomes:
    """Compare each stated total with the sum of each of its splits.

    Numbers that were written rounded may differ by half of their last place each; whole numbers must agree exactly.
    """
    for program in portfolio.programs:
        for top in (program, *portfolio.reports_of(program)):
            for record in walk(top):
                if isinstance(record, Flow | Beneficiaries):
                    yield from _splits(record)


def _splits(record: Flow | Beneficiaries) -> Outcomes:
    total = record.total
    if not isinstance(total, Figure):
        return
    for name, cells in record.splits().items():
        yield from _compare(record, name, total, cells)


def _compare(record: Record, split: str, total: Figure, cells: Mapping[str, Cell]) -> Iterator[Fault | Passed]:
    parts = known(cells.values())
    if not parts or len({part.unit.id for part in parts}) > 1:
        return
    whole = add(tuple(cells.items()), f"{total.address}.parts")
    assert whole is not None  # there is at least one part
    complete = len(parts) == len(cells)
    gap = whole.value - total.value
    allowed = whole.tolerance + total.tolerance
    if (complete and abs(gap) > allowed) or (not complete and gap > allowed):
        message = msg("the parts add up to {parts}, but the total says {total}; the difference is {gap}",
                      parts=whole.value, total=total.value, gap=abs(gap))  # fmt: skip
        hint = msg("two digits may be swapped") if gap % 9 == 0 else None
        yield Fault(total.mark or record.mark, message, ".".join((*record.path, split)), hint, (total, *parts))
    else:
        yield Passed((total, *parts))


