"""What indicators reached, and what they should reach, held against their targets and baselines."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import alike, explain_gap
from generator.checks.files import broken_reports, dotted, node_at
from generator.findings import Severity
from generator.i18n import msg
from generator.model.amount import ONE, rounded
from generator.model.figure import Figure, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Indicator, Target
from generator.model.record import Record
from generator.model.report import Report


@check(
    "over-target",
    msg("Results stay within reach of their targets"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Holds what an indicator reached up to each report, added, latest or largest as the indicator says, "
            "against its next target. More than twice the target is questioned; the share is set at `thresholds: "
            "over_target`. Indicators that should fall are left out."
        ),
        bad="""\
targets: [{by: 2024, value: {value: 100, unit: family}}]
# 2024: actual: {value: 340, unit: family}
""",
        good="""\
targets: [{by: 2024, value: {value: 100, unit: family}}]
# 2024: actual: {value: 134, unit: family}
""",
        why=msg(
            "A target that is passed three times over was set without knowledge, or the result has a digit too many."
        ),
    ),
)
def compare_targets(portfolio: Portfolio) -> Outcomes:
    """Compare what indicators reached with their next target."""
    limit = portfolio.publisher.limits.over_target
    for program in portfolio.programs:
        for indicator in program.indicators:
            if indicator.direction == "up" and indicator.targets and not broken_reports(portfolio, program):
                yield from _judge_targets(indicator, portfolio.reports_of(program), limit)


def _judge_targets(indicator: Indicator, reports: tuple[Report, ...], limit: int) -> Iterator[Fault | Passed]:
    reached: list[Figure] = []
    for report in reports:
        for result in report.results:
            if result.indicator != indicator.id or not isinstance(result.actual, Figure):
                continue
            reached.append(result.actual)
            target = _next_target(indicator, report)
            if target is None or target.value <= 0 or not all(alike(target.unit, one.unit) for one in reached):
                continue  # another check speaks of units
            so_far = _put_together(indicator, reached)
            if so_far * 100 <= target.value * limit:
                yield Passed((result.actual, target))
                continue
            message = msg(
                "{reached} is {share}% of the target of {target}; the difference is {gap}",
                reached=so_far,
                share=rounded(so_far * 100 / target.value, ONE),
                target=target.value,
                gap=so_far - target.value,
            )
            hint = msg("look for a digit too many here, or one too few in the target of program.yml")
            yield Fault(
                result.actual.mark or result.mark,
                message,
                dotted(*result.path, "actual"),
                hint,
                (result.actual, target),
            )


def _next_target(indicator: Indicator, report: Report) -> Figure | None:
    """Return the first target that falls due at or after the end of a report, else the last one."""
    end = report.period.to.last if report.period.to else None
    dated = [one for one in indicator.targets if isinstance(one.value, Figure) and one.by.last]
    dated.sort(key=_due)
    for target in dated:
        if end is None or (target.by.last and target.by.last >= end):
            return target.value if isinstance(target.value, Figure) else None
    return dated[-1].value if dated and isinstance(dated[-1].value, Figure) else None


def _due(target: Target) -> str:
    return str(target.by.last)


def _put_together(indicator: Indicator, reached: list[Figure]) -> Decimal:
    values = [one.value for one in reached]
    if indicator.aggregation == "sum" and not indicator.cumulative:
        return sum(values, Decimal(0))
    return max(values) if indicator.aggregation == "maximum" else values[-1]


@check(
    "target-behind-baseline",
    msg("Targets lie ahead of their baseline and of each other"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Follows each indicator from its baseline through its targets in the order of their dates: where more is "
            "better, none may be smaller than the one before, and where less is better, none larger."
        ),
        bad="""\
direction: up
baseline: {value: {value: 120, unit: family}}
targets: [{by: 2024, value: {value: 20, unit: family}}]
""",
        good="""\
direction: up
baseline: {value: {value: 120, unit: family}}
targets: [{by: 2024, value: {value: 200, unit: family}}]
""",
        why=msg("A target below the baseline is reached before the program begins, and then proves nothing."),
    ),
)
def compare_baselines(portfolio: Portfolio) -> Outcomes:
    """Compare the targets of each indicator with its baseline and with each other."""
    for program in portfolio.programs:
        for indicator in program.indicators:
            yield from _judge_steps(indicator)


def _judge_steps(indicator: Indicator) -> Iterator[Fault | Passed]:
    steps: list[Figure] = []
    if indicator.baseline and isinstance(indicator.baseline.value, Figure) and indicator.aggregation != "sum":
        steps.append(indicator.baseline.value)
    due = sorted((one for one in indicator.targets if one.by.last), key=_due)
    steps.extend(one.value for one in due if isinstance(one.value, Figure))
    sign = 1 if indicator.direction == "up" else -1
    for before, after in pairwise(steps):
        if not alike(before.unit, after.unit):
            continue
        gap = (before.value - after.value) * sign
        if gap <= 0:
            yield Passed((before, after))
            continue
        message = msg(
            "the target is {after}, but {before} comes before it; the difference is {gap}",
            after=after.value,
            before=before.value,
            gap=gap,
        )
        hint = explain_gap(gap, msg("correct one of the two, or direction: of the indicator"))
        yield Fault(after.mark or indicator.mark, message, after.anchor, hint, (after, before))


@check(
    "indicator-units-differ",
    msg("An indicator counts in one unit"),
    page=RulePage(
        meaning=msg(
            "Holds the unit of every number of an indicator, its baseline, its targets and its result in each report, "
            "against the first of them. Only one unit can be added over the periods and held against a target; where a "
            "source cannot be changed and this is disclosed, pages show the numbers and neither add nor compare them."
        ),
        bad="""\
# program.yml: targets: [{by: 2024, value: {value: 1000, unit: kilogram}}]
# 2024: actual: {value: 2, unit: tonne}
""",
        good="""\
# program.yml: targets: [{by: 2024, value: {value: 1000, unit: kilogram}}]
# 2024: actual: {value: 2000, unit: kilogram}
""",
        why=msg(
            "Two tonnes against a target of a thousand kilograms are twice the target, and look like a small part of "
            "it. People and attendances differ as much, and nobody can convert them."
        ),
    ),
)
def compare_indicator_units(portfolio: Portfolio) -> Outcomes:
    """Compare the unit of each number of an indicator with that of its first one."""
    for program in portfolio.programs:
        for indicator in program.indicators:
            yield from _judge_units(list(_numbers(indicator, portfolio.reports_of(program))))


def _numbers(indicator: Indicator, reports: tuple[Report, ...]) -> Iterator[tuple[Record, str, Figure | Suppressed]]:
    """Yield the baseline, the targets and the results that are stated, each with its record and its field there."""
    for one in (*([indicator.baseline] if indicator.baseline else ()), *indicator.targets):
        if one.value is not None:
            yield one, "value", one.value
    for report in reports:
        for result in report.results:
            if result.indicator == indicator.id and result.actual is not None:
                yield result, "actual", result.actual


def _judge_units(numbers: list[tuple[Record, str, Figure | Suppressed]]) -> Iterator[Fault | Passed]:
    first = numbers[0][2] if numbers else None
    for record, field, cell in numbers[1:]:
        assert first is not None  # noqa: S101 - there is one before the second
        if cell.unit.id == first.unit.id:
            yield Passed((first, cell))
            continue
        message = msg(
            "this counts {unit}, but the indicator counts {other} in {file}",
            unit=cell.unit,
            other=first.unit,
            file=first.mark.file if first.mark else "",
        )
        written = node_at(record, (*record.path, field, "unit"))
        mark = written.mark if written is not None else cell.mark
        hint = msg("write all numbers of this indicator in one unit")
        yield Fault(mark or record.mark, message, cell.anchor, hint, (first, cell))
