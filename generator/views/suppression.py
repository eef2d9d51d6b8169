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
from generator.model.figure import Figure, Origin, Suppressed
from generator.model.past import FilePast, Past
from generator.model.portfolio import Portfolio
from generator.model.program import Program
from generator.model.record import Record
from generator.model.report import Photo, Report, Story
from generator.model.small_cells import PEOPLE, Limits, Slot, Whole, Written, limits_of, slots, wholes
from generator.views.disclosure import System, Unknown

R = TypeVar("R", bound=Record)

_MOST_STEPS = 500
"""Rounds after which every count of a report is withheld; no report comes near."""


@dataclass(frozen=True)
class Guarded:
    """A portfolio and what checks said of it, both without what may not be shown."""

    portfolio: Portfolio
    checked: Checked


def protect(portfolio: Portfolio, checked: Checked) -> Guarded:
    """Return what may be shown of a portfolio and of the findings about it; protecting twice changes nothing more."""
    hidden = _hidden(portfolio)
    gone = withdrawn(portfolio)
    closed = frozenset(hidden) | gone
    programs = tuple(_clean(one, hidden, portfolio.today) for one in portfolio.programs)
    reports = {
        name: tuple(_clean(one, hidden, portfolio.today) for one in some) for name, some in portfolio.reports.items()
    }
    safe = replace(portfolio, programs=programs, reports=reports, past=_forget(portfolio.past, closed))
    quiet = closed | frozenset(_once_small(portfolio.past))
    findings = tuple(_silence(one, quiet) for one in checked.findings)
    return Guarded(safe, replace(checked, findings=findings))


def withdrawn(portfolio: Portfolio) -> frozenset[str]:
    """Return the addresses of everything that was taken down: they may stand in no page, no export and no history."""
    found: set[str] = set()
    for program in portfolio.programs:
        found.update(f"{program.id}/{one.at}" for one in program.withdrawals)
    for reports in portfolio.reports.values():
        for report in reports:
            found.update(f"{report.program}/{report.id}/{one.at}" for one in report.withdrawals)
    return frozenset(found)


def withheld(portfolio: Portfolio) -> frozenset[str]:
    """Return the addresses of the written counts that are withheld, also of those that protect another one."""
    return frozenset(_hidden(portfolio))


def is_withdrawn(address: str, gone: frozenset[str]) -> bool:
    """Tell whether an address, or an entry that it lies in, was taken down."""
    return address in gone or any(address.startswith(f"{one}.") for one in gone)


# --- which counts are withheld -----------------------------------------------------------------------------------


def _hidden(portfolio: Portfolio) -> dict[str, Suppressed]:
    """Return every count that is withheld by its address, as it is to be shown."""
    found: dict[str, Suppressed] = {}
    for program in portfolio.programs:
        limits = limits_of(portfolio, program)
        files: tuple[Program | Report, ...] = (program, *portfolio.reports_of(program))
        for file in files:
            found.update(_of_file(file, limits))
    return found


def _of_file(file: Program | Report, limits: Limits) -> dict[str, Suppressed]:
    counts = {slot.cell.address: slot for slot in slots(file, limits)}
    found = {address: shown for address, slot in counts.items() if (shown := _shown(slot)) is not None}
    divided = tuple(wholes(file, limits))
    for _ in range(_MOST_STEPS):
        _join_equals(counts, found)
        weak = _system(divided, counts, found).weak()
        if not weak:
            break
        chosen = _choose(weak, divided, found)
        if chosen is None:
            break
        found[chosen.address] = _withhold(chosen, None)
    found.update(_of_corrections(file, found))
    return found


def _shown(slot: Slot) -> Suppressed | None:
    """Return how a count is shown that is small itself, or that its author withheld; `None` for all others."""
    if isinstance(slot.cell, Suppressed):
        return slot.cell
    return _withhold(slot.cell, slot.limit) if slot.is_small else None


def _withhold(cell: Figure, limit: int | None) -> Suppressed:
    """Return a count as withheld: neither what was typed nor what was said beside it goes on."""
    origin = cell.origin
    assert isinstance(origin, Origin)  # noqa: S101 - only written figures come here
    shown = None if limit is None else Decimal(limit)
    return Suppressed(shown, cell.unit, replace(origin, written=""), cell.address, cell.label, cell.source)


def _join_equals(counts: Mapping[str, Slot], found: dict[str, Suppressed]) -> None:
    """Withhold with a count every equal one of the same file: it may be the same people in other words."""
    known = (slot.cell for address in found if (slot := counts.get(address)) is not None)
    values = {cell.value for cell in known if isinstance(cell, Figure) and cell.value}
    for address, slot in counts.items():
        if address not in found and isinstance(slot.cell, Figure) and slot.cell.value in values:
            found[address] = _withhold(slot.cell, None)


def _system(divided: Iterable[Whole], counts: Mapping[str, Slot], found: Mapping[str, Suppressed]) -> System:
    """Return everything a reader could reckon with: what is public, what is not, and which parts make which total."""
    system = System()
    for index, whole in enumerate(divided):
        total = _name(whole.total, counts) if whole.total is not None else f"total of {_owner(whole)}"
        system.equate(total, [
            *(_name(cell, counts) for cell in whole.parts.values() if cell is not None),
            *(f"{index} {name}" for name in whole.silent),
        ])  # fmt: skip
        for cell in (whole.total, *whole.parts.values()):
            if cell is None:
                continue
            shown = found.get(cell.address)
            if shown is None and isinstance(cell, Figure):
                system.tell(_name(cell, counts), cell.value)
            elif shown is not None:
                system.hide(_name(cell, counts), Unknown(cell.address, shown.limit))
        if len(whole.silent) == 1:
            (name,) = whole.silent
            small = _implied(whole, whole.limits[name])
            system.hide(f"{index} {name}", Unknown("", Decimal(whole.limits[name]) if small else None, whole=index))
    return system


def _implied(whole: Whole, limit: int) -> bool:
    """Tell whether the one part that nobody reported is small, as the total and the others say."""
    parts = [cell for cell in whole.parts.values() if cell is not None]
    known = [cell.value for cell in parts if isinstance(cell, Figure)]
    if not isinstance(whole.total, Figure) or len(known) < len(parts):
        return False
    return 0 < whole.total.value - sum(known) < limit


def _name(cell: Written, counts: Mapping[str, Slot]) -> str:
    """Name a count for the reckoning: the same part with the same value in two places is one unknown."""
    slot = counts.get(cell.address)
    if slot is None or slot.key[1] in ("", "former", "families") or not isinstance(cell, Figure):
        return cell.address
    return f"{'/'.join(slot.key)}={cell.value}"


def _owner(whole: Whole) -> str:
    """Name the record of a total that is not reported, so that its splits share it."""
    cell = next((cell for cell in whole.parts.values() if cell is not None), None)
    return cell.address.rpartition(f".{whole.name}.")[0] if cell else ""


def _choose(weak: Iterable[Unknown], divided: tuple[Whole, ...], found: Mapping[str, Suppressed]) -> Figure | None:
    """Return the smallest public count beside a weak one; a total only where no part is left."""
    addresses = {one.address for one in weak if one.address}
    numbers = {one.whole for one in weak if one.whole is not None}
    near = [whole for index, whole in enumerate(divided) if index in numbers or _touches(whole, addresses)]
    for group in (
        [cell for whole in near for cell in whole.parts.values()],
        [whole.total for whole in near],
        [cell for whole in divided for cell in whole.parts.values()],
        [whole.total for whole in divided],
    ):
        public = [cell for cell in group if isinstance(cell, Figure) and cell.address not in found]
        if public:
            return min(public, key=lambda cell: (cell.value == 0, cell.value, cell.address))
    return None


def _touches(whole: Whole, addresses: set[str]) -> bool:
    return any(cell is not None and cell.address in addresses for cell in (whole.total, *whole.parts.values()))


def _of_corrections(file: Program | Report, found: Mapping[str, Suppressed]) -> Iterator[tuple[str, Suppressed]]:
    """Withhold what a withheld count was before it was corrected."""
    scope = f"{file.program}/{file.id}" if isinstance(file, Report) else file.id
    for one in file.corrections:
        if f"{scope}/{one.at}" in found and isinstance(one.was, Figure):
            yield one.was.address, _withhold(one.was, None)


# --- taking out ---------------------------------------------------------------------------------------------------


def _clean(record: R, hidden: Mapping[str, Suppressed], today: date | None) -> R:
    changed = _replaced(record, hidden, today)
    assert isinstance(changed, type(record))  # noqa: S101 - a record stays what it is
    return changed


def _replaced(value: object, hidden: Mapping[str, Suppressed], today: date | None) -> object:
    """Return a value in which withheld counts and what may no longer be shown are replaced; unchanged ones stay."""
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
    old = {name: getattr(record, name) for name in type(record).model_fields}
    new = {name: _replaced(value, hidden, today) for name, value in old.items()}
    changes = {name: value for name, value in new.items() if value is not old[name]}
    if not changes:
        return record
    made = record.model_copy(update=changes)
    for gathered in ("contents", "personal"):
        made.__dict__.pop(gathered, None)
    return made


def has_ended(value: object, today: date | None) -> bool:
    """Tell whether a story or photograph has a consent that has ended."""
    if today is None or not isinstance(value, Story | Photo) or value.consent_until is None:
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
    vanished = tuple(
        one for one in file.vanished if not is_withdrawn(one.was.address, closed) and not _was_small(one.was)
    )
    return replace(file, stands=stands, ever=ever, vanished=vanished)


def _was_small(cell: Written) -> bool:
    """Tell whether a former count is one that no setting would publish."""
    return isinstance(cell, Figure) and cell.unit.id in PEOPLE and 0 < cell.value < Decimal(10)
