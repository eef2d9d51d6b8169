"""Bend real files at random, as long as wished: `python -m tests.hostile.fuzz --seconds 30 --seed 1`.

The corpus is every file of programs/ and of the example. A traceback, or a file that takes more than some seconds, is
written beside the word CRASH with its seed, and the exit code is 1.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.built import ROOT
from tests.hostile.files import hostile, mutate
from tests.hostile.test_files import Inbox

SECONDS = 2
"""Far above what any file takes (0.5 s), and far below what a bomb would; the fuzzer reports what lies above."""


def corpus() -> list[bytes]:
    """Return the real files and the small hostile ones."""
    real = [path.read_bytes() for name in ("programs", "examples") for path in sorted((ROOT / name).rglob("*.yml"))]
    return real + [data for _, data in hostile() if len(data) < 2_000]


def fuzz(seconds: float, seed: int, rounds: int | None = None) -> tuple[int, list[str]]:
    """Bend files for a time or a number of rounds; return how many, and what went wrong."""
    seeds, crashes, done = corpus(), [], 0
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        inbox = Inbox(Path(folder))
        while time.monotonic() < end and done != rounds:
            dice = random.Random(f"{seed} {done}")  # noqa: S311 - nothing secret
            data = mutate(dice.choice(seeds), dice)
            fault = _receive(inbox, data)
            crashes += [f"CRASH --seed {seed}, round {done}: {fault}\n{data[:2_000]!r}"] if fault else []
            done += 1
    return done, crashes


def _receive(inbox: Inbox, data: bytes) -> str:
    """Return what went wrong with one file, or nothing."""
    begun = time.monotonic()
    try:
        taken, findings = inbox.receive(data)
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        return traceback.format_exc()
    spent = time.monotonic() - begun
    if not taken and not findings:
        return "neither taken nor refused"
    return f"took {spent:.1f} s" if spent > 2 * SECONDS else ""


def main() -> int:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    done, crashes = fuzz(given.seconds, given.seed)
    sys.stdout.write("\n".join([*crashes, f"{done} files, {len(crashes)} crashes", ""]))
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
