"""What was spent beside what was planned."""

from collections.abc import Sequence

from generator.charts import chart
from generator.charts.drawing.bars import Row, bars, cut
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import (
    Picture,
    begin,
    cite,
    join,
    more,
    number,
    say,
    size,
    spoken,
    tabulate,
)
from generator.i18n import Translator
from generator.model.figure import Figure
from generator.views.money import BudgetLine, Money
from generator.views.report import ReportView


@chart("budget-against-actual", section="money", of="report")
def picture_budget(view: ReportView, to: Translator) -> Picture | None:
    """Show each budget line as a bar of what was spent, with a tick where the budget ends; over is marked."""
    lines = view.money.lines
    if sum(line.used is not None for line in lines) < 2:
        return None
    title = _title(view.money, to)
    shown, left = cut([_row(line, to) for line in lines])
    narrow, wide = twice(lambda width: bars(shown, width, more(left, to)))
    what = to("Spent (bar) against budget (line), in rupiah; percent of the budget")
    cells = [cell for line in lines for cell in (line.actual, line.budget)]
    return Picture(
        title=title,
        subtitle=join(what, say(view.span, to) if view.span else ""),
        takeaway=f"{title}. {'; '.join(_spoken(line, to) for line in lines)}.",
        source=cite(cells, view.sources),
        table=tabulate(
            (to("Budget line"), to("Budget"), to("Spent"), to("Share of the budget")),
            ((_name(line, to), line.budget, line.actual, line.used) for line in (*lines, *_sum(view.money))),
        ),
        narrow=narrow,
        wide=wide,
    )


def _sum(money: Money) -> tuple[BudgetLine, ...]:
    return (money.lines_total,) if money.lines_total else ()


def _name(line: BudgetLine, to: Translator) -> str:
    return begin(say(line.label, to))


def _row(line: BudgetLine, to: Translator) -> Row:
    if line.used is None:
        known = line.actual if line.actual is not None else None
        return Row(_name(line, to), size(line.actual), number(known, to), note=_note(line, to), tick=size(line.budget))
    return Row(
        _name(line, to),
        size(line.actual),
        line.used.number(to),
        colour="c2" if line.over else "c1",
        note=_note(line, to),
        tick=size(line.budget),
        estimate=isinstance(line.actual, Figure) and line.actual.estimate,
        alarm=line.over,
    )


def _note(line: BudgetLine, to: Translator) -> str:
    if line.budget is None:
        return to("budget not reported")
    if line.actual is None:
        return to("budget {budget}", budget=number(line.budget, to))
    return to("{actual} of {budget}", actual=number(line.actual, to), budget=number(line.budget, to))


def _spoken(line: BudgetLine, to: Translator) -> str:
    words = to("{actual} of {budget}", actual=spoken(line.actual, to), budget=spoken(line.budget, to))
    share = f" ({line.used.number(to)})" if line.used else ""
    return f"{_name(line, to)}: {words}{share}"


def _title(money: Money, to: Translator) -> str:
    used = money.lines_total.used if money.lines_total else None
    over = [line for line in money.lines if line.over]
    if over and used:
        return to("{over}; {used} of the whole budget was spent", over=_over(over, money.lines, to), used=used)
    if over:
        return _over(over, money.lines, to)
    low = min((line for line in money.lines if line.used), key=lambda line: line.used.value)  # type: ignore[union-attr]
    if used:
        return to(
            "{used} of the budget was spent; {name} is lowest at {share}",
            used=used,
            name=_name(low, to),
            share=low.used,
        )
    return to("No line is over budget; {name} is lowest at {share}", name=_name(low, to), share=low.used)


def _over(over: Sequence[BudgetLine], lines: Sequence[BudgetLine], to: Translator) -> str:
    if len(over) > 2:
        return to("{count} of {all} lines are over budget", count=len(over), all=len(lines))
    return to("{names} went over budget", names=to.list([_name(line, to) for line in over]))
