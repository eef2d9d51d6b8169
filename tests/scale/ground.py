"""A publisher in a repository, built from nothing or from what former builds kept."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import build
from generator.cli import site
from generator.project import Project
from generator.shelf import Shelf
from tests.publishers import generate

DAY = "2024-05-06T07:08:09+00:00"
PAGE = "---\ntitle: {title}\n---\n\n# {title}\n\nKata-kata penerbit.\n"


@dataclass
class Ground:
    """The folder of a publisher; commits have days of their own, so that nothing depends on today."""

    root: Path
    commits: int = 0
    made: list[str] = field(default_factory=list)
    """Names of the units that the last build from the shelf had to make."""
    framed: list[str] = field(default_factory=list)
    """The same of their pages in frames, by language."""

    def git(self, *arguments: str) -> None:
        """Run git as somebody who is nobody in particular."""
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "Uji"), ("EMAIL", "uji@contoh.example"), ("DATE", DAY))}  # fmt: skip
        subprocess.run(
            ["git", "-c", "init.defaultBranch=main", *arguments],
            cwd=self.root, env={**os.environ, **who}, check=True, capture_output=True,
        )  # fmt: skip

    def commit(self) -> None:
        """Commit everything as it lies."""
        self.git("add", "-A")
        self.git("commit", "-qm", f"Change {self.commits}", "--allow-empty")
        self.commits += 1

    def write(self, name: str, text: str) -> None:
        """Write a file of the project."""
        place = self.root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace words of a file that must be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old}"
        self.write(name, text.replace(old, new, 1))

    def warm(self) -> Mapping[str, str]:
        """Build with what former builds kept; return the checksum of every file."""
        shelf = Shelf(self.root / ".amanah" / "units")
        before, framed = names(shelf.folder), names(shelf.frames.folder)
        made = self.build(shelf, self.root / "warm")
        self.made = sorted(names(shelf.folder) - before)
        self.framed = sorted(names(shelf.frames.folder) - framed)
        return made

    def cold(self) -> Mapping[str, str]:
        """Build the same commit in a clone that has kept nothing."""
        clone = self.root.parent / "clone"
        shutil.rmtree(clone, ignore_errors=True)
        subprocess.run(["git", "clone", "-q", str(self.root), str(clone)], check=True, capture_output=True)
        return Ground(clone).build(None, clone / "cold")

    def build(self, shelf: Shelf | None, folder: Path) -> Mapping[str, str]:
        """Build in this process; return the checksum of every file."""
        made = build.build(Project(self.root), jobs=1, shelf=shelf)
        assert not made.blocked, [one.text() for one in made.findings if one.blocks]
        site.write(made, folder, jobs=1)
        return sums(folder)


def start(root: Path, programs: int = 3, periods: int = 1, seed: int = 5) -> Ground:
    """Return a small publisher whose every file is committed."""
    ground = Ground(root)
    root.mkdir(parents=True)
    for name, text in generate(seed=seed, programs=programs, periods=periods).items():
        ground.write(name, text.replace("fictional: ya\n", "") if name.endswith("publisher.yml") else text)
    ground.write("content/id/tentang.md", PAGE.format(title="Tentang"))
    ground.write("content/en/about.md", PAGE.format(title="About"))
    ground.write(".gitignore", ".amanah/\nwarm/\ncold/\nsite/\n")
    ground.git("init", "-q")
    ground.commit()
    return ground


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder, which may not be there yet."""
    return {one.name for one in folder.glob("*") if one.is_file()}


def sums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
