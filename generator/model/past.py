"""What figures were before: the values that stood in public, since when, in which commit, and what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from generator.i18n import Message, msg
from generator.model.figure import Figure, Suppressed

Value: TypeAlias = tuple[bool, Decimal, str]
"""What two figures must share to be the same: whether only a limit is public, the number, the unit."""

NOT_ASKED = msg("nobody asked the repository")


@dataclass(frozen=True, slots=True)
class Commit:
    """A change of the repository: its hash, the day its author made it, and the first line of what they said of it."""

    id: str
    day: date | None
    subject: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A value of a figure, and the commit since which it was public; `None` where it is not known or not committed.

    The cell of a figure that never changed is the figure itself: nearly all are such, and there are very many.
    """

    cell: Figure | Suppressed
    since: Commit | None


@dataclass(frozen=True, slots=True)
class Change:
    """A public figure that was replaced: by what, and in which commit; `None` where the change is not committed yet."""

    was: Figure | Suppressed
    now: Figure | Suppressed
    commit: Commit | None


@dataclass(frozen=True, slots=True)
class Vanished:
    """A public figure that is no longer there: its place in the file, what it was, and when it went."""

    path: str
    was: Figure | Suppressed
    commit: Commit | None


@dataclass(frozen=True, slots=True)
class FilePast:
    """What the figures of one file were; addresses are those of today, whatever the file was called before."""

    stands: Mapping[str, tuple[Stand, ...]] = field(default_factory=dict)
    """The public values of each figure by its address, the oldest first; the last one stands now."""
    ever: Mapping[str, frozenset[Value]] = field(default_factory=dict)
    """Every committed value of a figure by its address, public or not, where these are not just its public values."""
    vanished: tuple[Vanished, ...] = ()
    first: Commit | None = None
    """The commit that made the file, where it is known."""
    published: Commit | None = None
    """The commit since which the file is public, where it is known."""
    complete: bool = True
    """Whether the past is known back to the commit that made the file."""

    def values(self, address: str) -> frozenset[Value]:
        """Return every committed value of a figure, public or not."""
        known = self.ever.get(address)
        return frozenset(value_of(one.cell) for one in self.stands.get(address, ())) if known is None else known

    def changes(self, address: str) -> Iterator[Change]:
        """Yield what became of each former public value of a figure, the oldest first."""
        stands = self.stands.get(address, ())
        for was, now in pairwise(stands):
            yield Change(was.cell, now.cell, now.since)


@dataclass(frozen=True, slots=True)
class Past:
    """The past of all files, as far as the repository tells it."""

    files: Mapping[str, FilePast] = field(default_factory=dict)
    """By the file as it is called today, relative to the project; what was never committed is not in it."""
    last: Mapping[str, Commit] = field(default_factory=dict)
    """The last commit that changed each file; files that differ from it are not in it."""
    gap: Message | None = NOT_ASKED
    """Why nothing is known, or not everything."""

    def last_commit_of(self, file: str) -> Commit | None:
        """Return the commit whose version of a file is the one that was read, and that nothing has changed since."""
        return self.last.get(file)

    def changes(self, figure: Figure | Suppressed) -> tuple[Change, ...]:
        """Return what a written figure was in public before, the oldest first."""
        known = self.files.get(figure.mark.file) if figure.mark else None
        return tuple(known.changes(figure.address)) if known else ()

    def stands(self, figure: Figure | Suppressed) -> tuple[Stand, ...]:
        """Return the public values of a written figure, the oldest first."""
        known = self.files.get(figure.mark.file) if figure.mark else None
        return known.stands.get(figure.address, ()) if known else ()

    def unknown(self, file: str) -> Message | None:
        """Return why the past of a file is not known, or not completely; `None` where it is."""
        known = self.files.get(file)
        if known is None:
            return self.gap or msg("this file is not committed to the repository yet")
        return None if known.complete else self.gap


def value_of(cell: Figure | Suppressed) -> Value:
    """Return what makes a figure the same as another one."""
    if isinstance(cell, Suppressed):
        return True, cell.limit or Decimal(0), cell.unit.id
    return False, cell.value, cell.unit.id
