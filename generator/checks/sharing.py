"""The checks of a large portfolio, shared among processes where the machine can fork."""

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

R = TypeVar("R")

SMALL = 100
"""Files up to which one process is faster than several."""

_work: Callable[[str], object] | None = None
"""What a child calls. It is inherited by forking, since a portfolio is far larger than what checks find in it."""


def processes(files: int) -> int:
    """Return how many processes to share the checks of so many files among; 1 where forking is impossible or unsafe."""
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, 8) if able and files > SMALL else 1


def share(work: Callable[[str], R], names: Sequence[str], jobs: int) -> Iterator[R]:
    """Yield what the work makes of each name, in their order; with one job in this process."""
    if jobs == 1:
        yield from map(work, names)
        return
    global _work  # noqa: PLW0603 - the only way into a forked child that costs nothing
    _work = work
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for name, packed in zip(names, pool.imap(_pack, names), strict=True):
                yield pickle.loads(packed) if packed else work(name)  # noqa: S301 - our own child wrote it
    finally:
        _work = None


def _pack(name: str) -> bytes:
    """Do the work in a child; what cannot travel, as a check from outside may make it, is done again by the parent."""
    assert _work is not None  # noqa: S101 - set before the fork
    made = _work(name)
    try:
        return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError):
        return b""
