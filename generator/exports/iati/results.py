"""Results as IATI says them: indicators with baseline, targets and actuals, and the people reached, all divided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from generator.exports.iati.money import NO_SPAN, span_of
from generator.exports.iati.xml import Writing, Written, add, iso, own, plain, vocabulary
from generator.i18n import Message, msg
from generator.model.date import Date
from generator.model.figure import Cell, Figure, Suppressed
from generator.model.program import Indicator, Target
from generator.model.report import Report, Result
from generator.model.text import Text
from generator.model.unit import PERCENT, Unit
from generator.views.labels import Label
from generator.views.program import ProgramView
from generator.views.report import ReportView
from generator.views.results import IndicatorView

TYPES = {"output": "1", "outcome": "2", "impact": "3"}
"""Types of results; inputs and activities are 9, other."""
WITHHELD = msg("the count is withheld to protect people")
OTHER_UNIT = msg("it counts something else than the indicator, which has one unit")


@dataclass(frozen=True)
class _Cell:
    """One number of a period: how it is divided, by which part, and the figure."""

    split: str
    part: str
    cell: Written


def write_results(parent: etree._Element, program: ProgramView, writing: Writing) -> None:
    """Write one result an indicator, then the people that the reports count."""
    for view in program.indicators:
        _indicator(parent, program, view, writing)
    _people(parent, program, writing)


def _indicator(parent: etree._Element, program: ProgramView, view: IndicatorView, writing: Writing) -> None:
    said = view.indicator
    unit = _unit_of(said, program)
    if unit is None:
        writing.omit("", f"indicators.{said.id}", msg("no number is reported, so its unit is not known"))
        return
    result = add(parent, "result", type=TYPES.get(said.level, "9"))
    writing.narratives(add(result, "title"), said.name)
    for key, value in (
        ("level", said.level), ("aggregation", said.aggregation), ("component", said.component),
        ("cumulative", "true" if said.cumulative else None),
    ):  # fmt: skip
        if value is not None:
            result.set(own(key), value)
    ascending = "1" if said.direction == "up" else "0"
    element = _measure(result, said.name, unit, said.note, writing, ascending)
    add(element, "reference", vocabulary="99", code=said.id, indicator_uri=vocabulary("indicator"))
    _baseline(element, said, writing)
    for report in program.reports:
        found = next((one for one in report.report.results if one.indicator == said.id), None)
        if found:
            cells = _of_result(report.report, found, unit, writing)
            _period(element, report.report, f"results.{said.id}", cells, writing)
    for target in said.targets:
        if target.value is not None and target.value.unit.id != unit.id:
            writing.omit("", f"indicators.{said.id}.targets.{target.by}", OTHER_UNIT, [target.value])
        else:
            _target(element, program, view, target, writing)


def _unit_of(indicator: Indicator, program: ProgramView) -> Unit | None:
    """Return what an indicator counts: as its baseline, its first target or its first result says."""
    base = indicator.baseline.value if indicator.baseline else None
    results = (one for report in program.reports for one in report.report.results if one.indicator == indicator.id)
    cells = (base, *(one.value for one in indicator.targets), *(one.actual for one in results))
    return next((cell.unit for cell in cells if cell is not None), None)


def _measure(
    result: etree._Element, name: Label, unit: Unit, note: Text | None, writing: Writing, ascending: str = "1"
) -> etree._Element:
    """Write the head of an indicator; IATI has no word for units, so the title says it."""
    element = add(result, "indicator", measure="2" if unit.id == PERCENT else "1", ascending=ascending)
    element.set(own("unit"), unit.id)
    writing.narratives(add(element, "title"), msg("{name} ({unit})", name=name, unit=unit))
    if note:
        writing.narratives(add(element, "description"), note)
    return element


def _baseline(parent: etree._Element, indicator: Indicator, writing: Writing) -> None:
    base = indicator.baseline
    if base is None or not isinstance(base.value, Figure):
        return
    if base.date is None or base.date.year is None:
        writing.omit("", f"indicators.{indicator.id}.baseline", msg("the year is not reported"), [base.value])
        return
    exact = base.date.first.isoformat() if base.date.day and base.date.first else None
    element = add(parent, "baseline", iso_date=exact, year=str(base.date.year), value=plain(base.value.value))
    element.set(own("edtf"), base.date.written)
    _comment(element, base.value, writing)
    writing.place(element, base.value)


def _of_result(report: Report, result: Result, unit: Unit, writing: Writing) -> tuple[_Cell, ...]:
    """Return what a result says in the unit of its indicator; the rest is left out, and the report says so."""
    cells = tuple(_cells(result))
    unlike = [one.cell for one in cells if one.cell.unit.id != unit.id]
    if unlike:
        writing.omit(report.id, f"results.{result.indicator}", OTHER_UNIT, unlike)
    return tuple(one for one in cells if one.cell.unit.id == unit.id)


def _cells(result: Result) -> Iterator[_Cell]:
    if result.actual is not None:
        yield _Cell("", "", result.actual)
    for name in ("by_component", "by_group", "by_place"):
        yield from _parts(name, getattr(result, name))


def _parts(name: str, cells: Mapping[str, Cell]) -> Iterator[_Cell]:
    return (_Cell(name, key, cell) for key, cell in cells.items() if cell is not None)


def _period(parent: etree._Element, report: Report, what: str, cells: Sequence[_Cell], writing: Writing) -> None:
    """Write what one report states; a withheld number is left out, and the report says so."""
    if not cells:
        return
    span = span_of(report)
    hidden = [one.cell for one in cells if isinstance(one.cell, Suppressed)]
    if hidden:
        writing.omit(report.id, what, WITHHELD, hidden)
    public = [one for one in cells if isinstance(one.cell, Figure)]
    if span is None:
        writing.omit(report.id, what, NO_SPAN, [one.cell for one in public])
    elif public:
        element = _span(parent, span, report.period.first, report.period.to)
        element.set(own("report"), report.id)
        for one in public:
            _actual(element, one, writing)


def _span(parent: etree._Element, span: tuple[date, date], first: Date | None, last: Date | None) -> etree._Element:
    element = add(parent, "period")
    iso(element, "period-start", span[0], first)
    iso(element, "period-end", span[1], last)
    return element


def _actual(parent: etree._Element, one: _Cell, writing: Writing) -> None:
    if not isinstance(one.cell, Figure):
        return
    element = add(parent, "actual", value=plain(one.cell.value))
    if one.split == "by_place":
        add(element, "location", ref=one.part)
    elif one.split:
        add(element, "dimension", name=one.split.removeprefix("by_"), value=one.part)
    _comment(element, one.cell, writing)
    writing.place(element, one.cell)


def _comment(parent: etree._Element, figure: Figure, writing: Writing) -> None:
    if figure.note:
        writing.narratives(add(parent, "comment"), figure.note)
    elif figure.estimate:
        writing.narratives(add(parent, "comment"), msg("estimate"))


def _target(
    parent: etree._Element, program: ProgramView, view: IndicatorView, target: Target, writing: Writing
) -> None:
    """Write what should be reached from the first day of the program on; the end of it says what was."""
    cell, starts, last = target.value, program.program.starts, target.by.last
    if not isinstance(cell, Figure):
        return
    first = starts.first if starts else None
    if first is None or last is None or last < first:
        writing.omit("", f"indicators.{view.indicator.id}.targets.{target.by}", NO_SPAN, [cell])
        return
    element = _span(parent, (first, last), starts, target.by)
    goal = add(element, "target", value=plain(cell.value))
    _comment(goal, cell, writing)
    writing.place(goal, cell)
    ended = view.points[-1].end if view.points else None
    reached = view.reached if view.target is target and ended == last and view.reached else None
    if isinstance(reached, Figure) and not reached.missing and reached.unit.id == cell.unit.id:
        add(element, "actual", value=plain(reached.value))


# --- people ------------------------------------------------------------------------------------------------------


def _people(parent: etree._Element, program: ProgramView, writing: Writing) -> None:
    """Write the beneficiaries as one result; what counts another unit is an indicator of its own."""
    counted = [(one, tuple(_counts(one))) for one in program.reports]
    units = dict.fromkeys((name, one.cell.unit) for _, cells in counted for name, one in cells)
    if not units:
        return
    result = add(parent, "result", type=TYPES["output"])
    result.set(own("beneficiaries"), "true")
    writing.narratives(add(result, "title"), msg("beneficiaries"))
    for name, unit in units:
        indicator = _measure(result, NAMES[name], unit, None, writing)
        indicator.set(own("counts"), name)
        for report, cells in counted:
            mine = tuple(one for of, one in cells if (of, one.cell.unit) == (name, unit))
            if mine:
                _period(indicator, report.report, "beneficiaries", mine, writing)


NAMES: dict[str, Message] = {"total": msg("beneficiaries"), "families": msg("families")}


def _counts(report: ReportView) -> Iterator[tuple[str, _Cell]]:
    given = report.report.beneficiaries
    if given is None:
        return
    if given.total is not None:
        yield "total", _Cell("", "", given.total)
    for name, cells in given.splits().items():
        yield from (("total", one) for one in _parts(name, cells))
    if given.families is not None:
        yield "families", _Cell("", "", given.families)
