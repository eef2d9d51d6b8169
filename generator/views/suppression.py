"""What may not be shown is taken out here, once, before anything is derived: every page, chart and export agrees.

A small count of people is withheld. So that nobody can work it out from a total and the other parts, further counts
are withheld with it, until what is left leaves every small count open. Sums of what is left are computed from public
counts only, so they tell nothing more. What was withdrawn, and stories and photographs whose consent has ended, are
taken out in the same place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from generator.findings import Checked, Finding
from generator.i18n import msg
from generator.model.additions import additions
from generator.model.date import Date
from generator.model.figure import Figure, Suppressed
from generator.model.past import FilePast, Past
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record, names_of
from generator.model.report import Photo, Report, Story
from generator.model.small_cells import Written, limits_of
from generator.model.text import Text
from generator.model.withholding import as_withheld, withhold
from generator.views.former import Former, link

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
    formers = _formers(portfolio, frozenset(hidden), gone)
    beside = {was.address: as_withheld(was, None) for one in formers.values() for was in one.corrections()}
    hidden = {**beside, **hidden}
    scopes = frozenset(address.rpartition("/")[0] for address in hidden)

    def clean(file: R, scope: str) -> R:
        ended = any(has_ended(one, portfolio.today) for one in file.records)
        return _clean(file, hidden, portfolio.today) if ended or scope in scopes else file

    programs = tuple(clean(one, one.id) for one in portfolio.programs)
    reports = {
        name: tuple(clean(one, f"{one.program}/{one.id}") for one in some) for name, some in portfolio.reports.items()
    }
    safe = replace(portfolio, programs=programs, reports=reports, past=_forget(portfolio.past, formers))
    quiet = frozenset(hidden).union(gone, *(one.untold for one in formers.values()))
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


# --- the past -----------------------------------------------------------------------------------------------------


def _formers(portfolio: Portfolio, hidden: frozenset[str], gone: frozenset[str]) -> dict[str, Former]:
    """Return what was before in each file, by its name, and what of it may not be told."""
    limits = {one.id: limits_of(portfolio, one) for one in portfolio.programs}
    sums: dict[str, frozenset[str]] = {}
    for program in portfolio.programs:
        for whole in additions(program, portfolio.reports_of(program), limits[program.id]):
            terms = frozenset(one.address for one in (whole.total, *whole.parts.values()) if one is not None)
            sums.update((address, terms | sums.get(address, frozenset())) for address in terms)
    corrected = _corrected(portfolio)
    found = {}
    for name in {**portfolio.past.files, **corrected}:
        past, said = portfolio.past.files.get(name, _NOTHING), corrected.get(name, ())
        addresses = (*past.stands, *(one.was.address for one in past.vanished), *(address for address, _ in said))
        closed = frozenset(one for one in addresses if one in hidden or is_withdrawn(one, gone))
        found[name] = Former(past, limits.get(name.split("/")[1]), said, closed)
    return link(found, sums)


_NOTHING = FilePast()


def _corrected(portfolio: Portfolio) -> dict[str, tuple[tuple[str, Written], ...]]:
    """Return the numbers that the corrections of each file name, with the addresses of what they were."""
    files: tuple[Program | Report, ...] = (*portfolio.programs, *(report for _, report in portfolio.all_reports()))
    return {
        file.document: tuple(
            (f"{one.was.address.rpartition('/')[0]}/{one.at}", one.was)
            for one in file.corrections
            if one.was is not None
        )
        for file in files
        if file.corrections
    }


def _forget(past: Past, formers: Mapping[str, Former]) -> Past:
    """Return the past without what may not be told."""
    return replace(past, files={name: formers[name].cut() for name in past.files})
