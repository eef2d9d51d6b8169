"""Money: sums with their terms, and what is missing stays missing."""

from decimal import Decimal

import pytest

from generator.model.figure import Figure, difference, share, total
from generator.views.money import Money
from generator.views.portfolio import PortfolioView
from tests.views import view

FUNDS = """
format: 1
period: {from: 2024-01-01, to: 2024-06-30}
status: final
source: buku
summary: {id: Ringkas., en: Short.}
sources: {buku: {title: Buku besar, kind: ledger}}
finance:
  funds:
    zakat:
      opening: 1000
      received:
        - {id: a, label: {id: A, en: A}, amount: 700}
        - {id: b, label: {id: B, en: B}, amount: 300}
      spent: {total: 1200, by_component: {vegetables: 800, fish: 400}}
      closing: 800
    infak-bound:
      received: [{id: c, label: {id: C, en: C}, amount: 500}]
      spent: {total: 100}
  budget: {by_component: {vegetables: 1000, fish: 200}}
"""


@pytest.fixture(scope="module")
def derived() -> PortfolioView:
    """Derive a program with two funds, one of which does not split its spending."""
    return view({"kebun/periods/2022.yml": FUNDS})


@pytest.fixture(scope="module")
def money(derived: PortfolioView) -> Money:
    """Return the money of its only report."""
    return derived.programs[0].reports[0].money


def test_spending_adds_up_over_funds_and_names_its_terms(money: Money) -> None:
    """The total over funds is a figure whose terms are the totals of the funds."""
    whole = money.spent.total
    assert whole is not None
    assert whole.value == 1300
    assert [term.value for term in whole.terms] == [1200, 100]
    assert {leaf.anchor for leaf in whole.leaves()} == {
        "finance.funds.zakat.spent.total",
        "finance.funds.infak-bound.spent.total",
    }


def test_a_split_says_which_fund_it_is_without(money: Money) -> None:
    """A fund that states only its total is named as missing from the split, not guessed into it."""
    split = money.spent.split("by_component")
    assert split is not None
    assert split.sum is not None
    assert split.sum.value == 1200
    assert len(split.sum.missing) == 1


def test_budget_stands_beside_actual(money: Money) -> None:
    """Each line has the share of the budget that was spent; what is over 100 percent is marked."""
    assert money.lines_by == "by_component"
    assert [(line.id, line.used.value if line.used else None, line.over) for line in money.lines] == [
        ("vegetables", Decimal("80.0"), False),
        ("fish", Decimal("200.0"), True),
    ]


def test_a_statement_follows_the_fund(money: Money) -> None:
    """Receipts less distribution is the surplus; balances stay as they were written."""
    zakat = money.statements[0]
    assert zakat.received_total is not None
    assert zakat.surplus is not None
    assert zakat.received_total.value == 1000
    assert zakat.surplus.value == -200
    assert isinstance(zakat.opening, Figure)


def test_a_balance_nobody_wrote_is_none(money: Money) -> None:
    """Missing is not zero."""
    assert money.statements[1].opening is None
    assert money.statements[1].closing is None


def test_a_report_without_money_has_none() -> None:
    """No total is made where nothing is reported."""
    text = FUNDS[: FUNDS.index("finance:")]
    report = view({"kebun/periods/2022.yml": text}).programs[0].reports[0]
    assert report.money.is_empty
    assert report.money.spent.total is None
    assert report.leads[1].cell is None


def test_unlike_units_are_never_added(money: Money) -> None:
    """Adding rupiah to a share is an error of the program, not a number."""
    spent = money.spent.total
    line = money.lines[0].used
    assert spent is not None
    assert line is not None
    with pytest.raises(ValueError, match="cannot be added"):
        total([("a", spent), ("b", line)], "x/y")


def test_a_share_of_nothing_is_not_computed(money: Money) -> None:
    """There is no percentage of zero."""
    spent = money.spent.total
    assert spent is not None
    assert share(spent, difference(spent, spent, "x/y"), "x/z") is None


def test_what_a_program_moved_in_a_fund_stands_in_its_own_ledger() -> None:
    """The table of all programs leads there; the ledger of the site has the sums over programs and nothing else."""
    second = FUNDS.partition("    infak-bound:")[0].replace("2024-01-01, to: 2024-06-30", "2024-07-01, to: 2024-12-31")
    second = second.replace("opening: 1000", "opening: 800").replace("closing: 800", "closing: 600")
    whole = view({"kebun/periods/2022.yml": FUNDS, "kebun/periods/2024-2.yml": second})
    program = whole.programs[0]
    zakat = next(one for one in whole.overview.money.statements if one.kind == "zakat")
    line, outgo = zakat.received[0].cell, zakat.spent[0].cell
    assert isinstance(line, Figure)
    assert isinstance(outgo, Figure)
    assert line.value == 2000
    assert outgo.value == 2400
    assert line.address == "kebun/computed.funds.zakat.received"
    assert program.ledger.figure(line.address) is line
    assert program.ledger.figure(outgo.address) is outgo
    assert [one.value for one in line.terms] == [1000, 1000]
    assert isinstance(zakat.closing, Figure)
    assert zakat.closing.value == 600
    there = {entry.figure.address for entry in whole.ledger.entries}
    assert "site/statements.zakat.received" in there
    assert not [one for one in there if one.endswith(".kebun")]


def test_a_fund_of_a_single_report_is_not_added_anew(derived: PortfolioView) -> None:
    """The figure that the source states, or that the report's own lines give, keeps its address."""
    fund = derived.programs[0].funds["infak-bound"]
    assert isinstance(fund.received, Figure)
    assert fund.received.address.startswith("kebun/2022/")
    assert fund.opening is None
    assert derived.programs[0].ledger.figure("kebun/computed.funds.infak-bound.received") is None
