"""The ledger: every figure of a report with its address, its words, its source, its checks and its corrections."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, TypeAlias

from generator.findings import Checked, Finding, Mark, Run
from generator.i18n import msg
from generator.model.date import Date
from generator.model.figure import Figure, Formula, Origin, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report
from generator.model.source import SourceDocument
from generator.model.text import Text
from generator.model.transaction import Transaction
from generator.views.corrections import NO_STORY, Stories, Story
from generator.views.labels import Label, Names
from generator.views.trace import Flowing
from generator.views.transactions import UNNAMED

SITE = "site"
"""Scope of the figures that belong to no single program."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of the ledger with everything a reader can ask about it."""

    figure: Figure | Suppressed
    trail: tuple[Label, ...]
    source: SourceDocument | None
    passed: tuple[Run, ...]
    findings: tuple[Finding, ...]
    story: Story = NO_STORY
    """What the figure was before."""
    former: tuple[str, ...] = ()
    """Where it stood before its ids were renamed, so that old links still find it."""
    page: str = ""
    """The figure whose row on a page tells of this one, where it has none: the sum that a transaction belongs to."""

    @property
    def is_computed(self) -> bool:
        """Tell whether it was computed from other figures."""
        return isinstance(self.figure.origin, Formula)


class Ledger:
    """All figures of one scope: `program`, `program/period`, or the site.

    The entries of a file are put together when somebody asks for them: a build that renders nothing of a program anew
    needs few of them. Then the ledger lets go of what they are made from.
    """

    def __init__(self, scope: str, made: "Iterable[Entry] | Basis") -> None:
        """Hold entries, or what they are made from."""
        self.scope = scope
        self._basis = made if isinstance(made, Basis) else None
        self._entries: tuple[Entry, ...] = () if isinstance(made, Basis) else tuple(made)
        self._rows: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return what was written, then what was computed."""
        self.settle()
        return self._entries

    @property
    def rows(self) -> tuple[Entry, ...]:
        """Return the single amounts of a table of transactions: exported and traced, and too many for a page."""
        self.settle()
        return self._rows

    def settle(self) -> None:
        """Put the entries together, if that was not done yet."""
        basis = self._basis
        if basis is not None:
            self._entries, self._rows = tuple(basis.entries()), tuple(basis.rows())
            self._basis = None
            for name in ("_written", "_shown", "_first"):
                vars(self).pop(name, None)

    def sourced(self) -> Iterator[tuple[Figure | Suppressed, SourceDocument | None]]:
        """Yield every written figure with its source."""
        if self._basis is not None:
            return self._basis.sourced()
        return ((one.figure, one.source) for one in self._entries if not one.is_computed)

    def written(self, wanted: Collection[Figure | Suppressed]) -> Iterator[Entry]:
        """Yield the entries of some figures that `sourced` yields, in the order of the ledger."""
        chosen = frozenset(map(id, wanted))
        if self._basis is not None:
            return self._basis.written(chosen)
        return (one for one in self._entries if id(one.figure) in chosen)

    def corrected(self) -> Iterator[Entry]:
        """Yield the entries of the figures that were something else before."""
        found = self._entries if self._basis is None else self._basis.corrected()
        return (one for one in found if one.story.corrections)

    def __contains__(self, address: object) -> bool:
        """Tell whether a figure stands here; what few pages show, and takes longest, is looked at last."""
        if self._basis is None:
            return address in self._all
        return (
            address in self._written
            or address in self._shown
            or address in self._first
            or (".flow." in str(address) and address in self._all)
        )

    def figure(self, address: str) -> Figure | Suppressed | None:
        """Return the figure of an address; written ones are found without the computed ones."""
        found = self._written.get(address) if self._basis is not None else None
        return found or self._all.get(address)

    @cached_property
    def _written(self) -> dict[str, Figure | Suppressed]:
        return {} if self._basis is None else {one.address: one for one, _ in self._basis.sourced()}

    @cached_property
    def _shown(self) -> frozenset[str]:
        return frozenset() if self._basis is None else self._basis.addresses(self._basis.shown)

    @cached_property
    def _first(self) -> frozenset[str]:
        return frozenset() if self._basis is None else self._basis.addresses(self._basis.views)

    @cached_property
    def _all(self) -> dict[str, Figure | Suppressed]:
        return {one.figure.address: one.figure for one in self.entries}

    def find(self, address: str) -> Entry | None:
        """Return the entry of an address."""
        found = next((entry for entry in self.entries if entry.figure.address == address), None)
        scope, _, path = address.rpartition("/")
        if found is None and scope == self.scope:
            found = next((entry for entry in self.entries if path in entry.former), None)
        return found


def ledger_url(address: str) -> str:
    """Return where a figure stands in a ledger, below the root of the language."""
    scope, _, anchor = address.rpartition("/")
    return f"data/#{anchor}" if scope == SITE else f"program/{scope}/data/#{anchor}"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the ledger of a program's own file, or of one report, is made from."""

    portfolio: Portfolio
    checked: Checked
    about: tuple[Program, Report | None]
    names: Names
    """Those of the file."""
    views: tuple[object, ...]
    """What may hold computed figures; a flow of money is in it as what will follow it."""
    shown: tuple[object, ...] = ()
    """Those of them that pages of the whole site show."""

    @property
    def scope(self) -> str:
        """Return the begin of the addresses."""
        program, report = self.about
        return f"{program.id}/{report.id}" if report else program.id

    @property
    def _top(self) -> Program | Report:
        return self.about[1] or self.about[0]

    def entries(self) -> Iterator[Entry]:
        """Yield all entries: what was written, then what was computed."""
        yield from self.written()
        sources = self.portfolio.sources_of(*self.about)
        for figure in self._computed(one.flow if isinstance(one, Flowing) else one for one in self.views):
            yield _entry(figure, (figure.label,) if figure.label else (), sources, self.checked)

    def rows(self) -> Iterator[Entry]:
        """Yield the entries of the transactions."""
        sources, report = self.portfolio.sources_of(*self.about), self.about[1]
        rows = self.portfolio.transactions.get(report.document, ()) if report else ()
        return filter(None, (_single(row, self.scope, sources, self.checked) for row in rows))

    def addresses(self, views: Iterable[object]) -> frozenset[str]:
        """Return the addresses of computed figures in some views, of a flow of money that of its sum."""
        light = (one.total if isinstance(one, Flowing) else one for one in views)
        return frozenset(one.address for one in self._computed(light))

    def _computed(self, views: Iterable[object]) -> Iterator[Figure]:
        # Those of a report stand in the report's own ledger.
        return (one for one in computed(views) if one.address.rpartition("/")[0] == self.scope)

    def sourced(self) -> Iterator[tuple[Figure | Suppressed, SourceDocument | None]]:
        """Yield every written figure with its source."""
        sources = self.portfolio.sources_of(*self.about)
        return ((one, sources.get(one.source) if one.source else None) for one in figures(self._top))

    def corrected(self) -> Iterator[Entry]:
        """Yield the entries of all figures that may have been something else before."""
        top, past = self._top, self.portfolio.past.files.get(self._top.document)
        changed = {address for address, some in past.stands.items() if len(some) > 1} if past else set()
        changed.update(f"{self.scope}/{one.at}" for one in top.corrections)
        chosen = frozenset(id(one) for one in figures(top) if one.address in changed) if changed else frozenset()
        return self.written(chosen) if chosen else iter(())

    def written(self, chosen: frozenset[int] | None = None) -> Iterator[Entry]:
        """Yield the entries of the figures that an author wrote, or of those chosen by their identities."""
        top, checked, sources = self._top, self.checked, self.portfolio.sources_of(*self.about)
        trails, stories = self.names.trails(top), Stories(self.portfolio.past, top)
        former: dict[str, tuple[str, ...]] = {}
        for old, new in top.moved.items():
            former[new] = (*former.get(new, ()), old)
        for figure in figures(top):
            if chosen is not None and id(figure) not in chosen:
                continue
            origin = figure.origin
            assert isinstance(origin, Origin)  # noqa: S101 - for the type checker: no other figure is written
            at = ".".join(origin.path)
            story = stories.of(figure, at) if origin.path[0] != "corrections" else NO_STORY
            yield _entry(figure, trails.of(origin.path), sources, checked, story, former.get(at, ()))


def _single(row: Transaction, scope: str, sources: dict[str, SourceDocument], checked: Checked) -> Entry | None:
    """Return the entry of a transaction."""
    if row.amount is None:
        return None
    trail = (msg("transaction in line {number}", number=str(row.line)),)
    page = f"{scope}/computed.transactions.{row.kind}.{row.fund or UNNAMED}.total"
    return dataclasses.replace(_entry(row.amount, trail, sources, checked), page=page)


def view_site_ledger(checked: Checked, views: Iterable[object]) -> Ledger:
    """Return the ledger of the figures that are computed over all programs."""
    found = [one for one in computed(views) if one.address.startswith(f"{SITE}/")]
    return Ledger(SITE, [_entry(one, (one.label,) if one.label else (), {}, checked) for one in found])


def _entry(
    figure: Figure | Suppressed,
    trail: tuple[Label, ...],
    sources: dict[str, SourceDocument],
    checked: Checked,
    story: Story = NO_STORY,
    former: tuple[str, ...] = (),
) -> Entry:
    source = sources.get(figure.source) if figure.source else None
    address = figure.address
    return Entry(figure, trail, source, checked.passed_by(address), checked.about_figure(address), story, former)


def computed(views: Iterable[object]) -> tuple[Figure, ...]:
    """Return every computed figure inside views, with the computed terms of each, each once and in order."""
    found: dict[str, Figure] = {}
    _look_into(views, found, set())
    return tuple(found.values())


def _file(figure: Figure, found: dict[str, Figure]) -> None:
    if not isinstance(figure.origin, Formula) or figure.address in found:
        return
    found[figure.address] = figure
    for term in figure.origin.terms:
        _file(term, found)


def _look_into(values: Iterable[object], found: dict[str, Figure], seen: set[int]) -> None:
    """File every computed figure inside some values; `seen` holds the identities of what was looked into before."""
    for value in values:
        kind = type(value)
        inside = _KINDS[kind] if kind in _KINDS else _learn(kind)
        if inside is None:
            continue
        if inside is _itself:
            _file(value, found)  # type: ignore[arg-type] # what a value is was found by its type
        elif inside is _items:
            _look_into(value, found, seen)  # type: ignore[arg-type] # as above
        elif inside is _values:
            _look_into(value.values(), found, seen)  # type: ignore[attr-defined] # as above
        elif id(value) not in seen:
            seen.add(id(value))
            _look_into(inside(value), found, seen)


_Inside: TypeAlias = Callable[[Any], Iterable[object]]
_KINDS: dict[type, _Inside | None] = {}
"""How to see what a value of a type holds; `None` where no computed figure can be in it."""
_LEAVES = (Text, Date, Mark)
"""What is asked most, and holds no computed figures."""


def _learn(kind: type) -> _Inside | None:
    """Find out what values of a type hold: views are dataclasses, tuples and mappings.

    Records hold only written figures and are passed over.
    """
    inside: _Inside | None = None
    if issubclass(kind, Figure):
        inside = _itself
    elif issubclass(kind, tuple | list) and not issubclass(kind, _LEAVES):
        inside = _items
    elif issubclass(kind, dict):
        inside = _values
    elif dataclasses.is_dataclass(kind) and not issubclass(kind, (*_LEAVES, Portfolio)):
        names = [one.name for one in dataclasses.fields(kind)]
        inside = attrgetter(*names) if len(names) > 1 else partial(_only, names)
    _KINDS[kind] = inside
    return inside


def _itself(value: object) -> Iterable[object]:
    return (value,)


def _items(value: Iterable[object]) -> Iterable[object]:
    return value


def _values(value: dict[object, object]) -> Iterable[object]:
    return value.values()


def _only(names: list[str], value: object) -> Iterable[object]:
    return (getattr(value, name) for name in names)
