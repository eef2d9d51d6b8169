"""Work on a Dask cluster, with a real scheduler and real workers, gives what one process gives."""

import builtins
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from generator import cluster as clusters
from generator.cluster import Cluster
from generator.errors import EnvironmentFault
from generator.sharing import HERE
from tests.sharing.clusters import LocalCluster, local_cluster

ITEMS = list(range(24))


def describe(context: dict[str, str], item: int) -> tuple[str, bytes]:
    """Return plain data, as the making of a program does."""
    return f"{context['name']} {item}", bytes([item]) * 1000


def tell_and_describe(context: dict[str, str], item: int) -> tuple[str, bytes]:
    """Leave the number of the process behind, and wait until somebody has seen several."""
    place = Path(context["folder"])
    (place / str(os.getpid())).touch()
    while not (place / "go").exists():
        threading.Event().wait(0.02)
    threading.Event().wait(0.05)
    return describe(context, item)


def refuse(context: dict[str, str], item: int) -> int:
    """Fail for one item."""
    if item == 5:
        raise KeyError(context["name"])
    return item


def make_local(_: dict[str, str], item: int) -> Any:  # noqa: ANN401 - it is a function
    """Return what cannot travel."""
    return lambda: item


def live_in(_: dict[str, str], item: int) -> tuple[int, int]:
    """Say which process does it."""
    return item, os.getpid()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Run a cluster for tests that leave it as it is."""
    with local_cluster(tmp_path_factory.mktemp("cluster")) as running:
        _wait_for(running, 2)
        yield running


def _wait_for(running: LocalCluster, workers: int) -> None:
    with Client(running.address, set_as_default=False) as client:
        client.wait_for_workers(workers)


def test_a_cluster_makes_what_one_process_makes(running: LocalCluster) -> None:
    """In the same order; the work is done by both of its workers, and by nobody here."""
    cluster, context = Cluster(running.address), {"name": "kebun"}
    cluster.require()
    assert list(cluster.map(describe, context, ITEMS)) == list(HERE.map(describe, context, ITEMS))
    numbers = {process for _, process in cluster.map(live_in, context, ITEMS)}
    assert numbers == {one.pid for one in running.workers}
    assert cluster.alone == 0


def test_nothing_is_left_of_the_connection(running: LocalCluster) -> None:
    """Threads that stay would forbid to fork in what comes next."""
    before = threading.active_count()
    list(Cluster(running.address).map(describe, {"name": "kebun"}, ITEMS))
    assert threading.active_count() == before


def test_an_exception_of_a_task_reaches_the_caller(running: LocalCluster) -> None:
    """As itself, and not as a fault of the cluster."""
    with pytest.raises(KeyError, match="kebun"):
        list(Cluster(running.address).map(refuse, {"name": "kebun"}, ITEMS))


def test_what_cannot_travel_is_done_here(running: LocalCluster) -> None:
    """A chart from outside may return anything, and a context may hold anything."""
    cluster = Cluster(running.address)
    assert [one() for one in cluster.map(make_local, {}, ITEMS)] == ITEMS
    assert cluster.alone == len(ITEMS)
    assert list(cluster.map(_call, lambda: 3, ITEMS)) == [3] * len(ITEMS)


def _call(context: Any, _: int) -> int:  # noqa: ANN401 - it is a function
    return int(context())


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    """Its tasks are done by the other one."""
    context = {"name": "kebun", "folder": str(tmp_path)}
    with local_cluster(tmp_path) as running:
        _wait_for(running, 2)
        cluster = Cluster(running.address)
        victim = running.workers[0]
        killer = threading.Thread(target=_kill_at_work, args=(victim.pid, tmp_path))
        killer.start()
        made = list(cluster.map(tell_and_describe, context, ITEMS))
        killer.join()
        assert victim.wait() == -signal.SIGKILL
    assert made == list(HERE.map(describe, context, ITEMS))
    assert cluster.alone == 0


def _kill_at_work(number: int, place: Path) -> None:
    """Kill a worker that is known to be within a task, then let the others go on."""
    while not (place / str(number)).exists():
        threading.Event().wait(0.02)
    os.kill(number, signal.SIGKILL)
    (place / "go").touch()


def test_without_its_scheduler_the_rest_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build on a cluster ends, even if nothing is left of the cluster."""
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    context = {"name": "kebun"}
    with local_cluster(tmp_path, workers=1) as running:
        _wait_for(running, 1)
        cluster = Cluster(running.address)
        results = cluster.map(describe, context, ITEMS)
        made = [next(results)]
        running.stop()
        made += list(results)
    assert made == list(HERE.map(describe, context, ITEMS))
    assert cluster.alone > 0


def test_a_scheduler_that_does_not_answer_is_a_fault_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the machine, not of the files."""
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense", "tcp://127.0.0.1:none", "carrier-pigeon://1"):
        with pytest.raises(EnvironmentFault) as caught:
            Cluster(address).require()
        assert "start one with: dask scheduler" in str(caught.value)


def test_a_scheduler_without_workers_is_a_fault_with_a_way_out(tmp_path: Path) -> None:
    """Tasks would wait for ever."""
    with local_cluster(tmp_path, workers=0) as running, pytest.raises(EnvironmentFault) as caught:
        Cluster(running.address).require()
    assert f"dask worker {running.address} --nthreads 1" in str(caught.value)


def test_workers_with_another_program_are_refused(running: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their pages would have other bytes than those made here."""
    monkeypatch.setattr(clusters, "_version", lambda _: "0")
    clusters.fingerprint.cache_clear()
    try:
        with pytest.raises(EnvironmentFault, match="has another program than this machine"):
            Cluster(running.address).require()
    finally:
        clusters.fingerprint.cache_clear()


def test_without_dask_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    real = builtins.__import__

    def refused(name: str, *arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - as the real one
        if name == "distributed":
            raise ImportError
        return real(name, *arguments, **keywords)

    monkeypatch.delitem(sys.modules, "distributed", raising=False)
    monkeypatch.setattr(builtins, "__import__", refused)
    with pytest.raises(EnvironmentFault, match=r"pip install 'amanah\[dask\]'"):
        Cluster("tcp://127.0.0.1:8786").require()


def test_a_fingerprint_knows_every_library() -> None:
    """One that decides bytes and is not compared would show as a site that differs."""
    names = {clusters._name(one) for one in ("jinja2<4,>=3.1", "pagefind[extended]>=1.5", "x ; python_version<'4'")}
    assert names == {"jinja2", "pagefind", "x"}
