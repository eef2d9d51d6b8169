"""What funds may be spent on, and how much of them: zakat, amil, overhead, budgets."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.files import dotted, files, mark_at
from generator.checks.finance import CHANGES_IN_FUNDS, received_by, spent_by
from generator.findings import Mark, Severity
from generator.i18n import msg
from generator.loader import PUBLISHER
from generator.model.amount import ONE, rounded
from generator.model.figure import TENTH, Cell, Figure, known, total
from generator.model.finance import Finance, Flow, Fund
from generator.model.portfolio import Portfolio
from generator.model.report import Report

AMIL_SHARE = Decimal("12.5")
"""Percent of the zakat received that amil may receive where the publisher sets no limit of its own."""


@check(
    "zakat-outside-asnaf",
    msg("Zakat is spent on the eight asnaf"),
    page=RulePage(
        meaning=msg(
            "All zakat that was spent must be split by the eight groups that may receive it. Spending of the zakat "
            "fund without `by_asnaf`, or with a split that leaves a part of it to nobody, is reported; so is a split "
            "by asnaf in a fund that is not zakat."
        ),
        bad="""\
zakat:
  spent: {total: 1000000, by_category: {seed: 1000000}}
""",
        good="""\
zakat:
  spent: {total: 1000000, by_category: {seed: 1000000}, by_asnaf: {fakir: 400000, miskin: 600000}}
""",
        why=msg(
            "Zakat may go to eight groups and nobody else. What is not split by them may have gone anywhere, and "
            "auditors look at this first."
        ),
        regulation=CHANGES_IN_FUNDS,
    ),
)
def compare_asnaf(portfolio: Portfolio) -> Outcomes:
    """Look for zakat that was spent on none of the eight asnaf."""
    for _, finance in finances(portfolio):
        for kind, fund in finance.funds.items():
            flow, spent = fund.spent, spent_by(fund.spent)
            if flow is None:
                continue
            at, path = mark_at(fund, "spent"), dotted(*fund.path, "spent")
            if kind != "zakat" and flow.by_asnaf:
                said = msg("money of the fund {fund} is split by asnaf, which is for zakat", fund=kind)
                yield Fault(mark_at(flow, "by_asnaf"), said, path, msg("move the split to zakat:, or delete it"))
            elif kind == "zakat" and spent is not None and spent.value > 0:
                yield (
                    _judge_asnaf(flow, spent, path)
                    if flow.by_asnaf
                    else Fault(
                        spent.mark or at,
                        msg(
                            "{spent} of zakat was spent, and 0 of it is split by asnaf; the difference is {spent}",
                            spent=spent.value,
                        ),
                        path,
                        msg("add by_asnaf: with the amount for each of the eight groups"),
                        (spent,),
                    )
                )


def _judge_asnaf(flow: Flow, spent: Figure, path: str) -> Fault | Passed:
    cells = known(flow.by_asnaf.values())
    given = sum((cell.value for cell in cells), Decimal(0))
    open_cells = len(cells) < len(flow.by_asnaf)
    if not open_cells:
        return Passed((spent, *cells))  # whether the parts add up is judged with all other splits
    said = msg(
        "{given} of {spent} of zakat is split by asnaf, and some groups are left open; the difference is {gap}",
        given=given,
        spent=spent.value,
        gap=spent.value - given,
    )
    hint = msg("write the amount for each group, and 0 where it received nothing")
    return Fault(mark_at(flow, "by_asnaf"), said, path, hint, (spent, *cells))


@check(
    "amil-share",
    msg("The share of amil is within the limit of the publisher"),
    page=RulePage(
        meaning=msg(
            "Holds what amil received of zakat against the zakat that came in. The limit is one eighth, 12.5%, unless "
            "the publisher sets another one at `thresholds: amil_share`; the decision that it rests on belongs into "
            "the note beside it."
        ),
        bad="""\
zakat:
  received_total: 1000000
  spent: {total: 1000000, by_asnaf: {amil: 200000, miskin: 800000}}
""",
        good="""\
zakat:
  received_total: 1000000
  spent: {total: 1000000, by_asnaf: {amil: 125000, miskin: 875000}}
""",
        why=msg("What administrators take for their work is the first thing that people who pay zakat ask about."),
        regulation=msg(
            "BAZNAS Regulation 1 of 2016 on annual plans and budgets, article 8: amil may receive at most 12.5% of "
            "the zakat received. Read as quoted by manis.id on 4 September 2018, not in the regulation itself; a "
            "publisher under another decision sets its own limit and cites it."
        ),
    ),
)
def compare_amil(portfolio: Portfolio) -> Outcomes:
    """Compare the share of zakat that amil received with the limit of the publisher, or the usual one."""
    stated = portfolio.publisher.limits.amil_share
    limit = stated.value if isinstance(stated, Figure) else AMIL_SHARE
    for _, finance in finances(portfolio):
        fund = finance.funds.get("zakat")
        received = received_by(fund) if fund else None
        amil = fund.spent.by_asnaf.get("amil") if fund and fund.spent else None
        if fund and isinstance(received, Figure) and isinstance(amil, Figure) and received.value > 0:
            yield _judge_share(amil, received, limit, dotted(*fund.path, "spent", "by_asnaf", "amil"))


def _judge_share(part: Figure, whole: Figure, limit: Decimal, path: str) -> Fault | Passed:
    most = whole.value * limit / 100
    figures = (part, *whole.leaves())
    if part.value <= most + part.tolerance:
        return Passed(figures)
    message = msg(
        "{part} is {share}% of {whole}, but the limit is {limit}%, which is {most}; the difference is {gap}",
        part=part.value,
        share=rounded(part.value * 100 / whole.value, TENTH),
        whole=whole.value,
        limit=limit,
        most=rounded(most, ONE),
        gap=rounded(part.value - most, ONE),
    )
    hint = msg("check the amounts; a limit that has changed is set in thresholds: of programs/publisher.yml")
    return Fault(part.leaves()[0].mark or Mark(PUBLISHER), message, path, hint, figures)


@check(
    "overhead-share",
    msg("Overhead is within the limit of the publisher"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Adds what each report spent in the categories that the publisher calls overhead, and holds the sum "
            "against all it spent, by the limit at `thresholds: overhead_share`. Without limit or categories nothing "
            "is compared."
        ),
        bad="""\
# publisher.yml: thresholds: {overhead_share: 20 %, overhead_categories: [office]}
spent: {total: 1000000, by_category: {office: 300000, seed: 700000}}
""",
        good="""\
# publisher.yml: thresholds: {overhead_share: 20 %, overhead_categories: [office]}
spent: {total: 1000000, by_category: {office: 150000, seed: 850000}}
""",
        why=msg(
            "Donors compare publishers by it. A sudden rise is either a wrong category or a question that will be "
            "asked."
        ),
    ),
)
def compare_overhead(portfolio: Portfolio) -> Outcomes:
    """Compare the share of overhead in the spending of each report with the limit of the publisher."""
    limits = portfolio.publisher.limits
    if not isinstance(limits.overhead_share, Figure) or not limits.overhead_categories:
        return
    for _, finance in finances(portfolio):
        flows = [flow for flow in (*(fund.spent for fund in finance.funds.values()), finance.spent) if flow]
        spent = [one for one in map(spent_by, flows) if one]
        parts = [
            (name, cell)
            for flow in flows
            for name, cell in flow.by_category.items()
            if name in limits.overhead_categories
        ]
        whole = total([("spent", one) for one in spent], "overhead.whole")
        part = total(parts, "overhead.part")
        if whole and part and whole.value > 0 and len(spent) == len(flows):
            yield _judge_share(part, whole, limits.overhead_share.value, dotted(*finance.path))


@check(
    "budget-exceeded",
    msg("No line of a budget is exceeded without a note"),
    firm=False,
    page=RulePage(
        meaning=msg(
            "Compares spending with the budget beside it: the totals, and each category, component, activity and "
            "place that both have. More than planned is reported unless a note stands at the amount, at the spending "
            "or at the fund. How far a line may be exceeded is set at `thresholds: budget_overrun`."
        ),
        bad="""\
spent: {total: 1200000, by_category: {seed: 1200000}}
budget: {total: 1000000, by_category: {seed: 1000000}}
""",
        good="""\
spent:
  total: 1200000
  by_category: {seed: 1200000}
  note: Seed was dearer than planned; the board agreed on 3 March.
budget: {total: 1000000, by_category: {seed: 1000000}}
""",
        why=msg(
            "Money beyond a line was decided by somebody. Auditors look for the decision, and the note says where it "
            "is."
        ),
    ),
)
def compare_budgets(portfolio: Portfolio) -> Outcomes:
    """Compare the lines of spending with those of the budget beside them."""
    overrun = portfolio.publisher.limits.budget_overrun
    share = overrun.value if isinstance(overrun, Figure) else Decimal(0)
    for _, finance in finances(portfolio):
        sides: tuple[Fund | Finance, ...] = (finance, *finance.funds.values())
        for side in sides:
            if side.spent and side.budget:
                noted = bool(side.note or side.spent.note)
                yield from _judge_lines(side.spent, side.budget, share, noted=noted)


def _judge_lines(spent: Flow, budget: Flow, share: Decimal, *, noted: bool) -> Iterator[Fault | Passed]:
    yield from _judge_line(spent.total, budget.total, share, dotted(*spent.path, "total"), noted=noted)
    for split, cells in budget.splits().items():
        for name, planned in cells.items():
            actual = spent.splits().get(split, {}).get(name)
            yield from _judge_line(actual, planned, share, dotted(*spent.path, split, name), noted=noted)


def _judge_line(actual: Cell, planned: Cell, share: Decimal, path: str, *, noted: bool) -> Iterator[Fault | Passed]:
    if not isinstance(actual, Figure) or not isinstance(planned, Figure):
        return
    allowed = planned.value * (100 + share) / 100 + planned.tolerance + actual.tolerance
    if noted or actual.note or actual.value <= allowed:
        yield Passed((actual, planned))
        return
    message = msg(
        "{actual} was spent, but the budget has {planned}; the difference is {gap}",
        actual=actual.value,
        planned=planned.value,
        gap=actual.value - planned.value,
    )
    hint = msg("write note: beside the amount or below spent:, with the reason and who decided it")
    yield Fault(actual.mark or Mark(PUBLISHER), message, path, hint, (actual, planned))


def finances(portfolio: Portfolio) -> Iterator[tuple[Report, Finance]]:
    """Yield the money of every report that states any."""
    for file in files(portfolio):
        if isinstance(file, Report) and file.finance:
            yield file, file.finance
