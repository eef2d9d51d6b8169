"""Who the people are that a program reached."""

from collections.abc import Sequence
from dataclasses import replace

from generator.charts import chart
from generator.charts.drawing.bars import Row, bars, cut
from generator.charts.drawing.marks import twice
from generator.charts.drawing.parts import bar_rows, rows_of
from generator.charts.drawing.picture import (
    Picture,
    Said,
    begin,
    cite,
    join,
    leaders,
    more,
    say,
    spoken,
    tabulate,
)
from generator.i18n import Translator
from generator.model.figure import Cell, known
from generator.views.people import Split
from generator.views.report import ReportView

SPLITS = ("by_sex", "by_age", "by_disability", "by_group")


@chart("beneficiaries-by-group", section="people", of="report")
def picture_groups(view: ReportView, to: Translator) -> Picture | None:
    """Show beneficiaries by sex, age, disability and group, each way of splitting as bars of its own."""
    people = view.people
    splits = [one for one in people.splits if one.name in SPLITS and _says(one)] if people else []
    if people is None or not splits:
        return None
    rows = [(one, row) for one in splits for row in rows_of(one.parts, to)]
    shown, left = cut([bar for one in splits for bar in _bars(one, to)])
    narrow, wide = twice(lambda width: bars(shown, width, more(left, to)))
    title = _title(splits, people.total, to)
    said = "; ".join(f"{row.label}: {spoken(row.cell, to)}" for _, row in rows)
    return Picture(
        title=title,
        subtitle=join(_subtitle(splits, to), say(view.span, to) if view.span else ""),
        takeaway=f"{title}. {said}.",
        source=cite((row.cell for _, row in rows), view.sources),
        table=tabulate(
            (to("Split"), to("Group"), to("Beneficiaries")),
            ((_heading(one, to), row.label, row.cell) for one, row in rows),
        ),
        narrow=narrow,
        wide=wide,
    )


def _says(split: Split) -> bool:
    return len(known(part.cell for part in split.parts)) > 1


def _heading(split: Split, to: Translator) -> str:
    return begin(to.render(split.title))


def _bars(split: Split, to: Translator) -> tuple[Row, ...]:
    first, *others = bar_rows(rows_of(split.parts, to), to)
    return replace(first, heading=_heading(split, to)), *others


def _subtitle(splits: Sequence[Split], to: Translator) -> str:
    units = dict.fromkeys(part.cell.unit for one in splits for part in one.parts if part.cell)
    words = to.list([to.show(unit) for unit in units])
    return to("Beneficiaries in {units}; each way of splitting counts the same people again", units=words)


def _title(splits: Sequence[Split], whole: Cell, to: Translator) -> str:
    rows = [Said(say(part.label, to), part.cell) for part in splits[0].parts]
    names, top = leaders(rows)
    if top is None:
        return to("No group was reached")
    if len(names) > 1:
        return to("{names} are equally many: {figure} each", names=begin(to.list(names)), figure=top)
    if whole is None:
        return to("Largest group: {name}, {figure}", name=names[0], figure=top)
    return to(
        "Largest group: {name}, {figure} of {total}", name=names[0], figure=top.number(to), total=spoken(whole, to)
    )
