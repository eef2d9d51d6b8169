"""What the money was spent on."""

from collections.abc import Sequence
from decimal import Decimal

from generator.charts import chart
from generator.charts.drawing.bars import Row, bars, cut
from generator.charts.drawing.marks import twice
from generator.charts.drawing.parts import Gap, bar_rows, find_gap, gap_words, rows_of
from generator.charts.drawing.picture import Picture, Said, cite, join, leaders, more, say, size, tabulate, take
from generator.i18n import Translator
from generator.model.figure import Figure, known
from generator.views.money import Outflow
from generator.views.people import Split
from generator.views.report import ReportView


@chart("spending-by-category", section="money", of="report")
def picture_spending(view: ReportView, to: Translator) -> Picture | None:
    """Show what was spent by category of cost, or by component where no category is reported."""
    split = _split(view.money.spent)
    if split is None:
        return None
    rows = tuple(sorted(rows_of(split.parts, to), key=_order))
    gap = find_gap(view.money.spent.total, split, view.mismatches, view.scope)
    title = _title(rows, view.money.spent.total, to)
    shown, left = cut(bar_rows(rows, to))
    drawn = (*shown, *_rest(gap, to))
    narrow, wide = twice(lambda width: bars(drawn, width, more(left, to)))
    table = tabulate(
        (to("Spent on"), to("Spent")),
        ((row.label, row.cell) for row in rows),
    )
    return Picture(
        title=title,
        subtitle=join(_subtitle(split, to), say(view.span, to) if view.span else ""),
        takeaway=take(title, rows, to),
        source=cite((row.cell for row in rows), view.sources),
        table=table,
        narrow=narrow,
        wide=wide,
    )


def _split(spent: Outflow) -> Split | None:
    """Return the first way of splitting that says something: two parts that are known, one above zero."""
    for name in ("by_category", "by_component"):
        split = spent.split(name)
        figures = known(part.cell for part in split.parts) if split else ()
        if len(figures) >= 2 and any(one.value for one in figures):
            return split
    return None


def _order(row: Said) -> Decimal:
    """Put the largest first, and what is not known last."""
    return -row.cell.value if isinstance(row.cell, Figure) else Decimal("Infinity")


def _subtitle(split: Split, to: Translator) -> str:
    if split.name == "by_category":
        return to("Money spent by category of cost, in rupiah")
    return to("Money spent by component, in rupiah")


def _title(rows: Sequence[Said], whole: Figure | None, to: Translator) -> str:
    what, top = leaders(rows)
    if top is None:
        return to("No money was spent")
    if len(what) > 1:
        return to("{names} cost the same: {amount} each", names=to.list(what), amount=top.abridged(to))
    if whole is not None and whole.value > top.value:
        return to(
            "{name} cost most: {amount} of {total}", name=what[0], amount=top.abridged(to), total=whole.abridged(to)
        )
    return to("{name} cost most: {amount}", name=what[0], amount=top.abridged(to))


def _rest(gap: Gap | None, to: Translator) -> tuple[Row, ...]:
    """Return the row of what no part accounts for: a discrepancy, or spending that nobody itemised."""
    if gap is None:
        return ()
    if not gap.short:
        return (Row(to("Parts and total"), None, gap_words(gap, to)),)
    if gap.disclosed:
        return (Row(to("Difference to the stated total"), size(gap.size), gap.size.abridged(to), "c2", alarm=True),)
    return (Row(to("Not itemised"), size(gap.size), gap.size.abridged(to), "c0", scale=gap.size.unit.id),)
