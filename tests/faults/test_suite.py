"""A slice of the fault suite; `make faults` carries out all of it."""

import subprocess
import sys

from tests.built import ROOT


def test_publications_are_whole_whatever_happens_to_them() -> None:
    """Kills, refusals of the disk, several at once: no row of the table has a site that is not whole."""
    command = [sys.executable, "-m", "tests.faults", "--share", "0.3", "--no-builds"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    total = next(line for line in done.stdout.splitlines() if line.startswith("| all |"))
    assert int(total.split("|")[2]) >= 90
    assert total.endswith("| 0 |")
