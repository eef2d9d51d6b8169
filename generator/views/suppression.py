"""What may not be shown is taken out here, once, before anything is derived: every page, chart and export agrees.

A small count of people is withheld. So that nobody can work it out from a total and the other parts, further counts
are withheld with it, until what is left leaves every small count open. Sums of what is left are computed from public
counts only, so they tell nothing more. What was withdrawn, and stories and photographs whose consent has ended, are
taken out in the same place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from generator.findings import Checked, Finding
from generator.i18n import msg
from generator.model.date import Date
from generator.model.figure import Figure, Suppressed
from generator.model.past import FilePast, Past
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record, names_of
from generator.model.report import Photo, Report, Story
from generator.model.small_cells import PEOPLE, Written, counts_people
from generator.model.text import Text
from generator.model.withholding import withhold

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A portfolio and what checks said of it, both without what may not be shown."""

    portfolio: Portfolio
    checked: Checked


def protect(portfolio: Portfolio, checked: Checked) -> Guarded:
    """Return what may be shown of a portfolio and of the findings about it; protecting twice changes nothing more."""
    hidden = withhold(portfolio)
    gone = withdrawn(portfolio)
    closed = frozenset(hidden) | gone
    scopes = frozenset(address.rpartition("/")[0] for address in hidden)

    def clean(file: R, scope: str) -> R:
        ended = any(has_ended(one, portfolio.today) for one in file.records)
        return _clean(file, hidden, portfolio.today) if ended or scope in scopes else file

    programs = tuple(clean(one, one.id) for one in portfolio.programs)
    reports = {
        name: tuple(clean(one, f"{one.program}/{one.id}") for one in some) for name, some in portfolio.reports.items()
    }
    safe = replace(portfolio, programs=programs, reports=reports, past=_forget(portfolio.past, closed))
    quiet = closed | frozenset(_once_small(portfolio.past))
    findings = tuple(_silence(one, quiet) for one in checked.findings)
    return Guarded(safe, replace(checked, findings=findings))


def withdrawn(portfolio: Portfolio) -> frozenset[str]:
    """Return the addresses of everything that was taken down: they may stand in no page, no export and no history."""
    found = (withdrawn_of(one, portfolio.reports_of(one)) for one in portfolio.programs)
    return frozenset().union(*found)


def withdrawn_of(program: Program, reports: Iterable[Report]) -> frozenset[str]:
    """Return the addresses of what was taken down of one program and its reports."""
    own = {f"{program.id}/{one.at}" for one in program.withdrawals}
    return frozenset(own.union(f"{one.program}/{one.id}/{each.at}" for one in reports for each in one.withdrawals))


def withheld(portfolio: Portfolio) -> frozenset[str]:
    """Return the addresses of the written counts that are withheld, also of those that protect another one."""
    return frozenset(withhold(portfolio))


def is_withdrawn(address: str, gone: frozenset[str]) -> bool:
    """Tell whether an address, or an entry that it lies in, was taken down."""
    if not gone or address in gone:
        return bool(gone)
    end = address.find(".")
    while end >= 0:
        if address[:end] in gone:
            return True
        end = address.find(".", end + 1)
    return False


# --- taking out ---------------------------------------------------------------------------------------------------


def _clean(record: R, hidden: Mapping[str, Suppressed], today: date | None) -> R:
    changed = _replaced(record, hidden, today)
    assert isinstance(changed, type(record))  # noqa: S101 - a record stays what it is
    return changed


_PLAIN = (str, int, Text, Date)
"""What holds no counts."""


def _replaced(value: object, hidden: Mapping[str, Suppressed], today: date | None) -> object:
    """Return a value in which withheld counts and what may no longer be shown are replaced; unchanged ones stay."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, Figure):
        return hidden.get(value.address, value)
    if isinstance(value, Record):
        return _replaced_record(value, hidden, today)
    if isinstance(value, dict):
        made = {key: _replaced(one, hidden, today) for key, one in value.items()}
        return made if any(made[key] is not one for key, one in value.items()) else value
    if isinstance(value, tuple):
        kept = tuple(_replaced(one, hidden, today) for one in value if not has_ended(one, today))
        return kept if len(kept) < len(value) or any(a is not b for a, b in zip(kept, value, strict=True)) else value
    return value


def _replaced_record(record: Record, hidden: Mapping[str, Suppressed], today: date | None) -> Record:
    changes = {
        name: new
        for name, old in zip(names_of(type(record)), record.children(), strict=True)
        if (new := _replaced(old, hidden, today)) is not old
    }
    return record.changed(changes) if changes else record


_CONSENTED = (Story, Photo)


def has_ended(value: object, today: date | None) -> bool:
    """Tell whether a story or photograph has a consent that has ended."""
    if today is None or not isinstance(value, _CONSENTED) or value.consent_until is None:
        return False
    last = value.consent_until.last
    return last is not None and last < today


def _silence(finding: Finding, quiet: frozenset[str]) -> Finding:
    """Return a finding that says nothing about counts that may not be shown."""
    scope = "/".join(part for part in (finding.program, finding.period) if part)
    if quiet.isdisjoint((f"{scope}/{finding.path}", *finding.figures)):
        return finding
    said = msg("this concerns counts that are withheld to protect people")
    return replace(finding, message=said, hint=None, figures=())


def _once_small(past: Past) -> Iterator[str]:
    """Yield the addresses of counts that were small in public once: what changed since would tell them."""
    for file in past.files.values():
        yield from (one.was.address for one in file.vanished if _was_small(one.was))
        yield from (address for address, some in file.stands.items() if any(_was_small(one.cell) for one in some))


def _forget(past: Past, closed: frozenset[str]) -> Past:
    """Return the past without what may not be shown, and without small counts that were public once."""
    files = {name: _forget_file(file, closed) for name, file in past.files.items()}
    return replace(past, files=files)


def _forget_file(file: FilePast, closed: frozenset[str]) -> FilePast:
    stands = {
        address: some
        for address, some in file.stands.items()
        if not is_withdrawn(address, closed) and not any(_was_small(one.cell) for one in some)
    }
    ever = {address: values for address, values in file.ever.items() if address in stands}
    # A count that is gone may have been withheld beside a small one, which the total less this count would tell.
    vanished = tuple(
        one
        for one in file.vanished
        if not is_withdrawn(one.was.address, closed) and not counts_people(one.path, one.was.unit.id)
    )
    if len(stands) == len(file.stands) and len(ever) == len(file.ever) and len(vanished) == len(file.vanished):
        return file
    return replace(file, stands=stands, ever=ever, vanished=vanished)


def _was_small(cell: Written) -> bool:
    """Tell whether a former count is one that no setting would publish."""
    return isinstance(cell, Figure) and cell.unit.id in PEOPLE and 0 < cell.value < Decimal(10)
