"""The ledger: every figure of a report with its address, its words, its source, its checks and its corrections."""

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.findings import Checked, Finding, Run
from generator.i18n import msg
from generator.model.figure import Figure, Formula, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import figures
from generator.model.report import Report
from generator.model.source import SourceDocument
from generator.model.transaction import Transaction
from generator.views.corrections import NO_STORY, Story, view_story
from generator.views.labels import Label, Names
from generator.views.transactions import UNNAMED

SITE = "site"
"""Scope of the figures that belong to no single program."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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
    portfolio: Portfolio, checked: Checked, program: Program, report: Report | None, views: Iterable[object]
) -> Ledger:
    """Return the ledger of a program's own file or of one report: what was written, then what was computed."""
    scope = f"{program.id}/{report.id}" if report else program.id
    names = Names(portfolio, program, report)
    top = report or program
    sources = portfolio.sources_of(program, report)
    entries: list[Entry] = []
    for figure in figures(top):
        path = figure.origin.path  # type: ignore[union-attr] # a written figure
        fixed = tuple(one for one in top.corrections if one.at == ".".join(path))
        story = view_story(portfolio.past, figure, fixed) if path[0] != "corrections" else NO_STORY
        entry = _entry(figure, names.trail(top, path), sources, checked, story)
        former = tuple(old for old, new in top.moved.items() if new == ".".join(path))
        entries.append(dataclasses.replace(entry, former=former))
    for figure in computed(views):
        if figure.address.rpartition("/")[0] == scope:  # those of a report stand in the report's own ledger
            trail = (figure.label,) if figure.label else ()
            entries.append(_entry(figure, trail, sources, checked))
    rows = portfolio.transactions.get(report.document, ()) if report else ()
    single = (_single(row, scope, sources, checked) for row in rows)
    return Ledger(scope, tuple(entries), tuple(filter(None, single)))


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
) -> Entry:
    findings = tuple(one for one in checked.findings if figure.address in one.figures)
    source = sources.get(figure.source) if figure.source else None
    return Entry(figure, trail, source, checked.passed_by(figure.address), findings, story)


def computed(views: Iterable[object]) -> tuple[Figure, ...]:
    """Return every computed figure inside views, with the computed terms of each, each once and in order."""
    found: dict[str, Figure] = {}
    for view in views:
        for figure in _figures_in(view, set()):
            _file(figure, found)
    return tuple(found.values())


def _file(figure: Figure, found: dict[str, Figure]) -> None:
    if not isinstance(figure.origin, Formula) or figure.address in found:
        return
    found[figure.address] = figure
    for term in figure.origin.terms:
        _file(term, found)


def _figures_in(value: object, seen: set[int]) -> Iterator[Figure]:
    """Walk through dataclasses, tuples and mappings; records hold only written figures and are passed over."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _figures_in(item, seen)
    elif isinstance(value, dict):
        yield from _figures_in(tuple(value.values()), seen)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Portfolio) and id(value) not in seen:
        seen.add(id(value))
        for field in dataclasses.fields(value):
            yield from _figures_in(getattr(value, field.name), seen)
