"""Work shared among workers: this process, forked children, or those of any `concurrent.futures` executor.

Whoever has much to do asks for `Workers` and maps a function over items; where it runs changes no result. Children that
are forked inherit what they need, since it is far larger than what they send back; other workers are sent it once.
"""

import gc
import hashlib
import multiprocessing
import os
import pickle
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, Protocol, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

SMALL = 100
"""Files whose checks one process does as fast as several."""
MOST = 8
"""Processes beyond which memory, not time, runs out first."""
AHEAD = 3
"""Tasks a worker that are under way or wait to be taken; more would only fill the memory of this process."""
SPELL = 64
"""Tasks after which forked children are replaced: whatever a child looks at of what it inherits, it copies."""
CONTEXTS = 2
"""Contexts that a worker keeps: that of one stage, and that of another one that takes turns with it."""

_STUCK = b""
"""Stands for what cannot travel; what was pickled is never empty."""
_STRANGE = b"?"
"""Asks for the context; what was pickled begins with another byte."""
_LOST = b"!"
"""Stands for a task that came to no end."""


class Workers(Protocol):
    """Where work is done; the way to hand it out is the same everywhere."""

    def map(self, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
        """Yield what the work makes of each item within the context, in the order of the items.

        Other machines find `work` by its name, so it stands at the top of a module. An exception in it is raised here.
        """
        ...


class Awaited(Protocol):
    """What comes back of a task; futures of `concurrent.futures` are such, and those of Dask."""

    def result(self) -> bytes:
        """Wait for what the task returned, or raise what became of it."""
        ...

    def cancel(self) -> object:
        """Call the task off, if it did not begin."""
        ...


class Pool(Protocol):
    """What takes tasks; every `concurrent.futures.Executor` is such."""

    def submit(self, work: Callable[..., bytes], /, *arguments: object) -> Awaited:
        """Have a function called somewhere."""
        ...


class Here:
    """Do all work in this process, each item when its result is asked for."""

    def map(self, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
        """Yield the results; nothing has to travel."""
        for item in items:
            yield work(context, item)


HERE = Here()


@dataclass(frozen=True)
class Forked:
    """Share work among children of this process, where the machine can fork; they inherit the context."""

    jobs: int

    def map(self, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
        """Yield the results; with one job, or one item, nothing is forked."""
        task = partial(work, context)
        if self.jobs == 1 or len(items) < 2:
            yield from map(task, items)
            return
        spell = self.jobs * SPELL
        for begin in range(0, len(items), spell):
            yield from self._with_children(task, items[begin : begin + spell])

    def _with_children(self, task: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        gc.freeze()  # a collection in a child would touch, and so copy, all that it inherits
        fork: Any = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(min(self.jobs, len(items)), fork, initializer=partial(_inherit, task))
        try:
            for item, future in _ahead(lambda one: pool.submit(_perform_inherited, one), items, self.jobs * AHEAD):
                yield _take(future, partial(task, item))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            gc.unfreeze()


@dataclass(frozen=True)
class Hired:
    """Share work among the workers of an executor, whichever it is; `jobs` is how many tasks they do at once.

    The context goes along with the first tasks, then only to a worker that says it does not know it. Where the
    executor has a better way, `deposit` takes the pickled context and returns what the executor puts it in the place
    of. `alone` is called for each task that had to be done in this process.
    """

    executor: Pool
    jobs: int
    deposit: Callable[[bytes], object] | None = None
    alone: Callable[[], None] = lambda: None

    def map(self, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
        """Yield the results; a task that got lost is handed out once more, and then done in this process."""
        try:
            packed = pickle.dumps(context, pickle.HIGHEST_PROTOCOL)
        except Exception:  # noqa: BLE001 - a class from outside may raise anything when it is to be pickled
            yield from HERE.map(self._noting(work), context, items)
            return
        key = hashlib.sha256(packed).hexdigest()
        sent: Iterator[object] = iter([packed] * self.jobs)
        if self.deposit:
            sent = repeat(self.deposit(packed))

        def hand(item: T, load: object) -> Awaited:
            return self.executor.submit(_perform, work, key, load, item)

        for item, future in _ahead(lambda one: hand(one, next(sent, None)), items, self.jobs * AHEAD):
            here = partial(self._noting(work), context, item)
            yield _take(future, here, partial(hand, item, packed))

    def _noting(self, work: Callable[[C, T], R]) -> Callable[[C, T], R]:
        def note(context: C, item: T) -> R:
            self.alone()
            return work(context, item)

        return note


def workers(jobs: int | None = None) -> Workers:
    """Return so many workers on this machine, or as many as suit it; one is this process."""
    count = processes(SMALL + 1) if jobs is None else jobs
    return Forked(count) if count > 1 else HERE


def processes(items: int, small: int = SMALL) -> int:
    """Return how many processes to share so many items among: 1 for a small number, and where forking is unsafe."""
    able = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, MOST) if able and items > small else 1


def share(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """Yield what the work makes of each item, in their order; with one job, or one item, in this process."""
    return workers(jobs).map(_call, work, items)


def _call(work: Callable[[T], R], item: T) -> R:
    return work(item)


def _ahead(hand: Callable[[T], Awaited], items: Sequence[T], most: int) -> Iterator[tuple[T, Awaited]]:
    """Hand out a few items ahead of the one that is waited for; when nobody waits any more, the rest is called off."""
    waiting: deque[tuple[T, Awaited]] = deque()
    try:
        for item in items:
            waiting.append((item, _hand(hand, item)))
            if len(waiting) == most:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, future in waiting:
            future.cancel()


def _hand(hand: Callable[[T], Awaited], item: T) -> Awaited:
    """Hand out an item; where an executor takes no more tasks, a future that failed stands in."""
    try:
        return hand(item)
    except Exception as fault:  # noqa: BLE001 - as in `_take`
        future: Future[bytes] = Future()
        future.set_exception(fault)
        return future


def _take(future: Awaited, here: Callable[[], R], again: Callable[[], Awaited] | None = None) -> R:
    """Return the result of a task, or raise what it raised; what got lost or cannot travel is done `here`."""
    packed = _awaited(future)
    if again is not None and packed in (_LOST, _STRANGE):
        packed = _awaited(_hand(lambda _: again(), None))
    try:
        result, fault, told = pickle.loads(packed)  # noqa: S301 - our own workers wrote it
    except Exception:  # noqa: BLE001 - nothing came, or a class from outside cannot be put together again
        return here()
    if fault is not None:
        fault.add_note(told)
        raise fault
    return result  # type: ignore[no-any-return] # the work returned it


def _awaited(future: Awaited) -> bytes:
    """Return what came back; a task packs what it raises, so any exception is the executor's: it lost the task."""
    try:
        return future.result()
    except Exception:  # noqa: BLE001 - each executor has its own
        return _LOST


_inherited: Callable[[object], object] | None = None
"""What a forked child calls; only children set it."""
_contexts: dict[str, object] = {}
"""The contexts that a worker of an executor knows, by their content."""
_turn = threading.Lock()
"""What draws and renders was not made for threads, which some executors have several of."""


def _inherit(task: Any) -> None:  # noqa: ANN401 - whatever the items are
    """Prepare a child: it ends with its parent, and leaves an interruption from the keyboard to it."""
    global _inherited  # noqa: PLW0603 - a child does nothing else
    _inherited = task
    import signal  # noqa: PLC0415 - only here, where there is a fork

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent was killed: the queue of tasks, whose end a child holds too, would never say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _perform_inherited(item: object) -> bytes:
    """Do the work in a forked child."""
    assert _inherited is not None  # noqa: S101 - set before the first task
    return _pack(_inherited, item)


def _perform(work: Callable[[C, T], object], key: str, packed: object, item: T) -> bytes:
    """Do the work in the worker of an executor, or ask for the context."""
    with _turn:
        if key not in _contexts:
            if not isinstance(packed, bytes):
                return _STRANGE
            try:
                context = pickle.loads(packed)  # noqa: S301 - whoever hands out work may say what the work is
            except Exception:  # noqa: BLE001 - as in `_take`
                return _STUCK
            while len(_contexts) >= CONTEXTS:
                del _contexts[next(iter(_contexts))]
            _contexts[key] = context
        return _pack(partial(work, _contexts[key]), item)  # type: ignore[arg-type] # the context of this work


def _pack(task: Callable[[T], object], item: T) -> bytes:
    """Return what the task makes of an item, or what it raised, ready to travel."""
    try:
        made = (task(item), None, "")
    except Exception as fault:  # noqa: BLE001 - it is raised again where the result is awaited
        made = (None, fault, traceback.format_exc())  # type: ignore[assignment] # a result or a fault
    try:
        return pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 - as in `Hired.map`
        return _STUCK
