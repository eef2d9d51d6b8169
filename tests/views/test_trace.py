"""The money trace: every column adds up to the same sum, and what nobody divided is said."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.figure import Formula
from generator.views.trace import EXCESS, FUND, GAP, LEFT, NAMED, SOURCE, Column, MoneyFlow, Node
from tests.views import view

HEAD = """
format: 1
period: {from: %s, to: %s}
status: final
source: buku
summary: {id: Ringkas., en: Short.}
sources: {buku: {title: Buku besar, kind: ledger}}
finance:
"""
FIRST = (
    HEAD % ("2022-01-01", "2022-06-30")
    + """
  funds:
    zakat:
      opening: 1000
      received:
        - {id: a, label: {id: A, en: A}, amount: 700}
        - {id: b, label: {id: B, en: B}, amount: 300}
      spent:
        total: 1200
        by_component: {vegetables: 800, fish: 400}
        by_place: {lebak: 900, }
        by_asnaf: {fakir: 1200}
      closing: 800
    csr:
      received_total: 500
      spent: {total: 100, by_component: {fish: }}
"""
)
SECOND = (
    HEAD % ("2022-07-01", "2022-12-31")
    + """
  funds:
    zakat:
      opening: 800
      received_total: 0
      spent: {total: 800, by_component: {vegetables: 800}}
      closing: 0
"""
)


def flow(*texts: str) -> MoneyFlow:
    """Return the flow of a report, or of a program with several reports."""
    files = {f"kebun/periods/2022-{number}.yml": text for number, text in enumerate(texts, start=1)}
    program = view({"kebun/periods/2022.yml": "", **files}).program("kebun")
    found = program.flow if len(texts) > 1 else program.reports[0].flow
    assert found is not None
    return found


def column(given: MoneyFlow, name: str) -> Column:
    """Return a column that is there."""
    found = given.column(name)
    assert found is not None
    return found


def amounts(given: Column) -> dict[str, tuple[str, int]]:
    """Return kind and amount of each node."""
    return {node.id: (node.kind, int(node.figure.value)) for node in given.nodes}


def conserved(given: MoneyFlow) -> None:
    """Assert that every column, and every fund in it, adds up to the rupiah."""
    for one in given.columns:
        assert sum(node.figure.value for node in one.nodes) == given.total.value, one.name
        funds = {node.id: node.figure.value for node in column(given, FUND).nodes}
        for fund, whole in funds.items():
            assert sum(strand.figure.value for strand in one.strands if strand.fund == fund) == whole, (one.name, fund)


def test_every_column_divides_what_there_was() -> None:
    """Spending, what is left and what nobody divided together are opening balance and receipts."""
    found = flow(FIRST)
    conserved(found)
    # The opening balance of the second fund is not known, so only its spending can be followed.
    assert found.total.value == 1000 + 1000 + 100
    assert amounts(column(found, FUND)) == {"zakat": (NAMED, 2000), "csr": (NAMED, 100)}
    assert amounts(column(found, "by_component")) == {
        "vegetables": (NAMED, 800),
        "fish": (NAMED, 400),
        "left": (LEFT, 800),
        "gap": (GAP, 100),
    }
    assert amounts(column(found, SOURCE)) == {
        "zakat.opening": (NAMED, 1000),
        "zakat.a": (NAMED, 700),
        "zakat.b": (NAMED, 300),
        "gap": (GAP, 100),
    }


def test_what_nobody_divided_has_its_share() -> None:
    """The share is a figure of its own, with the remainder and the whole as terms."""
    gap = column(flow(FIRST), "by_place").gap
    assert isinstance(gap, Node)
    assert gap.figure.value == 400
    assert isinstance(gap.figure.origin, Formula)
    assert gap.share is not None
    assert gap.share.value == Decimal("19.0")


def test_asnaf_are_asked_of_zakat_only() -> None:
    """Spending of other funds stands in that column as what it is."""
    assert amounts(column(flow(FIRST), "by_asnaf"))["others"] == (NAMED, 100)


def test_a_way_of_dividing_that_nobody_took_is_named() -> None:
    """No column of one hundred percent is drawn for it."""
    found = flow(FIRST)
    assert found.column("by_category") is None
    assert [str(one) for one in found.open] == ["by category of cost", "by activity"]


def test_a_part_without_an_amount_stays_not_reported() -> None:
    """It is neither zero nor left out."""
    found = flow(HEAD % ("2022-01-01", "2022-06-30") + "  spent: {total: 5, by_component: {vegetables: 5, fish: }}\n")
    assert [str(one.localize) != "" for one in column(found, "by_component").silent] == [True]
    conserved(found)


def test_parts_beyond_the_total_are_shown_as_such() -> None:
    """A contradiction in the source is not hidden by the remainder: the column still adds up."""
    found = flow(HEAD % ("2022-01-01", "2022-06-30") + "  spent: {total: 5, by_component: {vegetables: 4, fish: 4}}\n")
    conserved(found)
    assert amounts(column(found, "by_component"))["excess"] == (EXCESS, -3)


def test_periods_that_follow_each_other_carry_their_balance_once() -> None:
    """What the first period left is not counted again as money of the second."""
    found = flow(FIRST, SECOND)
    conserved(found)
    assert amounts(column(found, FUND))["zakat"] == (NAMED, 2000)
    assert amounts(column(found, "by_component"))["vegetables"] == (NAMED, 1600)
    assert "left" not in amounts(column(found, "by_component"))


def test_a_balance_that_jumps_between_periods_is_not_built_upon() -> None:
    """Then only what was spent can be followed, and where it came from is open."""
    found = flow(FIRST, SECOND.replace("opening: 800", "opening: 900"))
    conserved(found)
    assert amounts(column(found, FUND))["zakat"] == (NAMED, 2000)
    assert found.column(SOURCE) is None


def test_a_report_without_money_has_no_flow() -> None:
    """Nothing is drawn where nothing is known."""
    program = view({"kebun/periods/2022.yml": HEAD % ("2022-01-01", "2022-06-30") + "  funds: {}\n"}).program("kebun")
    assert program.reports[0].flow is None
    assert program.flow is None


def test_every_figure_of_a_flow_has_a_row() -> None:
    """Nodes, strands and shares can all be looked up."""
    program = view({"kebun/periods/2022.yml": FIRST}).program("kebun")
    known = {entry.figure.address for entry in program.reports[0].ledger.entries}
    found = program.flow
    assert found is not None
    for one in found.columns:
        figures = [*(node.figure for node in one.nodes), *(strand.figure for strand in one.strands)]
        figures += [node.share for node in one.nodes if node.share]
        assert {figure.address for figure in figures} <= known


cells = st.one_of(st.none(), st.integers(0, 10**12))


def _written(name: str, value: object) -> str:
    return f"{name}: {'' if value is None else value}"


@st.composite
def funds(draw: st.DrawFn) -> str:
    """Write any funds, whether or not their numbers agree."""
    lines = []
    for kind in draw(st.lists(st.sampled_from(["zakat", "csr", "grant"]), unique=True, min_size=1)):
        lines += [f"    {kind}:", f"      {_written('opening', draw(cells))}"]
        lines.append(f"      {_written('received_total', draw(cells))}")
        lines.append(f"      received: [{{id: a, label: {{id: A, en: A}}, amount: {draw(st.integers(0, 10**12))}}}]")
        split = ", ".join(_written(name, draw(cells)) for name in ("vegetables", "fish"))
        lines.append(
            f"      spent: {{{_written('total', draw(cells))}, by_component: {{{split}}}, by_place: {{lebak: 7}}}}"
        )
    return "  funds:\n" + "\n".join(lines) + "\n"


@settings(max_examples=150, deadline=None)
@given(given_funds=st.lists(funds(), min_size=1, max_size=3))
def test_whatever_is_written_the_columns_agree(given_funds: list[str]) -> None:
    """For any numbers, known or not, agreeing or not: all columns add up to one sum, fund by fund."""
    texts = [HEAD % (f"2022-0{n}-01", f"2022-0{n}-28") + text for n, text in enumerate(given_funds, start=1)]
    files = {f"kebun/periods/2022-{n}.yml": text for n, text in enumerate(texts, start=1)}
    program = view({"kebun/periods/2022.yml": "", **files}).program("kebun")
    for found in (program.flow, *(one.flow for one in program.reports)):
        if found is not None:
            conserved(found)


@pytest.mark.parametrize("which", [0, 1])
def test_money_of_no_named_fund_is_a_stream_of_its_own(which: int) -> None:
    """A source that names no fund is followed as far as it goes."""
    text = HEAD % ("2022-01-01", "2022-06-30") + "  spent: {by_component: {vegetables: 3, fish: 4}}\n"
    found = flow(*[text, text.replace("2022-0", "2023-0")][: which + 1])
    conserved(found)
    assert found.total.value == 7 * (which + 1)
