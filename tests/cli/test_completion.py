"""`amanah completion`: what a shell asks when somebody presses Tab."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from tests.built import ROOT
from tests.cli.small import small_project
from tests.cli.test_init import run


def complete(*words: str, place: Path = ROOT) -> list[str]:
    """Return what bash would offer for the last word in a folder."""
    environment = {**os.environ, "_AMANAH_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(words),
                   "COMP_CWORD": str(len(words) - 1), "PYTHONPATH": str(ROOT)}  # fmt: skip
    code = "import sys; from generator.cli import main; sys.argv = ['amanah']; main()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=place)
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It asks the command itself, so nothing in it goes out of date."""
    code, said, _ = run(capsys, "completion", shell)
    assert code == 0
    assert "_AMANAH_COMPLETE" in said
    assert f"{shell}_complete" in said


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_reads_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    """After it the name of the command is one that completes."""
    script = run(capsys, "completion", "bash")[1]
    done = subprocess.run(["bash", "-c", f"{script}\ncomplete -p amanah"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "amanah" in done.stdout


def test_commands_words_and_options_are_offered() -> None:
    """Those that begin as typed, each from where click knows it."""
    assert complete("amanah", "") == list(COMMANDS)
    assert complete("amanah", "new", "p") == ["program", "period"]
    assert "--strict" in complete("amanah", "check", "--s")


def test_names_of_programs_are_offered(tmp_path: Path) -> None:
    """Those of the project at hand, also behind `--like`."""
    small_project(tmp_path)
    assert complete("amanah", "new", "period", "k", place=tmp_path) == ["kebun"]
    assert complete("amanah", "new", "program", "baru", "--like", "", place=tmp_path) == ["kebun"]


def test_another_shell_is_refused_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, as for every wrong call."""
    code, _, said = run(capsys, "completion", "tcsh")
    assert code == 2
    assert "zsh" in said
