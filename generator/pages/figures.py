"""The figures that have a row of their own on the site, looked up where they stand: few are ever asked for."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.figure import Figure, Suppressed
from generator.views.ledger import Ledger


class Figures(Mapping[str, Figure | Suppressed]):
    """All figures of some ledgers by address."""

    def __init__(self, ledgers: Iterable[Ledger]) -> None:
        """Remember the ledgers by their scopes."""
        self._ledgers = {one.scope: one for one in ledgers}

    def __contains__(self, address: object) -> bool:
        """Tell whether a figure has a row."""
        ledger = self._ledgers.get(str(address).rpartition("/")[0])
        return ledger is not None and address in ledger

    def __getitem__(self, address: str) -> Figure | Suppressed:
        """Return the figure of an address, or raise `KeyError`."""
        ledger = self._ledgers.get(address.rpartition("/")[0])
        found = ledger.figure(address) if ledger is not None and address in ledger else None
        if found is None:
            raise KeyError(address)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield all addresses."""
        return (entry.figure.address for one in self._ledgers.values() for entry in one.entries)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(len(one.entries) for one in self._ledgers.values())
