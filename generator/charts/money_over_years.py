"""What all programs received and spent from year to year."""

from collections.abc import Callable

from generator.charts import chart
from generator.charts.drawing.columns import Column, Panel, panels
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Picture, Said, begin, cite, leaders, number, size, tabulate, take
from generator.i18n import Translator
from generator.model.figure import Cell, Figure, known
from generator.views.overview import YearLine
from generator.views.portfolio import PortfolioView

_LATEST = 8
"""Years that are drawn, the last ones; the table holds all."""


@chart("money-over-years", section="years", of="site")
def picture_years(view: PortfolioView, to: Translator) -> Picture | None:
    """Show what came in and what went out in each year, side by side; a year that says nothing keeps its place."""
    years = view.overview.money.years
    rows = [Said(one.year, one.spent) for one in years]
    if len(known(row.cell for row in rows)) < 2:
        return None
    shown = years[-_LATEST:]
    given = (
        _panel(begin(to("received")), "c3", shown, lambda one: one.received, to),
        _panel(begin(to("spent")), "c1", shown, lambda one: one.spent, to),
    )
    narrow, wide = twice(lambda width: panels(given, width, 120))
    when, top = leaders(rows)
    title = (
        to("Most was spent in {period}: {amount}", period=to.list(when), amount=top.abridged(to))
        if top
        else to("No period spent any money")
    )
    sources = {
        key: one for program in view.programs for report in program.reports for key, one in report.sources.items()
    }
    return Picture(
        title=title,
        subtitle=to("Money received and spent by all programs, in rupiah, each with a scale of its own"),
        takeaway=take(title, rows, to),
        source=cite((row.cell for row in rows), sources),
        table=tabulate(
            (to("Year"), to("Received"), to("Spent")), ((one.year, one.received, one.spent) for one in years)
        ),
        narrow=narrow,
        wide=wide,
    )


def _panel(
    name: str, colour: str, years: tuple[YearLine, ...], pick: Callable[[YearLine], Cell], to: Translator
) -> Panel:
    columns = tuple(_column(one.year, pick(one), to) for one in years)
    return Panel(columns, name, colour=colour)


def _column(year: str, cell: Cell, to: Translator) -> Column:
    return Column(year, size(cell), number(cell, to), isinstance(cell, Figure) and cell.estimate)
