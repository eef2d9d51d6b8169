"""How indicators moved from period to period."""

from collections.abc import Sequence

from generator.charts import chart
from generator.charts.drawing.calendar import period_label
from generator.charts.drawing.columns import Column, Panel, panels
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Picture, begin, cite, join, number, say, size, spoken, tabulate
from generator.i18n import Translator
from generator.model.figure import Figure, known
from generator.views.program import ProgramView
from generator.views.results import IndicatorView

MOST_PANELS = 6
"""Indicators that are drawn; the table below holds all of them."""
_LATEST = 8
"""Periods that are drawn, the last ones."""


@chart("indicator-over-periods", section="results", of="program")
def picture_periods(view: ProgramView, to: Translator) -> Picture | None:
    """Show indicators over the periods: columns for what each period adds, a line for what stands at its end."""
    given = [one for one in view.indicators if len(known(point.cell for point in one.points)) > 1]
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


def _sources(view: ProgramView) -> dict[str, object]:
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
    """Say how the first indicator went; where there are several, how many moved as they should."""
    good = [one for one in given if _improved(one)]
    if len(given) == 1:
        first, last = _ends(given[0])
        return to("{name}: from {first} to {last}", name=_name(given[0], to), first=first.number(to), last=last.number(to))
    if len(good) == len(given):
        return to("All {all} indicators moved the right way", all=len(given))
    return to("{good} of {all} indicators moved the right way", good=len(good), all=len(given))


def _ends(one: IndicatorView) -> tuple[Figure, Figure]:
    figures = known(point.cell for point in one.points)
    return figures[0], figures[-1]


def _improved(one: IndicatorView) -> bool:
    first, last = _ends(one)
    return last.value < first.value if one.indicator.direction == "down" else last.value > first.value
