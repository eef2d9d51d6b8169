"""Gaps: a sum that lacks a part is incomplete, and so is all that is computed from it."""

from generator.exports.figures import describe, entries
from generator.exports.table import status_of
from generator.i18n import translator
from generator.model.figure import Figure, share
from tests.views import view

HEAD = """\
format: 1
period: {from: 2024-01-01, to: 2024-06-30}
status: final
source: buku
summary: {id: Ringkas., en: Short.}
sources: {buku: {title: Buku besar, kind: ledger}}
"""
TOLD = f"{HEAD}finance: {{spent: {{total: 1300}}}}\n"
OPEN = f"""{HEAD}\
finance:
  funds:
    zakat:
      received_total: 900
      spent: {{by_category: {{seed: 700, tools: ~}}}}
      budget: {{by_category: {{seed: 10, tools: ~}}}}
    infak-bound: {{spent: {{total: 100}}, budget: {{total: 5}}}}
"""
"""A report in which a category of one of two funds is open."""


def _without(figure: Figure | None) -> list[str]:
    assert figure is not None
    return [translator("en").show(one) for one in figure.missing]


def test_a_sum_of_an_incomplete_sum_is_incomplete() -> None:
    """Every level names which of its parts lacks something, down to the category that nobody reported."""
    derived = view({"kebun/periods/2022.yml": OPEN})
    program = derived.programs[0]
    money = program.reports[0].money
    assert _without(money.statements[0].spent_total) == ["Tools"]
    assert _without(money.spent.total) == _without(money.budget.total) == ["a part of zakat fund"]
    assert program.spent is money.spent.total
    assert _without(derived.overview.money.spent) == ["a part of Kebun"]
    (theme,) = derived.subjects.themes
    assert _without(theme.spent) == ["a part of Kebun"]


def test_what_is_computed_from_an_incomplete_sum_says_so() -> None:
    """A surplus and a share of the budget lack what their terms lack."""
    money = view({"kebun/periods/2022.yml": OPEN}).programs[0].reports[0].money
    assert _without(money.statements[0].surplus) == ["Tools"]
    spent, budget = money.spent.total, money.budget.total
    assert spent is not None
    assert budget is not None
    assert _without(share(spent, budget, "x/y")) == ["a part of zakat fund"]


def test_a_program_with_a_silent_report_is_incomplete_over_all_programs() -> None:
    """One report tells no spending: the program names the report, the site the program, in exports too."""
    silent = HEAD.replace("2024-", "2025-")
    derived = view({"kebun/periods/2022.yml": TOLD, "kebun/periods/2025.yml": silent})
    assert _without(derived.programs[0].spent) == ["Report on 1 January 2025 to 30 June 2025"]
    assert _without(derived.overview.money.spent) == ["a part of Kebun"]
    entry = entries(derived)["site/spent"]
    assert status_of(entry) == "incomplete"
    formula = describe(entry, derived)["formula"]
    assert isinstance(formula, dict)
    assert [one["en"] for one in formula["without"]] == ["a part of Kebun"]
