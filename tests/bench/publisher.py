"""Publishers of any size in git repositories of their own, and an edit as an author would make it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.built import ROOT
from tests.publishers import generate

CONTENT = ROOT / "examples" / "lembaga-contoh" / "content"
REPORTS = 5
"""Reports that each program has: half a year each."""
SEED = 1
_GIT = ("-c", "user.name=bench", "-c", "user.email=bench@contoh.example", "-c", "commit.gpgsign=false")
_ENVIRONMENT = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
_CONTENT = re.compile(r"(- indicator: content\n  actual: )(\d+)( %)")


@contextmanager
def publisher(reports: int) -> Iterator[Path]:
    """Make a publisher with so many period reports; the same number gives the same one."""
    with TemporaryDirectory(prefix="amanah-bench-") as folder:
        root = Path(folder) / "publisher"
        shutil.copytree(CONTENT, root / "content")
        write(root, generate(SEED, programs=max(1, reports // REPORTS), periods=min(REPORTS, reports)))
        (root / ".gitignore").write_text("site/\n.amanah/\n", encoding="utf-8")
        _git(root, "init", "--quiet")
        commit(root)
        yield root


def write(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def edit(root: Path) -> str:
    """Change one figure of the last report of a program in the middle, and commit it; return the file."""
    programs = sorted((root / "programs").glob("*/periods"))
    path = max(programs[len(programs) // 2].glob("*.yml"))
    text, count = _CONTENT.subn(
        lambda found: f"{found[1]}{int(found[2]) - 1}{found[3]}", path.read_text(encoding="utf-8")
    )
    assert count == 1
    path.write_text(text, encoding="utf-8")
    commit(root)
    return path.relative_to(root).as_posix()


def commit(root: Path) -> None:
    """Commit everything."""
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "--message", "bench")


def _git(root: Path, *arguments: str) -> None:
    command = ["git", "-C", str(root), *_GIT, *arguments]
    subprocess.run(
        command, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin:/usr/local/bin", **_ENVIRONMENT}
    )
