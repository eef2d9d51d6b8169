"""The program ends as soon as its work is done, with the same code and the same last words."""

import subprocess
import sys

import pytest

from tests.built import ROOT

WATCHED = """
import atexit, sys
from generator.__main__ import run
from generator import cli

class Kept:
    def __del__(self):
        print("taken apart")

def main():
    atexit.register(print, "tidied")
    print("said", end="")
    {end}

kept, cli.main = Kept(), main
run()
"""


@pytest.mark.parametrize("code", [0, 1, 3])
def test_nothing_is_taken_apart_when_the_work_is_done(code: int) -> None:
    """What libraries tidy up at the end is tidied up, everything is said, and the code is that of the command."""
    assert end(f"sys.exit({code})") == (code, "saidtidied\n")


@pytest.mark.parametrize(
    ("how", "code"), [("sys.exit('wrong')", 1), ("raise ValueError", 1), ("sys.stdout.close()", 0)]
)
def test_python_ends_what_ended_otherwise(how: str, code: int) -> None:
    """Where there is no code, or nothing more can be said, the process ends as any other does."""
    assert end(how)[0] == code


def end(how: str) -> tuple[int, str]:
    """Run a command that ends in some way, in a process of its own."""
    command = [sys.executable, "-c", WATCHED.format(end=how)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, done.stdout
