"""The ledger: every figure of a report with its address, its words, its source, its checks and its corrections."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any

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
    seen: set[int] = set()
    for view in views:
        _look_into(view, found, seen)
    return tuple(found.values())


def _file(figure: Figure, found: dict[str, Figure]) -> None:
    if not isinstance(figure.origin, Formula) or figure.address in found:
        return
    found[figure.address] = figure
    for term in figure.origin.terms:
        _file(term, found)


def _look_into(value: object, found: dict[str, Figure], seen: set[int]) -> None:
    """File every computed figure inside a value; `seen` holds the identities of what was looked into before."""
    kind = value.__class__
    if kind is Figure:
        _file(value, found)  # type: ignore[arg-type] # no other class has figures of its own
        return
    inside = _inside(kind)  # type: ignore[arg-type] # a type can be hashed
    if inside is None:
        return
    if inside is _items:
        for item in value:  # type: ignore[attr-defined] # what is inside was found by its type
            _look_into(item, found, seen)
    elif inside is _values:
        for item in value.values():  # type: ignore[attr-defined] # as above
            _look_into(item, found, seen)
    elif id(value) not in seen:
        seen.add(id(value))
        for item in inside(value):
            _look_into(item, found, seen)


_LEAVES = (Text, Date, Mark)
"""What is asked most, and holds no computed figures."""


@cache
def _inside(kind: type) -> Callable[[Any], Iterable[object]] | None:
    """Return how to see what a value of a type holds, `None` where no computed figure can be in it.

    Views are dataclasses, tuples and mappings; records hold only written figures and are passed over.
    """
    if issubclass(kind, _LEAVES):
        return None
    if issubclass(kind, tuple | list):
        return _items
    if issubclass(kind, dict):
        return _values
    if not dataclasses.is_dataclass(kind) or issubclass(kind, Portfolio):
        return None
    names = [one.name for one in dataclasses.fields(kind)]
    return attrgetter(*names) if len(names) > 1 else partial(_only, names[0])


def _items(value: Iterable[object]) -> Iterable[object]:
    return value


def _values(value: dict[object, object]) -> Iterable[object]:
    return value.values()


def _only(name: str, value: object) -> Iterable[object]:
    return (getattr(value, name),)
