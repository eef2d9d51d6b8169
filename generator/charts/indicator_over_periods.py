"""How indicators moved from period to period."""

from collections.abc import Sequence

from generator.charts import chart
from generator.charts.drawing.calendar import period_label
from generator.charts.drawing.columns import Column, Panel, panels
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Picture, begin, cite, join, number, say, size, spoken, tabulate
from generator.i18n import Translator
from generator.model.figure import Figure, known
from generator.model.source import SourceDocument
from generator.views.program import ProgramView
from generator.views.results import IndicatorView

MOST_PANELS = 6
"""Indicators that are drawn; the table below holds all of them."""
_LONGEST = 110
"""Letters that a title of two indicators may have."""
_LATEST = 8
"""Periods that are drawn, the last ones."""


@chart("indicator-over-periods", section="results", of="program")
def picture_periods(view: ProgramView, to: Translator) -> Picture | None:
    """Show indicators over the periods: columns for what each period adds, a line for what stands at its end."""
    alike = (one for one in view.indicators if not one.mixed)
    given = [one for one in alike if len(known(point.cell for point in one.points)) > 1]
    if not given:
        return None
    names = [period_label(report.report, to) for report in view.reports]
    narrow, wide = twice(lambda width: panels([_panel(one, names, to) for one in given[:MOST_PANELS]], width, 80))
    title = _title(given, to)
    rows = [(_name(one, to), *(point.cell for point in one.points)) for one in given]
    return Picture(
        title=title,
        subtitle=to("Columns: what each period added. Line: what stood at its end. Each indicator on its own scale"),
        takeaway=f"{title}. {'; '.join(_spoken(one, names, to) for one in given)}.",
        source=cite((point.cell for one in given for point in one.points), _sources(view)),
        table=tabulate((to("Indicator"), *names), rows),
        narrow=narrow,
        wide=wide,
    )


def _sources(view: ProgramView) -> dict[str, SourceDocument]:
    return {key: one for report in view.reports for key, one in report.sources.items()} | view.sources


def _name(one: IndicatorView, to: Translator) -> str:
    return begin(say(one.indicator.name, to))


def _panel(one: IndicatorView, names: Sequence[str], to: Translator) -> Panel:
    columns = [
        Column(name, size(point.cell), number(point.cell, to), isinstance(point.cell, Figure) and point.cell.estimate)
        for name, point in zip(names, one.points, strict=True)
    ]
    unit = next((to.show(cell.unit) for cell in known(point.cell for point in one.points) if cell.word(to)), "")
    target = to("target {figure}", figure=spoken(one.target.value, to)) if one.target else ""
    added = one.indicator.aggregation == "sum"
    whole = to("together {figure}", figure=number(one.reached, to)) if added and one.reached else ""
    return Panel(tuple(columns[-_LATEST:]), _name(one, to), join(unit, whole, target), line=not added)


def _spoken(one: IndicatorView, names: Sequence[str], to: Translator) -> str:
    said = (f"{name} {spoken(point.cell, to)}" for name, point in zip(names, one.points, strict=True))
    return f"{_name(one, to)}: {', '.join(said)}"


def _title(given: Sequence[IndicatorView], to: Translator) -> str:
    """Say how one or two indicators went, those that state a level before those that add up."""
    levels = sorted(given, key=lambda one: one.indicator.aggregation == "sum")
    said = [_went(one, to) for one in levels[:2]]
    return "; ".join(said) if sum(map(len, said)) <= _LONGEST else said[0]


def _went(one: IndicatorView, to: Translator) -> str:
    figures = known(point.cell for point in one.points)
    if one.indicator.aggregation == "sum" and isinstance(one.reached, Figure):
        return to("{name}: {figure} in all", name=_name(one, to), figure=one.reached)
    first, last = figures[0], figures[-1]
    return to("{name}: from {first} to {last}", name=_name(one, to), first=first.number(to), last=last)
