"""Work shared among workers gives what one process gives, whatever happens to them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import sharing
from generator.sharing import HERE, Forked, Hired, Workers, workers

FORK = "fork" in multiprocessing.get_all_start_methods()
KINDS = ("here", "forked", "spawned", "threads") if FORK else ("here", "spawned", "threads")
ITEMS = list(range(40))


class Odd(Exception):  # noqa: N818 - it stands for any exception
    """An exception that can be pickled and not put together again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def add(context: int, item: int) -> int:
    """Return a sum."""
    return context + item


def refuse(context: int, item: int) -> int:
    """Fail for one item."""
    if item == context:
        raise KeyError(item)
    return item


def refuse_oddly(_: int, item: int) -> int:
    """Fail in a way that no other process can take over."""
    raise Odd("odd", str(item))


def make_local(context: int, item: int) -> Any:  # noqa: ANN401 - it is a function
    """Return what cannot travel."""
    return lambda: context + item


def die_elsewhere(home: int, item: int) -> int:
    """Kill the worker of one item, unless it is this process."""
    if item == 7 and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def count_in(folder: Path, item: int) -> int:
    """Leave a trace of having been called."""
    (folder / str(item)).touch()
    return item


@pytest.fixture(scope="module")
def spawned() -> Iterator[Executor]:
    """Offer two processes that know nothing of this one."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def crew(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """Offer each kind of workers in turn."""
    if request.param == "threads":
        with ThreadPoolExecutor(3) as pool:
            yield Hired(pool, 3)
    elif request.param == "spawned":
        yield Hired(request.getfixturevalue("spawned"), 2)
    else:
        yield HERE if request.param == "here" else Forked(2)


every_kind = pytest.mark.parametrize("crew", KINDS, indirect=True)


@every_kind
def test_results_come_in_the_order_of_the_items(crew: Workers) -> None:
    """Whoever is first with a result waits for those before it."""
    assert list(crew.map(add, 100, ITEMS)) == [100 + one for one in ITEMS]
    assert list(crew.map(add, 1, [])) == []
    assert list(crew.map(add, 1, [1])) == [2]


@every_kind
def test_an_exception_reaches_the_caller_as_itself(crew: Workers) -> None:
    """With the lines where it arose in a note, and after the results before it."""
    results = crew.map(refuse, 3, ITEMS)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(KeyError) as caught:
        next(results)
    assert caught.value.args == (3,)


@every_kind
def test_an_exception_that_cannot_travel_is_raised_all_the_same(crew: Workers) -> None:
    """A pool would break, and say nothing of what was wrong."""
    with pytest.raises(Odd, match="odd0"):
        list(crew.map(refuse_oddly, 0, ITEMS))


@every_kind
def test_a_result_that_cannot_travel_is_made_here(crew: Workers) -> None:
    """A check or a chart from outside may return anything."""
    assert [one() for one in crew.map(make_local, 10, ITEMS)] == [10 + one for one in ITEMS]


@every_kind
def test_a_context_that_cannot_travel_leaves_the_work_here(crew: Workers) -> None:
    """It is inherited where there is a fork."""

    def ten() -> int:
        return 10

    assert list(crew.map(_called, ten, ITEMS)) == [10 + one for one in ITEMS]


def _called(context: Any, item: int) -> int:  # noqa: ANN401 - it is a function
    return int(context()) + item


@pytest.mark.parametrize("crew", [one for one in KINDS if one in ("forked", "spawned")], indirect=True)
def test_a_task_that_dies_with_its_worker_is_done_again(crew: Workers) -> None:
    """The pool is of no use any more; what is left is done by this process."""
    if isinstance(crew, Hired):
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as mortal:
            assert list(Hired(mortal, 2).map(die_elsewhere, os.getpid(), ITEMS)) == ITEMS
    else:
        assert list(crew.map(die_elsewhere, os.getpid(), ITEMS)) == ITEMS


@every_kind
def test_only_a_few_results_wait(crew: Workers, tmp_path: Path) -> None:
    """Ten thousand programs must not lie in memory because nobody has written the first yet."""
    items = list(range(200))
    results = crew.map(count_in, tmp_path, items)
    next(results)
    results.close()  # type: ignore[attr-defined] # all of them are generators
    assert len(list(tmp_path.iterdir())) <= 3 * (sharing.AHEAD + 1)


class Counting(Executor):
    """Do at once what is submitted, as so many workers would who take turns; count the bytes that are sent."""

    def __init__(self, memories: int) -> None:
        self.memories: list[dict[str, object]] = [{} for _ in range(memories)]
        self.contexts = 0
        self.turn = 0

    def submit(self, fn: Any, /, *arguments: Any, **keywords: Any) -> "Future[Any]":  # noqa: ANN401 - as the base has it
        """Do it with the memory of the next worker."""
        self.contexts += isinstance(arguments[2], bytes)
        self.turn = (self.turn + 1) % len(self.memories)
        future: Future[Any] = Future()
        with _remembering(self.memories[self.turn]):
            future.set_result(fn(*arguments, **keywords))
        return future


@contextmanager
def _remembering(memory: dict[str, object]) -> Iterator[None]:
    before, sharing._contexts = sharing._contexts, memory
    try:
        yield
    finally:
        sharing._contexts = before


def test_the_context_is_sent_once_a_worker() -> None:
    """It holds the texts of a whole register; a task has a name."""
    pool = Counting(4)
    assert list(Hired(pool, 4).map(add, 5, ITEMS)) == [5 + one for one in ITEMS]
    assert pool.contexts == 4


def test_a_worker_that_does_not_know_the_context_is_given_it() -> None:
    """It may have joined later, or another one took its task."""
    pool = Counting(4)
    assert list(Hired(pool, 1).map(add, 6, ITEMS)) == [6 + one for one in ITEMS]
    assert pool.contexts > 1


def test_a_worker_keeps_only_the_last_contexts() -> None:
    """Workers of a cluster live for months."""
    pool = Counting(1)
    for context in range(5):
        assert next(Hired(pool, 1).map(add, context, [1])) == context + 1
    assert len(pool.memories[0]) == sharing.CONTEXTS


def test_one_job_and_threads_at_work_mean_this_process() -> None:
    """A child that is forked beside threads may wait for a lock for ever."""
    assert workers(1) is HERE
    if not FORK:
        return
    assert workers(2) == Forked(2)
    halt = threading.Event()
    other = threading.Thread(target=halt.wait)
    other.start()
    try:
        assert workers() is HERE
    finally:
        halt.set()
        other.join()


@pytest.mark.skipif(not FORK, reason="nothing is forked")
def test_children_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    """Otherwise each build that runs out of memory leaves processes behind that wait for tasks."""
    context = multiprocessing.get_context("spawn")
    parent = context.Process(target=_start_children, args=(tmp_path,))
    parent.start()
    while len(children := _numbers(tmp_path)) < 2:
        parent.join(0.05)
        assert parent.is_alive()
    os.kill(parent.pid or 0, signal.SIGKILL)
    parent.join()
    try:
        while any(_runs(one) for one in children):
            threading.Event().wait(0.05)
    finally:
        for one in filter(_runs, children):
            os.kill(one, signal.SIGKILL)


def _start_children(folder: Path) -> None:
    for _ in Forked(2).map(_tell_and_wait, folder, range(4)):
        pass


def _tell_and_wait(folder: Path, _: int) -> None:
    (folder / str(os.getpid())).touch()
    threading.Event().wait()


def _numbers(folder: Path) -> Sequence[int]:
    return [int(one.name) for one in folder.iterdir()]


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
