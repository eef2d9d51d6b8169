"""Where the money went, from source over fund to use, as far as anybody says."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.charts import chart
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import FUND_COLOURS, Picture, begin, cite, join, say, tabulate
from generator.charts.drawing.ribbons import Ribbon, Step, Stop, ribbons
from generator.i18n import Translator
from generator.views.program import ProgramView
from generator.views.report import ReportView
from generator.views.trace import EXCESS, FUND, GAP, LEFT, NAMED, SOURCE, Column, MoneyFlow, Node

MOST = 7
"""Nodes of a column; smaller ones are drawn as one, and the table names them."""
ENDS = ("by_place", "by_component", "by_category", "by_activity")
"""Where the money can end, the last step that anybody can follow first."""
_REST = "rest"


@chart("money-flow", section="flow", of=("report", "program"))
def picture_flow(view: ReportView | ProgramView, to: Translator) -> Picture | None:
    """Show the money flowing from its sources into funds, and from each fund to where it was used."""
    flow = view.flow
    used = _last(flow) if flow else None
    funds = flow.column(FUND) if flow else None
    if flow is None or funds is None or used is None or len(used.nodes) + len(funds.nodes) < 3:
        return None
    columns = [one for one in (flow.column(SOURCE), funds, used) if one is not None]
    steps = _steps(columns, to)
    narrow, wide = twice(lambda width: ribbons(steps, width))
    title = _title(used, to)
    span = view.span if isinstance(view, ReportView) else None
    rows = tuple(row for one in columns if one.name != FUND for row in _rows(one, funds, to))
    return Picture(
        title=title,
        subtitle=join(to("Money from source to use, {way}, in rupiah", way=used.title), say(span, to) if span else ""),
        takeaway=_take(title, columns, to),
        source=cite((strand.figure for strand in used.strands), view.sources),
        table=tabulate((to("From"), to("To"), to("Rupiah")), rows),
        narrow=narrow,
        wide=wide,
    )


def _last(flow: MoneyFlow) -> Column | None:
    """Return the last step that can be followed; one with parts beyond the total cannot be drawn to scale."""
    found = (flow.column(name) for name in ENDS)
    return next((one for one in found if one and not any(node.kind == EXCESS for node in one.nodes)), None)


def _steps(columns: Sequence[Column], to: Translator) -> tuple[Step, ...]:
    """Return the columns as drawn: sources and uses beside the funds they belong to."""
    middle = next(one for one in columns if one.name == FUND)
    order = {node.id: place for place, node in enumerate(middle.nodes)}
    steps: list[Step] = []
    for number, one in enumerate(columns):
        names = _drawn(one, order)
        stops = _stops(one, names, to)
        ties = _ties(columns[number - 1], one, names, {}) if one.name != FUND else ()
        if one.name == FUND and number:
            ties = _ties(columns[number - 1], one, {}, _drawn(columns[number - 1], order))
        steps.append(Step(stops, tuple(ties)))
    return tuple(steps)


def _drawn(column: Column, order: dict[str, int]) -> dict[str, str]:
    """Return under which name each node is drawn, in the order that crosses least."""
    if column.name == FUND:
        return {node.id: node.id for node in column.nodes}
    named = [node for node in column.nodes if node.kind == NAMED and node.figure.value]
    largest = sorted(named, key=lambda node: -node.figure.value)[: MOST if len(named) <= MOST else MOST - 1]
    kept = sorted((node for node in named if node in largest), key=lambda node: (_weight(column, node, order), node.id))
    names = {node.id: node.id for node in kept}
    names |= {node.id: _REST for node in named if node not in largest}
    return names | {node.id: node.id for node in column.nodes if node.kind != NAMED}


def _weight(column: Column, node: Node, order: dict[str, int]) -> Decimal:
    """Return the mean place of the funds that a node belongs to."""
    own = [(order[one.fund], one.figure.value) for one in column.strands if one.node == node.id]
    whole = sum((value for _, value in own), Decimal(0))
    return sum((place * value for place, value in own), Decimal(0)) / whole if whole else Decimal(0)


def _stops(column: Column, names: dict[str, str], to: Translator) -> tuple[Stop, ...]:
    nodes = {node.id: node for node in column.nodes}
    stops: list[Stop] = []
    for drawn in dict.fromkeys(names.values()):
        if drawn == _REST:
            rest = [nodes[one] for one, name in names.items() if name == _REST]
            whole = float(sum(node.figure.value for node in rest))
            stops.append(Stop(_REST, to("{count} more in the table", count=len(rest)), "", whole, "line-strong"))
        else:
            node = nodes[drawn]
            stops.append(
                Stop(drawn, _label(node, to), node.figure.abridged(to), float(node.figure.value), _colour(column, node))
            )
    return tuple(stops)


def _label(node: Node, to: Translator) -> str:
    label = begin(say(node.label, to))
    return f"{label} ({node.share.number(to)})" if node.kind == GAP and node.share else label


def _colour(column: Column, node: Node) -> str:
    if node.kind == LEFT:
        return ""
    if node.kind == GAP:
        return "c0"
    if column.name == FUND:
        return FUND_COLOURS.get(node.id, "c0")
    return "line-strong"


def _ties(before: Column, after: Column, ends: dict[str, str], starts: dict[str, str]) -> Iterator[Ribbon]:
    """Yield what leads from one column to the next; both know their funds, and nothing else of each other."""
    column, names = (before, starts) if after.name == FUND else (after, ends)
    sizes: dict[tuple[str, str], Decimal] = {}
    for one in column.strands:
        if one.node in names:
            key = (names[one.node], one.fund) if after.name == FUND else (one.fund, names[one.node])
            sizes[key] = sizes.get(key, Decimal(0)) + one.figure.value
    for (start, end), size in sizes.items():
        yield Ribbon(start, end, float(size), FUND_COLOURS.get(end if after.name == FUND else start, "c0"))


def _rows(column: Column, funds: Column, to: Translator) -> Iterator[tuple[object, ...]]:
    labels = {node.id: begin(say(node.label, to)) for node in column.nodes}
    titles = {node.id: begin(say(node.label, to)) for node in funds.nodes}
    for one in column.strands:
        pair = (labels[one.node], titles[one.fund])
        yield (*(pair if column.name == SOURCE else pair[::-1]), one.figure)


def _title(used: Column, to: Translator) -> str:
    gap = used.gap
    if gap is not None and gap.share is not None:
        return to("{share} of the money is not itemised {way}", share=gap.share, way=used.title)
    left = next((node for node in used.nodes if node.kind == LEFT), None)
    if left is not None:
        return to(
            "All that was spent is itemised {way}; {left} is not spent yet",
            way=used.title,
            left=left.figure.abridged(to),
        )
    return to("All the money is itemised {way}", way=used.title)


def _take(title: str, columns: Sequence[Column], to: Translator) -> str:
    said = (
        to(
            "{column}: {parts}",
            column=begin(say(one.title, to)),
            parts=", ".join(f"{say(node.label, to)} {node.figure.abridged(to)}" for node in one.nodes),
        )
        for one in columns
    )
    return f"{title}. {'; '.join(said)}."
