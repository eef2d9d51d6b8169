"""Numbers of people: who may have been counted twice, and families held against their members."""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import PEOPLE
from generator.checks.files import dotted, files, mark_at
from generator.findings import Severity
from generator.i18n import msg
from generator.model.figure import Figure, known
from generator.model.portfolio import Portfolio
from generator.model.program import Indicator
from generator.model.report import Beneficiaries, Report

_COUNTED = PEOPLE | {"family", "household"}
_MOST_IN_A_FAMILY = 20


@check(
    "people-counted-twice",
    msg("It is said how people were counted"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Looks for totals of people over several components, groups or activities that do not say whether each "
            "person is counted once (`counting: unique`) or each time served (`counting: served`), and for "
            "indicators that add people over several reports without a note that says how."
        ),
        bad="""\
beneficiaries:
  total: 298
  by_component: {cooking: 128, sewing: 42, goats: 128}
""",
        good="""\
beneficiaries:
  counting: unique
  total: 298
  by_component: {cooking: 128, sewing: 42, goats: 128}
""",
        why=msg(
            "Somebody who takes two courses is one person and two participants. A total that does not say which it "
            "counts can be twice as large as the village."
        ),
    ),
)
def find_counted_twice(portfolio: Portfolio) -> Outcomes:
    """Look for totals of people that leave open whether anybody is in them twice."""
    for file in files(portfolio):
        if isinstance(file, Report) and file.beneficiaries:
            yield from _judge_counting(file.beneficiaries)
    for program in portfolio.programs:
        reports = portfolio.reports_of(program)
        for indicator in program.indicators:
            yield from _judge_adding(indicator, reports)


def _judge_counting(people: Beneficiaries) -> Iterator[Fault | Passed]:
    total = people.total
    parts = next((known(cells.values()) for cells in (people.by_component, people.by_group) if len(cells) > 1), ())
    if not isinstance(total, Figure) or total.unit.id not in PEOPLE or len(parts) < 2:
        return
    if people.counting:
        yield Passed((total, *parts))
        return
    message = msg(
        "nothing says whether each of the {total} is counted once, although they are split into {parts} parts",
        total=total.value,
        parts=len(parts),
    )
    hint = msg("write counting: unique if each person is counted once, counting: served if each time served")
    yield Fault(total.mark or people.mark, message, dotted(*people.path, "total"), hint, (total, *parts))


def _judge_adding(indicator: Indicator, reports: tuple[Report, ...]) -> Iterator[Fault | Passed]:
    found = [
        result.actual
        for report in reports
        for result in report.results
        if result.indicator == indicator.id and isinstance(result.actual, Figure) and result.actual.unit.id in _COUNTED
    ]
    if indicator.aggregation != "sum" or indicator.cumulative or len(found) < 2 or found[0].unit.id == "participant":
        return
    if indicator.note:
        yield Passed(tuple(found))
        return
    message = msg(
        "{count} reports are added to {sum}, and nothing says whether somebody is in two of them",
        count=len(found),
        sum=sum((one.value for one in found), Decimal(0)),
    )
    hint = msg("say in note: of the indicator how people are counted, or count participants")
    yield Fault(mark_at(indicator, "name"), message, dotted(*indicator.path), hint, tuple(found))


@check(
    "families-and-people",
    msg("Families are no more than their members"),
    page=RulePage(
        meaning=msg(
            "Holds the number of families against the number of people, where each person is counted once: there are "
            "no more families than people, and no more than {most} people in a family.",
            most=_MOST_IN_A_FAMILY,
        ),
        bad="beneficiaries: {counting: unique, total: 124, families: 496}",
        good="beneficiaries: {counting: unique, total: 496, families: 124}",
        why=msg("The two numbers are swapped easily, and one of them is what a donor divides the money by."),
    ),
)
def compare_families(portfolio: Portfolio) -> Outcomes:
    """Compare the number of families with the number of people."""
    for file in files(portfolio):
        people = file.beneficiaries if isinstance(file, Report) else None
        if people is None or people.counting != "unique":
            continue
        total, families = people.total, people.families
        if not isinstance(total, Figure) or not isinstance(families, Figure) or total.unit.id not in PEOPLE:
            continue
        if families.value <= total.value <= families.value * _MOST_IN_A_FAMILY:
            yield Passed((total, families))
            continue
        message = msg(
            "{families} families have {total} people; the difference is {gap}",
            families=families.value,
            total=total.value,
            gap=abs(total.value - families.value),
        )
        hint = msg("were the two numbers swapped, or has one a digit too many?")
        yield Fault(families.mark or people.mark, message, dotted(*people.path, "families"), hint, (families, total))
