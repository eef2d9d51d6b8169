"""Workers of a Dask cluster that runs already: the one place that knows Dask.

Whatever the cluster loses is done on this machine, so that a build ends with the same site as without it. A worker has
the same program as this machine, to the last library that decides a byte, or it is not asked.
"""

import asyncio
import logging
import platform
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import EnvironmentFault
from generator.i18n import msg
from generator.sharing import Awaited, Hired

if TYPE_CHECKING:
    from distributed import Client, Future

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

_CONNECTED = ("running", "connecting")

PATIENCE = 10
"""Seconds until a scheduler that does not answer is taken for one that does not run."""


@dataclass(frozen=True)
class _Task:
    """A task on a cluster. Its result stays with the worker until it is asked for."""

    client: "Client"
    future: "Future"

    def result(self) -> bytes:
        """Wait for the result as long as there is a connection; a future of Dask would go on for ever."""
        while self.client.status in _CONNECTED:
            with suppress(TimeoutError):
                made: bytes = self.future.result(timeout=PATIENCE)
                return made
        raise ConnectionError

    def cancel(self) -> None:
        """Call the task off, as long as there is anybody to be told."""
        if self.client.status in _CONNECTED:
            self.future.cancel()


@dataclass(frozen=True)
class _Tasks:
    """Takes tasks for a cluster; they are done anew, whatever results of the same tasks the workers still hold."""

    client: "Client"

    def submit(self, work: Callable[..., bytes], /, *arguments: object) -> Awaited:
        """Have a function called by a worker."""
        return _Task(self.client, self.client.submit(work, *arguments, pure=False))


@dataclass
class Cluster:
    """Share work among the workers of a scheduler, such as `tcp://127.0.0.1:8786`."""

    address: str
    program: Callable[[], str]
    """Says what decides the bytes of a site, wherever it is called: code, templates, libraries."""
    alone: int = field(default=0, init=False)
    """Tasks that the cluster lost, so that they were done on this machine."""

    def require(self) -> None:
        """Raise `EnvironmentFault` where Dask is missing, no scheduler answers, or workers are not as this machine."""
        with self._client():
            pass

    def map(self, work: Callable[[C, T], R], context: C, items: Sequence[T]) -> Iterator[R]:
        """Yield the results in the order of the items; the context travels once, and from worker to worker."""
        with self._client() as client:
            jobs = sum(client.nthreads().values())

            def deposit(packed: bytes) -> object:
                try:
                    return client.scatter(packed, broadcast=True, hash=False)
                except Exception:  # noqa: BLE001 - the last worker may just have gone; each task says what becomes of it
                    return packed

            yield from Hired(_Tasks(client), jobs, deposit, self._count).map(work, context, items)

    def _count(self) -> None:
        self.alone += 1

    @contextmanager
    def _client(self) -> Iterator["Client"]:
        """Connect for as long as it takes; afterwards no thread is left that forking would have to fear."""
        distributed = _distributed()
        try:
            # Before there is a client: one that found no scheduler would leave threads behind that never end.
            _finish(_knock(distributed, self.address))
            client = distributed.Client(self.address, timeout=PATIENCE, set_as_default=False)
        except Exception as fault:  # noqa: BLE001 - whatever answers there is no scheduler
            said = msg(
                "no scheduler answers at {address} ({fault}); start one with: dask scheduler",
                address=self.address,
                fault=str(fault)[:200] or type(fault).__name__,
            )
            raise EnvironmentFault(said) from None
        try:
            self._examine(client.run(self.program, on_error="return"))
            yield client
        finally:
            with suppress(OSError, RuntimeError):  # of a scheduler that is gone nobody has to take leave
                client.close()

    def _examine(self, told: Mapping[str, object]) -> None:
        """Raise where there is no worker, or one with another program, whose pages would have other bytes.

        Whoever cannot even say what its program is lacks ours; one that does not answer has just gone.
        """
        programs = {name: program for name, program in told.items() if not isinstance(program, OSError)}
        if not programs:
            said = msg(
                "the scheduler at {address} has no workers; start some with: dask worker {address} --nthreads 1",
                address=self.address,
            )
            raise EnvironmentFault(said)
        ours = self.program()
        other = next((name for name, program in sorted(programs.items()) if program != ours), None)
        if other is not None:
            said = msg(
                "the worker {worker} has another program than this machine; install the same on it: pip install "
                "'amanah[dask]=={version}', with Python {python} and the same lock file",
                worker=other,
                version=version("amanah"),
                python=platform.python_version(),
            )
            raise EnvironmentFault(said)


def _finish(question: Coroutine[Any, Any, None]) -> None:
    """Wait for an answer in a thread of its own: this one may have a loop of events already, as with a browser."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, question).result()


async def _knock(distributed: Any, address: str) -> None:  # noqa: ANN401 - a module without types
    """Ask who is there; raise where nobody is, or somebody who speaks another language."""
    secured = distributed.Security().get_connection_args("client")
    async with distributed.rpc(address, timeout=PATIENCE, connection_args=secured) as scheduler:
        await asyncio.wait_for(scheduler.identity(), PATIENCE)


def _distributed() -> Any:  # noqa: ANN401 - a module without types
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError:
        raise EnvironmentFault(msg("a cluster needs Dask: pip install 'amanah[dask]'")) from None
    # What it has to say of lost workers is no fault of the build, and nobody shall see a traceback.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed
