"""The first chapter of the handbook carried out: from an empty folder to the report of a second period on the site."""

import re
import shlex
import shutil
import subprocess
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from generator import build
from generator.cli import main
from generator.project import Project
from tests.built import ROOT
from tests.docs.pages import Block, blocks

CHAPTERS = {"id": ROOT / "docs/id/mulai.md", "en": ROOT / "docs/en/start.md"}
INSTALLING = ("python3 -m venv", "source ", "pip install")
"""What tests/wheel proves, with a wheel and without a network."""


@dataclass
class Terminal:
    """A reader's terminal: where it stands, and what it printed last."""

    place: Path
    said: str = ""

    def type(self, line: str) -> None:
        """Carry out one line as the reader's shell would, with nobody at the keyboard; it must succeed."""
        words = shlex.split(re.split(r"  +#", line)[0])
        if words[0] == "cd":
            self.place /= words[1]
        elif words[0] == "rm":
            shutil.rmtree(self.place / words[-1])
        elif words[0] == "amanah":
            self.said += self.amanah(*words[1:])
        else:
            done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=self.place)
            assert done.returncode == 0, f"{line}: {done.stderr}"

    def amanah(self, *arguments: str) -> str:
        """Run a command in this process, since starting it takes longer than its work."""
        out = StringIO()
        with chdir(self.place), redirect_stdout(out), redirect_stderr(out), pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0, f"{arguments}: {out.getvalue()}"
        return out.getvalue()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in an empty folder, of somebody who has told git a name."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, value in (("NAME", "Staf"), ("EMAIL", "staf@example.org")):
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    return Terminal(tmp_path)


def carry_out(terminal: Terminal, step: Block) -> None:
    """Type the commands of a block, or save its file."""
    if step.kind == "sh":
        terminal.said = ""
        for line in step.text.splitlines():
            if not line.startswith(INSTALLING):
                terminal.type(line)
    elif step.kind == "yaml":
        (terminal.place / step.file).write_text(step.text, encoding="utf-8")
    else:
        missing = [line for line in step.text.splitlines() if line not in terminal.said]
        assert missing == [], terminal.said


@pytest.mark.parametrize("language", CHAPTERS)
def test_the_first_hour_ends_with_a_published_second_period(
    language: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command succeeds and prints what the chapter shows; the site then has both reports."""
    monkeypatch.setenv("LC_ALL", language)
    for step in blocks(CHAPTERS[language], "sh", "yaml", "text"):
        carry_out(terminal, step)
    site = terminal.place / "site"
    for report in ("2025-semester-1", "2025-semester-2"):
        assert (site / "program/kebun-warga" / report / "index.html").is_file()
        assert (site / "en/program/kebun-warga" / report / "index.html").is_file()
    assert not (site / "program/program-pertama").exists()
    assert [one.code for one in build.examine(Project(terminal.place)).findings] == []


def test_both_languages_type_the_same() -> None:
    """The files are the same ones, and so are the commands, but for the words of commit messages."""
    first, second = (blocks(CHAPTERS[one], "yaml") for one in ("id", "en"))
    assert [one.text for one in first] == [one.text for one in second]
    first, second = (blocks(CHAPTERS[one], "sh") for one in ("id", "en"))
    assert [_without_message(one.text) for one in first] == [_without_message(one.text) for one in second]


def _without_message(text: str) -> str:
    return re.sub(r'-m "[^"]*"', "-m", text)


def test_a_new_report_is_what_the_chapter_shows(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The opening balance that the reader finds in the new file is the one of the file to be saved."""
    monkeypatch.setenv("LC_ALL", "id")
    steps = blocks(CHAPTERS["id"], "sh", "yaml")
    last = max(index for index, one in enumerate(steps) if one.kind == "yaml")
    for step in steps[:last]:
        carry_out(terminal, step)
    made = (terminal.place / steps[last].file).read_text(encoding="utf-8")
    opening = next(line for line in steps[last].text.splitlines() if "opening:" in line)
    assert opening in made.splitlines()
    assert "laporan-2025-semester-1:" in made
