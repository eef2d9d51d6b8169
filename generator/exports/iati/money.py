"""Money as IATI says it: budgets of at most a year, and one transaction a receipt or a line of spending, by fund."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from generator.exports.iati.xml import Writing, add, iso, own, plain
from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, known
from generator.model.finance import Flow, Fund, Receipt
from generator.model.report import Report
from generator.views.labels import FUNDS, Label
from generator.views.portfolio import PortfolioView
from generator.views.program import ProgramView
from generator.views.report import ReportView

INCOMING, EXPENDITURE = "1", "4"
"""Types of transactions: money that came in, and money spent on goods, work and help."""
ORIGINAL = "1"
"""The type of a budget that was not revised."""
SPLITS = ("by_category", "by_component", "by_activity", "by_place")


def write_budgets(parent: etree._Element, program: ProgramView, writing: Writing) -> None:
    """Write the budget of every report that covers at most a year, over all its funds."""
    if program.plan.budget.total:
        writing.omit("", "budget", msg("the budget is of the whole program, and IATI asks for one a year or shorter"),
                     program.plan.budget.total.leaves())  # fmt: skip
    for report in program.reports:
        total = report.money.budget.total
        if total is not None:
            _budget(parent, report, total, writing)


def _budget(parent: etree._Element, report: ReportView, total: Figure, writing: Writing) -> None:
    span, name = span_of(report.report), report.report.id
    reason = _unsayable(span, total)
    if reason is not None or span is None:
        writing.omit(name, "finance.budget", reason or NO_SPAN, total.leaves())
        return
    element = add(parent, "budget", type=ORIGINAL)
    element.set(own("report"), name)
    iso(element, "period-start", span[0], report.report.period.first)
    iso(element, "period-end", span[1], report.report.period.to)
    add(element, "value", plain(total.value), currency="IDR", value_date=span[0].isoformat())
    for leaf in total.leaves():
        writing.place(element, leaf)


NO_SPAN = msg("the first or the last day of the period is not reported")


def _unsayable(span: tuple[date, date] | None, total: Figure) -> Message | None:
    if span is None:
        return NO_SPAN
    if span[1] >= _a_year_after(span[0]):
        return msg("the period is longer than a year")
    return msg("a part of the budget is not reported, so its total is not known") if total.missing else None


def _a_year_after(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, month=3, day=1) if leap else day.replace(year=day.year + 1)


def span_of(report: Report) -> tuple[date, date] | None:
    """Return the first and the last day that a report covers, where both are known."""
    first = report.period.first.first if report.period.first else None
    last = report.period.to.last if report.period.to else None
    return (first, last) if first and last and first <= last else None


@dataclass(frozen=True)
class _Line:
    """A transaction to be: what it says and the figures that it stands for."""

    kind: str
    ref: str
    amount: Figure
    label: Label
    fund: str
    receipt: Receipt | None = None


def write_transactions(parent: etree._Element, view: PortfolioView, program: ProgramView, writing: Writing) -> None:
    """Write what each report tells of receipts and spending, on the last day of its period."""
    for report in program.reports:
        lines = tuple(_lines(report, writing))
        span, today = span_of(report.report), view.portfolio.today
        if lines and (span is None or (today is not None and span[1] > today)):
            reason = NO_SPAN if span is None else msg("the period has not ended yet")
            writing.omit(report.report.id, "finance", reason, [one.amount for one in lines])
        elif span is not None:
            for one in lines:
                _transaction(parent, view, report, one, span[1], writing)


def _transaction(
    parent: etree._Element, view: PortfolioView, report: ReportView, line: _Line, day: date, writing: Writing
) -> None:
    from generator.exports.iati.activity import organisation  # noqa: PLC0415 - activities are made of transactions

    element = add(parent, "transaction", ref=f"{report.report.id}/{line.ref}")
    element.set(own("report"), report.report.id)
    if line.fund:
        element.set(own("fund"), line.fund)
    add(element, "transaction-type", code=line.kind)
    iso(element, "transaction-date", day, report.report.period.to)
    add(element, "value", plain(line.amount.value), currency="IDR", value_date=day.isoformat())
    writing.narratives(add(element, "description"), _described(line))
    if line.receipt and line.receipt.organization:
        organisation(element, "provider-org", view, line.receipt.organization, writing)
    writing.place(element, line.amount)


def _described(line: _Line) -> Label:
    if not line.fund:
        return line.label
    return msg("{fund}: {line}", fund=FUNDS[line.fund], line=line.label)


def _lines(report: ReportView, writing: Writing) -> Iterator[_Line]:
    finance = report.report.finance
    if finance is None:
        return
    for kind, fund in finance.funds.items():
        yield from _received(kind, fund, report, writing)
        if fund.spent:
            yield from _spent(kind, f"finance.funds.{kind}.spent", fund.spent, report, writing)
    if finance.spent:
        yield from _spent("", "finance.spent", finance.spent, report, writing)


def _received(kind: str, fund: Fund, report: ReportView, writing: Writing) -> Iterator[_Line]:
    """Yield one line a receipt; the stated total where there are none, or where they do not make it."""
    told = [(one, one.amount) for one in fund.received if isinstance(one.amount, Figure)]
    whole, path = fund.received_total, f"finance.funds.{kind}"
    if isinstance(whole, Figure) and not _complete({one.id: one.amount for one in fund.received}, whole):
        yield _Line(INCOMING, f"{kind}/received", whole, msg("received in total"), kind)
        if told:
            _repeated(report, f"{path}.received", [amount for _, amount in told], writing)
        return
    for one, amount in told:
        yield _Line(INCOMING, f"{kind}/received/{one.id}", amount, one.label, kind, one)
    if isinstance(whole, Figure):
        _repeated(report, f"{path}.received_total", [whole], writing)


def _spent(kind: str, path: str, flow: Flow, report: ReportView, writing: Writing) -> Iterator[_Line]:
    """Yield the lines of one split that is complete, else the total: an amount may be told only once."""
    chosen = _split(kind, flow)
    prefix = kind or "unnamed"
    if not chosen and isinstance(flow.total, Figure):
        yield _Line(EXPENDITURE, f"{prefix}/spent", flow.total, msg("spent"), kind)
    for key, cell in getattr(flow, chosen).items() if chosen else ():
        if isinstance(cell, Figure):
            yield _Line(EXPENDITURE, f"{prefix}/spent/{key}", cell, report.names.of(chosen, key), kind)
    if chosen and isinstance(flow.total, Figure):
        _repeated(report, f"{path}.total", [flow.total], writing)
    for name, cells in flow.splits().items():
        if name != chosen and known(cells.values()):
            _repeated(report, f"{path}.{name}", known(cells.values()), writing)


def _repeated(report: ReportView, what: str, cells: Sequence[Figure], writing: Writing) -> None:
    said = msg("the same money is told by other transactions already")
    writing.omit(report.report.id, what, said, cells)


def _split(kind: str, flow: Flow) -> str:
    """Return the way of splitting that says most: zakat by asnaf, all else by category; it must make the total.

    Where no total is stated and no way is complete, it is the first that says anything: nothing else tells that money.
    """
    names = ("by_asnaf", *SPLITS) if kind == "zakat" else SPLITS
    found = next((name for name in names if _complete(getattr(flow, name), flow.total)), "")
    if not found and not isinstance(flow.total, Figure):
        found = next((name for name in names if known(getattr(flow, name).values())), "")
    return found


def _complete(cells: Mapping[str, Cell], whole: Cell) -> bool:
    parts = [cell.value for cell in cells.values() if isinstance(cell, Figure)]
    if not parts or len(parts) < len(cells):
        return False
    return whole is None or (isinstance(whole, Figure) and sum(parts, Decimal(0)) == whole.value)
