"""Work shared among processes, where the machine can fork.

What children need they inherit, since it is far larger than what they send back.
"""

import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

SMALL = 100
"""Files whose checks one process does as fast as several."""
MOST = 8
"""Processes beyond which memory, not time, runs out first."""

_work: Callable[[object], object] | None = None
"""What a child calls; it is set before the fork."""


def processes(items: int, small: int = SMALL) -> int:
    """Return how many processes to share so many items among: 1 for a small number, and where forking is unsafe."""
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, MOST) if able and items > small else 1


def share(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield what the work makes of each item, in their order; with one job, or one item, in this process."""
    if jobs == 1 or len(items) < 2:
        yield from map(work, items)
        return
    global _work  # noqa: PLW0603 - the only way into a forked child that costs nothing
    _work = work  # type: ignore[assignment] # given only items of its own
    gc.freeze()  # a collection in a child would touch, and so copy, all that it inherits
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for item, packed in zip(items, pool.imap(_pack, items), strict=True):
                yield pickle.loads(packed) if packed else work(item)  # noqa: S301 - our own child wrote it
    finally:
        _work = None
        gc.unfreeze()


def _pack(item: object) -> bytes:
    """Do the work in a child; what cannot travel, as a check from outside may make it, is done again by the parent."""
    assert _work is not None  # noqa: S101 - set before the fork
    made = _work(item)
    try:
        return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, TypeError, AttributeError):
        return b""
