"""What a command took: time by the clock, work, and the most memory of all its processes together."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

from generator.cli import memory

OFTEN = 0.1
"""Seconds between two looks at the memory, at least."""
REST = 10
"""How many times as long as a look took nobody looks: of many processes it takes long, and slows them down."""
TOLD = 2000
"""Letters of what a failed command said that are kept."""


@dataclass(frozen=True)
class Ran:
    """What one command took."""

    seconds: float
    cpu: float
    """Seconds of work, of the process and of all that it started."""
    peak: int
    """Bytes that they held at most at one moment, what they share counted once; 0 where nobody knows."""


class Failed(Exception):  # noqa: N818 - what happened
    """Say that a command did not end well."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end; its words are dropped unless it fails."""
    said = folder / "said.txt"
    with said.open("wb") as log:
        start = perf_counter()
        process = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=folder, env={**os.environ, **(environment or {})}
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    told = said.read_text(encoding="utf-8", errors="replace")[-TOLD:]
    said.unlink()
    if process.returncode != 0:
        raise Failed(f"{' '.join(command[:4])}: {told}")
    return Ran(seconds, used.ru_utime + used.ru_stime, watch.peak)


class _Watch(Thread):
    """Look at the memory of a tree of processes while it lives."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.peak, self.over = root, 0, Event()

    def run(self) -> None:
        """Look again and again."""
        pause = OFTEN
        while not self.over.wait(pause):
            begin = perf_counter()
            with suppress(OSError):
                self.peak = max(self.peak, memory.of_tree(self.root))
            pause = max(OFTEN, REST * (perf_counter() - begin))

    def stop(self) -> None:
        """Look no more."""
        self.over.set()
        self.join()
