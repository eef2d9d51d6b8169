"""Whom each part of a program reached."""

from generator.charts import chart
from generator.charts.drawing.bars import bars, cut
from generator.charts.drawing.marks import Sketch, twice
from generator.charts.drawing.parts import Gap, bar_rows, can_stack, find_gap, gap_title, rows_of, stack_of
from generator.charts.drawing.picture import (
    Picture,
    Said,
    begin,
    cite,
    join,
    leaders,
    more,
    of_rows,
    say,
    spoken,
    take,
)
from generator.charts.drawing.stack import stacks
from generator.i18n import Translator
from generator.model.figure import Cell, known
from generator.views.people import Split
from generator.views.report import ReportView


@chart("beneficiaries-by-component", section="people", of="report")
def picture_components(view: ReportView, to: Translator) -> Picture | None:
    """Show beneficiaries by component: one divided bar with the gap to the stated total, or a bar for each part."""
    people = view.people
    split = next((one for one in people.splits if one.name == "by_component"), None) if people else None
    if people is None or split is None or len(known(part.cell for part in split.parts)) < 2:
        return None
    rows = rows_of(split.parts, to)
    gap = find_gap(people.total, split, view.mismatches, view.scope)
    title = _title(rows, split, people.total, gap, to)
    narrow, wide = twice(lambda width: _lay(rows, split, people.total, gap, to, width))
    whole = [Said(begin(to("stated total")), people.total)] if people.total else []
    return Picture(
        title=title,
        subtitle=join(_subtitle(rows, to), say(view.span, to) if view.span else ""),
        takeaway=take(title, [*rows, *whole], to),
        source=cite([*(row.cell for row in rows), people.total], view.sources),
        table=of_rows(to("Component"), to("Beneficiaries"), [*rows, *whole]),
        narrow=narrow,
        wide=wide,
    )


def _lay(rows: tuple[Said, ...], split: Split, whole: Cell, gap: Gap | None, to: Translator, width: float) -> Sketch:
    if can_stack(split):
        return stacks([stack_of(to("Stated total"), whole, split, gap, to)], width)
    shown, left = cut(bar_rows(rows, to, units=split.sum is None))
    return bars(shown, width, more(left, to))


def _subtitle(rows: tuple[Said, ...], to: Translator) -> str:
    units = dict.fromkeys(row.cell.unit for row in rows if row.cell)
    words = to.list([to.show(unit) for unit in units])
    return to("Beneficiaries by component, in {units}", units=words)


def _title(rows: tuple[Said, ...], split: Split, whole: Cell, gap: Gap | None, to: Translator) -> str:
    if gap:
        return gap_title(gap, to)
    if split.sum is None:
        return to("Components count in different units and cannot be added")
    names, top = leaders(rows)
    if top is None:
        return to("No component reached anybody")
    if len(names) > 1:
        return to("{names} reached the same: {figure} each", names=to.list(names), figure=top)
    if whole is None:
        return to("{name} reached most: {figure}", name=names[0], figure=top)
    return to("{name} reached most: {figure} of {total}", name=names[0], figure=top.number(to), total=spoken(whole, to))
