"""Where the money went: every column divides the same sum, and what nobody divided stays visible with its share.

Sources state each way of dividing a fund for itself: how much of the grant went to seed, and how much of it went to a
village, but not how much of the seed went there. So a strand leads from a fund to one part of one column, as it was
stated, and never from one column to the next: nothing is crossed that was not reported crossed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from generator.i18n import Message, msg
from generator.model.figure import Cell, Figure, difference, known, share, total
from generator.model.finance import Finance, Flow, Fund
from generator.model.text import Text
from generator.views.labels import FUNDS, SPLITS, Label, Names
from generator.views.money import flow_total

SOURCE, FUND = "source", "fund"
COLUMNS = ("by_asnaf", "by_category", "by_component", "by_activity", "by_place")
NAMED, LEFT, GAP, EXCESS = "named", "left", "gap", "excess"
UNNAMED, OTHERS = "unnamed", "others"

GAP_WORDS = msg("not itemised")
EXCESS_WORDS = msg("parts beyond the total")
LEFT_WORDS = msg("not spent yet")
FOLLOWED = msg("followed in total")
OTHER_FUNDS = msg("funds that are not zakat")
TITLES: Mapping[str, Message] = {SOURCE: msg("by source of the money"), FUND: msg("by fund"), **SPLITS}


@dataclass(frozen=True, slots=True)
class Strand:
    """What a source states of one fund and one part of a column."""

    fund: str
    node: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a column; `share` tells how much of the whole nobody divided."""

    id: str
    label: Label
    figure: Figure
    kind: str = NAMED
    share: Figure | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One way of dividing the whole: its parts add up to it exactly."""

    name: str
    title: Message
    nodes: tuple[Node, ...]
    strands: tuple[Strand, ...]
    silent: tuple[Label, ...] = ()
    """Parts that a source names without an amount."""

    @property
    def gap(self) -> Node | None:
        """Return the part that nobody divided."""
        return next((one for one in self.nodes if one.kind == GAP), None)


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """The money of one report, or of all reports of a program, on its way from source to use."""

    total: Figure
    spent: Figure | None
    columns: tuple[Column, ...]
    open: tuple[Message, ...]
    """Ways in which nothing was divided at all."""

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Period:
    """The money of one period, with the words for its ids, and the begin of the addresses of its report."""

    finance: Finance
    names: Names
    label: Label
    scope: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A stated share of one stream in one column."""

    key: str
    label: Label
    figure: Figure
    kind: str = NAMED


@dataclass(frozen=True, slots=True)
class _Stem:
    """The money of one fund over the periods, before anybody asks how it was divided."""

    kind: str
    title: Message
    base: Figure
    """What the columns divide: all there was, or what was spent where more is not known."""
    spent: Figure | None
    has_come: bool
    """Whether the base is all there was."""
    funds: tuple[tuple[Period, Fund], ...]
    flows: tuple[tuple[Period, Flow], ...]


@dataclass(frozen=True, slots=True)
class _Stream:
    """The money of one fund over the periods: what there was, what was spent, and how each was divided."""

    kind: str
    title: Message
    base: Figure
    """As in `_Stem`."""
    spent: Figure | None
    left: Figure | None
    inflows: tuple[_Part, ...]
    splits: Mapping[str, tuple[_Part, ...]]
    silent: Mapping[str, Mapping[str, Label]]


@dataclass(frozen=True)
class Flowing:
    """The money of one or of several consecutive periods, followed when somebody asks where it went."""

    periods: tuple[Period, ...]
    scope: str
    activities: bool = True

    @cached_property
    def flow(self) -> MoneyFlow | None:
        """Return where the money went, or `None` where no amount is known."""
        return view_flow(self.periods, self.scope, activities=self.activities)

    @cached_property
    def total(self) -> Figure | None:
        """Return how much there was to follow, which takes a small part of the time."""
        here = f"{self.scope}/computed.flow"
        whole = _sum([(stem.title, stem.base) for stem in _stems(self.periods, here)], f"{here}.total", FOLLOWED)
        return whole if whole is not None and whole.value else None


def view_flow(periods: Sequence[Period], scope: str, *, activities: bool = True) -> MoneyFlow | None:
    """Follow the money of one or of several consecutive periods; `None` where no amount is known."""
    here = f"{scope}/computed.flow"
    streams = tuple(_divided(one, here) for one in _stems(periods, here))
    whole = _sum([(one.title, one.base) for one in streams], f"{here}.total", FOLLOWED)
    if whole is None or whole.value == 0:
        return None
    names = [name for name in COLUMNS if activities or name != "by_activity"]
    divided = [name for name in names if any(one.splits.get(name) for one in streams)]
    columns = [_column(FUND, streams, whole, here), *(_column(name, streams, whole, here) for name in divided)]
    if any(one.inflows for one in streams):
        columns.insert(0, _column(SOURCE, streams, whole, here))
    open_ones = [name for name in names if name not in divided and name != "by_asnaf"]
    return MoneyFlow(
        total=whole,
        spent=_sum([(one.title, one.spent) for one in streams], f"{here}.spent", msg("spent")),
        columns=tuple(columns),
        open=tuple(TITLES[name] for name in open_ones),
    )


# --- the money of a fund -----------------------------------------------------------------------------------------


def _stems(periods: Sequence[Period], here: str) -> Iterator[_Stem]:
    kinds = dict.fromkeys(kind for one in periods for kind in one.finance.funds)
    for kind in kinds:
        funds = tuple((one, one.finance.funds[kind]) for one in periods if kind in one.finance.funds)
        stem = _fund(kind, funds, here)
        if stem is not None:
            yield stem
    unnamed = tuple((one, one.finance.spent) for one in periods if one.finance.spent is not None)
    spent = _spent(unnamed, f"{here}.spent.{UNNAMED}", "spent.unnamed", msg("fund not named"))
    if spent is not None:
        yield _Stem(UNNAMED, msg("fund not named"), spent, spent, False, (), unnamed)  # noqa: FBT003 - in their order


def _fund(kind: str, funds: tuple[tuple[Period, Fund], ...], here: str) -> _Stem | None:
    flows = tuple((period, fund.spent) for period, fund in funds if fund.spent is not None)
    spent = _spent(flows, f"{here}.spent.{kind}", f"funds.{kind}.spent", msg("distributed in total"))
    came = _available(funds, kind, f"{here}.available.{kind}")
    has_come = came is not None
    base = came if came is not None and (spent is None or spent.value <= came.value) else spent
    return _Stem(kind, FUNDS[kind], base, spent, has_come, funds, flows) if base else None


def _divided(stem: _Stem, here: str) -> _Stream:
    """Return the money of a fund with all ways in which it was divided."""
    base, spent = stem.base, stem.spent
    inflows = _inflows(stem.funds, here, stem.kind) if stem.has_come else ()
    left = (
        difference(base, spent, f"{here}.left.{stem.kind}", LEFT_WORDS) if spent and spent.value < base.value else None
    )
    splits = _splits(stem.flows, stem.kind, here)
    return _Stream(stem.kind, stem.title, base, spent, left, inflows, splits, _silent(stem.flows))


def _spent(flows: Sequence[tuple[Period, Flow]], address: str, name: str, label: Message) -> Figure | None:
    """Return what was spent in all periods; where a total is only added up, it is the figure of the report itself."""
    parts = [
        (period.label, flow_total(flow, period.names, f"{period.scope}/computed.finance.{name}", label))
        for period, flow in flows
    ]
    return _sum(parts, address, msg("spent"))


def _available(funds: Sequence[tuple[Period, Fund]], kind: str, address: str) -> Figure | None:
    """Return what a fund held at first with all that it received; `None` where one of them is not known for sure."""
    opening, incomes = funds[0][1].opening, [_income(period, fund, kind) for period, fund in funds]
    carried = all(_carries(before, after) for (_, before), (_, after) in pairwise(funds))
    if not isinstance(opening, Figure) or not carried or not all(incomes):
        return None
    received = zip((period.label for period, _ in funds), incomes, strict=True)
    return total([(msg("opening balance"), opening), *received], address, FUNDS[kind])


def _carries(before: Fund, after: Fund) -> bool:
    """Tell whether a fund opens a period with exactly what it held at the end of the one before."""
    closing, opening = before.closing, after.opening
    return isinstance(closing, Figure) and isinstance(opening, Figure) and closing.value == opening.value


def _income(period: Period, fund: Fund, kind: str) -> Figure | None:
    if isinstance(fund.received_total, Figure):
        return fund.received_total
    amounts = [(one.label, one.amount) for one in fund.received]
    if not amounts or len(known(cell for _, cell in amounts)) < len(amounts):
        return None
    return total(amounts, f"{period.scope}/computed.finance.funds.{kind}.received", msg("received in total"))


def _inflows(funds: Sequence[tuple[Period, Fund]], here: str, kind: str) -> tuple[_Part, ...]:
    """Return where the money of a fund came from; entries of one organisation are one source."""
    found: dict[str, list[tuple[Label, Figure]]] = {}
    opening = funds[0][1].opening
    if isinstance(opening, Figure) and opening.value:
        found["opening"] = [(msg("opening balance: {fund}", fund=FUNDS[kind]), opening)]
    for _, fund in funds:
        for one in fund.received:
            if isinstance(one.amount, Figure):
                found.setdefault(one.organization or one.id, []).append((one.label, one.amount))
    return tuple(_parts(found, f"{here}.{SOURCE}.{kind}"))


def _splits(flows: Sequence[tuple[Period, Flow]], kind: str, here: str) -> dict[str, tuple[_Part, ...]]:
    splits = {}
    for name in COLUMNS:
        found: dict[str, list[tuple[Label, Figure]]] = {}
        for period, flow in flows:
            for key, cell in getattr(flow, name).items():
                if isinstance(cell, Figure):
                    found.setdefault(key, []).append((period.names.of(name, key), cell))
        splits[name] = tuple(_parts(found, f"{here}.{name}.{kind}"))
    return splits


def _silent(flows: Sequence[tuple[Period, Flow]]) -> dict[str, dict[str, Label]]:
    """Return the parts whose amount nobody reported."""
    return {
        name: {
            key: period.names.of(name, key)
            for period, flow in flows
            for key, cell in getattr(flow, name).items()
            if not isinstance(cell, Figure)
        }
        for name in COLUMNS
    }


def _parts(found: Mapping[str, Sequence[tuple[Label, Figure]]], address: str) -> Iterator[_Part]:
    for key, cells in found.items():
        figure = _sum(cells, f"{address}.{key}", cells[0][0])
        if figure is not None:
            yield _Part(key, cells[-1][0], figure)


# --- the columns -------------------------------------------------------------------------------------------------


def _column(name: str, streams: Sequence[_Stream], whole: Figure, here: str) -> Column:
    parts = [(stream, part) for stream in streams for part in _divide(name, stream, here)]
    keys = dict.fromkeys((part.kind, part.key) for _, part in parts)
    ordered = sorted(keys, key=lambda one: (NAMED, LEFT, EXCESS, GAP).index(one[0]))
    nodes = (
        _node([pair for pair in parts if (pair[1].kind, pair[1].key) == key], _node_address(*key, here, name), whole)
        for key in ordered
    )
    strands = tuple(Strand(stream.kind, part.key, part.figure) for stream, part in parts)
    silent = {key: label for stream in streams for key, label in stream.silent.get(name, {}).items()}
    return Column(name, TITLES[name], tuple(nodes), strands, tuple(silent.values()))


def _node_address(kind: str, key: str, here: str, name: str) -> str:
    """Return the address of a node; what is left is the same in every column."""
    return {NAMED: f"{here}.{name}.{key}", LEFT: f"{here}.{LEFT}.total"}.get(kind, f"{here}.{kind}.{name}.total")


def _divide(name: str, stream: _Stream, here: str) -> tuple[_Part, ...]:
    """Return the parts of one stream in one column, with what is left and what nobody divided."""
    if name == FUND:
        return (_Part(stream.kind, stream.title, stream.base),)
    if name == SOURCE:
        # A source may have the id of one in another fund, which is another entry.
        parts = [_Part(f"{stream.kind}.{one.key}", one.label, one.figure) for one in stream.inflows]
    elif name == "by_asnaf" and stream.kind != "zakat":
        parts = [_Part(OTHERS, OTHER_FUNDS, stream.spent)] if stream.spent else []
    else:
        parts = list(stream.splits[name])
    if name != SOURCE and stream.left is not None:
        parts.append(_Part(LEFT, LEFT_WORDS, stream.left, LEFT))
    return (*parts, *_remainder(parts, stream, here, name))


def _remainder(parts: Sequence[_Part], stream: _Stream, here: str, name: str) -> tuple[_Part, ...]:
    """Return what the parts leave open of the stream, or what they have too much."""
    divided = _sum([(one.label, one.figure) for one in parts], f"{here}.divided.{name}.{stream.kind}", stream.title)
    if divided is None:
        return (_Part(GAP, GAP_WORDS, stream.base, GAP),)
    if divided.value == stream.base.value:
        return ()
    if divided.value > stream.base.value:
        more = difference(stream.base, divided, f"{here}.{EXCESS}.{name}.{stream.kind}", EXCESS_WORDS)
        return (_Part(EXCESS, EXCESS_WORDS, more, EXCESS),)
    rest = difference(stream.base, divided, f"{here}.{GAP}.{name}.{stream.kind}", GAP_WORDS)
    return (_Part(GAP, GAP_WORDS, rest, GAP),)


def _node(parts: Sequence[tuple[_Stream, _Part]], address: str, whole: Figure) -> Node:
    first = parts[0][1]
    figure = _sum([(stream.title, part.figure) for stream, part in parts], address, first.label)
    assert figure is not None  # noqa: S101 - there is at least one part
    words = first.label if isinstance(first.label, Message) else None
    told = share(figure, whole, f"{address.removesuffix('.total')}.share", words) if first.kind != NAMED else None
    return Node(first.key, first.label, figure, first.kind, told)


def _sum(parts: Iterable[tuple[object, Cell]], address: str, label: Label) -> Figure | None:
    """Add cells; one alone is itself, so that its own address stands on the page."""
    cells = list(parts)
    if len(cells) == 1 and isinstance(cells[0][1], Figure):
        return cells[0][1]
    return total(cells, address, label if isinstance(label, Text | Message) else None)
