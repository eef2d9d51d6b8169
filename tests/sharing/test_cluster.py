"""Work on a Dask cluster, with a real scheduler and real workers, gives what one process gives."""

import builtins
import importlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from generator import cluster as clusters
from generator.cluster import Cluster
from generator.errors import EnvironmentFault
from generator.sharing import HERE
from tests.publishers import generate
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


def same() -> str:
    """Say what every process says."""
    return "program"


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
    cluster, context = Cluster(running.address, same), {"name": "kebun"}
    cluster.require()
    assert list(cluster.map(describe, context, ITEMS)) == list(HERE.map(describe, context, ITEMS))
    numbers = {process for _, process in cluster.map(live_in, context, ITEMS)}
    assert numbers == {one.pid for one in running.workers}
    assert cluster.alone == 0


def test_nothing_is_left_of_the_connection(running: LocalCluster) -> None:
    """Threads that stay would forbid to fork in what comes next."""
    before = threading.active_count()
    list(Cluster(running.address, same).map(describe, {"name": "kebun"}, ITEMS))
    assert threading.active_count() == before


def test_an_exception_of_a_task_reaches_the_caller(running: LocalCluster) -> None:
    """As itself, and not as a fault of the cluster."""
    with pytest.raises(KeyError, match="kebun"):
        list(Cluster(running.address, same).map(refuse, {"name": "kebun"}, ITEMS))


def test_what_cannot_travel_is_done_here(running: LocalCluster) -> None:
    """A chart from outside may return anything, and a context may hold anything."""
    cluster = Cluster(running.address, same)
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
        cluster = Cluster(running.address, same)
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
        cluster = Cluster(running.address, same)
        results = cluster.map(describe, context, ITEMS)
        made = [next(results)]
        running.stop()
        made += list(results)
    assert made == list(HERE.map(describe, context, ITEMS))
    assert cluster.alone > 0


def test_a_scheduler_that_does_not_answer_is_a_fault_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the machine, not of the files."""
    monkeypatch.setattr(clusters, "PATIENCE", 1)
    before = threading.active_count()
    with socket.create_server(("127.0.0.1", 0)) as silent, _babbler() as other:
        deaf = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        odd = ("nonsense", "tcp://127.0.0.1:none", "tcp://127.0.0.1:99999", "carrier-pigeon://1")
        for address in ("tcp://127.0.0.1:9", deaf, other, *odd):
            with pytest.raises(EnvironmentFault) as caught:
                Cluster(address, same).require()
            assert "start one with: dask scheduler" in str(caught.value)
    assert threading.active_count() == before


@contextmanager
def _babbler() -> Iterator[str]:
    """Run a server that answers, but not as a scheduler would."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"tcp://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_scheduler_without_workers_is_a_fault_with_a_way_out(tmp_path: Path) -> None:
    """Tasks would wait for ever."""
    with local_cluster(tmp_path, workers=0) as running, pytest.raises(EnvironmentFault) as caught:
        Cluster(running.address, same).require()
    assert f"dask worker {running.address} --nthreads 1" in str(caught.value)


def test_workers_with_another_program_are_refused(running: LocalCluster) -> None:
    """Their pages would have other bytes than those made here."""
    with pytest.raises(EnvironmentFault, match="has another program than this machine"):
        Cluster(running.address, tell_process).require()


def test_workers_that_lack_the_program_are_refused(
    running: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would lose every task, and this machine would do all of them."""
    (tmp_path / "known_here.py").write_text("def tell():\n    return 'program'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    tell = importlib.import_module("known_here").tell
    with pytest.raises(EnvironmentFault, match="has another program than this machine"):
        Cluster(running.address, tell).require()


def tell_process() -> str:
    """Say what no other process says."""
    return str(os.getpid())


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
        Cluster("tcp://127.0.0.1:8786", same).require()


def test_a_site_made_on_a_cluster_has_the_bytes_of_one_made_here(tmp_path: Path) -> None:
    """Even if a worker is killed in the middle, and the other has to do its work."""
    root = tmp_path / "publisher"
    for name, text in generate(seed=5, programs=5, periods=1).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "content").mkdir()
    here = _build(root, "--jobs", "1")
    with local_cluster(tmp_path) as running:
        _wait_for(running, 2)
        killer = threading.Thread(target=_kill_at_task, args=(running,))
        killer.start()
        there = _build(root, "--executor", "dask", "--scheduler", running.address)
        killer.join()
        assert [one.poll() for one in running.workers] == [-signal.SIGKILL, None]
    assert len(here) > 100
    assert there == here


def _build(root: Path, *arguments: str) -> dict[str, bytes]:
    """Build a site from nothing, and take it away."""
    command = [sys.executable, "-m", "generator", "build", "-C", str(root), "--lang", "en", "--today", "2026-01-01"]
    built = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    site = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()
    }
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".amanah")
    return site


def _kill_at_task(running: LocalCluster) -> None:
    """Kill the first worker as soon as it does or waits to do a task."""
    victim = running.workers[0]
    with Client(running.address, set_as_default=False) as client:
        address = {number: name for name, number in client.run(os.getpid).items()}[victim.pid]
        while not client.processing()[address]:
            threading.Event().wait(0.01)
    victim.kill()
    victim.wait()


def test_a_cluster_is_asked_for_with_its_address(tmp_path: Path) -> None:
    """And the other way round; both before any file is read."""
    for arguments, said in ((("--executor", "dask"), "needs the address"), (("--scheduler", "x"), "goes with")):
        command = [sys.executable, "-m", "generator", "build", "-C", str(tmp_path), "--lang", "en", *arguments]
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        assert built.returncode == 2
        assert said in built.stderr


def test_a_build_without_its_cluster_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    """Exit code 3, one line, and what to type next; the former site stays."""
    command = [sys.executable, "-m", "generator", "build", "-C", str(tmp_path), "--lang", "en"]
    arguments = ("--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    built = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    assert built.returncode == 3
    assert built.stderr.count("\n") == 1
    assert "no scheduler answers at tcp://127.0.0.1:9" in built.stderr
    assert "dask scheduler" in built.stderr
