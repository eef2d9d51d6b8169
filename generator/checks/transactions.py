"""Tables of transactions: their sums, their words, their days and their twins."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import explain_gap, rounding
from generator.checks.files import dotted
from generator.findings import Severity
from generator.i18n import msg
from generator.model.figure import Cell, Figure, total
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.report import Report
from generator.model.transaction import SPLIT_COLUMNS, Transaction

MOST = 20
"""Rows of a table about which a check says the same."""


@check(
    "transactions-differ",
    msg("Transactions add up to the stated amounts"),
    page=RulePage(
        meaning=msg(
            "Where a report has a table of transactions, its rows are added by fund, and by each part that all rows of "
            "the fund name. Each sum is compared with the amount that the report states. What only one of the two "
            "tells is not compared."
        ),
        bad="# 2024.csv has rows of zakat for 4000 in all\nzakat: {spent: {total: 5000}}",
        good="# 2024.csv has rows of zakat for 5000 in all\nzakat: {spent: {total: 5000}}",
        why=msg("A total that differs from the receipts behind it was typed wrongly, or a receipt is missing."),
    ),
)
def compare_rows(portfolio: Portfolio) -> Outcomes:
    """Add the rows of every table, and compare each sum with what the report states."""
    for _, report, rows in _tables(portfolio):
        groups: dict[tuple[str, str], list[Transaction]] = defaultdict(list)
        for row in rows:
            groups[row.kind, row.fund or ""].append(row)
        for (kind, fund), listed in groups.items():
            for stated, some in _stated(report, kind, fund, listed):
                yield _compare(portfolio, stated, some)


def _stated(
    report: Report, kind: str, fund: str, rows: list[Transaction]
) -> Iterator[tuple[Figure, list[Transaction]]]:
    """Yield each amount that a report states of a fund, with the rows that it should be the sum of."""
    finance = report.finance
    holder = next((one for name, one in finance.funds.items() if name == fund), None) if finance else None
    if kind == "received":
        if holder and isinstance(holder.received_total, Figure):
            yield holder.received_total, rows
        yield from _parts({one.id: one.amount for one in (holder.received if holder else ())}, "giver", rows)
        return
    flow = holder.spent if holder else finance.spent if finance and not fund else None
    if flow is None:
        return
    if isinstance(flow.total, Figure):
        yield flow.total, rows
    for split, cells in flow.splits().items():
        yield from _parts(cells, SPLIT_COLUMNS[split], rows)


def _parts(
    cells: Mapping[str, Cell], column: str, rows: list[Transaction]
) -> Iterator[tuple[Figure, list[Transaction]]]:
    """Yield the stated parts, where every row says which part it belongs to."""
    named = [getattr(row, column) for row in rows]
    if None in named:
        return
    for item, cell in cells.items():
        if isinstance(cell, Figure):
            yield cell, [row for row, name in zip(rows, named, strict=True) if name == item]


def _compare(portfolio: Portfolio, stated: Figure, rows: list[Transaction]) -> Fault | Passed:
    added = total([(row.line, row.amount) for row in rows], f"{stated.address}.rows")
    value = added.value if added else stated.value - stated.value
    spread = added.tolerance if added else value
    gap = abs(value - stated.value)
    if gap <= stated.tolerance + spread + rounding(portfolio, stated):
        return Passed((stated,))
    said = msg(
        "{count} transactions add up to {sum}, but {stated} is stated; the difference is {gap}",
        count=len(rows), sum=value, stated=stated.value, gap=gap,
    )  # fmt: skip
    hint = explain_gap(gap, msg("look for a missing or doubled row, or write {sum} if the rows are right", sum=value))
    assert stated.mark is not None  # noqa: S101 - it was written
    return Fault(stated.mark, said, stated.anchor, hint, (stated,))


@check(
    "unknown-in-transactions",
    msg("Transactions name parts that exist"),
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks up the category, component, activity, place and giver of each row: in `publisher.yml`, in "
            "`program.yml`, and in the report itself."
        ),
        bad="date;category;amount\n2024-01-05;bbenih;250000",
        good="date;category;amount\n2024-01-05;benih;250000",
        why=msg("An amount of a part that nobody knows is counted nowhere."),
    ),
)
def find_unknown(portfolio: Portfolio) -> Outcomes:
    """Look up every word of every row."""
    for program, report, rows in _tables(portfolio):
        yield from _few(_unknown(_known(portfolio, program, report), rows))


def _unknown(known: dict[str, set[str]], rows: tuple[Transaction, ...]) -> Iterator[Fault | Passed]:
    for row in rows:
        wrong = [key for key, names in known.items() if (name := getattr(row, key)) is not None and name not in names]
        if not wrong:
            yield Passed(())
        for key in wrong:
            said = msg("there is no {kind} {name}", kind=_KINDS[key], name=getattr(row, key))
            names = ", ".join(sorted(known[key])[:12])
            hint = msg("words that can stand here: {known}", known=names) if names else None
            yield Fault(row.node_of(key).mark, said, dotted(*row.path, key), hint)


_KINDS = {
    "category": msg("category"),
    "component": msg("component"),
    "activity": msg("activity"),
    "place": msg("place"),
    "giver": msg("entry of received"),
}


def _known(portfolio: Portfolio, program: Program, report: Report) -> dict[str, set[str]]:
    funds = report.finance.funds.values() if report.finance else ()
    return {
        "category": set(portfolio.publisher.categories),
        "component": {one.id for one in program.components},
        "activity": {one.id for one in report.activities},
        "place": {one.id for one in program.places},
        "giver": {one.id for fund in funds for one in fund.received},
    }


@check(
    "transaction-outside-period",
    msg("Transactions lie inside the period"),
    Severity.WARNING,
    disclosable=False,
    page=RulePage(
        meaning=msg("Compares the day of each row with the first and the last day of the report."),
        bad="# period: {from: 2024-01-01, to: 2024-06-30}\ndate;amount\n2024-07-02;250000",
        good="# period: {from: 2024-01-01, to: 2024-06-30}\ndate;amount\n2024-06-28;250000",
        why=msg("Money of another period is counted twice, or in none."),
    ),
)
def find_outside(portfolio: Portfolio) -> Outcomes:
    """Compare the day of every row with the period of its report; it may have been booked later, so it is a warning."""
    for _, report, rows in _tables(portfolio):
        yield from _few(_outside(report, rows))


def _outside(report: Report, rows: tuple[Transaction, ...]) -> Iterator[Fault | Passed]:
    first = report.period.first.first if report.period.first else None
    last = report.period.to.last if report.period.to else None
    for row in rows:
        begin, end = (row.date.first, row.date.last) if row.date else (None, None)
        if begin is None or end is None or (first is None and last is None):
            continue
        if (first and end < first) or (last and begin > last):
            said = msg("{date} is outside the period of the report", date=row.date)
            yield Fault(row.node_of("date").mark, said, dotted(*row.path, "date"))
        else:
            yield Passed(())


@check(
    "transaction-twice",
    msg("No transaction stands twice in a table"),
    Severity.WARNING,
    disclosable=False,
    page=RulePage(
        meaning=msg(
            "Looks for rows with the same receipt and the same amount, and for rows that are the same in every cell."
        ),
        bad="date;receipt;amount\n2024-01-05;K-017;250000\n2024-01-05;K-017;250000",
        good="date;receipt;amount\n2024-01-05;K-017;250000\n2024-01-05;K-018;250000",
        why=msg("A receipt that is entered twice makes spending look larger than it was."),
    ),
)
def find_twins(portfolio: Portfolio) -> Outcomes:
    """Look for rows that say the same; two equal purchases on one day are possible, so it is a warning."""
    for _, _, rows in _tables(portfolio):
        yield from _few(_twins(rows))


def _twins(rows: tuple[Transaction, ...]) -> Iterator[Fault | Passed]:
    seen: dict[object, Transaction] = {}
    for row in rows:
        cells = {key: str(row.node_of(key)) for key in row.model_fields_set}
        value = row.amount.value if isinstance(row.amount, Figure) else None
        key: object = (row.receipt, row.kind, value) if row.receipt else tuple(sorted(cells.items()))
        former = seen.setdefault(key, row)
        if former is row:
            yield Passed(())
        else:
            said = msg("this row says the same as line {line}", line=str(former.line))
            yield Fault(row.mark, said, dotted(*row.path), msg("delete one of the two, or give each its own receipt"))


def _few(outcomes: Iterator[Fault | Passed]) -> Outcomes:
    """Yield what was found, of faults the first ones; a table of which every row is wrong has one cause."""
    faults = 0
    last: Fault | None = None
    for one in outcomes:
        if isinstance(one, Passed):
            yield one
            continue
        faults += 1
        last = one
        if faults <= MOST:
            yield one
    if last is not None and faults > MOST:
        said = msg("{count} more rows of this table are wrong in the same way", count=faults - MOST)
        yield Fault(last.mark, said, last.path)


def _tables(portfolio: Portfolio) -> Iterator[tuple[Program, Report, tuple[Transaction, ...]]]:
    for program, report in portfolio.all_reports():
        rows = portfolio.transactions.get(report.document, ())
        if rows:
            yield program, report, rows
