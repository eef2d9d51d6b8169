"""Which counts of people are withheld: the small ones, and as many others as it takes that none can be worked out."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.model.additions import additions
from generator.model.disclosure import System, Unknown
from generator.model.figure import Figure, Origin, Suppressed
from generator.model.portfolio import Portfolio
from generator.model.report import Report
from generator.model.small_cells import (
    Limits,
    Slot,
    Whole,
    Written,
    counts_of,
    limits_of,
    wholes,
)
from generator.model.ways import File


def withhold(portfolio: Portfolio) -> dict[str, Suppressed]:
    """Return every count that is withheld by its address, as it is to be shown."""
    found: dict[str, Suppressed] = {}
    for program in portfolio.programs:
        limits = limits_of(portfolio, program)
        reports = portfolio.reports_of(program)
        for files, sums in _joined((program, *reports), tuple(additions(program, reports, limits))):
            found.update(_of_files(files, sums, limits))
    return found


def _joined(files: tuple[File, ...], sums: tuple[Whole, ...]) -> Iterator[tuple[list[File], list[Whole]]]:
    """Yield the files that sums connect, with these sums: what stands in one may tell what another withholds."""
    groups: list[tuple[set[str], list[Whole]]] = [({_scope(file)}, []) for file in files]
    for one in sums:
        scopes = {cell.address.rpartition("/")[0] for cell in (one.total, *one.parts.values()) if cell is not None}
        near = [group for group in groups if group[0] & scopes]
        groups = [group for group in groups if not group[0] & scopes]
        groups.append((set().union(*(names for names, _ in near)), [*(each for _, some in near for each in some), one]))
    for names, some in groups:
        yield [file for file in files if _scope(file) in names], some


def _scope(file: File) -> str:
    """Return the begin of the addresses of the figures of a file."""
    return f"{file.program}/{file.id}" if isinstance(file, Report) else file.id


def _of_files(files: Sequence[File], sums: Sequence[Whole], limits: Limits) -> dict[str, Suppressed]:
    each = [{slot.cell.address: slot for slot in counts_of(file, limits)} for file in files]
    counts = dict(ChainMap(*each))
    found = {address: shown for address, slot in counts.items() if (shown := _shown(slot)) is not None}
    divided = (*(whole for file in files for whole in wholes(file, limits)), *sums)
    if not found and not any(_implied(whole, whole.limits[whole.silent[0]]) for whole in divided if whole.silent):
        return found
    for _ in range(len(counts) + sum(len(one.parts) for one in sums) + 1):
        for one in each:
            _join_equals(one, found)
        weak = _system(divided, counts, found).weak()
        if not weak:
            break
        chosen = _choose(weak, divided, found)
        if chosen is None:
            break
        found[chosen.address] = as_withheld(chosen, None)
    for file in files:
        found.update(_of_corrections(file, found))
    return found


def _shown(slot: Slot) -> Suppressed | None:
    """Return how a count is shown that is small itself, or that its author withheld; `None` for all others."""
    if isinstance(slot.cell, Suppressed):
        return slot.cell
    return as_withheld(slot.cell, slot.limit) if slot.is_small else None


def as_withheld(cell: Figure, limit: int | None) -> Suppressed:
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
            found[address] = as_withheld(slot.cell, None)


def _system(divided: Iterable[Whole], counts: Mapping[str, Slot], found: Mapping[str, Suppressed]) -> System:
    """Return everything a reader could reckon with: what is public, what is not, and which parts make which total."""
    system = System()
    for index, whole in enumerate(divided):
        total = _name(whole.total, counts) if whole.total is not None else f"total of {_owner(whole)}"
        names = {part: _name(cell, counts) for part, cell in whole.parts.items() if cell is not None}
        names.update((part, f"{index} {part}") for part in whole.silent)
        system.equate(
            total,
            [name for part, name in names.items() if part not in whole.taken],
            [name for part, name in names.items() if part in whole.taken],
        )
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
    if len(whole.silent) != 1:
        return False
    parts = {name: cell for name, cell in whole.parts.items() if cell is not None}
    known = [whole.sign(name) * cell.value for name, cell in parts.items() if isinstance(cell, Figure)]
    if not isinstance(whole.total, Figure) or len(known) < len(parts):
        return False
    return 0 < whole.sign(whole.silent[0]) * (whole.total.value - sum(known)) < limit


def _name(cell: Written, counts: Mapping[str, Slot]) -> str:
    """Name a count for the reckoning: the same part with the same value in two places of a file is one unknown."""
    slot = counts.get(cell.address)
    if slot is None or slot.key[1] in ("", "former", "families") or not isinstance(cell, Figure):
        return cell.address
    scope = cell.address.rpartition("/")[0]
    return f"{scope} {'/'.join(slot.key)}={cell.value}"


def _owner(whole: Whole) -> str:
    """Name the record of a total that is not reported, so that its splits share it."""
    cell = next((cell for cell in whole.parts.values() if cell is not None), None)
    return cell.address.rpartition(f".{whole.name}.")[0] if cell else ""


def _choose(weak: Iterable[Unknown], divided: tuple[Whole, ...], found: Mapping[str, Suppressed]) -> Figure | None:
    """Return the smallest public count beside a weak one; a total only where no other part is left."""
    addresses = {one.address for one in weak if one.address}
    numbers = {one.whole for one in weak if one.whole is not None}
    near = [whole for index, whole in enumerate(divided) if index in numbers or _touches(whole, addresses)]
    totals = {whole.total.address for whole in divided if whole.total is not None}
    for group in (
        [cell for whole in near for cell in whole.parts.values() if cell is not None and cell.address not in totals],
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


def _of_corrections(file: File, found: Mapping[str, Suppressed]) -> Iterator[tuple[str, Suppressed]]:
    """Withhold what a withheld count was before it was corrected."""
    for one in file.corrections:
        if f"{_scope(file)}/{one.at}" in found and isinstance(one.was, Figure):
            yield one.was.address, as_withheld(one.was, None)
