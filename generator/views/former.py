"""What counts were before may tell what was withheld: those that were small, and those that stood beside one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.model.figure import Figure, Suppressed
from generator.model.past import FilePast, Stand
from generator.model.small_cells import Limits, Written, counts_people, records_of

LEAST = 10
"""Below this a former count stays untold at any place: the publisher's own number may have been higher at the time."""


@dataclass(frozen=True)
class Former:
    """The past of one file, with the limits of its program, without which no count of it is told."""

    past: FilePast
    limits: Limits | None
    corrected: tuple[tuple[str, Written], ...]
    """The numbers that corrections name, with the addresses of what they were."""
    closed: frozenset[str]
    """The addresses of what may not be shown at all."""
    linked: frozenset[str] = frozenset()
    """The addresses of counts that make a sum with one that was withheld, maybe in another file."""

    @cached_property
    def once(self) -> frozenset[str]:
        """The addresses of counts that were withheld and are not now: what stood beside them still is told today."""
        gone = ((one.was.address, one.was) for one in self.past.vanished)
        changed = ((one.cell.address, one.cell) for some in self.past.stands.values() for one in some[:-1])
        found = (address for address, cell in (*gone, *changed) if self._was_withheld(cell, address, LEAST))
        said = (address for address, cell in self.corrected if self._was_withheld(cell, address))
        return frozenset(one for one in (*found, *said) if one not in self.closed)

    @cached_property
    def untold(self) -> frozenset[str]:
        """The addresses of the counts of which nothing former is told."""
        return frozenset(address for address, some in self.past.stands.items() if self._is_untold(address, some)).union(
            one.was.address for one in self.past.vanished if self._is_small(one.was, one.was.address, LEAST)
        )

    def corrections(self) -> Iterator[Figure]:
        """Yield the numbers in corrections that could give a former small count away."""
        for address, was in self.corrected:
            if isinstance(was, Figure) and self._is_beside(was, address):
                yield was

    def cut(self) -> FilePast:
        """Return the past without what may not be told; of untold counts it says only since when they are public."""
        past = self.past
        stands = {
            address: some[-1:] if address in self.untold else some
            for address, some in past.stands.items()
            if address not in self.closed and not self._is_small(some[-1].cell, address)
        }
        told = stands.keys() - self.untold
        ever = {address: values for address, values in past.ever.items() if address in told}
        # A count that is gone may have been withheld beside a small one, which the total less this count would tell.
        vanished = tuple(
            one
            for one in past.vanished
            if one.was.address not in self.closed and not counts_people(one.path, one.was.unit.id)
        )
        if (len(stands), len(vanished)) == (len(past.stands), len(past.vanished)) and not self.untold:
            return past
        return replace(past, stands=stands, ever=ever, vanished=vanished)

    @cached_property
    def _near(self) -> tuple[str, ...]:
        """How the places begin whose counts make totals with one that was withheld."""
        return records_of(map(_path, self.once))

    def _is_beside(self, cell: Figure, address: str) -> bool:
        """Tell whether a former number could be used to work out one that was withheld."""
        near = _path(address).startswith(self._near) and counts_people(_path(address), cell.unit.id)
        return near or address in self.linked

    def _is_untold(self, address: str, some: tuple[Stand, ...]) -> bool:
        former = [one.cell for one in some[:-1]]
        if self._is_small(some[-1].cell, address) or any(self._is_small(one, address, LEAST) for one in former):
            return True
        return any(isinstance(one, Figure) and self._is_beside(one, address) for one in former)

    def _was_withheld(self, cell: Written, address: str, least: int = 0) -> bool:
        if isinstance(cell, Suppressed):
            return cell.limit is not None
        return self._is_small(cell, address, least)

    def _is_small(self, cell: Written, address: str, least: int = 0) -> bool:
        """Tell whether a count is below the limit of its place, or below `least`."""
        if not isinstance(cell, Figure) or cell.value <= 0:
            return False
        if self.limits is None:
            return counts_people(_path(address), cell.unit.id)
        limit = self.limits.at(_path(address), cell.unit.id)
        return limit is not None and cell.value < max(limit, least)


def link(formers: Mapping[str, Former], sums: Mapping[str, frozenset[str]]) -> dict[str, Former]:
    """Return the same pasts, which know what makes sums with a withheld count; `sums` has the terms by each of them."""
    found = [sums[address] for one in formers.values() for address in one.once if address in sums]
    linked = frozenset().union(*found)
    return {name: replace(one, linked=linked) for name, one in formers.items()} if linked else dict(formers)


def _path(address: str) -> str:
    """Return the place inside its file."""
    return address.rpartition("/")[2]
