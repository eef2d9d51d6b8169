"""What a reader would notice between two states of a publisher's files: figures, words, disclosures, pages.

Only values are compared, by their addresses: the order of keys and items, the spelling of a number and the way a text
is folded are nothing that a reader sees. What protects people is withheld on both sides before anything is compared.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from generator import checks, loader, migration, sources
from generator.i18n import msg
from generator.model.amount import rounded
from generator.model.date import Date
from generator.model.figure import TENTH, Figure, Suppressed
from generator.model.organization import Organizations
from generator.model.portfolio import Portfolio
from generator.model.record import Record
from generator.model.text import Text
from generator.project import Project
from generator.views.labels import FIELDS, Label
from generator.views.ledger import SITE, Entry
from generator.views.portfolio import PortfolioView, derive
from generator.views.report import title_of

Cell: TypeAlias = Figure | Suppressed
Spoken: TypeAlias = tuple[object, tuple[Label, ...], Label]
"""What stands somewhere beside figures: its value, the words for the place, and how it is shown."""

NEW, LOST, CHANGED = "new", "lost", "changed"
_NOTHING: Spoken = ("", (), msg("{name}", name=""))
_APART = ("format", "id", "aliases", "moved", "disclosures", "corrections", "checks", "privacy", "thresholds", "source")
"""Fields that are compared otherwise, or that no reader sees."""


@dataclass(frozen=True)
class Side:
    """One of the two states: its figures and pages, and the words and days beside them."""

    view: PortfolioView
    pages: Mapping[str, str]
    """The hand-written pages, by path."""
    broken: frozenset[str] = frozenset()
    """Files that could not be loaded, so that what stands in them is missing here."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is new, lost, or another number than before."""

    kind: str
    address: str
    trail: tuple[Label, ...]
    before: Cell | None
    after: Cell | None
    computed: bool

    @property
    def difference(self) -> Decimal | None:
        """Return how much larger the number is; nothing where one of them is unknown or counts something else."""
        one, other = self.before, self.after
        comparable = isinstance(one, Figure) and isinstance(other, Figure) and one.unit.id == other.unit.id
        return other.value - one.value if comparable else None  # type: ignore[union-attr] # both are figures

    @property
    def percent(self) -> Decimal | None:
        """Return the difference as a share of the former number, to one decimal."""
        by = self.difference
        if by is None or not isinstance(self.before, Figure) or not self.before.value:
            return None
        return rounded(by * 100 / abs(self.before.value), TENTH)


@dataclass(frozen=True, slots=True)
class Said:
    """Words, a day or a choice that is new, lost or another; of a longer text only that it was rewritten."""

    kind: str
    place: str
    """The address: scope and path."""
    trail: tuple[Label, ...]
    before: Label | None = None
    after: Label | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is new, lost, or has other words."""

    kind: str
    address: str
    title: Label


@dataclass(frozen=True)
class Changes:
    """Everything that differs, figures that were written before those that follow from them."""

    figures: tuple[Moved, ...] = ()
    disclosures: tuple[Said, ...] = ()
    pages: tuple[Page, ...] = ()
    words: tuple[Said, ...] = ()
    titles: Mapping[str, Label] = field(default_factory=dict)
    """What programs and reports are called, by their scopes."""
    unread: tuple[str, ...] = ()
    """Files that one of the sides could not load: what is new or lost may only stand in them."""

    @property
    def count(self) -> int:
        """Return how many things differ."""
        return len(self.figures) + len(self.disclosures) + len(self.pages) + len(self.words)


def read_side(project: Project, today: date | None, *, drafts: bool = False) -> Side | None:
    """Read one state as it would be published; `None` where its files cannot be loaded.

    Files in an older format are moved on in memory, so that a migration changes nothing here.
    """
    reading = sources.read(project)
    moved = replace(reading, sources=tuple(migration.move_on(one) for one in reading.sources))
    portfolio = loader.load(moved).portfolio
    if portfolio is None:
        return None
    broken = frozenset(one for one in portfolio.broken if (project.authored / one).is_file())
    portfolio = replace(portfolio if drafts else _published(portfolio), today=today)
    pages, _ = sources.read_pages(project)
    return Side(derive(portfolio, checks.run(portfolio)), {one.path: _folded(one.text) for one in pages}, broken)


def before_all(side: Side) -> Side:
    """Return the state before the first program, to compare with where nothing was published yet."""
    portfolio = replace(side.view.portfolio, programs=(), reports={}, organizations={}, transactions={})
    return Side(derive(portfolio, checks.run(portfolio)), {})


def _published(portfolio: Portfolio) -> Portfolio:
    final = {key: tuple(one for one in some if one.status == "final") for key, some in portfolio.reports.items()}
    return replace(portfolio, reports=final)


def compare(before: Side, after: Side) -> Changes:
    """Return what a reader of the second state would find changed."""
    names = _renamed(after.view.portfolio)
    return Changes(
        tuple(_figures(before.view, after.view, names)),
        tuple(_disclosures(before.view.portfolio, after.view.portfolio, names)),
        tuple(_pages(before, after, names)),
        tuple(_words(before.view.portfolio, after.view.portfolio, names)),
        {**_titles(before.view.portfolio), **_titles(after.view.portfolio)},
        tuple(sorted(before.broken | after.broken)),
    )


# --- addresses ------------------------------------------------------------------------------------------------


def _renamed(portfolio: Portfolio) -> Mapping[str, str]:
    """Return the scopes that have another name now, by the name that they had."""
    names: dict[str, str] = {}
    for program in portfolio.programs:
        for folder in (program.id, *program.aliases):
            names[folder] = program.id
            for report in portfolio.reports_of(program):
                for file in (report.id, *report.aliases):
                    names[f"{folder}/{file}"] = f"{program.id}/{report.id}"
    return {old: new for old, new in names.items() if old != new}


def _now(address: str, names: Mapping[str, str]) -> str:
    scope, slash, path = address.rpartition("/")
    return f"{names.get(scope, scope)}{slash}{path}"


def scope_of(address: str) -> str:
    """Return the program or report that an address belongs to."""
    return address.rpartition("/")[0]


def _titles(portfolio: Portfolio) -> dict[str, Label]:
    """Return the title of every program and report by its scope."""
    found: dict[str, Label] = {SITE: msg("The whole site")}
    for program in portfolio.programs:
        found[program.id] = program.name
        for report in portfolio.reports_of(program):
            found[f"{program.id}/{report.id}"] = title_of(report)
    return found


# --- figures --------------------------------------------------------------------------------------------------


def _figures(before: PortfolioView, after: PortfolioView, names: Mapping[str, str]) -> Iterator[Moved]:
    old = {_now(one.figure.address, names): one for one in _entries(before)}
    new = {one.figure.address: one for one in _entries(after)}
    for address, entry in new.items():
        scope = scope_of(address)
        for path in entry.former:  # the author says that it stood elsewhere
            if f"{scope}/{path}" in old:
                old.setdefault(address, old.pop(f"{scope}/{path}"))
    found = [_moved(address, old.get(address), new.get(address)) for address in dict.fromkeys((*new, *old))]
    yield from sorted((one for one in found if one), key=lambda one: one.computed)


def _entries(view: PortfolioView) -> Iterator[Entry]:
    for ledger in view.ledgers():
        yield from (one for one in ledger.entries if not one.figure.anchor.startswith("corrections."))


def _moved(address: str, old: Entry | None, new: Entry | None) -> Moved | None:
    known = new or old
    assert known is not None  # noqa: S101 - the address is of one of them
    before, after = (one.figure if one else None for one in (old, new))
    if before and after and _value(before) == _value(after):
        return None
    kind = CHANGED if before and after else NEW if after else LOST
    return Moved(kind, address, known.trail, before, after, known.is_computed)


def _value(cell: Cell) -> tuple[object, ...]:
    """Return what a reader takes from a figure, however it was typed."""
    if isinstance(cell, Suppressed):
        return "withheld", cell.limit, cell.unit.id
    return "figure", cell.value, cell.unit.id, cell.estimate


# --- disclosures and pages ------------------------------------------------------------------------------------


def _disclosures(before: Portfolio, after: Portfolio, names: Mapping[str, str]) -> Iterator[Said]:
    """Compare disclosures by check and place: which are new, gone, or say something else."""
    yield from _compared(dict(_disclosed(before, names)), dict(_disclosed(after, {})), disclosed=True)


def _disclosed(portfolio: Portfolio, names: Mapping[str, str]) -> Iterator[tuple[str, Spoken]]:
    for scope, file in _files(portfolio):
        for one in getattr(file, "disclosures", ()):
            key = _now(f"{scope}/{one.at}", names)
            status = msg("{status}: {note}", status=one.status, note=one.note)
            yield f"{key} {one.check}", ((one.status, _versions(one.note)), (msg("{name}", name=one.check),), status)


def _pages(before: Side, after: Side, names: Mapping[str, str]) -> Iterator[Page]:
    old = {names.get(scope, scope): title for scope, title in _titles(before.view.portfolio).items()}
    new = _titles(after.view.portfolio)
    for scope in dict.fromkeys((*new, *old)):
        if (scope in old) is not (scope in new):
            yield Page(NEW if scope in new else LOST, scope, new.get(scope) or old[scope])
    for path in sorted({*before.pages, *after.pages}):
        one, other = before.pages.get(path), after.pages.get(path)
        if one != other:
            kind = CHANGED if one is not None and other is not None else NEW if other is not None else LOST
            yield Page(kind, path, msg("{name}", name=path))


# --- words, days and choices ----------------------------------------------------------------------------------


def _words(before: Portfolio, after: Portfolio, names: Mapping[str, str]) -> Iterator[Said]:
    """Compare what stands in files that are on both sides; a new page says all of its words at once."""
    there = {names.get(scope, scope) for scope, _ in _files(before)}
    both = there & {scope for scope, _ in _files(after)}
    old = {key: one for key, one in _all_words(before, names).items() if scope_of(key) in both}
    new = {key: one for key, one in _all_words(after, {}).items() if scope_of(key) in both}
    yield from _compared(old, new)


def _compared(old: Mapping[str, Spoken], new: Mapping[str, Spoken], *, disclosed: bool = False) -> Iterator[Said]:
    for key in dict.fromkeys((*new, *old)):
        one, other = old.get(key), new.get(key)
        if one and other and one[0] == other[0]:
            continue
        kind = CHANGED if one and other else NEW if other else LOST
        before, after = (spoken[2] if spoken else None for spoken in (one, other))
        if kind != CHANGED and not isinstance(before or after, Text | Date) and not disclosed:
            continue  # a choice or an id of something that is new; its name is told
        yield Said(kind, key, (other or one or _NOTHING)[1], before, after)


def _all_words(portfolio: Portfolio, names: Mapping[str, str]) -> dict[str, Spoken]:
    return {
        _now(f"{scope}/{'.'.join(path)}", names): (value, _trail(path), shown)
        for scope, file in _files(portfolio)
        for path, value, shown in _flat(file, ())
    }


def _files(portfolio: Portfolio) -> Iterator[tuple[str, Record | Organizations]]:
    yield SITE, portfolio.publisher
    for key, organization in portfolio.organizations.items():
        yield f"{SITE}:{key}", organization
    for program in portfolio.programs:
        yield program.id, program
        for report in portfolio.reports_of(program):
            yield f"{program.id}/{report.id}", report


def _flat(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object, Label]]:
    """Yield every text, day, word and list of ids below a record, with its path and as it is shown."""
    if isinstance(value, Record):
        for name, info in type(value).model_fields.items():
            if name not in _APART:
                yield from _flat(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, (*path, str(key)))
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        for inner in value:
            yield from _flat(inner, (*path, inner.path[-1]))
    else:
        spoken = _spoken(value)
        if spoken:
            yield (path, *spoken)


def _spoken(value: object) -> tuple[object, Label] | None:
    """Return what is compared of a single value, and how it is shown; figures are compared elsewhere."""
    if isinstance(value, Text):
        return _versions(value), value
    if isinstance(value, Date):
        return str(value), value
    if isinstance(value, tuple) and value:
        words = sorted(map(str, value))
        return words, msg("{name}", name=", ".join(words))
    return (str(value), msg("{name}", name=str(value))) if isinstance(value, str | bool | int) else None


def _trail(path: tuple[str, ...]) -> tuple[Label, ...]:
    return tuple(FIELDS.get(step) or msg("{name}", name=step) for step in path)


def _versions(text: Text) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language, _folded(words)) for language, words in text.versions))


def _folded(text: str) -> str:
    """Return a text as a reader sees it: lines of one paragraph flow into each other."""
    return "\n\n".join(" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip()))
