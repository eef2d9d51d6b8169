"""Balances of funds."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import explain_gap, rounding
from generator.checks.files import broken_reports, dotted, files, mark_at
from generator.i18n import msg
from generator.model.figure import Cell, Figure, agree, difference, total
from generator.model.finance import Flow, Fund
from generator.model.portfolio import Portfolio
from generator.model.report import Report

CHANGES_IN_FUNDS = msg(
    "Statements follow PSAK 409 (formerly 109) for zakat institutions, with the changes in funds among them, and "
    "ISAK 335 (formerly 35) for other non-profits."
)


@check(
    "closing-balance",
    msg("Closing balance = opening + received − spent"),
    page=RulePage(
        meaning=msg(
            "What a fund held on the first day, with what came in and without what went out, is what it holds on the "
            "last day. Numbers that were written rounded may differ by half of their last place each. Where one of "
            "the four is not reported, nothing is compared: missing is not zero, so a fund that received nothing says "
            "`received_total: 0`."
        ),
        bad="zakat: {opening: 1000, received_total: 5000, spent: {total: 4000}, closing: 2500}",
        good="zakat: {opening: 1000, received_total: 5000, spent: {total: 4000}, closing: 2000}",
        why=msg("A balance that does not follow from the movements means that a movement is missing."),
        regulation=CHANGES_IN_FUNDS,
    ),
)
def compare_closing(portfolio: Portfolio) -> Outcomes:
    """Compute what must be left in each fund, and compare it with the closing balance as stated."""
    for fund in _funds(portfolio):
        opening, received, spent, closing = fund.opening, received_by(fund), spent_by(fund.spent), fund.closing
        if _all(opening, received, spent) and isinstance(closing, Figure):
            yield _closing(fund, (opening, received, spent), closing, rounding(portfolio, closing))


def _closing(fund: Fund, terms: tuple[Cell, Cell, Cell], closing: Figure, slack: Decimal) -> Fault | Passed:
    opening, received, spent = (term for term in terms if isinstance(term, Figure))
    expected = difference(_add(opening, received), spent, f"{closing.address}.expected")
    figures = (closing, *expected.leaves())
    if abs(expected.value - closing.value) <= expected.tolerance + closing.tolerance + slack:
        return Passed(figures)
    message = msg(
        "opening {opening} plus received {received} minus spent {spent} leaves {expected}, "
        "but the closing balance says {closing}; the difference is {gap}",
        opening=opening.value,
        received=received.value,
        spent=spent.value,
        expected=expected.value,
        closing=closing.value,
        gap=abs(expected.value - closing.value),
    )
    hint = explain_gap(
        abs(expected.value - closing.value),
        msg("write {expected} if the movements are right; if not, correct them", expected=expected.value),
    )
    return Fault(closing.mark or fund.mark, message, dotted(*fund.path, "closing"), hint, figures)


@check(
    "overspent",
    msg("No fund spends more than it has"),
    page=RulePage(
        meaning=msg(
            "Compares what was spent from each fund with its opening balance and what it received. Nothing is "
            "compared where one of the three is not reported."
        ),
        bad="grant: {opening: 0, received_total: 5000, spent: {total: 6000}}",
        good="grant: {opening: 0, received_total: 5000, spent: {total: 5000}}",
        why=msg(
            "A fund cannot spend more than it has: zakat may not pay what a grant was given for, and a loan between "
            "funds is a movement that must be written down."
        ),
        regulation=CHANGES_IN_FUNDS,
    ),
)
def compare_available(portfolio: Portfolio) -> Outcomes:
    """Compare what was spent from each fund with its opening balance and what it received."""
    for fund in _funds(portfolio):
        opening, received, spent = fund.opening, received_by(fund), spent_by(fund.spent)
        if isinstance(opening, Figure) and isinstance(received, Figure) and isinstance(spent, Figure):
            yield _available(fund, _add(opening, received), spent)


def _available(fund: Fund, available: Figure, spent: Figure) -> Fault | Passed:
    over = spent.value - available.value
    figures = (*spent.leaves(), *available.leaves())
    if over <= spent.tolerance + available.tolerance:
        return Passed(figures)
    message = msg(
        "{spent} was spent, but opening balance and receipts come to {available}; the difference is {gap}",
        spent=spent.value,
        available=available.value,
        gap=over,
    )
    hint = msg("a loan from another fund is written as a receipt of this one")
    return Fault(spent.mark or mark_at(fund, "spent"), message, dotted(*fund.path, "spent"), hint, figures)


@check(
    "opening-balance",
    msg("Opening balance = closing balance of the period before"),
    page=RulePage(
        meaning=msg(
            "Compares the opening balance of each fund with its closing balance in the report before, the one next in "
            "time of the same program. Where the order of two reports is not certain, because a date is missing or "
            "their periods overlap, or where a report of the program cannot be read, nothing is compared."
        ),
        bad="""\
# 2022: zakat: {closing: 2000}
# 2023: zakat: {opening: 2500}
""",
        good="""\
# 2022: zakat: {closing: 2000}
# 2023: zakat: {opening: 2000}
""",
        why=msg(
            "Money does not move between the last day of one report and the first day of the next: a balance that "
            "changes between two reports was changed outside both."
        ),
        regulation=CHANGES_IN_FUNDS,
    ),
)
def compare_opening(portfolio: Portfolio) -> Outcomes:
    """Compare the opening balance of each fund with its closing balance in the report before."""
    for program in portfolio.programs:
        if broken_reports(portfolio, program):
            continue
        for before, after in pairwise(portfolio.reports_of(program)):
            if follows(before, after):
                yield from _openings(before, after)


def follows(before: Report, after: Report) -> bool:
    """Tell whether one report surely begins after the other ended."""
    end, start = before.period.to, after.period.first
    return bool(end and start and end.last and start.first and end.last < start.first)


def _openings(before: Report, after: Report) -> Iterator[Fault | Passed]:
    earlier = before.finance.funds if before.finance else {}
    later = after.finance.funds if after.finance else {}
    for name, fund in later.items():
        closing = earlier[name].closing if name in earlier else None
        opening = fund.opening
        if isinstance(closing, Figure) and isinstance(opening, Figure):
            yield (Passed((opening, closing)) if agree(opening, closing) else _jump(fund, opening, closing, before))


def _jump(fund: Fund, opening: Figure, closing: Figure, before: Report) -> Fault:
    message = msg(
        "the fund opens with {opening}, but {file} closes it with {closing}; the difference is {gap}",
        opening=opening.value,
        closing=closing.value,
        gap=abs(opening.value - closing.value),
        file=before.document,
    )
    hint = explain_gap(
        abs(opening.value - closing.value),
        msg("write {closing} if the report before is right", closing=closing.value),
    )
    return Fault(opening.mark or fund.mark, message, dotted(*fund.path, "opening"), hint, (opening, closing))


# --- the movements of a fund --------------------------------------------------------------------------------


def _funds(portfolio: Portfolio) -> Iterator[Fund]:
    for file in files(portfolio):
        if isinstance(file, Report) and file.finance:
            yield from file.finance.funds.values()


def received_by(fund: Fund) -> Figure | None:
    """Return what came in: the stated total, else the sum of the receipts if all of them are reported."""
    if isinstance(fund.received_total, Figure):
        return fund.received_total
    return _whole({one.id: one.amount for one in fund.received}, "received")


def spent_by(flow: Flow | None) -> Figure | None:
    """Return what went out: the stated total, else the sum of the first split that is reported in full."""
    if flow is None:
        return None
    if isinstance(flow.total, Figure):
        return flow.total
    return next(filter(None, (_whole(cells, name) for name, cells in flow.splits().items())), None)


def _whole(cells: dict[str, Cell], name: str) -> Figure | None:
    return total(tuple(cells.items()), name) if cells and _all(*cells.values()) else None


def _all(*cells: Cell) -> bool:
    return all(isinstance(cell, Figure) for cell in cells)


def _add(opening: Figure, received: Figure) -> Figure:
    added = total((("opening", opening), ("received", received)), f"{opening.address}.available")
    assert added is not None  # noqa: S101 - both terms are figures
    return added
