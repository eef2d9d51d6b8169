"""How much memory a process and everything below it hold, as Linux tells it; other systems tell less."""

import os
from collections.abc import Iterator
from pathlib import Path

PROCESSES = Path("/proc")


def of_tree(root: int) -> int:
    """Return the bytes that a process and its descendants hold, what they share counted once; 0 where nobody knows."""
    return sum(map(_held, (root, *_below(root, _parents()))))


def most_alone() -> int:
    """Return the most bytes that this process ever held; 0 where nobody knows."""
    return _kilobytes(PROCESSES / str(os.getpid()) / "status", "VmHWM:")


def _parents() -> dict[int, int]:
    """Return the parents of all processes."""
    found = {}
    for place in PROCESSES.glob("[0-9]*"):
        try:
            # The name, which may hold anything, ends with the last bracket; the state and the parent follow.
            found[int(place.name)] = int((place / "stat").read_text(errors="replace").rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError, ValueError):
            continue  # it ended meanwhile
    return found


def _below(root: int, parents: dict[int, int]) -> Iterator[int]:
    for child, parent in parents.items():
        if parent == root:
            yield child
            yield from _below(child, parents)


def _held(process: int) -> int:
    """Return what a process holds, with its part of what it shares (PSS)."""
    return _kilobytes(PROCESSES / str(process) / "smaps_rollup", "Pss:")


def _kilobytes(place: Path, name: str) -> int:
    try:
        lines = place.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)
