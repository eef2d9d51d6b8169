"""What indicators reached, held against where they stood and what they should reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, Suppressed, known, share, total
from generator.model.program import Indicator, Program, Target
from generator.model.report import Report, Result
from generator.model.text import Text
from generator.views.labels import Names
from generator.views.people import Split, make_split

NEARLY = Decimal(90)
"""From this share of the target on, a result is called nearly reached."""
UNLIKE = msg("cannot be compared: counted in different units")


@dataclass(frozen=True, slots=True)
class Point:
    """What one period reached."""

    report: str
    end: date | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator: baseline, what was reached by now, the target it is held against, and the way there."""

    indicator: Indicator
    baseline: Cell
    reached: Cell
    target: Target | None
    share: Figure | None
    """What was reached, in percent of the target; only where more is better."""
    verdict: Message
    tone: str
    """`pos`, `near`, `neg` or `none`."""
    points: tuple[Point, ...]
    splits: tuple[Split, ...]
    """The last period's result, divided."""
    note: Text | None
    mixed: bool = False
    """Whether baseline, target and periods count in more than one unit, so that no scale can hold them all."""

    @property
    def unadded(self) -> bool:
        """Tell whether the periods were not put together because they count in different units."""
        return _unadded(self.indicator, self.points)

    @property
    def current(self) -> Cell:
        """Return what the last period alone reached."""
        return self.points[-1].cell if self.points else None


def view_indicators(program: Program, reports: Sequence[Report], names: Names, scope: str) -> tuple[IndicatorView, ...]:
    """Return every indicator as it stands after the last of `reports`, which are in the order of time."""
    return tuple(_indicator(one, reports, names, scope) for one in program.indicators)


def view_results(
    program: Program, reports: Sequence[Report], report: Report, names: Names, scope: str
) -> tuple[IndicatorView, ...]:
    """Return the indicators that `report` speaks of, as they stand after it."""
    spoken = {result.indicator for result in report.results}
    until = reports[: reports.index(report) + 1]
    return tuple(_indicator(one, until, names, scope) for one in program.indicators if one.id in spoken)


def _result(report: Report, indicator: Indicator) -> Result | None:
    return next((result for result in report.results if result.indicator == indicator.id), None)


def _indicator(indicator: Indicator, reports: Sequence[Report], names: Names, scope: str) -> IndicatorView:
    here = f"{scope}/computed.results.{indicator.id}"
    results = [(report, _result(report, indicator)) for report in reports]
    points = tuple(Point(report.id, _end(report), result.actual if result else None) for report, result in results)
    last = results[-1][1] if results else None
    reached = _aggregate(indicator, points, here)
    target = _target(indicator, points)
    goal = target.value if target else None
    part = None
    verdict, tone = UNLIKE, "none"
    if not _unadded(indicator, points) and _alike((reached, goal)):
        if isinstance(reached, Figure) and isinstance(goal, Figure) and indicator.direction == "up" and goal.value > 0:
            part = share(reached, goal, f"{here}.share", msg("share of the target"))
        verdict, tone = _verdict(indicator, reached, goal, part)
    splits = tuple(
        make_split(name, cells, names, here)
        for name in ("by_component", "by_group", "by_place")
        if last and (cells := getattr(last, name))
    )
    base = indicator.baseline.value if indicator.baseline else None
    note = (last.note if last else None) or indicator.note
    mixed = not _alike((base, goal, *(point.cell for point in points)))
    return IndicatorView(indicator, base, reached, target, part, verdict, tone, points, splits, note, mixed)


def _end(report: Report) -> date | None:
    return report.period.to.last if report.period.to else None


def _alike(cells: Iterable[Cell]) -> bool:
    """Tell whether all cells that are reported count the same."""
    return len({cell.unit.id for cell in cells if cell is not None}) < 2


def _unadded(indicator: Indicator, points: Sequence[Point]) -> bool:
    return indicator.aggregation != "latest" and not _alike(point.cell for point in points)


def _aggregate(indicator: Indicator, points: Sequence[Point], address: str) -> Cell:
    """Put the periods together as the indicator asks; a single period is its own figure, unlike ones make none."""
    cells = [point.cell for point in points]
    figures = known(cells)
    if indicator.aggregation == "latest" or len(points) <= 1:
        return cells[-1] if cells else None
    if _unadded(indicator, points):
        return None
    if indicator.aggregation == "maximum":
        return max(figures, key=lambda one: one.value) if figures else None
    return total([(msg("{id}", id=point.report), point.cell) for point in points], f"{address}.sum", indicator.name)


def _target(indicator: Indicator, points: Sequence[Point]) -> Target | None:
    """Return the next target at the end of the last period, else the last one."""
    if not indicator.targets:
        return None
    ordered = sorted(indicator.targets, key=lambda one: one.by.last or date.max)
    end = points[-1].end if points else None
    return next((one for one in ordered if end and (one.by.last or date.max) >= end), ordered[-1])


def _verdict(indicator: Indicator, reached: Cell, goal: Cell, part: Figure | None) -> tuple[Message, str]:
    if not isinstance(reached, Figure):
        return msg("withheld") if isinstance(reached, Suppressed) else msg("not reported"), "none"
    if not isinstance(goal, Figure):
        return msg("no target stated"), "none"
    fewer = indicator.direction == "down"
    if (reached.value <= goal.value) if fewer else (reached.value >= goal.value):
        return msg("target reached"), "pos"
    if fewer:
        return _falling(indicator, reached)
    if part and part.value >= NEARLY:
        return msg("nearly: {share} of the target", share=part), "near"
    return (msg("behind: {share} of the target", share=part) if part else msg("behind the target")), "neg"


def _falling(indicator: Indicator, reached: Figure) -> tuple[Message, str]:
    """Judge an indicator that should fall and has not reached its target."""
    base = indicator.baseline.value if indicator.baseline else None
    if isinstance(base, Figure) and _alike((base, reached)) and reached.value < base.value:
        return msg("better, target not yet reached"), "near"
    return msg("behind the target"), "neg"
