"""Real git repositories that tests write, with fixed authors and days."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator import build, history, loader, sources
from generator.loader import Loaded
from generator.model.past import Past
from generator.project import Project
from generator.stages import Build
from tests.golden import base

REPORT = "programs/kebun/periods/2022.yml"

FINAL = """\
format: 1
period: {from: 2022-01-01, to: 2022-12-31}
status: final
summary: {id: Tahun pertama., en: The first year.}
source: plan
beneficiaries:
  total: {value: TOTAL, unit: person}
figures:
  - {id: plots, label: {id: Petak, en: Plots}, value: {value: 12, unit: unit}}
  - {id: ponds, label: {id: Kolam, en: Ponds}, value: {value: 7, unit: unit}}
"""

ENTRY = """\
  - id: ID
    at: beneficiaries.total
    was: {value: WAS, unit: person}
    until: DAY
    reason: {id: Alasan ID., en: Reason ID.}
"""


@dataclass(frozen=True)
class Repository:
    """A project in a git repository of its own."""

    root: Path

    @property
    def project(self) -> Project:
        """Return the project."""
        return Project(self.root)

    def git(self, *arguments: str, day: str = "2023-01-01") -> str:
        """Run git with a fixed author on a fixed day."""
        moment = f"{day}T23:30:00+07:00"
        own = {
            "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
        }  # fmt: skip
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **own}, check=True)
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def commit(self, subject: str, day: str) -> str:
        """Commit everything and return the hash."""
        self.git("add", "-A", "programs")
        self.git("commit", "-q", "--allow-empty", "-m", subject, day=day)
        return self.git("rev-parse", "HEAD")

    def load(self) -> Loaded:
        """Load the files as they are now."""
        return loader.load(sources.read(self.project))

    def past(self) -> Past:
        """Tell the past of the files as they are now."""
        loaded = self.load()
        assert loaded.portfolio is not None
        return history.read(self.project, loaded.portfolio, loaded.documents)

    def build(self) -> Build:
        """Build the site in memory."""
        return build.build(self.project)


def final(total: str, *entries: tuple[str, str, str], extra: str = "") -> str:
    """Return the report with a total; `entries` are corrections: id, the number before, the day."""
    text = FINAL.replace("TOTAL", total)
    if entries:
        text += "corrections:\n"
    for name, was, day in entries:
        text += ENTRY.replace("ID", name).replace("WAS", was).replace("DAY", day)
    return text + extra


def start(root: Path, *, git: bool = True) -> Repository:
    """Return a project in which nothing is wrong, in a new repository without a commit."""
    repository = Repository(root)
    for name, text in base().items():
        repository.write(f"programs/{name}", text)
    if git:
        repository.git("init", "-q", "-b", "main")
    return repository
