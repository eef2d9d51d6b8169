"""A copy of the example in a repository of its own, and the forms for it."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.admin import bundle
from generator.admin.desk import Desk
from generator.cli.editor import modeline
from generator.cli.forms import address, listen
from generator.i18n import translator
from generator.project import Project
from tests.built import ROOT

DECAP = ROOT / ".venv/npm/decap-cms-3.16.3/dist"
"""Where `.ci/lists` puts Decap CMS."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the example, committed."""
    place = tmp_path / "lembaga"
    shutil.copytree(ROOT / "examples/lembaga-contoh/programs", place / "programs")
    shutil.copytree(ROOT / "examples/lembaga-contoh/content", place / "content")
    (place / ".gitignore").write_text(".amanah/\n", encoding="utf-8")
    git(place, "init", "--quiet")
    git(place, "add", "--all")
    git(place, "-c", "user.name=Staf", "-c", "user.email=staf@example.org", "commit", "--quiet", "-m", "Awal")
    return place


def git(root: Path, *arguments: str) -> str:
    """Run git in a project and return what it says."""
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def desk(root: Path) -> Desk:
    """Return the desk of the copy."""
    return Desk(Project(root), translator("id"), modeline)


@pytest.fixture
def forms_url(root: Path, desk: Desk) -> Iterator[str]:
    """Serve the forms of the copy with the Decap CMS that the tests brought along."""
    place = bundle.folder(Project(root))
    place.mkdir(parents=True)
    for part in DECAP.glob("*decap-cms.js"):
        shutil.copy(part, place)
    with listen(desk, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield address(server)
        server.shutdown()
        thread.join()
