"""Money of a report: what came in, what went out and for what, budget beside actual, and the statement of each fund."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, difference, share, total
from generator.model.finance import SPLITS, Commitment, Finance, Flow, Fund, InKind, Receipt
from generator.model.text import Text
from generator.views.labels import FUNDS, Label, Names
from generator.views.people import Part, Split, make_split


@dataclass(frozen=True, slots=True)
class Outflow:
    """Money that went out or was planned: the total, stated or added up, and its splits."""

    total: Figure | None
    splits: tuple[Split, ...]
    note: Text | None = None

    def split(self, name: str) -> Split | None:
        """Return one split by its field name."""
        return next((split for split in self.splits if split.name == name), None)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Budget beside actual for one part; `used` is the share of the budget that was spent."""

    id: str
    label: Label
    budget: Cell
    actual: Cell
    used: Figure | None

    @property
    def over(self) -> bool:
        """Tell whether more was spent than planned."""
        return self.used is not None and self.used.value > 100


@dataclass(frozen=True, slots=True)
class Statement:
    """Changes of one fund in the order of PSAK: receipts, distribution, surplus, opening, closing."""

    kind: str
    title: Message
    received: tuple[Part, ...]
    received_total: Figure | None
    spent: tuple[Part, ...]
    spent_by: str
    """The split that the lines of `spent` come from, or nothing."""
    spent_total: Figure | None
    surplus: Figure | None
    opening: Cell
    closing: Cell
    note: Text | None


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one report."""

    statements: tuple[Statement, ...]
    received: tuple[Part, ...]
    """What came in, by fund and source."""
    received_total: Figure | None
    spent: Outflow
    budget: Outflow
    lines: tuple[BudgetLine, ...]
    lines_by: str
    """The split that `lines` compare: `by_component` or `by_category`."""
    lines_total: BudgetLine | None
    commitments: tuple[Commitment, ...]
    revolved: Cell
    passed_through: tuple[Receipt, ...]
    in_kind: tuple[InKind, ...]
    note: Text | None

    @property
    def is_empty(self) -> bool:
        """Tell whether no source, use or budget of money is reported."""
        return not (self.statements or self.spent.total or self.budget.total or self.received)


def flow_total(flow: Flow | None, names: Names, address: str, label: Label | None = None) -> Figure | None:
    """Return the stated total of a flow, else the sum of its first split, else `None`."""
    if flow is None:
        return None
    if isinstance(flow.total, Figure):
        return flow.total
    for name, cells in flow.splits().items():
        parts = [(names.of(name, key), cell) for key, cell in cells.items()]
        added = total(parts, address, label if isinstance(label, Message | Text) else None)
        if added:
            return added
    return None


def view_money(finance: Finance | None, names: Names, scope: str) -> Money:
    """Return the money of a report; what is not reported stays empty and is never zero."""
    finance = finance or Finance.model_construct()
    address = f"{scope}/computed.finance"
    statements = tuple(_statement(kind, fund, names, address) for kind, fund in finance.funds.items())
    received = tuple(part for statement in statements for part in _receipts(statement))
    funds = tuple(finance.funds.items())
    spent = _gather([(kind, fund.spent) for kind, fund in funds], finance.spent, names, f"{address}.spent")
    budget = _gather([(kind, fund.budget) for kind, fund in funds], finance.budget, names, f"{address}.budget")
    lines_by, lines = _lines(budget, spent, address)
    return Money(
        statements=statements,
        received=received,
        received_total=total(
            [(one.title, one.received_total) for one in statements if one.received_total],
            f"{address}.received",
            msg("received in total"),
        ),
        spent=spent,
        budget=budget,
        lines=lines,
        lines_by=lines_by,
        lines_total=_line("total", msg("total"), budget.total, spent.total, address) if lines else None,
        commitments=finance.commitments,
        revolved=finance.revolved,
        passed_through=finance.passed_through,
        in_kind=finance.in_kind,
        note=finance.note,
    )


def _receipts(statement: Statement) -> tuple[Part, ...]:
    return statement.received or (
        (Part(statement.kind, statement.title, statement.received_total),) if statement.received_total else ()
    )


def _statement(kind: str, fund: Fund, names: Names, address: str) -> Statement:
    here = f"{address}.funds.{kind}"
    received = tuple(Part(one.id, one.label, one.amount) for one in fund.received)
    income = fund.received_total if isinstance(fund.received_total, Figure) else None
    income = income or total([(p.label, p.cell) for p in received], f"{here}.received", msg("received in total"))
    name = "by_asnaf" if fund.spent and fund.spent.by_asnaf else ""
    if fund.spent and not name:
        name = next(iter(fund.spent.splits()), "")
    cells = fund.spent.splits()[name] if fund.spent and name else {}
    outgo = flow_total(fund.spent, names, f"{here}.spent", msg("distributed in total"))
    surplus = difference(income, outgo, f"{here}.surplus", msg("surplus or deficit")) if income and outgo else None
    return Statement(
        kind=kind,
        title=FUNDS[kind],
        received=received,
        received_total=income,
        spent=tuple(Part(key, names.of(name, key), cell) for key, cell in cells.items()),
        spent_by=name,
        spent_total=outgo,
        surplus=surplus,
        opening=fund.opening,
        closing=fund.closing,
        note=fund.note,
    )


def _gather(by_fund: Sequence[tuple[str, Flow | None]], unnamed: Flow | None, names: Names, address: str) -> Outflow:
    """Put the flows of all funds together: the total over funds, and each split added key by key."""
    flows = [(FUNDS[kind], flow, f"{address}.funds.{kind}") for kind, flow in by_fund if flow is not None]
    if unnamed is not None:
        flows.append((msg("fund not named"), unnamed, f"{address}.unnamed"))
    totals = [(label, flow_total(flow, names, here, label)) for label, flow, here in flows]
    whole = totals[0][1] if len(totals) == 1 else total(totals, f"{address}.total", msg("total"))
    splits = tuple(_merge(name, flows, names, address) for name in SPLITS if any(getattr(f, name) for _, f, _ in flows))
    note = unnamed.note if unnamed else None
    return Outflow(whole, splits, note)


def _merge(name: str, flows: Sequence[tuple[Message, Flow, str]], names: Names, address: str) -> Split:
    """Add one split over funds; a fund that does not split this way is not guessed at."""
    cells: dict[str, list[tuple[object, Cell]]] = {}
    for fund, flow, _ in flows:
        for key, cell in getattr(flow, name).items():
            cells.setdefault(key, []).append((fund, cell))
    added: dict[str, Cell] = {}
    for key, parts in cells.items():
        single = parts[0][1] if len(parts) == 1 else None
        label = names.of(name, key)
        address_of = f"{address}.{name}.{key}"
        words = label if isinstance(label, Message | Text) else None
        added[key] = single if single is not None else total(parts, address_of, words)
    silent = [label for label, flow, _ in flows if name != "by_asnaf" and not getattr(flow, name)]
    return make_split(name, added, names, address, silent)


def _line(key: str, label: Label, budget: Cell, actual: Cell, address: str) -> BudgetLine:
    both = isinstance(budget, Figure) and isinstance(actual, Figure)
    used = share(actual, budget, f"{address}.used.{key}", msg("share of the budget spent")) if both else None  # type: ignore[arg-type]
    return BudgetLine(key, label, budget, actual, used)


def _lines(budget: Outflow, spent: Outflow, address: str) -> tuple[str, tuple[BudgetLine, ...]]:
    """Compare budget and actual by the first way in which both are split."""
    for name in ("by_component", "by_category", "by_activity"):
        planned, used = budget.split(name), spent.split(name)
        if planned is None or used is None:
            continue
        actuals = {part.id: part for part in used.parts}
        plans = {part.id: part for part in planned.parts}
        keys = [*plans, *(key for key in actuals if key not in plans)]
        return name, tuple(
            _line(
                key,
                (plans.get(key) or actuals[key]).label,
                plans[key].cell if key in plans else None,
                actuals[key].cell if key in actuals else None,
                address,
            )
            for key in keys
        )
    return "", ()
