"""Where pieces of a site are kept between builds, each under the SHA-256 of all that it is made from."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator import cache
from generator.bundle import Bundle


@dataclass(frozen=True)
class Shelf:
    """Where units are kept between builds, and further folders of them that other machines made.

    A unit of which the disk keeps nothing stays in memory, and costs its time again in the next build.
    """

    folder: Path
    others: tuple[Path, ...] = ()

    def recall(self, key: str) -> Bundle | None:
        """Return a unit that was kept and is whole; one that came from elsewhere is copied."""
        if cache.recall(self.folder / key) is not None:
            return Bundle.at(self.folder / key, cache.SEAL)
        for folder in self.others:
            found = cache.recall(folder / key)
            if found is not None:
                return self.file(key, found)
        return None

    def keep(self, key: str, packed: bytes) -> bool:
        """Keep a unit; return whether the disk took it."""
        return cache.keep(self.folder / key, packed)

    def file(self, key: str, packed: bytes) -> Bundle:
        """Return a unit that was just made; one that its maker has kept already comes without bytes."""
        if not packed or self.keep(key, packed):
            return Bundle.at(self.folder / key, cache.SEAL)
        return Bundle.of(packed)

    @property
    def frames(self) -> "Shelf":
        """Return where the pages of units are kept with the frame around them."""
        return Shelf(self.folder / "frames")

    @property
    def indexes(self) -> "Shelf":
        """Return where the parts of the search index are kept."""
        return Shelf(self.folder / "indexes")

    def prune(self, keys: Iterable[str]) -> None:
        """Delete the units of former builds, all but these."""
        kept = set(keys)
        for path in self.folder.glob("*"):
            if path.name not in kept and path.is_file():
                with suppress(OSError):  # what cannot be deleted costs room, nothing else
                    path.unlink()
