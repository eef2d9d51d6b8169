"""What counts were before may tell what is withheld: former counts that were small, and those that stood beside one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.model.figure import Figure, Suppressed
from generator.model.past import FilePast, Stand
from generator.model.small_cells import Limits, Written, counts_people, splits_of

LEAST = 10
"""Below this a former count stays untold at any place: the publisher's own number may have been higher at the time."""


@dataclass(frozen=True)
class Former:
    """The past of one file, with the limits of its program, without which no count of it is told."""

    past: FilePast
    limits: Limits | None
    closed: frozenset[str]
    """The addresses of what may not be shown at all."""

    @cached_property
    def small(self) -> frozenset[str]:
        """The addresses of counts that were small once."""
        gone = (one.was.address for one in self.past.vanished if self._is_small(one.was, LEAST))
        there = (address for address, some in self.past.stands.items() if self._were_small(some))
        return frozenset((*gone, *there))

    @cached_property
    def near(self) -> tuple[str, ...]:
        """How the places begin whose former counts could give away one that was withheld then and is not now."""
        return splits_of(one.anchor for one in self._replaced() if self._was_withheld(one))

    @cached_property
    def untold(self) -> frozenset[str]:
        """The addresses of the counts of which nothing former is told."""
        there = self.past.stands.items() if self.near else ()
        return self.small.union(
            address
            for address, some in there
            if any(isinstance(one.cell, Figure) and self.is_near(one.cell) for one in some[:-1])
        )

    def is_near(self, cell: Figure, path: str = "") -> bool:
        """Tell whether a former count of people stood, at `path` or where it says, beside one that was withheld."""
        place = path or cell.anchor
        return place.startswith(self.near) and counts_people(place, cell.unit.id)

    def cut(self) -> FilePast:
        """Return the past without what may not be told; of untold counts it says only since when they are public."""
        past = self.past
        stands = {
            address: some[-1:] if address in self.untold else some
            for address, some in past.stands.items()
            if address not in self.closed and not self._is_small(some[-1].cell)
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

    def _replaced(self) -> Iterator[Written]:
        """Yield what stood somewhere in public and does not any more, or not so."""
        yield from (one.was for one in self.past.vanished)
        for some in self.past.stands.values():
            yield from (one.cell for one in some[:-1])

    def _was_withheld(self, cell: Written) -> bool:
        if cell.address in self.closed:  # what stands beside it is withheld now as well
            return False
        return isinstance(cell, Suppressed) or self._is_small(cell, LEAST)

    def _were_small(self, some: tuple[Stand, ...]) -> bool:
        return self._is_small(some[-1].cell) or any(self._is_small(one.cell, LEAST) for one in some[:-1])

    def _is_small(self, cell: Written, least: int = 0) -> bool:
        """Tell whether a count is below the limit of its place, or below `least`."""
        if not isinstance(cell, Figure) or cell.value <= 0:
            return False
        if self.limits is None:
            return counts_people(cell.anchor, cell.unit.id)
        limit = self.limits.at(cell.anchor, cell.unit.id)
        return limit is not None and cell.value < max(limit, least)
