"""A slice of `make reproducible`: the small project in the surroundings that differ most."""

import subprocess
import sys

from tests.built import ROOT


def test_a_commit_gives_the_same_bytes_elsewhere() -> None:
    """Another folder, order of names, hash seed, locale and clock: one SHA-256."""
    command = [sys.executable, "-m", "tests.reproducible", "--small", "accents", "third order", "ASCII"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "3 environments, 0 different"
    assert len({line.split()[0] for line in lines[:3]}) == 1
