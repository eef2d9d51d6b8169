"""A Dask cluster of this machine, for a test: a scheduler and workers that are processes of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from tests.built import ROOT


@dataclass
class LocalCluster:
    """The processes of a cluster, and the address of its scheduler."""

    folder: Path
    address: str = ""
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """Start a process that does one task at a time, and that nothing starts again when it ends."""
        arguments = (self.address, "--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1")
        self.workers.append(self._start("worker", *arguments, "--local-directory", str(self.folder)))
        return self.workers[-1]

    def start_scheduler(self) -> None:
        """Start the process that hands out tasks, and wait until it says where it listens."""
        file = self.folder / "scheduler.json"
        arguments = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        self.scheduler = self._start("scheduler", *arguments)
        while not self.address:
            assert self.scheduler.poll() is None
            Event().wait(0.05)
            try:
                self.address = json.loads(file.read_text(encoding="utf-8"))["address"]
            except (OSError, ValueError):
                continue

    def _start(self, role: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments]
        log = (self.folder / f"{role}.log").open("ab")
        with log:
            # Workers find the functions of tests by their names.
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            return subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    def stop(self) -> None:
        """End all processes."""
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            process.kill()
            process.wait()


@contextmanager
def local_cluster(folder: Path, workers: int = 2) -> Iterator[LocalCluster]:
    """Run a scheduler with workers for as long as it takes."""
    cluster = LocalCluster(folder)
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.stop()
