"""Where the money came from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.charts import chart
from generator.charts.drawing.bars import Row, bars, cut
from generator.charts.drawing.marks import twice
from generator.charts.drawing.parts import bar_rows
from generator.charts.drawing.picture import (
    FUND_COLOURS,
    Picture,
    Said,
    begin,
    cite,
    join,
    leaders,
    more,
    named,
    say,
    tabulate,
    take,
)
from generator.i18n import Translator
from generator.model.figure import Figure, known
from generator.views.money import Money, Statement
from generator.views.report import ReportView


@chart("received-by-source", section="money", of="report")
def picture_received(view: ReportView, to: Translator) -> Picture | None:
    """Show what came in, fund by fund and source by source, each fund in the colour that it keeps everywhere."""
    statements = [one for one in view.money.statements if one.received or one.received_total]
    rows = [(one, row) for one in statements for row in _sources(one, to)]
    if len(known(row.cell for _, row in rows)) < 2:
        return None
    title = _title(view.money, statements, [row for _, row in rows], to)
    shown, left = cut(tuple(_draw(statements, to)))
    narrow, wide = twice(lambda width: bars(shown, width, more(left, to)))
    said = [row if len(statements) == 1 else replace(row, label=f"{_fund(one, to)}, {row.label}") for one, row in rows]
    return Picture(
        title=title,
        subtitle=join(to("Money received by fund and source, in rupiah"), say(view.span, to) if view.span else ""),
        takeaway=take(title, said, to),
        source=cite((row.cell for _, row in rows), view.sources),
        table=tabulate(
            (to("Fund"), to("Source"), to("Received")),
            ((_fund(one, to), row.label, row.cell) for one, row in rows),
        ),
        narrow=narrow,
        wide=wide,
    )


def _fund(statement: Statement, to: Translator) -> str:
    return begin(say(statement.title, to))


def _sources(statement: Statement, to: Translator) -> tuple[Said, ...]:
    if statement.received:
        return tuple(Said(named(part, to), part.cell) for part in statement.received)
    return (Said(to("All sources together"), statement.received_total),)


def _draw(statements: Sequence[Statement], to: Translator) -> Iterator[Row]:
    """Yield the bars; where no fund names its sources, a fund is one bar."""
    itemized = any(one.received for one in statements)
    for one in statements:
        colour = FUND_COLOURS.get(one.kind, "c0")
        sources = _sources(one, to) if itemized else (Said(_fund(one, to), one.received_total),)
        whole = one.received_total.abridged(to) if one.received_total and len(sources) > 1 else ""
        for place, row in enumerate(bar_rows(sources, to)):
            heading = _fund(one, to) if itemized and not place else ""
            yield replace(row, colour=colour, heading=heading, sum=whole if heading else "")


def _title(money: Money, statements: Sequence[Statement], rows: Sequence[Said], to: Translator) -> str:
    funds = [Said(_fund(one, to), one.received_total) for one in statements]
    who, top = leaders(funds if len(statements) > 1 else rows)
    if top is None:
        return to("No money came in")
    whole = money.received_total
    if len(who) > 1:
        return to("{names} brought the same: {amount} each", names=begin(to.list(who)), amount=top.abridged(to))
    if isinstance(whole, Figure) and whole.value > top.value:
        return to(
            "{name} brought most: {amount} of {total}", name=who[0], amount=top.abridged(to), total=whole.abridged(to)
        )
    return to("{name} brought most: {amount}", name=who[0], amount=top.abridged(to))
