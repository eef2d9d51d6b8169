"""The ledger: every figure of a report with its address, its words, its source, its checks and its corrections."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Ledger:
    """All figures of one scope: `program`, `program/period`, or the site."""

    scope: str
    entries: tuple[Entry, ...]
    rows: tuple[Entry, ...] = ()
    """The single amounts of a table of transactions: exported and traced, and too many for a page."""

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


def view_ledger(
    portfolio: Portfolio,
    checked: Checked,
    about: tuple[Program, Report | None],
    names: Names,
    views: Iterable[object],
) -> Ledger:
    """Return the ledger of a program's own file or of one report: what was written, then what was computed.

    `names` are those of the file.
    """
    program, report = about
    scope = f"{program.id}/{report.id}" if report else program.id
    sources = portfolio.sources_of(program, report)
    entries = list(_written(portfolio, checked, report or program, names, sources))
    for figure in computed(views):
        if figure.address.rpartition("/")[0] == scope:  # those of a report stand in the report's own ledger
            trail = (figure.label,) if figure.label else ()
            entries.append(_entry(figure, trail, sources, checked))
    rows = portfolio.transactions.get(report.document, ()) if report else ()
    single = (_single(row, scope, sources, checked) for row in rows)
    return Ledger(scope, tuple(entries), tuple(filter(None, single)))


def _written(
    portfolio: Portfolio, checked: Checked, top: Program | Report, names: Names, sources: dict[str, SourceDocument]
) -> Iterator[Entry]:
    """Yield the entries of the figures that an author wrote."""
    trails, stories = names.trails(top), Stories(portfolio.past, top)
    former: dict[str, tuple[str, ...]] = {}
    for old, new in top.moved.items():
        former[new] = (*former.get(new, ()), old)
    for figure in figures(top):
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
    return Ledger(SITE, tuple(_entry(one, (one.label,) if one.label else (), {}, checked) for one in found))


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
