"""What was spent from period to period."""

from generator.charts import chart
from generator.charts.drawing.calendar import period_label
from generator.charts.drawing.columns import Column, Panel, panels
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Picture, Said, absence, cite, leaders, number, of_rows, size, take
from generator.i18n import Translator
from generator.model.figure import Figure, known
from generator.views.program import ProgramView

_LATEST = 12
"""Periods that are drawn, the last ones; the table holds all."""


@chart("spending-over-periods", section="money", of="program")
def picture_spending_over_periods(view: ProgramView, to: Translator) -> Picture | None:
    """Show what each period spent as a column; a period that does not report it keeps its place."""
    rows = [Said(period_label(one.report, to), one.money.spent.total) for one in view.reports]
    if len(known(row.cell for row in rows)) < 2:
        return None
    columns = tuple(
        Column(row.label, size(row.cell), number(row.cell, to), isinstance(row.cell, Figure) and row.cell.estimate)
        for row in rows[-_LATEST:]
    )
    narrow, wide = twice(lambda width: panels([Panel(columns)], width, 140))
    title = _title(rows, to)
    sources = {key: one for report in view.reports for key, one in report.sources.items()}
    return Picture(
        title=title,
        subtitle=to("Money spent in each period, in rupiah"),
        takeaway=take(title, rows, to),
        source=cite((row.cell for row in rows), sources),
        table=of_rows(to("Period"), to("Spent"), rows),
        narrow=narrow,
        wide=wide,
    )


def _title(rows: list[Said], to: Translator) -> str:
    when, top = leaders(rows)
    silent = [row.label for row in rows if row.cell is None]
    if top is None:
        return to("No period spent any money")
    words = to("Most was spent in {period}: {amount}", period=to.list(when), amount=top.abridged(to))
    return f"{words}; {to.list(silent)} {absence(None, to)}" if 0 < len(silent) <= 2 else words
