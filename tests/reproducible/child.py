"""A build in a process whose surroundings are bent first.

`python -m tests.reproducible.child '{"shuffle": 3}' build -C DIR`
"""

import json
import os
import random
import sys
from collections.abc import Callable
from typing import Any, Self

from generator import build, checks
from generator.cli import main


class Shuffled:
    """What the disk tells of a folder, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self.entries = iter(entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:  # noqa: ANN401 - an entry
        return next(self.entries)

    def close(self) -> None:
        """Do nothing: the entries were read at once."""


def shuffle(seed: int) -> None:
    """Let the disk tell names in another order."""
    dice = random.Random(seed)  # noqa: S311 - an order, no secret
    scandir, listdir = os.scandir, os.listdir

    def mixed(call: Callable[..., Any], *arguments: Any) -> list[Any]:  # noqa: ANN401 - as the system's
        found = list(call(*arguments))
        dice.shuffle(found)
        return found

    os.scandir = lambda *arguments: Shuffled(mixed(scandir, *arguments))  # type: ignore[assignment]
    os.listdir = lambda *arguments: mixed(listdir, *arguments)


def bend(how: dict[str, int]) -> None:
    """Carry out what is asked."""
    if "umask" in how:
        os.umask(how["umask"])
    if "shuffle" in how:
        shuffle(how["shuffle"])
    if "jobs" in how:
        for module in (build, checks):
            vars(module)["processes"] = lambda *_: how["jobs"]


if __name__ == "__main__":
    bend(json.loads(sys.argv[1]))
    main(sys.argv[2:])
