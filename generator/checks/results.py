"""What indicators reached, held against its own splits and the report before."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from generator.checks import Fault, Outcomes, Passed, RulePage, check
from generator.checks.comparison import alike, explain_gap
from generator.checks.files import broken_reports, dotted
from generator.checks.finance import follows
from generator.findings import Mark, Severity
from generator.i18n import msg
from generator.model.amount import ONE, rounded
from generator.model.figure import Cell, Figure, known
from generator.model.portfolio import Portfolio
from generator.model.program import Indicator, Program
from generator.model.record import figures
from generator.model.report import Report, Result

SPLITS = ("by_component", "by_group", "by_place")
_RATES = frozenset({"percent", "rupiah", "minute", "hour", "day", "month", "year", "point"})
"""Units whose parts are averages rather than numbers of things, unless the indicator is added over the periods."""


@check(
    "disaggregation-differs",
    msg("Results agree with their disaggregation"),
    page=RulePage(
        meaning=msg(
            "Holds each result against its split by component, group and place. Numbers of people and things must "
            "add up to it. Shares and averages must have it between their smallest and their largest part; a maximum "
            "must be no smaller than any part and no larger than their sum. Where a part is not reported or "
            "withheld, the others may not exceed it."
        ),
        bad="""\
results:
  - indicator: harvest
    actual: {value: 900, unit: kilogram}
    by_place: {turi: {value: 500, unit: kilogram}, pakem: {value: 300, unit: kilogram}}
""",
        good="""\
results:
  - indicator: harvest
    actual: {value: 800, unit: kilogram}
    by_place: {turi: {value: 500, unit: kilogram}, pakem: {value: 300, unit: kilogram}}
""",
        why=msg(
            "A result that its own places contradict was counted in two ways. Auditors visit the places and add them "
            "up."
        ),
    ),
)
def compare_disaggregations(portfolio: Portfolio) -> Outcomes:
    """Compare each result with each of its splits."""
    for program, report in portfolio.all_reports():
        indicators = {one.id: one for one in program.indicators}
        for result in report.results:
            for split in SPLITS:
                cells: Mapping[str, Cell] = getattr(result, split)
                if isinstance(result.actual, Figure) and known(cells.values()):
                    yield from _judge_split(result, result.actual, split, cells, indicators.get(result.indicator))


def _judge_split(
    result: Result, total: Figure, split: str, cells: Mapping[str, Cell], indicator: Indicator | None
) -> Iterator[Fault | Passed]:
    parts = known(cells.values())
    if any(not alike(part.unit, total.unit) for part in parts):
        return  # another check speaks of units
    low, high = _bounds(parts, total, indicator)
    slack = total.tolerance + sum((part.tolerance for part in parts), Decimal(0))
    complete = len(parts) == len(cells)
    if low - slack <= total.value <= high + slack or (not complete and total.value >= low - slack):
        yield Passed((total, *parts))
        return
    gap = low - total.value if total.value < low else total.value - high
    message = (
        msg("the parts add up to {parts}, but the result says {total}; the difference is {gap}",
            parts=low, total=total.value, gap=gap)
        if low == high
        else msg("the result says {total}, but its parts allow {low} to {high}; the difference is {gap}",
                 total=total.value, low=low, high=high, gap=gap)
    )  # fmt: skip
    hint = explain_gap(
        gap, msg("compare {split} and the result with the source, and correct what differs", split=split)
    )
    yield Fault(total.mark or result.mark, message, dotted(*result.path, split), hint, (total, *parts))


def _bounds(parts: tuple[Figure, ...], total: Figure, indicator: Indicator | None) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest result that its parts allow; for numbers of things they are the same."""
    values = [part.value for part in parts]
    aggregation = indicator.aggregation if indicator else "sum"
    if aggregation == "maximum":
        return max(values), sum(values, Decimal(0))
    if total.unit.id == "percent" or (aggregation == "latest" and total.unit.id in _RATES):
        return min(values), max(values)
    return sum(values, Decimal(0)), sum(values, Decimal(0))


@check(
    "indicator-falls",
    msg("Cumulative indicators do not fall"),
    page=RulePage(
        meaning=msg(
            "An indicator with `cumulative: ya` gives the number since the beginning in every report. It is held "
            "against the report before: it may stay or grow."
        ),
        bad="""\
# program.yml: indicators: [{id: trained, name: People trained since 2022, cumulative: ya}]
# 2023: actual: 240        2024: actual: 204
""",
        good="""\
# program.yml: indicators: [{id: trained, name: People trained since 2022, cumulative: ya}]
# 2023: actual: 204        2024: actual: 240
""",
        why=msg(
            "Nobody who was trained becomes untrained. A cumulative number that falls was wrong before or is wrong "
            "now, and the earlier report was already published."
        ),
    ),
)
def compare_cumulative(portfolio: Portfolio) -> Outcomes:
    """Compare cumulative indicators with the report before."""
    for program, before, after in _neighbours(portfolio):
        growing = {one.id for one in program.indicators if one.cumulative}
        earlier = {one.indicator: one.actual for one in before.results}
        for result in after.results:
            then, now = earlier.get(result.indicator), result.actual
            if result.indicator not in growing or not isinstance(then, Figure) or not isinstance(now, Figure):
                continue
            if not alike(then.unit, now.unit):
                continue  # another check speaks of units
            if now.value >= then.value - then.tolerance - now.tolerance:
                yield Passed((now, then))
                continue
            gap = then.value - now.value
            message = msg(
                "the cumulative indicator says {now}, but {file} already has {then}; the difference is {gap}",
                now=now.value,
                then=then.value,
                file=before.document,
                gap=gap,
            )
            hint = explain_gap(gap, msg("write the number since the beginning, or correct the report before"))
            yield Fault(now.mark or result.mark, message, dotted(*result.path, "actual"), hint, (now, then))


@check(
    "thousandfold-jump",
    msg("Numbers do not jump a thousandfold between reports"),
    Severity.WARNING,
    page=RulePage(
        meaning=msg(
            "Compares each figure with the same figure in the report before, zeros, balances of funds and parts of "
            "splits left out. One that is about a thousand times as large or as small is questioned; the factor is "
            "set at `thresholds: jump`, and half of it is enough."
        ),
        bad="""\
# 2023: spent: {total: Rp 48.500.000}
# 2024: spent: {total: 52300}
""",
        good="""\
# 2023: spent: {total: Rp 48.500.000}
# 2024: spent: {total: Rp 52.300.000}
""",
        why=msg("Spreadsheets in thousands of rupiah and pages in rupiah are copied into each other every day."),
    ),
)
def compare_sizes(portfolio: Portfolio) -> Outcomes:
    """Compare the size of each figure with the same one in the report before."""
    factor = Decimal(portfolio.publisher.limits.jump) / 2
    for _, before, after in _neighbours(portfolio):
        earlier = {one.anchor: one for one in figures(before) if isinstance(one, Figure) and one.value > 0}
        for now in figures(after):
            then = earlier.get(now.anchor)
            if then is None or not isinstance(now, Figure) or now.value <= 0 or then.unit.id != now.unit.id:
                continue
            if now.anchor.endswith((".opening", ".closing")) or ".by_" in now.anchor:
                continue  # balances run out, and parts are held against their totals
            if now.value < then.value * factor and then.value < now.value * factor:
                yield Passed((now, then))
            else:
                yield _jump(now, then, before)


def _jump(now: Figure, then: Figure, before: Report) -> Fault:
    large, small = max(now.value, then.value), min(now.value, then.value)
    message = msg(
        "this is {now}, but {then} in {file}: {times} times apart; the difference is {gap}",
        now=now.value,
        then=then.value,
        file=before.document,
        times=rounded(large / small, ONE),
        gap=large - small,
    )
    hint = msg("was one of the two written in thousands or millions? write the words ribu or juta, or all zeros")
    return Fault(now.mark or Mark(before.document), message, now.anchor, hint, (now, then))


def _neighbours(portfolio: Portfolio) -> Iterator[tuple[Program, Report, Report]]:
    """Yield the reports of each program that surely follow each other."""
    for program in portfolio.programs:
        if broken_reports(portfolio, program):
            continue
        for before, after in pairwise(portfolio.reports_of(program)):
            if follows(before, after):
                yield program, before, after
